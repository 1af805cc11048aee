"""How sure are you? Asked between choosing an answer and handing it in, if the learner wants that."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from tutor.learning.response import Confidence
from tutor.tui.screens.base import TutorDialog
from tutor.tui.text import plain
from tutor.tui.widgets.frame import KeyLine
from tutor.tui.widgets.picker import Entry, MenuList

_CHOICES = (
    (Confidence.GUESS, "Gok", ("1", "g")),
    (Confidence.THINK, "Denk ik", ("2", "d")),
    (Confidence.SURE, "Zeker", ("3", "z")),
)
_MIDDLE = 1


class CertaintyDialog(TutorDialog[Confidence]):
    """Dismisses with how sure the learner is; Escape goes back to the question."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Terug")]

    def compose(self) -> ComposeResult:
        """The question, with "denk ik" for who just presses Enter."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(plain("Hoe zeker ben je?"), classes="dialog-title")
            yield MenuList(
                [Entry(plain(word), keys, go=partial(self.dismiss, sure)) for sure, word, keys in _CHOICES],
                highlighted=_MIDDLE,
            )
        yield KeyLine()
