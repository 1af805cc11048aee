"""The first thing a learner sees: what comes back, where to go on, and everything else."""

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
from tutor.learning.memory import local_day
from tutor.learning.programme import follow
from tutor.learning.rhythm import rhythm
from tutor.model import Lesson, Module, Programme
from tutor.study import Study
from tutor.tui import standing
from tutor.tui.screens.base import TutorScreen
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets.bar import counted
from tutor.tui.widgets.frame import KeyLine, TopBar
from tutor.tui.widgets.picker import Entry, Picker

_ALL_DONE = "Alle lessen zijn af. Kies een module om te oefenen; wat je herhaalt, blijft hangen."
_FIRST = "Vijf minuten is genoeg om te beginnen."

Row = tuple[Entry, Callable[[], object] | None]


class TodayScreen(TutorScreen[None]):
    """Home."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("p", "app.profiles", "Profiel")]

    def __init__(self, study: Study, name: str) -> None:
        """`name`: of the learner; empty for a guest."""
        super().__init__()
        self.study = study
        self.learner = name
        self._ways: list[Callable[[], object] | None] = []
        self._fresh = True

    def compose(self) -> ComposeResult:
        """Greeting and list."""
        yield TopBar(plain("Raadstutor"), plain(self.learner or "gast"))
        with VerticalScroll(id="page", can_focus=False):
            yield Static(self._greeting(), id="greeting")
            yield Picker(self._found(), highlighted=0)
        yield KeyLine()

    def on_screen_resume(self) -> None:
        """Show what changed since the learner was here."""
        if not self._fresh:
            self.keep(self.study.catch_up, lambda _: None)
            self.tutor.try_out()
            self.greet()
            picker = self.query_one(Picker)
            picker.entries = self._found()
            if picker.highlighted is None:
                picker.highlighted = 0
        self._fresh = False
        self.settle()

    def greet(self) -> None:
        """Say once more what stands above the list."""
        self.query_one("#greeting", Static).update(self._greeting())

    def _found(self) -> tuple[Entry, ...]:
        """What there is to do; also remembers the way to each."""
        rows = [*self._today(), *self._tools(), *self._modules(), *self._programmes()]
        self._ways = [way for _, way in rows]
        return tuple(entry for entry, _ in rows)

    def _greeting(self) -> Content:
        if self.learner:
            days = self.study.progress.active_days
            found = str(rhythm(days, local_day(self.study.now()))) if days else _FIRST
            return lines(
                (f"Dag {self.learner}.", "bold $text-primary"), (found, "$text-muted"), *self.tutor.nothing_kept()
            )
        return lines(
            ("Dag gast.", "bold $text-primary"),
            ("Van een gast wordt niets bewaard. Met p maak je een profiel.", "$text-muted"),
        )

    def _today(self) -> Iterator[Row]:
        """What to do now: what comes back, the lesson to go on with, the next one, and at the start the zelfscan."""
        catalogue, progress, routes = self.study.catalogue, self.study.progress, self.routes
        halfway, fresh = progress.lesson_to_continue(catalogue), progress.next_lesson(catalogue)
        keys = iter("12")
        if progress.notebook.to_check(self.study.now()) or self.study.may_review():
            yield _entry("h", "Herhalen", "", "5 minuten, zodat het blijft hangen"), routes.review
        if halfway:
            about = self._where(halfway)
            yield _entry(next(keys), "Ga verder", halfway.head.title, about), partial(routes.lesson, halfway)
        if fresh:
            title = "Volgende les" if progress.places else "Begin hier"
            about = phrases.minutes(fresh.head.minutes)
            yield _entry(next(keys), title, fresh.head.title, about), partial(routes.lesson, fresh)
        if progress.scanning:
            yield _entry("s", "Zelfscan", "ga verder waar je was", "daarna zie je jouw route"), routes.scan
        elif not progress.scans and not progress.finished:
            yield _entry("s", "Zelfscan", "ontdek wat je al weet", "hooguit 15 vragen"), routes.scan
        if not halfway and not fresh:
            yield Entry(plain(_ALL_DONE), heading=True), None
        self._next_key = next(keys, "3")

    def _tools(self) -> Iterator[Row]:
        """One line each."""
        routes = self.routes
        yield Entry(plain("Kijken en zoeken"), heading=True), None
        if self.study.progress.scans:
            yield Entry(plain("Jouw route, week voor week"), ("r",)), routes.route
        yield Entry(plain("Voortgang"), ("v",)), routes.progress
        yield Entry(plain("Zoeken in alle teksten"), ("z",)), routes.search
        yield Entry(plain("Notities en acties"), ("n",)), routes.notebook

    def _modules(self) -> Iterator[Row]:
        yield Entry(plain("Modules"), heading=True), None
        first = int(self._next_key)
        for number, module in enumerate(self.study.catalogue.modules, first):
            key = (str(number),) if number < 10 else ()
            yield Entry(self._module(module), key), partial(self.routes.module, module)

    def _programmes(self) -> Iterator[Row]:
        programmes = self.study.catalogue.programmes
        if programmes:
            yield Entry(plain("Programma’s"), heading=True), None
        for programme in programmes:
            yield Entry(self._programme(programme)), partial(self.routes.programme, programme)

    def _where(self, lesson: Lesson) -> str:
        page, total = standing.place(self.study.progress, lesson)
        return f"stap {page} van {total}"

    def _module(self, module: Module) -> Content:
        done, total = self.study.progress.finished_in(module), len(module.lessons)
        return lines((module.head.title, "bold"), counted(done, total, "les" if total == 1 else "lessen"))

    def _programme(self, programme: Programme) -> Content:
        state = follow(programme, self.study.progress, self.study.catalogue)
        parts = [line((programme.title, "bold")), counted(state.done, len(state.stops), "gedaan")]
        if state.next:
            first = "hierna" if state.done else "begin met"
            parts.append(plain(f"{first}: {phrases.stop(state.next)}", "$text-muted not bold"))
        return lines(*parts)

    @on(Picker.Picked)
    @on(Picker.Confirmed)
    def _open(self, message: Picker.Picked | Picker.Confirmed) -> None:
        way = self._ways[message.index] if message.index is not None else None
        if way:
            way()


def _entry(key: str, title: str, what: str, about: str) -> Entry:
    head = line((title, "bold"), f": {what}" if what else "")
    return Entry(lines(head, (about, "$text-muted not bold")), (key,))
