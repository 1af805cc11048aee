"""Forgetting a learner without leaving a trace in any file of the folder."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from tutor.store import progress_cache, schema
from tutor.store.backup import backups, folder_of, unfinished, write_backup
from tutor.store.connection import connect, transaction
from tutor.store.errors import SQLITE_ERRORS, StoreError
from tutor.store.integrity import findings
from tutor.store.private import NO_FOLLOW, sync_folder
from tutor.store.rows import insert, sealed

PENDING = "store.erasure"
"""Setting that is there while backups may still hold an erased learner; the next start goes on where it stopped."""
CACHES = ("zoeken.db", "inhoud.bin")
"""Files beside ours that are made again from the content."""
SPARE = 1_000
"""Free pages, 4 MB, for which a file is made smaller."""
DATABASE = b"SQLite format 3\0"
"""How a database begins."""
ASIDE = ".beschadigd-"
REPAIR = ".herstel"


class Erasure(Struct, frozen=True):
    """What an erasure took away, and what it could not."""

    events: int
    """Number of events deleted."""
    untouched: tuple[Path, ...]
    """Files that are not ours, such as copies made by hand. They may hold the learner: tell the user."""
    still_in: tuple[Path, ...] = ()
    """Files of ours that still hold the learner, because they could not be changed: the next start tries again."""


def forget(connection: sqlite3.Connection, learner: str, at: datetime) -> int:
    """Delete the events of a learner and settings about them, and leave a tombstone; the number of events.

    Inside a transaction of the caller.
    """
    if not connection.execute("SELECT 1 FROM tombstone WHERE learner = ?", (learner,)).fetchone():
        connection.execute(insert("tombstone"), sealed((learner, at.isoformat(timespec="microseconds"))))
    deleted = connection.execute("DELETE FROM event WHERE learner = ?", (learner,)).rowcount
    connection.execute("DELETE FROM setting WHERE instr(key || ' ' || value, ?)", (learner,))
    connection.execute(insert("setting") + " ON CONFLICT (key) DO NOTHING", sealed((PENDING, "1")))
    return deleted


def erased(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The ids of erased learners."""
    return tuple(learner for (learner,) in connection.execute("SELECT learner FROM tombstone ORDER BY learner"))


def shrink(connection: sqlite3.Connection) -> None:
    """Give the room that an erasure left back to the disk, when that is most of a large file. Outside a transaction.

    What is written meanwhile is in memory and in the journal, never in a folder for temporary files. A file that
    somebody else reads right now, or for which there is no room, stays as large as it is: what is in that room is zero.
    """
    with suppress(*SQLITE_ERRORS):
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        (free,) = connection.execute("PRAGMA freelist_count").fetchone()
        if free >= SPARE and free * 2 > pages:
            connection.execute("PRAGMA temp_store = MEMORY").close()
            connection.execute("VACUUM").close()


def make_room(path: Path) -> Iterator[bool]:
    """On a full disk, delete what may go anyway, bit by bit: caches, then all backups, the newest last.

    True each time that there may be more room.
    """
    cached = [path.with_name(name) for name in CACHES]
    for some in (cached, *([backup.path] for backup in backups(path))):
        for file in some:
            with suppress(OSError):
                file.unlink()
        yield True


def sweep(connection: sqlite3.Connection, path: Path, now: datetime) -> Erasure:
    """Replace the backups that hold who was erased by a new one, delete progress caches and damaged files kept aside.

    What cannot be deleted is changed in place: a folder may be locked, or a disk so full that there is no room for a
    new backup before the old ones are gone. Inside a transaction of the caller that comes after the one of `forget`.
    """
    learners = erased(connection)
    doomed = [file for file in holders(path) if not _without(file, learners)]
    fresh = _fresh(path, now)
    still_in = [folder_of(path)] if folder_of(path).is_symlink() else []
    for old in doomed:
        if not (_deleted(old) or _forgotten(old, learners, now) or _emptied(old)):
            still_in.append(old)
    fresh = fresh or _fresh(path, now)
    for folder in {path.parent, folder_of(path)}:
        with suppress(OSError):
            sync_folder(folder)
    if not still_in:
        connection.execute("DELETE FROM setting WHERE key = ?", (PENDING,))
    return Erasure(0, tuple(sorted(_strangers(path))), tuple(still_in))


def _fresh(path: Path, now: datetime) -> Path | None:
    with suppress(StoreError, OSError, *SQLITE_ERRORS):
        return write_backup(path, now).path
    return None


def holders(path: Path) -> Iterator[Path]:
    """Files of ours that may hold who was erased."""
    yield from (backup.path for backup in backups(path))
    yield from unfinished(path)
    yield from leftovers(path)
    yield from progress_cache.files(path)


def _without(file: Path, learners: Iterable[str]) -> bool:
    """Whether a file is a backup in which these learners never were, or are no more."""
    if file.suffix != ".db":
        return False
    with suppress(StoreError, *SQLITE_ERRORS), closing(connect(file, writable=False)) as connection:
        kept = {sql for *_, sql in schema.definitions(connection)}
        return schema.plain(kept) and not any(
            connection.execute("SELECT 1 FROM event WHERE learner = ?", (learner,)).fetchone()
            or connection.execute("SELECT 1 FROM setting WHERE instr(key || ' ' || value, ?)", (learner,)).fetchone()
            for learner in learners
        )
    return False


def _deleted(file: Path) -> bool:
    with suppress(OSError):
        file.unlink(missing_ok=True)
        return True
    return False


def _forgotten(file: Path, learners: Iterable[str], now: datetime) -> bool:
    """Erase learners from a backup in place, needing no room beside it; whether it is whole and without them now."""
    with suppress(OSError, StoreError, *SQLITE_ERRORS), closing(connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = MEMORY")
        with transaction(connection):
            for learner in learners:
                forget(connection, learner, now)
            connection.execute("DELETE FROM setting WHERE key = ?", (PENDING,))
        return not findings(connection)
    return False


def _emptied(file: Path) -> bool:
    """Write over a file that cannot be deleted, and leave nothing in it."""
    with suppress(OSError):
        descriptor = os.open(file, os.O_RDWR | NO_FOLLOW)
        try:
            with suppress(OSError):  # a disk that never writes in place may be full
                os.write(descriptor, bytes(os.fstat(descriptor).st_size))
                os.fsync(descriptor)
            os.ftruncate(descriptor, 0)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        return True
    return False


def leftovers(path: Path) -> tuple[Path, ...]:
    """Damaged files kept aside, and unfinished repairs."""
    prefixes = (f"{path.name}{ASIDE}", f"{path.name}{REPAIR}")
    return tuple(file for file in path.parent.iterdir() if file.name.startswith(prefixes))


def copies(path: Path) -> tuple[Path, ...]:
    """Databases beside the file at `path` that are not ours: made by hand, or by a program that synchronises folders.

    Those name them in all ways, but with the name of the file in it: voortgang-LAPTOP.db (OneDrive), voortgang
    (Anna's conflicted copy 2026-11-24).db (Dropbox, Nextcloud), voortgang.sync-conflict-20261124-….db (Syncthing).
    """
    return tuple(sorted(file for file in _strangers(path) if _is_database(file))) if path.parent.is_dir() else ()


def _is_database(file: Path) -> bool:
    with suppress(OSError), file.open("rb") as opened:
        return opened.read(len(DATABASE)) == DATABASE
    return False


def _strangers(path: Path) -> Iterator[Path]:
    ours = {path, path.with_name(f"{path.name}-journal"), *(backup.path for backup in backups(path)), *holders(path)}
    name = path.stem.casefold()
    for folder in (path.parent, folder_of(path)):
        for file in folder.iterdir() if folder.is_dir() else ():
            if file not in ours and file.is_file() and (folder != path.parent or name in file.name.casefold()):
                yield file
