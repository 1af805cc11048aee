"""The trainer's window: from the choice of a plan to the report."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual import on
from textual.app import SystemCommand
from textual.screen import Screen

from tutor.classroom.session import ClassSession
from tutor.dates import full_date
from tutor.learning.days import study_day
from tutor.model import ClassPlan
from tutor.service.workspace import Workspace
from tutor.tui import themes
from tutor.tui.classroom.app import ClassApp
from tutor.tui.classroom.closing import ClosingScreen
from tutor.tui.classroom.control import ControlScreen
from tutor.tui.classroom.dialogs import LineDialog, prepare_dialog
from tutor.tui.classroom.evenings import EveningChosen, EveningsScreen
from tutor.tui.classroom.plans import PlansScreen
from tutor.tui.screens.dialog import ConfirmDialog
from tutor.tui.text import lines, plain

KEPT = "De avond die bezig is, blijft in de lijst: je kunt er altijd naar terug."


class TrainerApp(ClassApp):
    """What `raadstutor klas bediening` opens: plans, then the evening, then the report."""

    HELP_PAGE = "classroom/bediening.md"

    def __init__(
        self,
        workspace: Workspace,
        *,
        plan: ClassPlan | None = None,
        session: str | None = None,
        rehearsal: bool = False,
    ) -> None:
        """`plan`: the evening to begin, `session`: the one to go on with; without both the one of today goes on."""
        super().__init__(workspace, (*themes.ALL, *themes.BEAMER))
        self._wanted = plan
        self._session = session
        self._rehearsal = rehearsal
        self._own_theme = self.theme

    def begin(self) -> None:
        self.push_screen(PlansScreen(rehearsal=self._rehearsal))
        with self.stored():
            self._open()
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
            yield SystemCommand("Titel", "Geef deze avond een eigen naam", self.action_title)
            yield SystemCommand("Einde", "Sluit de avond af", work.action_end)
        yield SystemCommand("Andere avond", "Kies een plan; wat bezig is, blijft in de lijst", self.action_plans)
        yield SystemCommand("Alle avonden", "Verder, verslag, heropenen of wissen", self.action_evenings)
        for name, dutch in themes.THEMES.items():
            yield SystemCommand(f"Thema: {dutch}", "Andere kleuren", partial(self.set_theme, name))
        yield SystemCommand("Hulp", "Alle toetsen", self.action_help)
        yield SystemCommand("Stoppen", "Sluit dit venster; de avond blijft bewaard", self.exit)

    def _open(self) -> None:
        evening = self.evening
        if self._session:
            self._enter(self._session)
            return
        running = evening.evenings.going_on(rehearsal=self._rehearsal, plan=self._wanted.id if self._wanted else "")
        if self._wanted and running:
            self._ask(running, self._wanted)
        elif self._wanted:
            self._prepare(self._wanted, rehearsal=self._rehearsal)
        elif running and evening.evenings.fresh(running):
            self._enter(running.id)
        else:
            evening.leave()

    def _ask(self, running: ClassSession, wanted: ClassPlan) -> None:
        day = full_date(study_day(running.started))
        question = lines(
            f"Er is nog een avond bezig: {running.title}, {day}. Opnieuw beginnen?",
            (KEPT, "not bold"),
        )
        dialog = ConfirmDialog(question, yes=plain("Ja, een nieuwe avond"), no=plain("Nee, verder waar ik was"))

        def answered(anew: bool | None) -> None:
            if anew is False:
                self._enter(running.id)
            elif anew:
                self._prepare(wanted, rehearsal=self._rehearsal)

        self.push_screen(dialog, answered)

    def _enter(self, session: str) -> None:
        """Go to an evening: work in it, or see what came out of it when it is over."""
        self._back_to_plans()
        if not self.act(partial(self.evening.open, session)):
            return
        if self.evening.session.ended:
            self.push_screen(ClosingScreen(self.evening.session))
        else:
            self.push_screen(ControlScreen())

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

    @on(EveningChosen)
    def _go_on(self, message: EveningChosen) -> None:
        self._enter(message.session)

    def _work(self) -> None:
        self._back_to_plans()
        self.push_screen(ControlScreen())

    def action_plans(self) -> None:
        """Choose another evening; the one that is going on stays in the list."""
        self._back_to_plans()
        self.act(self.evening.leave)

    def action_evenings(self) -> None:
        """All evenings of this computer."""
        self._back_to_plans()
        self.push_screen(EveningsScreen())

    def action_title(self) -> None:
        """Give the evening in hand a title of its own."""
        title = self.evening.session.title
        about = plain("Zo heet zij in de lijst, op het verslag en op de beamer.", "$text-muted")

        def keep(typed: str | None) -> None:
            if typed is not None:
                self.act(partial(self.evening.rename, typed))

        self.push_screen(LineDialog(plain("Hoe heet deze avond?"), about, value=title), keep)

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
