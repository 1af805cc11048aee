"""A learner who reads what line mode shows at a steady pace, and thinks before an answer; the clock goes on with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO
from random import Random

from tests.line.oracle import asked, letters, reply, wrong
from tests.line.test_line import Reader
from tutor.learning.casus import MOVE
from tutor.learning.log import Event
from tutor.learning.minutes import CHOOSING, THINKING
from tutor.line.console import Console
from tutor.line.menu import Menu
from tutor.model import Catalogue, Single
from tutor.service.study import Study
from tutor.service.workspace import Workspace
from tutor.store.store import Store

BEGIN = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)


class _Aloud(Console):
    """Everything that is said is read, every time; what stands before the cursor is known after one evening."""

    read: list[str]

    def say(self, text: str = "", *, indent: str = "") -> None:
        super().say(text, indent=indent)
        self.read.append(text)


class Evenings:
    """Sessions of one learner, one after another; `words` a minute, and `errs` is the share that is wrong."""

    def __init__(
        self, content: Catalogue, *, words: float = 180, thinking: float = 10, errs: float = 0.2, seed: int = 5
    ):
        self.now, self.spent, self._read = BEGIN, 0.0, list[str]()
        self.words, self.errs = words, errs
        self._content, self._rng = content, Random(seed)
        self._store = Store.open(None, device="laptop", clock=lambda: self.now)
        self._workspace = Workspace(content, self._store, clock=lambda: self.now, rng=Random(seed))
        self.study: Study = self._workspace.open(self._workspace.wanted(None))

    @property
    def events(self) -> list[Event]:
        return list(self._store.events(self.study.learner))

    def take(self, command: str) -> str:
        """What was on the screen; how long it took is in `spent`, minutes."""
        begun, screen = self.now, StringIO()
        console = _Aloud(Reader(self._answer, screen), screen, pauses=True, width=0)
        console.read = self._read
        Menu(console, self.study, lambda *_: (self.study, ""), self._workspace).run(command)
        self._pass()
        self.spent = (self.now - begun).total_seconds() / 60
        return screen.getvalue()

    def _pass(self, seconds: float = 0) -> None:
        """What was said since the last time is read now."""
        words = sum(len(text.split()) for text in self._read)
        self._read.clear()
        self.now += timedelta(seconds=60 * words / self.words + seconds)

    def _answer(self, screen: str) -> str:
        prompt = screen.rpartition("\n")[2]
        if prompt.startswith(("Enter", "Letter", "Druk")):
            self._pass()
            return ""
        if prompt.startswith(MOVE):
            self._pass(CHOOSING)
            return self._rng.choice("abc"[: max(2, len(letters(screen)))])
        if "Wat zit erin?" in prompt:
            self._pass(CHOOSING)
            return "alle" if self._rng.random() >= self.errs else "geen"
        if "ja of nee" in prompt:
            return "ja"
        item = asked(screen, self._content)
        self._pass(THINKING.get(type(item), CHOOSING))
        if self._rng.random() < self.errs and item.scored and "Raad maar" not in screen:
            return wrong(screen, self._content) if isinstance(item, Single) else "weet niet"
        return reply(screen, self._content)
