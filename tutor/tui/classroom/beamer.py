"""The window for the beamer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from tutor.service.workspace import Workspace
from tutor.system import Refusal
from tutor.tui import themes
from tutor.tui.classroom.app import ClassApp, ClickerScreen
from tutor.tui.classroom.page import BeamerPage, Moment, space_of
from tutor.tui.text import plain

SETTLED = 0.2
"""Seconds after which a window has the size that somebody wanted."""


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
        self.query_one(BeamerPage).show(moment)
        trouble = self.query_one("#trouble", Static)
        trouble.update(plain(moment.trouble))
        trouble.display = bool(moment.trouble)

    def on_resize(self) -> None:
        self.set_timer(SETTLED, self._measure, name="measure")

    def _measure(self) -> None:
        """What the wall has room for decides how the evening is cut; storing it is tried, the wall works without."""
        with suppress(Refusal):
            self.room.evening.measure(space_of(self.query_one(BeamerPage).size))
            self.room.look_again()

    def on_unmount(self) -> None:
        with suppress(Refusal):
            self.room.evening.measure(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        session = self.room.moment.session
        if action == "colours":
            return session is None or session.ballot is None
        return super().check_action(action, parameters)

    def action_colours(self) -> None:
        names = self.room.theme_names
        self.room.set_theme(names[(names.index(self.room.theme) + 1) % len(names)])


class BeamerApp(ClassApp):
    """What `raadstutor klas scherm` opens: it only looks, but a clicker works here too."""

    THEME_SETTING = themes.BEAMER_SETTING
    HELP_PAGE = "classroom/scherm.md"
    FOLLOWS = True

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, themes.BEAMER, theme=themes.BEAMER_WHITE.name)

    def begin(self) -> None:
        self.push_screen(BeamerScreen())
        super().begin()

    def get_system_commands(self, screen: Screen[object]) -> Iterator[SystemCommand]:
        """Everything that can be done now."""
        for name, dutch in ((themes.BEAMER_WHITE.name, "wit"), (themes.BEAMER_BLACK.name, "zwart")):
            yield SystemCommand(f"Kleur: {dutch}", "De achtergrond op de beamer", partial(self.set_theme, name))
        yield SystemCommand("Hulp", "Toetsen", self.action_help)
        yield SystemCommand("Stoppen", "Sluit dit venster; de avond gaat door", self.exit)
