"""Small screens in which the trainer types a line, chooses an activity, or counts a vote of the raad."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import UnionType
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Checkbox, Input, Static

from tutor.classroom import live
from tutor.classroom.records import returning
from tutor.classroom.session import ClassSession
from tutor.learning.evening_events import ClassDecided
from tutor.model import ClassPlan, Decision, Measurement, Meeting, MoralTalk, OwnCase, TeamQuiz
from tutor.service import phrases
from tutor.tools.meeting import BadVote, Vote, decide
from tutor.tui.shell import TutorDialog
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets.frame import KeyLine
from tutor.tui.widgets.picker import Entry, Picker

MOST_TYPED = 240
"""Characters of a line: longer notes do not stay readable in a report."""

COMES_BACK = {Decision.INVALID, Decision.POSTPONED, Decision.VOTE_AGAIN, Decision.NO_MAJORITY}
"""After these the raad votes once more on the same point."""
AGAIN = {
    Decision.INVALID: "Nieuwe vergadering na een ongeldige stemming (artikel 29)",
    Decision.POSTPONED: "Volgende vergadering na het staken van de stemmen (artikel 32)",
    Decision.VOTE_AGAIN: "Herstemming over personen (artikel 31)",
    Decision.NO_MAJORITY: "Volgende stemming, volgens het reglement van orde",
}
_FIELDS = (
    ("for", "Voor"),
    ("against", "Tegen"),
    ("blank", "Blanco of ongeldig (alleen bij personen)"),
    ("recused", "Stemt niet mee door persoonlijk belang (artikel 28)"),
    ("sitting", "Leden met een zetel"),
)

ASKED: Mapping[str, tuple[str, str, int]] = {
    "vraag": (
        "Een vraag tussendoor",
        f"{live.HOW_ASKED}. Zonder * is er geen goed antwoord. De vraag komt na dit onderdeel, met g ga je erheen.",
        600,
    ),
    "wijzig": (
        "De vraag verbeteren",
        f"{live.HOW_CORRECTED}. Wat er al gestemd is, blijft bij de tekst van toen.",
        2_000,
    ),
    "parkeer": (
        "Waar komen jullie op terug?",
        "Eén regel, zonder namen. Met Shift+P staat de parkeerplaats op de beamer.",
        MOST_TYPED,
    ),
    "besluit": ("Wat zou de zaal doen?", f"{live.HOW_RESOLVED}.", 600),
    "briefje": ("Een briefje", f"{live.HOW_PAIRED}. Bewaard wordt alleen hoeveel er goed is.", MOST_TYPED),
    "teams": (
        "Hoe heten de teams, of de fracties?",
        "Zet een komma tussen de namen, in de volgorde waarin ze aan de beurt zijn.",
        MOST_TYPED,
    ),
    "zetels": (
        "Hoeveel zetels heeft de raad?",
        "Een aantal, of gemeente voor dat van jullie gemeente, of groep voor iedereen die er is.",
        MOST_TYPED,
    ),
    "begin": ("Hoe laat begint de avond?", "Bijvoorbeeld 19.30. Daarop loopt de speling.", MOST_TYPED),
}
"""What is asked for by the word of line mode: a title, what to type, and the most characters."""
ASKED_IN: Mapping[str, type | UnionType] = {
    "teams": TeamQuiz | Meeting,
    "briefje": Measurement,
    "besluit": MoralTalk | OwnCase,
}
"""The activities in which it can be asked for, where that is not all of them."""


Check = Callable[[str], str]
"""A Dutch sentence on what is wrong with a line; empty when it is fine."""


class LineField(Input):
    """Where a line is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "Klaar")]


class LineDialog(TutorDialog[str]):
    """Asks for a line; dismisses with it once it is fine."""

    def __init__(
        self,
        title: Content,
        about: Content,
        *,
        check: Check = lambda _: "",
        value: str = "",
        most: int = MOST_TYPED,
        anew: bool = False,
    ) -> None:
        """`anew`: typing takes the place of `value`, which is a number or a time."""
        super().__init__()
        self._title = title
        self._about = about
        self._check = check
        self._value = value
        self._most = most
        self._anew = anew

    def compose(self) -> ComposeResult:
        """A field, and room to say what is wrong with it."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(self._title, classes="dialog-title")
            yield Static(self._about)
            yield LineField(max_length=self._most)
            yield Static(id="trouble")
        yield KeyLine()

    def on_mount(self) -> None:
        field = self.query_one(LineField)
        field.value = self._value
        field.focus()
        if self._anew:
            field.action_select_all()

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
        anew=True,
    )


def prepare_dialog(plan: ClassPlan, *, rehearsal: bool) -> LineDialog:
    """What to get ready, and how many people there are."""
    ready = [plain(f"– {thing}") for thing in plan.preparation]
    about = lines(
        *([("Een repetitie: de stemmen zijn verzonnen.", "bold $text-warning")] if rehearsal else []),
        *([plain("Leg klaar", "bold"), *ready, plain("")] if ready else []),
        "Hoeveel mensen zijn er? 0 mag ook, en het kan later.",
    )
    return LineDialog(plain(f"{plan.title}, {phrases.minutes(plan.minutes)}"), about, check=is_number)


class PlaceDialog(TutorDialog[int]):
    """Go to an activity, or to one of its questions; dismisses with the index among the places."""

    def __init__(self, session: ClassSession) -> None:
        super().__init__()
        self._session = session

    def compose(self) -> ComposeResult:
        entries = [
            Entry(
                line(place.title, (f", {phrases.minutes(place.minutes)}", "$text-muted"))
                if place.minutes
                else line((f"{place.number} {place.title}", "$text-muted")),
                (place.number,) if place.minutes and len(place.number) == 1 else (),
            )
            for place in self._session.places
        ]
        here = next(
            at for at, place in enumerate(self._session.places) if place.cursor[0] == self._session.activity_index
        )
        with VerticalScroll(classes="dialog", can_focus=False, id="page"):
            yield Static(plain("Ga naar"), classes="dialog-title")
            yield Picker(entries, highlighted=here)
        yield KeyLine()

    @on(Picker.Picked)
    @on(Picker.Confirmed)
    def _go(self, message: Picker.Picked | Picker.Confirmed) -> None:
        self.dismiss(message.index)


class NumberField(Input):
    """Where a number is typed; Enter counts the vote, Tab and the arrows go to the next number."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Tel"),
        Binding("down", "app.focus_next", "Volgende"),
        Binding("up", "app.focus_previous", "Vorige", show=False),
    ]


class RaadDialog(TutorDialog[tuple[Vote, bool]]):
    """Asks for the vote; dismisses with it, and whether the point comes back, once the numbers can be."""

    CSS = """
    RaadDialog NumberField { height: 1; border: none; padding: 0 1; background: $panel; width: 12; }
    RaadDialog NumberField:focus { background: $background; border-left: outer $accent; }
    RaadDialog Checkbox { border: none; padding: 0; margin-top: 1; background: $surface; }
    """

    def __init__(self, seats: int, before: ClassDecided | None, *, persons: bool = False) -> None:
        """`before`: what was decided on this point, if anything; `persons`: whether the vote is on persons."""
        super().__init__()
        self._seats = seats
        self._persons = persons
        self._fields = tuple((name, label) for name, label in _FIELDS if persons or name != "blank")
        self._before = before
        self._start = {"sitting": str(before.sitting if before and before.sitting is not None else seats)}

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(plain("De raad stemt"), classes="dialog-title")
            for name, label in self._fields:
                yield Static(plain(label))
                yield NumberField(max_length=3, restrict="[0-9]*", id=name)
            if self._before and self._before.decision in COMES_BACK:
                yield Checkbox(plain(AGAIN[self._before.decision]), id="again")
            if self._persons:
                yield Checkbox(plain("Er is een voordracht"), value=True, id="nominated")
            yield Static(id="trouble")
        yield KeyLine()

    def on_mount(self) -> None:
        for name, value in self._start.items():
            self.query_one(f"#{name}", NumberField).value = value
        self.query_one("#for", NumberField).focus()

    @on(Input.Submitted)
    def _count(self) -> None:
        typed = {name: self.query_one(f"#{name}", NumberField).value for name, _ in self._fields}
        if not typed["for"] or not typed["against"]:
            self.query_one("#trouble", Static).update(plain("Typ hoeveel leden voor en tegen zijn.", "$text-error"))
            self.query_one("#against" if typed["for"] else "#for", NumberField).focus()
            return
        checked = {box.id: box.value for box in self.query(Checkbox)}
        again = checked.get("again", False)
        numbers = {name: int(value or 0) for name, value in typed.items()}
        vote = Vote(
            seats=self._seats,
            sitting=numbers["sitting"],
            recused=numbers["recused"],
            for_=numbers["for"],
            against=numbers["against"],
            blank=numbers.get("blank", 0),
            persons=self._persons,
            nominated=checked.get("nominated", True),
        )
        try:
            decide(returning(vote, self._before) if again and self._before else vote)
        except BadVote as bad:
            self.query_one("#trouble", Static).update(plain(str(bad), "$text-error"))
        else:
            self.dismiss((vote, again))
