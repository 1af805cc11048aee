"""The day turns at four in the morning in Amsterdam, whatever the zone of the computer, also when the clock changes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import tomllib
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.learning.samples import START
from tests.promises import ROOT
from tutor.learning.days import (
    AMSTERDAM,
    AT_MOST,
    BREAK,
    LearningTime,
    believable,
    believed,
    ends,
    last_active,
    noon,
    rhythm,
    study_day,
)

MOMENTS = st.datetimes(datetime(2026, 1, 2), datetime(2040, 1, 1), timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("there", "day"),
    [
        ("2026-12-01 23:50", "2026-12-01"),
        ("2026-12-02 00:05", "2026-12-01"),
        ("2026-12-02 03:59", "2026-12-01"),
        ("2026-12-02 04:00", "2026-12-02"),
        ("2026-07-02 03:59", "2026-07-01"),
        ("2026-07-02 04:00", "2026-07-02"),
        ("2027-01-01 02:00", "2026-12-31"),
        # summer time begins, and ends
        ("2027-03-28 01:59", "2027-03-27"),
        ("2027-03-28 03:59", "2027-03-27"),
        ("2027-03-28 04:00", "2027-03-28"),
        ("2026-10-25 03:59", "2026-10-24"),
        ("2026-10-25 04:00", "2026-10-25"),
    ],
)
def test_the_day_turns_at_four_in_amsterdam(there: str, day: str) -> None:
    moment = datetime.fromisoformat(there).replace(tzinfo=AMSTERDAM)
    assert study_day(moment) == date.fromisoformat(day)
    assert study_day(moment.astimezone(ZoneInfo("Pacific/Auckland"))) == date.fromisoformat(day)


def test_the_hour_that_comes_twice_is_one_night() -> None:
    night = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert night.astimezone(AMSTERDAM).hour == (night + timedelta(hours=1)).astimezone(AMSTERDAM).hour == 2
    assert study_day(night) == study_day(night + timedelta(hours=1)) == date(2026, 10, 24)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process cannot be set here")
@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Asia/Tokyo"])
def test_the_zone_of_the_computer_is_of_no_importance(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as there:
        there.setenv("TZ", zone)
        time.tzset()
        assert study_day(datetime(2026, 12, 2, 2, 59, tzinfo=UTC)) == date(2026, 12, 1)
        assert study_day(datetime(2026, 12, 2, 3, 0, tzinfo=UTC)) == date(2026, 12, 2)
    time.tzset()


@given(MOMENTS)
def test_a_day_ends_where_the_next_one_begins(moment: datetime) -> None:
    day, end = study_day(moment), ends(study_day(moment))
    assert study_day(end) == day + timedelta(days=1)
    assert study_day(end - timedelta(microseconds=1)) == day
    assert moment < end <= moment + timedelta(hours=25)


@given(st.dates(date(1970, 1, 2), date(2999, 12, 30)))
def test_noons_lie_whole_days_apart_within_their_days(day: date) -> None:
    assert study_day(noon(day)) == day
    assert noon(day + timedelta(days=1)) - noon(day) == timedelta(days=1)


def test_a_day_that_cannot_be_was_said_by_a_wrong_clock() -> None:
    now = datetime(2026, 12, 1, 20, 0, tzinfo=UTC)
    assert not believable(date(2000, 1, 1), study_day(now))
    assert not believable(date(2026, 12, 2), study_day(now))
    assert believable(date(2026, 12, 1), study_day(now))
    assert believed(now + timedelta(days=900), now) == date(2026, 12, 1)
    assert believed(now - timedelta(days=3), now) == date(2026, 11, 28)


def _time(*minutes: float) -> LearningTime:
    time = LearningTime()
    for minute in minutes:
        time.add(START + timedelta(minutes=minute))
    return time


@pytest.mark.parametrize(
    ("moments", "minutes"),
    [((), 0), ((0,), 0), ((0, 2), 2), ((0, 2, 3.5), 4), ((0, 20), 5), ((0, 40, 41), 1), ((5, 0, 1), 1)],
)
def test_time_is_the_sum_of_gaps_and_breaks_do_not_count(moments: tuple[float, ...], minutes: int) -> None:
    assert _time(*moments).minutes() == minutes


def test_time_belongs_to_the_study_day() -> None:
    before, after = (datetime(2026, 11, 25, 2, 59, tzinfo=UTC) + timedelta(minutes=n) for n in (0, 2))
    time = LearningTime()
    time.add(before)
    time.add(after)
    assert (time.minutes(date(2026, 11, 24)), time.minutes(date(2026, 11, 25))) == (0, 2)


@given(st.lists(st.integers(0, 10_000)))
def test_time_never_exceeds_the_cap_per_gap(minutes: list[int]) -> None:
    moments = sorted(minutes)
    gaps = [timedelta(minutes=later - earlier) for earlier, later in pairwise(moments)]
    expected = sum((min(gap, AT_MOST) for gap in gaps if gap < BREAK), timedelta())
    assert _time(*moments).minutes() == expected // timedelta(minutes=1)


def test_rhythm_looks_back_four_weeks_and_never_counts_a_streak() -> None:
    today = date(2026, 11, 24)
    days = {today, today - timedelta(days=6), today - timedelta(days=7), today - timedelta(days=28)}
    found = rhythm(days, today)
    assert found.weeks == (0, 0, 1, 2)
    assert str(found) == "De afgelopen vier weken leerde je in twee weken."
    assert last_active(days, today) == today - timedelta(days=6)
    assert last_active(set(), today) is None


def test_a_computer_without_zones_has_days() -> None:
    """Windows and a bare Linux have none: those of a package that is ours, not of one that another package brings."""
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert [one for one in wanted if one.startswith("tzdata")] == ["tzdata>=2025.2"]
    script = "from tutor.learning.days import AMSTERDAM; print(AMSTERDAM)"
    bare = {**os.environ, "PYTHONTZPATH": ""}
    done = subprocess.run([sys.executable, "-c", script], env=bare, capture_output=True, text=True, check=True)
    assert done.stdout == "Europe/Amsterdam\n"
