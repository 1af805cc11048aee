"""A question of a finished quiz, with its feedback, on top of the results."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll

from tutor.learning.quiz import ItemResult
from tutor.study import Study
from tutor.tui.screens.base import TutorDialog
from tutor.tui.screens.quiz_page import stem
from tutor.tui.widgets.feedback import Feedback
from tutor.tui.widgets.keys import KeyLines


class ReviewDialog(TutorDialog[None]):
    """Stem and feedback."""

    DEFAULT_CSS = """
    ReviewDialog.-narrow > Vertical { width: 100%; height: 100%; border: none; }
    ReviewDialog.-narrow KeyLines { padding: 0 1; }
    ReviewDialog > Vertical { width: 90%; max-width: 84; height: 90%; background: $background; border: round $primary; }
    ReviewDialog VerticalScroll { padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss", "Terug"),
        Binding("l", "reread", "Lees terug"),
        Binding("s", "source", "Bron"),
    ]

    def __init__(self, study: Study, result: ItemResult) -> None:
        super().__init__()
        self._study = study
        self._result = result

    def compose(self) -> ComposeResult:
        """What was asked, and what there is to say about the first answer."""
        item, attempt = self._result.item, self._result.attempt
        with Vertical():
            with VerticalScroll():
                yield stem(self._study, item)
                yield Feedback(item, attempt.response, attempt.verdict, self._study.catalogue.register)
            yield KeyLines()

    def action_reread(self) -> None:
        """Show the step that teaches this."""
        self.routes.passage(self._result.item)

    def action_source(self) -> None:
        """Show what the answer rests on."""
        self.routes.source(self._result.item)
