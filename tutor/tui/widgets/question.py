"""A question on screen: its stem, and the way to answer that fits its kind."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Static

from tutor.model import Dilemma, Item, Matching, Multiple, Number, Open, Ordering, ShortText, Single, Statement
from tutor.service.phrases import DATED
from tutor.tui.text import plain
from tutor.tui.widgets.answering import AnswerForm, AnswerSubmitted
from tutor.tui.widgets.choice import (
    ChoiceForm,
    FinalChoiceForm,
    MatchingForm,
    MultipleForm,
    OpinionForm,
    OrderingForm,
    StatementForm,
)
from tutor.tui.widgets.typed import TypedForm
from tutor.tui.widgets.writing import OpenForm

__all__ = ["AnswerForm", "AnswerSubmitted", "Stem", "answer_form"]


class Stem(Widget):
    """What happens, and then the question; above them a warning when the text is past its date."""

    DEFAULT_CSS = """
    Stem { height: auto; width: 1fr; padding: 0 1; margin-bottom: 1; }
    Stem > .situation { margin-bottom: 1; }
    Stem > .question { text-style: bold; }
    Stem > .dated { margin-bottom: 1; }
    """

    def __init__(self, item: Item, *, dated: bool = False) -> None:
        super().__init__()
        self._item = item
        self._dated = dated

    def compose(self) -> ComposeResult:
        if self._dated:
            yield Static(plain(f"! {DATED}", "$text-warning"), classes="dated")
        if self._item.situation:
            yield Static(plain(self._item.situation), classes="situation")
        yield Static(plain(self._item.question), classes="question")


def answer_form(item: Item, order: Sequence[int], *, final: bool = False) -> AnswerForm:
    """The form for an item, with what can be shuffled in this order.

    With `final` an answer cannot be taken back, so that a single key does not hand it in.
    """
    match item:
        case Single():
            form = FinalChoiceForm if final else ChoiceForm
            return form(item.id, [option.text for option in item.options], order)
        case Multiple():
            return MultipleForm(item.id, [option.text for option in item.options], order)
        case Ordering():
            return OrderingForm(item.id, [part.text for part in item.parts], order)
        case Matching():
            return MatchingForm(item.id, [pair.left for pair in item.pairs], item.rights, order)
        case Number():
            return TypedForm(item.id, item.unit)
        case ShortText():
            return TypedForm(item.id)
        case Open():
            return OpenForm(item.id, item.model_answer, [part.text for part in item.criteria])
        case Statement():
            return StatementForm(item.id)
        case Dilemma():
            return OpinionForm(item.id, [option.text for option in item.options], order)
