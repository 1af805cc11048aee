"""The end of a quiz: how each goal went, every question once more, and what to read again.

Also one question by itself that was answered before, with its answer and explanation, or the feedback on what was
answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor.learning.attempts import ItemResult
from tutor.learning.lesson import more_items
from tutor.learning.quiz import Mode, QuizSession
from tutor.model import Item, Lesson, Step
from tutor.service import phrases
from tutor.service.study import QUIZ, REVIEW, Study
from tutor.tui.destinations import Go, ToMistakes, ToPassage, ToSource
from tutor.tui.screens.dialog import PassageDialog
from tutor.tui.screens.outline import Rail
from tutor.tui.screens.scrolling import QuestionScreen
from tutor.tui.shell import TutorDialog
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets.charts import bar
from tutor.tui.widgets.frame import KeyLines, TopBar
from tutor.tui.widgets.picker import Entry, MenuList, keys_of
from tutor.tui.widgets.question import SIGN, Explanation, Feedback, Stem
from tutor.tui.widgets.scrolling import ScrollPage


class ItemDialog(TutorDialog[None]):
    """An item with its answer, for who comes back to it without answering."""

    DEFAULT_CSS = """
    ItemDialog.-narrow > Vertical { width: 100%; height: 100%; border: none; }
    ItemDialog.-narrow KeyLines { padding: 0 1; }
    ItemDialog > Vertical { width: 90%; max-width: 84; height: 90%; background: $background; border: round $primary; }
    ItemDialog VerticalScroll { padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss", "Terug"),
        Binding("f5", "reread", "Lees de les", key_display="F5"),
        Binding("s", "source", "Bron"),
    ]

    def __init__(self, study: Study, item: Item) -> None:
        super().__init__()
        self._study = study
        self._item = item

    def compose(self) -> ComposeResult:
        with Vertical():
            with VerticalScroll():
                yield Stem(self._item, self._study.caveats(self._item))
                yield self.explanation()
            yield KeyLines()

    def explanation(self) -> Widget:
        """What there is to say about the question."""
        return Explanation(self._item, self._study.catalogue.register)

    def action_reread(self) -> None:
        """Show the step that teaches this."""
        self.post_message(Go(ToPassage(self._item.id)))

    def action_source(self) -> None:
        """Show what the answer rests on."""
        self.post_message(Go(ToSource(self._item.id)))


class ReviewDialog(ItemDialog):
    """Stem, and the feedback on the first answer."""

    def __init__(self, study: Study, result: ItemResult) -> None:
        super().__init__(study, result.item)
        self._attempt = result.attempt

    def explanation(self) -> Widget:
        """What there is to say about the first answer."""
        attempt = self._attempt
        return Feedback(self._item, attempt.response, attempt.verdict, self._study.catalogue.register)


_BAR = 10
_READY = plain("Klaar")


class ResultsScreen(QuestionScreen[None]):
    """What the quiz shows. Nothing is stored here."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Klaar")]
    DEFAULT_CSS = """
    ResultsScreen .summary { padding: 0 2; }
    ResultsScreen Rail { width: 46; }
    ResultsScreen Rail Feedback { margin-bottom: 1; }
    """

    def __init__(self, study: Study, session: QuizSession) -> None:
        super().__init__()
        self._study = study
        self._session = session
        self._results = session.results()
        self._lesson = study.catalogue.lessons.get(session.subject)
        self._changes = self._results.changes(session.id, study.progress.answers)
        told_before = session.mode is Mode.PRACTICE
        self._unseen = {
            number
            for number, one in enumerate(self._results.lines, 1)
            if one.item.scored and not one.attempt.verdict.right and not told_before
        }
        """Numbers of the questions that went wrong and were not explained yet."""

    def compose(self) -> ComposeResult:
        title = self._lesson.head.title if self._lesson else REVIEW.capitalize()
        yield TopBar(line(("Resultaat › ", "$text-muted"), title))
        entries = tuple(self._choices())
        with Horizontal(id="body"):
            with ScrollPage(overlap=1):
                yield Static(self._summary(), classes="summary")
                yield MenuList(entries, highlighted=self._first(entries))
            yield Rail()
        yield KeyLines()

    def on_mount(self) -> None:
        """Let the arrows go to the questions; what went wrong stands beside them."""
        menu = self.query_one(MenuList)
        self.set_focus(menu, scroll_visible=False)
        self._explain(*(one for one in self._results.scored if not one.attempt.verdict.right))
        self.watch(menu, "highlighted", self._moved_to, init=False)

    def _first(self, entries: Sequence[Entry]) -> int:
        """Where Enter leads: to what went wrong and was not explained yet, and only then out."""
        ready = next(number for number, entry in enumerate(entries) if entry.text == _READY)
        return next((number for number, entry in enumerate(entries) if entry.subject in self._unseen), ready)

    def _moved_to(self, index: int | None) -> None:
        entry = self.query_one(MenuList).entries[index] if index is not None else None
        if entry and entry.subject:
            self._explain(self._results.lines[entry.subject - 1])

    def _explain(self, *results: ItemResult) -> None:
        """Show questions with their explanation in the rail."""
        if results:
            self.call_next(self._fill_rail, results)

    async def _fill_rail(self, results: Iterable[ItemResult]) -> None:
        rail, register = self.query_one(Rail), self._study.catalogue.register
        await rail.remove_children()
        rail.add_class("-filled")
        for one in results:
            told = Feedback(one.item, one.attempt.response, one.attempt.verdict, register)
            await rail.mount(Stem(one.item), told)
        rail.scroll_home(animate=False)

    def _summary(self) -> Content:
        scored = self._results.scored
        first = "in één keer goed" if self._session.mode is Mode.PRACTICE else "goed"
        head = f"{self._results.right} van de {phrases.count(len(scored), 'vraag', 'vragen')} {first}."
        before = self._study.progress.last_time(
            self._session.id, self._session.subject, self._session.mode, len(scored)
        )
        compared = [phrases.compared(self._results.right, before)] if before and self._lesson else []
        changed = phrases.changed(*self._changes)
        told = [*([head] if scored else []), *compared, *changed]
        return lines(("Klaar.", "bold $text-success"), *told, *self._goals())

    def _goals(self) -> Iterator[Content]:
        goals = self._study.catalogue.goals
        for result in self._results.per_goal:
            right = sum(done.attempt.verdict.right for done in self._results.scored if done.item.goal == result.goal)
            text = goals[result.goal].text if result.goal in goals else result.goal
            yield plain("")
            yield plain(text)
            yield line(bar(right, result.items, _BAR), f"  {right} van {result.items} goed")

    def _choices(self) -> Iterator[Entry]:
        yield Entry(plain("En nu?"), heading=True)
        if wrong := self._results.wrong:
            go = ToMistakes(tuple(item.id for item in wrong))
            yield Entry(plain(phrases.again(len(wrong))), ("o",), go=go)
        if self._lesson and self._session.purpose == QUIZ and (more := more_items(self._lesson)):
            go = ToMistakes(tuple(item.id for item in more), more=True)
            yield Entry(plain(phrases.more(len(more))), go=go)
        if self._lesson:
            yield Entry(plain(phrases.SAVE_SHEET), go=partial(self._save_sheet, self._lesson))
        yield Entry(_READY, go=self.dismiss)
        yield Entry(plain("De vragen, met uitleg"), heading=True)
        for number, result in enumerate(self._results.lines):
            go_there = partial(self._review, result, number + 1)
            yield Entry(self._question(number, result), keys_of(number)[:1], go=go_there, subject=number + 1)
        steps = self._to_read()
        if steps:
            yield Entry(plain("Lees nog eens"), heading=True)
        for step in steps:
            yield Entry(plain(step.title), go=partial(self._read, step))

    def _question(self, number: int, result: ItemResult) -> Content:
        sign, style = SIGN[result.attempt.verdict.outcome]
        word = phrases.OUTCOME[result.attempt.verdict.outcome] if result.item.scored else "Mening"
        better, worse = self._changes
        before = phrases.BETTER if result.item.id in better else phrases.WORSE if result.item.id in worse else ""
        aside = (f"  ({before})", "$text-muted not bold") if before else ""
        return line((f"{sign} {word}  ", style), result.item.question, aside)

    def _to_read(self) -> tuple[Step, ...]:
        """The steps that teach what went wrong, each once."""
        found: dict[tuple[str, str], Step] = {}
        for result in self._results.scored:
            lesson = self._study.catalogue.lesson_of[result.item.id]
            step = lesson.step(result.item.step)
            if step and not result.attempt.verdict.right:
                found[lesson.head.id, step.anchor] = step
        return tuple(found.values())

    def _save_sheet(self, lesson: Lesson) -> None:
        """Write the lesson and what went wrong to a file of its own, named after this moment."""
        from tutor.documents import prints
        from tutor.documents.form import Form
        from tutor.documents.html import of_municipality

        workspace = self.shell.workspace
        with self.shell.stored():
            name = f"les-{lesson.head.id}-{self._study.now().astimezone():%Y-%m-%d-%H%M}.html"
            path = str(workspace.documents / name)
            here = self._study.catalogue
            sheet = of_municipality(prints.summary(lesson, here.register, self._results.wrong), here.municipality)
            workspace.write(path, sheet, Form.HTML, replace=False)
            self.shell.tell(f"Het blad staat in {path}. Open het in een browser.")

    def _review(self, result: ItemResult, number: int) -> None:
        self.app.push_screen(ReviewDialog(self._study, result), lambda _: self._explained(number))

    def _explained(self, number: int) -> None:
        """Enter goes on with the next one that went wrong."""
        if number in self._unseen:
            self._unseen.remove(number)
            menu = self.query_one(MenuList)
            menu.highlighted = self._first(menu.entries)

    def _read(self, step: Step) -> None:
        self.app.push_screen(PassageDialog(step))
