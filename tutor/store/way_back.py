"""The one way back for who was erased here because somebody elsewhere asked for it: a sealed back-up, for thirty days.

It holds one learner, no other back-up holds it, and nothing but putting it back opens it. Who was erased on this
computer itself leaves none.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import Struct

from tutor.learning.profile import Profile
from tutor.store import learners, schema
from tutor.store.backup import TIME_FORMAT, verdict, write_backup
from tutor.store.connection import connect, transaction
from tutor.store.errors import Damaged, StoreError, in_dutch
from tutor.store.private import whole
from tutor.store.rows import Row, columns, insert

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
                profile = next(iter(learners.read(connection, file)), profile)
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
