"""Which backups may go: a pure rule, after Anki's. Time may jump, so order comes from numbers, not from times."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

from msgspec import Struct

KEEP_ALL = timedelta(days=2)


class Backup(Struct, frozen=True, order=True):
    """A backup file; a larger number is newer, whatever the clock said."""

    number: int
    made: datetime
    """UTC, aware: so summer time does not matter."""
    path: Path


def _day(made: datetime) -> date:
    return made.date()


def _week(made: datetime) -> tuple[int, int]:
    return made.isocalendar()[:2]


def _month(made: datetime) -> tuple[int, int]:
    return made.year, made.month


SLOTS: tuple[Callable[[datetime], object], ...] = (*[_day] * 12, *[_week] * 10, *[_month] * 9)
"""The period that each kept backup stands for, newest first."""


def superfluous(backups: Iterable[Backup], now: datetime) -> tuple[Backup, ...]:
    """The backups that may be deleted, newest first; never the newest of all.

    All of the last two days stay (also those "from the future" after a clock was set back), then the newest of each
    of 12 days, 10 weeks and 9 months.
    """
    doomed: list[Backup] = []
    slots = iter(SLOTS)
    period_of = next(slots, None)
    kept: Backup | None = None
    for backup in sorted(backups, reverse=True):
        if kept is None or abs(now - backup.made) <= KEEP_ALL:
            kept = backup
        elif period_of and period_of(backup.made) != period_of(kept.made):
            kept = backup
            period_of = next(slots, None)
        else:
            doomed.append(backup)
    return tuple(doomed)
