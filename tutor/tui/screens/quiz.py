"""A quiz: a question, its feedback, and on to the next; at the end the results."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor.learning.answers import Confidence, GiveUp, Opinion, Response
from tutor.learning.days import study_day
from tutor.learning.grading import Outcome, Verdict
from tutor.learning.lesson import LessonSession, PageKind
from tutor.learning.parts import how_far
from tutor.learning.quiz import Mode, Phase, QuizSession
from tutor.model import Catalogue, Dilemma, Item, Multiple, Open, Single, Statement
from tutor.service import phrases
from tutor.service.study import MISTAKES, QUIZ, REVIEW, Study
from tutor.tui.destinations import Go, ToPassage, ToSource
from tutor.tui.preferences import Preferences
from tutor.tui.screens.dialog import CertaintyDialog
from tutor.tui.screens.outline import columns
from tutor.tui.screens.results import ResultsScreen
from tutor.tui.screens.scrolling import READ_MORE, QuestionScreen
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets.answering import AnswerForm, AnswerSubmitted
from tutor.tui.widgets.forms import answer_form
from tutor.tui.widgets.frame import KeyLines, TopBar
from tutor.tui.widgets.picker import MenuList, menu
from tutor.tui.widgets.progress import LessonProgress, QuizProgress
from tutor.tui.widgets.question import AnsweredOptions, Feedback, FirstLook, QuestionCard, Stem
from tutor.tui.widgets.row import Row

_UNSAVED = "Je tekst is nog niet opgeslagen. Druk nog eens op Escape om toch te stoppen."
_FINAL = "Bij een toets kun je dit niet terugnemen. Weet je het echt niet? Druk dan nog eens."
_WORDS = {Mode.PRACTICE: "Oefenen", Mode.TEST: "Toets"}
_AGAIN = "Nog een keer. Voor je score telt je eerste antwoord."


class QuizScreen(QuestionScreen[bool]):
    """Dismisses with True at the end, and with False when the learner leaves halfway; the place is kept."""

    DEFAULT_CSS = """
    QuizScreen .hint { margin: 0 1 1 1; padding: 0 1; border-left: thick $accent; }
    QuizScreen.-counted.-short TopBar { display: none; }
    QuizScreen .start { margin-bottom: 1; padding: 0 1; }
    QuizScreen .again, QuizScreen .why { margin-bottom: 1; padding: 0 2; color: $text-muted; }
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
        Binding("f5", "reread", "Lees terug", key_display="F5"),
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
        self._begun = session.mode is not Mode.TEST or bool(session.attempts) or len(session.items) == 1
        """A toets says first what it is."""
        self._opinion: Opinion | None = None
        """What the learner thinks of the stelling in view. Shown, and not kept."""

    def compose(self) -> ComposeResult:
        yield TopBar(_place(self._study, self.session))
        if len(self.session.items) > 1:
            yield QuizProgress(len(self.session.items))
        elif self._lesson_place:
            yield LessonProgress(
                self._lesson_place,
                how_far(self._lesson_place, self._study.progress.pace, self._study.catalogue.lessons.values()),
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
            if item:
                progress.number, progress.total = session.place
                progress.done = progress.number - (session.phase is not Phase.FEEDBACK)
                progress.left = self._minutes_left()
        if item is None:
            self._finish()
            return
        if not self._begun:
            await self.fill(self._start())
            return
        attempt = session.tries[-1] if session.tries else None
        trying = session.phase is Phase.ASKING or session.withholds  # what is wrong may be tried again in its place
        form = answer_form(item, session.shown_order(), final=session.mode is Mode.TEST) if trying else None
        kind = FirstLook if trying else Feedback
        response = attempt.response if attempt and attempt.response else self._opinion
        feedback = kind(item, response, attempt.verdict, self._study.catalogue.register) if attempt else None
        below = [feedback, *map(_aside, self._after(item))] if feedback else []
        await self.fill(
            (*self._resumed(), *_question(self._study, session, item, form, response), *below), first=feedback
        )
        if form and attempt and attempt.response:
            form.try_again(attempt.response)
        self.call_after_refresh(self._seen, session)

    def _minutes_left(self) -> float:
        """For the questions still to come, at the learner's own pace; half of them right."""
        left = self.session.order[self.session.position + (self.session.phase is Phase.FEEDBACK) :]
        pace = self._study.progress.pace
        return sum(pace.minutes(item, right=True) + pace.minutes(item, right=False) for item in left) / 2

    def _seen(self, session: QuizSession) -> None:
        self._in_view = session

    def _start(self) -> Iterator[Widget]:
        """What a toets is, before it begins."""
        yield QuestionCard(
            Static(plain(_WORDS[Mode.TEST], "bold $text-primary"), classes="start"),
            Static(lines(*phrases.test_about(self.session, self._study.progress.pace)), classes="start"),
            MenuList(menu([(plain("Begin"), self._begin), (plain("Nog niet"), self.action_leave)]), highlighted=0),
        )

    def _begin(self) -> None:
        self._begun = True
        self._go(self.session)

    def _after(self, item: Item) -> Iterator[str]:
        """What there is to say below the feedback: what was guessed before, and when the question is asked again."""
        session = self.session
        if self._told and session.purpose == QUIZ and (guess := self._study.progress.guessed(item)):
            yield phrases.guessed(item, guess, right=session.tries[-1].verdict.right)
        if session.comes_back(item) and not session.returning:
            yield phrases.COMES_BACK
        elif self._told and (day := self._study.progress.returns(item)):
            yield phrases.returns(day, study_day(self._study.now()))

    def _resumed(self) -> Iterator[Widget]:
        """When it opens: that this is not the beginning."""
        if self._in_view is None and self.session.attempts:
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
                return self._told and super().check_action(action, parameters)
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
            self._take(item, message.response)

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
                self.query_one(QuestionCard).mount(_hint(self.session), before=self.form)
            self.refresh_bindings()

    def action_give_up(self) -> None:
        """Say that you do not know. Where that is final, a single key does not do it."""
        if self.session.mode is not Mode.TEST or self._sure("give_up", _FINAL):
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
        """Leave and keep the place; text that was written is not thrown away without a word."""
        if not (self.form and self.form.unsaved) or self._sure("leave", _UNSAVED):
            self.dismiss(False)

    def _sure(self, what: str, warning: str) -> bool:
        """Whether the learner was warned of this already; warns otherwise."""
        if self._warned == what:
            return True
        self._warned = what
        if self.form:
            self.form.nudge(warning)
        return False


def _place(study: Study, session: QuizSession) -> Content:
    """What kind of quiz this is, and about what."""
    lesson = study.catalogue.lessons.get(session.subject)
    if session.purpose == MISTAKES:
        return plain(phrases.MISTAKES_AGAIN)
    if session.subject == REVIEW or lesson is None:
        return plain(REVIEW.capitalize())
    kind = _WORDS[session.mode] if len(session.items) > 1 else phrases.PAGE[PageKind.CHECK]
    return line((f"{kind} › ", "$text-muted"), lesson.head.title)


def _aside(text: str) -> Static:
    return Static(plain(text), classes="again")


def _question(
    study: Study, session: QuizSession, item: Item, form: AnswerForm | None, response: Response | None
) -> Iterator[Widget]:
    """Why it is put now, whether it is old, the question, and the way to answer or what was answered."""
    if session.returning:
        yield _aside(phrases.CAME_BACK)
    elif session.purpose == REVIEW:
        yield Static(line(("Waarom nu? ", "bold $text-accent"), study.why_now(session)), classes="why")
    if session.set_aside:
        yield _aside(_AGAIN)
    parts: list[Widget] = [Stem(item, dated=not study.is_current(item))]
    if session.hint:
        parts.append(_hint(session))
    if form:
        parts.append(form)
    elif isinstance(item, Single | Multiple | Statement | Dilemma):
        order = session.shown_order() or (0, 1)
        parts.append(AnsweredOptions(item, order, response, told=item.scored))
    yield QuestionCard(*parts)


def _hint(session: QuizSession) -> Row:
    """The hint that the learner asked for."""
    return Row(plain("Hint  ", "bold $text-accent"), plain(session.hint), classes="hint")
