"""Memory agrees with py-fsrs itself, counts study days and not hours, survives taking back and a wrong clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st

from tutor.learning import forgetting
from tutor.learning.answers import Confidence
from tutor.learning.days import noon, study_day
from tutor.learning.grading import Outcome
from tutor.learning.memory import CardHistory, Memory, Review, Schedule

START = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)
NOON = START.replace(hour=12, minute=0)
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
        (Outcome.RIGHT, Confidence.SURE, Rating.Easy),
    ],
)
def test_first_rating(outcome: Outcome, confidence: Confidence | None, rating: Rating) -> None:
    memory = Memory()
    memory.review("a", Review(START, outcome, confidence))
    expected, _ = SCHEDULER.review_card(Card(card_id=1, due=NOON), rating, NOON)
    assert_like(memory.cards["a"], expected)


def assert_like(history: CardHistory, card: Card) -> None:
    """The same card as py-fsrs has."""
    assert (history.stability, history.difficulty) == pytest.approx((card.stability, card.difficulty))
    assert history.due == card.due


@given(st.lists(st.tuples(st.integers(0, 400), st.sampled_from(Rating)), min_size=1, max_size=12))
def test_the_closed_form_is_that_of_fsrs(steps: list[tuple[int, Rating]]) -> None:
    """Seen red with the bonus for Easy left out, and with the bound on a lapse."""
    card, moment, ours = Card(card_id=1, due=NOON), NOON, (0.0, 0.0)
    for place, (days, rating) in enumerate(steps):
        moment += days * DAY
        grade = forgetting.Rating(rating)
        ours = forgetting.after(*ours, days, grade) if place else forgetting.first(grade)
        card, _ = SCHEDULER.review_card(card, rating, moment)
        assert ours == pytest.approx((card.stability, card.difficulty))
        assert moment + forgetting.interval(ours[0], 0.9, 180) * DAY == card.due
        later = moment + days * DAY
        assert forgetting.recall(days, ours[0]) == pytest.approx(SCHEDULER.get_card_retrievability(card, later))


@given(st.floats(0.1, 400), st.floats(0, 300), st.floats(1, 300))
def test_the_area_is_the_sum_of_the_chances(stability: float, begin: float, length: float) -> None:
    steps = 4000
    middles = (begin + (step + 0.5) * length / steps for step in range(steps))
    summed = sum(forgetting.recall(middle, stability) for middle in middles) * length / steps
    assert forgetting.remembered(stability, begin, begin + length) == pytest.approx(summed, rel=1e-3)
    chance = forgetting.recall(length, stability)
    assert forgetting.days_until(chance, stability) == pytest.approx(length)


def test_a_right_answer_proves_as_much_as_a_guess_leaves() -> None:
    """Seen red with the guess left out: then all three are as stable as Good makes them."""

    def stability(guess: float, confidence: Confidence | None = None) -> float:
        memory = Memory()
        memory.review("a", Review(START, Outcome.RIGHT, confidence, guess))
        return memory.cards["a"].stability

    again, good = forgetting.first(forgetting.Rating.AGAIN)[0], forgetting.first(forgetting.Rating.GOOD)[0]
    assert stability(0) == good
    assert stability(1 / 3) == pytest.approx(0.75 * good + 0.25 * again)
    assert stability(1 / 3, Confidence.SURE) == forgetting.first(forgetting.Rating.EASY)[0]


def test_after_the_first_sight_easy_needs_two_spaced_successes_and_certainty() -> None:
    moments = [START, START + DAY / 24, START + 5 * DAY, START + 20 * DAY]
    ratings = [Rating.Good, Rating.Good, Rating.Good, Rating.Easy]
    memory, card = Memory(), Card(card_id=1, due=NOON)
    for moment, rating in zip(moments, ratings, strict=True):
        memory.review("a", Review(moment, Outcome.RIGHT, Confidence.SURE if memory.cards else None))
        card, _ = SCHEDULER.review_card(card, rating, noon(study_day(moment)))
    assert_like(memory.cards["a"], card)


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
    dues = [memory.as_of(now).cards[item].due for item in due]
    assert dues == sorted(dues)


def test_what_is_due_today_is_due_from_four_in_the_morning_in_amsterdam() -> None:
    memory = Memory()
    memory.review("a", Review(START, Outcome.RIGHT, None))
    four_in_amsterdam = memory.cards["a"].due.replace(hour=3)
    assert list(memory.due(four_in_amsterdam)) == ["a"]
    assert list(memory.due(four_in_amsterdam - timedelta(minutes=1))) == []


def test_ten_minutes_earlier_on_the_next_day_is_the_next_day() -> None:
    """Counted in whole times 24 hours these would all be one day: 0.25, 0.28, 0.32, 0.37, 0.41."""
    memory, stabilities = Memory(), []
    memory.review("a", Review(START, Outcome.WRONG, None))
    for day in range(1, 6):
        now = START + day * (DAY - timedelta(minutes=10))
        assert list(memory.due(now)) == (["a"] if day == 1 else [])
        memory.review("a", Review(now, Outcome.RIGHT, None))
        stabilities.append(memory.cards["a"].stability)
    assert stabilities == pytest.approx([1.887, 4.475, 7.007, 9.448, 11.816], abs=0.001)
    assert memory.cards["a"].due == NOON + 17 * DAY


def test_around_midnight_it_is_one_day() -> None:
    late, after_midnight = (datetime(2026, 12, 1, 22, 50, tzinfo=UTC) + timedelta(minutes=n) for n in (0, 15))
    memory = Memory()
    memory.review("fout", Review(late, Outcome.WRONG, None))
    assert list(memory.due(after_midnight)) == []
    assert memory.retrievability("fout", late + timedelta(hours=11)) < 0.9
    for moment in (late, after_midnight):
        memory.review("goed", Review(moment, Outcome.RIGHT, Confidence.SURE))
    assert memory.cards["goed"].spaced == 1


def _stand(history: CardHistory) -> tuple[float, float, datetime]:
    return history.stability, history.difficulty, history.due


HOURS = st.integers(-9 * 60, 15 * 60 - 1).map(lambda minutes: timedelta(minutes=minutes))
"""From noon UTC to another moment of the same study day in winter."""


@given(REVIEWS, st.data())
def test_the_hour_of_a_review_is_of_no_importance(
    reviews: list[tuple[str, Outcome, Confidence | None, int]], data: st.DataObject
) -> None:
    memory, other, day = Memory(), Memory(), noon(date(2026, 11, 24))
    for item, outcome, confidence, minutes in reviews:
        day += timedelta(days=minutes // (24 * 60 * 30))
        memory.review(item, Review(day, outcome, confidence))
        other.review(item, Review(day + data.draw(HOURS), outcome, confidence))
    assert {item: _stand(history) for item, history in memory.cards.items()} == {
        item: _stand(history) for item, history in other.cards.items()
    }
    assert [history.spaced for history in memory.cards.values()] == [h.spaced for h in other.cards.values()]
    asked = day + 20 * DAY
    assert list(memory.due(asked)) == list(other.due(asked + data.draw(HOURS)))
    assert all(memory.retrievability(item, asked) == other.retrievability(item, asked) for item in memory.cards)


def _at(*years: int | date, outcome: Outcome = Outcome.RIGHT) -> Memory:
    memory = Memory()
    for when in years:
        day = when if isinstance(when, date) else date(when, 12, 1)
        memory.review("a", Review(noon(day), outcome, None))
    return memory


@pytest.mark.parametrize("year", [2026, 2027, 2030, 2098])
def test_what_was_answered_in_the_future_comes_back_all_the_same(year: int) -> None:
    now = datetime(year, 12, 2, 12, tzinfo=UTC)
    assert list(_at(2099).due(now)) == ["a"]


def test_an_answer_of_the_future_can_be_taken_back() -> None:
    memory, now = _at(2099), noon(date(2026, 12, 3))
    assert list(memory.due(now)) == ["a"]
    memory.forget("a", noon(date(2099, 12, 1)))
    assert list(memory.due(now)) == []


def test_an_answer_of_now_settles_one_of_the_future() -> None:
    now = noon(date(2026, 12, 3))
    memory = _at(2099, date(2026, 12, 3))
    assert memory.as_of(now).cards["a"].due == now + 2 * DAY, "as if both were given today"
    assert [list(memory.due(now + day * DAY)) for day in range(3)] == [[], [], ["a"]]
    assert memory.retrievability("a", now) == 1


def test_a_wrong_clock_does_not_make_time_go_by() -> None:
    """Counted as given in 2000, the second answer would prove 26 years of knowing: 93 days."""
    now = date(2026, 12, 3)
    for wrong in (2000, 2099):
        assert _at(wrong, now).as_of(noon(now)).cards["a"].due == noon(now) + 2 * DAY
    before, after = date(2026, 11, 28), date(2026, 12, 3)
    assert _at(before, 2000, after).cards["a"].stability == _at(before, before, after).cards["a"].stability
    assert _at(before, 2000, after).cards["a"].spaced == 2
    back = _at(after, before, after)
    assert (back.cards["a"].stability, back.cards["a"].spaced) == (_at(after, after, after).cards["a"].stability, 1)


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from((2000, 2026, 2027, 2028, 2099)), st.booleans())),
    st.dates(date(2026, 12, 2), date(2100, 1, 1)),
)
def test_who_asks_gets_what_a_replay_of_what_can_be_gives(given_: list[tuple[str, int, bool]], today: date) -> None:
    """Also when it was asked on other days in between: what is known of a wrong clock depends on today alone."""
    memory = Memory()
    for item, year, right in given_:
        outcome = Outcome.RIGHT if right else Outcome.WRONG
        memory.review(item, Review(noon(date(year, 12, 1)), outcome, None))
        list(memory.due(noon(date(2027, 1, 1))))
    expected = Memory()
    for item, year, right in given_:
        day = date(year, 12, 1) if year <= today.year and date(year, 12, 1) <= today else date(2000, 1, 1)
        expected.review(item, Review(noon(day), Outcome.RIGHT if right else Outcome.WRONG, None))
    found = memory.as_of(noon(today))
    assert {item: _stand(history) for item, history in found.cards.items()} == {
        item: _stand(history) for item, history in expected.cards.items()
    }
    assert list(memory.due(noon(today))) == list(expected.due(noon(today)))


def test_intervals_stay_within_the_maximum() -> None:
    memory, now = Memory(Schedule(maximum_interval=30)), START
    for _ in range(12):
        memory.review("a", Review(now, Outcome.RIGHT, Confidence.SURE))
        due = memory.cards["a"].due
        assert due - now <= 30 * DAY
        now = due


def test_a_lower_target_brings_items_back_later() -> None:
    dues = []
    for retention in (0.95, 0.9, 0.8):
        memory = Memory(Schedule(desired_retention=retention))
        memory.review("a", Review(START, Outcome.RIGHT, None))
        dues.append(memory.cards["a"].due)
    assert dues == sorted(set(dues))
