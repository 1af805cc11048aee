"""A damaged file becomes a whole one: what can still be read, plus the newest good backup. Restoring is here too.

A damaged file is read in plain SQL: the `sqlite3` program is often absent and recovers less.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, auto
from itertools import islice
from pathlib import Path

from msgspec import Struct

from tutor.store import progress_cache, schema
from tutor.store.backup import TIME_FORMAT, Backup, newest_good, verdict, write_backup
from tutor.store.connection import connect, transaction, uri
from tutor.store.database import journal_of
from tutor.store.erasure import ASIDE, REPAIR, forget
from tutor.store.errors import (
    SQLITE_ERRORS,
    BadBackup,
    Damaged,
    NewerFile,
    StoreReadOnly,
    in_dutch,
    is_damage,
    read_only_reason,
)
from tutor.store.private import create_file, make_folder, make_private, put_in_place, writable
from tutor.store.rows import TABLES, Row, columns, insert, intact
from tutor.store.schema import findings


class Reading(Enum):
    """How much of a damaged file could be read."""

    NOTHING = auto()
    PART = auto()
    ALL = auto()
    """As far as its own counts tell."""


class RepairReport(Struct, frozen=True):
    """What a repair saved. `str()` is Dutch."""

    kept: int
    """Events in the new file."""
    from_backup: int
    """Of those: not readable in the damaged file, and taken from the backup."""
    lost: int
    """Events that are known to have been there and are gone; there may have been more."""
    read: Reading
    """How much of the damaged file could be read."""
    backup: Backup | None
    aside: Path | None
    """Where the damaged file is; None if there was no file."""

    def __str__(self) -> str:
        source = f", waarvan {self.from_backup} uit de back-up van {self._made()}" if self.from_backup else ""
        kept = "is 1 regel" if self.kept == 1 else f"zijn {self.kept} regels"
        return " ".join(
            (
                f"Er {kept} van je voortgang bewaard{source}.",
                self._loss(),
                f"Het beschadigde bestand staat in {self.aside}." if self.aside else "",
            )
        ).strip()

    def _made(self) -> str:
        return f"{self.backup.made.astimezone():%d-%m-%Y %H.%M}" if self.backup else ""

    def _loss(self) -> str:
        since = f"Wat je na {self._made()} deed," if self.backup else "Wat erin stond,"
        match self.read:
            case Reading.NOTHING if self.backup:
                return f"{since} is weg."
            case Reading.NOTHING:
                return f"{since} was niet meer te lezen."
            case _ if self.lost:
                gone = "1 is" if self.lost == 1 else f"{self.lost} zijn"
                return f"Ten minste {gone} verloren{f', van na {self._made()}' if self.backup else ''}."
            case Reading.PART:
                return f"Een deel was niet te lezen. {since} kan weg zijn."
        return "Voor zover te zien is er niets verloren."


def repair(path: Path, *, clock: Callable[[], datetime]) -> RepairReport:
    """Build a whole file from what is at `path` and the newest good backup, and swap it in. Raises StoreError.

    The damaged file is kept aside. A whole file comes out the same; so does nothing at all. Other windows cannot write
    meanwhile, and notice the swap at their next write (StoreReplaced). A file of a newer program is left alone
    (NewerFile): what this program does not know would be gone.
    """
    with in_dutch(path), no_writers(path) as let_go:
        backup = newest_good(path)
        with replacement(path, let_go) as swap:
            with closing(connect(swap.fresh)) as target:
                schema.migrate(target)
                report = _fill(target, path, backup, swap.fresh.read_bytes()[:PAGE])
                if found := findings(target):
                    raise Damaged(swap.fresh, found)
            swap.keep_aside(clock().astimezone(UTC))
    return RepairReport(*report, backup, swap.aside)


class Swap:
    """An empty file that is to take the place of another, and where that one is kept."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.fresh = path.with_name(f"{path.name}{REPAIR}")
        self.aside: Path | None = None
        self._second_name: Path | None = None

    def keep_aside(self, now: datetime) -> None:
        """Give the file a second name; on a disk that cannot do that, another name."""
        name = self.path.with_name(f"{self.path.name}{ASIDE}{now.strftime(TIME_FORMAT)}")
        while os.path.lexists(name):
            name = name.with_name(f"{name.name}+")
        self._second_name = name
        _move(journal_of(self.path), journal_of(name))
        if self.path.exists():
            try:
                name.hardlink_to(self.path)
            except OSError:
                self.path.rename(name)
            self.aside = name

    def undo(self) -> None:
        """Leave everything as it was: a second name of a file that is in use would keep what somebody erases."""
        for stale in (self.fresh, journal_of(self.fresh)):
            stale.unlink(missing_ok=True)
        if self.aside and self.path.exists():
            self.aside.unlink(missing_ok=True)
        elif self.aside and self.aside.exists():
            self.aside.rename(self.path)
        if self._second_name and not journal_of(self.path).exists():
            _move(journal_of(self._second_name), journal_of(self.path))


@contextmanager
def replacement(path: Path, let_go: Callable[[], None]) -> Iterator[Swap]:
    """An empty file that takes the place of the one at `path` once the block is left; when that fails, nothing changes.

    `let_go` of that one where the system replaces no file that is open. Raises StoreReadOnly for a file that was made
    read-only, even where another could take its place, and NewerFile.
    """
    if path.exists() and not writable(path):
        raise StoreReadOnly(read_only_reason(path))
    _refuse_newer(path)
    swap = Swap(path)
    swap.undo()  # what a killed repair left
    try:
        create_file(swap.fresh)
        yield swap
        journal_of(swap.fresh).unlink(missing_ok=True)
        progress_cache.delete(path)
        if os.name != "posix":
            let_go()  # nobody else has the file open then, or the next line fails
        put_in_place(swap.fresh, path)
    except BaseException:
        swap.undo()  # a disk that is full has no room for half a repair
        raise


@contextmanager
def no_writers(path: Path) -> Iterator[Callable[[], None]]:
    """Keep other windows from writing, as far as the file can still be locked; gives what ends that before its time."""
    make_folder(path.parent)
    with ExitStack() as stack:
        if os.path.lexists(path):
            make_private(path)
            try:
                stack.enter_context(closing(connect(path))).execute("BEGIN IMMEDIATE")
            except SQLITE_ERRORS as error:
                if not is_damage(error):
                    raise
        yield stack.close


def _refuse_newer(path: Path) -> None:
    with suppress(*SQLITE_ERRORS, Damaged), closing(connect(path, writable=False)) as connection:
        if (version := schema.version_of(connection, path)) > schema.VERSION:
            raise NewerFile(path, version, schema.VERSION)


def _fill(
    target: sqlite3.Connection, path: Path, backup: Backup | None, template: bytes
) -> tuple[int, int, int, Reading]:
    """How many events the target has now, how many of them from the backup, how many are known to be lost."""
    with ExitStack() as stack, transaction(target):
        heads = [template, *([backup.path.read_bytes()[:PAGE]] if backup else [])]
        damaged = stack.enter_context(open_damaged(path, heads))
        whole = stack.enter_context(open_damaged(backup.path)) if backup else []
        for source in (*damaged, *whole):
            _take(target, source, "tombstone")
        salvaged = _take_all(target, damaged)
        kept = _take_all(target, whole)
    seen = max((source.seen for source in damaged), default=0)
    return kept, kept - salvaged, max(0, seen - kept), _how_much(damaged)


def _take_all(target: sqlite3.Connection, sources: Iterable[DamagedFile]) -> int:
    """How many events the target has after these sources too."""
    for source in sources:
        _take(target, source, "event")
        _take(target, source, "setting")
    (count,) = target.execute("SELECT count(*) FROM event").fetchone()
    return int(count)


def _how_much(damaged: Iterable[DamagedFile]) -> Reading:
    most = max((source.read.value for source in damaged), default=Reading.NOTHING.value)
    return Reading(most)


def _take(target: sqlite3.Connection, source: DamagedFile, table: str) -> None:
    erased = {learner for (learner,) in target.execute("SELECT learner FROM tombstone")}
    key = TABLES[table][0]
    target.executemany(
        f"{insert(table)} ON CONFLICT ({key}) DO NOTHING",
        (row for row in source.rows(table) if table != "event" or row[1] not in erased),
    )


def _move(journal: Path, aside: Path) -> None:
    if journal.exists() and journal.stat().st_size:
        journal.rename(aside)
    journal.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Restored:
    """Where what was there before went."""

    before: Path | None
    """A new backup, or a damaged file kept aside; None when there was no file."""


def restore(path: Path, copy: Backup, *, clock: Callable[[], datetime]) -> Restored:
    """Put a backup of the file at `path` in its place. Raises StoreError, with nothing changed.

    What is there now becomes a backup first. Who was erased since stays erased. Other windows notice at their next
    write (StoreReplaced).
    """
    now = clock().astimezone(UTC)
    with in_dutch(path), no_writers(path) as let_go:
        if report := verdict(copy.path):
            raise BadBackup(copy.path, report)
        with replacement(path, let_go) as swap:
            with closing(connect(copy.path, writable=False)) as source, closing(connect(swap.fresh)) as target:
                source.backup(target)
            with closing(connect(swap.fresh)) as target:
                schema.migrate(target)
                with transaction(target), open_damaged(path, [swap.fresh.read_bytes()[:PAGE]]) as current:
                    for learner in {str(learner) for way in current for learner, *_ in way.rows("tombstone")}:
                        forget(target, learner, now)
                if found := findings(target):
                    raise BadBackup(copy.path, found)
            if path.exists() and not verdict(path):
                return Restored(write_backup(path, now).path)
            swap.keep_aside(now)
    return Restored(swap.aside)


PAGE, HEAD = 4_096, 100
"""Bytes of a page of our files, and of what comes before the definitions of the tables on the first one."""
SMALLEST_ROW = 100
"""Bytes that an event takes at the least, to guess how many rows a file can hold."""


class DamagedFile:
    """A damaged file, open for reading."""

    def __init__(self, connection: sqlite3.Connection, size: int, tables: Iterable[str] = TABLES) -> None:
        """`size` in bytes; `tables`: those that can be read. Use `open_damaged`."""
        self._connection = connection
        self.tables = frozenset(tables)
        self._rows = size // SMALLEST_ROW + 1_000
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        connection.execute("PRAGMA writable_schema = ON")
        self.seen = 0
        """Rows of `event` that were met, broken or not; or entries of its index, if that shows more."""
        self.read = Reading.NOTHING
        """How much of `event` could be read."""

    def rows(self, table: str) -> Iterator[Row]:
        """All rows with a right checksum, each once, halving what cannot be read until single rows are left."""
        found: dict[object, Row] = {}
        broken: set[object] = set()
        gaps = False
        ranges = [(0, self._last(table) + 1)] if table in self.tables else []
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
            except SQLITE_ERRORS:
                gaps = True
                middle = (low + high) // 2
                ranges += [] if single else [(middle, high), (low, middle)]
        if table == "event" and table in self.tables:
            indexed, to_its_end = self._indexed()
            self.seen = max(len(found) + len(broken), indexed)
            if found or not gaps:
                self.read = Reading.PART if ranges or (gaps and not to_its_end) else Reading.ALL
        yield from found.values()

    def _last(self, table: str) -> int:
        with suppress(*SQLITE_ERRORS):
            for (number,) in self._connection.execute(f"SELECT max(rowid) FROM {table}"):
                return number if isinstance(number, int) else 0
        return self._rows

    def _indexed(self) -> tuple[int, bool]:
        """How many events the index names, and whether it could be read to its end."""
        count = 0
        with suppress(*SQLITE_ERRORS):
            for _ in self._connection.execute("SELECT learner, id FROM event INDEXED BY event_of_learner"):
                count += 1
                if count == self._rows:
                    return count, False
            return count, True
        return count, False


@contextmanager
def open_damaged(path: Path, heads: Sequence[bytes] = ()) -> Iterator[list[DamagedFile]]:
    """All ways in which the file at `path` can be read, best first; none if there is nothing in it. It stays as it is.

    `heads`: first pages of whole files. The head of every file is the same but for its counts, and so are the
    definitions of the tables: where those are broken or false, or a view stands in their place, they are put back.
    """
    with ExitStack() as stack:
        size = path.stat().st_size if path.is_file() else 0
        ways = filter(None, (_as_it_is(path, how, stack) for how in ("mode=ro", "mode=ro&immutable=1")))
        found = [DamagedFile(way, size, tables) for way in islice(ways, 1) if (tables := _readable(way))]
        if size and not (found and found[0].tables == TABLES.keys()):
            content = path.read_bytes()
            own = [head[:HEAD] + content[HEAD:PAGE] for head in heads[:1]]
            headed = filter(None, (_with_head(content, head, stack) for head in (*own, *reversed(heads))))
            found += [DamagedFile(way, size, tables) for way in headed if (tables := _readable(way))]
        yield found


def _as_it_is(path: Path, how: str, stack: ExitStack) -> sqlite3.Connection | None:
    """Immutable also reads a file that waits for its journal, on a disk where nothing can be written."""
    with suppress(*SQLITE_ERRORS):
        connection = sqlite3.connect(uri(path.absolute(), how), uri=True, isolation_level=None)
        stack.enter_context(closing(connection))
        connection.execute("PRAGMA trusted_schema = 0").close()  # what is in it may come from anybody
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        return connection
    return None


def _with_head(content: bytes, head: bytes, stack: ExitStack) -> sqlite3.Connection | None:
    """What is in a file, in memory, with another first page, which is told how many pages there are."""
    pages = len(content) // PAGE
    known = bytearray(head)
    known[28:40] = pages.to_bytes(4) + bytes(8)  # and that none of them is free
    known[92:96] = known[24:28]  # or else SQLite does not believe that number
    with suppress(*SQLITE_ERRORS, AttributeError):  # a SQLite without `deserialize`
        connection = sqlite3.connect(":memory:", isolation_level=None)
        stack.enter_context(closing(connection))
        connection.execute("PRAGMA trusted_schema = 0").close()
        connection.deserialize(bytes(known) + content[PAGE : pages * PAGE])
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        return connection
    return None


def _readable(connection: sqlite3.Connection) -> frozenset[str]:
    """The tables that are defined as ours are. None at all where something is a view, which could go on without end."""
    with suppress(*SQLITE_ERRORS):
        kept = {sql for *_, sql in schema.definitions(connection)}
        if schema.plain(kept):
            return frozenset(name for name in TABLES if any(sql in kept for sql in _defining(name)))
    return frozenset()


def _defining(table: str) -> Iterator[str]:
    return (sql for sql in schema.SCHEMA if sql.startswith(f"CREATE TABLE {table} "))
