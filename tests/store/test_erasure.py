"""Forgetting somebody for good."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

import pytest

from tests.e2e.confined import BALLAST, full_disk
from tests.store.helpers import Clock, answer, everything, open_store, problems
from tutor.store import LearnerErased
from tutor.store.backup import folder_of, newest_good, verdict
from tutor.store.erasure import PENDING, SPARE
from tutor.store.errors import Symlink
from tutor.store.repair import repair

NAME = "Zwaantje Uniekenaam"
PIPES = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")


def traces(folder: Path, *marks: str) -> Iterator[Path]:
    """Files with the name or an id in it, in any spelling that the store uses."""
    spelled = [mark.encode() for mark in marks] + [json.dumps(mark)[1:-1].encode() for mark in marks]
    for place in folder.rglob("*"):
        if any(mark in place.name.encode() or (place.is_file() and mark in place.read_bytes()) for mark in spelled):
            yield place


def lived_in(path: Path, clock: Clock) -> tuple[str, str]:
    """A folder with two learners, old backups, a damaged file kept aside and what killed runs left."""
    with open_store(path, clock) as store:
        zwaantje, anna = store.add_learner(NAME).id, store.add_learner("Anna").id
        for _ in range(3):
            clock.move(days=1)
            for number in range(60):
                store.append(zwaantje, [answer(number, tekst=f"{NAME} zegt {'ja ' * (number * 9)}")])
                store.append(anna, [answer(number)])
    path.write_bytes(path.read_bytes()[:-4_096])
    repair(path, clock=clock)
    with open_store(path, clock) as store:
        store.remember("profiel", zwaantje)
        store.remember(f"plaats {zwaantje}", "3")
        store.remember("thema", "donker")
    (folder_of(path) / "onaf.tmp").write_text(NAME)
    path.with_name(f"{path.name}.herstel").write_text(NAME)
    assert len(list(traces(path.parent, NAME))) >= 6
    return zwaantje, anna


def test_no_trace_is_left_in_any_file(path: Path, clock: Clock) -> None:
    zwaantje, anna = lived_in(path, clock)
    with open_store(path, clock) as store:
        before = list(store.events(anna))
        erasure = store.erase(zwaantje)
        assert erasure.events > 100
        assert erasure.untouched == ()
        assert list(traces(path.parent, NAME)) == []
        assert list(store.events(anna)) == before
        assert list(store.events(zwaantje)) == []
        assert [learner.name for learner in store.learners()] == ["Anna"]
        assert store.tombstones() == (zwaantje,)
        assert store.recall("profiel") is None
        assert store.recall(f"plaats {zwaantje}") is None
        assert store.recall("thema") == "donker"
    assert list(traces(path.parent, NAME)) == []
    assert problems(path) == ()


def test_the_others_still_have_a_good_backup(path: Path, clock: Clock) -> None:
    zwaantje, anna = lived_in(path, clock)
    with open_store(path, clock) as store:
        store.erase(zwaantje)
        expected = list(store.events(anna))
        (backup,) = store.backups()
    path.unlink()
    assert repair(path, clock=clock).backup == backup
    with open_store(path, clock) as store:
        assert list(store.events(anna)) == expected
        assert store.tombstones() == (zwaantje,)


def test_nothing_brings_an_erased_learner_back(path: Path, clock: Clock) -> None:
    with open_store(path, clock) as store, open_store(path, clock) as window:
        zwaantje = store.add_learner(NAME).id
        store.append(zwaantje, [answer()])
        elsewhere = everything(store)
        store.erase(zwaantje)
        assert store.merge(elsewhere) == 0
        with pytest.raises(LearnerErased, match="gewist"):
            window.append(zwaantje, [answer()])
        assert window.learners() == ()
        assert store.erase(zwaantje).events == 0
        assert len(store.tombstones()) == 1
    assert list(traces(path.parent, NAME)) == []


def test_an_unknown_learner_gets_a_tombstone_too(path: Path) -> None:
    """From the tombstones of another laptop."""
    with open_store(path) as store, open_store(None) as other:
        zwaantje = other.add_learner(NAME).id
        store.erase(zwaantje)
        assert store.merge(everything(other)) == 0


def test_in_memory_too(clock: Clock) -> None:
    with open_store(None, clock) as store:
        zwaantje = store.add_learner(NAME).id
        assert store.erase(zwaantje).events == 1
        assert store.learners() == ()


def test_copies_made_by_hand_are_named_not_deleted(path: Path, clock: Clock) -> None:
    zwaantje, _ = lived_in(path, clock)
    copies = (
        folder_of(path) / "kopie.db",
        *map(path.with_name, ("voortgang (kopie).db", "Kopie van voortgang.db", "Voortgang-LAPTOP.db")),
    )
    for copy in copies:
        copy.write_bytes(path.read_bytes())
    path.with_name("instellingen.toml").write_text("")
    with open_store(path, clock) as store:
        assert store.erase(zwaantje).untouched == tuple(sorted(copies))
    assert set(traces(path.parent, NAME)) == set(copies)


def refuse(*_: object, **__: object) -> bool:
    raise PermissionError(13, "Permission denied")


def in_vain(*_: object) -> bool:
    return False


def test_what_failed_halfway_is_named_and_finished_at_the_next_start(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    zwaantje, _ = lived_in(path, clock)
    monkeypatch.setattr("tutor.store.erasure.write_backup", refuse)
    for way in ("_deleted", "_forgotten", "_emptied"):
        monkeypatch.setattr(f"tutor.store.erasure.{way}", in_vain)
    with open_store(path, clock) as store:
        old = [backup.path for backup in store.backups()]
        done = store.erase(zwaantje)
        assert done.events > 100
        assert {*old} < {*done.still_in} == {*store.still_in} == {*traces(path.parent, NAME)}
        assert list(store.events(zwaantje)) == []
        assert store.recall(PENDING)
        with open_store(path, clock) as window:
            assert {*window.still_in} >= {*old}
            assert f"{old[0]}" in window.backup_problem
            assert "bij elke start" in window.backup_problem
            assert window.add_learner("Bram")
    monkeypatch.undo()
    with open_store(path, clock) as store:
        assert store.recall(PENDING) is None
        assert (store.backup_problem, store.still_in) == ("", ())
    assert list(traces(path.parent, NAME)) == []


def test_a_locked_folder_of_backups_is_cleaned_in_place(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing can be added or deleted; the others keep their backups."""
    zwaantje, anna = lived_in(path, clock)
    path.with_name("stand-map.bin").mkdir()
    monkeypatch.setattr("tutor.store.erasure.write_backup", refuse)
    monkeypatch.setattr(Path, "unlink", refuse)
    with open_store(path, clock) as store:
        kept = [backup.path for backup in store.backups()]
        assert store.erase(zwaantje).still_in == ()
        assert store.recall(PENDING) is None
        assert [file for file in traces(path.parent, NAME) if file not in kept] == []
        monkeypatch.undo()
        assert all(verdict(file) == () for file in kept)
        for file in kept:
            with open_store(file) as copy:
                assert [learner.id for learner in copy.learners()] == [anna]
    assert list(traces(path.parent, NAME)) == []


@pytest.mark.parametrize("spare", [SPARE, 1])
def test_a_full_disk_can_be_rid_of_somebody(
    path: Path, clock: Clock, spare: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not a byte is left on it, also when the file is one that would be made smaller."""
    monkeypatch.setattr("tutor.store.erasure.SPARE", spare)
    zwaantje, anna = lived_in(path, clock)
    with full_disk(path.parent), open_store(path, clock) as store:
        expected = list(store.events(anna))
        assert store.erase(zwaantje).still_in == ()
        assert [file for file in traces(path.parent, NAME) if file.name != BALLAST] == []
        assert list(store.events(anna)) == expected
        assert store.recall(PENDING) is None
    assert problems(path) == ()
    with open_store(path, clock) as store:
        assert newest_good(path)
        assert list(store.events(anna)) == expected


def test_the_room_of_somebody_large_goes_back_to_the_disk(path: Path, clock: Clock) -> None:
    """Also in the backup; another window goes on."""
    with open_store(path, clock) as store, open_store(path, clock) as window:
        zwaantje, anna = store.add_learner(NAME).id, store.add_learner("Anna").id
        store.append(zwaantje, [answer(tekst=f"{NAME} {'ja ' * 20_000}") for _ in range(150)])
        large = path.stat().st_size
        assert large > 2 * SPARE * 4_096
        store.append(anna, [answer(number) for number in range(60)])
        expected = list(window.events(anna))
        store.erase(zwaantje)
        (backup,) = store.backups()
        assert path.stat().st_size == backup.path.stat().st_size < large / 20
        assert list(store.events(anna)) == list(window.events(anna)) == expected
        window.append(anna, [answer(61)])
        assert [*store.events(anna)][:-1] == expected
    assert list(traces(path.parent, NAME)) == []
    assert problems(path) == ()


def test_a_small_gap_stays(path: Path, clock: Clock) -> None:
    """Making a file smaller writes all of it once more."""
    zwaantje, _ = lived_in(path, clock)
    before = path.stat().st_size
    with open_store(path, clock) as store:
        store.erase(zwaantje)
    assert path.stat().st_size == before


@pytest.mark.parametrize("what", [pytest.param("pipe", marks=PIPES), "file"])
def test_what_is_no_folder_in_the_place_of_the_backups_hangs_nothing(path: Path, clock: Clock, what: str) -> None:
    with open_store(path, clock) as store:
        zwaantje = store.add_learner(NAME).id
        rmtree(folder_of(path))
        if what == "pipe":
            os.mkfifo(folder_of(path))
        else:
            folder_of(path).touch()
        with pytest.raises(Symlink, match=r"back-ups is een verwijzing of iets anders dan .* een gewone map"):
            store.back_up()
        assert store.erase(zwaantje).still_in == ()
    assert list(traces(path.parent, NAME)) == []


def test_a_folder_of_backups_that_is_a_link_is_left_alone_and_named(path: Path, clock: Clock) -> None:
    zwaantje, _ = lived_in(path, clock)
    elsewhere = path.parent.with_name("elders")
    folder_of(path).rename(elsewhere)
    folder_of(path).symlink_to(elsewhere)
    before = {file: file.read_bytes() for file in elsewhere.iterdir()}
    with open_store(path, clock) as store:
        assert store.erase(zwaantje).still_in == (folder_of(path),)
        assert {file: file.read_bytes() for file in elsewhere.iterdir()} == before
