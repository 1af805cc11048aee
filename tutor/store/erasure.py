"""Forgetting a learner without leaving a trace in any file of the folder, and the one way back.

The way back is for who was erased here because somebody elsewhere asked for it: a sealed back-up, for thirty days. It
holds one learner, no other back-up holds it, and nothing but putting it back opens it. Who was erased on this computer
itself leaves none.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import Struct

from tutor.learning.profile import Profile
from tutor.store import progress_cache, schema
from tutor.store.backup import TIME_FORMAT, backups, folder_of, unfinished, verdict, write_backup
from tutor.store.connection import connect, transaction
from tutor.store.errors import SQLITE_ERRORS, Damaged, StoreError, in_dutch
from tutor.store.private import NO_FOLLOW, sync_folder, whole
from tutor.store.rows import Row, columns, insert, learners_in, sealed
from tutor.store.schema import findings

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


KEPT = timedelta(days=30)
_NAME = re.compile(r"\.?verzegeld-(\d{8}T\d{6}Z)-([0-9a-f-]{36})\.db[-\w]*", re.ASCII)
"""Also of a file that was never finished, which begins with a dot."""


class Sealed(Struct, frozen=True):
    """The sealed back-up of one learner."""

    profile: Profile
    until: datetime
    """UTC: it goes by itself at the first start after this."""
    path: Path


def seal(connection: sqlite3.Connection, path: Path, learner: str, now: datetime) -> None:
    """Copy all events of a learner of the file at `path` into a file of their own, whole or not at all.

    Raises OSError, sqlite3.Error.
    """
    rows = list(_rows(connection, learner))
    with whole(path.with_name(f"verzegeld-{now.astimezone(UTC).strftime(TIME_FORMAT)}-{learner}.db")) as ready:
        with closing(connect(ready)) as target:
            target.execute("PRAGMA journal_mode = OFF").close()  # it counts only when it is whole
            schema.migrate(target)
            with transaction(target):
                target.executemany(insert("event"), rows)
        if report := verdict(ready):
            raise Damaged(ready, report)


def all_sealed(path: Path) -> tuple[Sealed, ...]:
    """The sealed back-ups beside the file at `path`, oldest first; one that cannot be read has its file as a name."""

    def found() -> Iterator[Sealed]:
        for file, learner, made in _finished(path):
            profile = Profile(id=learner, name=file.stem, created=made)
            with suppress(sqlite3.Error, StoreError), closing(connect(file, writable=False)) as connection:
                profile = next(iter(learners_in(connection, file)), profile)
            yield Sealed(profile, made + KEPT, file)

    return tuple(found())


def put_back(path: Path, learner: str, now: datetime) -> None:
    """Take a learner in again and lift the tombstone. Raises StoreError with nothing changed; KeyError.

    A back-up is made at once: a repair would take the tombstone from one that still has it.
    """
    with in_dutch(path):
        file = {whose: file for file, whose, _ in _finished(path)}[learner]
        if report := verdict(file):
            raise Damaged(file, report)
        with closing(connect(file, writable=False)) as source:
            rows = list(_rows(source, learner))
        with closing(connect(path)) as connection:
            with transaction(connection):
                keeper = next(statement for statement in schema.SCHEMA if "TRIGGER tombstone_is_kept" in statement)
                connection.execute("DROP TRIGGER tombstone_is_kept")
                connection.execute("DELETE FROM tombstone WHERE learner = ?", (learner,))
                connection.execute(keeper)
                connection.executemany(f"{insert('event')} ON CONFLICT (id) DO NOTHING", rows)
            with transaction(connection):
                write_backup(path, now)
        unseal(path, learner)


def unseal(path: Path, learner: str) -> None:
    """Take the sealed back-up of a learner away, if there is one. Raises OSError."""
    for file, whose, _ in _files(path):
        if whose == learner:
            file.unlink(missing_ok=True)


def expire(path: Path, now: datetime) -> None:
    """Take away what was kept long enough."""
    with suppress(OSError):
        for file, _, made in _files(path):
            if now - made >= KEPT:
                file.unlink(missing_ok=True)


def _finished(path: Path) -> list[tuple[Path, str, datetime]]:
    return sorted(found for found in _files(path) if not found[0].name.startswith("."))


def _files(path: Path) -> list[tuple[Path, str, datetime]]:
    """Each with whose it is and when it was made."""
    folder = path.parent
    files = folder.iterdir() if folder.is_dir() else ()
    matches = [(file, match) for file in files if (match := _NAME.fullmatch(file.name))]
    return [
        (file, match[2], datetime.strptime(match[1], TIME_FORMAT).replace(tzinfo=UTC))
        for file, match in matches
        if file.is_file() and not file.is_symlink()
    ]


def _rows(connection: sqlite3.Connection, learner: str) -> Iterator[Row]:
    select = f"SELECT {columns('event')} FROM event WHERE learner = ? ORDER BY id"
    yield from connection.execute(select, (learner,))
