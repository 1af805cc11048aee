"""A casus: a scene with choices, what the choice brings, and at an ending the debrief."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from tutor.content.statute import cite_all, sheets
from tutor.learning.casus import MOVE, CasusSession, Debrief, Twig, noted_with, tree
from tutor.learning.minutes import walk_minutes
from tutor.model import CasusChoice, Judgement, Law
from tutor.service import phrases
from tutor.service.phrases import JUDGEMENT
from tutor.service.study import Study
from tutor.tui.screens.outline import NOTE, Rail, columns, place_of, write_note
from tutor.tui.screens.scrolling import READ_MORE, QuestionScreen
from tutor.tui.screens.statutes import law
from tutor.tui.text import line, lines, plain, wrapped
from tutor.tui.widgets.charts import QuizProgress
from tutor.tui.widgets.frame import KeyLines, TopBar
from tutor.tui.widgets.picker import Entry, MenuList, keys_of, menu
from tutor.tui.widgets.question import QuestionCard, Reminded
from tutor.tui.widgets.scrolling import LessonText, Row

SIGN: Mapping[Judgement, tuple[str, str]] = {
    Judgement.STRONG: ("✓", "$text-success"),
    Judgement.DEFENSIBLE: ("~", "$text-warning"),
    Judgement.WEAK: ("✗", "$text-error"),
}
"""Sign and colour of each judgement; the word is in `phrases.JUDGEMENT`."""


def judged(judgement: Judgement) -> Content:
    """Sign and word in the colour of the judgement: `✓ Sterk`."""
    sign, style = SIGN[judgement]
    return plain(f"{sign} {JUDGEMENT[judgement]}", f"bold {style}")


def cited(sources: tuple[str, ...], register: Mapping[str, Law]) -> Row | None:
    """Where it can be looked up; None without sources."""
    found = cite_all(sources, register)
    return Row(plain("§ ", "$text-muted"), plain(f"Bron: {found}.", "$text-muted")) if found else None


def outcome_row(choice: CasusChoice) -> Row:
    """The judgement of a choice, and why."""
    sign, style = SIGN[choice.judgement]
    word = (JUDGEMENT[choice.judgement], f"bold {style}")
    return Row(plain(f"{sign} ", f"bold {style}"), lines(line(word), choice.feedback))


class Scene(Widget):
    """Who you are, and what happens."""

    DEFAULT_CSS = """
    Scene { height: auto; width: 1fr; padding: 0 2; margin-bottom: 1; }
    Scene > .role { color: $text-muted; margin-bottom: 1; }
    Scene > .role.-switched { color: $text-accent; text-style: bold; border-left: thick $accent; padding: 0 1; }
    """

    def __init__(self, session: CasusSession) -> None:
        super().__init__()
        self._session = session

    def compose(self) -> ComposeResult:
        if said := self._session.who:
            yield Static(plain(said), classes="role -switched" if self._session.switched else "role")
        yield LessonText(self._session.node.text)


class Consequence(Widget):
    """What a choice brought, and whether it was wise."""

    DEFAULT_CSS = """
    Consequence { height: auto; width: 1fr; background: $surface; padding: 0 1; }
    Consequence.-strong { border-left: thick $success; }
    Consequence.-defensible { border-left: thick $warning; }
    Consequence.-weak { border-left: thick $error; }
    Consequence > Row { margin-bottom: 1; }
    """

    def __init__(self, choice: CasusChoice, register: Mapping[str, Law]) -> None:
        super().__init__(classes=f"-{choice.judgement.name.casefold()}")
        self._choice = choice
        self._register = register

    def compose(self) -> ComposeResult:
        yield Row(plain("  "), lines(("Jij koos", "$text-muted"), (self._choice.text, "bold")))
        yield Row(plain("→ ", "bold $text-accent"), plain(self._choice.consequence))
        yield outcome_row(self._choice)
        source = cited(self._choice.sources, self._register)
        if source:
            yield source


class TreeView(Widget):
    """The tree of a casus: ● taken, ○ not taken."""

    DEFAULT_CSS = """
    TreeView { height: auto; width: 1fr; }
    """

    def __init__(self, twigs: list[Twig]) -> None:
        super().__init__()
        self._twigs = twigs

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._drawn(width))

    def render(self) -> Content:
        return lines(*self._drawn(self.content_size.width))

    def _drawn(self, width: int) -> list[Content]:
        return [part for twig in self._twigs for part in self._branch(twig, width)]

    def _branch(self, twig: Twig, width: int) -> Iterator[Content]:
        """A choice goes on below itself, between the lines of its neighbours; the sign of an ending is never alone."""
        end = line("\u00a0", SIGN[twig.ending]) if twig.ending else plain("\u00a0↺" * twig.joins, "$text-muted")
        mark = ("● ", "bold $text-accent") if twig.taken else ("○ ", "$text-muted")
        text = line((twig.text, "bold" if twig.taken else ""), end)
        first, *more = wrapped(text, max(8, width - cell_len(twig.rails) - 2))
        yield line((twig.rails, "$text-muted"), mark, first)
        below = twig.rails[:-3] + ("│  " if twig.rails.endswith("├─ ") else "   ")
        for part in more:
            yield line((f"{below}  ", "$text-muted"), part)


class DebriefView(Widget):
    """The road taken, the road not taken, and what the law asks at the least."""

    DEFAULT_CSS = """
    DebriefView { height: auto; width: 1fr; padding: 0 2; }
    DebriefView > .title { color: $text-primary; text-style: bold; margin-top: 1; }
    DebriefView > Row.-next { margin-top: 1; }
    DebriefView > .verdict { background: $surface; margin-top: 1; }
    """

    def __init__(
        self, debrief: Debrief, twigs: list[Twig], sources: tuple[str, ...], register: Mapping[str, Law]
    ) -> None:
        """`sources`: of the casus as a whole."""
        super().__init__()
        self._twigs = twigs
        self._debrief = debrief
        self._sources = sources
        self._register = register

    def compose(self) -> ComposeResult:
        debrief = self._debrief
        yield LessonText(debrief.ending.text)
        if debrief.ending.ending:
            ending = judged(debrief.ending.ending)
            yield Static(lines(line(("Zo liep het af: ", "bold"), ending), debrief.ending.debrief), classes="verdict")
        if debrief.path:
            yield _title("De hele boom: ● koos je, ○ koos je niet; erachter hoe het afloopt")
            yield TreeView(self._twigs)
            yield _title("Jouw weg")
            yield from (_step(number, choice) for number, (_, choice) in enumerate(debrief.path, 1))
            yield _title("De weg die je niet nam")
            yield from self._not_taken()
        yield _title("Wat de wet in elk geval vraagt")
        yield Static(plain(debrief.floor))
        source = cited(self._sources, self._register)
        if source:
            yield source

    def _not_taken(self) -> Iterator[Row]:
        for number, road in enumerate(self._debrief.not_taken, 1):
            for place, choice in enumerate(road.choices):
                row = _step(number, choice, choice.consequence)
                row.set_class(number > 1 and not place, "-next")
                yield row


def _title(text: str) -> Static:
    return Static(plain(text), classes="title")


def _step(number: int, choice: CasusChoice, consequence: str = "") -> Row:
    sign, style = SIGN[choice.judgement]
    text: Content = line(choice.text, (f" ({judged(choice.judgement).plain[2:].casefold()})", style))
    return Row(line(f"{number}. ", (f"{sign} ", style)), lines(text, f"→ {consequence}") if consequence else text)


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
        yield QuizProgress(1, what="scène", of="van minstens")
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
            session.casus, session.node.id, session.behind
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
        if session.finished and not reading:  # the whole tree stands in the debrief
            yield from law(sheets(session.casus.sources, study.catalogue))
        else:
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
