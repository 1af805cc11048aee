"""What a clicker can do, in whichever window the computer listens to."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.screen import ScreenResultType

from tutor.tui.classroom.app import ClassScreen


class ClickerScreen(ClassScreen[ScreenResultType]):
    """A screen on which a clicker works: presenters send Page Down, Page Up, and `.` or `b`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,pagedown,enter,right", "forward", "Verder"),
        Binding("left,pageup,backspace", "back", "Terug", key_display="←"),
        Binding("full_stop,b", "black", "Zwart", key_display="."),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There must be an evening for these."""
        if action in ("forward", "back", "black"):
            session = self.room.moment.session
            return session is not None and session.ended is None
        return True

    def action_forward(self) -> None:
        """The next page, stage or activity."""
        evening = self.room.evening
        session = evening.session
        if session.forward() == session.cursor:
            self.at_end()
        else:
            self.room.act(evening.forward)

    def at_end(self) -> None:
        """There is nothing after this."""

    def action_back(self) -> None:
        """The page, stage or activity before."""
        evening = self.room.evening
        if evening.session.back() != evening.session.cursor:
            self.room.act(evening.back)

    def action_black(self) -> None:
        """Make the beamer black, or show it again."""
        self.room.act(self.room.evening.toggle_black)
