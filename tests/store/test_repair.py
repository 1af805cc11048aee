"""A backup is put back whole or not at all, and brings nobody back who was erased.

Seen red with: a restore that leaves out the tombstones, and one that makes no backup of what is there.
"""

import sys
from pathlib import Path

import pytest

from tests.store import future
from tests.store.helpers import Clock, answer, everything, open_store, problems
from tests.store.test_full import file_size_limit
from tutor.store import Damaged, NewerFile, StoreBusy, StoreError, StoreReplaced
from tutor.store.backup import backups, folder_of, verdict
from tutor.store.database import journal_of
from tutor.store.repair import Swap, repair, restore


def two_moments(path: Path, clock: Clock) -> tuple[str, str]:
    """A backup with one answer of Anna and of Bram, the newest; after it, one more answer of Anna."""
    with open_store(path, clock) as store:
        anna, bram = store.add_learner("Anna").id, store.add_learner("Bram").id
        store.append(anna, [answer(1)])
        store.append(bram, [answer(1)])
        halfway = store.back_up()
        assert halfway
        store.append(anna, [answer(2)])
    for backup in backups(path):
        if backup > halfway:
            backup.path.unlink()
    return anna, bram


def test_the_file_is_as_it_was_and_what_was_there_is_a_backup(path: Path, clock: Clock) -> None:
    anna, _ = two_moments(path, clock)
    with open_store(path, clock) as window:
        before = everything(window)
    clock.move(minutes=5)
    put_back = restore(path, backups(path)[-1], clock=clock)
    with open_store(path, clock) as store:
        assert [event.subject for event in store.events(anna)][1:] == ["rollen-01"]
    assert problems(path) == ()
    assert put_back.before == backups(path)[-1].path
    restore(path, backups(path)[-1], clock=clock)
    with open_store(path, clock) as store:
        assert everything(store) == before


def test_a_window_that_is_open_stores_nothing_in_the_old_file(path: Path, clock: Clock) -> None:
    """Windows replaces no file that somebody has open: then nothing changes, and it says which windows to close."""
    anna, _ = two_moments(path, clock)
    with open_store(path, clock) as window:
        before = everything(window)
        if sys.platform == "win32":
            with pytest.raises(StoreBusy, match="sluit eerst de andere vensters van Raadstutor"):
                restore(path, backups(path)[-1], clock=clock)
            assert everything(window) == before
            assert not list(path.parent.glob("*.herstel*"))
            window.append(anna, [answer(3)])
        else:
            restore(path, backups(path)[-1], clock=clock)
            with pytest.raises(StoreReplaced):
                window.append(anna, [answer(3)])
    assert problems(path) == ()


def test_who_was_erased_stays_erased(path: Path, clock: Clock) -> None:
    """Also when somebody kept a copy of an old backup by hand."""
    _, bram = two_moments(path, clock)
    kept = backups(path)[-1]
    by_hand = kept.path.read_bytes()
    with open_store(path, clock) as store:
        store.erase(bram)
    kept.path.write_bytes(by_hand)
    restore(path, kept, clock=clock)
    with open_store(path, clock) as store:
        assert [learner.name for learner in store.learners()] == ["Anna"]
        assert store.tombstones() == (bram,)
        assert all(verdict(copy.path) == () for copy in store.backups())
    assert not [file for file in path.parent.rglob("*") if file.is_file() and b"Bram" in file.read_bytes()]


@pytest.mark.parametrize("what", ["gone", "damaged"])
def test_a_file_that_is_lost_comes_back(path: Path, clock: Clock, what: str) -> None:
    anna, _ = two_moments(path, clock)
    if what == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:3000])
    before = restore(path, backups(path)[-1], clock=clock).before
    assert (before is None) is (what == "gone")
    with open_store(path, clock) as store:
        assert len(list(store.events(anna))) == 2


def test_nothing_changes_when_it_fails(path: Path, clock: Clock) -> None:
    two_moments(path, clock)
    before, copy = path.read_bytes(), backups(path)[-1]
    if sys.platform != "win32":  # which has no limits for a process
        with file_size_limit(8_192), pytest.raises(StoreError, match="schijf"):
            restore(path, copy, clock=clock)
    good = copy.path.read_bytes()
    copy.path.write_bytes(good[:5_000])
    with pytest.raises(Damaged, match=r"^De back-up .*: .*Noem een andere back-up: `raadstutor gegevens terugzetten"):
        restore(path, copy, clock=clock)
    copy.path.write_bytes(good)
    with pytest.MonkeyPatch.context() as patch:
        future.upgrade(patch.setattr)
        open_store(path, clock).close()
    newer = path.read_bytes()
    with pytest.raises(NewerFile):
        restore(path, copy, clock=clock)
    assert path.read_bytes() == newer != before
    assert not list(path.parent.glob("*.herstel*"))
    assert folder_of(path).is_dir()


@pytest.mark.parametrize("way", ["second name", "another name"])
@pytest.mark.parametrize("broken", [False, True], ids=["whole", "damaged"])
def test_when_the_swap_is_refused_no_second_name_is_left(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, way: str, broken: bool
) -> None:
    """As Windows does for a file that somebody has open. Seen red without `Swap.undo`: the name kept who was erased."""
    two_moments(path, clock)
    copy = backups(path)[-1]
    if broken:
        path.write_bytes(path.read_bytes()[:3_000])
    before = path.read_bytes()

    def refuse(*_: object) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr("tutor.store.repair.put_in_place", refuse)
    if way == "another name":
        monkeypatch.setattr(Path, "hardlink_to", refuse)
    for attempt in (lambda: repair(path, clock=clock), lambda: restore(path, copy, clock=clock)):
        with pytest.raises(StoreError):
            attempt()
        assert path.read_bytes() == before
        assert path.stat().st_nlink == 1
        assert not [file for file in path.parent.iterdir() if "beschadigd" in file.name or "herstel" in file.name]


def test_a_journal_goes_along_and_comes_back(path: Path, clock: Clock) -> None:
    two_moments(path, clock)
    journal_of(path).write_bytes(b"half")
    swap = Swap(path)
    swap.keep_aside(clock())
    assert swap.aside
    assert journal_of(swap.aside).read_bytes() == b"half"
    assert not journal_of(path).exists()
    swap.undo()
    assert journal_of(path).read_bytes() == b"half"
    assert not swap.aside.exists()
