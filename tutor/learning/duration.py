"""How long somebody learned, estimated from the times of what was stored: nobody keeps a stopwatch running."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from msgspec import Struct

from tutor.learning.days import study_day

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
