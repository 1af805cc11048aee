"""The smallest app in which something can be chosen: a text and a list. `python bare_list.py`."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import OptionList, Static

ROWS = ("de eerste keuze", "de tweede keuze", "de derde keuze", "de vierde keuze", "de laatste keuze")


class BareList(App[None]):
    """Nothing of its own."""

    def compose(self) -> ComposeResult:
        """The text and the list, which has the keyboard."""
        yield Static("Kale app")
        yield OptionList(*ROWS)


BareList().run()
