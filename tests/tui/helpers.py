"""A workspace on a store in memory with a clock that ticks, and what a learner sees on the screen."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

from textual.app import App
from textual.pilot import Pilot

from tests.tui.sample import CATALOGUE
from tutor.learning.answers import GiveUp
from tutor.learning.log import Draft, Event
from tutor.learning.quiz import Mode
from tutor.model import Catalogue, Lesson
from tutor.service.study import Study
from tutor.service.workspace import Profile, Workspace
from tutor.store import Store, StoreError, StoreFull
from tutor.tui.app import TutorApp

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


class FlakyStore(Store):
    """A store whose disk can refuse to be read or written."""

    reading: StoreError | None = None
    writing: StoreError | None = None

    def _refuse(self, error: StoreError | None) -> None:
        if error:
            raise error

    def append(self, learner: str, drafts: Iterable[Draft]) -> tuple[Event, ...]:
        self._refuse(self.writing)
        return super().append(learner, drafts)

    def events(self, learner: str, *, after: str | None = None) -> Iterator[Event]:
        self._refuse(self.reading)
        return super().events(learner, after=after)

    def recall(self, key: str) -> str | None:
        self._refuse(self.reading)
        return super().recall(key)

    def remember(self, key: str, value: str) -> None:
        self._refuse(self.writing)
        super().remember(key, value)

    def try_out(self) -> None:
        self._refuse(self.writing)
        super().try_out()

    def version(self) -> object:
        self._refuse(self.reading)
        return super().version()


class SampleWorkspace(Workspace):
    """A workspace on a store in memory, with a clock that ticks."""

    def __init__(self, catalogue: Catalogue = CATALOGUE, documents: Path = Path()) -> None:
        ticks = count()
        self.ahead = timedelta()
        """How far the clock was moved on."""
        self.store = FlakyStore.open(None, device="test", clock=lambda: START + self.ahead + timedelta(0, next(ticks)))
        super().__init__(catalogue, self.store, clock=self.store._clock, rng=Random(7), documents=documents)

    def fill_disk(self, full: bool = True) -> None:
        self.store.writing = StoreFull(Path("/stick/raadstutor.db"), writing=True) if full else None


@asynccontextmanager
async def opened(
    workspace: SampleWorkspace,
    *,
    name: str | None = "Samira",
    profile: Profile | None = None,
    size: tuple[int, int] = (80, 24),
    toured: bool = True,
) -> AsyncIterator[tuple[TutorApp, Pilot[int]]]:
    """The app at work for a learner of this name, or for a profile; neither: at the choice of profiles."""
    if name is not None and profile is None:
        known = {profile.name: profile for profile in workspace.profiles()}
        profile = known.get(name) or workspace.create(name)
    if profile and toured:
        workspace.remember(f"rondleiding:{profile.id}", "klaar")
    app = TutorApp(workspace, profile=profile)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        yield app, pilot


def practise(study: Study, lesson: Lesson) -> None:
    """Answer all questions of a lesson, none of them right."""
    quiz = study.quiz(lesson, Mode.PRACTICE)
    while quiz.current:
        quiz = study.proceed(study.answer(quiz, GiveUp())[0])


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
    "right",  # the casus
    "escape",
    *["right"] * 3,
)
"""Keys that walk through the sample lesson and leave every question."""

MODULE = ("right", "enter")
"""Keys from home to the first module."""

ROUTES = {
    "vandaag": (),
    "module": MODULE,
    "les": ("1",),
    "raad eens": ("1", "enter"),
    "kaart": ("1", "enter", "escape"),
    "kern": ("1", "enter", "escape", "right"),
    "woord": ("1", "enter", "escape", "right", "1"),
    "les af": ("1", *LESSON_END),
    "oefenen": (*MODULE, "o"),
    "toets": (*MODULE, "t"),
    "casus": (*MODULE, "c"),
    "profielen": ("p",),
    "naam": ("p", "down", "enter"),
    "hulp": ("question_mark",),
    "zoeken": ("ctrl+p",),
    "gevonden": ("ctrl+p", "r", "a", "a", "d"),
    "niets gevonden": ("ctrl+p", "x", "q", "z"),
    "zelfscan": ("7",),
    "tijd per week": ("ctrl+p", *"wat ben", "enter", "1"),
    "scanvraag": ("7", "1"),
    "route": ("7", "1", "f3", "f3", "f3"),
    "voortgang": ("v",),
    "wie is wie": ("k", "enter"),
    "voortgang na oefenen": (*MODULE, "o", "f3", "enter", "f3", "escape", "escape", "v"),
    "leerverslag": ("v", "l"),
    "zoek": ("z",),
    "zoek motie": ("z", *"organen"),
    "zoek niets": ("z", *"xqz"),
    "vraag teruggezien": (*MODULE, "o", "f3", "escape", "escape", "z", *"uitleg", "enter"),
    "bewaard niets": ("n",),
    "notitie": ("1", "n"),
    "bewaard": ("1", "n", *"Bel", "ctrl+s", "b", "escape", "n"),
    "actie": ("1", *LESSON_END[:-1], "m", "escape", "n", "enter"),
    "programma": ("4", "enter"),
    "bron": (*MODULE, "o", "f3", "s"),
    "zekerheid": ("ctrl+p", *"zekerheid", "enter", "2", "o", "1"),
}
"""Every screen, and the keys that lead there from home."""
