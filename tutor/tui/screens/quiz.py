"""A quiz: a question, its feedback, and on to the next; at the end the results."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from tutor.content.statute import sheets
from tutor.learning.answers import Choose, Confidence, GiveUp, Opinion, Response, with_reason
from tutor.learning.grading import Outcome, Verdict
from tutor.learning.lesson import LessonSession
from tutor.learning.parts import how_far
from tutor.learning.quiz import Mode, Phase, QuizSession
from tutor.model import Catalogue, Item, Multiple, Open, Single
from tutor.service import handing_in, phrases
from tutor.service.study import Study
from tutor.service.workspace import Preferences
from tutor.tui.destinations import Go, ToPassage, ToSource
from tutor.tui.screens.asked import after, asked, hint, place_of, put_back, round_so_far, test_review, test_start
from tutor.tui.screens.dialog import CertaintyDialog, ConfirmDialog, NoteEditor
from tutor.tui.screens.outline import Rail, columns
from tutor.tui.screens.results import ResultsScreen
from tutor.tui.screens.scrolling import READ_MORE, QuestionScreen
from tutor.tui.screens.statutes import law
from tutor.tui.text import lines, plain
from tutor.tui.widgets.charts import LessonProgress, QuizProgress
from tutor.tui.widgets.forms import answer_form
from tutor.tui.widgets.frame import KeyLines, TopBar
from tutor.tui.widgets.picker import MenuList
from tutor.tui.widgets.question import AnswerSubmitted, Feedback, FirstLook, QuestionCard

_UNSAVED = "Je tekst is nog niet opgeslagen. Druk nog eens op Escape om toch te stoppen."


class QuizScreen(QuestionScreen[bool]):
    """Dismisses with True at the end, and with False when the learner leaves halfway; None leaves the lesson too."""

    DEFAULT_CSS = """
    QuizScreen .hint { margin: 0 1 1 1; padding: 0 1; border-left: thick $accent; }
    QuizScreen.-counted.-short TopBar { display: none; }
    QuizScreen .start { margin-bottom: 1; padding: 0 1; } QuizScreen .start.-last { margin-bottom: 0; }
    QuizScreen .mark { padding: 0 1; }
    QuizScreen ScrollPage > LessonText { padding: 1 2; background: $surface; }
    QuizScreen .aside { height: auto; }
    QuizScreen .aside .law { margin-top: 1; }
    QuizScreen .aside > :first-child { margin-top: 0; }
    QuizScreen .again, QuizScreen .why { margin-bottom: 1; padding: 0 2; color: $text-muted; }
    QuizScreen .again.-after { margin: 1 0 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        READ_MORE,
        Binding("enter", "proceed", "Verder"),
        Binding("r", "retry", "Opnieuw"),
        Binding("s", "source", "Bron"),
        Binding("f2", "hint", "Hint", key_display="F2"),
        Binding("f3", "reveal", "Toon het antwoord", key_display="F3"),
        Binding("0", "give_up", "Weet ik niet"),
        Binding("f3", "give_up", "Weet ik niet", key_display="F3"),
        Binding("f4", "undo", "Neem terug", key_display="F4"),
        Binding("f5", "reread", "Lees de les", key_display="F5"),
        Binding("left", "look(-1)", "Vorige", show=False),
        Binding("right", "look(1)", "Volgende"),
        Binding("f6", "overview", "Alle vragen", key_display="F6"),
        Binding("f7", "mark", "Markeer", key_display="F7"),
        Binding("escape", "leave", "Sluiten"),
    ]

    def __init__(
        self, study: Study, session: QuizSession, preferences: Preferences, place: LessonSession | None = None
    ) -> None:
        """`place`: where in a lesson this is asked."""
        super().__init__()
        self._study = study
        self._lesson_place = place
        self._preferences = preferences
        self.session = session
        self.set_class(len(session.items) > 1, "-counted")
        self._warned = ""
        """What the learner was warned about since the last change."""
        self._in_view: QuizSession | None = None
        self._begun = session.mode is not Mode.TEST or session.begun or len(session.items) == 1
        """A toets says first what it is."""
        self._opinion: Opinion | None = None
        """What the learner thinks of the stelling in view. Shown, and not kept."""

    def compose(self) -> ComposeResult:
        yield TopBar(place_of(self._study, self.session))
        if len(self.session.items) > 1:
            yield QuizProgress(len(self.session.items))
        elif self._lesson_place:
            yield LessonProgress(
                how_far(self._lesson_place, self._study.progress.pace, self._study.catalogue.lessons.values())
            )
        yield columns(self._study, self._lesson_place)
        yield KeyLines()

    async def on_mount(self) -> None:
        """Show where the learner is; a quiz without questions is over at once."""
        if not self.session.items:
            self.shell.tell(phrases.NO_QUESTIONS)
        await self._show()

    def renew(self, catalogue: Catalogue) -> None:
        """The same question as it is now."""
        items = tuple(catalogue.items.get(item.id, item) for item in self.session.items)
        if items != self.session.items and self.session.phase is Phase.ASKING:
            self._in_view = None
            self._go(replace(self.session, items=items))

    def _go(self, session: QuizSession) -> None:
        self.session = session
        self._warned = ""
        if not session.tries:
            self._opinion = None
        self.call_next(self._show)

    async def _show(self) -> None:
        session = self.session
        item = session.current
        for progress in self.query(QuizProgress):
            progress.display = item is not None and self._begun
            if item:
                progress.number, progress.total = session.place
                progress.done = progress.number - (session.phase is not Phase.FEEDBACK)
                if session.mode is Mode.TEST:
                    progress.done = len(session.items) - len(session.open) + len(session.given)
                progress.left = self._minutes_left()
        if session.phase is Phase.REVIEW:
            leave = self.action_leave
            await self.fill((*self._resumed(), *test_review(session, self._look_at, self._hand_in, leave)))
            await self._fill_rail(None)
            self._in_view = session
            return
        if item is None:
            self._finish()
            return
        if not self._begun:
            prices = self._study.progress.pace.prices(self._study.catalogue.items)
            await self.fill([test_start(session, prices, self._begin, self.action_leave)])
            return
        attempt = session.tries[-1] if session.tries else None
        trying = session.phase is Phase.ASKING or session.withholds  # what is wrong may be tried again in its place
        form = answer_form(item, session.shown_order(), final=session.mode is Mode.TEST) if trying else None
        kind = FirstLook if trying else Feedback
        response = attempt.response if attempt and attempt.response else self._opinion
        feedback = kind(item, response, attempt.verdict, self._study.catalogue.register) if attempt else None
        below = [feedback, *after(self._study, session, item, told=self._told)] if feedback else []
        with self.app.batch_update():  # page and rail in one picture
            await self.fill(
                (*self._resumed(), *asked(self._study, session, item, form, response), *below), first=feedback
            )
            await self._fill_rail(item)
        if form and attempt and attempt.response:
            form.try_again(attempt.response)
        elif form and (given := session.given_at(item)) and given.response:
            put_back(form, given.response)
        self.call_after_refresh(self._seen, session)

    async def _fill_rail(self, item: Item | None) -> None:
        """In a wide window: the law once it is told, else the outline of the lesson, or this round."""
        rail = self.query_one(Rail)
        told = item.sources if item and self._told else ()
        for outline in rail.query(MenuList):
            outline.display = not told
        counted = len(self.session.items) > 1 and not self._lesson_place
        parts: list[Widget] = [Static(round_so_far(self.session))] if counted else []
        parts += law(sheets(told, self._study.catalogue))
        rail.set_class(bool(parts or self._lesson_place), "-filled")
        await rail.fill(*parts)

    def _minutes_left(self) -> float:
        """For the questions still to come, at the learner's own pace."""
        left = self.session.order[self.session.position + (self.session.phase is Phase.FEEDBACK) :]
        left = tuple(item for item in left if not self.session.given_at(item))
        prices = self._study.progress.pace.prices(self._study.catalogue.items)
        once = self.session.mode is Mode.TEST or self.session.returning
        return sum(prices.minutes(item, right=True) for item in left) if once else prices.expected(left)

    def _seen(self, session: QuizSession) -> None:
        self._in_view = session

    def _begin(self) -> None:
        self._begun = True
        self._go(self.session)

    def _look_at(self, position: int) -> None:
        """Another question of a toets, or all of them."""
        after = self.session.look_at(position)
        if after is self.session:
            self.query_one(KeyLines).reminder = plain(f"! {handing_in.FIXED}", "$text-warning")
        else:
            self._go(after)

    def action_look(self, step: int) -> None:
        """The question before or after this one that can still be answered; behind the last one all of them."""
        after = self.session.beside(step)
        if after is not self.session:
            self._go(after)

    def action_overview(self) -> None:
        """All questions of the toets."""
        self._look_at(len(self.session.items))

    def action_mark(self) -> None:
        """Mark this question of the toets, to look at it again, or take the mark away."""
        with self.shell.stored():
            self.session = self._in_view = self._study.mark(self.session)
            for card in self.query(".mark"):
                card.display = self.session.current is not None and self.session.current.id in self.session.marked

    def _hand_in(self, sure: bool | None = None) -> None:
        """At once when all is filled in, else after a question: what is handed in cannot be taken back."""
        if sure is None and (question := handing_in.really(self.session)):
            dialog = ConfirmDialog(plain(question), yes=plain("Ja, inleveren"), no=plain("Nee, terug"))
            self.app.push_screen(dialog, lambda yes: self._hand_in(bool(yes)))
        elif sure is not False:
            with self.shell.stored():
                self._go(self._study.hand_in(self.session))

    def _resumed(self) -> Iterator[Widget]:
        """When it opens: that this is not the beginning."""
        if self._in_view is None and self.session.begun:
            yield Static(plain(phrases.RESUMED), classes="again")

    def _finish(self) -> None:
        """A single question needs no results: its feedback was just read."""
        single = len(self.session.items) == 1 and self.session.mode is Mode.PRACTICE
        if single or not self.session.attempts:
            self.dismiss(True)
        else:
            self.app.push_screen(ResultsScreen(self._study, self.session), self._done)

    def _done(self, _: object) -> None:
        self.dismiss(True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Only what can be done now. Textual asks this for every key, some 160 times for each answer."""
        session = self.session
        match action:
            case "reveal":
                return session.withholds
            case "read_more":
                return bool(self._told or self.choosing) and super().check_action(action, parameters)
            case "proceed":
                return self._told and not super().check_action("read_more", parameters)
            case "source":
                return self._told
            case "reread":
                return session.phase is Phase.FEEDBACK
            case "retry":
                return session.may_retry and not session.withholds
            case "hint":
                return session.may_hint
            case "give_up":
                return session.phase is Phase.ASKING and self._begun
            case "undo":
                return session.may_undo
            case "look" | "overview" | "mark":
                return session.mode is Mode.TEST and session.current is not None and self._begun
        return super().check_action(action, parameters)

    @property
    def _told(self) -> bool:
        """Whether the answer is in view, and nothing is left to try."""
        return self.session.phase is Phase.FEEDBACK and not self.session.withholds

    @on(AnswerSubmitted)
    def _answered(self, message: AnswerSubmitted) -> None:
        """Take an answer, unless its form belongs to a question that is behind us."""
        item = self.session.current
        if item is None or message.form is not self.form or message.form.item_id != item.id:
            return
        with self.shell.stored():
            if self.session.withholds:  # answering once more is trying again
                self.session = self._in_view = self._study.retry(self.session)
            self._ask_why(item, message.response)

    def _ask_why(self, item: Item, response: Response) -> None:
        """The first time ask why, of an item that wants to know; what is written is kept with the answer."""
        if not (isinstance(item, Single | Multiple) and item.reasoned and isinstance(response, Choose)):
            self._take(item, response)
        elif not self.session.tries:
            given = self.session.given_at(item)
            before = given.response.reason if given and isinstance(given.response, Choose) else ""
            title = lines(phrases.WHY, (phrases.WHY_KEPT, "$text-muted not bold"))
            editor = NoteEditor(f"reden {item.id}", title, before, placeholder=phrases.WHY)
            self.app.push_screen(editor, partial(self._reasoned, item, response))
        else:
            first = self.session.tries[0].response
            self._take(item, with_reason(response, first.reason if isinstance(first, Choose) else ""))

    def _reasoned(self, item: Item, response: Choose, reason: str | None) -> None:
        if item is self.session.current and reason is not None:
            self._take(item, with_reason(response, reason))

    def _take(self, item: Item, response: Response) -> None:
        """Ask how sure the learner is, if that is wanted, and take the answer."""
        if not self._preferences.certainty or not item.scored or isinstance(item, Open):
            self._answer(response)
            return
        session, verdict = self.session.answer(response, None, self._study.now())
        if verdict.outcome is Outcome.UNCLEAR:
            self._clarify(session, verdict)
        else:
            self.app.push_screen(CertaintyDialog(), partial(self._weighed, response))

    def _weighed(self, response: Response, confidence: Confidence | None) -> None:
        if confidence:
            self._answer(response, confidence)

    def _answer(self, response: Response, confidence: Confidence | None = None) -> None:
        """Grade and store; ask again what is not clear."""
        if self.session.phase is not Phase.ASKING:
            return
        with self.shell.stored():
            session, verdict = self._study.answer(self.session, response, confidence)
            if verdict.outcome is Outcome.UNCLEAR:
                self._clarify(session, verdict)
            else:
                self._opinion = response if isinstance(response, Opinion) else None
                self._go(session)

    def _clarify(self, session: QuizSession, verdict: Verdict) -> None:
        """Ask again in the form that is there; the session remembers what was asked."""
        self.session = self._in_view = session
        if self.form:
            self.form.clarify(verdict)

    def action_reveal(self) -> None:
        """Show the answer instead of trying again."""
        self._go(self.session.reveal())

    def action_proceed(self) -> None:
        """On to the next question, once the learner sees what there is to read."""
        if self._in_view is self.session:
            with self.shell.stored():
                self._go(self._study.proceed(self.session))

    def action_retry(self) -> None:
        """The same question once more."""
        with self.shell.stored():
            self._go(self._study.retry(self.session))

    def action_undo(self) -> None:
        """Take the last answer back."""
        with self.shell.stored():
            self._go(self._study.undo(self.session))

    def action_hint(self) -> None:
        """Show the hint, and leave what was chosen or typed as it is."""
        with self.shell.stored():
            self.session = self._study.hint(self.session)
            if self.session.hint and self.form:
                self.form.nudge("")
                self.query_one(QuestionCard).mount(hint(self.session), before=self.form)
            self.refresh_bindings()

    def action_give_up(self) -> None:
        """Say that you do not know."""
        self._answer(GiveUp())

    def action_reread(self) -> None:
        """Show the step that teaches this."""
        if self.session.current:
            self.post_message(Go(ToPassage(self.session.current.id)))

    def action_source(self) -> None:
        """Show what the answer rests on."""
        if self.session.current:
            self.post_message(Go(ToSource(self.session.current.id)))

    def action_leave(self) -> None:
        """Leave and keep the place; text that was written is not thrown away without a word.

        From what is told about an answer it is the lesson that is left, not only the question.
        """
        if not (self.form and self.form.unsaved) or self._sure("leave", _UNSAVED):
            self.dismiss(None if self._told and self._lesson_place else False)

    def _sure(self, what: str, warning: str) -> bool:
        """Whether the learner was warned of this already; warns otherwise."""
        if self._warned == what:
            return True
        self._warned = what
        if self.form:
            self.form.nudge(warning)
        return False
