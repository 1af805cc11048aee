"""The step of a lesson that teaches something, on top of the question about it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tutor.model import Step
from tutor.tui.screens.base import TutorDialog
from tutor.tui.text import plain
from tutor.tui.widgets.keys import KeyLines
from tutor.tui.widgets.reader import Reader


class PassageDialog(TutorDialog[None]):
    """One step to read again."""

    DEFAULT_CSS = """
    PassageDialog.-narrow > Vertical { width: 100%; height: 100%; border: none; }
    PassageDialog.-narrow KeyLines { padding: 0 1; }
    PassageDialog > Vertical { width: 90%; max-width: 84; height: 90%; }
    PassageDialog > Vertical { background: $background; border: round $primary; }
    PassageDialog Reader { padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,l", "dismiss", "Terug naar de vraag")]

    def __init__(self, step: Step) -> None:
        super().__init__()
        self._step = step

    def compose(self) -> ComposeResult:
        """The text of the step."""
        with Vertical():
            yield Reader(self._step.text, above=plain(self._step.title, "bold $text-primary"))
            yield KeyLines()
