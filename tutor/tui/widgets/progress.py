"""How far something is, in words and as a bar. The words carry it; the bar is there for the eye."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tutor.learning.lesson import LessonSession
from tutor.learning.parts import HowFar
from tutor.service.phrases import about
from tutor.tui.text import line, plain

FULL, EMPTY = "━", "─"


def bar(done: int, total: int, width: int) -> Content:
    """A bar of `width` cells. Not full before everything is done, and not empty once something is."""
    cells = round(width * done / total) if total else 0
    cells = min(max(cells, 1 if done else 0), width if done >= total else width - 1)
    return line((FULL * cells, "$accent"), (EMPTY * (width - cells), "$rule"))


def counted(done: int, total: int, unit: str, width: int = 12) -> Content:
    """`━━━─────  3 van 10 lessen`."""
    return line(bar(done, total, width), plain(f"  {done} van {total} {unit}", "$text-muted"))


MORE = "▼ meer"
_WIDEST = 40


_STEPS, _STEP_SECONDS = 16, 1 / 24


class Growing(Widget):
    """A bar that grows to where the learner is now, so that one sees how far an etappe brought."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    Growing { height: 1; max-width: 40; margin-bottom: 1; }
    """

    share: reactive[float] = reactive(0.0)
    """From 0 to 1."""

    def __init__(self, before: float, after: float, *, moves: bool) -> None:
        """`moves`: whether it is seen growing; else it is there at once."""
        super().__init__()
        self._after = after
        self._step = (after - before) / _STEPS
        self.set_reactive(Growing.share, before if moves else after)

    def on_mount(self) -> None:
        if self.share < self._after:
            self._timer = self.set_interval(_STEP_SECONDS, self._grow)

    def _grow(self) -> None:
        self.share = min(self._after, self.share + self._step)
        if self.share == self._after:  # not after so many ticks: a slow computer skips some
            self._timer.stop()

    def render(self) -> Content:
        return bar(round(self.share * 1000), 1000, self.content_size.width)


class LessonProgress(Widget):
    """One line under the title: the step, the minutes to the next place to stop, and the lesson weighed in minutes."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    LessonProgress { height: 1; padding: 0 3; color: $text-muted; }
    """

    words: reactive[str] = reactive("")
    share: reactive[float] = reactive(0.0)
    """Of the minutes of the lesson that are behind."""
    more: reactive[bool] = reactive(False)
    """Whether there is text below the bottom of the screen."""

    def __init__(self, session: LessonSession | None = None, way: HowFar | None = None) -> None:
        """A place in a lesson, on a screen that stays there."""
        super().__init__()
        if session and way:
            self.set_reactive(LessonProgress.words, _step(session, way))
            self.set_reactive(LessonProgress.share, way.share)

    def show(self, session: LessonSession, way: HowFar) -> None:
        self.words, self.share = _step(session, way), way.share

    def render(self) -> Content:
        words = plain(f"{self.words}  ")
        more = plain(f"  {MORE}" if self.more else "", "$text-accent")
        room = max(0, self.content_size.width - words.cell_length - len(MORE) - 2)
        cells = min(room, _WIDEST)
        return line(words, bar(round(self.share * 1000), 1000, cells), more)


def _step(session: LessonSession, way: HowFar) -> str:
    return f"stap {session.index + 1} van {len(session.pages)}  {about(way.left)}"


class QuizProgress(Widget):
    """One line under the title."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    QuizProgress { height: 1; padding: 0 3; color: $text-muted; }
    """

    number: reactive[int] = reactive(1)
    """Of the question in view, from 1."""
    done: reactive[int] = reactive(0)
    """Questions answered."""
    total: reactive[int] = reactive(1)
    """It can grow while questions are asked."""
    left: reactive[float | None] = reactive(None)
    """Minutes, if that can be told."""

    def __init__(self, total: int, *, what: str = "vraag", of: str = "van") -> None:
        """`what` is counted, such as `scène`; `of`: `van ongeveer`."""
        super().__init__()
        self._what, self._of = what, of
        self.set_reactive(QuizProgress.total, total)

    def render(self) -> Content:
        left = "" if self.left is None else f"{about(self.left)}  "
        words = plain(f"{self._what} {self.number} {self._of} {self.total}  {left}")
        room = max(0, self.content_size.width - words.cell_length)
        return line(words, bar(self.done, self.total, min(room, _WIDEST)))
