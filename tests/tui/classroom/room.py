"""A raadzaal for tests: a store, windows on it, a clock that is set by hand, and a disk that can refuse."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

from textual.pilot import Pilot

from tests.classroom.samples import PLAN, catalogue
from tests.tui.helpers import FlakyStore, press, seen, told
from tutor.model import Catalogue, ClassPlan
from tutor.service.evening import Evening
from tutor.service.workspace import Workspace
from tutor.store import Store
from tutor.tui.classroom.app import BeamerApp, ClassApp
from tutor.tui.classroom.trainer import TrainerApp

START = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def move(self, **time: float) -> None:
        self.now += timedelta(**time)


class Room:
    """One store, with as many windows on it as you like."""

    def __init__(self, content: Catalogue | None = None, path: Path | None = None) -> None:
        self.content = content or catalogue()
        self.clock = Clock()
        self.path = path
        self._shared = self._store()
        self._seeds = count()
        self.reports = Path()

    def _store(self) -> FlakyStore:
        return FlakyStore.open(self.path, device="test", clock=self.clock)

    def store(self) -> FlakyStore:
        """A connection of its own to the file; in memory there is only one."""
        return self._store() if self.path else self._shared

    def workspace(self, store: Store | None = None) -> Workspace:
        rng = Random(next(self._seeds))
        return Workspace(self.content, store or self.store(), clock=self.clock, rng=rng, reports=self.reports)

    def evening(self, plan: ClassPlan = PLAN, *, present: int = 12, rehearsal: bool = False) -> Evening:
        """Another window, in which an evening begins."""
        evening = self.workspace().evening()
        evening.start(plan, rehearsal=rehearsal)
        evening.set_present(present)
        return evening

    def stored(self) -> Evening:
        """The evening that began last, as somebody sees it who looks at the disk now."""
        evening = self.workspace().evening()
        evening.take(next(evening.evenings.all()).id)
        return evening


class Window:
    """A window at work."""

    def __init__(self, app: ClassApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def evening(self) -> Evening:
        return self.app.evening

    @property
    def text(self) -> str:
        """What is on the screen as running words."""
        return " ".join(told(self.app).replace("█", " ").replace("▒", " ").split())

    @property
    def rows(self) -> list[str]:
        return seen(self.app).splitlines()

    async def press(self, *keys: str) -> None:
        for key in keys:
            await press(self.pilot, key)

    async def type(self, words: str) -> None:
        """Type in a field and confirm."""
        await self.pilot.press(*words, "enter")
        await self.settle()

    async def settle(self) -> None:
        """Twice: a page is laid out again once its height is known."""
        await self.pilot.pause()
        await self.pilot.pause()

    async def look(self) -> None:
        """Take in what other windows did, without waiting for the next look."""
        self.app.look_again()
        before = None
        while before != (before := self.text):  # on a busy computer a long page comes in parts
            await self.settle()

    async def to(self, activity: str, stage: str) -> None:
        """Go on in another way than with keys."""
        to(self.evening, activity, stage)
        await self.look()


def to(evening: Evening, activity: str, stage: str) -> None:
    """Go to a stage."""
    places = [one.id for one in evening.session.plan.activities]
    evening.jump(places.index(activity))
    while evening.session.stage.name != stage:
        before = evening.session.cursor
        assert evening.forward().cursor != before


@asynccontextmanager
async def opened(app: ClassApp, size: tuple[int, int]) -> AsyncIterator[Window]:
    async with app.run_test(size=size, notifications=True) as pilot:
        window = Window(app, pilot)
        await window.settle()
        yield window


@asynccontextmanager
async def trainer(
    room: Room,
    *,
    plan: ClassPlan | None = None,
    session: str | None = None,
    rehearsal: bool = False,
    store: Store | None = None,
    size: tuple[int, int] = (58, 60),
) -> AsyncIterator[Window]:
    """The trainer's window."""
    async with opened(
        TrainerApp(room.workspace(store), plan=plan, session=session, rehearsal=rehearsal), size
    ) as window:
        yield window


@asynccontextmanager
async def beamer(room: Room, *, store: Store | None = None, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Window]:
    """The window for the beamer."""
    async with opened(BeamerApp(room.workspace(store)), size) as window:
        yield window
