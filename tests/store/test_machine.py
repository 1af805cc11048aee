"""Whatever a learner, two windows and a wild clock do: the file equals a plain dictionary."""

import shutil
from functools import partial
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import mkdtemp

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

from tests.store.helpers import Clock, everything, problems
from tutor.model import Draft, Event
from tutor.store import LearnerErased, Store, repair
from tutor.store.ids import uuid7

BODIES = st.dictionaries(st.text(max_size=3), st.integers() | st.text(max_size=9) | st.none(), max_size=3)
DRAFTS = st.lists(
    st.builds(
        Draft,
        kind=st.sampled_from(["answered", "scheduled", "retried"]),
        subject=st.sampled_from(["", "rollen-01", "rollen-02"]),
        revision=st.just("0123456789abcdef"),
        body=BODIES,
    ),
    min_size=1,
    max_size=6,
)


class Desk(RuleBasedStateMachine):
    """Two stores on one file against `model`; and another laptop, in memory, that exchanges events with it."""

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
            assert [(event.kind, event.subject, event.body) for event in events] == [
                (draft.kind, draft.subject, draft.body) for draft in drafts
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
    def exchange(self, second: bool, times: int) -> None:
        """All events go to the other laptop, which keeps what is erased here; and come back, with nothing new."""
        sent = everything(self.window(second))
        self.laptop.merge(sent)
        assert self.laptop.merge(reversed(sent)) == 0
        for _ in range(times):
            assert self.window(not second).merge(everything(self.laptop)) == 0

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
        assert self.windows[0].backup_problem is None
        assert not self.model or self.windows[0].backups()

    def teardown(self) -> None:
        if hasattr(self, "path"):
            for store in (*self.windows, self.laptop):
                store.close()
            assert problems(self.path) == ()
            shutil.rmtree(self.path.parent)


QUICK = settings(max_examples=20, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck))


def test_the_file_equals_a_dictionary() -> None:
    run_state_machine_as_test(Desk, settings=QUICK)


@pytest.mark.long
def test_the_file_equals_a_dictionary_for_longer() -> None:
    run_state_machine_as_test(Desk, settings=settings(QUICK, max_examples=500, stateful_step_count=50))
