"""Questions without a word on how they went: a guess before learning, and the zelfscan until its end."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from tutor.learning.answers import Confidence, GiveUp, Response, said, shown_order
from tutor.learning.grading import Outcome
from tutor.learning.lesson import LessonSession, PageKind, gradable_items
from tutor.learning.parts import how_far
from tutor.learning.route import called
from tutor.learning.scan import QUESTIONS, Scan
from tutor.model import Dilemma, Item, Multiple, Single, Statement
from tutor.service import phrases
from tutor.service.study import Study
from tutor.tui.screens.dialog import CertaintyDialog
from tutor.tui.screens.outline import columns
from tutor.tui.screens.scrolling import READ_MORE, QuestionScreen
from tutor.tui.text import line, plain
from tutor.tui.widgets.charts import LessonProgress, QuizProgress
from tutor.tui.widgets.forms import answer_form
from tutor.tui.widgets.frame import KeyLines, TopBar
from tutor.tui.widgets.question import AnsweredOptions, AnswerSubmitted, QuestionCard, Stem

_NOTED = "• Genoteerd."
_LATER = "Aan het eind krijg je deze vraag opnieuw. Dan weet je ook het antwoord."
_SEED = 0


class GuessScreen(QuestionScreen[bool | None]):
    """Dismisses with True to go on, with False when the learner leaves, and with None after the guess was kept."""

    DEFAULT_CSS = """
    GuessScreen .lead { color: $text-accent; margin-bottom: 1; padding: 0 2; }
    GuessScreen .noted { padding: 0 1; border-left: thick $accent; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        READ_MORE,
        Binding("enter", "proceed", "Verder"),
        Binding("0", "give_up", "Weet ik niet"),
        Binding("f3", "give_up", "Weet ik niet", key_display="F3"),
        Binding("escape", "leave", "Sluiten"),
    ]

    def __init__(self, study: Study, item: Item, place: LessonSession | None = None) -> None:
        """`place`: where in a lesson this is asked."""
        super().__init__()
        self._place = place
        self._study = study
        self._item = item
        self._noted: Response | None = None
        """The guess, once it is kept."""

    def compose(self) -> ComposeResult:
        lesson = self._study.catalogue.lesson_of[self._item.id]
        yield TopBar(line(("Raad eens › ", "$text-muted"), lesson.head.title))
        if self._place:
            yield LessonProgress(
                how_far(self._place, self._study.progress.pace, self._study.catalogue.lessons.values())
            )
        yield columns(self._study, self._place)
        yield KeyLines()

    async def on_mount(self) -> None:
        form = answer_form(self._item, shown_order(self._item, _SEED))
        await self.fill((self._lead(), QuestionCard(self._stem(), form)))

    def _lead(self) -> Static:
        guesses = self._study.catalogue.lesson_of[self._item.id].head.prequestions
        place = f"Vraag {guesses.index(self._item.id) + 1} van {len(guesses)}. " if self._item.id in guesses else ""
        return Static(plain(place + phrases.PAGE[PageKind.GUESS]), classes="lead")

    def _stem(self) -> Stem:
        return Stem(self._item, self._study.caveats(self._item))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """First guess, then go on."""
        match action:
            case "read_more":
                return bool(self._noted is not None or self.choosing) and super().check_action(action, parameters)
            case "proceed":
                return self._noted is not None and not super().check_action("read_more", parameters)
            case "give_up":
                return self._noted is None
        return super().check_action(action, parameters)

    @on(AnswerSubmitted)
    def _answered(self, message: AnswerSubmitted) -> None:
        self._guess(message.response)

    def action_give_up(self) -> None:
        """Say that you do not know."""
        self._guess(GiveUp())

    def _guess(self, response: Response) -> None:
        if self._noted is None:
            with self.shell.stored():
                self._study.guess(self._item, response)
                self._noted = response
                self.call_next(self._show_note, response)

    async def _show_note(self, response: Response) -> None:
        """What was guessed stays in view, without a word on it."""
        item, order = self._item, shown_order(self._item, _SEED) or (0, 1)
        listed = isinstance(item, Single | Multiple | Statement | Dilemma)
        guessed = AnsweredOptions(item, order, response, told=False) if listed else Static(plain(said(item, response)))
        note = Static(line((_NOTED, "bold $text-accent"), f" {_LATER}"), classes="noted")
        await self.fill((self._lead(), QuestionCard(self._stem(), guessed), note), first=note)

    def action_proceed(self) -> None:
        """Go on with the lesson."""
        self.dismiss(True)

    def action_leave(self) -> None:
        """Leave the lesson; a guess that was kept stays, and the next page is where the learner goes on."""
        self.dismiss(None if self._noted else False)


class ScanScreen(QuestionScreen[bool]):
    """Dismisses with True when the scan is done, and with False when the learner leaves; the place is kept."""

    DEFAULT_CSS = """
    ScanScreen.-short TopBar { display: none; }
    ScanScreen .again { margin-bottom: 1; padding: 0 2; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("0", "give_up", "Weet ik niet"),
        Binding("f3", "give_up", "Weet ik niet", key_display="F3"),
        Binding("escape", "leave", "Sluiten"),
    ]

    def __init__(self, study: Study, scan: Scan) -> None:
        super().__init__()
        self._study = study
        self.scan = self._opened = scan
        self._total = min(QUESTIONS, sum(bool(gradable_items(lesson)) for lesson in scan.lessons))

    def compose(self) -> ComposeResult:
        yield TopBar(line(("Zelfscan › ", "$text-muted"), called(self.scan.role)))
        yield QuizProgress(self._total)
        yield columns(self._study, None)
        yield KeyLines()

    async def on_mount(self) -> None:
        """Go on where the learner was."""
        await self._show()

    async def _show(self) -> None:
        item = self.scan.current
        if item is None:
            self.dismiss(True)
            return
        progress = self.query_one(QuizProgress)
        progress.number, progress.done = len(self.scan.asked) + 1, len(self.scan.asked)
        progress.total = max(self._total, progress.number)
        form = answer_form(item, shown_order(item, self.scan.seed), final=True)
        stem = Stem(item, self._study.caveats(item))
        resumed = (
            [Static(plain(phrases.RESUMED), classes="again")] if self.scan is self._opened and self.scan.asked else []
        )
        await self.fill((*resumed, QuestionCard(stem, form)))

    @on(AnswerSubmitted)
    def _answered(self, message: AnswerSubmitted) -> None:
        """Take an answer, unless its form belongs to a question that is behind us."""
        item = self.scan.current
        if item is not None and message.form is self.form and message.form.item_id == item.id:
            _, verdict = self.scan.answer(message.response, self._study.now())
            if verdict and verdict.outcome is Outcome.UNCLEAR:
                self._answer(message.response)
            else:
                self.app.push_screen(CertaintyDialog(), partial(self._weighed, message.response))

    def _weighed(self, response: Response, confidence: Confidence | None) -> None:
        if confidence:
            self._answer(response, confidence)

    def _answer(self, response: Response, confidence: Confidence | None = None) -> None:
        with self.shell.stored():
            self.scan, verdict = self._study.answer_scan(self.scan, response, confidence)
            if verdict and verdict.outcome is Outcome.UNCLEAR and self.form:
                self.form.clarify(verdict)
            else:
                self.call_next(self._show)

    def action_give_up(self) -> None:
        """Say that you do not know: that is what the scan wants to hear."""
        self._answer(GiveUp())

    def action_leave(self) -> None:
        """Leave and keep the place."""
        self.dismiss(False)
