"""A question of a finished quiz, with its feedback, on top of the results."""

from __future__ import annotations

from textual.widget import Widget

from tutor.learning.quiz import ItemResult
from tutor.service.study import Study
from tutor.tui.screens.item import ItemDialog
from tutor.tui.widgets.feedback import Feedback


class ReviewDialog(ItemDialog):
    """Stem, and the feedback on the first answer."""

    def __init__(self, study: Study, result: ItemResult) -> None:
        super().__init__(study, result.item)
        self._attempt = result.attempt

    def explanation(self) -> Widget:
        """What there is to say about the first answer."""
        attempt = self._attempt
        return Feedback(self._item, attempt.response, attempt.verdict, self._study.catalogue.register)
