"""A calendar of the last four weeks: on which days something was learned, and how long."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from tutor.learning.duration import LearningTime
from tutor.learning.rhythm import WEEKS

DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """One day."""

    day: date
    active: bool
    minutes: int
    """Estimated; 0 also for a day with one short visit."""
    ahead: bool
    """Still to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarWeek:
    """Monday to Sunday."""

    days: tuple[CalendarDay, ...]

    @property
    def minutes(self) -> int:
        """All days together."""
        return sum(day.minutes for day in self.days)


def calendar(active_days: Collection[date], time: LearningTime, today: date) -> tuple[CalendarWeek, ...]:
    """Four weeks from Monday to Sunday, oldest first; the last one holds today."""
    monday = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)

    def at(day: date) -> CalendarDay:
        return CalendarDay(day=day, active=day in active_days, minutes=time.minutes(day), ahead=day > today)

    return tuple(
        CalendarWeek(days=tuple(at(monday + timedelta(weeks=week, days=day)) for day in range(len(DAYS))))
        for week in range(WEEKS)
    )
