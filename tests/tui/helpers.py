"""A desk on a store in memory with a clock that ticks, and what a learner sees on the screen."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

from textual.app import App
from textual.pilot import Pilot

from tests.tui.sample import CATALOGUE
from tutor.documents.form import Form
from tutor.learning.log import Draft, Event
from tutor.model import Catalogue
from tutor.service.study import Study
from tutor.store import Store, StoreError, StoreFull, StoreReadOnly
from tutor.store.search import SearchIndex
from tutor.tui.app import TutorApp
from tutor.tui.desk import Profile

START = datetime(2026, 11, 23, 19, 30, tzinfo=UTC)

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
        self.ahead = timedelta()
        """How far the clock was moved on."""
        self.clock = lambda: START + self.ahead + timedelta(seconds=next(ticks))
        self.store = Store.open(None, device="test", clock=self.clock)
        self.log = Flaky(self.store)
        self.index = SearchIndex(catalogue, None)
        self.documents = Path("/home/samira")
        self.written: dict[str, str] = {}

    def profiles(self) -> Sequence[Profile]:
        return [Profile(id=learner.id, name=learner.name) for learner in self.store.learners()]

    def create(self, name: str) -> Profile:
        learner = self.store.add_learner(name)
        return Profile(id=learner.id, name=learner.name)

    def open(self, profile: Profile) -> Study:
        return Study(self.catalogue, self.log, profile.id, clock=self.clock, rng=Random(7), index=self.index)

    def inspect(self) -> None:
        pass

    def trial(self) -> str:
        return str(StoreFull(Path("/stick/raadstutor.db"))) if self.log.full else ""

    def guest(self) -> Study:
        store = Store.open(None, device="test", clock=self.clock)
        return Study(self.catalogue, store, "guest", clock=self.clock, rng=Random(7), index=self.index)

    def taken(self, path: str) -> bool:
        return path in self.written

    def write(self, path: str, text: str, form: Form, *, replace: bool) -> Path:
        assert replace == self.taken(path), "replaced without asking"
        if path.startswith("/weg/"):
            raise StoreReadOnly("De map /weg is er niet.")
        self.written[path] = text
        return Path(path)

    def backup_news(self) -> str:
        return self.store.backup_news()

    def recall(self, setting: str) -> str | None:
        return self.store.recall(setting)

    def remember(self, setting: str, value: str) -> None:
        self.store.remember(setting, value)


@asynccontextmanager
async def opened(
    desk: TestDesk,
    *,
    name: str | None = "Samira",
    profile: Profile | None = None,
    size: tuple[int, int] = (80, 24),
    toured: bool = True,
) -> AsyncIterator[tuple[TutorApp, Pilot[int]]]:
    """The app at work for a learner of this name, or for a profile; neither: at the choice of profiles."""
    if name is not None and profile is None:
        known = {profile.name: profile for profile in desk.profiles()}
        profile = known.get(name) or desk.create(name)
    if profile and toured:
        desk.remember(f"rondleiding:{profile.id}", "klaar")
    app = TutorApp(desk, profile=profile)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        yield app, pilot


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys one after another, and wait for what the last one does."""
    await pilot.press(*keys)
    await pilot.pause()


async def click(app: TutorApp, pilot: Pilot[int], words: str) -> None:
    """Click on the first place where these words stand."""
    row, text = next((row, text) for row, text in enumerate(seen(app).splitlines()) if words in text)
    await pilot.click(offset=(text.index(words) + 1, row))
    await settled(app, pilot)


async def settled(app: TutorApp, pilot: Pilot[int]) -> None:
    """Wait for searches to end, and for what came of them."""
    await app.workers.wait_for_complete()
    for _ in range(3):
        await pilot.pause()


def told(app: App[int]) -> str:
    """The text on the screen as running words, without the way it is broken into lines."""
    return " ".join(re.sub(r"[│▌╭╮╰╯─]", " ", seen(app)).split())


def seen(app: App[int]) -> str:
    """The text on the screen, a line for each row."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


LESSON_END = (
    "right",
    "escape",
    "right",
    "right",
    "escape",
    "right",
    "right",
    "escape",
    "right",
    "escape",
    *["right"] * 3,
)
"""Keys that walk through the sample lesson and leave every question."""

ROUTES = {
    "vandaag": (),
    "module": ("2",),
    "les": ("1",),
    "raad eens": ("1", "enter"),
    "kaart": ("1", "enter", "escape"),
    "kern": ("1", "enter", "escape", "right"),
    "woord": ("1", "enter", "escape", "right", "1"),
    "les af": ("1", *LESSON_END),
    "oefenen": ("2", "o"),
    "toets": ("2", "t"),
    "casus": ("2", "c"),
    "profielen": ("p",),
    "naam": ("p", "down", "enter"),
    "hulp": ("question_mark",),
    "zoeken": ("ctrl+p",),
    "gevonden": ("ctrl+p", "r", "a", "a", "d"),
    "niets gevonden": ("ctrl+p", "x", "q", "z"),
    "zelfscan": ("s",),
    "tijd per week": ("s", "1"),
    "scanvraag": ("s", "1", "enter"),
    "route": ("s", "1", "enter", "f3", "f3", "f3"),
    "voortgang": ("v",),
    "voortgang na oefenen": ("2", "o", "f3", "enter", "f3", "escape", "escape", "v"),
    "leerverslag": ("v", "l"),
    "zoek": ("z",),
    "zoek motie": ("z", *"organen"),
    "zoek niets": ("z", *"xqz"),
    "vraag teruggezien": ("2", "o", "f3", "escape", "escape", "z", *"uitleg", "enter"),
    "bewaard niets": ("n",),
    "notitie": ("1", "n"),
    "bewaard": ("1", "n", *"Bel", "ctrl+s", "b", "escape", "n"),
    "actie": ("1", *LESSON_END[:-1], "m", "escape", "n", "enter"),
    "programma": (*["down"] * 7, "enter"),
    "bron": ("2", "o", "f3", "s"),
    "zekerheid": ("ctrl+p", *"zekerheid", "enter", "2", "o", "1"),
}
"""Every screen, and the keys that lead there from home."""
