"""A text on a screen of its own, after a key: `python bare_page.py FILE`. 1 opens it, Escape closes it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

TEXT = Path(sys.argv[1]).read_text("utf-8")


class Page(Screen[None]):
    """The text."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "")]

    def compose(self) -> ComposeResult:
        """As it is in the file."""
        with VerticalScroll():
            yield Static(TEXT, markup=False)


class BarePage(App[None]):
    """Nothing of its own."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("1", "open", "")]

    def compose(self) -> ComposeResult:
        """Before the page."""
        yield Static("Kale app")

    def action_open(self) -> None:
        """The page."""
        self.push_screen(Page())


BarePage().run()
