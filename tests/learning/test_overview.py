"""All there is to see of a learner: calendar, forecast, calibration and mastery."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest

from tests.learning.samples import CATALOGUE, LESSON, START, Tape, study
from tutor.learning.answers import Choose, Confidence, Response
from tutor.learning.days import LearningTime
from tutor.learning.events import ProfileCreated
from tutor.learning.grading import Outcome
from tutor.learning.log import Draft
from tutor.learning.mastery import mastery
from tutor.learning.memory import Memory, Review
from tutor.learning.overview import advice, calendar, calibration, due_today, forecast, picture, summarise
from tutor.learning.progress import Answer, Progress
from tutor.learning.quiz import Mode
from tutor.learning.review_queue import SESSION

TODAY = date(2026, 11, 25)
"""A Wednesday."""


def test_making_a_profile_is_no_learning() -> None:
    tape = Tape()
    tape.append("ik", [Draft(body=ProfileCreated(name="Ik"))])
    progress = Progress.replay(tape.events("ik"))
    assert (progress.active_days, progress.time.minutes()) == (set(), 0)


def test_the_calendar_has_four_whole_weeks_and_ends_with_this_one() -> None:
    time = LearningTime(by_day={TODAY: timedelta(minutes=12)})
    weeks = calendar({TODAY, TODAY - timedelta(days=21)}, time, TODAY)
    days = [day for week in weeks for day in week.days]
    assert len(weeks) == 4
    assert {len(week.days) for week in weeks} == {7}
    assert [day.day for day in days] == [date(2026, 11, 2) + timedelta(days=n) for n in range(28)]
    assert [day.day for day in days if day.active] == [date(2026, 11, 4), TODAY]
    assert [day.day.day for day in days if day.ahead] == [26, 27, 28, 29]
    assert [week.minutes for week in weeks] == [0, 0, 0, 12]


def _memory(items: int) -> Memory:
    memory = Memory()
    for number in range(items):
        memory.review(f"les-{number}", Review(START, Outcome.WRONG, None))
    return memory


def test_a_forecast_is_never_a_backlog() -> None:
    memory, later = _memory(40), START + timedelta(days=60)
    allowed = frozenset(memory.cards)
    asked = tuple(memory.cards)[:SESSION]
    ahead = forecast(memory, later, allowed=allowed, asked=asked)
    assert len(ahead) == 14
    assert ahead[0].items == SESSION
    assert {day.items for day in ahead[1:]} == {0}
    assert due_today(memory, later, {"les-1"}) == ("les-1",)


def test_a_forecast_tells_the_day_on_which_an_item_comes_back() -> None:
    memory = _memory(1)
    due = memory.cards["les-0"].due
    ahead = forecast(memory, START, allowed={"les-0"}, asked=())
    assert [day.items for day in ahead] == [int(day.day == due.date()) for day in ahead]
    assert sum(day.items for day in ahead) == 1
    assert forecast(memory, START, allowed=(), asked=()) == forecast(Memory(), START, allowed=("les-0",), asked=())


def test_what_a_review_takes_along_counts_today_and_not_once_more_on_its_day() -> None:
    """Seen red with what is due today only: home said 7 at Herhalen and 3 at today."""
    memory = _memory(2)
    ahead = forecast(memory, START, allowed=("les-0", "les-1"), asked=("les-1",))
    assert ahead[0].items == 1
    assert sum(day.items for day in ahead[1:]) == 1


def _answers(right: int, wrong: int, confidence: Confidence | None, *, attempt: int = 1) -> list[Answer]:
    outcomes = [Outcome.RIGHT] * right + [Outcome.WRONG] * wrong
    return [
        Answer(item="a", session="s", outcome=o, score=0, attempt=attempt, confidence=confidence, at=START)
        for o in outcomes
    ]


def test_calibration_counts_first_tries_per_certainty() -> None:
    found = calibration(
        [
            *_answers(2, 3, Confidence.GUESS),
            *_answers(9, 1, Confidence.SURE),
            *_answers(5, 5, Confidence.SURE, attempt=2),
            *_answers(7, 7, None),
        ]
    )
    assert [(one.confidence, one.answers, one.right, one.share) for one in found] == [
        (Confidence.GUESS, 5, 2, 0.4),
        (Confidence.THINK, 0, 0, None),
        (Confidence.SURE, 10, 9, 0.9),
    ]


@pytest.mark.parametrize(
    ("guess", "sure", "words"),
    [
        ((0, 0), (4, 0), "Nog te weinig"),
        ((0, 0), (5, 5), "klopt het niet altijd"),
        ((5, 0), (9, 1), "je weet meer dan je denkt"),
        ((2, 8), (9, 1), "klopt het meestal"),
    ],
)
def test_calibration_says_what_it_means(guess: tuple[int, int], sure: tuple[int, int], words: str) -> None:
    answers = [*_answers(*guess, Confidence.GUESS), *_answers(*sure, Confidence.SURE)]
    assert words in advice(calibration(answers))


RIGHT: tuple[Response, ...] = (Choose((0,)), Choose((0, 1)))


def test_mastery_per_module_and_goal() -> None:
    tape = Tape()
    here = study(tape)
    (module,) = mastery(here.progress, CATALOGUE, tape.now)
    assert (module.practised, module.mastered, module.retrievability) == ((), 0, None)
    for days in (1, 3, 8):
        tape.now += timedelta(days=days)
        session = here.quiz(replace(LESSON, items=LESSON.items[:2]), Mode.TEST)
        while session.current:
            session, _ = here.answer(session, RIGHT[session.position])
        here.hand_in(session)
    (module,) = mastery(here.progress, CATALOGUE, tape.now)
    (goal,) = module.practised
    assert (goal.standing.right, goal.standing.mastered, module.mastered) == (2, True, 1)
    now, later = (mastery(here.progress, CATALOGUE, tape.now + timedelta(days=n))[0] for n in (0, 90))
    assert now.retrievability is not None
    assert later.retrievability is not None
    assert 0 < later.retrievability < now.retrievability <= 1


def test_the_summary_is_the_picture() -> None:
    tape = Tape()
    here = study(tape)
    here.answer(here.quiz(LESSON, Mode.PRACTICE), Choose((1,)), Confidence.SURE)
    tape.now += timedelta(days=20)
    summary = summarise(here.progress, CATALOGUE, here.now())
    assert summary["due"] == ["les-a"]
    assert summary["forecast"][0] == {"day": "2026-12-14", "items": 1}
    assert summary["calibration"][2] == {"confidence": "zeker", "answers": 1, "right": 0, "share": 0.0}
    assert summary["minutes"] == 1
    assert summary["rhythm"] == [0, 1, 0, 0]
    assert [day["day"] for day in summary["calendar"] if day["active"]] == ["2026-11-24"]
    (module,) = summary["modules"]
    assert (module["id"], module["lessons"], module["finished"], module["mastered"]) == ("module", 1, 0, 0)
    assert 0 < summary["goals"][0]["retrievability"] < 1


def test_dated_items_are_not_forecast() -> None:
    tape = Tape()
    lesson = replace(LESSON, head=msgspec.structs.replace(LESSON.head, review_by=START.date()))
    catalogue = replace(CATALOGUE, modules=(replace(CATALOGUE.modules[0], lessons=(lesson,)),))
    here = study(tape, catalogue)
    here.answer(here.quiz(lesson, Mode.PRACTICE), Choose((1,)))
    seen = picture(here.progress, catalogue, tape.now + timedelta(days=3), ())
    assert (seen.due, sum(day.items for day in seen.ahead)) == ((), 0)
