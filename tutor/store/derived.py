"""Files beside the learners' file that hold nothing of their own: they can be made again, and thrown away."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from tutor.store.connection import connect
from tutor.store.errors import SettingRefused
from tutor.store.private import whole


def read_only(path: Path | None) -> sqlite3.Connection | None:
    """A connection to such a file that changes nothing; None when it cannot be opened. No link is followed."""
    with suppress(OSError, sqlite3.Error, SettingRefused):
        if path and path.is_file() and not path.is_symlink():
            return connect(path, writable=False)
    return None


def write(path: Path, fill: Callable[[sqlite3.Connection], None]) -> bool:
    """Make such a file, whole or not at all, and for this user only; whether that worked.

    `fill` gets a connection to an empty file. It needs no journal: a file that is not finished is never looked at.
    """
    with suppress(OSError, sqlite3.Error, SettingRefused):
        with whole(path) as ready, closing(connect(ready)) as connection:
            connection.execute("PRAGMA journal_mode = OFF").close()
            connection.execute("PRAGMA synchronous = OFF").close()
            connection.execute("BEGIN")
            fill(connection)
            connection.execute("COMMIT")
        return True
    return False
