"""How far something is, in words and as a bar. The words carry it; the bar is there for the eye."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

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


MORE = "▼ meer tekst"


class LessonProgress(Widget):
    """One line under the title."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    LessonProgress { height: 1; padding: 0 2; color: $text-muted; }
    """

    step: reactive[int] = reactive(1)
    """From 1."""
    total: reactive[int] = reactive(1)
    more: reactive[bool] = reactive(False)
    """Whether there is text below the bottom of the screen."""

    def render(self) -> Content:
        words = plain(f"stap {self.step} van {self.total}  ")
        more = plain(f"  {MORE}" if self.more else "", "$text-accent")
        room = max(0, self.content_size.width - words.cell_length - len(MORE) - 2)
        return line(words, bar(self.step, self.total, min(room, 40)), more)


class QuizProgress(Widget):
    """One line under the title."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    QuizProgress { height: 1; padding: 0 2; color: $text-muted; }
    """

    number: reactive[int] = reactive(1)
    """Of the question in view, from 1."""
    done: reactive[int] = reactive(0)
    """Questions answered."""
    total: reactive[int] = reactive(1)
    """It can grow while questions are asked."""

    def __init__(self, total: int) -> None:
        super().__init__()
        self.set_reactive(QuizProgress.total, total)

    def render(self) -> Content:
        words = plain(f"vraag {self.number} van {self.total}  ")
        room = max(0, self.content_size.width - words.cell_length)
        return line(words, bar(self.done, self.total, min(room, 40)))
