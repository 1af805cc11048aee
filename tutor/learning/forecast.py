"""What comes back in the days ahead. A forecast and never a backlog: today counts for one session at the most."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tutor.learning.days import study_day
from tutor.learning.memory import Memory

DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class DayAhead:
    """How many items come back on a day."""

    day: date
    items: int


def due_today(memory: Memory, now: datetime, allowed: Container[str]) -> tuple[str, ...]:
    """Ids of the items that are due today, longest overdue first."""
    return tuple(item for item in memory.due(now) if item in allowed)


def forecast(
    memory: Memory, now: datetime, *, allowed: Container[str], session: int, days: int = DAYS
) -> tuple[DayAhead, ...]:
    """Today and the days after it. `session`: items that one session holds now."""
    today = study_day(now)
    counts = [0] * days
    for item, history in memory.as_of(now).cards.items():
        ahead = max(0, (study_day(history.due) - today).days)
        if ahead < days and item in allowed:
            counts[ahead] += 1
    counts[0] = min(counts[0], session)
    return tuple(DayAhead(day=today + timedelta(days=ahead), items=items) for ahead, items in enumerate(counts))
