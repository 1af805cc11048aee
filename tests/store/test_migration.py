"""Files of released versions move on whole, however much is in them and wherever the move is cut off.

Seen red with: a migration outside a transaction; the version number written after the transaction.
"""

import shutil
from pathlib import Path
from uuid import UUID

import pytest

from tests.figures import Figures
from tests.store import future
from tests.store.helpers import START, answer, everything, open_store, problems, raw
from tests.store.test_crash import run
from tests.store.test_schema import FIXTURES, released
from tutor.learning.log import stamped
from tutor.store.backup import backups, verdict
from tutor.store.rows import encode, insert

SIZES = (0, 1, 20_000)
KILLS = 20
LEARNER = "01955193-de00-726b-b2a7-4de452e6b438"


def filled(path: Path, fixture: Path, answers: int) -> None:
    """A file as a released version left it, with so many answers."""
    events = (
        stamped(
            answer(number % 100, antwoord=number),
            id=str(UUID(int=UUID("01955193-de00-7000-8000-000000000000").int + number)),
            learner=LEARNER,
            device="laptop-1",
            at=START,
        )
        for number in range(answers)
    )
    lines = fixture.read_text(encoding="utf-8").splitlines(keepends=True)
    empty = path.with_name("leeg.sql")
    path.parent.mkdir(parents=True)
    empty.write_text("".join(line for line in lines if not line.startswith('INSERT INTO "event"')), encoding="utf-8")
    released(path, empty)
    empty.unlink()
    with raw(path) as connection:
        connection.execute("BEGIN")
        connection.executemany(insert("event"), map(encode, events))
        connection.execute("COMMIT")


def content(path: Path, *tables: str) -> dict[str, object]:
    """All rows of some tables, and the schema; not the dates of the migrations."""
    with raw(path) as connection:
        return {
            "version": connection.execute("PRAGMA user_version").fetchall(),
            "schema": connection.execute("SELECT sql FROM sqlite_master WHERE sql NOT NULL ORDER BY sql").fetchall(),
            **{table: connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in tables},
        }


def fatal_steps(total: int, begun: int, number: int) -> set[int]:
    """A quarter of them spread over all, a quarter over the migration, and as many as it takes at its end."""
    spread = {
        first + place * (total - first) // (number // 4) for first in (1, begun + 1) for place in range(number // 4)
    }
    return spread | set(sorted(set(range(begun, total + 1)) - spread)[len(spread) - number :])


def imported(path: Path, template: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What a file of the newer program holds that takes in the events of an old file."""
    with open_store(template) as old:
        events = everything(old)
    with monkeypatch.context() as patch:
        future.upgrade(patch.setattr)
        with open_store(path) as new:
            new.merge(events)
    with raw(path) as connection:
        connection.execute(future.FILL)
    return content(path, *EVENTS)


def cut_off(fixture: Path, answers: int, folder: Path, kills: int, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The version of the file after each of so many kills, from which it always went on."""
    template = folder / "goed" / "voortgang.db"
    filled(template, fixture, answers)
    before = content(template, *KEPT)
    expected = imported(folder / "vers" / "voortgang.db", template, monkeypatch)
    ready = folder / "klaar" / "voortgang.db"
    shutil.copytree(template.parent, ready.parent)
    taken = run("migrate", ready, 0)
    assert taken
    left = []
    for fatal in sorted(fatal_steps(*taken, kills)):
        path = folder / "stuk" / "voortgang.db"
        shutil.copytree(template.parent, path.parent)
        assert run("migrate", path, fatal) is None, "it should have been killed"
        assert problems(path) == ()
        after = content(path, *KEPT)
        left.append(2 if after["version"] == expected["version"] else 1)
        assert after == before or left[-1] == 2, "half a migration"
        with monkeypatch.context() as patch:
            future.upgrade(patch.setattr)
            open_store(path).close()
            assert all(not verdict(backup.path) for backup in backups(path))
        assert content(path, *EVENTS) == expected
        assert content(path, *KEPT)["setting"] == before["setting"]
        assert content(path, *KEPT)["tombstone"] == before["tombstone"]
        shutil.rmtree(path.parent)
    return left


KEPT = ("event", "setting", "tombstone")
EVENTS = ("event", "note")


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.stem)
def test_a_migration_that_is_cut_off_is_done_again(
    fixture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert set(cut_off(fixture, 200, tmp_path, 8, monkeypatch)) == {1, 2}


@pytest.mark.long
@pytest.mark.figures("Migrations from every version, cut off")
def test_every_migration_that_is_cut_off_is_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, figures: Figures
) -> None:
    left = [
        version
        for fixture in FIXTURES
        for answers in SIZES
        for version in cut_off(fixture, answers, tmp_path / f"{fixture.stem}-{answers}", KILLS, monkeypatch)
    ]
    figures(
        versions=len(FIXTURES),
        sizes=" ".join(f"{size:,}" for size in SIZES),
        kills=len(left),
        old_file_left=left.count(1),
        new_file_left=left.count(2),
    )
    assert len(left) == len(FIXTURES) * len(SIZES) * KILLS
    assert set(left) == {1, 2}
