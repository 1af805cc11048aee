"""The first thing a learner sees: what comes back, where to go on, and everything else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tutor.learning.days import rhythm, study_day
from tutor.learning.programme import follow
from tutor.model import Lesson, Module, Programme
from tutor.service import phrases
from tutor.service.study import Study
from tutor.tui import destinations as to
from tutor.tui import lesson_status
from tutor.tui.destinations import Destination, Go
from tutor.tui.shell import TutorScreen
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets.frame import KeyLine, StorageWarning, TopBar
from tutor.tui.widgets.picker import Entry, MenuList
from tutor.tui.widgets.progress import counted

_ALL_DONE = "Alle lessen zijn af. Kies een module om te oefenen; wat je herhaalt, blijft hangen."
LOOK_AT_CLOCK = 30.0
"""Seconds between looks whether the day turned, at four in the morning."""
_FIRST = "Vijf minuten is genoeg om te beginnen."


class TodayScreen(TutorScreen[None]):
    """The screen below all others of a study."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "session", "Ik heb tijd"),
        Binding("p", "app.profiles", "Profiel"),
    ]

    def __init__(self, study: Study, name: str) -> None:
        """`name`: of the learner; empty for a guest."""
        super().__init__()
        self.study = study
        self.learner = name
        self._fresh = True
        self._day = study_day(study.now())

    def compose(self) -> ComposeResult:
        yield TopBar(plain("Raadstutor"), plain(self.learner or "gast"))
        with VerticalScroll(id="page", can_focus=False):
            yield Static(self._greeting(), id="greeting")
            if self.learner:
                yield StorageWarning()
            yield MenuList(self._found(), highlighted=0)
        yield KeyLine()

    def action_session(self) -> None:
        """Do what fits in the minutes that there are."""
        self.post_message(Go(to.ToSession()))

    def on_mount(self) -> None:
        """Left open overnight, it shows the new day."""
        self.set_interval(LOOK_AT_CLOCK, self._look_at_clock)

    def _look_at_clock(self) -> None:
        if self.is_current and study_day(self.study.now()) != self._day:
            self.on_screen_resume()

    def on_screen_resume(self) -> None:
        """Show what changed since the learner was here."""
        self._day = study_day(self.study.now())
        if not self._fresh:
            with self.shell.stored():
                if self.study.catch_up():
                    self.shell.tell(phrases.ELSEWHERE)
            self.query_one("#greeting", Static).update(self._greeting())
            menu = self.query_one(MenuList)
            menu.entries = self._found()
            if menu.highlighted is None:
                menu.highlighted = 0
        self._fresh = False
        self.settle()

    def _found(self) -> tuple[Entry, ...]:
        """What there is to do."""
        return (*self._today(), *self._tools(), *self._modules(), *self._programmes())

    def _greeting(self) -> Content:
        if self.learner:
            days = self.study.progress.active_days
            found = str(rhythm(days, study_day(self.study.now()))) if days else _FIRST
            return lines((f"Dag {self.learner}.", "bold $text-primary"), (found, "$text-muted"))
        return lines(
            ("Dag gast.", "bold $text-primary"),
            ("Van een gast wordt niets bewaard. Met p maak je een profiel.", "$text-muted"),
        )

    def _today(self) -> Iterator[Entry]:
        """What to do now: what comes back, the lesson to go on with, the next one, and at the start the zelfscan."""
        catalogue, progress = self.study.catalogue, self.study.progress
        halfway, fresh = progress.lesson_to_continue(catalogue), progress.next_lesson(catalogue)
        keys = iter("12")
        if progress.notebook.to_check(self.study.now()) or self.study.may_review():
            yield _entry("h", "Herhalen", "", "5 minuten, zodat het blijft hangen", to.ToReview())
        if halfway:
            about = self._where(halfway)
            yield _entry(next(keys), "Ga verder", halfway.head.title, about, to.ToLesson(halfway.head.id))
        if fresh:
            title = "Volgende les" if progress.places else "Begin hier"
            about = phrases.minutes(fresh.head.minutes)
            yield _entry(next(keys), title, fresh.head.title, about, to.ToLesson(fresh.head.id))
        if progress.scanning:
            yield _entry("s", "Zelfscan", "ga verder waar je was", "daarna zie je jouw route", to.ToScan())
        elif not progress.scans and not progress.finished:
            yield _entry("s", "Zelfscan", "ontdek wat je al weet", "hooguit 15 vragen", to.ToScan())
        if not halfway and not fresh:
            yield Entry(plain(_ALL_DONE), heading=True)
        self._next_key = next(keys, "3")

    def _tools(self) -> Iterator[Entry]:
        yield Entry(plain("Kijken en zoeken"), heading=True)
        if self.study.progress.scans:
            yield Entry(plain("Jouw route, week voor week"), ("r",), go=to.ToRoute())
        yield Entry(plain("Voortgang"), ("v",), go=to.ToProgress())
        yield Entry(plain("Zoeken in alle teksten"), ("z",), go=to.ToSearch())
        yield Entry(plain("Notities en acties"), ("n",), go=to.ToNotebook())
        yield Entry(plain("Wetten in gewone woorden"), ("w",), go=to.ToStatutes())

    def _modules(self) -> Iterator[Entry]:
        yield Entry(plain("Modules"), heading=True)
        first = int(self._next_key)
        for number, module in enumerate(self.study.catalogue.modules, first):
            key = (str(number),) if number < 10 else ()
            yield Entry(self._module(module), key, go=to.ToModule(module.head.id))

    def _programmes(self) -> Iterator[Entry]:
        programmes = self.study.catalogue.programmes
        if programmes:
            yield Entry(plain("Programma’s"), heading=True)
        for programme in programmes:
            yield Entry(self._programme(programme), go=to.ToProgramme(programme.id))

    def _where(self, lesson: Lesson) -> str:
        page, total = lesson_status.place(self.study.progress, lesson)
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


def _entry(key: str, title: str, what: str, about: str, go: Destination) -> Entry:
    head = line((title, "bold"), f": {what}" if what else "")
    return Entry(lines(head, (about, "$text-muted not bold")), (key,), go=go)
