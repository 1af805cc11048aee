"""Whether a profile is open in another window: a lock that ends with the process, however it ends."""

from __future__ import annotations

import os
import sys
import zlib
from contextlib import suppress
from pathlib import Path

from tutor.store.private import NO_FOLLOW

FILE_NAME = "vensters.lock"
"""Empty; every profile has a byte of its own in it to lock, so that no name or id is written down."""


class Presence:
    """The profile that is open in this process. Where no lock can be made, nobody else seems to be there."""

    def __init__(self, path: Path | None) -> None:
        """`path`: of the file with locks; None when there is no folder."""
        self._path = path
        self._descriptor = -1

    def enter(self, learner: str) -> bool:
        """Leave the profile that was open, and open this one. Gives whether another process has it open as well."""
        self.leave()
        if self._path is None:
            return False
        try:
            self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | NO_FOLLOW, 0o600)
        except OSError:
            return False
        return not _lock(self._descriptor, zlib.crc32(learner.encode()) & 0x3FFFFFFF)

    def leave(self) -> None:
        """No profile is open any more. May be called twice."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
        self._descriptor = -1


def _lock(descriptor: int, place: int) -> bool:
    """Lock a byte; whether nobody else had. All who have the profile open share the lock, where the system can."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, place, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
    except BlockingIOError:
        alone = False
    except OSError:
        return True  # a disk without locks
    else:
        alone = True
    with suppress(OSError):
        fcntl.lockf(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB, 1, place)
    return alone
