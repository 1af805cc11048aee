"""There is always a good backup, and the old ones make room in an orderly way.

Seen red with: all but the twenty latest deleted.
"""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from stat import S_ISDIR
from threading import Event
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.figures import Figures
from tests.store.helpers import START, Clock, answer, everything, open_store, raw
from tutor.store import Damaged, Store
from tutor.store.backup import (
    INTERVAL,
    KEEP_ALL,
    NEWEST,
    SLOTS,
    UNFINISHED,
    Backup,
    backups,
    expired,
    folder_of,
    newest_good,
    unfinished,
    verdict,
)

NEVER = Path("never-touched")


def series(*moments: datetime) -> list[Backup]:
    return [Backup(number, made, NEVER) for number, made in enumerate(moments, start=1)]


def live(*, days: int, hours: float) -> list[Backup]:
    """What is left after a backup every so many hours, thinned each time."""
    kept: list[Backup] = []
    for number in range(int(days * 24 / hours)):
        now = START + timedelta(hours=number * hours)
        kept.append(Backup(number, now, NEVER))
        kept = sorted({*kept} - {*expired(kept, now)})
    return kept


def test_a_year_of_backups() -> None:
    kept = live(days=400, hours=4)
    ages = [kept[-1].made - backup.made for backup in reversed(kept)]
    assert sum(age <= KEEP_ALL for age in ages) == 13
    days = [age.days for age in ages if age > KEEP_ALL]
    gaps = [later - earlier for earlier, later in pairwise(days)]
    assert len(days) == 12 + 10 + 9
    assert days[:12] == list(range(2, 14))
    assert set(gaps[11:21]) == {7}
    assert all(14 <= gap <= 38 for gap in gaps[21:])
    assert days[-1] > 300


def test_two_days_are_kept_in_full() -> None:
    made = series(*(START + timedelta(minutes=30 * number) for number in range(97)))
    assert expired(made, made[-1].made) == ()
    a_month_later = expired(made, made[-1].made + timedelta(days=30))
    left = [backup for backup in made if backup not in a_month_later]
    assert [backup.made.date().day for backup in left] == [1, 2, 3]
    assert left[-1] == made[-1]


MOMENTS = st.lists(
    st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1), timezones=st.just(UTC)), min_size=1
)


@given(MOMENTS, st.datetimes(min_value=datetime(1990, 1, 1), timezones=st.just(UTC)))
def test_the_newest_stays_whatever_the_clock_says(moments: list[datetime], now: datetime) -> None:
    made = series(*moments)
    doomed = expired(made, now)
    assert made[-1] not in doomed
    assert not {*made[-NEWEST:]} & {backup for backup in doomed if abs(now - backup.made) <= KEEP_ALL}
    assert len(set(doomed)) == len(doomed)
    left = [backup for backup in made if backup not in doomed]
    assert sum(abs(now - backup.made) > KEEP_ALL for backup in left) <= 1 + 12 + 10 + 9
    assert expired(left, now) == ()


def test_a_script_that_answers_all_evening_does_not_fill_the_disk() -> None:
    """Each time it closes there is a backup; before a merge that went wrong there was one too."""
    made = series(*(START + timedelta(minutes=number) for number in range(600)))
    left = [backup for backup in made if backup not in expired(made, made[-1].made)]
    assert left[-NEWEST:] == made[-NEWEST:]
    assert [later.made - earlier.made for earlier, later in pairwise(left[1:-NEWEST])] == [INTERVAL] * (len(left) - 26)


def test_a_clock_set_back_a_year_does_not_make_new_backups_old() -> None:
    made = series(*(START + timedelta(hours=hour) for hour in range(48)))
    back = START - timedelta(days=365)
    after = [*made, Backup(100, back, NEVER), Backup(101, back, NEVER)]
    doomed = expired(after, back)
    assert Backup(101, back, NEVER) not in doomed
    assert Backup(100, back, NEVER) not in doomed
    assert made[-1] not in doomed, "the newest one of a later day still stands for that day"


def test_summer_time_does_not_matter() -> None:
    """Times are UTC: the hour that happens twice on 26 October 2025 in the Netherlands happens once."""
    night = datetime(2025, 10, 25, 23, 30, tzinfo=UTC)
    made = series(*(night + timedelta(minutes=30 * number) for number in range(8)))
    assert expired(made, night + timedelta(hours=4)) == ()
    assert [backup.number for backup in expired(made, night + timedelta(days=5))] == [7, 6, 5, 4, 3, 2]


AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAYS = 365
AWAY = {40: -30, 50: 30, 150: 400, 151: -400, 200: -3_650, 210: 3_650}
"""Days after which somebody sets the clock, and by how many days."""
ROTTEN = (45, 152, 205, 300)
"""Days on which all backups of the last two days go bad on the disk."""


def year() -> Iterator[tuple[int, datetime]]:
    """A day number and the time on the clock: once a day, and each half hour in the nights when summer time changes."""
    set_by = 0
    for day in range(DAYS):
        set_by += AWAY.get(day, 0)
        noon = START + timedelta(days=day)
        for hour in range(12) if noon.date() in (date(2025, 3, 29), date(2025, 10, 25)) else [0]:
            moment = noon + timedelta(hours=10, minutes=30 * hour) if hour else noon
            yield day, (moment + timedelta(days=set_by)).astimezone(AMSTERDAM)


@pytest.mark.long
@pytest.mark.figures("A year of backups with a wild clock")
def test_the_newest_good_backup_is_always_there(path: Path, clock: Clock, figures: Figures) -> None:
    """And it has all that was stored when it was made. Two are made in one second each week."""
    made = missing = folds = 0
    with open_store(path, clock) as store:
        anna = store.add_learner("Anna").id
        for day, now in year():
            clock.now = now
            folds += now.fold
            store.append(anna, [answer(day)])
            for _ in range(2 if day % 7 == 0 else 1):
                whole = store.back_up()
                made += 1
                newest = newest_good(path)
                missing += not (whole and newest == whole == store.backups()[-1])
            if day in ROTTEN:
                *older, last = store.backups()
                for backup in older[-3:]:
                    backup.path.write_bytes(backup.path.read_bytes()[:-4_096])
                last.path.write_bytes(b"")
                survivor = newest_good(path)
                missing += survivor is None or survivor.number >= older[-3].number
        assert store.backup_problem == ""
        kept = store.backups()
    with open_store(kept[-1].path) as copy:
        in_newest = len(everything(copy)) - 1
    figures(
        days=DAYS,
        backups=made,
        clock_set=len(AWAY),
        moments_in_an_hour_that_happens_twice=folds,
        days_with_rot=len(ROTTEN),
        newest_good_one_missing=missing,
        kept_at_the_end=len(kept),
    )
    assert missing == 0
    assert folds > 0
    assert in_newest == sum(1 for _ in year())
    assert len(kept) <= 2 * 4 + len(SLOTS) + 2


def test_first_answer_has_a_backup_at_once(path: Path) -> None:
    with open_store(path) as store:
        anna = store.add_learner("Anna")
        (backup,) = store.backups()
        assert store.backup_problem == ""
    assert backup.path.name == "voortgang-20250301T120000Z-0001.db"
    assert verdict(backup.path) == ()
    with open_store(backup.path) as copy:
        assert copy.learners() == (anna,)


def test_each_half_hour_and_only_after_a_change(path: Path, clock: Clock) -> None:
    with open_store(path, clock) as store:
        anna = store.add_learner("Anna").id
        store.append(anna, [answer(number) for number in range(50)])
        assert [in_copy(backup) for backup in store.backups()] == [1, 51]
        for minutes, expected in ((29, 2), (1, 3), (10, 3), (25, 4)):
            clock.move(minutes=minutes)
            list(store.events(anna))
            store.append(anna, [answer()])
            assert len(store.backups()) == expected
        clock.move(days=1)
        list(store.events(anna))
        store.remember("thema", "donker")
        assert len(store.backups()) == 4


def in_copy(backup: Backup) -> int:
    with raw(backup.path) as connection:
        (count,) = connection.execute("SELECT count(*) FROM event").fetchone()
    return int(count)


def test_as_soon_as_there_is_an_answer_there_is_a_good_backup_of_half_of_them(path: Path) -> None:
    with open_store(path) as store:
        store.remember("apparaat", "x")
        assert store.backups() == ()
        anna = store.add_learner("Anna").id
        for number in range(1, 40):
            store.append(anna, [answer(number)])
            newest = newest_good(path)
            assert newest
            assert 2 * in_copy(newest) > number + 1 >= in_copy(newest) > 1


def test_whoever_closes_has_all_of_it_in_a_backup(path: Path, clock: Clock) -> None:
    with open_store(path, clock) as store:
        anna = store.add_learner("Anna").id
        store.append(anna, [answer(number) for number in range(20)])
        store.append(anna, [answer(20)])
        assert in_copy(store.backups()[-1]) == 21
    assert in_copy(backups(path)[-1]) == 22
    number = len(backups(path))
    with open_store(path, clock) as store:
        assert everything(store)
        store.remember("thema", "donker")
    assert len(backups(path)) == number, "nobody answered"


def test_storing_does_not_wait_for_a_backup(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A window stores on the thread that draws."""
    go_on, halfway = Event(), Event()

    def slow(file: Path) -> tuple[str, ...]:
        halfway.set()
        assert go_on.wait(20)
        return verdict(file)

    monkeypatch.setattr("tutor.store.backup.verdict", slow)
    with Store.open(path, device="laptop", clock=Clock(), beside=True, patience=200) as store:
        anna = store.add_learner("Anna").id
        assert halfway.wait(20)
        for number in range(5):
            store.append(anna, [answer(number)])
        assert store.backups() == ()
        go_on.set()
    assert in_copy(backups(path)[-1]) == 6
    assert store.backup_problem == ""


def test_who_is_erased_during_a_backup_is_not_in_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(path) as store:
        anna, bram = store.add_learner("Anna").id, store.add_learner("Bram").id

        def erase(file: Path) -> tuple[str, ...]:
            monkeypatch.setattr("tutor.store.backup.verdict", verdict)
            store.erase(bram)
            return verdict(file)

        monkeypatch.setattr("tutor.store.backup.verdict", erase)
        store.back_up()
        for backup in store.backups():
            assert b"Bram" not in backup.path.read_bytes()
            with open_store(backup.path) as copy:
                assert [learner.id for learner in copy.learners()] == [anna]


def test_two_windows_share_the_half_hour(path: Path, clock: Clock) -> None:
    with open_store(path, clock) as one, open_store(path, clock) as two:
        anna = one.add_learner("Anna").id
        two.append(anna, [answer(number) for number in range(20)])
        before = len(one.backups())
        clock.move(minutes=31)
        two.append(anna, [answer()])
        one.append(anna, [answer()])
        assert len(one.backups()) == before + 1


def test_a_clock_set_back_does_not_stop_backups(path: Path, clock: Clock) -> None:
    with open_store(path, clock) as store:
        anna = store.add_learner("Anna").id
        store.append(anna, [answer(number) for number in range(10)])
        clock.move(days=-400)
        store.append(anna, [answer()])
        store.append(anna, [answer()])
        made = [(backup.number, backup.made) for backup in store.backups()]
        assert made == [(2, START), (3, clock.now)], "the first one is of the same day, a year from now"
        newest = newest_good(path)
        assert newest
        assert newest.number == 3


def test_two_in_one_second_both_stay(path: Path) -> None:
    with open_store(path) as store:
        store.add_learner("Anna")
        store.back_up()
        store.back_up()
        assert [backup.number for backup in store.backups()] == [1, 2, 3]


def test_other_files_in_the_folder_are_left_alone(path: Path, clock: Clock) -> None:
    strangers = ["voortgang-20250301T120000Z-0001 (kopie).db", "voortgang-20250399T120000Z-0002.db", "foto.jpg", ".x"]
    with open_store(path, clock) as store:
        anna = store.add_learner("Anna").id
        for name in strangers:
            (folder_of(path) / name).write_bytes(b"x")
        for _ in range(60):
            clock.move(days=1)
            store.append(anna, [answer()])
        assert len(store.backups()) < 40
        assert all(backup.path.name not in strangers for backup in store.backups())
    assert {file.name for file in folder_of(path).iterdir()} >= set(strangers)


def test_a_bad_file_never_pushes_out_a_good_backup(path: Path, clock: Clock) -> None:
    with open_store(path, clock) as store:
        anna = store.add_learner("Anna").id
        store.append(anna, [answer(tekst="hier gaat een bit om"), *map(answer, range(99))])
        good = [store.back_up() for _ in range(3)]
        content = bytearray(path.read_bytes())
        content[content.index(b"hier gaat een bit om")] ^= 1
        path.write_bytes(content)
        clock.move(days=800)
        with pytest.raises(Damaged):
            store.back_up()
        store.append(anna, [answer()])
        assert "beschadigd" in store.backup_problem
        before = backups(path)
    assert set(good) <= set(before)
    assert unfinished(path) == ()
    assert newest_good(path) == good[-1]


def test_rotten_backups_are_passed_over(path: Path) -> None:
    with open_store(path) as store:
        anna = store.add_learner("Anna").id
        good = store.back_up()
        for rotten in (store.back_up(), store.back_up()):
            assert rotten
            rotten.path.write_bytes(rotten.path.read_bytes()[:9_000])
        assert newest_good(path) == good
        store.append(anna, [answer()])
    newest = newest_good(path)
    assert newest
    assert in_copy(newest) == 2, "closing looks at what is in the newest one"


def test_a_half_made_backup_is_cleared_away(path: Path) -> None:
    with open_store(path) as store:
        store.add_learner("Anna")
        left, busy = (folder_of(path) / f"{UNFINISHED}-{number}-1.tmp" for number in (1, 2))
        left.write_bytes(b"Anna")
        os.utime(left, (0, 0))
        busy.write_bytes(b"Anna")
        store.back_up()
        assert unfinished(path) == (busy,), "another window may be making it"


def test_a_merge_makes_a_backup_first(path: Path) -> None:
    with open_store(path) as store, open_store(None) as other:
        store.add_learner("Anna")
        store.add_learner("Carla")
        other.add_learner("Bram")
        store.merge(everything(other))
        assert [in_copy(backup) for backup in store.backups()] == [1, 2, 2]


def test_a_backup_that_fails_is_not_tried_again_at_once(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def fail(path: Path) -> Path:
        tries.append(path)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tutor.store.upkeep.verified_copy", fail)
    with open_store(path, clock) as store:
        anna = store.add_learner("Anna").id
        store.append(anna, [answer(number) for number in range(10)])
        assert "vol" in store.backup_problem
        assert "Niet opgeslagen" not in store.backup_problem
        assert len(tries) == 2
        store.append(anna, [answer()])
        assert len(tries) == 2
        clock.move(minutes=INTERVAL / timedelta(minutes=1))
        store.append(anna, [answer()])
        assert len(tries) == 3


def test_a_file_gets_its_name_only_after_its_content_is_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And so is the name before anybody relies on it. Only a power cut would show the difference."""
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def note_fsync(descriptor: int) -> None:
        steps.append("folder" if S_ISDIR(os.fstat(descriptor).st_mode) else "content")
        fsync(descriptor)

    def note_replace(ready: Path, path: Path) -> Path:
        steps.append("name")
        return replace(ready, path)

    monkeypatch.setattr(os, "fsync", note_fsync)
    monkeypatch.setattr(Path, "replace", note_replace)
    with open_store(tmp_path / "voortgang.db") as store:
        steps.clear()
        store.back_up()
        assert steps[-3:] == ["content", "name", "folder"]
        assert {*steps[:-3]} <= {"content"}


def test_a_locked_folder_of_backups_is_named_and_answers_are_kept(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(path, clock) as store:
        anna = store.add_learner("Anna").id

        def refuse(_: Path) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("tutor.store.backup.create_file", refuse)
        clock.move(days=1)
        assert store.append(anna, [answer()])
        assert f"In de map {folder_of(path)} mag" in store.backup_problem
        assert "niet bewaard" not in store.backup_problem
