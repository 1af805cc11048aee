"""However long the history, what a learner does costs the same; and opening grows no faster than the file.

Cost is counted: instructions of SQLite's machine and calls of Python, so that a slow computer makes no difference.

Seen red with: an index that is missing; learners found by reading the whole log.
"""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from time import perf_counter
from types import FrameType
from typing import Any

import msgspec
import pytest

from tests.figures import Figures
from tests.learning.samples import CATALOGUE, LESSON
from tests.store.helpers import START, Clock, newer, open_store
from tutor.learning.answers import Choose
from tutor.learning.quiz import Mode
from tutor.model import Catalogue
from tutor.service.study import Study
from tutor.store import Store

SIZES = (0, 1, 20_000, 100_000)
ANSWER: dict[str, object] = {
    "mode": "oefenen",
    "response": None,
    "confidence": None,
    "outcome": "goed",
    "score": 1.0,
    "try": 1,
}


def grow(store: Store, learner: str, start: int, end: int) -> None:
    """Add answers to a history of `start` of them until it has `end`."""
    for first in range(start, end, 1_000):
        store.append(
            learner,
            [
                newer("answered", LESSON.items[number % 6].id, "", **{**ANSWER, "session": f"{number}"})
                for number in range(first, min(first + 1_000, end))
            ],
        )


class Meter:
    """Counts the instructions of all connections that were made since it was there."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.instructions = 0
        plain = sqlite3.connect

        def connect(*arguments: Any, **options: Any) -> sqlite3.Connection:
            connection: sqlite3.Connection = plain(*arguments, **options)
            connection.set_progress_handler(self.tick, 1)
            return connection

        monkeypatch.setattr(sqlite3, "connect", connect)

    def tick(self) -> None:
        self.instructions += 1

    def cost(self, work: Callable[[], object]) -> int:
        before = self.instructions
        work()
        return self.instructions - before


@contextmanager
def counted_calls() -> Iterator[list[int]]:
    """The number of calls of functions, as the only one in a list."""
    calls = [0]

    def note(_: FrameType, event: str, __: object) -> None:
        calls[0] += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        yield calls
    finally:
        sys.setprofile(None)


def calls_of_an_answer(store: Store, learner: str, catalogue: Catalogue = CATALOGUE) -> int:
    """What an answer in a quiz takes, with all that goes with it; the second time, when everything is loaded."""
    study = Study(catalogue, store, learner, clock=Clock(START), rng=Random(1))
    session = study.quiz(LESSON, Mode.PRACTICE)
    session = study.undo(study.answer(session, Choose((1,)))[0])
    with counted_calls() as calls:
        after, _ = study.answer(session, Choose((1,)))
    study.undo(after)  # for the next time, as an answer of before the quiz was opened stays
    return calls[0]


def daily(store: Store, learner: str) -> dict[str, Callable[[], object]]:
    """What happens all the time."""
    (*_, last) = store.events(learner)
    return {
        "store an answer": lambda: store.append(learner, [newer("een"), newer("twee")]),
        "read what is new": lambda: list(store.events(learner, after=last.id)),
        "list of profiles": store.learners,
        "keep a setting": lambda: store.remember("thema", "licht"),
        "read a setting": lambda: store.recall("thema"),
        "look for news": store.version,
    }


def milliseconds(store: Store, learner: str) -> str:
    """What storing takes here, half of the time and 99 in 100 times; to look at, not to judge by."""
    taken = []
    for _ in range(300):
        begin = perf_counter()
        store.append(learner, [newer("een"), newer("twee")])
        taken.append(perf_counter() - begin)
    taken.sort()
    return f"{taken[150] * 1_000:.1f} / {taken[297] * 1_000:.1f}"


def growth(path: Path, sizes: tuple[int, ...], monkeypatch: pytest.MonkeyPatch, figures: Figures) -> None:
    meter = Meter(monkeypatch)
    costs: dict[str, list[int]] = {}
    opening, seconds = [], []
    with open_store(path) as store:
        anna = store.add_learner("Anna").id
        store.remember("thema", "donker")
        store.append(anna, [newer("eerste")] * 50)  # a new file gets a backup each time that it doubled
    here = 0
    for size in sizes:
        with open_store(path) as store:
            grow(store, anna, here, size)
            here = size
        begin = perf_counter()
        opening.append(meter.cost(lambda: open_store(path).close()))
        seconds.append(perf_counter() - begin)
        with open_store(path) as store:
            monkeypatch.setattr(store._upkeep, "stored", lambda _: None)  # what a backup costs is no part of it
            for name, work in daily(store, anna).items():
                costs.setdefault(name, []).append(meter.cost(work))
            costs.setdefault("calls in Python for an answer", []).append(calls_of_an_answer(store, anna))
    with open_store(path) as store:
        storing = milliseconds(store, anna)
    figures(
        answers=" / ".join(f"{size:,}" for size in sizes),
        **{name.replace(" ", "_"): " / ".join(map(str, each)) for name, each in costs.items()},
        opening=" / ".join(f"{each:,}" for each in opening),
        opening_in_seconds_here=" / ".join(f"{each:.2f}" for each in seconds),
        storing_in_ms_here_50_and_99_percent=storing,
    )
    for name, each in costs.items():
        assert max(each) <= min(each) * 1.2, f"{name} costs more as the history grows: {each}"
    per_answer = [(cost - opening[0]) / size for cost, size in zip(opening[2:], sizes[2:], strict=True)]
    assert max(per_answer) <= min(per_answer) * 1.2, "opening grows faster than the file"


def test_an_answer_costs_the_same_after_a_thousand(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    growth(path, (0, 1, 300, 1_000), monkeypatch, lambda **_: None)


@pytest.mark.long
@pytest.mark.figures("Cost as the history grows, in instructions of SQLite")
def test_an_answer_costs_the_same_after_a_hundred_thousand(
    path: Path, monkeypatch: pytest.MonkeyPatch, figures: Figures
) -> None:
    growth(path, SIZES, monkeypatch, figures)


@pytest.mark.figures("Cost with fifty profiles and hundreds of lessons")
def test_profiles_and_lessons_do_not_stand_in_the_way(
    path: Path, monkeypatch: pytest.MonkeyPatch, figures: Figures
) -> None:
    meter = Meter(monkeypatch)
    head = LESSON.head
    lessons = tuple(
        replace(LESSON, head=msgspec.structs.replace(head, id=f"les-{number}"), items=(), cases=())
        for number in range(300)
    )
    module = CATALOGUE.modules[0]
    large = Catalogue(modules=(replace(module, lessons=(*module.lessons, *lessons)),))
    with open_store(path) as store:
        people = [store.add_learner(f"Naam {number}").id for number in range(50)]
        few = meter.cost(store.learners)
        one_lesson = calls_of_an_answer(store, people[0])
        for learner in people:
            grow(store, learner, 0, 40)
        many = meter.cost(store.learners)
        all_lessons = calls_of_an_answer(store, people[0], large)
        assert len(store.learners()) == 50
    figures(
        profiles=50,
        lessons=len(large.lessons),
        list_of_profiles=f"{few:,} / {many:,}",
        calls_in_Python_for_an_answer=f"{one_lesson} / {all_lessons}",
    )
    assert many <= few * 1.2
    assert all_lessons <= one_lesson * 1.2
