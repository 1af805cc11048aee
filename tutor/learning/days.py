"""The one notion of a day: it turns at four in the morning in Amsterdam, because a council evening ends after midnight.

What a learner sees by day, what is due on a day and what FSRS is told all go by it, in every time zone that the
computer may be set to. Time learned and the gentle rhythm (the last four weeks, never a streak that can break) are
counted in these days.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from msgspec import Struct

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TURN = time(4)
"""When a day begins, on the clock in Amsterdam; summer time begins and ends before it."""
FIRST_DAY = date(2026, 1, 1)
"""Nobody learned with this program before: an earlier day was said by a clock that was wrong."""


@lru_cache(16)  # of one event it is asked several times
def study_day(moment: datetime) -> date:
    """The day that an aware moment belongs to."""
    there = moment.astimezone(AMSTERDAM)
    return there.date() if there.time() >= TURN else there.date() - timedelta(days=1)


def calendar_day(moment: datetime) -> date:
    """The day on the calendar: for laws and tools a day ends at midnight in Amsterdam."""
    return moment.astimezone(AMSTERDAM).date()


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


AT_MOST = timedelta(minutes=5)
"""What one gap between two events counts for at the most: who reads longer may be making coffee."""
BREAK = timedelta(minutes=30)
"""A gap as long as this is no learning at all."""


class LearningTime(Struct, kw_only=True):
    """Time learned per study day, summed event by event."""

    by_day: dict[date, timedelta] = {}
    last: datetime | None = None

    def add(self, at: datetime) -> None:
        """Something happened; events come in the order of their ids. A clock that was set back adds nothing."""
        gap = at - self.last if self.last else timedelta()
        self.last = at
        if timedelta() < gap < BREAK:
            day = study_day(at)
            self.by_day[day] = self.by_day.get(day, timedelta()) + min(gap, AT_MOST)

    def minutes(self, day: date | None = None) -> int:
        """Whole minutes on one day, or on all days together; a part of a minute counts as one."""
        spent = sum(self.by_day.values(), timedelta()) if day is None else self.by_day.get(day, timedelta())
        return -(-spent // timedelta(minutes=1))


WEEKS = 4


class Rhythm(Struct, frozen=True, kw_only=True):
    """Learning days in each of the last four weeks, oldest first; the last one ends today."""

    weeks: tuple[int, ...]

    @property
    def active_weeks(self) -> int:
        """In how many of these weeks something was learned."""
        return sum(days > 0 for days in self.weeks)

    def __str__(self) -> str:
        match self.active_weeks:
            case 0:
                return "De afgelopen vier weken was het stil. Vijf minuten is genoeg om te beginnen."
            case 1:
                return "De afgelopen vier weken leerde je in één week."
            case n:
                return f"De afgelopen vier weken leerde je in {('twee', 'drie', 'vier')[n - 2]} weken."


def rhythm(active_days: Collection[date], today: date) -> Rhythm:
    """The rhythm up to and including today."""
    ends = [today - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    return Rhythm(weeks=tuple(sum(end - timedelta(days=7) < day <= end for day in active_days) for end in ends))


def last_active(active_days: Collection[date], today: date) -> date | None:
    """The last day before today on which something was learned."""
    return max((day for day in active_days if day < today), default=None)
