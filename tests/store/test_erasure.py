"""Forgetting somebody for good."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.helpers import Clock, answer, everything, open_store, problems
from tutor.store import LearnerErased, StoreFull
from tutor.store.backup import folder_of
from tutor.store.erasure import PENDING
from tutor.store.repair import repair

NAME = "Zwaantje Uniekenaam"


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
    copies = (folder_of(path) / "kopie.db", path.with_name("voortgang (kopie).db"))
    for copy in copies:
        copy.write_bytes(path.read_bytes())
    path.with_name("instellingen.toml").write_text("")
    with open_store(path, clock) as store:
        assert store.erase(zwaantje).untouched == tuple(sorted(copies))
    assert set(traces(path.parent, NAME)) == set(copies)


def test_what_failed_halfway_is_finished_at_the_next_start(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    zwaantje, _ = lived_in(path, clock)
    with open_store(path, clock) as store, pytest.MonkeyPatch.context() as patch:
        patch.setattr("tutor.store.erasure.write_backup", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
        with pytest.raises(StoreFull):
            store.erase(zwaantje)
        assert list(store.events(zwaantje)) == []
        assert store.recall(PENDING)
        with open_store(path, clock) as window:
            assert "vol" in window.backup_problem
            assert window.add_learner("Bram")
    assert list(traces(path.parent, NAME)) != []
    with open_store(path, clock) as store:
        assert store.recall(PENDING) is None
        assert store.backup_problem == ""
    assert list(traces(path.parent, NAME)) == []
