"""Small screens in which the trainer types a line, or chooses an activity."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from tutor import phrases
from tutor.classroom.session import ClassSession
from tutor.tui.screens.base import TutorDialog
from tutor.tui.text import line, plain
from tutor.tui.widgets.frame import KeyLine
from tutor.tui.widgets.picker import Entry, Picker, keys_of

MOST_TYPED = 240
"""Characters of a line: longer notes do not stay readable in a report."""

Check = Callable[[str], str]
"""A Dutch sentence on what is wrong with a line; empty when it is fine."""


class LineField(Input):
    """Where a line is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "Klaar")]


class LineDialog(TutorDialog[str]):
    """Asks for a line; dismisses with it once it is fine."""

    def __init__(self, title: Content, about: Content, *, check: Check = lambda _: "", value: str = "") -> None:
        super().__init__()
        self._title = title
        self._about = about
        self._check = check
        self._value = value

    def compose(self) -> ComposeResult:
        """A field, and room to say what is wrong with it."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(self._title, classes="dialog-title")
            yield Static(self._about)
            yield LineField(max_length=MOST_TYPED)
            yield Static(id="trouble")
        yield KeyLine()

    def on_mount(self) -> None:
        """What is there can be typed over."""
        field = self.query_one(LineField)
        field.value = self._value
        field.focus()

    @on(Input.Submitted)
    def _done(self) -> None:
        typed = self.query_one(LineField).value
        if wrong := self._check(typed):
            self.query_one("#trouble", Static).update(plain(wrong, "$text-error"))
        else:
            self.dismiss(typed)


def is_number(text: str) -> str:
    """A `Check`: how many people there are; nothing typed is 0."""
    if text.strip() and not (text.strip().isascii() and text.strip().isdecimal() and len(text.strip()) <= 3):
        return "Typ een getal van 0 tot en met 999."
    return ""


def present_dialog(number: int) -> LineDialog:
    """How many people are in the room."""
    return LineDialog(
        plain("Hoeveel mensen zijn er?"),
        plain("Dan weet je of alle stemmen geteld zijn. 0 mag ook.", "$text-muted"),
        check=is_number,
        value=str(number) if number else "",
    )


class ActivityDialog(TutorDialog[int]):
    """Go to an activity; dismisses with its index."""

    def __init__(self, session: ClassSession) -> None:
        super().__init__()
        self._session = session

    def compose(self) -> ComposeResult:
        """The activities with their minutes."""
        entries = [
            Entry(
                line(activity.title, (f", {phrases.minutes(activity.minutes)}", "$text-muted")),
                keys_of(index)[:1] if index < 9 else (),
            )
            for index, activity in enumerate(self._session.plan.activities)
        ]
        with VerticalScroll(classes="dialog", can_focus=False, id="page"):
            yield Static(plain("Ga naar"), classes="dialog-title")
            yield Picker(entries, highlighted=self._session.activity_index)
        yield KeyLine()

    @on(Picker.Picked)
    @on(Picker.Confirmed)
    def _go(self, message: Picker.Picked | Picker.Confirmed) -> None:
        self.dismiss(message.index)
