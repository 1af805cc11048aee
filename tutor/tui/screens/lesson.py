"""A lesson, page after page, and its end. Questions, casus and quiz come on their own screens in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import ClassVar

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content

from tutor.learning.days import study_day
from tutor.learning.lesson import LessonSession, PageKind, more_items, step_page
from tutor.learning.mastery import standings
from tutor.learning.parts import HowFar, how_far, parts, stop_after
from tutor.learning.plan import after
from tutor.learning.quiz import Mode
from tutor.learning.quiz_replay import last_round
from tutor.model import Catalogue, Lesson, Step, StepRole
from tutor.service import phrases
from tutor.service.study import Study
from tutor.tui import destinations as to
from tutor.tui.destinations import Destination, Go, ToHome, ToLesson, ToLessonDone, ToPage, ToStep, going_on
from tutor.tui.screens.outline import (
    RESULTS,
    OutlineDialog,
    StopScreen,
    above,
    below,
    beside,
    card,
    grown,
    outlined,
    place_of,
    write_note,
)
from tutor.tui.shell import TutorScreen
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets.charts import LessonProgress
from tutor.tui.widgets.frame import KeyLine, TopBar
from tutor.tui.widgets.picker import MenuList, menu
from tutor.tui.widgets.scrolling import Reader, Row


def lesson_screen(study: Study, opened: LessonSession, destination: Destination) -> LessonScreen:
    """A lesson where the learner is, or at the step that is looked up."""
    match destination:
        case ToStep(anchor, only=only):
            return LessonScreen(study, opened, at=anchor, until=step_page(anchor) if only else "")
        case ToLesson(looking=looking):
            return LessonScreen(study, opened, looking=looking)
    return LessonScreen(study, opened)


class LessonScreen(TutorScreen[bool]):
    """A lesson. The place is kept at every page. Dismisses with True only at the page where it was to stop."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "read_on", "Verder"),
        Binding("space,pagedown", "read_on", "Verder", show=False),
        Binding("right", "skip", "Sla over", show=False),
        Binding("backspace,pageup", "back", "Terug", show=False),
        Binding("r", "ask", "Opnieuw"),
        Binding("m", "plan", "Dit ga ik doen"),
        Binding("i", "outline", "Inhoud"),
        Binding("escape", "dismiss", "Sluiten"),
        Binding("n", "note", "Notitie"),
        Binding("left", "back", "Terug"),
        Binding("b", "bookmark", "Bladwijzer"),
    ]

    def __init__(
        self, study: Study, session: LessonSession, *, at: str = "", looking: bool = False, until: str = ""
    ) -> None:
        """`at`: anchor of a step to look up. `looking`: it is only looked up. `until`: the page that closes it."""
        super().__init__()
        self.study = study
        self.session = session
        self._at = at
        self._looking = looking
        self._until = until
        self._origins: list[LessonSession] = []
        """Pages to go back to while something is looked up: the place stays at the first one."""
        self._warned = False

    def compose(self) -> ComposeResult:
        yield TopBar(self._place())
        yield LessonProgress()
        yield Horizontal(Reader(""), beside(), id="body")
        yield KeyLine()

    def _place(self) -> Content:
        module = next(module for module in self.study.catalogue.modules if module.head.id == self.lesson.module)
        return line((f"{module.head.title} › ", "$text-muted"), self.lesson.head.title)

    def on_mount(self) -> None:
        """Begin where the learner was, or at the step that was asked for."""
        there = self.session.to_step(self._at)
        again = self.study.progress.learned(self.lesson) and not self._until
        if there is not self.session:
            self._visit(there)
        elif self._looking:
            self._show()
        else:
            self._go(self.session, ask=not again)
        if again and not self._at:  # whoever comes back looks for something
            self.action_outline()

    def renew(self, catalogue: Catalogue) -> None:
        """The same page of the lesson as it is now; of a lesson that is gone, as it was."""
        if self.lesson.head.id in catalogue.lessons:
            step, fresh = self.step, self.study.open_lesson(self.lesson.head.id)
            self.session = fresh.to_step(step.anchor) if step else fresh
            self.query_one(TopBar).place = self._place()
            self._show(stay=True)

    # Moving

    def _go(self, session: LessonSession, *, ask: bool) -> None:
        """Show a page and keep the place. Reading goes on when the place cannot be kept; the learner is told once.

        `ask`: open the question of the page at once, unless it was answered before.
        """
        if not self._warned:
            self._warned = True
            with self.shell.stored():
                self.study.go(session)
                self._warned = False
        self.session = session
        self._show()
        if ask and not self._is_step and not self._done:
            self.action_ask()

    @property
    def _is_step(self) -> bool:
        return self.session.page.kind is PageKind.STEP

    @property
    def _done(self) -> bool:
        return self.study.progress.did(self.session.lesson, self.session.page)

    @property
    def lesson(self) -> Lesson:
        return self.session.lesson

    @property
    def step(self) -> Step | None:
        """The step in view; None when the page asks something."""
        return self.session.lesson.step(self.session.page.subject) if self._is_step else None

    @property
    def far(self) -> HowFar:
        """How far this is, at the learner's own pace."""
        return how_far(self.session, self.study.progress.pace, self.study.catalogue.lessons.values())

    def _show(self, *, stay: bool = False) -> None:
        self.query_one(LessonProgress).show(self.far)
        outline = self.query_one("Rail > MenuList", MenuList)
        outline.entries, here = outlined(self.study, self.session, self._jump)
        outline.highlighted = here
        lesson, reader = self.session.lesson, self.query_one(Reader)
        if self.step:
            head, foot = above(self.study, lesson, self.step), below(self.study, lesson, self.step)
            today = study_day(self.study.now())
            reader.show(self.step.text, above=head, below=foot, stay=stay, today=today, explain=self._meaning)
        else:
            reader.show("", above=card(self.session.page, done=self._done))
        self.refresh_bindings()

    def _meaning(self, target: str) -> str:
        kind, _, name = target.partition(":")
        term = self.study.catalogue.glossary.get(name) if kind == "begrip" else None
        return term.explanation if term else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be done on this page: keeping needs a step, an action is taken on where it stands, once."""
        match action:
            case "ask":
                return self.is_mounted and not self._is_step and self._done
            case "note" | "bookmark":
                return self.is_mounted and self.step is not None
            case "plan":
                return self.is_mounted and self._may_plan
            case "back":
                return bool(self._origins or self.session.index)
        return True

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
        """The next page, or the end. Who looks something up keeps the place, until going on from where it was."""
        if self._origins and self.session.page.id != self._origins[0].page.id:
            last = self.session.at_end or self.session.page.id == self._until
            self.dismiss(True) if last else self._visit(self.session.forward())
        elif self.session.at_end:
            self.post_message(Go(ToLessonDone(self.lesson.head.id), leaving=True))
        elif self.session.page.id == self._until:
            self._go(self.session.forward(), ask=False)
            self.dismiss(True)
        elif stop_after(self.session):
            self.app.push_screen(StopScreen(self.session, self.far), self._stopped)
        else:
            self._origins.clear()
            self._go(self.session.forward(), ask=True)

    def _stopped(self, go_on: bool | None) -> None:
        """After an etappe: on to the next one, which is the place that is kept, or home."""
        self._go(self.session.forward(), ask=bool(go_on))
        if not go_on:
            self.post_message(Go(ToHome()))

    def action_back(self) -> None:
        """Where the learner came from by a link, or else the page before."""
        if self._origins:
            self.session = self._origins.pop()
            self._show()
        elif self.session.index:
            self._go(self.session.back(), ask=False)

    def action_outline(self) -> None:
        """Choose a page from the outline of the lesson."""
        self.app.push_screen(OutlineDialog(self.study, self.session), self._jump)

    def _jump(self, index: int | None) -> None:
        """Look at another page; the place stays where the learner was."""
        if index == RESULTS:
            self.post_message(Go(to.ToResults(self.lesson.head.id)))
        elif index is not None and index != self.session.index:
            self._visit(replace(self.session, index=index))

    # Questions

    def action_ask(self) -> None:
        """Open the question, casus or quiz of this page."""
        if not self._is_step:
            self.post_message(Go(ToPage(self.session), then=self._asked))

    def _asked(self, finished: bool | None) -> None:
        if finished:
            self.action_forward()
        elif finished is None:
            self._go(self.session.forward() if self._done else self.session, ask=False)
            self.dismiss()
        else:
            self._show()

    @on(Go)
    def _to_step(self, message: Go) -> None:
        """A link to a step of this lesson shows it, and leaves the bookmark where the learner was."""
        match message.destination:
            case ToStep(anchor, ""):
                message.stop()
                if (there := self.session.to_step(anchor)) is not self.session:
                    self._visit(there)

    def _visit(self, there: LessonSession) -> None:
        """Show another page; going back leads to where the learner was."""
        if there.page.kind is PageKind.STEP:
            with self.shell.stored():
                self.study.read_step(self.lesson, there.page.subject)
        self._origins.append(self.session)
        self.session = there
        self._show()

    @on(Reader.Moved)
    def _moved(self) -> None:
        if self.is_attached:
            self.query_one(LessonProgress).more = self.query_one(Reader).more_below

    # What a learner keeps with a step: a note, a bookmark, and the action of "morgen doen"

    @property
    def _may_plan(self) -> bool:
        action = self.study.progress.notebook.actions.get(self.lesson.head.id)
        planned = action is not None and action.done is None
        return self.step is not None and self.step.role is StepRole.TOMORROW and not planned

    def action_note(self) -> None:
        """Write a note with this step."""
        if self.step:
            write_note(self, self.study, self.lesson, self.step, partial(self._show, stay=True))

    def action_bookmark(self) -> None:
        """Set a bookmark at this step, or take it away."""
        if self.step:
            with self.shell.stored():
                self.study.bookmark(place_of(self.lesson, self.step))
                self._show(stay=True)

    def action_plan(self) -> None:
        """Take on what this lesson says to do tomorrow."""
        with self.shell.stored():
            self.study.plan_action(self.lesson)
            self._show(stay=True)
            self.shell.tell(phrases.PLANNED)


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
            if self.study.progress.learned(self.lesson):
                yield grown(self.lesson, len(parts(self.lesson)), moves=self.shell.moves)
            yield Row(plain(""), self._summary(), classes="summary")
            yield MenuList(menu(self._choices()), highlighted=0)
        yield KeyLine()

    def on_mount(self) -> None:
        self.settle()

    def _summary(self) -> Content:
        known = standings(self.study.progress, self.study.catalogue, self.study.now())
        goals = [
            line("– ", goal.text, (f" ({phrases.standing(known[goal.id])})", "$text-muted"))
            for goal in self.lesson.head.goals
        ]
        learned = self.study.progress.learned(self.lesson)
        state = phrases.lesson_state(self.study.progress, self.lesson)
        head = (f"✓ {state}", "bold $text-success") if learned else (state, "bold $text-accent")
        return lines(head, "", "De doelen van deze les:", *goals, "", "En nu?")

    def _choices(self) -> Iterator[tuple[Content, Destination | Callable[[], object]]]:
        here, catalogue = self.lesson.head.id, self.study.catalogue
        if not self.study.progress.learned(self.lesson):
            yield plain(phrases.ANSWER_REST), partial(self._leave, to.ToLesson(here))
        for number, stop in enumerate(after(self.study.progress, catalogue, self.lesson)):
            title = f"{phrases.OR_ELSE if number else phrases.AFTER}: {phrases.todo(stop, catalogue)}"
            yield plain(title), partial(self._leave, going_on(stop))
        if more := [item.id for item in more_items(self.lesson)]:
            yield plain(phrases.more(len(more))), partial(self._leave, to.ToMistakes(tuple(more), more=True))
        if latest := last_round(self.study.progress, self.lesson):
            yield plain(f"{phrases.LAST_ROUND}: {phrases.last_round(latest)}"), to.ToResults(here)
        again = to.ToQuiz(here, Mode.PRACTICE)
        yield plain("Oefenen met alle vragen van deze les"), partial(self._leave, again)
        yield plain("Klaar voor vandaag"), to.ToHome()

    def _leave(self, destination: Destination) -> None:
        self.post_message(Go(destination, leaving=True))
