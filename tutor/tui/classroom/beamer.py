"""The window for the beamer."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from tutor.tui import themes
from tutor.tui.classroom.app import ClassApp
from tutor.tui.classroom.clicker import ClickerScreen
from tutor.tui.classroom.commands import BeamerCommands
from tutor.tui.classroom.desk import ClassDesk
from tutor.tui.classroom.moment import Moment
from tutor.tui.classroom.page import BeamerPage
from tutor.tui.text import plain

LOOK = "klas.beamer"
"""Setting: name of the look of the beamer."""


class BeamerScreen(ClickerScreen[None]):
    """Only the page; keys work without being shown."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("c", "colours", "Kleuren")]
    DEFAULT_CSS = """
    BeamerScreen #trouble { dock: bottom; height: auto; text-align: center; color: $text-muted; }
    """

    def compose(self) -> ComposeResult:
        """The page, and room to say that it may be old."""
        yield BeamerPage()
        yield Static(id="trouble")

    def show(self, moment: Moment) -> None:
        """Show what the room may see now."""
        self.query_one(BeamerPage).show(moment)
        trouble = self.query_one("#trouble", Static)
        trouble.update(plain(moment.trouble))
        trouble.display = bool(moment.trouble)

    def action_colours(self) -> None:
        """White or black."""
        names = self.room.looks
        self.room.look(names[(names.index(self.room.theme) + 1) % len(names)])


class BeamerApp(ClassApp):
    """`raadstutor klas scherm`."""

    COMMANDS = {BeamerCommands}  # noqa: RUF012
    THEME_SETTING = LOOK
    HELP_PAGE = "classroom/scherm.md"

    def __init__(self, desk: ClassDesk) -> None:
        super().__init__(desk, themes.BEAMER, look=themes.BEAMER_WHITE.name)

    def begin(self) -> None:
        """Show the page."""
        self.push_screen(BeamerScreen())
        super().begin()
