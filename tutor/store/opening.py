"""From a path to a connection that can be trusted: private, not newer, whole, and of this version."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from tutor.store import schema
from tutor.store.backup import backups, write_backup
from tutor.store.checks import findings
from tutor.store.connection import connect, transaction
from tutor.store.errors import Damaged, Missing, NewerFile, StoreReadOnly, in_dutch, read_only_reason
from tutor.store.private import create_file, make_folder, make_private, sync_folder, writable


def open_file(path: Path, now: datetime, *, inspected: bool = True) -> tuple[sqlite3.Connection, bool]:
    """A connection, and whether it can write. Creates folder and file when missing.

    `now` names the backup that comes before a migration. `inspected`: look at all of the file first; else only at its
    head, unless it must be migrated.
    Raises NewerFile, NotPrivate, Symlink, Missing, Damaged, StoreReadOnly (nothing to read either),
    StoreFull, StoreBusy, DiskFailure.
    """
    with in_dutch(path):
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
        connection = connect(path, writable=can_write)
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
