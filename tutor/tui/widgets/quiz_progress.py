"""How far a quiz is: `vraag 3 van 9` and a bar."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tutor.tui.text import line, plain
from tutor.tui.widgets.bar import bar


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

    def __init__(self, total: int) -> None:
        super().__init__()
        self._total = total

    def render(self) -> Content:
        """Words and bar."""
        words = plain(f"vraag {self.number} van {self._total}  ")
        room = max(0, self.content_size.width - words.cell_length)
        return line(words, bar(self.done, self._total, min(room, 40)))
