"""The one door to what learners did."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec.structs import replace

from tutor.learning.events import ProfileCreated, ProfileRenamed
from tutor.learning.log import Draft, Event, NotAcceptable, stamped
from tutor.learning.profile import Profile
from tutor.store import erasure
from tutor.store.backup import Backup, backups
from tutor.store.connection import connect, version
from tutor.store.database import StoreFile, open_file
from tutor.store.erasure import Erasure
from tutor.store.errors import (
    Damaged,
    DiskFailure,
    MergeRefused,
    NotStored,
    StoreBusy,
    StoreError,
    StoreFull,
    read_only_reason,
)
from tutor.store.rows import (
    Row,
    acceptable,
    columns,
    encode,
    evenings_in,
    events_in,
    insert,
    intact,
    learners_in,
    people_in,
    proper_name,
    same_event,
    sealed,
    successor,
    system_bits,
    uuid7,
)
from tutor.store.schema import migrate
from tutor.store.upkeep import Upkeep, size

CONFIRMED = "store.confirmed"
MERGE_MARK = "store.mixed"
"""Setting that is another one after each merge: only a merge puts events between those that are there."""
WRITE_PROBE = "store.tried"


class Store:
    """Events and settings in one SQLite file, or in memory. May be used from several threads.

    Whatever writes raises, with nothing written: StoreReadOnly, StoreFull, StoreBusy, StoreReplaced, DiskFailure or
    Damaged. The store stays usable after that.
    """

    def __init__(
        self,
        file: StoreFile,
        *,
        device: str,
        clock: Callable[[], datetime],
        ids: Callable[[datetime], str],
        beside: bool = False,
    ) -> None:
        """Use `Store.open`."""
        self.device = device
        self._file = file
        self._clock = clock
        self._ids = ids
        self._last_id = ""
        self._upkeep = Upkeep(file, self._now, beside=beside)
        self.backup_news = self._upkeep.news
        """`backup_problem`, the first time that there is one; else empty. For faces, which say it once."""

    @classmethod
    def open(
        cls,
        path: Path | None,
        *,
        device: str,
        clock: Callable[[], datetime],
        ids: Callable[[datetime], str] | None = None,
        inspected: bool = True,
        patience: int | None = None,
        beside: bool = False,
    ) -> Self:
        """Open or create the file at `path`, check it in full, and bring it up to date. `None`: memory only.

        `inspected`: False leaves the check to `inspect`, or to the first time that something is stored.
        `patience`: milliseconds to wait for another window, if not as usual. `beside`: make backups in a thread of
        their own, so that whoever stores something never waits for one.

        `clock` gives aware times; `ids` gives a UUIDv7 for a time (by default from the system's randomness).
        Raises NewerFile, NotPrivate, Symlink, Missing, Damaged, StoreReadOnly, StoreFull, StoreBusy, DiskFailure.
        """
        if path is None:
            connection, writable = connect(None), True
            migrate(connection)
        else:
            connection, writable = open_file(path, clock(), inspected=inspected, patience=patience)
        store = cls(
            StoreFile(connection, path, reason="" if writable else read_only_reason(path), inspected=inspected),
            device=device,
            clock=clock,
            ids=ids or partial(uuid7, bits=system_bits),
            beside=beside,
        )
        if writable and path:
            erasure.expire(path, store._now())
        if writable and store.recall(erasure.PENDING):
            store._upkeep.go_on_erasing()
        return store

    @classmethod
    def closed(cls, reason: str, *, device: str, clock: Callable[[], datetime]) -> Self:
        """An empty store that refuses everything with the same `reason`, Dutch: for whoever only wants to look."""
        connection = connect(None)
        migrate(connection)
        return cls(StoreFile(connection, None, reason=reason), device=device, clock=clock, ids=lambda _: "")

    @property
    def path(self) -> Path | None:
        """The file; None in memory."""
        return self._file.path

    @property
    def writable(self) -> bool:
        """False: reading works, and everything that writes raises StoreReadOnly with `reason`."""
        return not self._file.reason

    @property
    def reason(self) -> str:
        """Dutch: why the store is not writable; empty if it is."""
        return self._file.reason

    def inspect(self) -> None:
        """Check the file in full, if that was not done yet. Raises Damaged. May be called from another thread."""
        self._file.inspect()

    def append(self, learner: str, drafts: Iterable[Draft]) -> tuple[Event, ...]:
        """Store the drafts in one transaction; they are safe once this returns, and all absent once it raises.

        Raises LearnerErased too, and NotStored for what may not be stored, such as a text without end.
        """
        drafts = tuple(drafts)
        if not drafts:
            return ()
        events: list[Event] = []
        with self._writing(events) as connection:
            events += self._insert(connection, learner, drafts)
        return tuple(events)

    def events(self, learner: str, *, after: str | None = None) -> Iterator[Event]:
        """The events of a learner by id, those after the id `after` if given. Read at once, so no lock is held.

        Raises Damaged when one of them is not as it was written.
        """
        sql = f"SELECT {columns('event')} FROM event WHERE learner = ? AND id > ? ORDER BY id"
        with self._file.reading() as connection:
            return iter(events_in(connection.execute(sql, (learner, after or "")), self.path))

    def count(self, learner: str, until: str) -> int:
        """How many events of a learner have an id up to and including this one."""
        sql = "SELECT count(*) FROM event WHERE learner = ? AND id <= ?"
        with self._file.reading() as connection:
            (number,) = connection.execute(sql, (learner, until)).fetchone()
        return int(number)

    @property
    def merge_mark(self) -> str:
        """As long as this is the same, the file only grew at its end, or was replaced."""
        return self.recall(MERGE_MARK) or ""

    def holds(self, learner: str, event: str) -> bool:
        """Whether an event is in the log of a learner."""
        with self._file.reading() as connection:
            return (
                connection.execute("SELECT 1 FROM event WHERE id = ? AND learner = ?", (event, learner)).fetchone()
                is not None
            )

    @property
    def replaced(self) -> bool:
        """Whether another file bears the name of this one by now."""
        return self._file.replaced

    def version(self) -> object:
        """A mark that differs from an earlier one when anything was stored since. Never waits: raises StoreBusy."""
        with self._file.reading() as connection:
            return version(connection)

    def learners(self) -> tuple[Profile, ...]:
        """All learners, oldest first."""
        with self._file.reading() as connection:
            return learners_in(connection, self.path)

    def people(self) -> tuple[Profile, ...]:
        """All learners, told apart by a mark where a name is not enough."""
        with self._file.reading() as connection:
            return people_in(connection, self.path)

    def evenings(self) -> tuple[str, ...]:
        """The ids of all classroom evenings, the newest first."""
        with self._file.reading() as connection:
            return evenings_in(connection)

    def add_learner(self, name: str) -> Profile:
        """A new learner. Raises NameRefused for a name that nobody can have, or somebody has."""
        events: list[Event] = []
        with self._writing(events) as connection:
            tidy = proper_name(name, people_in(connection, self.path))
            events += self._insert(connection, self._next_id(connection), [Draft(body=ProfileCreated(name=tidy))])
        (event,) = events
        return Profile(event.learner, tidy, event.at, event.device)

    def rename_learner(self, learner: str, name: str) -> Profile:
        """The learner with another name. Raises NameRefused, and KeyError for an unknown learner."""
        with self._writing() as connection:
            known = {other.id: other for other in people_in(connection, self.path)}
            old = known.pop(learner)
            tidy = proper_name(name, known.values())
            self._insert(connection, learner, [Draft(body=ProfileRenamed(name=tidy))])
        return replace(old, name=tidy, mark="", answers=None)

    def remember(self, key: str, value: str) -> None:
        """Keep a setting of this computer, durable once this returns."""
        with self._file.writing() as connection:
            self._put(connection, key, value)

    def try_out(self) -> None:
        """Store something that means nothing. Raises what storing an answer would raise now; makes no backup."""
        other = "1" if self.recall(WRITE_PROBE) == "0" else "0"  # SQLite writes nothing when nothing changes
        with self._file.writing(trial=True) as connection:
            self._put(connection, WRITE_PROBE, other)

    def recall(self, key: str) -> str | None:
        """The value of a setting; None if there is none."""
        sql = f"SELECT {columns('setting')} FROM setting WHERE key = ?"
        with self._file.reading() as connection:
            row = connection.execute(sql, (key,)).fetchone()
        return row[1] if row and intact(row) else None

    def merge(self, events: Iterable[Event]) -> int:
        """Add events of another laptop that are not here yet; their number. Erased learners stay erased.

        Idempotent, and the order of merges does not matter. Makes a backup first. Raises MergeRefused too, for an id
        that is no UUIDv7 or that stands for another event here.
        """
        added = 0
        self.back_up()
        with self._writing() as connection:
            erased = set(self.tombstones())
            for event in events:
                added += event.learner not in erased and self._adopt(connection, event)
            if added:
                self._put(connection, MERGE_MARK, self._ids(self._now()))
        return added

    def known(self, event: Event) -> bool | None:
        """Whether an event is here; None when `merge` would refuse it, and with it all others."""
        with self._file.reading() as connection, suppress(MergeRefused):
            return self._known(connection, event)
        return None

    def tombstones(self) -> tuple[str, ...]:
        """The ids of erased learners."""
        with self._file.reading() as connection:
            return erasure.erased(connection)

    def erase(self, learner: str, *, seal: bool = False) -> Erasure:
        """Delete all there is of a learner, also in backups and damaged files kept aside, for good.

        `seal`: keep one way back, see `way_back`. What could not be reached is named in the result, and every start
        tries again. Raises NotErased when a disk is so full that nothing at all could be done.
        """
        return self._upkeep.erase(learner, seal=seal)

    def back_up(self) -> Backup | None:
        """Make a verified backup now; None in memory. Others can store meanwhile."""
        return self._upkeep.back_up()

    @property
    def backup_problem(self) -> str:
        """Dutch: why the last backup, or the end of an erasure, failed; storing itself went on. Empty: it did not."""
        return self._upkeep.problem

    @property
    def still_in(self) -> tuple[Path, ...]:
        """Files that still hold somebody who was erased."""
        return self._upkeep.still_in

    def try_backup(self) -> None:
        """Make a backup as usual and throw it away. Raises what making one would raise now."""
        self._upkeep.try_copy()

    def backups(self) -> tuple[Backup, ...]:
        """The backups of this file, oldest first."""
        return backups(self.path) if self.path else ()

    def close(self) -> None:
        """Let go of the file, once all that was stored here is in a backup. May be called twice."""
        self._upkeep.close()
        self._file.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _writing(self, events: Sequence[Event] = ()) -> Iterator[sqlite3.Connection]:
        """A transaction, followed by a backup when it is time for one.

        `events`: what the block stores. All of them are safe, or none of them is there when this raises.
        """
        try:
            with self._file.writing() as connection:
                yield connection
                count = size(connection)
        except (StoreFull, StoreBusy, DiskFailure):
            if not (events and self._survived(events[0])):
                raise
        else:
            self._upkeep.stored(count)

    def _now(self) -> datetime:
        return self._clock().astimezone(UTC)

    def _insert(self, connection: sqlite3.Connection, learner: str, drafts: Iterable[Draft]) -> tuple[Event, ...]:
        at = self._now()
        try:
            events = tuple(
                stamped(draft, id=self._next_id(connection), learner=learner, device=self.device, at=at)
                for draft in drafts
            )
        except NotAcceptable as reason:
            raise NotStored(str(reason)) from None
        self._add(connection, insert("event"), [encode(event) for event in events])
        return events

    def _adopt(self, connection: sqlite3.Connection, event: Event) -> bool:
        known = self._known(connection, event)
        if not known:
            self._add(connection, insert("event"), [encode(event)])
        return not known

    def _known(self, connection: sqlite3.Connection, event: Event) -> bool:
        """Whether an event is here. Raises MergeRefused for what cannot be one, or has the id of another one."""
        same_id = f"SELECT {columns('event')} FROM event WHERE id = ?"
        known = events_in(connection.execute(same_id, (event.id,)), self.path)
        if not acceptable(event.id) or not all(same_event(one, event) for one in known):
            raise MergeRefused(event.id)
        return bool(known)

    def _next_id(self, connection: sqlite3.Connection) -> str:
        """Larger than every id in the file and than every id given before, whatever the clock does."""
        (in_file,) = connection.execute("SELECT max(id) FROM event").fetchone()
        last = max(in_file or "", self._last_id)
        fresh = self._ids(self._now())
        self._last_id = fresh if fresh > last else successor(last, fresh)
        return self._last_id

    def _put(self, connection: sqlite3.Connection, key: str, value: str) -> None:
        upsert = " ON CONFLICT (key) DO UPDATE SET value = excluded.value, checksum = excluded.checksum"
        self._add(connection, insert("setting") + upsert, [sealed((key, value))])

    def _add(self, connection: sqlite3.Connection, sql: str, rows: Sequence[Row]) -> None:
        """Store rows, and count them: a trigger that somebody planted can swallow them without an error."""
        if connection.executemany(sql, rows).rowcount != len(rows):
            raise Damaged(self.path or Path(":memory:"), ("het bestand neemt niet aan wat erin moet",))

    def _survived(self, event: Event) -> bool:
        """Whether a failed COMMIT did store the event; only true when a next write goes well, so that it is durable."""
        try:
            with self._file.writing() as connection:
                self._put(connection, CONFIRMED, event.id)
                stored = connection.execute("SELECT 1 FROM event WHERE id = ?", (event.id,)).fetchone()
        except StoreError:
            return False
        return stored is not None
