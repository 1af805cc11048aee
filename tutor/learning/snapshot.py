"""Progress as bytes and back, so that the next start replays only what was learned since.

A snapshot is no truth of its own: whoever has none, or one that does not fit, replays the whole log and has the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache, partial

import msgspec
from msgspec import Struct

from tutor.learning.duration import LearningTime
from tutor.learning.log import Event
from tutor.learning.memory import CardHistory, CardState, Memory, Review, Schedule
from tutor.learning.notebook import Action, Note, Notebook
from tutor.learning.notebook import Place as Step
from tutor.learning.packed import Packed
from tutor.learning.progress import Answer, FinishedQuiz, Place, Progress, Walk
from tutor.learning.scan import ScanResult

VERSION = 2
"""Goes up when replay gives something else for the same events, or when the shape changes."""


class _Card(Struct, frozen=True, array_like=True):
    state: CardState
    spaced: int
    last_day: date | None
    count: int
    reviews: msgspec.Raw


class _Snapshot(Struct, frozen=True, array_like=True):
    version: int
    schedule: Schedule
    events: int
    last: str
    places: dict[str, Place]
    visited: dict[str, set[str]]
    finished: dict[str, datetime]
    guesses: set[str]
    count: int
    answers: msgspec.Raw
    quizzes: dict[str, list[Event]]
    cases: dict[str, Walk]
    endings: dict[str, set[str]]
    done: list[FinishedQuiz]
    dues: dict[str, datetime]
    cards: msgspec.Raw
    numbers: dict[str, int]
    notes: list[tuple[Step, Note]]
    bookmarks: list[tuple[Step, datetime]]
    actions: dict[str, Action]
    running_scans: dict[str, list[Event]]
    last_scan: str
    scans: list[ScanResult]
    assigned: dict[str, str]
    active_days: set[date]
    time: list[tuple[date, timedelta]]
    moment: datetime | None


def freeze(progress: Progress) -> bytes:
    """The progress as bytes."""
    notebook, memory = progress.notebook, progress.memory
    return msgspec.msgpack.encode(
        _Snapshot(
            version=VERSION,
            schedule=memory.schedule,
            events=progress.events,
            last=progress.last,
            places=progress.places,
            visited=progress.visited,
            finished=progress.finished,
            guesses=progress.guesses,
            count=len(progress.answers),
            answers=msgspec.Raw(progress.answers.pack()),
            quizzes=progress.quizzes,
            cases=progress.cases,
            endings=progress.endings,
            done=progress.done,
            dues=memory.dues,
            cards=msgspec.Raw(_pack(memory.cards)),
            numbers=memory.numbers,
            notes=list(notebook.notes.items()),
            bookmarks=list(notebook.bookmarks.items()),
            actions=notebook.actions,
            running_scans=progress.running_scans,
            last_scan=progress.last_scan,
            scans=progress.scans,
            assigned=progress.assigned,
            active_days=progress.active_days,
            time=list(progress.time.by_day.items()),
            moment=progress.time.last,
        )
    )


def thaw(frozen: bytes, schedule: Schedule | None = None) -> Progress | None:
    """The progress that `freeze` gave; None for other bytes, another version or another schedule.

    Answers and reviews stay packed until somebody looks at them.
    """
    try:
        kept = _decoder().decode(frozen)
    except msgspec.MsgspecError:
        return None
    if kept.version != VERSION or kept.schedule != (schedule or Schedule()):
        return None
    return Progress(
        events=kept.events,
        last=kept.last,
        places=kept.places,
        visited=kept.visited,
        finished=kept.finished,
        guesses=kept.guesses,
        answers=Packed.of(Answer, kept.count, kept.answers),
        quizzes=kept.quizzes,
        cases=kept.cases,
        endings=kept.endings,
        done=kept.done,
        memory=Memory.of(kept.schedule, kept.dues, partial(_unpack, kept.cards), kept.numbers),
        notebook=Notebook(notes=dict(kept.notes), bookmarks=dict(kept.bookmarks), actions=kept.actions),
        running_scans=kept.running_scans,
        last_scan=kept.last_scan,
        scans=kept.scans,
        assigned=kept.assigned,
        active_days=kept.active_days,
        time=LearningTime(by_day=dict(kept.time), last=kept.moment),
    )


def _pack(cards: Mapping[str, CardHistory]) -> bytes:
    return msgspec.msgpack.encode({item: _frozen(history) for item, history in cards.items()})


def _unpack(packed: msgspec.Raw) -> dict[str, CardHistory]:
    cards = msgspec.msgpack.decode(packed, type=dict[str, _Card])
    return {item: _thawed(card) for item, card in cards.items()}


def _frozen(history: CardHistory) -> _Card:
    reviews = history.reviews
    return _Card(history.kept, history.spaced, history.last_day, len(reviews), msgspec.Raw(reviews.pack()))


def _thawed(card: _Card) -> CardHistory:
    reviews: Packed[Review] = Packed.of(Review, card.count, card.reviews)
    return CardHistory(card.state, reviews, spaced=card.spaced, last_day=card.last_day)


@cache
def _decoder() -> msgspec.msgpack.Decoder[_Snapshot]:
    return msgspec.msgpack.Decoder(_Snapshot)
