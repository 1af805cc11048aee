"""A casus: a scene with choices, what the choice brings, and at an ending the debrief."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from tutor.content.statute import sheets
from tutor.learning.casus import MOVE, CasusSession, noted_with, tree
from tutor.learning.parts import walk_minutes
from tutor.service import phrases
from tutor.service.study import Study
from tutor.tui.screens.outline import NOTE, Rail, columns, place_of, write_note
from tutor.tui.screens.scrolling import READ_MORE, QuestionScreen
from tutor.tui.screens.statutes import law
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets.answering import Reminded
from tutor.tui.widgets.frame import KeyLines, TopBar
from tutor.tui.widgets.picker import Entry, MenuList, keys_of, menu
from tutor.tui.widgets.progress import QuizProgress
from tutor.tui.widgets.question import QuestionCard
from tutor.tui.widgets.scene import Consequence, DebriefView, Scene, TreeView


class CasusScreen(QuestionScreen[bool]):
    """Dismisses with True to go on, and with None when the learner leaves, also the lesson; the place is kept."""

    DEFAULT_CSS = """
    CasusScreen .how { padding: 0 1; margin-bottom: 1; }
    CasusScreen .changed { padding: 0 2; margin-bottom: 1; }
    CasusScreen Rail .title { margin-bottom: 1; color: $text-primary; text-style: bold; }
    CasusScreen Rail .law { margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        READ_MORE,
        Binding("enter", "proceed", "Verder"),
        Binding("backspace", "back", "Neem terug"),
        Binding("right", "skip", "Sla over"),
        Binding("n", "note", "Notitie", show=False),
        Binding("escape", "leave", "Sluiten"),
    ]

    def __init__(self, study: Study, session: CasusSession, *, in_lesson: bool = False) -> None:
        """`in_lesson`: it is a page of a lesson, which may be skipped."""
        super().__init__()
        self._study = study
        self._in_lesson = in_lesson
        self.session = session
        self._reading = bool(session.path)
        """Whether the consequence of the last choice is in view."""

    def compose(self) -> ComposeResult:
        yield TopBar(line(("Casus › ", "$text-muted"), self.session.casus.title))
        yield QuizProgress(1, what="scène", of="van ongeveer")
        yield columns(self._study, None)
        yield KeyLines()

    async def on_mount(self) -> None:
        """Go on where the learner was."""
        await self._show()

    async def _show(self) -> None:
        session, progress = self.session, self.query_one(QuizProgress)
        reading = self._reading and session.last is not None
        scene, progress.total = session.scenes
        progress.number = progress.done = scene - reading  # what a choice brought belongs to the scene before
        progress.left = self._study.progress.pace.slowness(self._study.catalogue.lessons.values()) * walk_minutes(
            session.casus, session.node.id
        )
        progress.display = reading or not session.finished
        rail = self.query_one(Rail)
        rail.add_class("-filled")
        await rail.remove_children()
        await rail.mount(*self._beside(reading=reading))
        if self._reading and session.last:
            await self.fill([Consequence(session.last, self._study.catalogue.register)])
        elif session.finished:
            await self.fill(self._ending())
        else:
            await self.fill(self._scene())

    def _beside(self, *, reading: bool) -> Iterator[Widget]:
        """The road so far, the law behind the choice of which the consequence is in view, and notes of the lesson."""
        session, study = self.session, self._study
        yield Static(plain("Jouw weg"), classes="title")
        twigs = tree(session, whole=False)
        yield TreeView(twigs) if twigs else Static(plain("● wat je kiest\n○ wat je niet kiest", "$text-muted"))
        if reading and session.last and session.last.sources:
            yield from law(sheets(session.last.sources, study.catalogue))
        lesson = study.catalogue.lesson_of[session.casus.id]
        for step in lesson.steps:
            if note := study.progress.notebook.notes.get(place_of(lesson, step)):
                head = line((f"{NOTE} ", "$text-success"), (step.title, "bold $text-accent"))
                yield Static(lines(head, note.text), classes="law")

    def action_note(self) -> None:
        """Write a note; it stands with the last step before the casus."""
        lesson = self._study.catalogue.lesson_of[self.session.casus.id]
        if step := noted_with(lesson):
            write_note(self, self._study, lesson, step, partial(self.call_next, self._show))

    def _scene(self) -> Iterator[Widget]:
        session = self.session
        if self._study.catalogue.lesson_of[session.casus.id].draft:
            yield Static(plain(phrases.DRAFT, "bold $text-warning"))
        if session.changed and not session.path:
            yield Static(line(("Nu anders  ", "bold $text-accent"), session.changed), classes="changed")
        yield Scene(session)
        found = ((plain(one.text), partial(self._choose, session, n)) for n, one in enumerate(session.node.choices))
        yield QuestionCard(Static(plain(MOVE, "bold"), classes="how"), MenuList(menu(found, chips=True)))

    def _ending(self) -> Iterator[Widget]:
        session = self.session
        debrief = session.debrief()
        if debrief is None:
            return
        yield DebriefView(debrief, tree(session, whole=True), session.casus.sources, self._study.catalogue.register)
        entries = [
            *([Entry(plain("Verander één feit"), heading=True)] if debrief.variations else []),
            *(
                Entry(plain(variation.question), keys_of(number)[:1], go=partial(self._vary, session, variation.id))
                for number, variation in enumerate(debrief.variations)
            ),
            Entry(plain("En nu?"), heading=True),
            Entry(plain("Opnieuw beginnen"), ("r",), go=partial(self._again, session)),
            Entry(plain("Klaar"), go=self.action_skip),
        ]
        yield MenuList(entries, highlighted=len(entries) - 1)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Only what can be done now."""
        match action:
            case "read_more":
                return bool(self._reading or self.choosing) and super().check_action(action, parameters)
            case "proceed":
                return self._reading and not super().check_action("read_more", parameters)
            case "back":
                return bool(self.session.path)
            case "skip":
                return self._in_lesson and not self.session.finished and not self._reading
        return super().check_action(action, parameters)

    @on(MenuList.Confirmed)
    def _nothing_chosen(self) -> None:
        self.post_message(Reminded("Kies eerst wat je doet."))

    def _choose(self, session: CasusSession, index: int) -> None:
        self._store(session, lambda: self._study.choose(session, index), reading=True)

    def _vary(self, session: CasusSession, variation: str) -> None:
        self._store(session, lambda: self._study.vary(session, variation))

    def _again(self, session: CasusSession) -> None:
        self._store(session, lambda: self._study.restart_casus(session))

    def _store(self, session: CasusSession, step: Callable[[], CasusSession], *, reading: bool = False) -> None:
        """Take a step from what is in view; a key pressed twice takes it once."""
        if session is self.session:
            with self.shell.stored():
                self._go(step(), reading=reading)

    def _go(self, session: CasusSession, *, reading: bool = False) -> None:
        self.session = session
        self._reading = reading
        self.call_next(self._show)

    def action_proceed(self) -> None:
        """From the consequence to the next scene, or to the debrief."""
        self._go(self.session)

    def action_back(self) -> None:
        """Take the last choice back, and choose again."""
        with self.shell.stored():
            self._go(self._study.casus_back(self.session))

    def action_skip(self) -> None:
        """On to what comes after the casus."""
        self.dismiss(True)

    def action_leave(self) -> None:
        """Leave and keep the place."""
        self.dismiss(None)
