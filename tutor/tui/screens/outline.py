"""What stands around the text of a lesson: above and below it, its outline beside it, the stop after an etappe."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor.dates import day_and_month
from tutor.learning.days import study_day
from tutor.learning.lesson import LessonSession, Page, PageKind
from tutor.learning.notebook import Action, Place
from tutor.learning.parts import HowFar, parts
from tutor.learning.quiz_replay import last_round
from tutor.model import Lesson, Step, StepRole
from tutor.service import phrases
from tutor.service.study import Study
from tutor.tui.shell import ListPage, TutorDialog, TutorScreen
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets.charts import Growing
from tutor.tui.widgets.frame import KeyLine, TopBar
from tutor.tui.widgets.picker import Entry, MenuList, menu
from tutor.tui.widgets.scrolling import Row, ScrollPage

ROLE = {
    StepRole.SITUATION: "Situatie",
    StepRole.CORE: "Kern",
    StepRole.EXAMPLE: "Voorbeeld",
    StepRole.DISCUSSION: "Gesprek",
    StepRole.TOMORROW: "Morgen",
}
BOOKMARK, NOTE = "♦", "¶"
RESULTS = -1
"""In the place of a page in the outline: how the last quiz or toets went."""


def place_of(lesson: Lesson, step: Step) -> Place:
    """Where notes and bookmarks of a step are kept."""
    return Place(lesson=lesson.head.id, step=step.anchor)


def above(study: Study, lesson: Lesson, step: Step) -> Content:
    """The kind of step with its title, and its marks on the line that is empty without them."""
    book, place = study.progress.notebook, place_of(lesson, step)
    marks = [
        *([f"{BOOKMARK} bladwijzer"] if place in book.bookmarks else []),
        *([f"{NOTE} notitie"] if place in book.notes else []),
    ]
    draft = [plain(phrases.DRAFT, "bold $text-warning")] if lesson.draft else []
    title = line((f"{ROLE[step.role]}  ", "$text-accent"), (step.title, "bold $text-primary"))
    return lines(*draft, title, ("  ".join(marks), "$text-success"))


def below(study: Study, lesson: Lesson, step: Step) -> Content | None:
    """The learner's note, and on the last step what became of the action."""
    note = study.progress.notebook.notes.get(place_of(lesson, step))
    action = study.progress.notebook.actions.get(lesson.head.id) if step.role is StepRole.TOMORROW else None
    parts = [
        *([plain(_state(action), "$text-success")] if action else []),
        *([plain(f"{NOTE} Jouw notitie", "bold $text-accent"), plain(note.text)] if note else []),
    ]
    return lines(*parts) if parts else None


def write_note(
    screen: TutorScreen[Any], study: Study, lesson: Lesson, step: Step, then: Callable[[], object], draft: str = ""
) -> None:
    """Let the learner write a note with a step. `then`: what to do once it is kept; `draft`: what was not kept before.

    When it cannot be stored, the words stay where they were typed.
    """
    from tutor.tui.screens.dialog import NoteEditor

    place = place_of(lesson, step)
    note = study.progress.notebook.notes.get(place)
    where = f"notitie {place.lesson} {place.step}"
    found = "" if draft else screen.shell.take_draft(where)

    def noted(text: str | None) -> None:
        if text is None:
            return
        kept = False
        with screen.shell.stored():
            study.note(place, text)
            kept = True
        then() if kept else write_note(screen, study, lesson, step, then, text)

    title = plain(f"Notitie bij ‘{step.title}’")
    before = note.text if note else ""
    editor = NoteEditor(where, title, before, draft=found or draft or None, put_back=bool(found))
    screen.app.push_screen(editor, noted)


def _state(action: Action) -> str:
    if action.done:
        return f"✓ Gedaan op {day_and_month(study_day(action.done))}."
    return f"… Dit ga je doen. Genoteerd op {day_and_month(study_day(action.planned))}."


def card(page: Page, *, done: bool) -> Content:
    """What a page asks, for a learner who left its question or comes by again."""
    about = plain(phrases.PAGE[page.kind], "$text-accent")
    title = plain(page.title, "bold $text-primary")
    if done:
        state = lines(("✓ Gedaan.", "$text-success"), "Enter: verder. r: nog een keer.")
    else:
        state = lines("Enter: openen. →: sla over.")
    if (done and page.kind is PageKind.GUESS) or title.plain == about.plain:
        return lines(title, "", state)  # what was guessed once may have been learned since
    return lines(about, title, "", state)


def outlined(
    study: Study, session: LessonSession, go: Callable[[int], object] | None = None
) -> tuple[tuple[Entry, ...], int]:
    """Every page under its etappe, with its minutes and whether it was done; and which of them is in view.

    `go`: what to do with the index of a page that is chosen, or with `RESULTS`.
    """
    lesson, progress = session.lesson, study.progress
    slow = progress.pace.slowness(study.catalogue.lessons.values())
    seen: Collection[str] = progress.visited.get(lesson.head.id, ())
    entries: list[Entry] = []
    index = here = 0
    for etappe in parts(lesson):
        spent = phrases.minutes(max(1, round(slow * etappe.minutes)))
        entries.append(Entry(plain(f"Etappe {etappe.number} · {spent}"), heading=True))
        for page in etappe.pages:
            here = len(entries) if page == session.page else here
            done = page.id in seen if page.kind is PageKind.STEP else progress.did(lesson, page)
            title = plain(page.title, "" if page.kind is PageKind.STEP else "$text-muted not bold")
            entries.append(
                Entry(title, mark="✓" if done and page != session.page else "", go=go and partial(go, index))
            )
            index += 1
    if latest := last_round(progress, lesson):
        entries.append(Entry(plain(phrases.LAST_ROUND), heading=True))
        entries.append(Entry(plain(phrases.last_round(latest)), go=go and partial(go, RESULTS)))
    return tuple(entries), here


class Rail(VerticalScroll, can_focus=False):
    """What stands beside the column in a wide window."""

    DEFAULT_CSS = """
    Rail { width: 34; height: 1fr; padding: 1 1 0 1; display: none; scrollbar-size-vertical: 1; }
    Rail.-filled { border-left: solid $rule; }
    Rail .aside { height: auto; }
    """
    _waiting: tuple[Widget, ...] = ()

    async def fill(self, *parts: Widget) -> None:
        """Show these in the place of those of before. While the window is too narrow for a rail they are not made."""
        await self.query(".aside").remove()
        self._waiting = parts
        if self.display:
            await self.on_show()

    async def on_show(self) -> None:
        """The window became wide enough."""
        parts, self._waiting = self._waiting, ()
        if parts:
            await self.mount(Vertical(*parts, classes="aside"))


def beside(entries: Sequence[Entry] = (), here: int | None = None) -> Rail:
    """The outline in a rail: a click on a page goes there; keys are those of the page beside it."""
    menu = MenuList(entries, highlighted=here)
    menu.can_focus = False
    return Rail(menu, classes="-filled")


def columns(study: Study, place: LessonSession | None) -> Horizontal:
    """The part of a screen that scrolls, and beside it the outline of the lesson, if it is in one."""
    return Horizontal(ScrollPage(overlap=1), beside(*outlined(study, place)) if place else Rail(), id="body")


class OutlineDialog(TutorDialog[int]):
    """The outline, for who looks for a page; dismisses with its index."""

    DEFAULT_CSS = """
    OutlineDialog .dialog { width: 72; }
    """

    def __init__(self, study: Study, session: LessonSession) -> None:
        super().__init__()
        self._study = study
        self._session = session

    def compose(self) -> ComposeResult:
        entries, here = outlined(self._study, self._session, self.dismiss)
        with ListPage(classes="dialog"):
            yield Static(plain(self._session.lesson.head.title), classes="dialog-title")
            yield MenuList(entries, highlighted=here)
        yield KeyLine()

    def on_mount(self) -> None:
        menu = self.query_one(MenuList)
        self.set_focus(menu, scroll_visible=False)
        if menu.highlighted is not None:
            menu.bring_into_view(menu.highlighted)


def grown(lesson: Lesson, done: int, *, moves: bool) -> Growing:
    """How far so many etappes bring, in minutes, from where the learner was before the last of them."""
    spent = [etappe.minutes for etappe in parts(lesson)]
    return Growing(sum(spent[: done - 1]) / sum(spent), sum(spent[:done]) / sum(spent), moves=moves)


class StopScreen(TutorScreen[bool]):
    """The end of an etappe: a place where one can stop. Dismisses with True to go on."""

    DEFAULT_CSS = """
    StopScreen .summary { margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(False)", "Morgen verder")]

    def __init__(self, session: LessonSession, way: HowFar) -> None:
        super().__init__()
        self._session = session
        self._way = way

    def compose(self) -> ComposeResult:
        etappe = self._way.etappe
        yield TopBar(plain(self._session.lesson.head.title))
        with VerticalScroll(id="page", can_focus=False):
            head = line((f"{phrases.STOP_HERE}", "bold $text-primary"))
            yield Row(plain(""), head, classes="summary")
            yield grown(self._session.lesson, etappe.number, moves=self.shell.moves)
            yield Row(plain(""), lines(*phrases.stopping(self._session, self._way)), classes="summary")
            choices = (phrases.GO_ON, True), (phrases.STOP_TODAY, False)
            yield MenuList(menu((plain(text), partial(self.dismiss, on)) for text, on in choices), highlighted=0)
        yield KeyLine()

    def on_mount(self) -> None:
        self.settle()
