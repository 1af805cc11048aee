"""The one door to what learners did."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from tutor.model import Draft, Event
from tutor.store import learners
from tutor.store.connection import connect, transaction
from tutor.store.errors import (
    DiskFailure,
    StoreBusy,
    StoreError,
    StoreFull,
    StoreReadOnly,
    StoreReplaced,
    in_dutch,
    read_only_reason,
)
from tutor.store.ids import successor, uuid7
from tutor.store.learners import Learner
from tutor.store.opening import open_file
from tutor.store.rows import columns, decode, encode, insert, intact, sealed
from tutor.store.schema import migrate

CONFIRMED = "store.confirmed"


def system_bits(count: int) -> int:
    """Random bits of the operating system."""
    return int.from_bytes(os.urandom((count + 7) // 8)) >> (-count % 8)


class Store:
    """Events and settings in one SQLite file, or in memory. May be used from several threads."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path | None,
        *,
        writable: bool,
        device: str,
        clock: Callable[[], datetime],
        ids: Callable[[datetime], str],
    ) -> None:
        """Use `Store.open`."""
        self.path = path
        self.device = device
        self.writable = writable
        """False: reading works, and everything that writes raises StoreReadOnly with `reason`."""
        self.reason = "" if writable else read_only_reason(path)
        self._connection = connection
        self._clock = clock
        self._ids = ids
        self._lock = threading.RLock()
        self._last_id = ""
        self._identity = self._file_identity()

    @classmethod
    def open(
        cls,
        path: Path | None,
        *,
        device: str,
        clock: Callable[[], datetime],
        ids: Callable[[datetime], str] | None = None,
    ) -> Store:
        """Open or create the file at `path`, check it in full, and bring it up to date. `None`: memory only.

        `clock` gives aware times; `ids` gives a UUIDv7 for a time (by default from the system's randomness).
        Raises NewerFile, NotPrivate, Symlink, Damaged, StoreReadOnly, StoreFull, StoreBusy, DiskFailure.
        """
        if path is None:
            connection, writable = connect(None), True
            migrate(connection)
        else:
            connection, writable = open_file(path)
        ids = ids or (lambda now: uuid7(now, system_bits))
        return cls(connection, path, writable=writable, device=device, clock=clock, ids=ids)

    def append(self, learner: str, drafts: Iterable[Draft]) -> tuple[Event, ...]:
        """Store the drafts in one transaction; they are safe once this returns, and all absent once it raises.

        Raises StoreReadOnly, StoreFull, StoreBusy, StoreReplaced, LearnerErased, DiskFailure; ValueError or TypeError
        for a body that JSON cannot hold. The store stays usable.
        """
        drafts = tuple(drafts)
        if not drafts:
            return ()
        events: tuple[Event, ...] = ()
        try:
            with self._writing():
                events = self._insert(learner, drafts)
        except (StoreFull, StoreBusy, DiskFailure):
            if not (events and self._survived(events[0])):
                raise
        return events

    def events(self, learner: str, *, after: str | None = None) -> Iterator[Event]:
        """The events of a learner by id, those after the id `after` if given. Read at once, so no lock is held."""
        sql = f"SELECT {columns('event')} FROM event WHERE learner = ? AND id > ? ORDER BY id"
        with self._lock, in_dutch(self.path):
            rows = self._connection.execute(sql, (learner, after or "")).fetchall()
        return map(decode, rows)

    def learners(self) -> tuple[Learner, ...]:
        """All learners, oldest first."""
        with self._lock, in_dutch(self.path):
            return learners.read(self._connection)

    def add_learner(self, name: str) -> Learner:
        """A new learner. Raises NameRefused for a name that is empty, too long, unprintable or taken."""
        with self._writing():
            tidy = learners.proper_name(name, learners.read(self._connection))
            (event,) = self._insert(self._next_id(), [Draft(kind=learners.CREATED, body={"name": tidy})])
        return Learner(event.learner, tidy, event.at)

    def rename_learner(self, learner: str, name: str) -> Learner:
        """The learner with another name. Raises NameRefused, and KeyError for an unknown learner."""
        with self._writing():
            known = {other.id: other for other in learners.read(self._connection)}
            old = known.pop(learner)
            tidy = learners.proper_name(name, tuple(known.values()))
            self._insert(learner, [Draft(kind=learners.RENAMED, body={"name": tidy})])
        return Learner(old.id, tidy, old.created)

    def remember(self, key: str, value: str) -> None:
        """Keep a setting. Raises like `append`."""
        with self._writing():
            self._put(key, value)

    def recall(self, key: str) -> str | None:
        """The value of a setting; None if there is none."""
        sql = f"SELECT {columns('setting')} FROM setting WHERE key = ?"
        with self._lock, in_dutch(self.path):
            row = self._connection.execute(sql, (key,)).fetchone()
        return row[1] if row and intact(row) else None

    def close(self) -> None:
        """Let go of the file. May be called twice."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if not self.writable:
            raise StoreReadOnly(self.reason)
        with self._lock, in_dutch(self.path), transaction(self._connection):
            if self._file_identity() != self._identity:
                raise StoreReplaced(self.path)
            yield

    def _file_identity(self) -> tuple[int, int] | None:
        if self.path is None:
            return None
        try:
            status = self.path.stat()
        except FileNotFoundError:
            return None
        return status.st_dev, status.st_ino

    def _insert(self, learner: str, drafts: Iterable[Draft]) -> tuple[Event, ...]:
        at = self._clock().astimezone(UTC)
        rows = [
            encode(
                Event(
                    id=self._next_id(),
                    learner=learner,
                    device=self.device,
                    kind=draft.kind,
                    at=at,
                    subject=draft.subject,
                    revision=draft.revision,
                    body=draft.body,
                )
            )
            for draft in drafts
        ]
        self._connection.executemany(insert("event"), rows)
        return tuple(map(decode, rows))

    def _next_id(self) -> str:
        """Larger than every id in the file and than every id given before, whatever the clock does."""
        (in_file,) = self._connection.execute("SELECT max(id) FROM event").fetchone()
        last = max(in_file or "", self._last_id)
        fresh = self._ids(self._clock().astimezone(UTC))
        self._last_id = fresh if fresh > last else successor(last, system_bits)
        return self._last_id

    def _put(self, key: str, value: str) -> None:
        upsert = " ON CONFLICT (key) DO UPDATE SET value = excluded.value, checksum = excluded.checksum"
        self._connection.execute(insert("setting") + upsert, sealed((key, value)))

    def _survived(self, event: Event) -> bool:
        """Whether a failed COMMIT did store the event; only true when a next write goes well, so that it is durable."""
        try:
            with self._writing():
                self._put(CONFIRMED, event.id)
                stored = self._connection.execute("SELECT 1 FROM event WHERE id = ?", (event.id,)).fetchone()
        except StoreError:
            return False
        return stored is not None
