"""Why the system refused, in Dutch: by the number of Windows where there is one, else by that of POSIX."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from tutor.store.errors import DiskGone, StoreBusy, StoreError, StoreFull, StoreReadOnly, from_os
from tutor.system import Cause, cause, reason


def windows(number: int, code: int = errno.EACCES) -> OSError:
    error = OSError(code, "x")
    error.winerror = number  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize(
    ("number", "told", "kind"),
    [
        (32, Cause.IN_USE, StoreBusy),
        (33, Cause.IN_USE, StoreBusy),
        (19, Cause.PROTECTED, StoreReadOnly),
        (21, Cause.GONE, DiskGone),
        (1167, Cause.GONE, DiskGone),
        (53, Cause.GONE, DiskGone),
        (112, Cause.FULL, StoreFull),
        (5, Cause.FORBIDDEN, StoreReadOnly),
        (23, Cause.FAULT, StoreError),
        (225, Cause.VIRUS, StoreError),
        (362, Cause.CLOUD, StoreError),
        (206, Cause.TOO_LONG, StoreError),
    ],
)
def test_windows_tells_more_than_posix(number: int, told: Cause, kind: type[StoreError]) -> None:
    """All of these have one number of POSIX, EACCES. Seen red with `errno` only: each was "alleen-lezen"."""
    assert cause(windows(number)) is told
    error = from_os(windows(number), Path("E:/voortgang.db"))
    assert isinstance(error, kind)
    assert "E:/voortgang.db" in str(error)
    assert ("RAADSTUTOR_HOME" in str(error)) is (number == 5)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOENT, Cause.ABSENT),
        (errno.EPERM, Cause.FORBIDDEN),
        (errno.EISDIR, Cause.NO_FILE),
        (errno.ENOSPC, Cause.FULL),
        (errno.EROFS, Cause.READ_ONLY),
        (errno.EIO, Cause.FAULT),
        (errno.ENODEV, Cause.GONE),
        (errno.ENAMETOOLONG, Cause.TOO_LONG),
        (errno.ELOOP, Cause.LOOP),
        (errno.EDOM, Cause.OTHER),
    ],
)
def test_other_systems(number: int, told: Cause) -> None:
    assert reason(OSError(number, "x")) == told.value
