"""A backup becomes the file again, for whoever wants back what a merge or a mistake changed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tutor.store import schema
from tutor.store.backup import verdict, write_backup
from tutor.store.checks import findings
from tutor.store.connection import connect, transaction
from tutor.store.erasure import forget
from tutor.store.errors import Damaged, in_dutch
from tutor.store.salvage import keep_aside, no_writers, replacement
from tutor.store.thinning import Backup
from tutor.store.wreck import board


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
    with in_dutch(path), no_writers(path):
        if report := verdict(copy.path):
            raise Damaged(copy.path, report)
        with replacement(path) as fresh:
            with closing(connect(copy.path, writable=False)) as source, closing(connect(fresh)) as target:
                source.backup(target)
            with closing(connect(fresh)) as target:
                schema.migrate(target)
                with transaction(target), board(path) as current:
                    for learner, *_ in current.rows("tombstone") if current else ():
                        forget(target, str(learner), now)
                if found := findings(target):
                    raise Damaged(copy.path, found)
            whole = path.exists() and not verdict(path)
            before = write_backup(path, now).path if whole else keep_aside(path, now)
    return Restored(before)
