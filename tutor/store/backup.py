"""Verified copies of the learner's file, in `back-ups/` beside it, and which of them may go.

Thinning is a pure rule, after Anki's. Time may jump, so order comes from numbers, not from times.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from msgspec import Struct

from tutor.store.connection import connect
from tutor.store.errors import SQLITE_ERRORS, Damaged, Symlink
from tutor.store.integrity import findings
from tutor.store.private import create_file, make_folder, put_in_place

INTERVAL = timedelta(minutes=30)
FOLDER = "back-ups"
UNFINISHED = "onaf.tmp"
TIME_FORMAT = "%Y%m%dT%H%M%SZ"


def folder_of(path: Path) -> Path:
    """Where the backups of the file at `path` are."""
    return path.parent / FOLDER


def backups(path: Path) -> tuple[Backup, ...]:
    """The backups of the file at `path`, oldest first. Files with other names are not ours and are left alone."""
    name = re.compile(re.escape(path.stem) + r"-(\d{8}T\d{6}Z)-(\d{4,})\.db", re.ASCII)

    def parsed() -> Iterator[Backup]:
        for file in folder_of(path).iterdir():
            if (match := name.fullmatch(file.name)) and file.is_file() and not file.is_symlink():
                with suppress(ValueError):
                    yield Backup(int(match[2]), datetime.fromisoformat(match[1]), file)

    return tuple(sorted(parsed())) if folder_of(path).is_dir() else ()


def due(last: datetime | None, now: datetime) -> bool:
    """Whether it is time for another backup; a clock that was set back does not postpone it."""
    return last is None or not timedelta(0) <= now - last < INTERVAL


def last_made(path: Path) -> datetime | None:
    """When the newest backup was made, UTC; None if there is none."""
    made = backups(path)
    return made[-1].made if made else None


def write_backup(path: Path, now: datetime) -> Backup:
    """Copy, verify, and only then give the copy its name and thin the older ones.

    The caller holds a write transaction on `path`, so that one window at a time does this. Raises Damaged if the copy
    is not whole (then no older backup is touched), Symlink, OSError, sqlite3.Error.
    """
    with _verified_copy(path) as ready:
        number = max((backup.number for backup in backups(path)), default=0) + 1
        name = f"{path.stem}-{now.astimezone(UTC).strftime(TIME_FORMAT)}-{number:04}.db"
        put_in_place(ready, ready.with_name(name))
    for backup in expired(backups(path), now):
        with suppress(OSError):
            backup.path.unlink()
    return backups(path)[-1]


def try_copy(path: Path) -> None:
    """Copy and verify as `write_backup` does, and throw the copy away. Raises what that raises."""
    with _verified_copy(path):
        pass


@contextmanager
def _verified_copy(path: Path) -> Iterator[Path]:
    folder = folder_of(path)
    if folder.is_symlink():
        raise Symlink(folder)
    make_folder(folder)
    unfinished = folder / UNFINISHED
    unfinished.unlink(missing_ok=True)
    create_file(unfinished)
    try:
        _copy(path, unfinished)
        if report := verdict(unfinished):
            raise Damaged(path, report)
        yield unfinished
    finally:
        unfinished.unlink(missing_ok=True)


def newest_good(path: Path) -> Backup | None:
    """The newest backup that is whole."""
    return next((backup for backup in reversed(backups(path)) if not verdict(backup.path)), None)


def verdict(path: Path) -> tuple[str, ...]:
    """What is wrong with the file at `path`; empty if nothing is."""
    try:
        with closing(connect(path, writable=False)) as connection:
            return findings(connection)
    except SQLITE_ERRORS as error:
        return (str(error),)


def _copy(path: Path, copy: Path) -> None:
    with closing(connect(path, writable=False)) as source, closing(connect(copy)) as target:
        target.execute("PRAGMA journal_mode = OFF")
        target.execute("PRAGMA synchronous = OFF")
        source.backup(target)


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


def expired(backups: Iterable[Backup], now: datetime) -> tuple[Backup, ...]:
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
