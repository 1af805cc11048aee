"""The trainer's window: from the choice of a plan to the report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from textual import on
from textual.app import SystemCommand
from textual.screen import Screen

from tutor.classroom.session import ClassSession
from tutor.dates import full_date
from tutor.learning.days import study_day
from tutor.model import ClassPlan
from tutor.service.evening import NoSession
from tutor.service.workspace import Workspace
from tutor.tui import themes
from tutor.tui.classroom.app import ClassApp
from tutor.tui.classroom.closing import ClosingScreen
from tutor.tui.classroom.control import ControlScreen
from tutor.tui.classroom.dialogs import prepare_dialog
from tutor.tui.classroom.plans import PlansScreen
from tutor.tui.screens.dialog import ConfirmDialog
from tutor.tui.text import lines, plain

STALE = timedelta(hours=12)
"""An evening that began longer ago was probably left open by mistake."""


class TrainerApp(ClassApp):
    """What `raadstutor klas bediening` opens: plans, then the evening, then the report."""

    HELP_PAGE = "classroom/bediening.md"

    def __init__(self, workspace: Workspace, *, plan: ClassPlan | None = None, rehearsal: bool = False) -> None:
        """`plan`: the evening to begin; None goes on with the one that is going on, or lets the trainer choose."""
        super().__init__(workspace, (*themes.ALL, *themes.BEAMER))
        self._wanted = plan
        self._rehearsal = rehearsal
        self._own_theme = self.theme

    def begin(self) -> None:
        self.push_screen(PlansScreen(rehearsal=self._rehearsal))
        with self.stored():
            self._open(self._resume())
        super().begin()

    def get_system_commands(self, screen: Screen[object]) -> Iterator[SystemCommand]:
        """Everything that can be done now."""
        if work := self.at_work:
            yield SystemCommand("Aanwezigen", "Hoeveel mensen er zijn", work.action_present)
            yield SystemCommand("Ga naar", "Een andere activiteit", work.action_jump)
            yield SystemCommand("Noteer", "Wat er gezegd werd", partial(work.action_note, False))
            yield SystemCommand("Afspraak", "Wat jullie afspreken", partial(work.action_note, True))
            yield SystemCommand("Klok opnieuw", "Van het begin af", work.action_restart_clock)
            yield SystemCommand("Notities aan of uit", "Voor wie één venster heeft", work.action_notes)
            yield SystemCommand("Einde", "Sluit de avond af", work.action_end)
        yield SystemCommand("Andere avond", "Kies een plan", self.action_plans)
        for name, dutch in themes.THEMES.items():
            yield SystemCommand(f"Thema: {dutch}", "Andere kleuren", partial(self.set_theme, name))
        yield SystemCommand("Hulp", "Alle toetsen", self.action_help)
        yield SystemCommand("Stoppen", "Sluit dit venster; de avond blijft bewaard", self.exit)

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
        day = full_date(study_day(running.started))
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
            with self.stored():
                theme = self.workspace.recall(themes.BEAMER_SETTING)
                self.theme = theme if theme and theme in self.theme_names else themes.BEAMER_WHITE.name
        else:
            self.theme = self._own_theme
