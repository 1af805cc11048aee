"""Items: every kind of question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Literal, TypeAlias

from tutor.model.content import Content, Id, Norm


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
    """An item of a bank; `soort` says which kind."""

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
    passage: str = ""
    """A text that several questions are about, such as a letter; they are asked one after another."""
    hint: str = ""
    drawing: str = ""
    """The data of a drawing that explains the answer, as in a block `{.tekening}`; without it that of the step does."""
    review_by: date | None = None
    """Overrules the date of the lesson."""
    not_for: tuple[Literal["statenlid", "ab-lid"], ...] = ()
    """Roles with a law of their own that answers this question otherwise."""
    only_for: tuple[Literal["statenlid", "ab-lid"], ...] = ()
    """Roles with a law of their own that this question is about; nobody else gets it. Empty: for all."""
    instead_of: str = ""
    """Id of the item whose place it takes in the lesson, for the roles of `only_for`."""
    held_back: bool = False
    """Not asked with the lesson: it proves later that the goal is mastered, by an item that nobody practised."""
    scored: ClassVar[bool] = True
    """Whether answers are right or wrong; opinions are not."""

    @property
    def asked(self) -> str:
        """What is asked after the situation."""
        return self.question

    @property
    def setting(self) -> str:
        """What to read before the question is put: the passage, then the situation."""
        return f"{self.passage} {self.situation}".strip()

    @property
    def stem(self) -> str:
        """The text to read before answering: situation first, question last."""
        return f"{self.setting} {self.asked}".strip()


class Single(ItemBase, frozen=True, kw_only=True, tag="keuze"):
    """Exactly one option is right."""

    options: tuple[Option, ...]
    fixed: bool = False
    """Keep the order of the options (numbers and dates keep theirs anyway)."""
    reasoned: bool = False
    """Ask beside the choice why. That is kept for the learner, and never graded."""


class Multiple(ItemBase, frozen=True, kw_only=True, tag="meerkeuze"):
    """One or more options are right; partial credit per option."""

    options: tuple[Option, ...]
    fixed: bool = False
    reasoned: bool = False


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


GAP = "___"
"""Stands in a text where a word is left out."""


class Gap(Content, frozen=True, kw_only=True):
    """What was left out of a sentence; the first of the answers is shown as the answer."""

    answers: tuple[str, ...]
    feedback: str


class Gaps(ItemBase, frozen=True, kw_only=True, tag="gaten"):
    """A sentence with gaps, to be filled from a list or by typing; partial credit per gap.

    What is to be joined is named as in a matching item, so that whoever can show that can show this: a gap is a left
    side, a word of the list a right side.
    """

    sentence: str
    """With `GAP` for every gap, in their order."""
    gaps: tuple[Gap, ...]
    distractors: tuple[Option, ...] = ()
    """Words in the list that belong nowhere."""
    typed: bool = False
    """Filled by typing, without a list."""

    @property
    def asked(self) -> str:
        """The question and the sentence, its gaps numbered."""
        return f"{self.question} {self.filled([f'({number}) {GAP}' for number in range(1, len(self.gaps) + 1)])}"

    def filled(self, words: Sequence[str]) -> str:
        """The sentence with these words in its gaps."""
        first, *rest = self.sentence.split(GAP)
        return first + "".join(f"{word}{part}" for word, part in zip(words, rest, strict=False))

    @property
    def answers(self) -> tuple[str, ...]:
        """The answer of each gap, as it is shown."""
        return tuple(gap.answers[0] for gap in self.gaps)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Each gap with its word."""
        gaps = enumerate(self.gaps, 1)
        return tuple(Pair(left=f"gat {n}", right=gap.answers[0], feedback=gap.feedback) for n, gap in gaps)

    @property
    def rights(self) -> tuple[str, ...]:
        """The list to choose from: first the words that belong somewhere, without doubles."""
        return (*dict.fromkeys(self.answers), *(option.text for option in self.distractors))


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

    scored: ClassVar[bool] = False
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


Item: TypeAlias = Single | Multiple | Ordering | Matching | Gaps | Number | ShortText | Open | Statement | Dilemma
