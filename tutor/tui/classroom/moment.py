"""What a window shows: the evening at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from tutor.classroom.session import ClassSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The evening as it is now."""

    session: ClassSession | None
    """None: there is no evening."""
    now: datetime
    """To the second, so that a window draws once a second at most when nothing happens."""
    trouble: str = ""
    """Dutch: why this may be old; empty when all is well."""

    @property
    def left(self) -> float | None:
        """Seconds on the clock, below zero when time is over; None without a clock."""
        timer = self.session.timer if self.session else None
        return None if timer is None else min(timer.left(self.now), timer.seconds)

    @property
    def runs(self) -> bool:
        """Whether the clock runs."""
        return bool(self.session and self.session.timer and self.session.timer.running_since)


def face(seconds: float) -> str:
    """`12:05`; never below zero."""
    whole = max(0, ceil(seconds))
    return f"{whole // 60}:{whole % 60:02}"
