"""A desk on a store in memory with a clock that ticks, and what a learner sees on the screen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

from textual.pilot import Pilot

from tests.tui.sample import CATALOGUE
from tutor.model import Catalogue, Draft, Event
from tutor.store import Store, StoreError, StoreFull
from tutor.study import Study
from tutor.tui.app import TutorApp
from tutor.tui.desk import Profile

START = datetime(2026, 11, 23, 19, 30, tzinfo=UTC)
SAMIRA = Profile(id="", name="Samira")

HOSTILE = (
    "[/]",
    "[/b]",
    "list[int]",
    "[$error]v",
    "[@click=app.quit]x[/]",
    "x\\",
    "[BOLD]x",
    "[amendement]",
    "\x1b]52;c;aGFjaw==\x1b\\",
    "\x1b[2J",
    "\x9b31m",
    "a\u202eb",
    "c\u200bd",
    "e\x7ff",
)


class Flaky:
    """A log whose disk can be full."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.full = False

    def append(self, learner: str, drafts: Iterable[Draft]) -> tuple[Event, ...]:
        if self.full:
            raise StoreFull(Path("/stick/raadstutor.db"))
        return self.store.append(learner, drafts)

    def events(self, learner: str, *, after: str | None = None) -> Iterator[Event]:
        return self.store.events(learner, after=after)


class TestDesk:
    """A `Desk` in memory."""

    __test__ = False
    trouble = (StoreError,)

    def __init__(self, catalogue: Catalogue = CATALOGUE) -> None:
        self.catalogue = catalogue
        ticks = count()
        self.clock = lambda: START + timedelta(seconds=next(ticks))
        self.store = Store.open(None, device="test", clock=self.clock)
        self.log = Flaky(self.store)

    def profiles(self) -> Sequence[Profile]:
        return [Profile(id=learner.id, name=learner.name) for learner in self.store.learners()]

    def create(self, name: str) -> Profile:
        learner = self.store.add_learner(name)
        return Profile(id=learner.id, name=learner.name)

    def open(self, profile: Profile) -> Study:
        return self._study(profile.id)

    def guest(self) -> Study:
        return self._study("guest")

    def _study(self, learner: str) -> Study:
        return Study(self.catalogue, self.log, learner, clock=self.clock, rng=Random(7))

    def recall(self, setting: str) -> str | None:
        return self.store.recall(setting)

    def remember(self, setting: str, value: str) -> None:
        self.store.remember(setting, value)


@asynccontextmanager
async def opened(
    desk: TestDesk, *, name: str | None = "Samira", size: tuple[int, int] = (80, 24), toured: bool = True
) -> AsyncIterator[tuple[TutorApp, Pilot[int]]]:
    """The app at work for a learner of this name; None: at the choice of profiles."""
    profile = None
    if name is not None:
        known = {profile.name: profile for profile in desk.profiles()}
        profile = known.get(name) or desk.create(name)
        if toured:
            desk.remember(f"rondleiding:{profile.id}", "klaar")
    app = TutorApp(desk, profile=profile)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        yield app, pilot


def seen(app: TutorApp) -> str:
    """The text on the screen, a line for each row."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())
