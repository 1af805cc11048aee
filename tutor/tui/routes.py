"""From a destination to the screen that shows it.

Each screen is imported in its case, so that it is loaded when it first opens: the app starts in half the time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from textual.content import Content
from textual.screen import Screen

from tutor.learning.events import ActionResult, ProfileRole
from tutor.learning.lesson import PageKind
from tutor.learning.overview import comes_back, mistakes
from tutor.learning.plan import make_plan
from tutor.learning.route import OFFICES, Role, called
from tutor.model import Casus, Lesson
from tutor.service import phrases
from tutor.service.study import MISTAKES, MORE, Study
from tutor.service.workspace import Preferences, Workspace
from tutor.tui import destinations as to
from tutor.tui.destinations import Destination, Go
from tutor.tui.shell import Shell
from tutor.tui.text import lines, plain

if TYPE_CHECKING:
    from tutor.learning.lesson import LessonSession
    from tutor.learning.notebook import Action
    from tutor.learning.quiz import QuizSession
    from tutor.learning.review_queue import Choice
    from tutor.learning.scan import Scan

Round = TypeVar("Round", "QuizSession", "Scan")

Then = Callable[[Any], None]
"""What to do with what a screen dismisses with."""

_MINUTES = (15, 30, 60, 90)
_SCAN = (
    "Hooguit vijftien vragen laten zien welke lessen je kunt overslaan. Je krijgt geen cijfer. "
    "Weet je iets niet, zeg dat dan: raden helpt je niet."
)
_SCAN_ROLE = "Zelfscan: wat ben je?"
_ROLE_WHY = "Dan kies ik de lessen die bij je passen. Liever niet zeggen? Druk op Esc."
_HALFWAY = "Hier was je aan begonnen."
_GO_ON = "Ga je verder waar je was, of begin je opnieuw? Wat je al goed had, blijft meetellen voor het herhalen."


class Routes:
    """The ways through the study that is open."""

    def __init__(self, shell: Shell, workspace: Workspace, study: Study, preferences: Preferences, name: str) -> None:
        self._shell = shell
        self._workspace = workspace
        self._name = name
        self.study = study
        self.preferences = preferences

    def go(self, destination: Destination) -> None:
        """Go somewhere without a screen that asks for it."""
        self.follow(Go(destination))

    def follow(self, go: Go) -> None:
        """Open what a screen asks for."""
        if go.leaving:
            self._shell.pop_screen()
        study, catalogue = self.study, self.study.catalogue

        def push(screen: Screen[Any]) -> None:
            self._shell.push_screen(screen, go.then)

        match go.destination:
            case to.ToHome():
                self._shell.keep_drafts()
                while len(self._shell.screen_stack) > 2:
                    self._shell.pop_screen()
            case to.ToModule(module):
                from tutor.tui.screens.lessons import ModuleScreen

                push(ModuleScreen(study, next(one for one in catalogue.modules if one.head.id == module)))
            case to.ToLesson(lesson) | to.ToStep(lesson=lesson) if lesson in catalogue.lessons:
                from tutor.tui.screens.lesson import lesson_screen

                push(lesson_screen(study, study.open_lesson(lesson), go.destination))
            case to.ToPage(session) if session.page.kind is PageKind.QUIZ:
                anew = partial(study.lesson_quiz, session.lesson, anew=True)
                quiz = partial(self._quiz, place=session)
                self._resume(study.lesson_quiz(session.lesson), anew, quiz, go.then)
            case to.ToPage(session):
                push(self._page(session))
            case to.ToLessonDone(lesson):
                from tutor.tui.screens.lesson import LessonDoneScreen

                push(LessonDoneScreen(study, catalogue.lessons[lesson]))
            case to.ToQuiz(lesson, mode):
                with self._shell.stored():
                    if study.catch_up():
                        self._shell.tell(phrases.ELSEWHERE)
                    about = catalogue.lessons[lesson]
                    anew = partial(study.quiz, about, mode, anew=True)
                    self._resume(study.quiz(about, mode), anew, self._quiz, go.then)
            case to.ToMistakes(items, more):
                if items := items or mistakes(study.progress, catalogue, study.now()):
                    push(self._quiz(study.ask(items, MORE if more else MISTAKES)))
                else:
                    self._shell.tell(phrases.NO_MISTAKES)
            case to.ToPlan(after):
                plan = make_plan(study.progress, catalogue)
                why_not = phrases.NOTHING_NEXT if plan.now else phrases.ALL_DONE
                stop = plan.next if after else plan.now
                self.go(to.going_on(stop)) if stop else self._shell.tell(why_not)
            case to.ToCasus(casus):
                push(self._casus(catalogue.cases[casus]))
            case to.ToCasusOf(lesson):
                cases = sorted(catalogue.lessons[lesson].cases, key=lambda casus: casus.id in study.progress.endings)
                if cases:
                    push(self._casus(cases[0]))
                else:
                    self._shell.tell("Bij deze les hoort geen casus.")
            case to.ToItem(item):
                from tutor.tui.screens.results import ItemDialog

                push(ItemDialog(study, catalogue.items[item]))
            case to.ToResults(lesson) if done := study.last_round(catalogue.lessons[lesson]):
                from tutor.tui.screens.results import ResultsScreen

                push(ResultsScreen(study, done))
            case to.ToPassage(item):
                from tutor.tui.screens.dialog import PassageDialog

                if step := catalogue.lesson_of[item].step(catalogue.items[item].step):
                    push(PassageDialog(step))
            case to.ToSource(item):
                from tutor.tui.screens.statutes import SourceDialog

                push(SourceDialog(study, catalogue.items[item]))
            case to.ToArticle(reference):
                from tutor.tui.screens.statutes import ArticleDialog

                push(ArticleDialog(study, reference))
            case to.ToStatutes(law):
                from tutor.tui.screens.statutes import StatutesScreen

                push(StatutesScreen(study, law))
            case to.ToTerm(term) if term in catalogue.glossary:
                from tutor.tui.screens.statutes import term_dialog

                push(term_dialog(study, catalogue.glossary[term]))
            case to.ToReview():
                self._check_in(study.progress.notebook.to_check(study.now()))
            case to.ToSession(minutes):
                self._ask_session(minutes)
            case to.ToAction(lesson):
                self._ask_action(catalogue.lessons[lesson], go.then)
            case to.ToRole():
                self._ask_role("Wat ben je?", _ROLE_WHY, self._tell_role)
            case to.ToMinutes():
                self._ask_minutes(go.then)
            case to.ToRoute() if study.progress.scans:
                from tutor.tui.screens.lessons import RouteScreen

                push(RouteScreen(study, self.preferences))
            case to.ToScan() | to.ToRoute():
                self._scan()
            case to.ToProgramme(programme):
                from tutor.tui.screens.lessons import ProgrammeScreen, ProgrammesScreen

                chosen = next((one for one in catalogue.programmes if one.id == programme), None)
                push(ProgrammeScreen(study, chosen) if chosen else ProgrammesScreen(study))
            case to.ToSearch():
                from tutor.tui.screens.search import SearchScreen

                push(SearchScreen(study))
            case to.ToTool(tool):
                from tutor.tui.screens.tools import tool_screen

                push(tool_screen(study, self._workspace, tool))
            case to.ToPeople():
                from tutor.tui.screens.search import PeopleScreen

                push(PeopleScreen(study))
            case to.ToNotebook():
                from tutor.tui.screens.notebook import NotebookScreen

                push(NotebookScreen(study))
            case to.ToProgress():
                from tutor.tui.screens.progress import ProgressScreen

                push(ProgressScreen(study, self.preferences))
            case to.ToCertificate():
                from tutor.tui.screens.progress import CertificateDialog

                dialog, tell = CertificateDialog(study, self._workspace, self._name), self._shell.tell
                self._shell.push_screen(dialog, lambda path: path and tell(f"Het leerverslag staat in {path}."))
            case _:
                self._shell.tell(f"‘{go.label}’ staat niet in de woordenlijst.")

    def _page(self, session: LessonSession) -> Screen[Any]:
        """The screen for a page of a lesson that asks something."""
        study, page = self.study, session.page
        match page.kind:
            case PageKind.GUESS:
                from tutor.tui.screens.unjudged import GuessScreen

                return GuessScreen(study, study.catalogue.items[page.subject], session)
            case PageKind.CHECK:
                return self._quiz(study.check(session.lesson, page), session)
        return self._casus(study.catalogue.cases[page.subject], in_lesson=True)

    def _resume(
        self, left: Round, anew: Callable[[], Round | None], screen: Callable[[Round], Screen[bool]], then: Then | None
    ) -> None:
        """Open a quiz or zelfscan; what was left on another day only if the learner wants to go on with that.

        `anew`: gives it from its start, or None when it sees to that itself.
        """
        day = self.study.left_on(left)
        if day is None:
            self._shell.push_screen(screen(left), then)
            return

        def chosen(index: int) -> None:
            if (wanted := anew() if index else left) is not None:
                self._shell.push_screen(screen(wanted), then)

        self._choose(_HALFWAY, _GO_ON, [plain(phrases.go_on(day)), plain(phrases.ANEW)], chosen, otherwise=then)

    def _choose(
        self, title: str, why: str, answers: Sequence[Content], then: Then, at: int = 0, otherwise: Then | None = None
    ) -> None:
        """Ask something. `at`: the answer to begin with; `otherwise`: gets False when none is chosen."""
        from tutor.tui.screens.dialog import ChoiceDialog

        def chosen(index: int | None) -> None:
            if index is not None:
                then(index)
            elif otherwise:
                otherwise(False)

        self._shell.push_screen(ChoiceDialog(plain(title), plain(why), answers, highlighted=at), chosen)

    def _quiz(self, session: QuizSession, place: LessonSession | None = None) -> Screen[bool]:
        from tutor.tui.screens.quiz import QuizScreen

        return QuizScreen(self.study, session, self.preferences, place)

    def _casus(self, casus: Casus, *, in_lesson: bool = False) -> Screen[bool]:
        from tutor.tui.screens.casus import CasusScreen

        return CasusScreen(self.study, self.study.open_casus(casus), in_lesson=in_lesson)

    # Herhalen

    def _check_in(self, actions: Sequence[Action]) -> None:
        """First what became of actions of a month ago, one after another; then the questions that come back."""
        if actions:

            def then(_: object) -> None:
                self._check_in(actions[1:])

            lesson = self.study.catalogue.lessons.get(actions[0].lesson)
            if lesson:
                self._ask_action(lesson, then)
            else:
                then(None)
        elif session := self.study.review():
            self._shell.push_screen(self._quiz(session))
        else:
            self._shell.tell(phrases.NOTHING_DUE)

    def _ask_action(self, lesson: Lesson, then: Then | None) -> None:
        """Ask what became of the "morgen doen" of a lesson, and go on."""
        from tutor.tui.screens.dialog import action_dialog

        def answered(index: int | None) -> None:
            if index is not None:
                with self._shell.stored():
                    self.study.report_action(lesson.head.id, list(ActionResult)[index])
            if then:
                then(index)

        self._shell.push_screen(action_dialog(lesson), answered)

    # A session

    def _ask_session(self, minutes: int) -> None:
        """How many minutes are there, if that was not said, and what fits in them?"""
        from tutor.learning.review_queue import blocks

        sessions = [self.study.session(length) for length in ([minutes] if minutes else phrases.SESSIONS)]
        if not any(sessions):
            self._shell.tell(phrases.SESSION_EMPTY)
            return
        if minutes:
            self._take(blocks(sessions[0]))
            return

        progress, catalogue = self.study.progress, self.study.catalogue
        wrong = mistakes(progress, catalogue, self.study.now(), most=None)
        answers = [
            lines(
                (phrases.minutes(length), "bold"), *(f"– {told}" for told in phrases.outline(found, catalogue, wrong))
            )
            for length, found in zip(phrases.SESSIONS, sessions, strict=True)
        ]
        self._choose("Hoeveel tijd heb je?", "", answers, lambda at: self._take(blocks(sessions[at])), 1)

    def _take(self, left: Sequence[Sequence[Choice]]) -> None:
        """Do one thing after another; who leaves halfway leaves the session, and all places are kept."""
        if not left:
            progress, now = self.study.progress, self.study.now()
            self._shell.tell(phrases.session_done(comes_back(progress, self.study.catalogue, now)))
            return
        from tutor.learning.review_queue import CasusAgain, TakePart
        from tutor.learning.worth import Pick

        def then(done: object) -> None:
            if done:
                self._take(left[1:])

        match left[0][0]:
            case TakePart() as taken:
                from tutor.tui.screens.lesson import LessonScreen

                opened = self.study.open_lesson(taken.part.lesson)
                self._shell.push_screen(LessonScreen(self.study, opened, until=taken.pages[-1].id), then)
            case CasusAgain(casus=casus):
                from tutor.tui.screens.casus import CasusScreen

                walk = self.study.casus_again(self.study.catalogue.cases[casus])
                self._shell.push_screen(CasusScreen(self.study, walk), then)
            case _:
                picks = [pick for pick in left[0] if isinstance(pick, Pick)]
                self._shell.push_screen(self._quiz(self.study.ask(pick.item for pick in picks)), then)

    # Zelfscan

    def _scan(self) -> None:
        """The zelfscan that is running, or a new one for a role."""
        scan = self.study.scan(role) if (role := self.study.progress.scanning_as) else None
        if scan and scan.asked:
            self._resume(scan, self._new_scan, self._scan_screen, self._scanned)
        else:
            self._new_scan()

    def _new_scan(self) -> None:
        """A zelfscan for the role that was told, or for another one."""
        role = self.study.progress.told_role

        def chosen(index: int) -> None:
            self._ask(role) if role and not index else self._ask_role(_SCAN_ROLE, _SCAN, self._ask)

        if role:
            self._choose(f"Zelfscan als {called(role)}", _SCAN, [plain("Begin"), plain("Ik ben iets anders")], chosen)
        else:
            chosen(1)

    def _ask_role(self, title: str, why: str, then: Callable[[Role], None]) -> None:
        roles, now = list(Role), self.study.progress.told_role or Role.COUNCILLOR
        answers = [plain(OFFICES.get(role, role.capitalize())) for role in roles]
        self._choose(title, why, answers, lambda at: then(roles[at]), roles.index(now))

    def _tell_role(self, role: Role) -> None:
        with self._shell.stored():
            self.study.tell(ProfileRole(role=role))
            self._ask_minutes(lambda _: self.go(to.ToHome()))

    def _ask_minutes(self, then: Then | None) -> None:
        """How much time there is per week; `then` is called once it is known."""

        def chosen(index: int) -> None:
            with self._shell.stored():
                self.preferences.set_minutes(_MINUTES[index])
            if then:
                then(index)

        answers = [plain(f"{minutes} minuten") for minutes in _MINUTES]
        now = _MINUTES.index(self.preferences.minutes) if self.preferences.minutes in _MINUTES else 1
        self._choose("Hoeveel tijd heb je per week?", "", answers, chosen, at=now)

    def _ask(self, role: Role) -> None:
        scan = self.study.scan(role, anew=True)
        if scan.current:
            self._shell.push_screen(self._scan_screen(scan), self._scanned)
        else:
            self._shell.tell("Voor deze rol zijn er nog geen vragen.")

    def _scan_screen(self, scan: Scan) -> Screen[bool]:
        from tutor.tui.screens.unjudged import ScanScreen

        return ScanScreen(self.study, scan)

    def _scanned(self, finished: bool | None) -> None:
        if finished:
            self.go(to.ToRoute())
