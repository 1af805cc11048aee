"""Keys, signs and how it works, from a text such as `hulp.md`."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType

from tutor.command import command
from tutor.tui.screens.base import TutorScreen
from tutor.tui.text import plain
from tutor.tui.widgets.frame import KeyLine, TopBar
from tutor.tui.widgets.scrolling import Reader

_COMMAND = re.compile(r"`raadstutor ([^`]+)`")


class HelpScreen(TutorScreen[None]):
    """A text to read, from whichever screen `?` was pressed on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "read_on", "Verder lezen"),
        Binding("escape", "dismiss", "Sluiten"),
        Binding("question_mark,f1", "dismiss", "Sluiten", show=False),
    ]

    def __init__(self, page: str) -> None:
        """`page`: path of the text within `tutor.tui`."""
        super().__init__()
        self._page = page

    def compose(self) -> ComposeResult:
        yield TopBar(plain("Hulp"))
        text = files("tutor.tui").joinpath(self._page).read_text(encoding="utf-8")
        yield Reader(_COMMAND.sub(lambda found: f"`{command(found[1])}`", text))
        yield KeyLine()

    def action_read_on(self) -> None:
        """The next part of the text."""
        self.query_one(Reader).action_page_down()


def open_help(app: App[int], page: str = "hulp.md") -> None:
    """Open a text of help in a window, unless it is there already."""
    if not isinstance(app.screen, HelpScreen):
        app.push_screen(HelpScreen(page))
