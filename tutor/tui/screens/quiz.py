"""A quiz: a question, its feedback, and on to the next; at the end the results."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor import phrases
from tutor.learning.grading import Outcome, Verdict
from tutor.learning.lesson import PageKind
from tutor.learning.quiz import Mode, Phase, QuizSession
from tutor.learning.response import GiveUp, Response
from tutor.model import Item
from tutor.study import Study
from tutor.tui.screens.asking import AskingScreen, Page
from tutor.tui.screens.passage import PassageDialog
from tutor.tui.screens.results import ResultsScreen
from tutor.tui.text import line, plain
from tutor.tui.widgets.feedback import Feedback
from tutor.tui.widgets.frame import TopBar
from tutor.tui.widgets.keys import KeyLines
from tutor.tui.widgets.question import Answered, AnswerForm, Stem, answer_form
from tutor.tui.widgets.quiz_progress import QuizProgress
from tutor.tui.widgets.row import Row

_WORDS = {Mode.PRACTICE: "Oefenen", Mode.TEST: "Toets"}
_AGAIN = "Nog een keer. Voor je score telt je eerste antwoord."
_UNSAVED = "Je tekst is nog niet opgeslagen. Druk nog eens op Escape om toch te stoppen."
_FINAL = "Bij een toets kun je dit niet terugnemen. Weet je het echt niet? Druk dan nog eens."
_EMPTY = "Deze les heeft hiervoor geen vragen."


class QuizScreen(AskingScreen[bool]):
    """Dismisses with True at the end, and with False when the learner leaves halfway; the place is kept."""

    DEFAULT_CSS = """
    QuizScreen .hint { margin: 0 1 1 1; padding: 0 1; border-left: thick $accent; }
    QuizScreen.-counted.-short TopBar { display: none; }
    QuizScreen .again { margin: 0 1 1 1; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "proceed", "Verder"),
        Binding("r", "retry", "Opnieuw"),
        Binding("l", "reread", "Lees terug"),
        Binding("h", "hint", "Hint"),
        Binding("f2", "hint", "Hint", key_display="F2"),
        Binding("w", "give_up", "Weet ik niet"),
        Binding("f3", "give_up", "Weet ik niet", key_display="F3"),
        Binding("z", "undo", "Neem terug"),
        Binding("f4", "undo", "Neem terug", key_display="F4"),
        Binding("escape", "leave", "Sluiten"),
    ]

    def __init__(self, study: Study, session: QuizSession) -> None:
        super().__init__()
        self._study = study
        self.session = session
        self.set_class(len(session.items) > 1, "-counted")
        self._warned = ""
        """What the learner was warned about since the last change."""

    def compose(self) -> ComposeResult:
        """Where you are, how far you are, the page, and the keys."""
        yield TopBar(self._place())
        if len(self.session.items) > 1:
            yield QuizProgress(len(self.session.items))
        yield Page()
        yield KeyLines()

    def _place(self) -> Content:
        lesson = self._study.catalogue.lessons.get(self.session.subject)
        kind = _WORDS[self.session.mode] if len(self.session.items) > 1 else phrases.PAGE[PageKind.CHECK]
        return line((f"{kind} › ", "$text-muted"), lesson.head.title if lesson else "")

    async def on_mount(self) -> None:
        """Show where the learner is; a quiz without questions is over at once."""
        if not self.session.items:
            self.tutor.tell(_EMPTY)
        await self._show()

    def _go(self, session: QuizSession) -> None:
        self.session = session
        self._warned = ""
        self.call_next(self._show)

    async def _show(self) -> None:
        session = self.session
        item = session.current
        for progress in self.query(QuizProgress):
            progress.number = min(session.position + 1, len(session.items))
            progress.done = session.position + (session.phase is Phase.FEEDBACK)
        if item is None:
            self._finish()
        elif session.phase is Phase.ASKING:
            await self.fill(self._question(item))
        else:
            attempt = session.tries[-1]
            feedback = Feedback(item, attempt.response, attempt.verdict, self._study.catalogue.register)
            await self.fill((Stem(item), feedback), first=feedback)

    def _question(self, item: Item) -> Iterator[Widget]:
        if self.session.tries:
            yield Static(plain(_AGAIN), classes="again")
        yield Stem(item)
        if self.session.hint:
            yield self._hint()
        yield answer_form(item, self.session.shown_order(), final=self.session.mode is Mode.TEST)

    def _hint(self) -> Row:
        return Row(plain("Hint  ", "bold $text-accent"), plain(self.session.hint), classes="hint")

    def _finish(self) -> None:
        """A single question needs no results: its feedback was just read."""
        single = len(self.session.items) == 1 and self.session.mode is Mode.PRACTICE
        if single or not self.session.attempts:
            self.dismiss(True)
        else:
            self.app.push_screen(ResultsScreen(self._study, self.session), self._done)

    def _done(self, _: object) -> None:
        self.dismiss(True)

    @property
    def _form(self) -> AnswerForm | None:
        return self.query(AnswerForm).first() if self.query(AnswerForm) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Only what can be done now."""
        session = self.session
        match action:
            case "proceed" | "reread":
                return session.phase is Phase.FEEDBACK
            case "give_up":
                return session.phase is Phase.ASKING
            case "retry":
                return session.may_retry
            case "hint":
                return session.may_hint
            case "undo":
                return session.may_undo
        return super().check_action(action, parameters)

    @on(Answered)
    def _answered(self, message: Answered) -> None:
        """Grade and store, unless this form belongs to a question that is behind us."""
        item = self.session.current
        if item is not None and message.form is self._form and message.form.item_id == item.id:
            self._answer(message.response)

    def _answer(self, response: Response) -> None:
        if self.session.phase is Phase.ASKING:
            self.keep(lambda: self._study.answer(self.session, response), self._graded)

    def _graded(self, graded: tuple[QuizSession, Verdict]) -> None:
        session, verdict = graded
        if verdict.outcome is Outcome.UNCLEAR and self._form:
            self._form.clarify(verdict)
        else:
            self._go(session)

    def action_proceed(self) -> None:
        """On to the next question."""
        self.keep(lambda: self._study.proceed(self.session), self._go)

    def action_retry(self) -> None:
        """The same question once more."""
        self.keep(lambda: self._study.retry(self.session), self._go)

    def action_undo(self) -> None:
        """Take the last answer back."""
        self.keep(lambda: self._study.undo(self.session), self._go)

    def action_hint(self) -> None:
        """Show the hint, and leave what was chosen or typed as it is."""
        self.keep(lambda: self._study.hint(self.session), self._hinted)

    def _hinted(self, session: QuizSession) -> None:
        self.session = session
        if session.hint and self._form:
            self.page.mount(self._hint(), before=self._form)
        self.refresh_bindings()

    def action_give_up(self) -> None:
        """Say that you do not know. Where that is final, a single key does not do it."""
        if self.session.mode is not Mode.TEST or self._sure("give_up", _FINAL):
            self._answer(GiveUp())

    def action_reread(self) -> None:
        """Show the step that teaches this."""
        item = self.session.current
        step = self._study.catalogue.lesson_of[item.id].step(item.step) if item else None
        if step:
            self.app.push_screen(PassageDialog(step))

    def action_leave(self) -> None:
        """Leave and keep the place; text that was written is not thrown away without a word."""
        if not (self._form and self._form.unsaved) or self._sure("leave", _UNSAVED):
            self.dismiss(False)

    def _sure(self, what: str, warning: str) -> bool:
        """Whether the learner was warned of this already; warns otherwise."""
        if self._warned == what:
            return True
        self._warned = what
        if self._form:
            self._form.nudge(warning)
        return False
