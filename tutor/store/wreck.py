"""Reading what is left in a damaged file, in plain SQL: the `sqlite3` program is often absent and recovers less."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from tutor.store.rows import Row, columns, intact

SMALLEST_ROW = 100
"""Bytes that an event takes at the least, to guess how many rows a file can hold."""
STEPS_PER_ROW = 40
"""Steps of SQLite's virtual machine, generously, to read one row."""
STEPS_BETWEEN_LOOKS = 10_000
SCANS = 50
"""How much work salvaging may be at the most, in readings of the whole file."""


class Wreck:
    """A damaged file, open for reading. Damaged pages can point in circles, so all reading has a limit."""

    def __init__(self, connection: sqlite3.Connection, size: int) -> None:
        """`size` in bytes. Use `board`."""
        self._connection = connection
        self._rows = size // SMALLEST_ROW + 1_000
        self._looks_per_query = self._rows * STEPS_PER_ROW // STEPS_BETWEEN_LOOKS + 1
        self._looks = 0
        self._looks_left = self._looks_per_query * SCANS
        self._queries_left = self._rows * 4
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        connection.execute("PRAGMA writable_schema = ON")
        connection.set_progress_handler(self._stop, STEPS_BETWEEN_LOOKS)
        self.seen = 0
        """Rows of `event` that were met, broken or not; or entries of its index, if that shows more."""

    def rows(self, table: str) -> Iterator[Row]:
        """All rows with a right checksum, each once, halving what cannot be read until single rows are left."""
        found: dict[object, Row] = {}
        broken: set[object] = set()
        ranges = [(0, self._last(table) + 1)]
        sql = f"SELECT rowid, {columns(table)} FROM {table} NOT INDEXED WHERE rowid >= ? AND rowid < ?"
        while ranges and self._queries_left:
            low, high = ranges.pop()
            try:
                for number, *row in self._query(sql, (low, high)):
                    if intact(row):
                        found.setdefault(row[0], tuple(row))
                    else:
                        broken.add(number)
            except sqlite3.Error:
                middle = (low + high) // 2
                ranges += [(middle, high), (low, middle)] if low < middle else []
        if table == "event":
            self.seen = max(len(found) + len(broken), self._indexed())
        yield from found.values()

    def _last(self, table: str) -> int:
        with suppress(sqlite3.Error):
            for (number,) in self._query(f"SELECT max(rowid) FROM {table}", ()):
                return number if isinstance(number, int) else 0
        return self._rows

    def _indexed(self) -> int:
        count = 0
        with suppress(sqlite3.Error):
            for _ in self._query("SELECT learner, id FROM event INDEXED BY event_of_learner", ()):
                count += 1
        return min(count, self._rows)

    def _query(self, sql: str, parameters: tuple[int, ...] | tuple[()]) -> Iterator[Row]:
        self._queries_left -= 1
        self._looks = 0
        yield from self._connection.execute(sql, parameters)

    def _stop(self) -> bool:
        self._looks += 1
        self._looks_left -= 1
        return self._looks > self._looks_per_query or self._looks_left < 0


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
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        return Wreck(connection, path.stat().st_size)
    except sqlite3.Error:
        return None
