"""Small screens on top of another one: something to read, and a question with two answers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tutor.tui.screens.base import TutorDialog
from tutor.tui.widgets.frame import KeyLine
from tutor.tui.widgets.picker import MenuList, menu


class NoteDialog(TutorDialog[None]):
    """Something short to read, such as the meaning of a word."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss", "Sluiten"),
        Binding("space", "dismiss", "Sluiten", show=False),
    ]

    def __init__(self, title: Content, text: Content) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """Title and text."""
        with VerticalScroll(classes="dialog"):
            yield Static(self._title, classes="dialog-title")
            yield Static(self._text)
        yield KeyLine()


class ChoiceDialog(TutorDialog[int]):
    """A question with a few answers; dismisses with the index of the one that was chosen."""

    def __init__(
        self, title: Content, text: Content | None, answers: Sequence[Content], *, highlighted: int = 0
    ) -> None:
        """`text` stands between the title and the answers."""
        super().__init__()
        self._title = title
        self._text = text
        self._answers = tuple(answers)
        self._highlighted = highlighted

    def compose(self) -> ComposeResult:
        """The question and the answers."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(self._title, classes="dialog-title")
            if self._text:
                yield Static(self._text, classes="dialog-text")
            answers = ((answer, partial(self.dismiss, index)) for index, answer in enumerate(self._answers))
            yield MenuList(menu(answers), highlighted=self._highlighted)
        yield KeyLine()


class ConfirmDialog(TutorDialog[bool]):
    """A question; dismisses with True for yes. The safe answer comes first."""

    def __init__(self, question: Content, *, yes: Content, no: Content) -> None:
        super().__init__()
        self._question = question
        self._answers = (no, yes)

    def compose(self) -> ComposeResult:
        """The question and the two answers."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(self._question, classes="dialog-title")
            no, yes = self._answers
            yield MenuList(
                menu([(no, partial(self.dismiss, False)), (yes, partial(self.dismiss, True))]), highlighted=0
            )
        yield KeyLine()
