"""All ways through the app: to lessons, and to what makes learning last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from tutor import learning
from tutor.content.markdown import parse
from tutor.content.markdown import plain as words
from tutor.learning.events import ActionResult
from tutor.learning.mode import Mode
from tutor.model import Lesson, Programme, StepRole
from tutor.model.finding import FindKind, Found
from tutor.study import Study
from tutor.tui import screens
from tutor.tui.lesson_routes import LessonRoutes
from tutor.tui.preferences import Preferences
from tutor.tui.text import lines, plain

if TYPE_CHECKING:
    from tutor.learning.notebook import Action
    from tutor.learning.programme import StopState
    from tutor.learning.route import Role
    from tutor.tui.app import TutorApp

_REPORTS = ("Gedaan", "Nog niet, vraag het over dertig dagen weer", "Laat maar")
_MINUTES = (15, 30, 60, 90)
_SCAN = (
    "Hooguit vijftien vragen laten zien welke lessen je kunt overslaan. Je krijgt geen cijfer. "
    "Weet je iets niet, zeg dat dan: raden helpt je niet."
)
_NO_SCAN = "Voor deze rol zijn er nog geen vragen."
_NOTHING_DUE = "Vandaag hoeft er niets terug te komen."


class Routes(LessonRoutes):
    """Opens screens for one study."""

    def __init__(self, app: TutorApp, study: Study, preferences: Preferences, name: str) -> None:
        """`name`: of the learner."""
        super().__init__(app, study)
        self.preferences = preferences
        self._name = name

    # Herhalen

    def review(self) -> None:
        """First what became of actions of a month ago, then the questions that come back."""
        self._check_in(self.study.progress.notebook.to_check(self.study.now()))

    def _check_in(self, actions: Sequence[Action]) -> None:
        if not actions:
            self._review()
            return
        lesson = self.study.catalogue.lessons.get(actions[0].lesson)
        then = partial(self._check_in, actions[1:])
        if lesson:
            self.action(lesson, then)
        else:
            then()

    def _review(self) -> None:
        session = self.study.review()
        if session:
            self._app.push_screen(screens.QuizScreen(self.study, session))
        else:
            self._app.tell(_NOTHING_DUE)

    def action(self, lesson: Lesson, then: Callable[[], object]) -> None:
        """Ask what became of the "morgen doen" of a lesson, and go on."""

        def answered(index: int | None) -> None:
            if index is not None:
                report = list(ActionResult)[index]
                self._app.keep(lambda: self.study.report_action(lesson.head.id, report), lambda _: None)
            then()

        step = next((step for step in lesson.steps if step.role is StepRole.TOMORROW), None)
        text = words(parse(step.text)) if step else lesson.head.title
        title = lines("Hoe ging het?", (f"Uit de les {lesson.head.title}", "$text-muted not bold"))
        answers = [plain(answer) for answer in _REPORTS]
        self._app.push_screen(screens.ChoiceDialog(title, plain(text), answers), answered)

    # Zelfscan

    def scan(self) -> None:
        """The zelfscan that is running, or a new one for a role."""
        role = self.study.progress.scanning_as
        if role:
            self._ask(role)
            return
        roles = list(learning.route.Role)

        def chosen(index: int | None) -> None:
            if index is not None:
                self.ask_minutes(partial(self._ask, roles[index]))

        answers = [plain(role.capitalize()) for role in roles]
        self._app.push_screen(screens.ChoiceDialog(plain("Zelfscan: wat ben je?"), plain(_SCAN), answers), chosen)

    def ask_minutes(self, then: Callable[[], object]) -> None:
        """How much time there is per week."""

        def chosen(index: int | None) -> None:
            if index is not None:
                self.preferences.minutes = _MINUTES[index]
                then()

        answers = [plain(f"{minutes} minuten") for minutes in _MINUTES]
        now = _MINUTES.index(self.preferences.minutes) if self.preferences.minutes in _MINUTES else 1
        title = plain("Hoeveel tijd heb je per week?")
        self._app.push_screen(screens.ChoiceDialog(title, None, answers, highlighted=now), chosen)

    def _ask(self, role: Role) -> None:
        scan = self.study.scan(role)
        if scan.current:
            self._app.push_screen(screens.ScanScreen(self.study, scan), self._scanned)
        else:
            self._app.tell(_NO_SCAN)

    def _scanned(self, finished: bool | None) -> None:
        if finished:
            self.route()

    def route(self) -> None:
        """What the last zelfscan showed, and the lessons that are left; without one the zelfscan itself."""
        if self.study.progress.scans:
            self._app.push_screen(screens.RouteScreen(self.study))
        else:
            self.scan()

    # Programmes

    def programme(self, programme: Programme) -> None:
        """A programme, at its next stop."""
        self._app.push_screen(screens.ProgrammeScreen(self.study, programme))

    def stop(self, stop: StopState) -> None:
        """What there is to do at a stop."""
        lesson = stop.lesson
        match stop.stop.what:
            case "les":
                self.lesson(lesson)
            case "stap":
                self.step(lesson, stop.stop.step or "")
            case "quiz":
                self.quiz(lesson, Mode.PRACTICE)
            case "casus":
                seen = self.study.progress.endings
                for casus in sorted(lesson.cases, key=lambda casus: casus.id in seen)[:1]:
                    self.casus(casus)

    # Finding back

    def search(self, query: str = "") -> None:
        """Full-text search."""
        self._app.push_screen(screens.SearchScreen(self.study, query))

    def found(self, found: Found) -> None:
        """What was found, in its place."""
        catalogue = self.study.catalogue
        match found.kind:
            case FindKind.TERM:
                self.term(catalogue.glossary[found.target])
            case FindKind.ITEM:
                self.item(catalogue.items[found.target])
            case FindKind.STEP | FindKind.NOTE:
                self.step(catalogue.lessons[found.lesson], found.target)

    def notebook(self) -> None:
        """Notes, bookmarks and actions."""
        self._app.push_screen(screens.NotebookScreen(self.study))

    # Voortgang

    def progress(self) -> None:
        """How far the learner is."""
        self._app.push_screen(screens.ProgressScreen(self.study))

    def toggle_certainty(self) -> None:
        """Ask for certainty from now on, or no longer."""
        self.preferences.certainty = not self.preferences.certainty
        self._app.tell("Ik vraag hoe zeker je bent." if self.preferences.certainty else "Ik vraag het niet meer.")

    def certificate(self) -> None:
        """Write a leerverslag."""
        self._app.push_screen(screens.CertificateDialog(self.study, self._app.desk, self._name), self._wrote)

    def _wrote(self, path: object) -> None:
        if path:
            self._app.tell(f"Het leerverslag staat in {path}.")
