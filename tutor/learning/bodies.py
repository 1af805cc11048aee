"""What the body of each kind of event must look like, so that events of elsewhere can be trusted before they are used.

Kinds that are not listed come from a newer program: they are kept, and mean nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from tutor.learning import scan_log
from tutor.learning.grading import Outcome
from tutor.learning.journal import Kind
from tutor.learning.notebook import NotebookKind, Report
from tutor.learning.quiz import Mode
from tutor.learning.response import Confidence, Response
from tutor.learning.route import Role
from tutor.model import Event, Judgement

Name = Annotated[str, Meta(max_length=200)]
Text = Annotated[str, Meta(max_length=20_000)]
Count = Annotated[int, Meta(ge=0, le=10_000)]
Number = Annotated[int, Meta(ge=0, lt=2**32)]
Names = Annotated[list[Name], Meta(max_length=10_000)]


class Body(Struct, frozen=True, forbid_unknown_fields=False):
    """Base of all bodies; a newer program may have added fields."""


class Page(Body, frozen=True):
    """Where a lesson was left."""

    page: Name


class Guess(Body, frozen=True):
    """A guess at a prikvraag."""

    response: Response | None


class QuizStart(Body, frozen=True):
    """A quiz that began."""

    session: Name
    mode: Mode
    items: Names
    seed: Number
    purpose: Name


class Answer(Body, frozen=True, rename={"attempt": "try"}):
    """An answer that counted."""

    session: Name
    mode: Literal["oefenen", "toets", "zelfscan"]
    response: Response | None
    confidence: Confidence | None
    outcome: Outcome
    score: Annotated[float, Meta(ge=0, le=1)]
    attempt: Annotated[int, Meta(ge=1, le=100)]


class InSession(Body, frozen=True):
    """Anything that says only in which session it was."""

    session: Name


class QuizEnd(Body, frozen=True):
    """A quiz that was finished."""

    session: Name
    mode: Mode
    right: Count
    scored: Count


class CasusChoice(Body, frozen=True):
    """A choice in a casus."""

    session: Name
    node: Name
    choice: Count


class CasusVariation(Body, frozen=True):
    """A "maar wat als"."""

    session: Name
    variation: Name


class CasusEnd(Body, frozen=True):
    """An ending."""

    session: Name
    node: Name
    ending: Judgement


class ScanStart(Body, frozen=True):
    """A zelfscan that began."""

    session: Name
    role: Role
    seed: Number


class ScanEnd(Body, frozen=True):
    """A zelfscan that was finished."""

    session: Name
    role: Role
    asked: Count
    right: Count
    known: Names


class Assignment(Body, frozen=True):
    """Items that were brought home from an evening."""

    title: Name
    items: Names


class Note(Body, frozen=True):
    """A note with a step."""

    step: Name
    text: Text


class Step(Body, frozen=True):
    """A bookmark."""

    step: Name


class ActionReport(Body, frozen=True):
    """What became of an action."""

    report: Report


class ProfileName(Body, frozen=True):
    """A profile that got its name, which is one that can be read: nobody can choose another."""

    name: Name

    def __post_init__(self) -> None:
        if not (self.name.isprintable() and self.name.strip()):
            raise ValueError("a name that cannot be read")


BODIES: Mapping[str, type[Body]] = {
    "profile_created": ProfileName,
    "profile_renamed": ProfileName,
    Kind.LESSON_MOVED: Page,
    Kind.STEP_READ: Page,
    Kind.GUESSED: Guess,
    Kind.QUIZ_STARTED: QuizStart,
    Kind.ANSWERED: Answer,
    Kind.HINTED: InSession,
    Kind.RETRIED: InSession,
    Kind.PROCEEDED: InSession,
    Kind.UNDONE: InSession,
    Kind.QUIZ_FINISHED: QuizEnd,
    Kind.CASUS_STARTED: InSession,
    Kind.CASUS_CHOSEN: CasusChoice,
    Kind.CASUS_BACK: InSession,
    Kind.CASUS_VARIED: CasusVariation,
    Kind.CASUS_RESTARTED: InSession,
    Kind.CASUS_ENDED: CasusEnd,
    Kind.ASSIGNED: Assignment,
    scan_log.STARTED: ScanStart,
    scan_log.FINISHED: ScanEnd,
    NotebookKind.NOTED: Note,
    NotebookKind.BOOKMARKED: Step,
    NotebookKind.UNBOOKMARKED: Step,
    NotebookKind.ACTION_REPORTED: ActionReport,
}


def is_sound(event: Event) -> bool:
    """Whether the body of an event can be used: it fits its kind, or its kind means nothing here."""
    return fits(event.kind, event.body)


def fits(kind: str, body: Mapping[str, Any]) -> bool:
    """Whether a body fits a kind."""
    expected = BODIES.get(kind)
    if expected is None:
        return True
    try:
        msgspec.convert(body, type=expected)
    except msgspec.ValidationError:
        return False
    return True
