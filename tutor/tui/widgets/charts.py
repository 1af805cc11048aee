"""Pictures of progress in text: every bar and block has its number beside it."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.style import Style

from tutor.dates import day_and_month
from tutor.learning.mastery import GoalMastery, Grasp, ModuleMastery
from tutor.learning.overview import DAYS, CalendarDay, CalendarWeek, Certainty, DayAhead
from tutor.learning.plan import make_plan, programmes_for
from tutor.service import phrases
from tutor.service.study import Study
from tutor.tui.text import line, lines, plain
from tutor.tui.widgets.modules import CELLS
from tutor.tui.widgets.progress import bar, counted

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
