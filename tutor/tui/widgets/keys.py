"""The keys of a question: all of them, over more than one line where the screen is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive

from tutor.tui.text import lines, plain, wrapped
from tutor.tui.widgets.frame import KeyLine

if TYPE_CHECKING:
    from textual.screen import Screen

READ_ON = "read_on"
"""Action of a screen that shows the next part of a text; its key stands next to help."""
_GAP, _NARROW_GAP, _NARROW = 3, 2, 60


class KeyLines(KeyLine):
    """Nothing is left out, and a reminder stands above them."""

    DEFAULT_CSS = """
    KeyLines { height: auto; max-height: 6; }
    """
    reminder: reactive[Content] = reactive(Content, layout=True)
    """What is missing or unclear, above the keys."""

    def _renew(self, screen: Screen[object]) -> None:
        self.refresh(layout=True)

    def hints(self) -> list[Binding]:
        """Keys of this screen, without those that work everywhere; more text and help last."""
        everywhere = {
            active.binding.action for active in self.screen.active_bindings.values() if active.node is self.app
        }
        *hints, help_ = super().hints()
        here = [hint for hint in hints if hint.action not in everywhere]
        return [*sorted(here, key=lambda hint: hint.action == READ_ON), help_]

    def _lines(self, width: int) -> list[Content]:
        """The reminder, and hints side by side; a line breaks between hints, not inside."""
        gap = _GAP if width >= _NARROW else _NARROW_GAP
        found: list[list[Content]] = [[]]
        room = width
        for hint in (self._hint(binding) for binding in self.hints()):
            if found[-1] and hint.cell_length > room:
                found.append([])
                room = width
            found[-1].append(hint)
            room -= hint.cell_length + gap
        reminder = wrapped(self.reminder, width) if self.reminder else []
        return [*reminder, *(plain(" " * gap).join(row) for row in found)]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Lines needed at this width."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The lines at the present width."""
        return lines(*self._lines(self.content_size.width))
