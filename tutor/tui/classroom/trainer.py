"""The trainer's window: from the choice of a plan to the report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

from tutor.classroom.report import report
from tutor.classroom.session import ClassSession
from tutor.dates import full_date
from tutor.documents.form import Form, proposed_name
from tutor.learning.days import study_day
from tutor.learning.evening_events import ClassPlanned
from tutor.model import ClassPlan
from tutor.service import phrases
from tutor.service.workspace import Workspace
from tutor.system import Refusal, command, quoted
from tutor.tui import themes
from tutor.tui.classroom.app import ClassApp, ClassScreen
from tutor.tui.classroom.control import ControlScreen
from tutor.tui.classroom.dialogs import LineDialog, LineField, prepare_dialog
from tutor.tui.classroom.evenings import EveningChosen, EveningsScreen
from tutor.tui.classroom.page import Moment
from tutor.tui.screens.dialog import ConfirmDialog
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


COMMAND = command("klas verslag --naar {}")

TAKEN = "Dat verslag staat daar al. Druk nog eens op Enter om het te vervangen, of kies een andere map."
REHEARSED = "De stemmen waren verzonnen, dus er komt geen verslag."


class ClosingScreen(ClassScreen[None]):
    """Says how to make the report, and offers to do it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "app.plans", "Andere avond")]

    def __init__(self, session: ClassSession) -> None:
        super().__init__()
        self._session = session
        self._confirmed = ""
        """The folder in which the trainer was told that there is a report."""

    def compose(self) -> ComposeResult:
        yield TopBar(plain("Raadstutor › De avond is afgesloten"), plain(self._session.title))
        with VerticalScroll(id="page", can_focus=False):
            if self._session.rehearsal:
                yield Static(lines(("De repetitie is afgesloten.", "bold $text-primary"), REHEARSED), id="about")
            else:
                yield Static(self._about(), id="about")
                yield LineField(value=str(self.room.workspace.reports))
                yield Static(id="made")
        yield KeyLine()

    def on_mount(self) -> None:
        """What was told of the evening is over, and would stand before this."""
        self.app.clear_notifications()

    def _about(self) -> Content:
        return lines(
            ("De avond is afgesloten. Alles is bewaard.", "bold $text-primary"),
            "",
            "In het verslag staan aantallen, afspraken en wat de groep nog kan leren. Er staan geen namen in, en "
            "uitslagen van minder dan vijf stemmen blijven verborgen.",
            "",
            "In welke map zal ik het zetten? Daar komt een map met de datum en het plan: het verslag als html om te "
            "lezen en te printen, md, json en xlsx voor Excel, en de herhaalset die deelnemers meenemen.",
            ("Later kan ook, met: ", "$text-muted"),
            (COMMAND.format(quoted(self._proposed())), "$text-muted"),
        )

    def _proposed(self) -> str:
        made = report(self._session, self.room.evening.catalogue)
        return proposed_name("verslag", made.plan, made.started.astimezone().date(), Form.HTML)

    def show(self, moment: Moment) -> None:
        """The evening does not change any more."""

    @on(Input.Changed)
    def _changed(self) -> None:
        self._confirmed = ""

    @on(Input.Submitted)
    def _write(self, message: Input.Submitted) -> None:
        """Write the report; one that is there already is replaced only when the trainer says so again."""
        folder, workspace, made = message.value, self.room.workspace, self.query_one("#made", Static)
        of_this = report(self._session, self.room.evening.catalogue)
        try:
            if workspace.report_taken(of_this, folder) and self._confirmed != folder:
                self._confirmed = folder
                made.update(plain(TAKEN, "$text-warning"))
                return
            said = workspace.write_report(of_this, folder, replace=self._confirmed == folder)
        except Refusal as refusal:
            made.update(plain(str(refusal), "$text-error"))
        else:
            self._confirmed = ""
            made.update(plain(said, "bold $text-success"))


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
        begins: str = "",
    ) -> None:
        """`plan`: the evening to begin, `session`: the one to go on with; without both the one of today goes on.

        `begins`: the time at which the evening is to begin, for the first one that is opened.
        """
        super().__init__(workspace, (*themes.ALL, *themes.BEAMER))
        self._wanted = plan
        self._session = session
        self._rehearsal = rehearsal
        self._begins = begins
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
            yield SystemCommand("Vraag erbij", "Een vraag die in geen plan staat", partial(work.action_put, "vraag"))
            put = partial(work.action_put, "wijzig")
            yield SystemCommand("Vraag verbeteren", "De vraag die er staat krijgt een andere tekst", put)
            yield SystemCommand("Nog eens", "Stel de vraag die er staat nog een keer", work.action_repeat)
            yield SystemCommand("Parkeer", "Iets om op terug te komen", partial(work.action_put, "parkeer"))
            yield SystemCommand("Loten", "Wie iets zegt, of groepjes", work.action_draw)
            yield SystemCommand("Begintijd", "Daarop loopt de speling", partial(work.action_put, "begin"))
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
            self._plan_time()
            self.push_screen(ControlScreen())

    def _plan_time(self) -> None:
        if self._begins:
            self.act(partial(self.evening.keep, ClassPlanned(begins=self._begins)))
            self._begins = ""

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
                self._plan_time()
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
