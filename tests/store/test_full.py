"""A disk that is full, in four ways; and one that fails."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.store.helpers import Clock, answer, everything, open_store, problems
from tutor.learning.log import Event
from tutor.store import DiskFailure, Store, StoreFull
from tutor.store.backup import unfinished

if sys.platform != "win32":
    import resource

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")

LONG = "x" * 3_000


@contextmanager
def file_size_limit(size: int) -> Iterator[None]:
    """No file of this process can grow beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def fill(store: Store, learner: str) -> tuple[list[Event], StoreFull | DiskFailure]:
    """Answer until it no longer fits."""
    stored: list[Event] = []
    for number in range(10_000):
        try:
            stored += store.append(learner, [answer(number, tekst=LONG), answer(number)])
        except (StoreFull, DiskFailure) as error:
            return stored, error
    raise AssertionError("it never got full")


def test_nothing_half_written_when_sqlite_says_full(path: Path) -> None:
    with open_store(path) as store:
        anna = store.add_learner("Anna").id
        (pages,) = store._file._connection.execute("PRAGMA page_count").fetchone()
        store._file._connection.execute(f"PRAGMA max_page_count = {pages + 10}")
        stored, error = fill(store, anna)
        assert isinstance(error, StoreFull)
        assert "vol" in str(error)
        assert list(store.events(anna))[1:] == stored
        store._file._connection.execute("PRAGMA max_page_count = 100000")
        stored += store.append(anna, [answer(1)])
    with open_store(path) as store:
        assert list(store.events(anna))[1:] == stored


def test_nothing_half_written_when_the_system_refuses(path: Path) -> None:
    with open_store(path) as store:
        anna = store.add_learner("Anna").id
        with file_size_limit(path.stat().st_size + 50_000):
            stored, error = fill(store, anna)
            assert "schijf" in str(error)
            assert list(store.events(anna))[1:] == stored
            with pytest.raises((StoreFull, DiskFailure)):
                store.append(anna, [answer(1, tekst=LONG * 20)])
        assert problems(path) == ()
        stored += store.append(anna, [answer(1)])
    with open_store(path) as store:
        assert list(store.events(anna))[1:] == stored


def test_no_room_for_a_backup_does_not_stop_the_learner(path: Path, clock: Clock) -> None:
    with open_store(path, clock) as store:
        anna = store.add_learner("Anna").id
        store.append(anna, [answer(tekst=LONG * 30)])
        good = store.backups()
        clock.move(minutes=40)
        with file_size_limit(path.stat().st_size - 20_000):
            assert store.append(anna, [answer(1)])
            assert "schijf" in store.backup_problem
        assert store.backups() == good
        assert unfinished(path) == ()
        clock.move(minutes=40)
        store.append(anna, [answer(2)])
        assert store.backup_problem == ""
        assert len(store.backups()) == len(good) + 1


def test_no_room_for_a_new_file(path: Path) -> None:
    with file_size_limit(4_096), pytest.raises((StoreFull, DiskFailure)):
        open_store(path)
    with open_store(path) as store:
        assert store.add_learner("Anna")


class FailingAtCommit(sqlite3.Connection):
    """A disk that fails at the very end: before or after the answer is on it."""

    stored_first = False
    failures = 1

    def execute(self, sql: str, *rest: object) -> sqlite3.Cursor:
        if sql == "COMMIT" and self.failures:
            self.failures -= 1
            if self.stored_first:
                super().execute(sql)
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR
            raise error
        return super().execute(sql, *rest)  # type: ignore[arg-type]


@pytest.mark.parametrize("stored_first", [False, True])
@pytest.mark.parametrize("failures", [1, 2])
def test_an_answer_is_confirmed_if_and_only_if_it_is_stored(
    path: Path, monkeypatch: pytest.MonkeyPatch, stored_first: bool, failures: int
) -> None:
    """So that trying again neither loses nor doubles it. Failing twice means that nothing can be promised."""
    with open_store(path) as store:
        anna = store.add_learner("Anna").id
    monkeypatch.setattr(FailingAtCommit, "stored_first", stored_first)
    monkeypatch.setattr(FailingAtCommit, "failures", 0)
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: connect(*a, **k, factory=FailingAtCommit))
    with open_store(path) as store:
        assert isinstance(store._file._connection, FailingAtCommit)
        store._file._connection.failures = failures
        if stored_first and failures == 1:
            (event,) = store.append(anna, [answer()])
            assert everything(store)[1:] == [event]
        else:
            with pytest.raises(DiskFailure):
                store.append(anna, [answer()])
            assert len(everything(store)) == 1 + stored_first
        store._file._connection.failures = 0
        assert store.append(anna, [answer()])


def test_a_profile_whose_commit_failed_after_storing_is_made(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or else trying again says that the name is taken."""
    open_store(path).close()
    monkeypatch.setattr(FailingAtCommit, "stored_first", True)
    monkeypatch.setattr(FailingAtCommit, "failures", 0)
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: connect(*a, **k, factory=FailingAtCommit))
    with open_store(path) as store:
        assert isinstance(store._file._connection, FailingAtCommit)
        store._file._connection.failures = 1
        anna = store.add_learner("Anna")
        assert store.learners() == (anna,)
