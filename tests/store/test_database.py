"""A start that does not wait for the check of the whole file is as safe as one that does.

Seen red with: `writing` that does not look first.
"""

import threading
from pathlib import Path

import pytest

from tests.store import future
from tests.store.helpers import Clock, answer, open_store, raw
from tutor.store import Damaged, Store, StoreReadOnly
from tutor.store.connection import connect


def opened_at_once(path: Path) -> Store:
    return Store.open(path, device="laptop", clock=Clock(), inspected=False)


@pytest.fixture
def damaged(path: Path) -> Path:
    """A file in which one bit of an answer fell over: SQLite does not notice."""
    with open_store(path) as store:
        anna = store.add_learner("Anna").id
        store.append(anna, [answer(1)])
    data = path.read_bytes()
    assert b"rollen-01" in data
    path.write_bytes(data.replace(b"rollen-01", b"rollen-03"))
    return path


def test_nothing_is_stored_in_a_file_that_turns_out_to_be_damaged(damaged: Path) -> None:
    with opened_at_once(damaged) as store:
        (anna,) = store.learners()
        with pytest.raises(Damaged):
            store.append(anna.id, [answer(2)])
        with pytest.raises(Damaged):
            store.remember("thema", "licht")
        with pytest.raises(Damaged):
            store.inspect()
    with raw(damaged) as connection:
        assert connection.execute("SELECT count(*) FROM event").fetchone() == (2,)


def test_another_thread_looks_while_the_learner_reads(damaged: Path) -> None:
    found: list[Exception] = []

    def look(store: Store) -> None:
        try:
            store.inspect()
        except Damaged as error:
            found.append(error)

    with opened_at_once(damaged) as store:
        thread = threading.Thread(target=look, args=(store,))
        thread.start()
        assert [learner.name for learner in store.learners()] == ["Anna"]
        thread.join()
    assert "1" in str(found[0])


def test_a_sound_file_is_looked_at_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(path).close()
    with opened_at_once(path) as store:
        looks: list[Path] = []
        monkeypatch.setattr("tutor.store.database.inspect", lambda path, _: looks.append(path))
        store.inspect()
        anna = store.add_learner("Anna").id
        store.append(anna, [answer(1)])
        store.inspect()
        assert looks == [path]


def test_what_must_be_migrated_is_looked_at_first(damaged: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        future.upgrade(patch.setattr)
        with pytest.raises(Damaged):
            opened_at_once(damaged)


def test_who_opened_while_another_program_held_the_file_can_write_once_that_is_over(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite falls back to reading then, on Windows, and stays there. Seen red without `_prove`, and with a `_prove`
    that does not look again after it opened the file once more: then one write during the hold spoiled all later ones.
    """
    open_store(path).close()
    monkeypatch.setattr("tutor.store.database.FALLS_BACK", True)
    with monkeypatch.context() as held:
        held.setattr("tutor.store.database.connect", lambda path, **_: connect(path, writable=False))
        store = opened_at_once(path)
        with pytest.raises(StoreReadOnly):
            store.remember("thema", "licht")
    with store:
        anna = store.add_learner("Anna").id
        assert len(store.append(anna, [answer(1)])) == 1
