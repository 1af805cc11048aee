"""Verified copies of the learner's file, in `back-ups/` beside it, and which of them may go.

Thinning is a pure rule, after Anki's. Time may jump, so order comes from numbers, not from times.
"""

from __future__ import annotations

import os
import re
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from msgspec import Struct

from tutor.store.connection import PRAGMAS, connect
from tutor.store.errors import SQLITE_ERRORS, Damaged, StoreReadOnly, Symlink, told
from tutor.store.private import create_file, make_folder, put_in_place, sync_file
from tutor.store.schema import findings

CLOSED = "In de map {} mag Raadstutor niet lezen of schrijven. Geef jezelf daar rechten."
INTERVAL = timedelta(minutes=30)
FOLDER = "back-ups"
UNFINISHED = "onaf"
TIME_FORMAT = "%Y%m%dT%H%M%SZ"
_FORSAKEN = 3_600
"""Seconds after which nobody makes an unfinished copy any more."""
_PAGES, _PAUSE = 1_000, 0.05
"""How much is copied at once, and how many seconds to wait before looking again whether somebody holds the file."""


def folder_of(path: Path) -> Path:
    """Where the backups of the file at `path` are."""
    return path.parent / FOLDER


def backups(path: Path) -> tuple[Backup, ...]:
    """The backups of the file at `path`, oldest first. Files with other names are not ours and are left alone.

    So is a folder that is a symbolic link. Raises StoreReadOnly for a folder that may not be looked into.
    """
    name = re.compile(re.escape(path.stem) + r"-(\d{8}T\d{6}Z)-(\d{4,})\.db", re.ASCII)

    def parsed() -> Iterator[Backup]:
        for file in folder_of(path).iterdir():
            if (match := name.fullmatch(file.name)) and file.is_file() and not file.is_symlink():
                with suppress(ValueError):
                    yield Backup(int(match[2]), datetime.fromisoformat(match[1]), file)

    try:
        return tuple(sorted(parsed())) if _folder_is_ours(path) else ()
    except PermissionError:
        raise StoreReadOnly(CLOSED.format(folder_of(path))) from None


def write_backup(path: Path, now: datetime) -> Backup:
    """Copy, verify, and only then give the copy its name and thin the older ones.

    The caller holds a write transaction on `path`. Raises Damaged if the copy is not whole (then no older backup is
    touched), Symlink, OSError, sqlite3.Error.
    """
    with verified_copy(path) as ready:
        return keep(path, ready, now)


def keep(path: Path, ready: Path, now: datetime) -> Backup:
    """Give a copy that was verified its name, and thin the older ones.

    The caller holds a write transaction on `path`, so that one window at a time does this.
    """
    number = max((backup.number for backup in backups(path)), default=0) + 1
    name = f"{path.stem}-{now.astimezone(UTC).strftime(TIME_FORMAT)}-{number:04}.db"
    put_in_place(ready, ready.with_name(name))
    for backup in expired(backups(path), now):
        with suppress(OSError):
            backup.path.unlink()
    return backups(path)[-1]


@contextmanager
def verified_copy(path: Path) -> Iterator[Path]:
    """A copy that is whole and on the disk, for as long as the block lasts or until it gets another name.

    Others can write meanwhile. Raises what `write_backup` raises.
    """
    folder = folder_of(path)
    if os.path.lexists(folder) and not _folder_is_ours(path):
        raise Symlink(folder)
    make_folder(folder)
    ready = folder / f"{UNFINISHED}-{os.getpid()}-{threading.get_ident()}.tmp"
    try:
        ready.unlink(missing_ok=True)
        create_file(ready)
    except PermissionError:
        raise StoreReadOnly(CLOSED.format(folder)) from None
    try:
        for old in unfinished(path):
            if ready.stat().st_mtime - old.stat().st_mtime > _FORSAKEN:
                old.unlink(missing_ok=True)
        _copy(path, ready)
        if report := verdict(ready):
            raise Damaged(path, report)
        sync_file(ready)
        yield ready
    finally:
        ready.unlink(missing_ok=True)


def unfinished(path: Path) -> tuple[Path, ...]:
    """Copies of the file at `path` that are being made, or whose maker was killed."""
    return tuple(folder_of(path).glob(f"{UNFINISHED}*.tmp")) if _folder_is_ours(path) else ()


def _folder_is_ours(path: Path) -> bool:
    return folder_of(path).is_dir() and not folder_of(path).is_symlink()


def newest_good(path: Path) -> Backup | None:
    """The newest backup that is whole."""
    return next((backup for backup in reversed(backups(path)) if not verdict(backup.path)), None)


def verdict(path: Path) -> tuple[str, ...]:
    """What is wrong with the file at `path`; empty if nothing is."""
    try:
        with closing(connect(path, writable=False)) as connection:
            return findings(connection)
    except SQLITE_ERRORS as error:
        return (told(error),)


def _copy(path: Path, copy: Path) -> None:
    """In steps, between which others can write; what they wrote comes along."""
    turns = iter(range(int(PRAGMAS["busy_timeout"]) // int(1_000 * _PAUSE)))

    def look(status: int, _: int, __: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and next(turns, None) is None:
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = status
            raise error

    with closing(connect(path, writable=False)) as source, closing(connect(copy)) as target:
        target.execute("PRAGMA journal_mode = OFF")
        target.execute("PRAGMA synchronous = OFF")
        source.backup(target, pages=_PAGES, progress=look, sleep=_PAUSE)


KEEP_ALL = timedelta(days=2)
NEWEST = 24
"""So many stay anyway: also of an evening in which a script answered a hundred times."""


class Backup(Struct, frozen=True, order=True):
    """A backup file; a larger number is newer, whatever the clock said."""

    number: int
    made: datetime
    """UTC, aware: so summer time does not matter."""
    path: Path


def _half_hour(made: datetime) -> float:
    return made.timestamp() // INTERVAL.total_seconds()


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

    Of the last two days (also those "from the future" after a clock was set back) the newest 24 stay, and the newest
    of each half hour; then the newest of each of 12 days, 10 weeks and 9 months.
    """
    doomed: list[Backup] = []
    slots = iter(SLOTS)
    period_of = next(slots, None)
    kept: Backup | None = None
    for place, backup in enumerate(sorted(backups, reverse=True)):
        if kept is None or abs(now - backup.made) <= KEEP_ALL:
            if kept and place >= NEWEST and _half_hour(backup.made) == _half_hour(kept.made):
                doomed.append(backup)
            else:
                kept = backup
        elif period_of and period_of(backup.made) != period_of(kept.made):
            kept = backup
            period_of = next(slots, None)
        else:
            doomed.append(backup)
    return tuple(doomed)
