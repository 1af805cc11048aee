"""The end of a lesson: what you can now, and what you could do next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from tutor.learning.mastery import standings
from tutor.learning.quiz import Mode
from tutor.model import Lesson
from tutor.service import phrases
from tutor.service.study import Study
from tutor.tui import destinations as to
from tutor.tui.destinations import Destination, Go
from tutor.tui.screens.base import TutorScreen
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets.frame import KeyLine, TopBar
from tutor.tui.widgets.picker import MenuList, menu
from tutor.tui.widgets.row import Row


class LessonDoneScreen(TutorScreen[None]):
    """Shown once at the end of a lesson; every way on closes it."""

    DEFAULT_CSS = """
    LessonDoneScreen .summary { margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Sluiten")]

    def __init__(self, study: Study, lesson: Lesson) -> None:
        super().__init__()
        self.study = study
        self.lesson = lesson

    def compose(self) -> ComposeResult:
        yield TopBar(plain(self.lesson.head.title))
        with VerticalScroll(id="page", can_focus=False):
            yield Row(plain(""), self._summary(), classes="summary")
            yield MenuList(menu(self._choices()), highlighted=0)
        yield KeyLine()

    def on_mount(self) -> None:
        self.settle()

    def _summary(self) -> Content:
        known = standings(self.study.progress, self.study.catalogue)
        goals = [
            line("– ", goal.text, (f" ({phrases.standing(known[goal.id])})", "$text-muted"))
            for goal in self.lesson.head.goals
        ]
        return lines(("✓ Les af", "bold $text-success"), "", "De doelen van deze les:", *goals, "", "En nu?")

    def _choices(self) -> Iterator[tuple[Content, Destination | Callable[[], object]]]:
        fresh = self.study.progress.next_lesson(self.study.catalogue)
        if fresh:
            about = f" ({phrases.minutes(fresh.head.minutes)})"
            yield line(f"Volgende les: {fresh.head.title}", about), partial(self._leave, to.ToLesson(fresh.head.id))
        again = to.ToQuiz(self.lesson.head.id, Mode.PRACTICE)
        yield plain("Oefenen met deze les"), partial(self._leave, again)
        yield plain("Klaar voor vandaag"), to.ToHome()

    def _leave(self, destination: Destination) -> None:
        self.post_message(Go(destination, leaving=True))
