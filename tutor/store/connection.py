"""Connections to SQLite with the settings that survive a power cut, read back every time."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath

from tutor.store.errors import SQLITE_ERRORS, SettingRefused

BUSY_MILLISECONDS = 10_000
"""How long to wait for another window, unless one says otherwise."""
TURN_MILLISECONDS = 25
"""To begin a write, that wait is cut in turns. SQLite looks often at first and then ten times a second, so that in one
long wait whoever has just written goes first again, and again: one of eight writers was refused after ten seconds."""

PRAGMAS: Mapping[str, str | int] = {
    "busy_timeout": BUSY_MILLISECONDS,
    "journal_mode": "truncate",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
    "recursive_triggers": 1,
    "cell_size_check": 1,
    **({"fullfsync": 1} if sys.platform == "darwin" else {}),
}
"""SQLite's own defaults can lose the last answer in a power cut (DELETE + FULL) and keep erased text (secure_delete).
`recursive_triggers` makes INSERT OR REPLACE obey the triggers against deleting."""


def uri(path: PurePath, how: str) -> str:
    """The name of a file as SQLite takes it with `how` to open it, `mode=ro`. `path` is absolute.

    For a share, `//server/map`, SQLite wants four slashes: it knows no servers.
    """
    name = path.as_uri()
    return f"{name if name.startswith('file:///') else name.replace('file://', 'file:////', 1)}?{how}"


def connect(path: Path | None, *, writable: bool = True, patience: int | None = None) -> sqlite3.Connection:
    """A connection in autocommit mode, usable from any thread; never creates a file. `None` is in memory.

    `patience`: milliseconds to wait for others, if not as usual. Raises SettingRefused if a setting does not read back
    as set, and sqlite3.Error.
    """
    name = uri(path.absolute(), f"mode={'rw' if writable else 'ro'}") if path else ":memory:"
    connection = sqlite3.connect(name, uri=True, isolation_level=None, check_same_thread=False)
    try:
        settings = PRAGMAS if patience is None else {**PRAGMAS, "busy_timeout": patience}
        for name, wanted in settings.items():
            connection.execute(f"PRAGMA {name} = {wanted}").close()
        read_back(connection, settings, in_memory=path is None)
    except BaseException:
        connection.close()
        raise
    return connection


def read_back(
    connection: sqlite3.Connection, settings: Mapping[str, str | int] | None = None, *, in_memory: bool = False
) -> None:
    """Raise SettingRefused unless every setting is what it has to be."""
    for name, wanted in (settings or PRAGMAS).items():
        expected = "memory" if in_memory and name == "journal_mode" else wanted
        (found,) = connection.execute(f"PRAGMA {name}").fetchone()
        if found != expected:
            raise SettingRefused(name, expected, found)


def version(connection: sqlite3.Connection) -> tuple[int, int]:
    """A mark that differs from an earlier one when anything was stored since, here or elsewhere; never waits.

    Raises sqlite3.Error, also when another window is writing right now.
    """
    patience = _wait(connection, 0)
    try:
        (elsewhere,) = connection.execute("PRAGMA data_version").fetchone()
    finally:
        _wait(connection, patience)
    return elsewhere, connection.total_changes


@contextmanager
def transaction(connection: sqlite3.Connection, *, reading: bool = False) -> Iterator[None]:
    """One transaction: all or nothing, or several reads that see the same moment.

    To write it is IMMEDIATE, so that waiting for another window works.
    """
    if reading:
        connection.execute("BEGIN")
    else:
        _begin_writing(connection)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            with suppress(*SQLITE_ERRORS):
                connection.execute("ROLLBACK")
        raise


def _begin_writing(connection: sqlite3.Connection) -> None:
    patience = _wait(connection, TURN_MILLISECONDS)
    try:
        for turns_left in reversed(range(max(1, patience // TURN_MILLISECONDS))):
            try:
                connection.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or not turns_left:
                    raise
    finally:
        _wait(connection, patience)


def _wait(connection: sqlite3.Connection, milliseconds: int) -> int:
    """Wait so long for others from now on; how long it was until now."""
    (before,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute(f"PRAGMA busy_timeout = {milliseconds}").close()
    return int(before)
