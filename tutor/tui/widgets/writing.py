"""An open question: write, compare with the model answer, and judge for yourself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Button, Static, TextArea

from tutor.learning.answers import Reflect
from tutor.learning.log import objection
from tutor.tui.text import clean, lines, plain
from tutor.tui.widgets.answering import AnswerForm
from tutor.tui.widgets.picker import Checklist, Entry, Picker, numbered

_OFF_ON = ("[ ]", "[x]")


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
        Binding("ctrl+s", "compare", "Vergelijk"),
        Binding("backspace", "rewrite", "Terug naar je tekst"),
    ]
    comparing: reactive[bool] = reactive(False, init=False, toggle_class="-comparing", bindings=True)
    met: reactive[frozenset[int]] = reactive(frozenset(), init=False)
    """Criteria that the learner found in the answer."""

    def __init__(self, item_id: str, model_answer: str, criteria: Sequence[str]) -> None:
        super().__init__(item_id)
        self._model_answer = model_answer
        self._criteria = tuple(criteria)

    def parts(self) -> Iterator[Widget]:
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
        signs = [_OFF_ON[index in self.met] for index in range(len(self._criteria))]
        return numbered([plain(text) for text in self._criteria], signs)

    @property
    def field(self) -> TextArea:
        return self.query_one(TextArea)

    @property
    def picker(self) -> Picker:
        return self.query_one(Picker)

    @property
    def unsaved(self) -> bool:
        return bool(self.field.text.strip())

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

    @on(Picker.Confirmed)
    def _confirmed(self, message: Picker.Confirmed) -> None:
        message.stop()
        self.submit(Reflect(clean(self.field.text).strip(), tuple(sorted(self.met))))
