"""Before the evening: choose a plan, get things ready, and count who is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tutor.classroom.session import ClassSession
from tutor.dates import full_date
from tutor.learning.days import study_day
from tutor.model import ClassPlan
from tutor.service import phrases
from tutor.tui.classroom.app import ClassScreen
from tutor.tui.classroom.evenings import EveningChosen
from tutor.tui.classroom.page import Moment
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets.frame import KeyLine, TopBar
from tutor.tui.widgets.picker import Entry, Picker, keys_of

NONE = "Er liggen nog geen avonden klaar. In docs/avond-maken.md staat hoe je er een schrijft."
HERE = "Deze avond is nog bezig: je gaat verder waar je was."
READY = "Geprint en al: de letters op papier zijn die op de beamer."
MOST = 4
"""Evenings that are shown beside the plans; the others are in the list of all."""
REHEARSAL = "Repetitie: met r verzin je stemmen, en er komt niets van in een verslag. Met Tab wordt het echt."
REAL = "Met Tab oefen je eerst: een repetitie met verzonnen stemmen."


class PlansScreen(ClassScreen[None]):
    """Which evening to lead, and whether it is a rehearsal."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "rehearse", "Repetitie aan of uit"),
        Binding("v", "app.evenings", "Alle avonden"),
    ]

    @dataclass
    class PlanChosen(Message):
        """The trainer begins this evening."""

        plan: ClassPlan
        rehearsal: bool

    def __init__(self, *, rehearsal: bool) -> None:
        super().__init__()
        self._rehearsal = rehearsal
        self._choices: tuple[ClassPlan | ClassSession, ...] = ()
        """What can be chosen: evenings that are going on, and plans."""
        self._read = True

    def compose(self) -> ComposeResult:
        yield TopBar(plain("Raadstutor › Een avond met de groep"))
        with VerticalScroll(id="page", can_focus=False):
            yield Static(id="about")
            yield Picker([], highlighted=0)
        yield KeyLine()

    def on_screen_resume(self) -> None:
        """Show what can be chosen now: the plans, and first the evenings that were not closed."""
        self._say()
        self._read = False
        going_on: list[ClassSession] = []
        with self.room.stored():
            going_on = [one for one in self.room.evening.evenings.all() if not (one.ended or one.rehearsal)][:MOST]
            self._read = True
        self._choices = (*going_on, *self._plans)
        picker = self.query_one(Picker)
        picker.entries = tuple(
            Entry(self._entry(choice), keys_of(number)[:1]) for number, choice in enumerate(self._choices)
        )
        picker.highlighted = 0 if self._choices else None
        self.settle()

    def show(self, moment: Moment) -> None:
        """What can be chosen does not change while one looks at it; what could not be read is tried again."""
        if not self._read and not self.room.trouble:
            self.on_screen_resume()

    @property
    def _plans(self) -> tuple[ClassPlan, ...]:
        return self.room.evening.catalogue.plans

    def _entry(self, choice: ClassPlan | ClassSession) -> Content:
        if isinstance(choice, ClassSession):
            day = full_date(study_day(choice.started))
            title = (f"{'Verder' if choice.begun else 'Klaargezet'}: {choice.title}, {day}", "bold")
            return lines(title, (HERE if choice.begun else READY, "$text-muted not bold"))
        plan = choice
        name = line((plan.title, "bold"), f", {phrases.minutes(plan.minutes)}")
        return lines(name, (plan.text, "$text-muted not bold"))

    def _say(self) -> None:
        title = "Welke avond?" if self._plans else NONE
        kind = (REHEARSAL, "bold $text-warning") if self._rehearsal else (REAL, "$text-muted")
        self.query_one("#about", Static).update(lines((title, "bold $text-primary"), kind))

    def action_rehearse(self) -> None:
        self._rehearsal = not self._rehearsal
        self._say()

    @on(Picker.Picked)
    @on(Picker.Confirmed)
    def _choose(self, message: Picker.Picked | Picker.Confirmed) -> None:
        if message.index is None or not self._choices:
            return
        choice = self._choices[message.index]
        if isinstance(choice, ClassSession):
            self.post_message(EveningChosen(choice.id))
        else:
            self.post_message(self.PlanChosen(choice, self._rehearsal))
