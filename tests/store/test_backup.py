"""There is always a good backup, and the old ones make room in an orderly way.

Seen red with: all but the twenty latest deleted.
"""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from stat import S_ISDIR
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.figures import Figures
from tests.store.helpers import START, Clock, answer, everything, open_store
from tutor.store import Damaged
from tutor.store.backup import (
    INTERVAL,
    KEEP_ALL,
    SLOTS,
    UNFINISHED,
    Backup,
    backups,
    expired,
    folder_of,
    newest_good,
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
    assert all(abs(now - backup.made) > KEEP_ALL for backup in doomed)
    assert len(set(doomed)) == len(doomed)
    left = [backup for backup in made if backup not in doomed]
    assert sum(abs(now - backup.made) > KEEP_ALL for backup in left) <= 1 + 12 + 10 + 9
    assert expired(left, now) == ()


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


def test_at_most_one_each_half_hour_and_only_after_a_change(path: Path, clock: Clock) -> None:
    with open_store(path, clock) as store:
        anna = store.add_learner("Anna").id
        for minutes, expected in ((29, 1), (1, 2), (10, 2), (25, 3)):
            clock.move(minutes=minutes)
            list(store.events(anna))
            store.append(anna, [answer()])
            assert len(store.backups()) == expected
        clock.move(days=1)
        list(store.events(anna))
        assert len(store.backups()) == 3


def test_two_windows_share_the_half_hour(path: Path, clock: Clock) -> None:
    with open_store(path, clock) as one, open_store(path, clock) as two:
        anna = one.add_learner("Anna").id
        two.append(anna, [answer()])
        clock.move(minutes=31)
        two.append(anna, [answer()])
        one.append(anna, [answer()])
        assert len(one.backups()) == 2


def test_a_clock_set_back_does_not_stop_backups(path: Path, clock: Clock) -> None:
    with open_store(path, clock) as store:
        anna = store.add_learner("Anna").id
        clock.move(days=-400)
        store.append(anna, [answer()])
        store.append(anna, [answer()])
        numbers = [(backup.number, backup.made) for backup in store.backups()]
    assert numbers == [(1, START), (2, clock.now)]
    newest = newest_good(path)
    assert newest
    assert newest.number == 2


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
    assert not (folder_of(path) / UNFINISHED).exists()
    assert newest_good(path) == good[-1]


def test_rotten_backups_are_passed_over(path: Path) -> None:
    with open_store(path) as store:
        store.add_learner("Anna")
        good = store.back_up()
        for rotten in (store.back_up(), store.back_up()):
            assert rotten
            rotten.path.write_bytes(rotten.path.read_bytes()[:9_000])
    assert newest_good(path) == good


def test_a_half_made_backup_is_cleared_away(path: Path) -> None:
    with open_store(path) as store:
        store.add_learner("Anna")
        (folder_of(path) / UNFINISHED).write_bytes(b"Anna")
        store.back_up()
        assert not (folder_of(path) / UNFINISHED).exists()


def test_a_merge_makes_a_backup_first(path: Path) -> None:
    with open_store(path) as store, open_store(None) as other:
        store.add_learner("Anna")
        other.add_learner("Bram")
        store.merge(everything(other))
        assert len(store.backups()) == 2


def test_a_backup_that_fails_is_not_tried_again_at_once(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def fail(path: Path, now: datetime) -> Backup:
        tries.append(now)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tutor.store.store.write_backup", fail)
    with open_store(path, clock) as store:
        anna = store.add_learner("Anna").id
        store.append(anna, [answer()])
        assert "vol" in store.backup_problem
        clock.move(minutes=INTERVAL / timedelta(minutes=1))
        store.append(anna, [answer()])
    assert len(tries) == 2


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
    assert steps == ["content", "name", "folder"]
