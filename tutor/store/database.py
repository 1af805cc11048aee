"""From a path to a connection that can be trusted: private, not newer, whole, and of this version."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from tutor.store import schema
from tutor.store.backup import backups, write_backup
from tutor.store.connection import connect, transaction
from tutor.store.errors import (
    Damaged,
    DiskGone,
    Missing,
    NewerFile,
    StoreReadOnly,
    StoreReplaced,
    Symlink,
    in_dutch,
    read_only_reason,
)
from tutor.store.private import create_file, make_folder, make_private, sync_folder, writable
from tutor.store.schema import findings
from tutor.system import gone

FALLS_BACK = os.name != "posix"
"""Whether a file that another program holds opens all the same, and can then only be read."""


def open_file(
    path: Path, now: datetime, *, inspected: bool = True, patience: int | None = None
) -> tuple[sqlite3.Connection, bool]:
    """A connection, and whether it can write. Creates folder and file when missing.

    `now` names the backup that comes before a migration. `inspected`: look at all of the file first; else only at its
    head, unless it must be migrated. `patience`: see `connect`.
    Raises NewerFile, NotPrivate, Symlink, Missing, Damaged, StoreReadOnly (nothing to read either),
    StoreFull, StoreBusy, DiskFailure.
    """
    with in_dutch(path):
        if path.exists() and not path.is_file():
            raise Symlink(path)
        if backups(path) and not (path.exists() and path.stat().st_size):
            raise Missing(path)
        make_folder(path.parent)
        try:
            create_file(path)
        except FileExistsError:
            make_private(path)
        with suppress(FileNotFoundError):
            make_private(journal_of(path))
        can_write = writable(path)
        connection = connect(path, writable=can_write, patience=patience)
        try:
            _bring_up_to_date(connection, path, can_write, now, inspected=inspected)
        except BaseException:
            connection.close()
            raise
    return connection, can_write


def journal_of(path: Path) -> Path:
    """The file in which SQLite keeps what it needs to undo an unfinished write."""
    return path.with_name(f"{path.name}-journal")


def inspect(path: Path, connection: sqlite3.Connection) -> None:
    """Look at all of a file. Raises Damaged."""
    if report := findings(connection):
        raise Damaged(path, report)


def _bring_up_to_date(
    connection: sqlite3.Connection, path: Path, can_write: bool, now: datetime, *, inspected: bool
) -> None:
    version = schema.version_of(connection, path)
    if version > schema.VERSION:
        raise NewerFile(path, version, schema.VERSION)
    if version and (inspected or version != schema.VERSION):
        inspect(path, connection)
    if version == schema.VERSION:
        return
    if not can_write:
        raise StoreReadOnly(read_only_reason(path))
    if version:
        with transaction(connection):
            write_backup(path, now)
    schema.migrate(connection)
    sync_folder(path.parent)


class StoreFile:
    """A connection with its lock; `path` is None in memory. May be used from several threads."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path | None, *, reason: str = "", inspected: bool = True
    ) -> None:
        """Take over the connection; `close` closes it.

        `reason`: Dutch, why nothing can be written. `inspected`: whether all of the file was looked at.
        """
        self.path = path
        self.reason = reason
        """Empty if something can be written."""
        self.lock = threading.RLock()
        self._inspecting = threading.Lock()
        self._inspected = inspected or path is None
        self._connection = connection
        self._can_write = not FALLS_BACK
        self._identity = self._found_on_disk()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, to read with; its errors become StoreErrors."""
        with self.lock, in_dutch(self.path):
            yield self._connection

    def inspect(self) -> None:
        """Look at all of the file, once. Others may read meanwhile. Raises Damaged, also the next time."""
        with self._inspecting, in_dutch(self.path):
            if self._inspected or self.path is None:
                return
            with closing(connect(self.path, writable=False)) as connection:
                inspect(self.path, connection)
            self._inspected = True

    @contextmanager
    def writing(self, *, trial: bool = False) -> Iterator[sqlite3.Connection]:
        """One transaction, durable once the block is left. Raises StoreReadOnly, StoreReplaced, Damaged and others.

        Nothing is written to a file before all of it was looked at. `trial`: nobody waits for what is written.
        """
        if self.reason:
            raise StoreReadOnly(self.reason)
        self.inspect()
        with self.lock, in_dutch(self.path, writing=not trial):
            if not self._can_write:
                self._prove()
            with transaction(self._connection):
                if self.replaced:
                    raise self._not_here()
                yield self._connection

    def _prove(self) -> None:
        """See to it that the connection can write: opened while another program held the file, it can only read.

        The program may hold it still: then the next write tries again.
        """
        for last in (False, True):
            try:
                with transaction(self._connection):
                    self._connection.execute("DELETE FROM setting WHERE 0")
                break
            except sqlite3.OperationalError as error:
                if self.path is None or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY or last:
                    raise
            connection = connect(self.path)
            self._connection.close()
            self._connection = connection
        self._can_write = True

    def close(self) -> None:
        """Let go of the file. May be called twice."""
        with self.lock:
            self._connection.close()

    @property
    def replaced(self) -> bool:
        """Whether another file bears the name of this one by now."""
        return self._found_on_disk() != self._identity

    def _not_here(self) -> StoreReplaced | DiskGone:
        """Another file, or no disk at all."""
        return DiskGone(self.path) if self.path and gone(self.path) else StoreReplaced(self.path)

    def _found_on_disk(self) -> tuple[int, int] | None:
        """Which file bears the name now: another window may have repaired it, or somebody put back a copy."""
        if self.path is None or not self.path.exists():
            return None
        status = self.path.stat()
        return status.st_dev, status.st_ino
