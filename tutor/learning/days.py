"""The one notion of a day: it turns at four in the morning in Amsterdam, because a council evening ends after midnight.

What a learner sees by day, what is due on a day and what FSRS is told all go by it, in every time zone that the
computer may be set to.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TURN = time(4)
"""When a day begins, on the clock in Amsterdam; summer time begins and ends before it."""
FIRST_DAY = date(2026, 1, 1)
"""Nobody learned with this program before: an earlier day was said by a clock that was wrong."""


def study_day(moment: datetime) -> date:
    """The day that an aware moment belongs to."""
    there = moment.astimezone(AMSTERDAM)
    return there.date() if there.time() >= TURN else there.date() - timedelta(days=1)


def noon(day: date) -> datetime:
    """Noon UTC of a day: FSRS counts whole times 24 hours, so moments of two days must lie that far apart."""
    return datetime.combine(day, time(12), UTC)


def ends(day: date) -> datetime:
    """When a day is over, UTC."""
    return datetime.combine(day + timedelta(days=1), TURN, AMSTERDAM).astimezone(UTC)


def believable(day: date, today: date) -> bool:
    """Whether something can have been learned on a day; if not, a clock was wrong."""
    return FIRST_DAY <= day <= today


def believed(moment: datetime, now: datetime) -> date:
    """The study day to show for a moment: after now counts as now."""
    return max(FIRST_DAY, min(study_day(moment), study_day(now)))
