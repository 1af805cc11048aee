"""Why the system refused, in Dutch: by the number of Windows where there is one, else by that of POSIX."""

from __future__ import annotations

import errno
import sqlite3
import sys
from pathlib import Path

import pytest

from tutor.store.errors import (
    DiskFailure,
    DiskGone,
    StoreBusy,
    StoreError,
    StoreFull,
    StoreReadOnly,
    from_os,
    from_sqlite,
    read_only_reason,
)
from tutor.system import Cause, cause, reason

STICK = Path("E:/voortgang.db")


def windows(number: int, code: int = errno.EACCES) -> OSError:
    error = OSError(code, "x", None, number)
    if sys.platform != "win32":
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
    error = from_os(windows(number), STICK)
    assert isinstance(error, kind)
    assert str(STICK) in str(error)
    assert ("RAADSTUTOR_HOME" in str(error)) is (number == 5)


@pytest.mark.parametrize(
    ("number", "kind"), [(32, StoreBusy), (21, DiskGone), (19, StoreReadOnly), (5, StoreReadOnly), (225, DiskFailure)]
)
@pytest.mark.parametrize("code", [sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY])
def test_sqlite_says_too_little_on_windows(
    number: int, kind: type[StoreError], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen red, and under Wine, with every one of these told as "alleen-lezen" or "nog geen profiel"."""

    def refuse(*_: object) -> None:
        raise windows(number)

    error = sqlite3.OperationalError("unable to open database file")
    error.sqlite_errorcode = code
    monkeypatch.setattr("tutor.store.errors.ASKS", True)
    with monkeypatch.context() as patch:
        patch.setattr("os.open", refuse)
        assert type(from_sqlite(error, tmp_path / "x.db")) is kind
    assert type(from_sqlite(error, tmp_path / "x.db")) is StoreReadOnly
    assert type(from_sqlite(error, tmp_path / "stick" / "x.db")) is DiskGone


def test_a_pulled_stick_has_one_sentence_whatever_noticed_it(tmp_path: Path) -> None:
    """Seen red with "geeft een fout (disk I/O error)" where SQLite was reading, and "is er niet meer" elsewhere."""
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ
    stick = tmp_path / "stick" / "x.db"
    assert str(from_sqlite(error, stick)) == str(from_os(windows(1167), stick))
    assert type(from_sqlite(error, tmp_path / "x.db")) is DiskFailure


@pytest.mark.parametrize(("number", "told"), [(19, "schuifje"), (5, "RAADSTUTOR_HOME")])
def test_a_file_that_opens_for_reading_only_names_the_slider_of_the_stick(
    number: int, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite then falls back to reading, with no error to look at. Seen red as "alleen-lezen" without asking."""

    def refuse(*_: object) -> None:
        raise windows(number)

    monkeypatch.setattr("tutor.store.errors.ASKS", True)
    monkeypatch.setattr("os.open", refuse)
    assert told in read_only_reason(tmp_path / "x.db")


@pytest.mark.skipif(sys.platform != "win32", reason="sharing of Windows")
def test_what_another_program_holds_is_named_also_by_open(tmp_path: Path) -> None:
    """Seen red, and under Wine, as "dat mag niet op deze computer": `open` gives no number of Windows."""
    import _winapi

    path = tmp_path / "vast.txt"
    path.write_text("x", "utf-8")
    handle = _winapi.CreateFile(str(path), 0x80000000, 0, 0, 3, 0, 0)  # type: ignore[attr-defined]
    with pytest.raises(PermissionError) as caught:
        path.open("rb")
    assert cause(caught.value) is Cause.IN_USE
    _winapi.CloseHandle(handle)  # type: ignore[attr-defined]
    with pytest.raises(PermissionError) as caught:
        tmp_path.open("rb")
    assert cause(caught.value) is Cause.FORBIDDEN


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
