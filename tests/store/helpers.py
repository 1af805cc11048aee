"""What the tests of the store share."""

import json
import multiprocessing
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tutor.learning.events import Unknown
from tutor.learning.log import Draft, Event
from tutor.store import Store
from tutor.store.schema import findings

START = datetime(2025, 3, 1, 12, tzinfo=UTC)

multiprocessing.set_forkserver_preload(["tests.store.workers"])
if sys.platform == "win32":
    processes = multiprocessing.get_context("spawn")
else:
    processes = multiprocessing.get_context("forkserver")
"""Forks children from a server that has the store loaded: 10 ms each, without inheriting threads."""


class Clock:
    """A clock that stands still until told otherwise."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, *, days: float = 0, minutes: float = 0) -> None:
        self.now += timedelta(days=days, minutes=minutes)


def open_store(path: Path | None, clock: Clock | None = None) -> Store:
    return Store.open(path, device="laptop", clock=clock or Clock())


ANSWER: dict[str, object] = {
    "session": "s",
    "mode": "oefenen",
    "response": None,
    "confidence": None,
    "outcome": "goed",
    "score": 1,
}


def newer(kind: str, subject: str = "", revision: str = "", **body: object) -> Draft:
    """A draft with any body, such as a newer program may store."""
    return Draft(subject=subject, revision=revision, body=Unknown(kind=kind, text=json.dumps(body)))


def answer(number: int = 0, **more: object) -> Draft:
    """An answer, with what a newer program may add to it."""
    return newer("answered", f"rollen-{number:02}", "0123456789abcdef", **{**ANSWER, "try": 1, **more})


def unknown(draft: Draft) -> str:
    """The body of a draft that `newer` made, as JSON."""
    assert isinstance(draft.body, Unknown)
    return draft.body.text


def said(event: Event) -> dict[str, Any]:
    """The whole body of an event."""
    found: dict[str, Any] = json.loads(event.text)
    return found


def everything(store: Store) -> list[Event]:
    """All events of all learners."""
    return [event for learner in store.learners() for event in store.events(learner.id)]


@contextmanager
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    """The file without any of the store's care; autocommit."""
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as connection:
        yield connection


def problems(path: Path) -> tuple[str, ...]:
    with raw(path) as connection:
        return findings(connection)
