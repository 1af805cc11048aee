"""Memory agrees with py-fsrs itself, survives taking back, and knows what is due today in Amsterdam."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st

from tutor.learning.answers import Confidence
from tutor.learning.grading import Outcome
from tutor.learning.memory import Memory, Review, Schedule
from tutor.learning.review_queue import GENTLE, SESSION, choose, session_size, why_now
from tutor.model import Lookalikes

START = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)
DAY = timedelta(days=1)
SCHEDULER = Scheduler(maximum_interval=180, learning_steps=(), relearning_steps=(), enable_fuzzing=False)

REVIEWS = st.lists(
    st.tuples(
        st.sampled_from(("a", "b", "c")),
        st.sampled_from((Outcome.RIGHT, Outcome.RIGHT, Outcome.PARTLY, Outcome.WRONG)),
        st.sampled_from((None, *Confidence)),
        st.integers(0, 90 * 24 * 60),
    ),
    max_size=25,
)


def _memory(reviews: list[tuple[str, Outcome, Confidence | None, int]]) -> Memory:
    memory, now = Memory(), START
    for item, outcome, confidence, minutes in reviews:
        now += timedelta(minutes=minutes)
        memory.review(item, Review(now, outcome, confidence))
    return memory


@pytest.mark.parametrize(
    ("outcome", "confidence", "rating"),
    [
        (Outcome.WRONG, Confidence.SURE, Rating.Again),
        (Outcome.PARTLY, None, Rating.Again),
        (Outcome.RIGHT, Confidence.GUESS, Rating.Hard),
        (Outcome.RIGHT, Confidence.THINK, Rating.Good),
        (Outcome.RIGHT, None, Rating.Good),
        (Outcome.RIGHT, Confidence.SURE, Rating.Good),
    ],
)
def test_first_rating(outcome: Outcome, confidence: Confidence | None, rating: Rating) -> None:
    memory = Memory()
    memory.review("a", Review(START, outcome, confidence))
    expected, _ = SCHEDULER.review_card(Card(card_id=1, due=START), rating, START)
    assert memory.cards["a"].card == expected


def test_easy_needs_two_spaced_successes_and_certainty() -> None:
    moments = [START, START + DAY / 24, START + 5 * DAY, START + 20 * DAY]
    ratings = [Rating.Good, Rating.Good, Rating.Good, Rating.Easy]
    memory, card = Memory(), Card(card_id=1, due=START)
    for moment, rating in zip(moments, ratings, strict=True):
        memory.review("a", Review(moment, Outcome.RIGHT, Confidence.SURE))
        card, _ = SCHEDULER.review_card(card, rating, moment)
    assert memory.cards["a"].card == card


@given(REVIEWS)
def test_taking_back_is_as_if_it_never_happened(reviews: list[tuple[str, Outcome, Confidence | None, int]]) -> None:
    memory = _memory(reviews)
    memory.review("a", Review(START + 9999 * DAY, Outcome.WRONG, None))
    memory.forget("a", START + 9999 * DAY)
    assert memory == _memory(reviews)


def test_taking_back_under_a_clock_that_stands_still() -> None:
    memory = Memory()
    for outcome in (Outcome.RIGHT, Outcome.WRONG):
        memory.review("a", Review(START, outcome, None))
    memory.forget("a", START)
    assert [review.outcome for review in memory.cards["a"].reviews] == [Outcome.RIGHT]


@given(REVIEWS, st.integers(0, 200))
def test_due_is_every_card_of_today_and_before_in_order(
    reviews: list[tuple[str, Outcome, Confidence | None, int]], days: int
) -> None:
    memory = _memory(reviews)
    now = START + days * DAY
    first = next(memory.due(now), None)
    due = list(memory.due(now))
    assert due == list(memory.due(now))
    assert first == (due[0] if due else None)
    dues = [memory.cards[item].card.due for item in due]
    assert dues == sorted(dues)


def test_today_is_a_day_in_amsterdam() -> None:
    memory = Memory()
    memory.review("a", Review(datetime(2026, 11, 24, 12, 0, tzinfo=UTC), Outcome.RIGHT, None))
    due = memory.cards["a"].card.due
    midnight_in_amsterdam = due.replace(hour=0, minute=0) - timedelta(hours=1)
    assert list(memory.due(midnight_in_amsterdam)) == ["a"]
    assert list(memory.due(midnight_in_amsterdam - timedelta(minutes=1))) == []


def test_intervals_stay_within_the_maximum() -> None:
    memory, now = Memory(Schedule(maximum_interval=30)), START
    for _ in range(12):
        memory.review("a", Review(now, Outcome.RIGHT, Confidence.SURE))
        due = memory.cards["a"].card.due
        assert due - now <= 30 * DAY
        now = due


def test_a_lower_target_brings_items_back_later() -> None:
    dues = []
    for retention in (0.95, 0.9, 0.8):
        memory = Memory(Schedule(desired_retention=retention))
        memory.review("a", Review(START, Outcome.RIGHT, None))
        dues.append(memory.cards["a"].card.due)
    assert dues == sorted(set(dues))


def _answered(*items: tuple[str, Outcome, Confidence | None]) -> Memory:
    memory = Memory()
    for item, outcome, confidence in items:
        memory.review(item, Review(START, outcome, confidence))
    return memory


def test_sure_but_wrong_comes_first_and_lookalikes_follow_each_other() -> None:
    memory = _answered(
        ("motie", Outcome.RIGHT, None),
        ("quorum", Outcome.RIGHT, None),
        ("amendement", Outcome.RIGHT, Confidence.GUESS),
        ("zeker-fout", Outcome.WRONG, Confidence.SURE),
        ("weg", Outcome.WRONG, None),
    )
    pair = Lookalikes(id="motie-amendement", name="motie en amendement", left=("motie",), right=("amendement",))
    allowed = {"motie", "quorum", "amendement", "zeker-fout"}
    now = START + 30 * DAY
    chosen = choose(memory, now, allowed=allowed, size=9, lookalikes=(pair,))
    assert chosen == ("zeker-fout", "motie", "amendement", "quorum")
    assert choose(memory, now, allowed=allowed, size=2, lookalikes=(pair,)) == chosen[:2]
    assert "lijkt op de vorige vraag (motie en amendement)" in why_now(memory, "amendement", now, (pair,), "motie")


@pytest.mark.parametrize(
    ("outcome", "confidence", "sentence"),
    [
        (Outcome.WRONG, Confidence.SURE, "zeker van je antwoord"),
        (Outcome.WRONG, None, "Op 24 november ging deze vraag niet goed"),
        (Outcome.RIGHT, Confidence.GUESS, "gokte je dit goed"),
        (Outcome.RIGHT, None, "De kans dat je het nu nog weet is ongeveer 91 procent."),
    ],
)
def test_every_review_explains_itself(outcome: Outcome, confidence: Confidence | None, sentence: str) -> None:
    memory = _answered(("a", outcome, confidence))
    assert sentence in why_now(memory, "a", memory.cards["a"].card.due)


def test_after_a_pause_the_session_is_small() -> None:
    assert session_size(START, START.date() - 14 * DAY) == GENTLE
    assert session_size(START, START.date() - 13 * DAY) == SESSION
    assert session_size(START, None) == SESSION
