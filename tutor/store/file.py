"""One open file: who may read and write it, and when."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tutor.store.connection import transaction
from tutor.store.errors import StoreReadOnly, StoreReplaced, in_dutch


class StoreFile:
    """A connection with its lock; `path` is None in memory. May be used from several threads."""

    def __init__(self, connection: sqlite3.Connection, path: Path | None, *, reason: str = "") -> None:
        """Take over the connection; `close` closes it. `reason`: Dutch, why nothing can be written."""
        self.path = path
        self.reason = reason
        """Empty if something can be written."""
        self.lock = threading.RLock()
        self._connection = connection
        self._identity = self._found_on_disk()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Errors become StoreErrors."""
        with self.lock, in_dutch(self.path):
            yield self._connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, durable once the block is left. Raises StoreReadOnly, StoreReplaced and others."""
        if self.reason:
            raise StoreReadOnly(self.reason)
        with self.reading(), transaction(self._connection):
            if self._found_on_disk() != self._identity:
                raise StoreReplaced(self.path)
            yield self._connection

    def close(self) -> None:
        """Let go of the file. May be called twice."""
        with self.lock:
            self._connection.close()

    def _found_on_disk(self) -> tuple[int, int] | None:
        """Which file bears the name now: another window may have repaired it, or somebody put back a copy."""
        if self.path is None or not self.path.exists():
            return None
        status = self.path.stat()
        return status.st_dev, status.st_ino
