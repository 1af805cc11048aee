"""Pictures of progress in text: every bar and block has its number beside it."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from tutor.dates import day_and_month
from tutor.learning.mastery import GoalMastery, ModuleMastery
from tutor.learning.overview import DAYS, CalendarDay, CalendarWeek, Certainty, DayAhead
from tutor.service import phrases
from tutor.tui.text import line, plain
from tutor.tui.widgets.progress import bar, counted

BLOCKS = "░▒▓█"
LEVELS = (5, 15, 30)
"""Minutes on a day from which the block is darker."""
MOST = 99
"""Minutes that fit in a day of the calendar."""
_BAR = 14


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
