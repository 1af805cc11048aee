"""Typing a number, or a word or two."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.widget import Widget
from textual.widgets import Input, Static

from tutor.learning.answers import Write
from tutor.learning.grading import Verdict
from tutor.learning.presentation import LONGEST
from tutor.tui.text import clean, plain
from tutor.tui.widgets.answering import AnswerForm
from tutor.tui.widgets.picker import Entry, Picker


class TypedForm(AnswerForm):
    """A field to type in. Asks "Bedoelde je …?" when the answer was nearly something known."""

    DEFAULT_CSS = """
    TypedForm > Input { margin: 0 1; max-width: 60; }
    TypedForm > .unit { padding: 0 1; color: $text-muted; }
    TypedForm > .meant { padding: 0 1; margin: 1 0; text-style: bold; }
    TypedForm > .meant, TypedForm > Picker { display: none; }
    TypedForm.-asking > .meant, TypedForm.-asking > Picker { display: block; }
    """
    HOW = "Typ je antwoord en druk Enter."

    def __init__(self, item_id: str, unit: str = "") -> None:
        super().__init__(item_id)
        self._unit = unit
        self._meant: Write | None = None

    def parts(self) -> Iterator[Widget]:
        yield Input(placeholder="Je antwoord", max_length=LONGEST)
        if self._unit:
            yield Static(plain(f"In {self._unit}."), classes="unit")
        yield Static(classes="meant")
        yield Picker((Entry(plain("Ja"), ("j", "1")), Entry(plain("Nee, ik typ het opnieuw"), ("n", "2"))))

    @property
    def field(self) -> Input:
        return self.query_one(Input)

    @property
    def question(self) -> Picker:
        return self.query_one(Picker)

    def take_focus(self) -> None:
        self.screen.set_focus(self.field, scroll_visible=False)

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        text = clean(message.value).strip()
        if text:
            self.submit(Write(text))
        else:
            self.nudge("Typ eerst een antwoord.")

    @on(Input.Changed)
    def _changed(self, message: Input.Changed) -> None:
        message.stop()
        self.nudge("")
        self.field.scroll_visible(animate=False)

    def clarify(self, verdict: Verdict) -> None:
        """Ask whether the near thing was meant, or how to write it."""
        self._meant = verdict.meant
        self.set_class(verdict.meant is not None, "-asking")
        if self._meant:
            self.query_one(".meant", Static).update(plain(verdict.clarify))
            self.question.highlighted = None
            self.screen.set_focus(self.question, scroll_visible=False)
            self.question.bring_into_view(0, 1)
        else:
            self.nudge(verdict.clarify)

    @on(Picker.Picked)
    def _picked(self, message: Picker.Picked) -> None:
        message.stop()
        self._reply(message.index)

    def _reply(self, index: int) -> None:
        if index == 0 and self._meant:
            self.submit(self._meant)
        else:
            self.remove_class("-asking")
            self.take_focus()

    @on(Picker.Confirmed)
    def _confirmed(self, message: Picker.Confirmed) -> None:
        message.stop()
        if message.index is not None:
            self._reply(message.index)
