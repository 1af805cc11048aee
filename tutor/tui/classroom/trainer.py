"""The trainer's window: from the choice of a plan to the report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import cast

from textual import on

from tutor.classroom.session import ClassSession
from tutor.dates import full_date
from tutor.evening import NoSession
from tutor.learning.memory import local_day
from tutor.model import ClassPlan
from tutor.tui import themes
from tutor.tui.classroom.app import ClassApp
from tutor.tui.classroom.closing import ClosingScreen
from tutor.tui.classroom.control import ControlScreen
from tutor.tui.classroom.desk import ClassDesk
from tutor.tui.classroom.dialogs import prepare_dialog
from tutor.tui.classroom.plans import PlansScreen
from tutor.tui.palette import TutorCommands, Way
from tutor.tui.screens.dialog import ConfirmDialog
from tutor.tui.text import lines, plain

STALE = timedelta(hours=12)
"""An evening that began longer ago was probably left open by mistake."""


class TrainerCommands(TutorCommands):
    """In the trainer's window."""

    def ways(self) -> Iterator[Way]:
        """Everything that can be done now."""
        app = cast("TrainerApp", self.app)
        screen = app.at_work
        if screen:
            yield Way("Aanwezigen", "Hoeveel mensen er zijn", screen.action_present, main=True)
            yield Way("Ga naar", "Een andere activiteit", screen.action_jump, main=True)
            yield Way("Noteer", "Wat er gezegd werd", partial(screen.action_note, False), main=True)
            yield Way("Afspraak", "Wat jullie afspreken", partial(screen.action_note, True), main=True)
            yield Way("Klok opnieuw", "Van het begin af", screen.action_restart_clock, main=True)
            yield Way("Notities aan of uit", "Voor wie één venster heeft", screen.action_notes, main=True)
            yield Way("Einde", "Sluit de avond af", screen.action_end, main=True)
        yield Way("Andere avond", "Kies een plan", app.action_plans, main=True)
        for name, dutch in themes.THEMES.items():
            yield Way(f"Thema: {dutch}", "Andere kleuren", partial(app.look, name), main=True)
        yield Way("Hulp", "Alle toetsen", app.action_help, main=True)
        yield Way("Stoppen", "Sluit dit venster; de avond blijft bewaard", app.exit, main=True)


class TrainerApp(ClassApp):
    """`raadstutor klas bediening`."""

    COMMANDS = {TrainerCommands}  # noqa: RUF012
    HELP_PAGE = "classroom/bediening.md"

    def __init__(self, desk: ClassDesk, *, plan: ClassPlan | None = None, rehearsal: bool = False) -> None:
        """`plan`: the evening to begin; None goes on with the one that is going on, or lets the trainer choose."""
        super().__init__(desk, (*themes.ALL, *themes.BEAMER))
        self._wanted = plan
        self._rehearsal = rehearsal
        self._own_theme = self.theme

    def begin(self) -> None:
        """Go on where the trainer was, or choose."""
        self.push_screen(PlansScreen(rehearsal=self._rehearsal))
        self.keep(self._resume, self._open)
        super().begin()

    def _resume(self) -> ClassSession | None:
        """The evening that is going on."""
        try:
            session = self.evening.resume()
        except NoSession:
            return None
        return None if session.ended else session

    def _open(self, running: ClassSession | None) -> None:
        if running is None:
            if self._wanted:
                self._prepare(self._wanted, rehearsal=self._rehearsal)
        elif self._wanted or self._rehearsal:
            self._ask(running, self._wanted)
        elif self.evening.now() - running.started < STALE:
            self._work()

    def _ask(self, running: ClassSession, wanted: ClassPlan | None) -> None:
        day = full_date(local_day(running.started))
        question = lines(f"Er is nog een avond bezig: {running.plan.title}, {day}.", "Opnieuw beginnen?")
        dialog = ConfirmDialog(question, yes=plain("Ja, opnieuw"), no=plain("Nee, verder waar ik was"))

        def answered(anew: bool | None) -> None:
            if anew is False:
                self._work()
            elif anew and wanted:
                self._prepare(wanted, rehearsal=self._rehearsal)

        self.push_screen(dialog, answered)

    @property
    def at_work(self) -> ControlScreen | None:
        """The trainer's screen, when an evening is open in this window."""
        return next((screen for screen in self.screen_stack if isinstance(screen, ControlScreen)), None)

    @on(PlansScreen.PlanChosen)
    def _chosen(self, message: PlansScreen.PlanChosen) -> None:
        self._prepare(message.plan, rehearsal=message.rehearsal)

    def _prepare(self, plan: ClassPlan, *, rehearsal: bool) -> None:
        """Get ready, count who is there, and begin."""

        def begin(present: str | None) -> None:
            if present is not None and self.act(partial(self.evening.start, plan, rehearsal=rehearsal)):
                self._work()
                if number := int(present.strip() or 0):
                    self.act(partial(self.evening.set_present, number))

        self.push_screen(prepare_dialog(plan, rehearsal=rehearsal), begin)

    @on(PlansScreen.GoOn)
    def _work(self) -> None:
        """Open the trainer's screen."""
        self._back_to_plans()
        self.push_screen(ControlScreen())

    def action_plans(self) -> None:
        """Choose another evening; the one that is going on stays."""
        self._back_to_plans()

    def _back_to_plans(self) -> None:
        while not isinstance(self.screen, PlansScreen):
            self.pop_screen()

    def changed(self, before: ClassSession | None, after: ClassSession | None) -> None:
        """Leave the trainer's screen when the evening was closed, here or in another window."""
        if after and after.ended and self.at_work:
            self._back_to_plans()
            self.push_screen(ClosingScreen(after))

    @on(ControlScreen.NotesHidden)
    def _wear(self, message: ControlScreen.NotesHidden) -> None:
        """Wear the look of the beamer, or the trainer's own again."""
        if message.hidden:
            self._own_theme = self.theme
            self.keep(lambda: self.desk.recall(themes.BEAMER_SETTING), self._wear_look)
        else:
            self.theme = self._own_theme

    def _wear_look(self, look: str | None) -> None:
        self.theme = look if look in self.looks else themes.BEAMER_WHITE.name
