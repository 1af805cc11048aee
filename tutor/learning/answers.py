"""What a learner can answer, in which ways, and how it turned out.

Indices count in the order of the author, whatever order was shown.
"""

from __future__ import annotations

from enum import StrEnum
from math import factorial
from typing import TypeAlias

from msgspec import Struct


class Mode(StrEnum):
    """The two ways to take a quiz."""

    PRACTICE = "oefenen"
    """Feedback at once, hints, a second try, undo."""
    TEST = "toets"
    """Feedback at the end, no hints, one try."""


class Outcome(StrEnum):
    """How an answer turned out."""

    RIGHT = "goed"
    PARTLY = "deels goed"
    WRONG = "fout"
    UNSCORED = "geen oordeel"
    UNCLEAR = "onduidelijk"
    """Not counted: the learner is asked to say it again."""


class Confidence(StrEnum):
    """How sure the learner says to be."""

    GUESS = "gok"
    THINK = "denk ik"
    SURE = "zeker"


class Choose(Struct, frozen=True, tag="choose", omit_defaults=True):
    """Options of a single or multiple choice item."""

    indices: tuple[int, ...]
    reason: str = ""
    """Why, in the learner's own words, where the item asks for it. Nobody judges it."""


def with_reason(choice: Choose, reason: str) -> Choose:
    """The same choice, with why."""
    return Choose(choice.indices, reason.strip())


class Arrange(Struct, frozen=True, tag="arrange"):
    """Parts of an ordering item, first to last."""

    order: tuple[int, ...]


class Join(Struct, frozen=True, tag="join"):
    """For each pair of a matching item the index in `Matching.rights`, or None."""

    rights: tuple[int | None, ...]


class Write(Struct, frozen=True, tag="write", omit_defaults=True):
    """A number or a short text as typed."""

    text: str
    prompted: bool = False
    """Whether the tutor named this text itself, in "Bedoelde je …?", before the learner chose or typed it."""


class Reflect(Struct, frozen=True, tag="reflect"):
    """An open answer with the criteria that the learner found in it."""

    text: str
    met: tuple[int, ...]


class Opinion(Struct, frozen=True, tag="opinion"):
    """What the learner thinks of a stelling (0 eens, 1 oneens) or dilemma. Never stored."""

    index: int


class GiveUp(Struct, frozen=True, tag="give-up"):
    """ "Ik weet het niet": wrong, and the answer may be shown."""


Response: TypeAlias = Choose | Arrange | Join | Write | Reflect | Opinion | GiveUp


def chance_of_guessing(response: Response | None) -> float:
    """The chance that somebody who knows nothing gives this answer right, for answers that did not tell it yet.

    Then every item with one right option had three, and nearly all with several had four.
    """
    match response:
        case Choose(indices=(_,)):
            return 1 / 3
        case Choose():
            return 1 / 15
        case Arrange(order=order):
            return 1 / factorial(len(order))
        case Join(rights=rights):
            return 1 / factorial(len(rights))
    return 0
