"""All evenings of this computer: go on, look at what came out, rename, reopen or erase."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tutor.classroom.records import EveningState
from tutor.classroom.session import ClassSession
from tutor.dates import full_date
from tutor.learning.days import study_day
from tutor.service import phrases
from tutor.service.evenings import OLD
from tutor.tui.classroom.app import ClassScreen
from tutor.tui.classroom.dialogs import LineDialog
from tutor.tui.classroom.page import Moment
from tutor.tui.screens.dialog import ConfirmDialog
from tutor.tui.text import lines, plain
from tutor.tui.widgets.frame import KeyLine, TopBar
from tutor.tui.widgets.picker import Entry, Picker, keys_of

NONE = "Er is op deze computer nog geen avond geweest."
TOO_OLD = f"ouder dan {OLD.days} dagen: is het verslag er, wis haar dan met w"
ERASED = "Met aantallen, afspraken en notities, ook uit de back-ups. Dit is voorgoed."


@dataclass
class EveningChosen(Message):
    """The trainer goes to an evening that is there."""

    session: str


class EveningsScreen(ClassScreen[None]):
    """The list, the newest evening first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h", "rename", "Hernoem"),
        Binding("o", "reopen", "Heropen"),
        Binding("w", "erase", "Wis"),
        Binding("escape", "dismiss", "Terug"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._evenings: tuple[ClassSession, ...] = ()

    def compose(self) -> ComposeResult:
        yield TopBar(plain("Raadstutor › Alle avonden"))
        with VerticalScroll(id="page", can_focus=False):
            yield Static(id="about")
            yield Picker([], highlighted=0)
        yield KeyLine()

    def on_mount(self) -> None:
        """What can be done depends on the evening under the cursor."""
        self.watch(self.query_one(Picker), "highlighted", self.refresh_bindings, init=False)

    def on_screen_resume(self) -> None:
        """Read the list anew."""
        with self.room.stored():
            self._evenings = tuple(self.room.evening.evenings.all())
        about = NONE if not self._evenings else "Welke avond?"
        self.query_one("#about", Static).update(plain(about, "bold $text-primary"))
        picker = self.query_one(Picker)
        before = picker.highlighted or 0
        old = self.room.evening.evenings.old
        entries = [(_entry(one, old=old(one)), keys_of(number)[:1]) for number, one in enumerate(self._evenings)]
        picker.entries = tuple(Entry(*entry) for entry in entries)
        picker.highlighted = min(before, len(self._evenings) - 1) if self._evenings else None
        self.settle()

    def show(self, moment: Moment) -> None:
        """What another window does is read when this one comes back."""

    @property
    def _chosen(self) -> ClassSession | None:
        index = self.query_one(Picker).highlighted
        return self._evenings[index] if index is not None and self._evenings else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "rename" | "erase":
                return bool(self._evenings)
            case "reopen":
                return bool(self._chosen and self._chosen.ended)
        return True

    @on(Picker.Picked)
    @on(Picker.Confirmed)
    def _choose(self, message: Picker.Picked | Picker.Confirmed) -> None:
        if message.index is not None and self._evenings:
            self.post_message(EveningChosen(self._evenings[message.index].id))

    def action_rename(self) -> None:
        """Give the evening under the cursor another title."""
        if (session := self._chosen) is None:
            return

        def keep(typed: str | None) -> None:
            if typed is not None:
                self._within(session, lambda: self.room.evening.rename(typed))

        about = plain("Leeg is weer de titel van het plan.", "$text-muted")
        self.app.push_screen(LineDialog(plain("Hoe heet deze avond?"), about, value=session.title), keep)

    def action_reopen(self) -> None:
        """Go on after all with the evening under the cursor."""
        if session := self._chosen:
            self._within(session, self.room.evening.reopen)
            self.on_screen_resume()

    def action_erase(self) -> None:
        """Erase the evening under the cursor, after a question."""
        if (session := self._chosen) is None:
            return

        def erase(yes: bool | None) -> None:
            if yes:
                self.room.act(partial(self.room.workspace.erase_evening, session.id))

        question = lines(f"{_name(session)} wissen?", (ERASED, "not bold"))
        dialog = ConfirmDialog(question, yes=plain("Ja, wissen"), no=plain("Nee, bewaren"))
        self.app.push_screen(dialog, erase)

    def _within(self, session: ClassSession, action: Callable[[], object]) -> None:
        """Do something in an evening that is not on the wall."""
        evening = self.room.evening

        def do() -> None:
            evening.take(session.id)
            action()
            evening.leave()

        self.room.act(do)


def _name(session: ClassSession) -> str:
    return f"{session.title}, {full_date(study_day(session.started))}"


def _entry(session: ClassSession, *, old: bool) -> Content:
    facts = [str(session.state), *([TOO_OLD] if old else [])]
    if session.rehearsal:
        facts.insert(0, "repetitie")
    if session.present:
        facts.append(phrases.count(session.present, "aanwezige", "aanwezigen"))
    colour = "$text-warning" if session.state is EveningState.OPEN else "$text-muted"
    return lines((_name(session), "bold"), (" · ".join(facts), f"{colour} not bold"))
