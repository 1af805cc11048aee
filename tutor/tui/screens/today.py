"""The first thing a learner sees: go on where you were, or choose something else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tutor import phrases
from tutor.model import Lesson, Module
from tutor.study import Study
from tutor.tui import standing
from tutor.tui.screens.base import TutorScreen
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets.bar import counted
from tutor.tui.widgets.frame import KeyLine, TopBar
from tutor.tui.widgets.picker import Entry, Picker

_ALL_DONE = "Alle lessen zijn af. Kies een module om te oefenen; wat je herhaalt, blijft hangen."


class TodayScreen(TutorScreen[None]):
    """Home."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("p", "app.profiles", "Profiel")]

    def __init__(self, study: Study, name: str) -> None:
        """`name`: of the learner; empty for a guest."""
        super().__init__()
        self.study = study
        self.learner = name
        self._ways: list[Callable[[], object] | None] = []

    def compose(self) -> ComposeResult:
        """Greeting and list."""
        yield TopBar(plain("Raadstutor"), plain(self.learner or "gast"))
        with VerticalScroll(id="page", can_focus=False):
            yield Static(self._greeting(), id="greeting")
            yield Picker([], highlighted=0)
        yield KeyLine()

    def on_screen_resume(self) -> None:
        """Show what changed since the learner was here."""
        found = list(self._choices())
        self._ways = [way for _, way in found]
        picker = self.query_one(Picker)
        picker.entries = tuple(entry for entry, _ in found)
        if picker.highlighted is None:
            picker.highlighted = 0
        self.settle()

    def _greeting(self) -> Content:
        if self.learner:
            return lines((f"Dag {self.learner}.", "bold $text-primary"))
        return lines(
            ("Dag gast.", "bold $text-primary"),
            ("Van een gast wordt niets bewaard. Met p maak je een profiel.", "$text-muted"),
        )

    def _choices(self) -> Iterator[tuple[Entry, Callable[[], object] | None]]:
        catalogue, progress = self.study.catalogue, self.study.progress
        halfway, fresh = progress.lesson_to_continue(catalogue), progress.next_lesson(catalogue)
        routes = self.routes
        key = iter("123456789")
        if halfway:
            yield self._lesson(next(key), "Ga verder", halfway, self._where(halfway)), partial(routes.lesson, halfway)
        if fresh:
            title = "Volgende les" if progress.places else "Begin hier"
            about = phrases.minutes(fresh.head.minutes)
            yield self._lesson(next(key), title, fresh, about), partial(routes.lesson, fresh)
        if not halfway and not fresh:
            yield Entry(plain(_ALL_DONE), heading=True), None
        yield Entry(plain("Modules"), heading=True), None
        for module in catalogue.modules:
            yield self._module(next(key, ""), module), partial(routes.module, module)

    def _where(self, lesson: Lesson) -> str:
        page, total = standing.place(self.study.progress, lesson)
        return f"stap {page} van {total}"

    def _lesson(self, key: str, title: str, lesson: Lesson, about: str) -> Entry:
        text = lines(line((title, "bold"), f": {lesson.head.title}"), (about, "$text-muted not bold"))
        return Entry(text, (key,))

    def _module(self, key: str, module: Module) -> Entry:
        done, total = self.study.progress.finished_in(module), len(module.lessons)
        unit = "les" if total == 1 else "lessen"
        return Entry(lines((module.head.title, "bold"), counted(done, total, unit)), (key,) if key else ())

    @on(Picker.Picked)
    @on(Picker.Confirmed)
    def _open(self, message: Picker.Picked | Picker.Confirmed) -> None:
        way = self._ways[message.index] if message.index is not None else None
        if way:
            way()
