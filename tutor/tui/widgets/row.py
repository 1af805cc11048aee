"""A line of text behind a label, such as an option behind its digit; text that wraps stays behind the label."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from tutor.tui.text import line, plain, wrapped


class Row(Widget):
    """Label and text as one paragraph with a hanging indent."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    Row { height: auto; width: 1fr; }
    """

    def __init__(self, label: Content, text: Content, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._label = label
        self._text = text

    def show(self, label: Content, text: Content) -> None:
        if label.is_same(self._label) and text.is_same(self._text):
            return
        grows = (label.cell_length, text.plain) != (self._label.cell_length, self._text.plain)
        self._label, self._text = label, text
        self.refresh(layout=grows)

    @property
    def text(self) -> str:
        """All that is shown, without style."""
        return f"{self._label.plain}{self._text.plain}"

    def _lines(self, width: int) -> list[Content]:
        return wrapped(self._text, max(width - self._label.cell_length, 1))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width)) if width else 0

    def render(self) -> Content:
        indent = plain(" " * self._label.cell_length)
        found = enumerate(self._lines(self.content_size.width))
        return Content("\n").join(line(indent if number else self._label, part) for number, part in found)
