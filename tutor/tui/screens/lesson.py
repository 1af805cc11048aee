"""A lesson, page after page: text to read, and questions, casus and quiz on their own screens in between."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tutor.learning.lesson import LessonSession, PageKind
from tutor.model import Lesson, Step
from tutor.study import Study
from tutor.tui import standing
from tutor.tui.prose import Link
from tutor.tui.screens import lesson_page
from tutor.tui.screens.keeping import KEYS, KeepingScreen
from tutor.tui.text import line
from tutor.tui.widgets.frame import KeyLine, TopBar
from tutor.tui.widgets.lesson_text import Moved
from tutor.tui.widgets.progress import LessonProgress
from tutor.tui.widgets.reader import Reader


class LessonScreen(KeepingScreen):
    """A lesson. The place is kept at every page."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "read_on", "Verder"),
        Binding("space,pagedown", "read_on", "Verder", show=False),
        Binding("right", "skip", "Sla over", show=False),
        Binding("left", "back", "Terug"),
        Binding("backspace,pageup", "back", "Terug", show=False),
        Binding("r", "ask", "Opnieuw"),
        *KEYS[:1],
        Binding("escape", "dismiss", "Sluiten"),
        *KEYS[1:],
    ]

    def __init__(self, study: Study, session: LessonSession, *, at: str = "") -> None:
        """`at`: anchor of a step to show first; the bookmark stays where it was."""
        super().__init__(study)
        self.session = session
        self._at = at
        self._origins: list[LessonSession] = []
        """Where the learner followed a link from."""
        self._warned = False

    def compose(self) -> ComposeResult:
        """Where you are, the page, the keys."""
        module = next(module for module in self.study.catalogue.modules if module.head.id == self.session.lesson.module)
        yield TopBar(line((f"{module.head.title} › ", "$text-muted"), self.session.lesson.head.title))
        yield LessonProgress()
        yield Reader("")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin where the learner was, or at the step that was asked for."""
        there = self.session.to_step(self._at)
        if there is self.session:
            self._go(self.session, ask=True)
        else:
            self.keep(partial(self.study.read_step, self.session.lesson, self._at), lambda _: None)
            self._visit(there)

    # Moving

    def _go(self, session: LessonSession, *, ask: bool) -> None:
        """Show a page and keep the place. Reading goes on when the place cannot be kept; the learner is told once.

        `ask`: open the question of the page at once, unless it was answered before.
        """
        if not self._warned:
            self._warned = not self.keep(partial(self.study.go, session), lambda _: None)
        self.session = session
        self._show()
        if ask and not self._is_step and not self._done:
            self.action_ask()

    @property
    def _is_step(self) -> bool:
        return self.session.page.kind is PageKind.STEP

    @property
    def _done(self) -> bool:
        return standing.is_done(self.study.progress, self.session.lesson, self.session.page)

    @property
    def lesson(self) -> Lesson:
        """The lesson in view."""
        return self.session.lesson

    @property
    def step(self) -> Step | None:
        """The step in view; None when the page asks something."""
        return self.session.lesson.step(self.session.page.subject) if self._is_step else None

    def _show(self, *, stay: bool = False) -> None:
        progress = self.query_one(LessonProgress)
        progress.step, progress.total = self.session.index + 1, len(self.session.pages)
        lesson, reader = self.session.lesson, self.query_one(Reader)
        if self.step:
            above = lesson_page.head(self.study, lesson, self.step)
            below = lesson_page.foot(self.study, lesson, self.step)
            reader.show(self.step.text, above=above, below=below, stay=stay)
        else:
            reader.show("", above=lesson_page.card(self.session.page, done=self._done))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A step to read asks nothing."""
        if action == "ask":
            return self.is_mounted and not self._is_step and self._done
        return super().check_action(action, parameters)

    def action_read_on(self) -> None:
        """The rest of this page, the question of this page, or the next page."""
        reader = self.query_one(Reader)
        if reader.more_below:
            reader.action_page_down()
        elif not self._is_step and not self._done:
            self.action_ask()
        else:
            self.action_forward()

    def action_skip(self) -> None:
        """The next page, whether or not the question of this one was answered."""
        if self._is_step:
            self.action_read_on()
        else:
            self.action_forward()

    def action_forward(self) -> None:
        """The next page; after the last one the lesson is finished."""
        if self.session.at_end:
            self.routes.lesson_done(self.session.lesson)
        else:
            self._go(self.session.forward(), ask=True)

    def action_back(self) -> None:
        """Where the learner came from by a link, or else the page before."""
        if self._origins:
            self.session = self._origins.pop()
            self._show()
        elif self.session.index:
            self._go(self.session.back(), ask=False)

    # Questions

    def action_ask(self) -> None:
        """Open the question, casus or quiz of this page."""
        screen = self.routes.page_screen(self.session)
        if screen:
            self.app.push_screen(screen, self._asked)

    def _asked(self, finished: bool | None) -> None:
        if finished:
            self.action_forward()
        else:
            self._show()

    def follow(self, link: Link) -> None:
        """A link to a step of this lesson shows it, and leaves the bookmark where the learner was."""
        kind, _, target = link.target.partition(":")
        if kind != "stap":
            super().follow(link)
        elif (there := self.session.to_step(target)) is not self.session:
            self._visit(there)

    def _visit(self, there: LessonSession) -> None:
        """Show another step; going back leads to where the learner was."""
        self._origins.append(self.session)
        self.session = there
        self._show()

    def mark(self) -> None:
        """Show what is kept with the step now."""
        self._show(stay=True)

    @on(Moved)
    def _moved(self) -> None:
        if self.is_attached:
            self.query_one(LessonProgress).more = self.query_one(Reader).more_below
