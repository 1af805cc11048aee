"""Lessons as authors write them, and the registers that they share."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from tutor.model.content import Content, Id


class GoalElsewhere(Content, frozen=True, kw_only=True):
    """A goal in the words of another body than the raad."""

    role: Literal["statenlid", "ab-lid"]
    text: str


class Judgement(StrEnum):
    """How a choice or an ending turned out."""

    STRONG = "sterk"
    DEFENSIBLE = "kan"
    WEAK = "zwak"


class CasusChoice(Content, frozen=True, kw_only=True):
    """What the learner can do at a node."""

    text: str
    target: str
    consequence: str
    """What happens."""
    feedback: str
    """Why that is wise or unwise."""
    judgement: Judgement
    sources: tuple[str, ...] = ()


class SceneElsewhere(Content, frozen=True, kw_only=True):
    """What the law says at this point for who sits in another body than the raad."""

    role: Literal["statenlid", "ab-lid"]
    text: str
    sources: tuple[str, ...]


class CasusNode(Content, frozen=True, kw_only=True):
    """A scene: either choices, or an ending."""

    id: Id
    text: str
    """Markdown."""
    role: str | None = None
    """Who the learner is from here on; None: unchanged."""
    choices: tuple[CasusChoice, ...] = ()
    ending: Judgement | None = None
    debrief: str = ""
    """Only for an ending: what this road shows."""
    elsewhere: tuple[SceneElsewhere, ...] = ()


class Variation(Content, frozen=True, kw_only=True):
    """ "Maar wat als ...?": one fact changes and the casus goes on at another node."""

    id: Id
    question: str
    target: str


class Casus(Content, frozen=True, kw_only=True):
    """A branching case of a lesson: one file in `quizzes/<module>/casus/`."""

    id: Id
    lesson: str
    goals: tuple[str, ...]
    title: str
    role: str
    """Who the learner is at the start."""
    start: str
    floor: str
    """What the law asks at the least, shown in the debrief."""
    sources: tuple[str, ...]
    nodes: tuple[CasusNode, ...]
    variations: tuple[Variation, ...] = ()

    def node(self, node_id: str) -> CasusNode:
        """The node with this id. Raises KeyError; loading has proved that targets exist."""
        for node in self.nodes:
            if node.id == node_id:
                return node
        raise KeyError(node_id)


class Goal(Content, frozen=True, kw_only=True):
    """What the learner can do afterwards; starts with "Je" and a verb."""

    id: Id
    text: str
    elsewhere: tuple[GoalElsewhere, ...] = ()


class LessonHead(Content, frozen=True, kw_only=True):
    """The front matter of a lesson."""

    id: Id
    title: str
    goals: tuple[Goal, ...]
    audience: tuple[str, ...]
    sources: tuple[str, ...]
    peildatum: date
    review_by: date
    prequestions: tuple[str, ...]
    """Items to guess before the lesson; not scored, put again at the end."""
    prerequisites: tuple[str, ...] = ()
    minutes: int = 0
    """Worked out from words and items, see `tutor.learning.parts`; what an author writes does not count."""


class StepRole(StrEnum):
    """What a step of a lesson is for."""

    SITUATION = "situatie"
    CORE = "kern"
    EXAMPLE = "voorbeeld"
    DISCUSSION = "gesprek"
    TOMORROW = "morgen"


BODIES = ("statenlid", "ab-lid")
"""Roles that have a law of their own."""


class Elsewhere(Struct, frozen=True, kw_only=True):
    """What the law says for who sits in another body than the raad."""

    bodies: tuple[str, ...]
    """Of `BODIES`."""
    text: str


class Step(Struct, frozen=True, kw_only=True):
    """One `##` of a lesson: one screen."""

    anchor: str
    title: str
    role: StepRole
    text: str
    """Markdown, facts filled in."""
    check: str | None = None
    """Id of the item that is asked right after this step."""
    local: tuple[str, ...] = ()
    """What each of its boxes `Lokaal` asks of a municipality, see `SLOTS`; empty for one that asks nothing."""
    elsewhere: tuple[Elsewhere, ...] = ()


class ModuleHead(Content, frozen=True, kw_only=True):
    """The file `module.toml` of a module."""

    id: Id
    title: str
    order: int
    text: str


class LawText(Content, frozen=True, kw_only=True):
    """Articles of a law that were read in another text than the rest of it."""

    text_date: date
    articles: tuple[str, ...]


class LawElsewhere(Content, frozen=True, kw_only=True):
    """Articles of a law of which another law says otherwise, for who has a role with a law of its own."""

    role: Literal["statenlid", "ab-lid"]
    modules: tuple[str, ...]
    """In which a step that names such an article says so."""
    articles: tuple[str, ...]


class Law(Content, frozen=True, kw_only=True):
    """An entry of `bronnen.toml`. Facts only, no statute text."""

    id: Id
    name: str
    short: str
    sort: Literal["wet", "lokaal", "literatuur"] = "wet"
    bwb: str | None = None
    text_date: date | None = None
    articles: tuple[str, ...] = ()
    """All of them, also those of another text."""
    other_texts: tuple[LawText, ...] = ()
    elsewhere: tuple[LawElsewhere, ...] = ()

    def read_on(self, article: str | None) -> date | None:
        """The date of the text in which this article was read, or of the law as a whole."""
        other = (text.text_date for text in self.other_texts if article in text.articles)
        return next(other, self.text_date)


class Article(Content, frozen=True, kw_only=True):
    """An article of a statute in our own words."""

    number: str
    heading: str
    """What it is about, in a few words."""
    paragraphs: tuple[str, ...]
    """Each `lid`; an article without any is one."""
    labels: tuple[str, ...] = ()
    """Numbers of the paragraphs where they are not 1, 2, 3: `1`, `1a`, `2`."""

    @property
    def numbered(self) -> tuple[tuple[str, str], ...]:
        """The number of each `lid`, with its words."""
        return tuple(zip(self.labels or map(str, range(1, len(self.paragraphs) + 1)), self.paragraphs, strict=False))


class Statute(Content, frozen=True, kw_only=True):
    """A file of `lessons/wetten/`: what articles of a law say, in our own words. The text itself is not shipped."""

    law: Id
    review_by: date
    entries: tuple[Article, ...]

    def article(self, number: str) -> Article | None:
        """The entry with this number."""
        return next((entry for entry in self.entries if entry.number == number), None)


class Fact(Content, frozen=True, kw_only=True):
    """An entry of `feiten.toml`: an amount or table value that changes."""

    id: Id
    text: str
    value: str
    peildatum: date
    review_by: date
    sources: tuple[str, ...]


class Term(Content, frozen=True, kw_only=True):
    """An entry of the glossary."""

    id: Id
    term: str
    explanation: str
    sources: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """Plural and other names."""


class Person(Content, frozen=True, kw_only=True):
    """An entry of `waterveen.toml`: somebody of whom the lessons tell."""

    id: Id
    name: str
    role: str
    """Office and fractie, or who he or she is: `raadslid, Dorpsbelang`."""
    text: str
    """One line."""
    also: tuple[str, ...] = ()
    """Other ways in which lessons name this person, and nothing or nobody else."""

    @property
    def word(self) -> Term:
        """As a word that is explained where a lesson first uses it."""
        return Term(id=f"wie-{self.id}", term=self.name, explanation=f"{self.role}. {self.text}", also=self.also)


class Lookalikes(Content, frozen=True, kw_only=True):
    """An entry of `lijkt-op.toml`: items on two sides of a pair that people mix up, such as motie and amendement."""

    id: Id
    name: str
    left: tuple[str, ...]
    right: tuple[str, ...]

    def other_side(self, item: str) -> tuple[str, ...]:
        """The items that this one is mixed up with."""
        return self.right if item in self.left else self.left if item in self.right else ()


class Misconception(Content, frozen=True, kw_only=True):
    """An entry of `misvattingen.toml`: something wrong that people believe."""

    id: Id
    text: str
    talking_point: str


class CountingRule(Content, frozen=True, kw_only=True):
    """An entry of `telregels.toml`: a rule that counts members or votes, and what it counts from."""

    id: Id
    text: str
    sources: tuple[str, ...]
    words: tuple[str, ...]
    """What texts call the rule, such as `quorum`."""
    counts: tuple[str, ...]
    """How a sentence counts: `meer dan de helft`."""
    bases: tuple[str, ...]
    """What it counts from: `zittende leden`. One of these stands in a sentence that counts."""
    items: tuple[str, ...]
    """Items in which a seat is empty, where another base gives another answer."""
