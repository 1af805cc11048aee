"""A vote in the simulated meeting: for, against, who may not vote, and who holds a seat."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Checkbox, Input, Static

from tutor.classroom.meeting import BadVote, Vote, decide
from tutor.learning.events import ClassDecided
from tutor.model import Decision
from tutor.tui.screens.base import TutorDialog
from tutor.tui.text import plain
from tutor.tui.widgets.frame import KeyLine

COMES_BACK = {Decision.INVALID, Decision.POSTPONED, Decision.VOTE_AGAIN}
"""After these the raad votes once more on the same point."""
AGAIN = {
    Decision.INVALID: "Nieuwe vergadering na een ongeldige stemming (artikel 29)",
    Decision.POSTPONED: "Volgende vergadering na het staken van de stemmen (artikel 32)",
    Decision.VOTE_AGAIN: "Herstemming over personen (artikel 31)",
}
_FIELDS = (
    ("for", "Voor"),
    ("against", "Tegen"),
    ("recused", "Stemt niet mee door persoonlijk belang (artikel 28)"),
    ("sitting", "Leden met een zetel"),
)


class NumberField(Input):
    """Where a number is typed; Enter counts the vote, Tab and the arrows go to the next number."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Tel"),
        Binding("down", "app.focus_next", "Volgende"),
        Binding("up", "app.focus_previous", "Vorige", show=False),
    ]


class RaadDialog(TutorDialog[Vote]):
    """Asks for the vote; dismisses with it once the numbers can be."""

    CSS = """
    RaadDialog NumberField { height: 1; border: none; padding: 0 1; background: $panel; width: 12; }
    RaadDialog NumberField:focus { background: $background; border-left: outer $accent; }
    RaadDialog Checkbox { border: none; padding: 0; margin-top: 1; background: $surface; }
    """

    def __init__(self, seats: int, before: ClassDecided | None) -> None:
        """`before`: what was decided on this point, if anything."""
        super().__init__()
        self._seats = seats
        self._before = before
        self._start = {"sitting": str(before.sitting if before and before.sitting is not None else seats)}

    def compose(self) -> ComposeResult:
        """Four numbers, and whether it is a second vote."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(plain("De raad stemt"), classes="dialog-title")
            for name, label in _FIELDS:
                yield Static(plain(label))
                yield NumberField(max_length=3, restrict="[0-9]*", id=name)
            if self._before and self._before.decision in COMES_BACK:
                yield Checkbox(plain(AGAIN[self._before.decision]))
            yield Static(id="trouble")
        yield KeyLine()

    def on_mount(self) -> None:
        """Start with the votes for."""
        for name, value in self._start.items():
            self.query_one(f"#{name}", NumberField).value = value
        self.query_one("#for", NumberField).focus()

    @on(Input.Submitted)
    def _count(self) -> None:
        typed = {name: self.query_one(f"#{name}", NumberField).value for name, _ in _FIELDS}
        if not typed["for"] or not typed["against"]:
            self.query_one("#trouble", Static).update(plain("Typ hoeveel leden voor en tegen zijn.", "$text-error"))
            self.query_one("#against" if typed["for"] else "#for", NumberField).focus()
            return
        again = any(box.value for box in self.query(Checkbox))
        numbers = {name: int(value or 0) for name, value in typed.items()}
        vote = Vote(
            seats=self._seats,
            sitting=numbers["sitting"],
            recused=numbers["recused"],
            for_=numbers["for"],
            against=numbers["against"],
            again=again,
        )
        try:
            decide(vote)
        except BadVote as bad:
            self.query_one("#trouble", Static).update(plain(str(bad), "$text-error"))
        else:
            self.dismiss(vote)
