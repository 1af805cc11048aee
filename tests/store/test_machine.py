"""Whatever a learner, two windows, another laptop and a wild clock do: the file equals a plain dictionary.

Seen red with: INSERT OR REPLACE for what is merged; a merge that takes in who was erased; ids that follow the window
instead of the file.
"""

import json
import shutil
from collections import Counter
from functools import partial
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.figures import Figures
from tests.store.helpers import ANSWER, Clock, everything, newer, problems, said, unknown
from tutor.exchange.parcel import pack, unpack
from tutor.learning.log import Draft, Event
from tutor.store import LearnerErased, Store
from tutor.store.repair import repair
from tutor.store.rows import uuid7

EXTRA = st.dictionaries(
    st.text(min_size=1, max_size=3), st.integers(-(2**63), 2**64 - 1) | st.text(max_size=9) | st.none(), max_size=3
)
SOUND: dict[str, dict[str, object]] = {
    "answered": ANSWER | {"try": 1},
    "undone": {"session": "s"},
    "retried": {"session": "s"},
    "lesson_finished": {},
    "of a newer program": {},
}
"""Bodies that may travel, with whatever a newer program adds to them."""
DRAFTS = st.lists(
    st.builds(
        lambda kind, subject, extra: newer(kind, subject, "0123456789abcdef", **(extra | SOUND[kind])),
        kind=st.sampled_from(sorted(SOUND)),
        subject=st.sampled_from(["", "rollen-01", "rollen-02"]),
        extra=EXTRA,
    ),
    min_size=1,
    max_size=6,
)


class Desk(RuleBasedStateMachine):
    """Two stores on one file against `model`; and another laptop, in memory, that exchanges events with it."""

    tally: ClassVar[Counter[str]] = Counter()
    people: Bundle[str] = Bundle("people")

    @initialize(target=people)
    def sit_down(self) -> MultipleResults[str]:
        self.path = Path(mkdtemp()) / "voortgang.db"
        self.clock = Clock()
        self.chance = Random(1)
        self.windows = [self.open(self.path), self.open(self.path)]
        self.laptop = self.open(None)
        self.model: dict[str, list[Event]] = {}
        self.names: dict[str, str] = {}
        self.erased: set[str] = set()
        self.settings: dict[str, str] = {}
        self.sticks: list[bytes] = []
        self.known_there: set[str] = set()
        return multiple(self.newcomer(False), self.newcomer(True))

    def open(self, path: Path | None) -> Store:
        ids = partial(uuid7, bits=self.chance.getrandbits)
        return Store.open(path, device="laptop", clock=self.clock, ids=ids)

    def last(self) -> str:
        return max((event.id for events in self.model.values() for event in events), default="")

    def window(self, second: bool) -> Store:
        return self.windows[second]

    def added(self, events: tuple[Event, ...]) -> None:
        for event in events:
            assert event.id > self.last(), "an id went back"
            assert event.at == self.clock.now
            self.model.setdefault(event.learner, []).append(event)

    @precondition(lambda self: len(self.names) < 4)
    @rule(target=people, second=st.booleans())
    def add_learner(self, second: bool) -> str:
        return self.newcomer(second)

    def newcomer(self, second: bool) -> str:
        learner = self.window(second).add_learner(f"Naam {len(self.names) + len(self.erased)}")
        self.names[learner.id] = learner.name
        self.added(tuple(self.window(not second).events(learner.id)))
        return learner.id

    @rule(second=st.booleans(), learner=people)
    def rename(self, second: bool, learner: str) -> None:
        if learner not in self.erased:
            before = self.model[learner][-1].id
            self.names[learner] = self.window(second).rename_learner(learner, f"Ander {len(self.names)} {before}").name
            self.added(tuple(self.window(second).events(learner, after=before)))

    @rule(second=st.booleans(), learner=people, drafts=DRAFTS)
    def append(self, second: bool, learner: str, drafts: list[Draft]) -> None:
        try:
            events = self.window(second).append(learner, drafts)
        except LearnerErased:
            assert learner in self.erased
        else:
            assert not events or learner not in self.erased
            assert [(event.kind, event.subject, said(event)) for event in events] == [
                (draft.kind, draft.subject, json.loads(unknown(draft))) for draft in drafts
            ]
            self.added(events)

    @rule(second=st.booleans(), key=st.sampled_from(["thema", "profiel"]), value=st.text(st.characters(codec="utf-8")))
    def remember(self, second: bool, key: str, value: str) -> None:
        self.window(second).remember(key, value)
        self.settings[key] = value

    @rule(days=st.floats(-400, 400))
    def clock_jumps(self, days: float) -> None:
        self.clock.move(days=days)

    @rule(second=st.booleans(), learner=people)
    def erase(self, second: bool, learner: str) -> None:
        events = self.model.pop(learner, [])
        assert self.window(second).erase(learner).events == len(events)
        self.erased.add(learner)
        self.names.pop(learner, None)

    @rule(second=st.booleans(), times=st.integers(1, 2))
    def export(self, second: bool, times: int) -> None:
        """All events go on a stick and into the other laptop, which keeps what is erased here."""
        window = self.window(second)
        stick = pack(everything(window), window.tombstones())
        self.sticks.append(stick)
        for _ in range(times):
            self.laptop.merge(reversed(unpack(stick).events))
        assert self.laptop.merge(everything(window)) == 0
        self.known_there |= {*self.model}

    @precondition(lambda self: self.known_there)
    @rule(learner=people, drafts=DRAFTS)
    def learn_elsewhere(self, learner: str, drafts: list[Draft]) -> None:
        if learner in self.known_there:
            self.laptop.append(learner, drafts)
            self.sticks.append(pack(everything(self.laptop)))

    @precondition(lambda self: self.sticks)
    @rule(second=st.booleans(), which=st.integers(0), times=st.integers(1, 3))
    def take_in(self, second: bool, which: int, times: int) -> None:
        """An old stick or a new one, once or more often."""
        parcel = unpack(self.sticks[which % len(self.sticks)])
        fresh = self.fresh(parcel.events)
        for number in range(times):
            assert self.window(second).merge(parcel.events) == (0 if number else len(fresh))
        self.tally["taken in"] += len(fresh)
        for event in fresh:
            self.model[event.learner] = sorted([*self.model.get(event.learner, []), event], key=lambda each: each.id)

    def fresh(self, events: tuple[Event, ...]) -> list[Event]:
        known = {event.id for events in self.model.values() for event in events}
        return [event for event in events if event.id not in known and event.learner not in self.erased]

    @precondition(lambda self: self.sticks)
    @rule(seed=st.integers(0, 2**16))
    def take_in_elsewhere(self, seed: int) -> None:
        """All sticks in some order, on two new laptops."""
        orders = [self.sticks, Random(seed).sample(self.sticks, len(self.sticks)) * 2]
        stores = [self.open(None) for _ in orders]
        for store, order in zip(stores, orders, strict=True):
            for stick in order:
                store.merge(unpack(stick).events)
        one, other = map(everything, stores)
        assert one == other
        for store in stores:
            store.close()

    @rule(second=st.booleans(), what=st.sampled_from(["reopen", "back up", "repair"]))
    def look_after(self, second: bool, what: str) -> None:
        if what == "back up":
            assert self.window(second).back_up() == self.window(not second).backups()[-1]
            return
        for window in self.windows if what == "repair" else [self.window(second)]:
            window.close()
        if what == "repair":
            assert repair(self.path, clock=self.clock).kept == sum(map(len, self.model.values()))
            self.windows = [self.open(self.path), self.open(self.path)]
        else:
            self.windows[second] = self.open(self.path)

    @invariant()
    def the_file_equals_the_model(self) -> None:
        for window in self.windows:
            assert {learner: list(window.events(learner)) for learner in self.model} == self.model
            assert {learner.id: learner.name for learner in window.learners()} == self.names
            assert set(window.tombstones()) == self.erased
            assert {key: window.recall(key) for key in self.settings} == self.settings
        assert all(earlier.id < later.id for events in self.model.values() for earlier, later in pairwise(events))

    @invariant()
    def there_is_a_backup(self) -> None:
        assert self.windows[0].backup_problem == ""
        assert not self.model or self.windows[0].backups()
        self.tally["steps"] += 1

    def teardown(self) -> None:
        if hasattr(self, "path"):
            self.tally["runs"] += 1
            self.tally["events"] += sum(map(len, self.model.values()))
            self.tally["sticks"] += len(self.sticks)
            self.tally["erased"] += len(self.erased)
            for store in (*self.windows, self.laptop):
                store.close()
            assert problems(self.path) == ()
            shutil.rmtree(self.path.parent)


QUICK = settings(max_examples=20, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck))


def test_the_file_equals_a_dictionary() -> None:
    run_state_machine_as_test(Desk, settings=QUICK)


@pytest.mark.long
@pytest.mark.figures("Anything a learner can do, against a dictionary")
def test_the_file_equals_a_dictionary_for_longer(figures: Figures) -> None:
    Desk.tally.clear()
    run_state_machine_as_test(Desk, settings=settings(QUICK, max_examples=500, stateful_step_count=50))
    figures(**{name.replace(" ", "_"): count for name, count in Desk.tally.items()})
    assert Desk.tally["runs"] >= 500
