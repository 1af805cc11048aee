"""Reading what is left in a damaged file, in plain SQL: the `sqlite3` program is often absent and recovers less."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from tutor.store.rows import Row, columns, intact

SMALLEST_ROW = 100
"""Bytes that an event takes at the least, to guess how many rows a file can hold."""


class Wreck:
    """A damaged file, open for reading."""

    def __init__(self, connection: sqlite3.Connection, size: int) -> None:
        """`size` in bytes. Use `board`."""
        self._connection = connection
        self._rows = size // SMALLEST_ROW + 1_000
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        connection.execute("PRAGMA writable_schema = ON")
        self.seen = 0
        """Rows of `event` that were met, broken or not; or entries of its index, if that shows more."""

    def rows(self, table: str) -> Iterator[Row]:
        """All rows with a right checksum, each once, halving what cannot be read until single rows are left."""
        found: dict[object, Row] = {}
        broken: set[object] = set()
        ranges = [(0, self._last(table) + 1)]
        select = f"SELECT rowid, {columns(table)} FROM {table} NOT INDEXED WHERE "
        queries_left = self._rows * 4  # a damaged number can claim endless rows
        while ranges and queries_left:
            queries_left -= 1
            low, high = ranges.pop()
            single = high - low == 1
            where = "rowid = ?" if single else "rowid >= ? AND rowid < ?"  # a range also looks at the next page
            try:
                for number, *row in self._connection.execute(select + where, (low,) if single else (low, high)):
                    if intact(row):
                        found.setdefault(row[0], tuple(row))
                    else:
                        broken.add(number)
            except sqlite3.Error:
                middle = (low + high) // 2
                ranges += [] if single else [(middle, high), (low, middle)]
        if table == "event":
            self.seen = max(len(found) + len(broken), self._indexed())
        yield from found.values()

    def _last(self, table: str) -> int:
        with suppress(sqlite3.Error):
            for (number,) in self._connection.execute(f"SELECT max(rowid) FROM {table}"):
                return number if isinstance(number, int) else 0
        return self._rows

    def _indexed(self) -> int:
        count = 0
        with suppress(sqlite3.Error):
            for _ in self._connection.execute("SELECT learner, id FROM event INDEXED BY event_of_learner"):
                count += 1
        return min(count, self._rows)


@contextmanager
def board(path: Path) -> Iterator[Wreck | None]:
    """The damaged file at `path`; None if there is nothing in it to be read. The file is not changed."""
    with ExitStack() as stack:
        yield next(filter(None, (_board(path, how, stack) for how in ("mode=ro", "mode=ro&immutable=1"))), None)


def _board(path: Path, how: str, stack: ExitStack) -> Wreck | None:
    """Immutable also reads a file that waits for its journal, on a disk where nothing can be written."""
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, isolation_level=None)
        stack.enter_context(closing(connection))
        connection.execute("PRAGMA trusted_schema = 0").close()  # what is in it may come from anybody
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        return Wreck(connection, path.stat().st_size)
    except sqlite3.Error:
        return None
