"""A question that was answered before, with its answer and explanation, or with the feedback on what was answered."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget

from tutor.learning.quiz import ItemResult
from tutor.model import Item
from tutor.service.study import Study
from tutor.tui.destinations import Go, ToPassage, ToSource
from tutor.tui.screens.base import TutorDialog
from tutor.tui.widgets.feedback import Explanation, Feedback
from tutor.tui.widgets.frame import KeyLines
from tutor.tui.widgets.question import Stem


class ItemDialog(TutorDialog[None]):
    """An item with its answer, for who comes back to it without answering."""

    DEFAULT_CSS = """
    ItemDialog.-narrow > Vertical { width: 100%; height: 100%; border: none; }
    ItemDialog.-narrow KeyLines { padding: 0 1; }
    ItemDialog > Vertical { width: 90%; max-width: 84; height: 90%; background: $background; border: round $primary; }
    ItemDialog VerticalScroll { padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss", "Terug"),
        Binding("l", "reread", "Lees terug"),
        Binding("s", "source", "Bron"),
    ]

    def __init__(self, study: Study, item: Item) -> None:
        super().__init__()
        self._study = study
        self._item = item

    def compose(self) -> ComposeResult:
        with Vertical():
            with VerticalScroll():
                yield Stem(self._item, dated=not self._study.is_current(self._item))
                yield self.explanation()
            yield KeyLines()

    def explanation(self) -> Widget:
        """What there is to say about the question."""
        return Explanation(self._item, self._study.catalogue.register)

    def action_reread(self) -> None:
        """Show the step that teaches this."""
        self.post_message(Go(ToPassage(self._item.id)))

    def action_source(self) -> None:
        """Show what the answer rests on."""
        self.post_message(Go(ToSource(self._item.id)))


class ReviewDialog(ItemDialog):
    """Stem, and the feedback on the first answer."""

    def __init__(self, study: Study, result: ItemResult) -> None:
        super().__init__(study, result.item)
        self._attempt = result.attempt

    def explanation(self) -> Widget:
        """What there is to say about the first answer."""
        attempt = self._attempt
        return Feedback(self._item, attempt.response, attempt.verdict, self._study.catalogue.register)
