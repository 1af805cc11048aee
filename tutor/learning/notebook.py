"""What a learner keeps: notes with a step, bookmarks, and the actions of "morgen doen" with a check-in later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from tutor.learning.answers import Choose
from tutor.learning.events import (
    ActionPlanned,
    ActionReported,
    ActionResult,
    Answered,
    Bookmarked,
    Noted,
    Unbookmarked,
    Undone,
)
from tutor.learning.log import Event

if TYPE_CHECKING:
    from tutor.model import Catalogue
    from tutor.model.catalogue import Document

CHECK_IN = timedelta(days=30)
"""After this long the tutor asks what became of an action."""


class Place(Struct, frozen=True, kw_only=True):
    """A step of a lesson."""

    lesson: str
    step: str


class StepNote(Struct, frozen=True, kw_only=True):
    """The note at a step."""

    text: str
    at: datetime


class Action(Struct, frozen=True, kw_only=True):
    """The "morgen doen" of a lesson, taken on."""

    lesson: str
    planned: datetime
    """When it was taken on, or put off for the last time."""
    done: datetime | None = None


class Notebook(Struct, kw_only=True):
    """Derived from the log, like all progress."""

    notes: dict[Place, StepNote] = {}
    bookmarks: dict[Place, datetime] = {}
    actions: dict[str, Action] = {}
    """By lesson."""
    reasons: dict[str, StepNote] = {}
    """Why the learner chose what was chosen last, by item."""

    def add(self, event: Event) -> None:
        """Take one event in; an event about anything else changes nothing."""
        match event.body:
            case Noted(step=step, text=text):
                place = Place(lesson=event.subject, step=step)
                self.notes.pop(place, None)
                if text:
                    self.notes[place] = StepNote(text=text, at=event.at)
            case Bookmarked(step=step):
                self.bookmarks[Place(lesson=event.subject, step=step)] = event.at
            case Unbookmarked(step=step):
                self.bookmarks.pop(Place(lesson=event.subject, step=step), None)
            case Answered(response=Choose(reason=reason)) if reason:
                self.reasons.pop(event.subject, None)
                self.reasons[event.subject] = StepNote(text=reason, at=event.at)
            case Undone():
                self.reasons.pop(event.subject, None)
            case ActionPlanned():
                self.actions[event.subject] = Action(lesson=event.subject, planned=event.at)
            case ActionReported(report=report):
                self._report(event, report)

    def _report(self, event: Event, report: ActionResult) -> None:
        action = self.actions.pop(event.subject, None)
        if action is None or report is ActionResult.DROPPED:
            return
        done = report is ActionResult.DONE
        self.actions[event.subject] = Action(
            lesson=event.subject,
            planned=action.planned if done else event.at,
            done=event.at if done else None,
        )

    def to_check(self, now: datetime) -> list[Action]:
        """Actions that were taken on thirty days ago or longer and not reported on, oldest first.

        Also those of which a clock that was wrong said that they are still to be taken on.
        """
        waiting = [a for a in self.actions.values() if a.done is None and not now - CHECK_IN < a.planned <= now]
        return sorted(waiting, key=lambda action: action.planned)


def documents(book: Notebook, catalogue: Catalogue) -> Iterator[Document]:
    """Notes as they can be searched; those of steps that are gone are left out."""
    from tutor.model.catalogue import Document, FindKind

    for place, note in book.notes.items():
        lesson = catalogue.lessons.get(place.lesson)
        step = lesson.step(place.step) if lesson else None
        if lesson and step:
            yield Document(
                kind=FindKind.NOTE,
                lesson=place.lesson,
                target=place.step,
                title=step.title,
                place=lesson.head.title,
                text=note.text,
            )
