"""One open file: who may read and write it, and when."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tutor.store.connection import connect, transaction
from tutor.store.errors import StoreReadOnly, StoreReplaced, in_dutch
from tutor.store.opening import inspect


class StoreFile:
    """A connection with its lock; `path` is None in memory. May be used from several threads."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path | None, *, reason: str = "", inspected: bool = True
    ) -> None:
        """Take over the connection; `close` closes it.

        `reason`: Dutch, why nothing can be written. `inspected`: whether all of the file was looked at.
        """
        self.path = path
        self.reason = reason
        """Empty if something can be written."""
        self.lock = threading.RLock()
        self._inspecting = threading.Lock()
        self._inspected = inspected or path is None
        self._connection = connection
        self._identity = self._found_on_disk()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Errors become StoreErrors."""
        with self.lock, in_dutch(self.path):
            yield self._connection

    def inspect(self) -> None:
        """Look at all of the file, once. Others may read meanwhile. Raises Damaged, also the next time."""
        with self._inspecting, in_dutch(self.path):
            if self._inspected or self.path is None:
                return
            with closing(connect(self.path, writable=False)) as connection:
                inspect(self.path, connection)
            self._inspected = True

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, durable once the block is left. Raises StoreReadOnly, StoreReplaced, Damaged and others.

        Nothing is written to a file before all of it was looked at.
        """
        if self.reason:
            raise StoreReadOnly(self.reason)
        self.inspect()
        with self.reading(), transaction(self._connection):
            if self.replaced:
                raise StoreReplaced(self.path)
            yield self._connection

    def close(self) -> None:
        """Let go of the file. May be called twice."""
        with self.lock:
            self._connection.close()

    @property
    def replaced(self) -> bool:
        """Whether another file bears the name of this one by now."""
        return self._found_on_disk() != self._identity

    def _found_on_disk(self) -> tuple[int, int] | None:
        """Which file bears the name now: another window may have repaired it, or somebody put back a copy."""
        if self.path is None or not self.path.exists():
            return None
        status = self.path.stat()
        return status.st_dev, status.st_ino
