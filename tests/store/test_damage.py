"""Damaged files: noticed, kept aside, and mended with everything that is left.

Seen red with: rows read without looking at their checksum; older backups thinned before the new one is verified.
"""

import faulthandler
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import fmean
from typing import NamedTuple, cast

import pytest

from tests.figures import Figures
from tests.store.helpers import START, Clock, answer, everything, open_store, problems, raw
from tutor.learning.log import Event
from tutor.store import Damaged, Missing, Store, StoreBusy, StoreError, StoreReplaced
from tutor.store.backup import backups, folder_of, newest_good
from tutor.store.repair import DamagedFile, Reading, RepairReport, open_damaged, repair
from tutor.store.rows import TABLES

ANSWERS = 400
BACKED_UP = 250
PAGE = 4_096
SECTOR = 512


class Damage(NamedTuple):
    kind: str
    number: int
    content: bytes


def damages(good: bytes, seed: int) -> Iterator[Damage]:
    """300 damaged copies of a file."""
    chance = Random(seed)
    for number in range(150):
        content = bytearray(good)
        content[chance.randrange(len(good))] ^= 1 << chance.randrange(8)
        yield Damage("flipped bit", number, bytes(content))
    for number in range(60):
        content = bytearray(good)
        start = chance.randrange(len(good) // SECTOR) * SECTOR
        content[start : start + SECTOR] = bytes(SECTOR)
        yield Damage("empty sector", number, bytes(content))
    for number in range(40):
        content = bytearray(good)
        start = chance.randrange(len(good) // PAGE) * PAGE
        content[start : start + PAGE] = chance.randbytes(PAGE)
        yield Damage("page of noise", number, bytes(content))
    for number in range(30):
        yield Damage("cut off", number, good[: chance.randrange(len(good))])
    for number in range(10):
        yield Damage("no header", number, bytes(100) + good[100:])
        yield Damage("noise at the start", number, chance.randbytes(PAGE) + good[PAGE:])


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Event, ...]]:
    """A folder with a good file and a backup of its first part, and all events."""
    path = tmp_path_factory.mktemp("goed") / "voortgang.db"
    chance = Random(5)
    with open_store(path) as store:
        learners = [store.add_learner(name).id for name in ("Anna", "Bram")]
        for start in range(0, ANSWERS, 10):
            if start == BACKED_UP:
                halfway = store.back_up()
            drafts = [answer(number, tekst="ja " * chance.randrange(90)) for number in range(start, start + 10)]
            store.append(learners[start // 10 % 2], drafts)
        store.remember("thema", "donker")
        events = tuple(everything(store))
    for backup in backups(path):
        if backup != halfway:
            backup.path.unlink()
    return path, events


class Outcome(NamedTuple):
    """How many events there were after each way to get them back."""

    salvaged: int
    """Read from the damaged file itself."""
    kept: int
    """After a repair, which adds those of the newest good backup."""
    merged: int
    """After a merge with another laptop that has everything."""


def refuse_to_copy(window: Store, damage: Damage) -> bool:
    """Break the file under an open window, years after its backups; whether it refuses to make a backup of that."""
    assert window.path
    good = {backup.path: backup.path.read_bytes() for backup in window.backups()}
    window.path.write_bytes(damage.content)
    try:
        window.back_up()
    except StoreError:
        assert {place: place.read_bytes() for place in folder_of(window.path).iterdir()} == good
        return True
    return False


def break_and_mend(damage: Damage, lived_in: tuple[Path, tuple[Event, ...]], folder: Path) -> Outcome | None:
    """What came of a damaged file; None if everything in it is as it was: the damage touched nothing that matters."""
    source, expected = lived_in
    shutil.copytree(source.parent, folder / "venster")
    with open_store(folder / "venster" / source.name, Clock(START + timedelta(days=2_000))) as window:
        refused = refuse_to_copy(window, damage)
    shutil.copytree(source.parent, folder / "start")
    path = folder / "start" / source.name
    path.write_bytes(damage.content)
    good = {backup.path: backup.path.read_bytes() for backup in backups(path)}
    try:
        with open_store(path) as store:
            assert tuple(everything(store)) == expected, "wrong data that nobody noticed"
            assert store.recall("thema") == "donker"
            assert not refused
            return None
    except (Damaged, Missing):
        assert refused, "a copy of a damaged file became a backup"
    newest = newest_good(path)
    assert newest
    with open_damaged(path, [newest.path.read_bytes()[:PAGE]]) as damaged:
        salvaged = {str(row[0]) for way in damaged for row in way.rows("event")}
    with open_store(newest.path) as copy:
        restored = {event.id for event in everything(copy)}
    report = repair(path, clock=Clock())
    assert {place: place.read_bytes() for place in good} == good
    assert (report.aside.read_bytes() if report.aside else b"") == damage.content
    assert problems(path) == ()
    with open_store(path) as store, open_store(None) as laptop:
        kept = everything(store)
        assert set(map(str, kept)) <= set(map(str, expected)), "an event that never was"
        assert {event.id for event in kept} == salvaged | restored
        assert len(kept) == report.kept
        laptop.merge(expected)
        laptop.append(expected[0].learner, [answer()])
        assert store.merge(everything(laptop)) == len(expected) + 1 - len(kept)
        merged = everything(store)
        assert merged == everything(laptop)
    assert report.kept + report.lost <= len(expected)
    return Outcome(len(salvaged), report.kept, len(merged) - 1)


def corpus(lived_in: tuple[Path, tuple[Event, ...]], tmp_path: Path, step: int, figures: Figures) -> None:
    outcomes: dict[str, list[Outcome | None]] = {}
    for place, damage in enumerate(damages(lived_in[0].read_bytes(), seed=step)):
        if place % step == 0:
            outcome = break_and_mend(damage, lived_in, tmp_path / f"{place}")
            outcomes.setdefault(damage.kind, []).append(outcome)
            shutil.rmtree(tmp_path / f"{place}")
    noticed = {kind: [outcome for outcome in some if outcome] for kind, some in outcomes.items()}
    figures(
        files=sum(map(len, outcomes.values())),
        noticed=sum(map(len, noticed.values())),
        harmless=sum(some.count(None) for some in outcomes.values()),
        events_in_file=len(lived_in[1]),
        in_backup=BACKED_UP + 2,
        **{f"kept_after_{kind}": f"{fmean(each.kept for each in some):.0f}" for kind, some in noticed.items()},
        fewest_kept=min(each.kept for some in noticed.values() for each in some),
        fewest_after_merge=min(each.merged for some in noticed.values() for each in some),
    )
    kept = {kind: [outcome.kept for outcome in some] for kind, some in noticed.items()}
    assert set(kept) == {
        *("flipped bit", "empty sector", "page of noise", "cut off", "no header", "noise at the start")
    }
    assert all(min(numbers) >= BACKED_UP + 2 for numbers in kept.values())
    assert fmean(kept["flipped bit"]) > ANSWERS - 20
    assert fmean(kept["page of noise"]) > ANSWERS - 60
    assert all(len(kept[kind]) == len(outcomes[kind]) for kind in ("cut off", "no header", "noise at the start"))


def test_damage_is_noticed_and_mended(lived_in: tuple[Path, tuple[Event, ...]], tmp_path: Path) -> None:
    corpus(lived_in, tmp_path, 5, lambda **_: None)


@pytest.mark.long
@pytest.mark.figures("Damaged files: check, salvage, restore, merge")
def test_all_damage_is_noticed_and_mended(
    lived_in: tuple[Path, tuple[Event, ...]], tmp_path: Path, figures: Figures
) -> None:
    corpus(lived_in, tmp_path, 1, figures)


def test_a_flipped_bit_in_an_answer_costs_that_answer_only(
    lived_in: tuple[Path, tuple[Event, ...]], path: Path
) -> None:
    source, expected = lived_in
    shutil.copytree(source.parent, path.parent)
    content = bytearray(path.read_bytes())
    mark = b"rollen-399"
    assert content.count(mark) == 1
    content[content.index(mark) + 7] ^= 1
    path.write_bytes(content)
    with pytest.raises(Damaged, match="controlegetal"):
        open_store(path)
    report = repair(path, clock=Clock())
    assert (report.kept, report.from_backup, report.lost) == (len(expected) - 1, 0, 1)
    assert "Ten minste 1" in str(report)
    assert str(report.aside) in str(report)


def test_what_was_in_the_backup_comes_back(lived_in: tuple[Path, tuple[Event, ...]], path: Path) -> None:
    source, expected = lived_in
    shutil.copytree(source.parent, path.parent)
    path.write_bytes(path.read_bytes().replace(b"rollen-10", b"rollen-99"))
    report = repair(path, clock=Clock())
    assert (report.kept, report.lost) == (len(expected), 0)
    assert report.from_backup == 11
    assert "uit de back-up van 01-03-2025" in str(report)
    with open_store(path) as store:
        assert tuple(everything(store)) == expected
        assert store.recall("thema") == "donker"


def test_a_good_file_stays_the_same(lived_in: tuple[Path, tuple[Event, ...]], path: Path) -> None:
    source, expected = lived_in
    shutil.copytree(source.parent, path.parent)
    report = repair(path, clock=Clock())
    assert (report.kept, report.from_backup, report.lost) == (len(expected), 0, 0)
    with open_store(path) as store:
        assert tuple(everything(store)) == expected


@pytest.mark.parametrize("empty", [False, True])
def test_a_lost_file_is_not_taken_for_a_new_one(
    lived_in: tuple[Path, tuple[Event, ...]], path: Path, empty: bool
) -> None:
    shutil.copytree(lived_in[0].parent, path.parent)
    path.unlink()
    if empty:
        path.touch()
    with pytest.raises(Missing, match="weg of leeg"):
        open_store(path)
    report = repair(path, clock=Clock())
    assert report.kept == report.from_backup == BACKED_UP + 2
    assert (report.aside is not None) == empty


def test_nothing_at_all_becomes_an_empty_file(path: Path) -> None:
    report = repair(path, clock=Clock())
    assert (report.kept, report.lost, report.backup, report.aside) == (0, 0, None, None)
    with open_store(path) as store:
        assert store.learners() == ()


def test_erased_learners_do_not_come_back(path: Path) -> None:
    with open_store(path) as store:
        anna, bram = store.add_learner("Anna").id, store.add_learner("Bram").id
        (backup,) = store.backups()[-1:]
        old = backup.path.read_bytes()
        store.append(bram, [answer()])
        store.erase(anna)
    (folder_of(path) / "voortgang-20250301T120000Z-9999.db").write_bytes(old)
    path.write_bytes(path.read_bytes().replace(b"answered", b"ANSWERED"))
    repair(path, clock=Clock())
    with open_store(path) as store:
        assert [learner.name for learner in store.learners()] == ["Bram"]


def test_other_windows_cannot_write_meanwhile_and_notice(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(path, device="laptop", clock=Clock(), patience=100) as window:
        anna = window.add_learner("Anna").id
        monkeypatch.setattr("tutor.store.repair.newest_good", lambda _: window.append(anna, [answer()]))
        with pytest.raises(StoreBusy):
            repair(path, clock=Clock())
        monkeypatch.undo()
        assert repair(path, clock=Clock()).kept == 1
        with pytest.raises(StoreReplaced):
            window.append(anna, [answer()])


def test_a_second_repair_keeps_both_damaged_files(path: Path) -> None:
    open_store(path).close()
    first, second = repair(path, clock=Clock()).aside, repair(path, clock=Clock()).aside
    assert first != second
    assert first
    assert first.exists()
    assert second
    assert second.exists()


def test_a_disk_without_hard_links_will_do(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(path) as store:
        store.add_learner("Anna")

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    report = repair(path, clock=Clock())
    assert report.kept == 1
    assert report.aside
    assert report.aside.exists()


def torn_write(path: Path) -> dict[str, bytes]:
    """The files as a kill in the middle of a large write leaves them."""
    with open_store(path) as store:
        anna = store.add_learner("Anna").id
        store.append(anna, [answer(number) for number in range(50)])
        connection = store._file._connection
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        for number in range(200):
            connection.execute("INSERT INTO setting VALUES (?, ?, 0)", (f"{number}", "x" * 500))
        torn = {place.name: place.read_bytes() for place in path.parent.glob("voortgang.db*")}
        connection.execute("ROLLBACK")
    assert len(torn[f"{path.name}-journal"]) > 0
    return torn


def test_an_unfinished_write_does_not_end_up_in_the_new_file(path: Path) -> None:
    for name, content in torn_write(path).items():
        path.with_name(name).write_bytes(content)
    assert repair(path, clock=Clock()).kept == 51
    assert problems(path) == ()
    with open_store(path) as store:
        assert len(everything(store)) == 51


def test_one_bad_page_costs_only_what_was_on_it(lived_in: tuple[Path, tuple[Event, ...]], path: Path) -> None:
    """Without a backup: reading goes on behind the bad page."""
    source, expected = lived_in
    path.parent.mkdir()
    content = source.read_bytes()
    start = content.index(b"rollen-200") // PAGE * PAGE
    assert content[start] == 13, "a page with rows"
    on_it = int.from_bytes(content[start + 3 : start + 5])
    path.write_bytes(content[:start] + Random(3).randbytes(PAGE) + content[start + PAGE :])
    report = repair(path, clock=Clock())
    assert (report.kept, report.lost, report.backup) == (len(expected) - on_it, on_it, None)


def answered(path: Path, number: int) -> tuple[Event, ...]:
    """A file with so many answers; and no backups."""
    with open_store(path) as store:
        anna = store.add_learner("Anna").id
        for each in range(number):
            store.append(anna, [answer(each, tekst="ja " * each)])
        events = tuple(everything(store))
    shutil.rmtree(folder_of(path))
    return events


@pytest.mark.parametrize("size", [16, 100, PAGE], ids=lambda size: f"{size} bytes")
@pytest.mark.parametrize("noise", [False, True], ids=["zeroed", "noise"])
def test_a_broken_head_is_put_back(path: Path, size: int, noise: bool) -> None:
    """It is the same in every file."""
    expected = answered(path, 150)
    head = Random(1).randbytes(size) if noise else bytes(size)
    path.write_bytes(head + path.read_bytes()[size:])
    report = repair(path, clock=Clock())
    assert (report.kept, report.lost, report.backup) == (len(expected), 0, None)
    assert "niets verloren" in str(report)
    with open_store(path) as store:
        assert tuple(everything(store)) == expected


@pytest.mark.parametrize(
    ("kept", "lost", "told"),
    [
        (1, 0, "Er is 1 regel van je voortgang bewaard. Voor zover"),
        (2, 1, "Er zijn 2 regels van je voortgang bewaard. Ten minste 1 is verloren."),
        (0, 3, "Er zijn 0 regels van je voortgang bewaard. Ten minste 3 zijn verloren."),
    ],
)
def test_one_line_is_told_as_one(kept: int, lost: int, told: str) -> None:
    """Seen red with "Er zijn 1 regels"."""
    report = RepairReport(kept=kept, from_backup=0, lost=lost, read=Reading.ALL, backup=None, aside=None)
    assert str(report).startswith(told)


def test_what_is_surely_lost_is_said(lived_in: tuple[Path, tuple[Event, ...]], path: Path) -> None:
    shutil.copytree(lived_in[0].parent, path.parent)
    path.write_bytes(Random(2).randbytes(path.stat().st_size))
    report = repair(path, clock=Clock())
    assert report.kept == report.from_backup == BACKED_UP + 2
    made = f"{START.astimezone():%d-%m-%Y %H.%M}"
    assert f"Wat je na {made} deed, is weg." in str(report)
    path.write_bytes(b"")
    assert "deed, is weg" in str(repair(path, clock=Clock()))


def test_a_part_that_could_not_be_counted_is_no_whole(lived_in: tuple[Path, tuple[Event, ...]], path: Path) -> None:
    """Rows on a bad page, and a bad page of the index that would count them."""
    shutil.copytree(lived_in[0].parent, path.parent)
    content = bytearray(path.read_bytes())
    with raw(path) as connection:
        learner = "SELECT pageno FROM dbstat WHERE name = 'event_of_learner' AND pagetype = 'leaf' LIMIT 1"
        try:
            (index_page,) = connection.execute(learner).fetchone()
        except sqlite3.OperationalError:
            pytest.skip("this SQLite has no dbstat")
    for page in (index_page - 1, content.index(b"rollen-3800123") // PAGE):
        content[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    path.write_bytes(content)
    report = repair(path, clock=Clock())
    assert BACKED_UP + 2 < report.kept < len(lived_in[1])
    assert ("kan weg zijn" in str(report)) or (report.lost and "Ten minste" in str(report))
    assert "niets verloren" not in str(report)


def plant(path: Path, *statements: str) -> None:
    """Something in the schema that SQLite would not take from anybody."""
    with raw(path) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            connection.execute(statement)


def view(table: str) -> tuple[str, str]:
    endless = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT"
    columns = ", ".join(f"x AS {name}" for name in (*TABLES.get(table, ("migration_set",)), "checksum"))
    sql = f"CREATE VIEW {table} AS {endless} {columns} FROM n"
    gone = f"DELETE FROM sqlite_master WHERE tbl_name = '{table}'"
    return gone, f"INSERT INTO sqlite_master VALUES ('view', '{table}', '{table}', 0, '{sql}')"


@pytest.mark.parametrize("table", ["event", "setting", "tombstone", "_sqlite_migrations"])
def test_a_view_without_end_hangs_nobody(path: Path, clock: Clock, table: str) -> None:
    """Seen red with: tables that are read before their definitions."""
    expected = answered(path, 40)
    plant(path, *view(table))
    with in_time():
        for inspected in (True, False):
            with pytest.raises(Damaged):
                Store.open(path, device="laptop", clock=clock, inspected=inspected)
        assert problems(path)
        report = repair(path, clock=clock)
    assert report.kept == len(expected)
    with open_store(path) as store:
        assert tuple(everything(store)) == expected


def test_a_backup_with_a_view_is_no_good_backup(path: Path, clock: Clock) -> None:
    """Also when it says that a newer program made it."""
    with open_store(path, clock) as store:
        store.add_learner("Anna")
        good, bad = store.back_up(), store.back_up()
        assert bad
        plant(bad.path, *view("event"))
        with raw(bad.path) as connection:
            connection.execute("PRAGMA user_version = 2")
        with in_time():
            assert newest_good(path) == good


@contextmanager
def in_time() -> Iterator[None]:
    """Half a minute at most; SQLite itself listens to no signal."""
    faulthandler.dump_traceback_later(30, exit=True)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


SWALLOW = (
    "INSERT INTO sqlite_master VALUES ('trigger', '{name}', 'event', 0, "
    "'CREATE TRIGGER {name} BEFORE INSERT ON event BEGIN SELECT RAISE(IGNORE); END')"
)


@pytest.mark.parametrize("name", ["sqlite_evil", "evil"])
def test_a_trigger_that_swallows_answers_is_damage(path: Path, clock: Clock, name: str) -> None:
    answered(path, 3)
    plant(path, SWALLOW.format(name=name))
    with pytest.raises(Damaged, match="tabellen"):
        open_store(path)
    repair(path, clock=clock)
    with open_store(path) as store:
        assert store.append(store.learners()[0].id, [answer()])


def test_nothing_is_confirmed_that_was_swallowed(path: Path) -> None:
    """A trigger that is planted while the file is open."""
    with open_store(path) as store:
        anna = store.add_learner("Anna").id
        with raw(path) as other:
            other.execute("CREATE TRIGGER evil BEFORE INSERT ON event BEGIN SELECT RAISE(IGNORE); END")
        with pytest.raises(Damaged, match="neemt niet aan"):
            store.append(anna, [answer()])


class Noise:
    """A damaged file that claims to have endless rows, none of which can be read."""

    def execute(self, sql: str, parameters: object = ()) -> Iterator[tuple[int]]:
        if "max" not in sql and "PRAGMA" not in sql:
            raise sqlite3.DatabaseError("database disk image is malformed")
        return iter([(2**60,)])


def test_reading_a_wreck_has_an_end() -> None:
    damaged = DamagedFile(cast(sqlite3.Connection, Noise()), size=100_000)
    assert list(damaged.rows("event")) == []


def test_a_journal_never_outlives_the_file_it_belonged_to(path: Path) -> None:
    """SQLite would play the old pages back into the new file."""
    torn = torn_write(path)
    path.unlink()
    path.with_name(f"{path.name}-journal").write_bytes(torn[f"{path.name}-journal"])
    repair(path, clock=Clock())
    assert problems(path) == ()
    with open_store(path) as store:
        assert len(everything(store)) == 51
