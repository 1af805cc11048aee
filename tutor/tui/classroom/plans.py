"""Before the evening: choose a plan, get things ready, and count who is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tutor import phrases
from tutor.classroom.session import ClassSession
from tutor.model import ClassPlan
from tutor.tui.classroom.app import ClassScreen
from tutor.tui.classroom.dialogs import LineDialog, is_number
from tutor.tui.classroom.moment import Moment
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets.frame import KeyLine, TopBar
from tutor.tui.widgets.picker import Entry, Picker, keys_of

if TYPE_CHECKING:
    from tutor.tui.classroom.trainer import TrainerApp

NONE = "Er liggen nog geen avonden klaar. In docs/avond-maken.md staat hoe je er een schrijft."
HERE = "Deze avond is nog bezig: je gaat verder waar je was."
REHEARSAL = "Repetitie: met r verzin je stemmen, en er komt niets van in een verslag. Met Tab wordt het echt."
REAL = "Met Tab oefen je eerst: een repetitie met verzonnen stemmen."


class PlansScreen(ClassScreen[None]):
    """The choice of plans."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "rehearse", "Repetitie aan of uit")]

    def __init__(self, *, rehearsal: bool) -> None:
        super().__init__()
        self._rehearsal = rehearsal
        self._ways: list[Callable[[], object]] = []
        self._going_on: ClassSession | None = None

    @property
    def trainer(self) -> TrainerApp:
        """The app, with its own type."""
        return cast("TrainerApp", self.app)

    def compose(self) -> ComposeResult:
        """The list."""
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
        if self._ways and (running and running.id) == (self._going_on and self._going_on.id):
            return
        self._going_on = running
        self._say()
        found = list(self._choices())
        self._ways = [way for _, way in found]
        picker = self.query_one(Picker)
        picker.entries = tuple(Entry(text, keys_of(number)[:1]) for number, (text, _) in enumerate(found))
        picker.highlighted = 0 if found else None
        self.settle()

    def _choices(self) -> Iterator[tuple[Content, Callable[[], object]]]:
        if self._going_on:
            title = (f"Verder: {self._going_on.plan.title}", "bold")
            yield lines(title, (HERE, "$text-muted not bold")), self.trainer.work
        for plan in self.trainer.evening.catalogue.plans:
            name = line((plan.title, "bold"), f", {phrases.minutes(plan.minutes)}")
            yield lines(name, (plan.text, "$text-muted not bold")), partial(self._prepare, plan)

    def _say(self) -> None:
        title = "Welke avond?" if self.trainer.evening.catalogue.plans else NONE
        kind = (REHEARSAL, "bold $text-warning") if self._rehearsal else (REAL, "$text-muted")
        self.query_one("#about", Static).update(lines((title, "bold $text-primary"), kind))

    def _prepare(self, plan: ClassPlan) -> None:
        self.trainer.prepare(plan, rehearsal=self._rehearsal)

    def action_rehearse(self) -> None:
        """For real, or not."""
        self._rehearsal = not self._rehearsal
        self._say()

    @on(Picker.Picked)
    @on(Picker.Confirmed)
    def _choose(self, message: Picker.Picked | Picker.Confirmed) -> None:
        if message.index is not None and message.index < len(self._ways):
            self._ways[message.index]()


class PrepareDialog(LineDialog):
    """What to get ready, and how many people there are."""

    def __init__(self, plan: ClassPlan, *, rehearsal: bool) -> None:
        ready = [plain(f"– {thing}") for thing in plan.preparation]
        about = lines(
            *([("Een repetitie: de stemmen zijn verzonnen.", "bold $text-warning")] if rehearsal else []),
            *([plain("Leg klaar", "bold"), *ready, plain("")] if ready else []),
            "Hoeveel mensen zijn er? 0 mag ook, en het kan later.",
        )
        super().__init__(plain(f"{plan.title}, {phrases.minutes(plan.minutes)}"), about, check=is_number)
