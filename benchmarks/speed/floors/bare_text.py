"""The smallest app that Textual can show: one text. `python bare_text.py`."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class BareText(App[None]):
    """Nothing of its own."""

    def compose(self) -> ComposeResult:
        """The text."""
        yield Static("Kale app")


BareText().run()
