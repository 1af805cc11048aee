"""The forms in which one types: a number, a word or two, or an open answer. And which form each kind of item has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.reactive import reactive
from textual.widgets import Button, Input, Static, TextArea

from tutor.learning.answers import LONGEST, Reflect, Response, Write
from tutor.learning.grading import Verdict
from tutor.learning.log import objection
from tutor.model import Dilemma, Gaps, Item, Matching, Multiple, Number, Open, Ordering, ShortText, Single, Statement
from tutor.tui.text import clean, lines, plain
from tutor.tui.widgets.choice import (
    ChoiceForm,
    FinalChoiceForm,
    MatchingForm,
    MultipleForm,
    OpinionForm,
    OrderingForm,
    StatementForm,
)
from tutor.tui.widgets.frame import Field
from tutor.tui.widgets.picker import Checklist, Entry, Picker, lettered
from tutor.tui.widgets.question import OFF_ON, SAME, AnswerForm


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
        self._tried = ""
        """What was typed at the first try."""

    def answering(self) -> ComposeResult:
        yield Field("Klaar", placeholder="Je antwoord", max_length=LONGEST)
        if self._unit:
            yield Static(plain(f"Eenheid: {self._unit}."), classes="unit")
        yield Static(classes="meant")
        yield Picker((Entry(plain("Ja"), ("j", "1")), Entry(plain("Nee, ik typ het opnieuw"), ("n", "2"))))

    @property
    def field(self) -> Input:
        return self.query_one(Input)

    def try_again(self, response: Response) -> None:
        """What was typed stands there, marked, so that typing replaces it."""
        if isinstance(response, Write):
            self._tried = response.text
            self.field.value = response.text
            self.field.action_select_all()

    @property
    def typed(self) -> str:
        return self.field.value

    def put_back(self, text: str) -> None:
        self.field.value = text

    @property
    def question(self) -> Picker:
        return self.query_one(Picker)

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        text = clean(message.value).strip()
        if text and text == self._tried:
            self.nudge(SAME)
        elif text:
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


class GapsForm(TypedForm):
    """One field for all gaps of a sentence."""

    HOW = "Typ de woorden in de volgorde van de gaten, met een puntkomma ertussen. Druk Enter."


class OpenForm(AnswerForm):
    """First a field to write in; then the model answer, with criteria to tick."""

    DEFAULT_CSS = """
    OpenForm > #write, OpenForm > #compare { height: auto; }
    OpenForm > #compare { display: none; }
    OpenForm.-comparing > #write, OpenForm.-comparing > .how { display: none; }
    OpenForm.-comparing > #compare { display: block; }
    OpenForm TextArea { height: auto; min-height: 5; max-height: 10; margin: 0 1; border: tall $primary; }
    OpenForm Button { margin: 1 1 0 1; }
    OpenForm #own, OpenForm #model { padding: 0 1; margin: 0 1 1 1; border-left: thick $rule; }
    OpenForm #model { border-left: thick $success; }
    OpenForm .lead { padding: 0 1; margin-bottom: 1; color: $text-muted; }
    """
    HOW = "Schrijf je antwoord in een paar zinnen. Vergelijk daarna met Ctrl+S."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "compare", "Bewaar en vergelijk"),
        Binding("backspace", "rewrite", "Terug naar je tekst"),
    ]
    comparing: reactive[bool] = reactive(False, init=False, toggle_class="-comparing", bindings=True)
    met: reactive[frozenset[int]] = reactive(frozenset(), init=False)
    """Criteria that the learner found in the answer."""

    def __init__(self, item_id: str, model_answer: str, criteria: Sequence[str]) -> None:
        super().__init__(item_id)
        self._model_answer = model_answer
        self._criteria = tuple(criteria)
        self._asked = False
        """Whether the learner was asked if there is nothing to tick."""

    def answering(self) -> ComposeResult:
        write = TextArea(soft_wrap=True, show_line_numbers=False, placeholder="Schrijf hier")
        yield Vertical(write, Button(plain("Vergelijk met het voorbeeld"), compact=True), id="write")
        yield Vertical(
            Static(id="own"),
            Static(lines(("Zo kan het ook", "bold"), self._model_answer), id="model"),
            Static(plain("Wat zit er in jouw antwoord? Vink het aan en druk Enter."), classes="lead"),
            Checklist(self._entries()),
            id="compare",
        )

    def _entries(self) -> tuple[Entry, ...]:
        signs = [OFF_ON[index in self.met] for index in range(len(self._criteria))]
        return lettered([plain(text) for text in self._criteria], signs)

    @property
    def field(self) -> TextArea:
        return self.query_one(TextArea)

    @property
    def picker(self) -> Picker:
        return self.query_one(Picker)

    @property
    def typed(self) -> str:
        return self.field.text

    def put_back(self, text: str) -> None:
        self.field.load_text(text)
        self.field.move_cursor(self.field.document.end)

    @property
    def unsaved(self) -> bool:
        return bool(self.typed.strip())

    def take_focus(self) -> None:
        """To the stage in view."""
        self.screen.set_focus(self.picker if self.comparing else self.field, scroll_visible=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        match action:
            case "compare":
                return not self.comparing
            case "rewrite":
                return self.comparing
        return True

    @on(Button.Pressed)
    def action_compare(self) -> None:
        """Show the model answer next to what was written."""
        if not self.unsaved:
            self.nudge("Schrijf eerst iets. Weet je het niet? Druk F3.")
            return
        if reason := objection(clean(self.field.text).strip()):
            self.nudge(reason)
            return
        self.nudge("")
        self.query_one("#own", Static).update(lines(("Jouw antwoord", "bold"), clean(self.field.text).strip()))
        self.comparing = True
        self.take_focus()
        compare = self.query_one("#compare")
        self.call_after_refresh(compare.scroll_visible, animate=False, top=True)

    @on(TextArea.Changed)
    def _changed(self) -> None:
        self.nudge("")
        self.field.scroll_visible(animate=False)

    def action_rewrite(self) -> None:
        self.comparing = False
        self.take_focus()

    def watch_met(self) -> None:
        self.picker.entries = self._entries()

    @on(Picker.Picked)
    def _picked(self, message: Picker.Picked) -> None:
        message.stop()
        self.met = self.met ^ {message.index}
        self._asked = False
        self.nudge("")

    @on(Picker.Confirmed)
    def _confirmed(self, message: Picker.Confirmed) -> None:
        """Nothing ticked may be forgotten: it is asked once."""
        message.stop()
        if not self.met and not self._asked:
            self._asked = True
            self.nudge("Zit er niets van in? Druk dan nog eens op Enter. Of vink eerst aan wat er wel in zit.")
            return
        self.submit(Reflect(clean(self.field.text).strip(), tuple(sorted(self.met))))


def answer_form(item: Item, order: Sequence[int], *, final: bool = False) -> AnswerForm:
    """The form for an item, with what can be shuffled in this order.

    With `final` an answer cannot be taken back, so that a single key does not hand it in.
    """
    match item:
        case Single():
            form = FinalChoiceForm if final else ChoiceForm
            return form(item.id, [option.text for option in item.options], order)
        case Multiple():
            keys = frozenset(index for index, option in enumerate(item.options) if option.key)
            return MultipleForm(item.id, [option.text for option in item.options], order, keys)
        case Ordering():
            return OrderingForm(item.id, [part.text for part in item.parts], order)
        case Matching():
            return MatchingForm(item, order)
        case Gaps(typed=True):
            return GapsForm(item.id)
        case Gaps():
            return MatchingForm(item, order)
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
