"""Files of older and newer versions."""

import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.store import future
from tests.store.helpers import START, Clock, answer, everything, open_store, problems, raw, said
from tutor.store import Damaged, NewerFile, StoreError
from tutor.store.backup import verdict
from tutor.store.connection import connect
from tutor.store.private import create_file, make_folder
from tutor.store.repair import repair
from tutor.store.schema import VERSION, version_of

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("versie-*.sql"))


def released(path: Path, fixture: Path) -> None:
    """A file as a released version left it."""
    make_folder(path.parent)
    create_file(path)
    with raw(path) as connection:
        connection.executescript(fixture.read_text(encoding="utf-8"))


def version(path: Path) -> int:
    with closing(connect(path, writable=False)) as connection:
        return version_of(connection, path)


def test_every_released_version_has_a_fixture() -> None:
    assert [fixture.stem for fixture in FIXTURES] == [f"versie-{number}" for number in range(1, VERSION + 1)]


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.stem)
@pytest.mark.parametrize("newer", [False, True], ids=["now", "later"])
def test_files_of_released_versions_open(
    path: Path, fixture: Path, newer: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    released(path, fixture)
    if newer:
        future.upgrade(monkeypatch.setattr)
    with open_store(path, Clock(START)) as store:
        anna, bram = store.learners()
        assert (anna.name, bram.name) == ("Anna de Wit", "Bram Bos")
        assert [said(event) for event in store.events(anna.id)][1:] == [
            {"antwoord": number, "tekst": 'café; "ja"'} for number in range(3)
        ]
        assert store.recall("thema") == "donker"
        assert len(store.tombstones()) == 1
        assert store.append(anna.id, [answer()])
    assert version(path) == VERSION + newer
    assert problems(path) == ()


def test_a_migration_makes_a_backup_first(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    released(path, FIXTURES[0])
    future.upgrade(monkeypatch.setattr)
    with open_store(path) as store:
        (backup,) = store.backups()
        assert version(backup.path) == 1
        assert verdict(backup.path) == ()
    with raw(path) as connection:
        assert connection.execute("SELECT count(*) FROM note").fetchone() == (7,)


def test_a_failing_migration_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does the good one before it stay."""
    released(path, FIXTURES[0])
    with raw(path) as connection:
        before = list(connection.iterdump())
    with pytest.MonkeyPatch.context() as patch:
        future.upgrade(patch.setattr, broken=True)
        with pytest.raises(StoreError):
            open_store(path)
    with raw(path) as connection:
        assert list(connection.iterdump()) == before
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    with open_store(path) as store:
        assert len(everything(store)) == 7
    future.upgrade(monkeypatch.setattr)
    open_store(path).close()
    assert version(path) == 2


def test_a_newer_file_is_refused_and_left_alone(path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        future.upgrade(patch.setattr)
        with open_store(path) as store:
            store.add_learner("Anna")
    before = path.read_bytes()
    with pytest.raises(NewerFile, match="nieuwere versie") as refusal:
        open_store(path)
    assert (refusal.value.found, refusal.value.known) == (2, 1)
    with pytest.raises(NewerFile):
        repair(path, clock=Clock())  # would leave out what only the newer program knows
    assert path.read_bytes() == before


@pytest.mark.parametrize("number", [0, 2, 2**30 + 1])
def test_a_version_number_that_contradicts_the_file_is_damage(path: Path, number: int) -> None:
    """A flipped bit must neither hide the file nor pass for a newer program."""
    open_store(path).close()
    with raw(path) as connection:
        connection.execute(f"PRAGMA user_version = {number}")
    with pytest.raises(Damaged):
        open_store(path)


def test_the_file_of_another_program_is_not_touched(path: Path) -> None:
    make_folder(path.parent)
    with raw(path) as connection:
        connection.execute("CREATE TABLE recept (naam)")
    before = path.read_bytes()
    with pytest.raises(Damaged, match="niet die van een bestand van Raadstutor"):
        open_store(path)
    assert path.read_bytes() == before


def test_another_trigger_or_index_is_damage(path: Path) -> None:
    open_store(path).close()
    with raw(path) as connection:
        connection.execute("DROP TRIGGER event_is_kept")
    with pytest.raises(Damaged, match="tabellen"):
        open_store(path)


def test_an_up_to_date_file_opens_without_sqlite_utils(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(path).close()
    monkeypatch.setitem(sys.modules, "sqlite_utils", None)
    open_store(path).close()
