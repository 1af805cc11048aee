"""Forgetting a learner without leaving a trace in any file of the folder."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from tutor.store import progress_cache
from tutor.store.backup import backups, folder_of, write_backup
from tutor.store.private import sync_folder
from tutor.store.rows import insert, sealed

PENDING = "store.erasure"
"""Setting that is there while backups may still hold an erased learner; the next start goes on where it stopped."""
ASIDE = ".beschadigd-"
REPAIR = ".herstel"


class Erasure(Struct, frozen=True):
    """What an erasure did."""

    events: int
    """Number of events deleted."""
    untouched: tuple[Path, ...]
    """Files that are not ours, such as copies made by hand. They may hold the learner: tell the user."""


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


def sweep(connection: sqlite3.Connection, path: Path, now: datetime) -> tuple[Path, ...]:
    """Replace all backups by one new one, delete progress caches and damaged files kept aside.

    Gives the files that are not ours.

    Inside a transaction of the caller that comes after the one of `forget`.
    """
    fresh = write_backup(path, now)
    for old in (*(backup.path for backup in backups(path) if backup != fresh), *leftovers(path)):
        old.unlink(missing_ok=True)
    progress_cache.delete(path)
    sync_folder(folder_of(path))
    sync_folder(path.parent)
    connection.execute("DELETE FROM setting WHERE key = ?", (PENDING,))
    return tuple(sorted(_strangers(path, fresh.path)))


def leftovers(path: Path) -> tuple[Path, ...]:
    """Damaged files kept aside, and unfinished repairs."""
    prefixes = (f"{path.name}{ASIDE}", f"{path.name}{REPAIR}")
    return tuple(file for file in path.parent.iterdir() if file.name.startswith(prefixes))


def _strangers(path: Path, backup: Path) -> Iterator[Path]:
    ours = {path, path.with_name(f"{path.name}-journal"), backup}
    for folder in (path.parent, folder_of(path)):
        for file in folder.iterdir():
            if file not in ours and file.is_file() and (folder != path.parent or file.name.startswith(path.stem)):
                yield file
