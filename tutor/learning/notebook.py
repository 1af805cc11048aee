"""What a learner keeps: notes with a step, bookmarks, and the actions of "morgen doen" with a check-in later."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from tutor.model import Draft, Event

CHECK_IN = timedelta(days=30)
"""After this long the tutor asks what became of an action."""


class NotebookKind(StrEnum):
    """Kinds of events. Never rename one: files of learners hold them."""

    NOTED = "noted"
    BOOKMARKED = "bookmarked"
    UNBOOKMARKED = "unbookmarked"
    ACTION_PLANNED = "action_planned"
    ACTION_REPORTED = "action_reported"


class Report(StrEnum):
    """What became of an action."""

    DONE = "gedaan"
    LATER = "later"
    DROPPED = "laat maar"


class Place(Struct, frozen=True, kw_only=True):
    """A step of a lesson."""

    lesson: str
    step: str


class Note(Struct, frozen=True, kw_only=True):
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

    notes: dict[Place, Note] = {}
    bookmarks: dict[Place, datetime] = {}
    actions: dict[str, Action] = {}
    """By lesson."""

    def add(self, event: Event) -> None:
        """Take one event in."""
        match event.kind:
            case NotebookKind.NOTED:
                place = Place(lesson=event.subject, step=event.body["step"])
                self.notes.pop(place, None)
                if event.body["text"]:
                    self.notes[place] = Note(text=event.body["text"], at=event.at)
            case NotebookKind.BOOKMARKED:
                self.bookmarks[Place(lesson=event.subject, step=event.body["step"])] = event.at
            case NotebookKind.UNBOOKMARKED:
                self.bookmarks.pop(Place(lesson=event.subject, step=event.body["step"]), None)
            case NotebookKind.ACTION_PLANNED:
                self.actions[event.subject] = Action(lesson=event.subject, planned=event.at)
            case NotebookKind.ACTION_REPORTED:
                self._report(event)

    def _report(self, event: Event) -> None:
        action = self.actions.pop(event.subject, None)
        if action is None or event.body["report"] == Report.DROPPED:
            return
        done = event.body["report"] == Report.DONE
        self.actions[event.subject] = Action(
            lesson=event.subject,
            planned=action.planned if done else event.at,
            done=event.at if done else None,
        )

    def to_check(self, now: datetime) -> list[Action]:
        """Actions that were taken on thirty days ago or longer and not reported on, oldest first."""
        waiting = [a for a in self.actions.values() if a.done is None and now - a.planned >= CHECK_IN]
        return sorted(waiting, key=lambda action: action.planned)


def noted(place: Place, text: str) -> Draft:
    """A note was written; an empty one takes it away."""
    return Draft(kind=NotebookKind.NOTED, subject=place.lesson, body={"step": place.step, "text": text.strip()})


def bookmarked(place: Place, present: bool) -> Draft:
    """A bookmark was set or taken away."""
    kind = NotebookKind.BOOKMARKED if present else NotebookKind.UNBOOKMARKED
    return Draft(kind=kind, subject=place.lesson, body={"step": place.step})


def action_planned(lesson: str) -> Draft:
    """The learner is going to do the "morgen doen" of a lesson."""
    return Draft(kind=NotebookKind.ACTION_PLANNED, subject=lesson)


def action_reported(lesson: str, report: Report) -> Draft:
    """What became of it."""
    return Draft(kind=NotebookKind.ACTION_REPORTED, subject=lesson, body={"report": report})
