"""What keeps the learners' file safe beside storing: backups in time, and erasures that come to their end."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread

from msgspec import Struct

from tutor.store import erasure, schema
from tutor.store.backup import INTERVAL, Backup, backups, keep, verified_copy
from tutor.store.connection import connect
from tutor.store.database import StoreFile
from tutor.store.erasure import Erasure
from tutor.store.errors import SQLITE_ERRORS, Damaged, NotErased, StoreError, StoreFull, in_dutch

NO_BACKUP = "Opslaan lukt, maar een back-up maken niet."
NOT_SWEPT = "Wat je wiste, staat nog in {}. Raadstutor probeert het bij elke start opnieuw."


class Upkeep:
    """For one store; nothing here happens in memory. A problem never stops whoever stores something."""

    def __init__(self, file: StoreFile, now: Callable[[], datetime], *, beside: bool) -> None:
        """`now`: UTC. `beside`: backups are made in a thread of their own."""
        self.problem = ""
        """Dutch: why the last backup, or the end of an erasure, failed. Empty: it did not."""
        self.still_in: tuple[Path, ...] = ()
        """Files that still hold somebody who was erased."""
        self._told = False
        self._file = file
        self._now = now
        self._beside = beside
        self._copying: Thread | None = None
        self._saved: Saved | None = None
        """What the newest backup held when that was looked at last; None: nothing was stored here yet."""

    def news(self) -> str:
        """`problem`, the first time that there is one."""
        news = "" if self._told else self.problem
        self._told = self._told or bool(news)
        return news

    def stored(self, events: int) -> None:
        """Events were stored, and the file now has so many: make a backup when it is time for one."""
        path = self._file.path
        if path is None or (self._copying and self._copying.is_alive()):
            return
        if self._saved is None or self._saved.due(events, self._now()):
            self._saved = saved(path)  # another window may have made one
            if self._saved.due(events, self._now()):
                self._saved = Saved(self._now(), events)  # also when it fails: no new try after each answer
                if self._beside:
                    self._copying = Thread(target=self._try, args=(self.back_up,), name="back-up")
                    self._copying.start()
                else:
                    self._try(self.back_up)

    def back_up(self) -> Backup | None:
        """Make a verified backup now; None in memory. Others can store meanwhile. Raises StoreError."""
        path = self._file.path
        if path is None:
            return None
        with in_dutch(path):
            while True:
                erased = self._erased()
                try:
                    with verified_copy(path) as ready, self._file.writing() as connection:
                        if erasure.erased(connection) == erased:  # or else the copy would bring somebody back
                            backup = keep(path, ready, self._now())
                            self._saved = saved(path)
                            return backup
                except (OSError, Damaged):
                    if self._erased() == erased:  # or else an erasure took the copy away
                        raise

    def _erased(self) -> tuple[str, ...]:
        with self._file.reading() as connection:
            return erasure.erased(connection)

    def try_copy(self) -> None:
        """Make a backup as usual and throw it away. Raises what making one would raise now."""
        if self._file.path:
            with in_dutch(self._file.path), verified_copy(self._file.path):
                pass

    def close(self) -> None:
        """See to it that all that was stored here is in a backup."""
        if self._copying:
            self._copying.join()
        if self._saved:
            self._try(self._back_up_news)
        self._saved = None

    def _back_up_news(self) -> None:
        with self._file.reading() as connection:
            events = size(connection)
        if self._file.path and saved(self._file.path).events != events:
            self.back_up()

    def _try(self, work: Callable[[], object]) -> None:
        self.problem = ""
        try:
            work()
        except StoreError as error:
            self.problem = f"{NO_BACKUP} {error}"

    def erase(self, learner: str, *, seal: bool) -> Erasure:
        """What `Store.erase` does, also in back-ups and what was kept beside the file."""
        events = self._forget(learner, seal=seal)
        with self._file.reading() as connection:
            erasure.shrink(connection)
        return Erasure(events, self._sweep(), self.still_in)

    def _forget(self, learner: str, *, seal: bool) -> int:
        """Delete the events of a learner from the file itself; where it is full, what may go anyway makes room."""
        room = erasure.make_room(self._file.path) if self._file.path else iter(())
        while True:
            try:
                with self._file.writing() as connection:
                    if self._file.path:
                        erasure.unseal(self._file.path, learner)
                        if seal:
                            erasure.seal(connection, self._file.path, learner, self._now())
                    return erasure.forget(connection, learner, self._now())
            except StoreFull:
                if not next(room, False):
                    raise NotErased(self._file.path) from None

    def go_on_erasing(self) -> None:
        """Go on with an erasure that did not come to its end."""
        self._sweep()

    def _sweep(self) -> tuple[Path, ...]:
        """Take who was erased out of every other file; gives the files that are not ours."""
        path = self._file.path
        if path is None:
            return ()
        try:
            with self._file.writing() as connection:
                swept = erasure.sweep(connection, path, self._now())
        except StoreError:
            swept = Erasure(0, (), tuple(erasure.holders(path)))
        self.still_in = swept.still_in
        self.problem = NOT_SWEPT.format(", ".join(map(str, self.still_in))) if self.still_in else ""
        return swept.untouched


class Saved(Struct, frozen=True):
    """What the newest backup holds, to see whether it is time for another."""

    made: datetime | None = None
    """UTC; None: there is no backup."""
    events: int = 0

    def due(self, events: int, now: datetime) -> bool:
        """Whether a file of so many events needs a backup: each half hour, and while it is new each time it doubled.

        A clock that was set back does not postpone it.
        """
        if events == self.events:
            return False
        return self.made is None or events >= 2 * self.events or not timedelta(0) <= now - self.made < INTERVAL


def saved(path: Path) -> Saved:
    """What the newest backup of the file at `path` holds; one that cannot be read, or found, holds nothing."""
    made: tuple[Backup, ...] = ()
    with suppress(StoreError, OSError):  # making one will say so
        made = backups(path)
    if not made:
        return Saved()
    with suppress(*SQLITE_ERRORS), closing(connect(made[-1].path, writable=False)) as connection:
        if schema.plain(sql for *_, sql in schema.definitions(connection)):
            return Saved(made[-1].made, size(connection))
    return Saved(made[-1].made)


def size(connection: sqlite3.Connection) -> int:
    """How many events a file has, without counting them: erasing learners leaves a gap."""
    (last,) = connection.execute("SELECT max(rowid) FROM event").fetchone()
    return int(last or 0)
