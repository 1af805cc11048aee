"""How far something is, in words, signs and bars. The words carry it: never a colour, a bar or a block alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from msgspec import Struct
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from tutor.dates import day_and_month
from tutor.learning.answers import Mode
from tutor.learning.lesson import LessonSession
from tutor.learning.mastery import GoalMastery, Grasp, ModuleMastery
from tutor.learning.overview import DAYS, CalendarDay, CalendarWeek, Certainty, DayAhead
from tutor.learning.parts import HowFar
from tutor.learning.plan import go_on_at, make_plan, programmes_for
from tutor.learning.progress import Progress
from tutor.model import Lesson
from tutor.service import phrases
from tutor.service.phrases import about, whereabouts
from tutor.service.study import Study
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets.modules import CELLS

FULL, EMPTY = "━", "─"


def bar(done: int, total: int, width: int) -> Content:
    """A bar of `width` cells. Not full before everything is done, and not empty once something is."""
    cells = round(width * done / total) if total else 0
    cells = min(max(cells, 1 if done else 0), width if done >= total else width - 1)
    return line((FULL * cells, "$accent"), (EMPTY * (width - cells), "$rule"))


def counted(done: int, total: int, unit: str, width: int = 12) -> Content:
    """`━━━─────  3 van 10 lessen`."""
    return line(bar(done, total, width), plain(f"  {done} van {total} {unit}", "$text-muted"))


MORE = "▼ meer"
_WIDEST = 40


_STEPS, _STEP_SECONDS = 16, 1 / 24


class Growing(Widget):
    """A bar that grows to where the learner is now, so that one sees how far an etappe brought."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    Growing { height: 1; max-width: 40; margin-bottom: 1; }
    """

    share: reactive[float] = reactive(0.0)
    """From 0 to 1."""

    def __init__(self, before: float, after: float, *, moves: bool) -> None:
        """`moves`: whether it is seen growing; else it is there at once."""
        super().__init__()
        self._after = after
        self._step = (after - before) / _STEPS
        self.set_reactive(Growing.share, before if moves else after)

    def on_mount(self) -> None:
        if self.share < self._after:
            self._timer = self.set_interval(_STEP_SECONDS, self._grow)

    def _grow(self) -> None:
        self.share = min(self._after, self.share + self._step)
        if self.share == self._after:  # not after so many ticks: a slow computer skips some
            self._timer.stop()

    def render(self) -> Content:
        return bar(round(self.share * 1000), 1000, self.content_size.width)


class LessonProgress(Widget):
    """One line under the title: the etappe, the step in it, and how far it is, in minutes and as a bar."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    LessonProgress { height: 1; padding: 0 3; color: $text-muted; }
    """

    words: reactive[str] = reactive("")
    share: reactive[float] = reactive(0.0)
    """Of the minutes of the etappe that are behind."""
    more: reactive[bool] = reactive(False)
    """Whether there is text below the bottom of the screen."""

    def __init__(self, way: HowFar | None = None) -> None:
        """A place in a lesson, on a screen that stays there."""
        super().__init__()
        if way:
            self.set_reactive(LessonProgress.words, _step(way))
            self.set_reactive(LessonProgress.share, way.share)

    def show(self, way: HowFar) -> None:
        self.words, self.share = _step(way), way.share

    def render(self) -> Content:
        words = plain(f"{self.words}  ")
        if words.cell_length + len(MORE) > self.content_size.width:  # the step alone
            words = plain(f"{self.words.rpartition(', ')[2]}  ")
        more = plain(f"  {MORE}" if self.more else "", "$text-accent")
        room = max(0, self.content_size.width - words.cell_length - len(MORE) - 2)
        cells = min(room, _WIDEST)
        return line(words, bar(round(self.share * 1000), 1000, cells), more)


def _step(way: HowFar) -> str:
    return f"{whereabouts(way)}  {about(way.left)}"


class QuizProgress(Widget):
    """One line under the title."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    QuizProgress { height: 1; padding: 0 3; color: $text-muted; }
    """

    number: reactive[int] = reactive(1)
    """Of the question in view, from 1."""
    done: reactive[int] = reactive(0)
    """Questions answered."""
    total: reactive[int] = reactive(1)
    """It can grow while questions are asked."""
    left: reactive[float | None] = reactive(None)
    """Minutes, if that can be told."""

    def __init__(self, total: int, *, what: str = "vraag", of: str = "van") -> None:
        """`what` is counted, such as `scène`; `of`: `van minstens`."""
        super().__init__()
        self._what, self._of = what, of
        self.set_reactive(QuizProgress.total, total)

    def render(self) -> Content:
        left = "" if self.left is None else f"{about(self.left)}  "
        words = plain(f"{self._what} {self.number} {self._of} {self.total}  {left}")
        room = max(0, self.content_size.width - words.cell_length)
        return line(words, bar(self.done, self.total, min(room, _WIDEST)))


class LessonStatus(Struct, frozen=True):
    """How far a lesson is."""

    sign: str
    word: str
    style: str


FINISHED = LessonStatus("✓", "af", "$text-success")
READ = LessonStatus("…", "gelezen, nog te oefenen", "$text-accent")
BEGUN = LessonStatus("…", "bezig", "$text-accent")
NEW = LessonStatus("·", "nog niet", "$text-muted")


def status_of(progress: Progress, lesson: Lesson) -> LessonStatus:
    """Whether a lesson is learned, only read, begun or new."""
    if progress.learned(lesson):
        return FINISHED
    return READ if progress.read(lesson) else BEGUN if lesson.head.id in progress.places else NEW


def place_in(progress: Progress, lesson: Lesson) -> tuple[int, int]:
    """The page where the learner is, from 1, and the number of pages."""
    session = LessonSession.at(lesson, go_on_at(progress, lesson))
    return session.index + 1, len(session.pages)


def last_test(progress: Progress, lesson: Lesson) -> str:
    """`toets 7 van 9 goed`, or empty when no toets was finished."""
    for quiz in reversed(progress.done):
        if quiz.lesson == lesson.head.id and quiz.mode == Mode.TEST:
            return f"toets {quiz.right} van {quiz.scored} goed"
    return ""


BLOCKS = "░▒▓█"
LEVELS = (5, 15, 30)
"""Minutes on a day from which the block is darker."""
MOST = 99
"""Minutes that fit in a day of the calendar."""
_BAR, _RAIL = 14, 33


def calendar(weeks: tuple[CalendarWeek, ...]) -> Iterator[Content]:
    """Four weeks with a block and the minutes for each day on which something was learned."""
    yield plain("      " + " ".join(f"{day:>3}" for day in DAYS), "$text-muted")
    for week in weeks:
        first = week.days[0].day
        yield line((f"{first.day:>2}-{first.month:<2} ", "$text-muted"), *(_day(day) for day in week.days))


def week(days: CalendarWeek) -> Iterator[Content]:
    """One week on one line."""
    for day in days.days:
        yield line(
            (f" {DAYS[day.day.weekday()]}", "$text-muted"), _day(day) if not day.ahead else plain("  · ", "$rule")
        )


def _day(day: CalendarDay) -> Content:
    if day.ahead:
        return plain("    ")
    if not day.active:
        return plain("  · ", "$text-muted")
    block = BLOCKS[sum(day.minutes >= level for level in LEVELS)]
    return line((block, "$accent"), f"{min(day.minutes, MOST) or '':>2} ")


def ahead(days: tuple[DayAhead, ...], *, every: bool = False) -> Iterator[Content]:
    """A bar for each day on which something comes back; for `every` day when there is such a day among them."""
    most = max((day.items for day in days), default=0)
    for number, day in enumerate(days):
        name = "vandaag" if number == 0 else f"{DAYS[day.day.weekday()]} {day_and_month(day.day)}"
        if day.items:
            yield line((f"{name:<16}", "$text-muted"), bar(day.items, most, _BAR), f" {day.items}")
        elif every and most:
            yield line((f"{name:<16}", "$text-muted"), ("·", "$text-muted"))


def rail(
    study: Study, weeks: tuple[CalendarWeek, ...], days: tuple[DayAhead, ...], cells: tuple[tuple[Grasp, ...], ...]
) -> Iterator[Content]:
    """What stands beside home: the weeks behind, the days ahead, what sinks away, and the programme."""
    yield plain("Wat je deed", "bold $text-primary")
    yield from calendar(weeks)
    yield lines("", ("Wat terugkomt", "bold $text-primary"))
    yield from list(ahead(days, every=True)) or [plain("Nog niets. Wat je leert, zie je hier.", "$text-muted")]
    lessons = [lesson for module in study.catalogue.modules for lesson in module.lessons]
    known = [grasp for module in cells for grasp in module]
    sinking = [one for one, grasp in zip(lessons, known, strict=True) if grasp is Grasp.SINKING]
    most = len(days)  # a high window has more days, and room for more of what is below them
    if sinking:
        yield lines("", (f"Zakt weg ({len(sinking)})", "bold $text-primary"))
        for lesson in sinking[: most // 2]:
            yield line(CELLS[Grasp.SINKING], f" {lesson.head.title}").truncate(_RAIL, ellipsis=True)
    plan = make_plan(study.progress, study.catalogue)
    if plan.programme:
        yield lines("", (plan.programme.programme.title, "bold $text-primary"))
        done = next((n for n, state in enumerate(plan.programme.stops) if not state.done), 0)
        for state in plan.programme.stops[max(0, done - 1) :][: most - 2]:
            sign = ("✓ ", "$text-success") if state.done else ("· ", "$text-muted")
            step = state.lesson.step(state.stop.step) if state.stop.step else None
            yield line(sign, step.title if step else state.lesson.head.title).truncate(_RAIL, ellipsis=True)
    elif study.catalogue.programmes:
        yield lines("", line(("Programma’s", "bold $text-primary"), ("  kies met 4", "$text-muted")))
        for programme in programmes_for(study.progress, study.catalogue):
            title = plain(programme.title).truncate(_RAIL, ellipsis=True)
            yield title.stylize(Style.from_meta({"@click": f"screen.programme({programme.id!r})"}))
    if plan.skippable:
        yield lines("", ("Over te slaan", "bold $text-primary"))
        yield plain(phrases.count(len(plan.skippable), "les die je al kent", "lessen die je al kent"), "$text-muted")


def coming(days: tuple[DayAhead, ...]) -> Content:
    """The same on one line."""
    named = [("vandaag" if n == 0 else DAYS[day.day.weekday()], day.items) for n, day in enumerate(days) if day.items]
    if not named:
        return plain("nog niets; wat je leert, zie je hier terug", "$text-muted")
    (first, items), *rest = named  # with a noun: `do 4` is a date
    counts = [(first, phrases.count(items, "vraag", "vragen")), *((day, str(items)) for day, items in rest)]
    return Content("  ").join(line((f"{day}: ", "$text-muted"), (count, "$accent")) for day, count in counts)


def certainty(found: tuple[Certainty, ...]) -> Iterator[Content]:
    """How many answers were right, for each certainty."""
    for one in found:
        if one.share is None:
            yield line((f"{one.confidence:<9}", "$text-muted"), ("nog niet gezegd", "$text-muted"))
        else:
            counts = f" {one.right} van {one.answers}, {phrases.percent(one.share)} goed"
            yield line((f"{one.confidence:<9}", "$text-muted"), bar(one.right, one.answers, 10), counts)


def modules(found: tuple[ModuleMastery, ...]) -> Iterator[Content]:
    """Lessons, goals, and what is still known, module by module."""
    for number, module in enumerate(found):
        if number:
            yield plain("")
        yield plain(module.module.head.title, "bold")
        lessons = len(module.module.lessons)
        yield counted(module.finished, lessons, "les af" if lessons == 1 else "lessen af", _BAR)
        if module.practised:
            sinking = phrases.sinking(module.sinking)
            chance = phrases.chance(module.chance, learned=bool(module.mastered or module.sinking))
            about = ", ".join(filter(None, ("doelen beheerst", sinking, chance)))
            yield counted(module.mastered, len(module.goals), about, _BAR)


def goals(found: tuple[ModuleMastery, ...]) -> Iterator[Content]:
    """The goals that were practised, by module."""
    practised = [module for module in found if module.practised]
    for module in practised:
        yield plain("")
        yield plain(module.module.head.title, "bold")
        yield from (_goal(goal) for goal in module.practised)
    if not practised:
        yield plain("Je hebt nog niet geoefend.")


def _goal(goal: GoalMastery) -> Content:
    facts = phrases.stands(goal.standing)
    return line("– ", goal.goal.text, (f" ({facts})", "$text-muted"))
