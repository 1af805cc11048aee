"""Minutes that are told, held against a reader of what is shown: etappes, and sessions of 5, 10 and 20 minutes."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import timedelta
from statistics import fmean

import pytest

from tests.content.pack import shipped
from tests.figures import Figures
from tests.line.by_the_clock import BEGIN, Evenings
from tutor.learning.events import LessonMoved
from tutor.learning.parts import parts
from tutor.model import Lesson

A_FIFTH = 0.2


def read(lesson: Lesson, seed: int) -> list[float]:
    """Minutes for each etappe."""
    evening = Evenings(shipped(), seed=seed)
    evening.take(f"les {lesson.head.id}")
    moved = [(event.at, event.body.page) for event in evening.events if isinstance(event.body, LessonMoved)]
    left = dict(zip((page for _, page in moved), [at for at, _ in moved[1:]] + [evening.now], strict=True))
    came = {page: at for at, page in moved}
    spent = {page: (left[page] - came[page]).total_seconds() / 60 for page in came}
    return [sum(spent[page.id] for page in part.pages) for part in parts(lesson)]


@pytest.mark.parametrize("name", ["rollen-06", "financien-02", "integriteit-04"])
def test_etappes_take_what_is_promised(name: str) -> None:
    """Lessons of three modules, read three times, with other questions wrong.

    Seen red without the debrief and the return of what was wrong: of rollen-06 a seventh too little was promised.
    """
    lesson = shipped().lessons[name]
    promised = [part.minutes for part in parts(lesson)]
    took = [fmean(minutes) for minutes in zip(*(read(lesson, seed) for seed in range(3)), strict=True)]
    assert sum(took) == pytest.approx(sum(promised), rel=A_FIFTH / 2)
    assert took == pytest.approx(promised, rel=1.5 * A_FIFTH), "one wrong answer more or less is two minutes"


@pytest.mark.long
@pytest.mark.figures("Etappes read by the clock")
def test_all_etappes_take_what_is_promised(figures: Figures) -> None:
    ratios = []
    for lesson in shipped().lessons.values():
        took = [fmean(minutes) for minutes in zip(*(read(lesson, seed) for seed in range(3)), strict=True)]
        ratios += [minutes / part.minutes for minutes, part in zip(took, parts(lesson), strict=True)]
    within = sum(abs(ratio - 1) <= A_FIFTH for ratio in ratios)
    figures(etappes=len(ratios), within_a_fifth=within, mean=round(fmean(ratios), 2))
    assert fmean(ratios) == pytest.approx(1, abs=A_FIFTH / 2)
    assert within >= 0.9 * len(ratios)


def _sessions(seed: int, lengths: tuple[int, ...]) -> dict[int, list[tuple[int, float]]]:
    """What was told and what it took, in minutes, of a session a day."""
    evenings, found = Evenings(shipped(), seed=seed), defaultdict[int, list[tuple[int, float]]](list)
    for day, minutes in enumerate(lengths):
        evenings.now = BEGIN + timedelta(days=day)
        told = re.search(r"Een sessie van ongeveer (\d+)", evenings.take(f"sessie {minutes}"))
        assert told
        found[minutes].append((int(told[1]), evenings.spent))
    return found


def test_sessions_of_a_week_end_on_time() -> None:
    """Together, within a fifth. Seen red with a third of the seconds for a question, as reviews once had."""
    for minutes, sessions in _sessions(1, (10, 5, 20, 10, 5, 10, 20)).items():
        assert fmean(spent for _, spent in sessions) == pytest.approx(minutes, rel=A_FIFTH)


@pytest.mark.long
@pytest.mark.figures("Sessions read by the clock")
@pytest.mark.parametrize(("minutes", "over"), [(5, 0.45), (10, A_FIFTH), (20, A_FIFTH)])
def test_sessions_of_three_weeks_end_on_time(minutes: int, over: float, figures: Figures) -> None:
    """On average; this reader never leaves a quiz halfway, so five minutes take longer when one is begun."""
    spent = [took for seed in range(3) for _, took in _sessions(seed, (minutes,) * 21)[minutes]]
    within = sum(abs(one / minutes - 1) <= A_FIFTH for one in spent)
    figures(sessions=len(spent), within_a_fifth=within)
    assert fmean(spent) == pytest.approx(minutes, rel=over)
