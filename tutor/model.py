"""The values that everybody shares: content, problems and events.

Everything here is frozen and knows nothing of files, screens or storage. Authors write Dutch keys
(`vraag`, `optie`, `uitleg`); code reads English names. `KEYS` is the one place that joins the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import Annotated, Any, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

KEYS: Mapping[str, str] = {
    "answer": "antwoord",
    "answers": "antwoorden",
    "articles": "artikelen",
    "also": "ook",
    "audience": "doelgroep",
    "cons": "tegen",
    "choices": "keuze",
    "consequence": "gevolg",
    "criteria": "criterium",
    "debrief": "nabespreking",
    "decides": "wie_beslist",
    "difficulty": "moeilijkheid",
    "discuss": "gespreksvragen",
    "distractors": "afleider",
    "ending": "einde",
    "explanation": "uitleg",
    "fixed": "vast",
    "floor": "ondergrens",
    "goal": "doel",
    "goals": "doel",
    "judgement": "oordeel",
    "key": "goed",
    "left": "links",
    "lesson": "les",
    "minutes": "minuten",
    "misconception": "misvatting",
    "mistakes": "fout",
    "model_answer": "modelantwoord",
    "name": "naam",
    "nodes": "knoop",
    "options": "optie",
    "order": "volgorde",
    "pairs": "paar",
    "parts": "onderdeel",
    "peildatum": "peildatum",
    "prequestions": "prikvragen",
    "prerequisites": "voorkennis",
    "pros": "voor",
    "question": "vraag",
    "review_by": "herzien_voor",
    "right": "rechts",
    "role": "rol",
    "shifts": "schuif",
    "short": "kort",
    "situation": "situatie",
    "sort": "soort",
    "sources": "bronnen",
    "talking_point": "gesprekspunt",
    "step": "stap",
    "target": "naar",
    "term": "term",
    "text": "tekst",
    "text_date": "tekst_van",
    "title": "titel",
    "tolerance": "tolerantie",
    "trainer": "trainer",
    "unit": "eenheid",
    "value": "waarde",
    "variations": "wat_als",
}
"""English field name -> the key that an author writes."""

Id = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\Z", max_length=60)]
"""An explicit, stable content id: lowercase letters, digits and single hyphens."""


class Norm(StrEnum):
    """What makes the answer right: the law, or something softer."""

    LAW = "wet"
    STANDING_ORDERS = "reglement"
    CODE_OF_CONDUCT = "gedragscode"
    CUSTOM = "gebruik"
    JUDGEMENT = "afweging"


class Content(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, rename=KEYS):
    """Base of everything that authors write: frozen, Dutch keys, unknown keys refused."""


# --- items -------------------------------------------------------------------------------------


class Option(Content, frozen=True, kw_only=True):
    """One thing to choose in a single or multiple choice item, or in a dilemma."""

    text: str
    feedback: str
    key: bool = False
    misconception: str | None = None
    """Id in the register of misconceptions; every distractor has one."""


class Part(Content, frozen=True, kw_only=True):
    """One part of an ordering item, or a criterion of an open one."""

    text: str
    feedback: str


class Pair(Content, frozen=True, kw_only=True):
    """A left side and the right side that belongs to it."""

    left: str
    right: str
    feedback: str


class Mistake(Content, frozen=True, kw_only=True):
    """A known wrong number or text, with the misconception behind it."""

    value: float | str
    feedback: str
    misconception: str | None = None


class ItemBase(Content, frozen=True, kw_only=True, tag_field="soort"):
    """What every item has."""

    id: Id
    goal: str
    step: str
    """Anchor of the lesson step that teaches this item."""
    question: str
    explanation: str
    norm: Norm
    sources: tuple[str, ...]
    """References such as `gemeentewet 160 lid 1 d`, see `tutor.content.statute`."""
    difficulty: Literal[1, 2, 3]
    situation: str = ""
    """What happens before the question is put; empty for an item without a situation."""
    hint: str = ""
    review_by: date | None = None
    """Overrules the date of the lesson."""

    @property
    def stem(self) -> str:
        """Situation first, question last."""
        return f"{self.situation} {self.question}".strip()

    @property
    def scored(self) -> bool:
        """Whether answers are right or wrong; opinions are not."""
        return not isinstance(self, Statement | Dilemma)


class Single(ItemBase, frozen=True, kw_only=True, tag="keuze"):
    """Exactly one option is right."""

    options: tuple[Option, ...]
    fixed: bool = False
    """Keep the order of the options (numbers and dates keep theirs anyway)."""


class Multiple(ItemBase, frozen=True, kw_only=True, tag="meerkeuze"):
    """One or more options are right; partial credit per option."""

    options: tuple[Option, ...]
    fixed: bool = False


class Ordering(ItemBase, frozen=True, kw_only=True, tag="volgorde"):
    """Parts in the right order; shown shuffled."""

    parts: tuple[Part, ...]


class Matching(ItemBase, frozen=True, kw_only=True, tag="paren"):
    """Left sides to be joined with right sides; distractors are right sides that belong nowhere."""

    pairs: tuple[Pair, ...]
    distractors: tuple[Option, ...] = ()

    @property
    def rights(self) -> tuple[str, ...]:
        """All right sides as authored: first those of the pairs, without doubles, then the distractors."""
        seen = dict.fromkeys(pair.right for pair in self.pairs)
        return (*seen, *(option.text for option in self.distractors))


class Number(ItemBase, frozen=True, kw_only=True, tag="getal"):
    """A number with an absolute tolerance and a unit."""

    answer: float
    feedback: str
    tolerance: float = 0
    unit: str = ""
    mistakes: tuple[Mistake, ...] = ()


class ShortText(ItemBase, frozen=True, kw_only=True, tag="kort"):
    """A word or two; `answers` are the alternatives, the first one is shown as the answer."""

    answers: tuple[str, ...]
    feedback: str
    mistakes: tuple[Mistake, ...] = ()


class Open(ItemBase, frozen=True, kw_only=True, tag="open"):
    """Free text, compared by the learner with a model answer and criteria."""

    model_answer: str
    criteria: tuple[Part, ...]


class Debate(ItemBase, frozen=True, kw_only=True):
    """What a stelling and a dilemma share: no key, but a floor that the law fixes."""

    decides: str
    floor: str
    pros: tuple[str, ...]
    cons: tuple[str, ...]
    shifts: tuple[str, ...] = ()
    """"Maar wat als ...?": each changes one fact."""
    discuss: tuple[str, ...] = ()
    trainer: str = ""
    """Notes for the trainer only."""


class Statement(Debate, frozen=True, kw_only=True, tag="stelling"):
    """A statement to agree or disagree with."""


class Dilemma(Debate, frozen=True, kw_only=True, tag="dilemma"):
    """A choice between defensible options."""

    options: tuple[Option, ...]


Item: TypeAlias = Single | Multiple | Ordering | Matching | Number | ShortText | Open | Statement | Dilemma


def revision(content: Struct) -> str:
    """Hash of everything an author wrote: a changed item keeps its id and its history, but is recognised."""
    return sha256(msgspec.json.encode(content)).hexdigest()[:16]


# --- casus -------------------------------------------------------------------------------------


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


class Variation(Content, frozen=True, kw_only=True):
    """ "Maar wat als ...?": one fact changes and the casus goes on at another node."""

    id: Id
    question: str
    target: str


class Casus(Content, frozen=True, kw_only=True):
    """A branching case."""

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


# --- lessons and registers ---------------------------------------------------------------------


class Goal(Content, frozen=True, kw_only=True):
    """What the learner can do afterwards; starts with "Je" and a verb."""

    id: Id
    text: str


class LessonHead(Content, frozen=True, kw_only=True):
    """The front matter of a lesson."""

    id: Id
    title: str
    goals: tuple[Goal, ...]
    minutes: int
    audience: tuple[str, ...]
    sources: tuple[str, ...]
    peildatum: date
    review_by: date
    prequestions: tuple[str, ...]
    """Items to guess before the lesson; not scored, put again at the end."""
    prerequisites: tuple[str, ...] = ()


class StepRole(StrEnum):
    """What a step of a lesson is for."""

    SITUATION = "situatie"
    CORE = "kern"
    EXAMPLE = "voorbeeld"
    DISCUSSION = "gesprek"
    TOMORROW = "morgen"


class Step(Struct, frozen=True, kw_only=True):
    """One `##` of a lesson: one screen."""

    anchor: str
    title: str
    role: StepRole
    text: str
    """Markdown, facts filled in."""
    check: str | None = None
    """Id of the item that is asked right after this step."""


class ModuleHead(Content, frozen=True, kw_only=True):
    """`module.toml`."""

    id: Id
    title: str
    order: int
    text: str


class Law(Content, frozen=True, kw_only=True):
    """An entry of `bronnen.toml`. Facts only, no statute text."""

    id: Id
    name: str
    short: str
    sort: Literal["wet", "lokaal", "literatuur"] = "wet"
    bwb: str | None = None
    text_date: date | None = None
    articles: tuple[str, ...] = ()


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


class Misconception(Content, frozen=True, kw_only=True):
    """An entry of `misvattingen.toml`."""

    id: Id
    text: str
    talking_point: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A lesson with its item bank and its cases."""

    head: LessonHead
    module: str
    steps: tuple[Step, ...]
    items: tuple[Item, ...]
    cases: tuple[Casus, ...]

    def step(self, anchor: str) -> Step | None:
        """The step with this anchor."""
        return next((step for step in self.steps if step.anchor == anchor), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A module with its lessons in order."""

    head: ModuleHead
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All content that loaded without an error of its own."""

    modules: tuple[Module, ...] = ()
    laws: tuple[Law, ...] = ()
    facts: tuple[Fact, ...] = ()
    terms: tuple[Term, ...] = ()
    misconceptions: tuple[Misconception, ...] = ()

    @cached_property
    def lessons(self) -> Mapping[str, Lesson]:
        """Lessons by id, in the order of the modules."""
        return {lesson.head.id: lesson for module in self.modules for lesson in module.lessons}

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Items by id."""
        return {item.id: item for lesson in self.lessons.values() for item in lesson.items}

    @cached_property
    def cases(self) -> Mapping[str, Casus]:
        """Cases by id."""
        return {casus.id: casus for lesson in self.lessons.values() for casus in lesson.cases}

    @cached_property
    def goals(self) -> Mapping[str, Goal]:
        """Goals by id."""
        return {goal.id: goal for lesson in self.lessons.values() for goal in lesson.head.goals}

    @cached_property
    def lesson_of(self) -> Mapping[str, Lesson]:
        """The lesson of an item, casus or goal, by the id of that item, casus or goal."""
        return {
            thing: lesson
            for lesson in self.lessons.values()
            for thing in (
                *(item.id for item in lesson.items),
                *(casus.id for casus in lesson.cases),
                *(goal.id for goal in lesson.head.goals),
            )
        }

    @cached_property
    def glossary(self) -> Mapping[str, Term]:
        """Terms by id."""
        return {term.id: term for term in self.terms}

    @cached_property
    def register(self) -> Mapping[str, Law]:
        """Laws and other sources by id."""
        return {law.id: law for law in self.laws}


# --- problems ----------------------------------------------------------------------------------


class Severity(StrEnum):
    """How bad a problem in the content is."""

    ERROR = "fout"
    WARNING = "waarschuwing"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong in the content: where, what, and how to mend it."""

    path: str
    """Relative to the content folder, with forward slashes."""
    line: int
    severity: Severity
    code: str
    """Stable short name of the rule, such as `onbekende-sleutel`."""
    message: str
    """Dutch: what is wrong."""
    remedy: str
    """Dutch: how to mend it."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.severity}: {self.message} {self.remedy} [{self.code}]"


# --- events ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An event that has not been stored yet."""

    kind: str
    subject: str = ""
    """Content id."""
    revision: str = ""
    """Content hash, see `revision`."""
    body: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A stored fact about a learner. Never changes."""

    id: str
    """UUIDv7, so ids sort by time."""
    learner: str
    device: str
    kind: str
    at: datetime
    """UTC, aware."""
    subject: str
    revision: str
    body: Mapping[str, Any]
