"""A damaged file becomes a whole one: what can still be read, plus the newest good backup."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from tutor.store import schema, snapshots
from tutor.store.backup import TIME_FORMAT, newest_good
from tutor.store.checks import findings
from tutor.store.connection import connect, transaction
from tutor.store.erasure import ASIDE, REPAIR
from tutor.store.errors import Damaged, NewerFile, StoreReadOnly, in_dutch, is_damage, read_only_reason
from tutor.store.opening import journal_of
from tutor.store.private import create_file, make_folder, make_private, put_in_place, writable
from tutor.store.rows import TABLES, insert
from tutor.store.thinning import Backup
from tutor.store.wreck import Wreck, board


class RepairReport(Struct, frozen=True):
    """What a repair saved. `str()` is Dutch."""

    kept: int
    """Events in the new file."""
    from_backup: int
    """Of those: not readable in the damaged file, and taken from the backup."""
    lost: int
    """Events that are known to have been there and are gone; there may have been more."""
    backup: Backup | None
    aside: Path | None
    """Where the damaged file is; None if there was no file."""

    def __str__(self) -> str:
        made = f"{self.backup.made:%d-%m-%Y %H.%M}" if self.backup else ""
        source = f", waarvan {self.from_backup} uit de back-up van {made} (UTC)" if made else ""
        return " ".join(
            (
                f"Er zijn {self.kept} regels van je voortgang bewaard{source}.",
                self._loss(),
                f"Het beschadigde bestand staat in {self.aside}." if self.aside else "",
            )
        ).strip()

    def _loss(self) -> str:
        if self.lost:
            return f"Ten minste {self.lost} zijn verloren."
        return "Voor zover te zien is er niets verloren." if self.kept else "Wat erin stond, was niet meer te lezen."


def repair(path: Path, *, clock: Callable[[], datetime]) -> RepairReport:
    """Build a whole file from what is at `path` and the newest good backup, and swap it in. Raises StoreError.

    The damaged file is kept aside. A whole file comes out the same; so does nothing at all. Other windows cannot write
    meanwhile, and notice the swap at their next write (StoreReplaced). A file of a newer program is left alone
    (NewerFile): what this program does not know would be gone.
    """
    with in_dutch(path), no_writers(path):
        backup = newest_good(path)
        with replacement(path) as fresh:
            with closing(connect(fresh)) as target:
                schema.migrate(target)
                report = _fill(target, path, backup)
                if found := findings(target):
                    raise Damaged(fresh, found)
            aside = keep_aside(path, clock().astimezone(UTC))
    return RepairReport(*report, backup, aside)


@contextmanager
def replacement(path: Path) -> Iterator[Path]:
    """An empty file that takes the place of the one at `path` once the block is left; when that fails, nothing is left.

    Raises StoreReadOnly for a file that was made read-only, even where another could take its place, and NewerFile.
    """
    if path.exists() and not writable(path):
        raise StoreReadOnly(read_only_reason(path))
    _refuse_newer(path)
    fresh = path.with_name(f"{path.name}{REPAIR}")
    _clear(fresh)
    try:
        create_file(fresh)
        yield fresh
        journal_of(fresh).unlink(missing_ok=True)
        snapshots.forget(path)
        put_in_place(fresh, path)
    except BaseException:
        _clear(fresh)  # a disk that is full has no room for half a repair
        raise


def _clear(fresh: Path) -> None:
    for stale in (fresh, journal_of(fresh)):
        stale.unlink(missing_ok=True)


@contextmanager
def no_writers(path: Path) -> Iterator[None]:
    """Keep other windows from writing, as far as the file can still be locked."""
    make_folder(path.parent)
    with ExitStack() as stack:
        if os.path.lexists(path):
            make_private(path)
            try:
                stack.enter_context(closing(connect(path))).execute("BEGIN IMMEDIATE")
            except sqlite3.Error as error:
                if not is_damage(error):
                    raise
        yield


def _refuse_newer(path: Path) -> None:
    with suppress(sqlite3.Error, Damaged), closing(connect(path, writable=False)) as connection:
        if (version := schema.version_of(connection, path)) > schema.VERSION:
            raise NewerFile(path, version, schema.VERSION)


def _fill(target: sqlite3.Connection, path: Path, backup: Backup | None) -> tuple[int, int, int]:
    """How many events the target now has, how many of them from the backup, and how many are known to be lost."""
    with ExitStack() as stack, transaction(target):
        wreck = stack.enter_context(board(path))
        whole = stack.enter_context(board(backup.path)) if backup else None
        sources = [source for source in (wreck, whole) if source]
        for source in sources:
            _take(target, source, "tombstone")
        counts = [0]
        for source in sources:
            _take(target, source, "event")
            _take(target, source, "setting")
            (count,) = target.execute("SELECT count(*) FROM event").fetchone()
            counts.append(count)
    kept = counts[-1]
    salvaged = counts[1] if wreck else 0
    return kept, kept - salvaged, max(0, wreck.seen - kept) if wreck else 0


def _take(target: sqlite3.Connection, source: Wreck, table: str) -> None:
    erased = {learner for (learner,) in target.execute("SELECT learner FROM tombstone")}
    key = TABLES[table][0]
    target.executemany(
        f"{insert(table)} ON CONFLICT ({key}) DO NOTHING",
        (row for row in source.rows(table) if table != "event" or row[1] not in erased),
    )


def keep_aside(path: Path, now: datetime) -> Path | None:
    """Give the damaged file a second name; on a disk that cannot do that, another name."""
    aside = path.with_name(f"{path.name}{ASIDE}{now.strftime(TIME_FORMAT)}")
    while os.path.lexists(aside):
        aside = aside.with_name(f"{aside.name}+")
    _move(journal_of(path), journal_of(aside))
    if not path.exists():
        return None
    try:
        aside.hardlink_to(path)
    except OSError:
        path.rename(aside)
    return aside


def _move(journal: Path, aside: Path) -> None:
    if journal.exists() and journal.stat().st_size:
        journal.rename(aside)
    journal.unlink(missing_ok=True)
