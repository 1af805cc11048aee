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
from tutor.model import ClassPlan
from tutor.service import phrases
from tutor.tui.classroom.app import ClassScreen
from tutor.tui.classroom.page import Moment
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets.frame import KeyLine, TopBar
from tutor.tui.widgets.picker import Entry, Picker, keys_of

NONE = "Er liggen nog geen avonden klaar. In docs/avond-maken.md staat hoe je er een schrijft."
HERE = "Deze avond is nog bezig: je gaat verder waar je was."
REHEARSAL = "Repetitie: met r verzin je stemmen, en er komt niets van in een verslag. Met Tab wordt het echt."
REAL = "Met Tab oefen je eerst: een repetitie met verzonnen stemmen."


class PlansScreen(ClassScreen[None]):
    """Which evening to lead, and whether it is a rehearsal."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "rehearse", "Repetitie aan of uit")]

    @dataclass
    class PlanChosen(Message):
        """The trainer begins this evening."""

        plan: ClassPlan
        rehearsal: bool

    class GoOn(Message):
        """The evening that is going on, to be taken up where it was."""

    def __init__(self, *, rehearsal: bool) -> None:
        super().__init__()
        self._rehearsal = rehearsal
        self._choices: tuple[ClassPlan | None, ...] | None = None
        """What can be chosen; None stands for the evening that is going on."""
        self._going_on: ClassSession | None = None

    def compose(self) -> ComposeResult:
        yield TopBar(plain("Raadstutor › Een avond met de groep"))
        with VerticalScroll(id="page", can_focus=False):
            yield Static(id="about")
            yield Picker([], highlighted=0)
        yield KeyLine()

    def on_screen_resume(self) -> None:
        """Show what can be chosen now."""
        self.show(self.room.moment)

    def show(self, moment: Moment) -> None:
        """The plans, and the evening that is going on, if there is one."""
        running = moment.session if moment.session and not moment.session.ended else None
        if self._choices and (running and running.id) == (self._going_on and self._going_on.id):
            return
        self._going_on = running
        self._say()
        self._choices = (*([None] if running else []), *self._plans)
        picker = self.query_one(Picker)
        picker.entries = tuple(
            Entry(self._entry(plan), keys_of(number)[:1]) for number, plan in enumerate(self._choices)
        )
        picker.highlighted = 0 if self._choices else None
        self.settle()

    @property
    def _plans(self) -> tuple[ClassPlan, ...]:
        return self.room.evening.catalogue.plans

    def _entry(self, plan: ClassPlan | None) -> Content:
        if plan is None:
            title = self._going_on.plan.title if self._going_on else ""
            return lines((f"Verder: {title}", "bold"), (HERE, "$text-muted not bold"))
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
        plan = self._choices[message.index]
        self.post_message(self.PlanChosen(plan, self._rehearsal) if plan else self.GoOn())
