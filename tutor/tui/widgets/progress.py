"""Where the learner is in a lesson: `stap 4 van 17`, a bar, and whether the page goes on below."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tutor.tui.text import line, plain
from tutor.tui.widgets.bar import bar

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
        """Words, bar, and more."""
        words = plain(f"stap {self.step} van {self.total}  ")
        more = plain(f"  {MORE}" if self.more else "", "$text-accent")
        room = max(0, self.content_size.width - words.cell_length - len(MORE) - 2)
        return line(words, bar(self.step, self.total, min(room, 40)), more)
