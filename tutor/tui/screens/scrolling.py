"""A screen with one part that scrolls. Apart from `base`: the first screen need not load what reads texts."""

from __future__ import annotations

from typing import ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.screen import ScreenResultType

from tutor.tui.screens.base import TutorScreen
from tutor.tui.widgets.scrolling import ScrollPage


class ScrollScreen(TutorScreen[ScreenResultType]):
    """A full screen with one part that scrolls, by keys of the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll(-1)", "Omhoog", show=False),
        Binding("down", "scroll(1)", "Omlaag", show=False),
        Binding("pageup", "turn(-1)", "Vorig deel", show=False),
        Binding("pagedown,space", "read_on", "Meer", key_display="▼"),
        Binding("home", "top", "Naar boven", show=False),
    ]
    page = getters.query_one(ScrollPage)

    def action_scroll(self, lines: int) -> None:
        """Some lines down, or up below zero."""
        self.page.scroll_lines(lines)

    def action_turn(self, parts: int) -> None:
        """Some screens down, or up below zero."""
        self.page.scroll_parts(parts)

    def action_read_on(self) -> None:
        self.page.scroll_parts(1)

    def action_top(self) -> None:
        self.page.scroll_home(animate=False)

    @on(ScrollPage.Moved)
    def _moved(self) -> None:
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Reading on needs something to read."""
        return action != "read_on" or (self.is_mounted and self.page.more)
