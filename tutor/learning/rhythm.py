"""A gentle rhythm: the last four weeks, never a streak that can break."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from msgspec import Struct

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
