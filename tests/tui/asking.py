"""Opening questions by hand, for the tests of their screens."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

from textual import events
from textual.pilot import Pilot

from tests.tui.helpers import SampleWorkspace, opened, seen, told
from tests.tui.sample import CATALOGUE
from tutor.learning.log import Event
from tutor.learning.quiz import Mode, QuizSession
from tutor.model import Item
from tutor.service.study import Study
from tutor.tui.app import TutorApp
from tutor.tui.screens.quiz import QuizScreen

LESSON = CATALOGUE.lessons["rollen-01"]
_SEED = 5


def item(letter: str) -> Item:
    """An item of the sample lesson."""
    return CATALOGUE.items[f"rollen-01-{letter}"]


class Desk:
    """An app at work, in which quizzes are opened one after another."""

    def __init__(self, desk: SampleWorkspace, app: TutorApp, pilot: Pilot[int]) -> None:
        assert app.routes
        self.desk = desk
        self.app = app
        self.pilot = pilot
        self.study: Study = app.routes.study
        self.preferences = app.routes.preferences
        self.outcomes: list[bool | None] = []
        """What screens dismissed with."""
        self._numbers: Iterator[int] = iter(range(1000))
        self._screen: QuizScreen | None = None

    async def ask(self, *items: Item, mode: Mode = Mode.PRACTICE) -> None:
        """Close the quiz that is open, and open one of these items."""
        number = next(self._numbers)
        session = QuizSession(
            id=f"proef{number}", subject="rollen-01", purpose=f"proef{number}", mode=mode, items=items, seed=_SEED
        )
        await self.show(session)
        if mode is Mode.TEST and len(items) > 1:
            await self.press("enter")  # past what a toets is

    async def show(self, session: QuizSession) -> None:
        """Close the quiz that is open, and show another one."""
        screen = QuizScreen(self.study, session, self.preferences)
        if self._screen and self._screen in self.app.screen_stack:
            await self.app.pop_screen()
        self._screen = screen
        await self.app.push_screen(screen, self.outcomes.append)
        await self.settle()

    @property
    def screen(self) -> QuizScreen:
        """The quiz that is open."""
        assert self._screen
        return self._screen

    @property
    def session(self) -> QuizSession:
        """Where that quiz is."""
        return self.screen.session

    def key(self, index: int) -> str:
        """The digit in front of the author's option or part with this index."""
        return str(self.session.shown_order().index(index) + 1)

    def letter(self, index: int) -> str:
        """The letter in front of the author's right side with this index."""
        return "abcdefgh"[self.session.shown_order().index(index)]

    async def press(self, *keys: str) -> None:
        """Press keys one after another, and wait for what the last one does."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def press_at_once(self, *keys: str) -> None:
        """Press keys faster than the app handles them, as on a slow computer."""
        for key in keys:
            self.app.simulate_key(key)
        await self.settle()

    async def show_answer(self) -> None:
        """Ask for the answer, where it is left to be found."""
        if self.session.withholds:
            await self.press("f3")

    async def settle(self) -> None:
        """Let everything that is under way happen. A pause handles what was queued before it, and draws."""
        await self.pilot.pause()

    async def click(self, words: str) -> None:
        """Click on the first place where these words stand."""
        found = ((row, text) for row, text in enumerate(seen(self.app).splitlines()) if words in text)
        row, text = next(found)
        await self.pilot.click(offset=(text.index(words) + 1, row))
        await self.settle()

    async def type(self, text: str) -> None:
        """Put text into the field that has the focus, at once."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    @property
    def events(self) -> list[Event]:
        """What was stored of the learner."""
        return list(self.desk.store.events(self.study.learner))

    @property
    def kinds(self) -> list[str]:
        """The kinds of what was stored, apart from the profile."""
        return [event.kind for event in self.events if event.kind != "profile_created"]

    @property
    def text(self) -> str:
        """What is on the screen, as running words without borders."""
        return " ".join(told(self.app).replace("█", " ").split())


@asynccontextmanager
async def at_work(desk: SampleWorkspace | None = None, *, size: tuple[int, int] = (80, 40)) -> AsyncIterator[Desk]:
    """The app at home."""
    desk = desk or SampleWorkspace()
    async with opened(desk, size=size) as (app, pilot):
        yield Desk(desk, app, pilot)
