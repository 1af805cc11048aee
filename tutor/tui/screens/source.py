"""Where an answer comes from: law, article and date of the text, and our own explanation."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from tutor.model import Catalogue, Item
from tutor.service import phrases
from tutor.tui.screens.base import TutorDialog
from tutor.tui.text import plain
from tutor.tui.widgets.frame import KeyLine
from tutor.tui.widgets.row import Row


class SourceDialog(TutorDialog[None]):
    """The sources of an item."""

    DEFAULT_CSS = """
    SourceDialog Row.-first { margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,s", "dismiss", "Sluiten"),
        Binding("space", "dismiss", "Sluiten", show=False),
    ]

    def __init__(self, item: Item, catalogue: Catalogue) -> None:
        super().__init__()
        self._facts = phrases.source_facts(item, catalogue.register)

    def compose(self) -> ComposeResult:
        """A row for each fact; a source begins with its name."""
        width = max(len(label) for label, _ in self._facts) + 2
        with VerticalScroll(classes="dialog"):
            yield Static(plain("Waar staat het?"), classes="dialog-title")
            for number, (label, value) in enumerate(self._facts):
                first = number > 0 and label in ("Bron", "Soort regel", "Onze uitleg")
                yield Row(plain(f"{label:<{width}}", "$text-muted"), plain(value), classes="-first" if first else "")
        yield KeyLine()
