"""Predictions begin as FSRS, and learn how this learner differs from it."""

from __future__ import annotations

from datetime import timedelta
from math import log
from random import Random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.learning.samples import START
from tutor.learning.answers import Outcome
from tutor.learning.forgetting import Correction, features, recall
from tutor.learning.memory import WINDOW, Memory, Review

DAY = timedelta(days=1)
CARDS = st.tuples(st.integers(1, 400), st.floats(0.3, 200), st.floats(1, 10), st.integers(1, 20), st.integers(0, 9))


@given(CARDS)
def test_before_any_answer_it_is_fsrs(card: tuple[int, float, float, int, int]) -> None:
    expected = min(max(recall(card[0], card[1]), 0.002), 0.998)
    assert Correction().chance(features(*card)) == pytest.approx(expected)


@given(CARDS, st.booleans(), st.sampled_from((0.0, 1 / 3)))
def test_a_right_answer_never_lowers_and_a_wrong_one_never_raises_the_chance(
    card: tuple[int, float, float, int, int], right: bool, guess: float
) -> None:
    correction, x = Correction(), features(*card)
    before = correction.chance(x)
    correction.learn(x, right=right, guess=guess)
    assert (correction.chance(x) - before) * (1 if right else -1) >= -1e-9
    if right:
        sure = Correction()
        sure.learn(x, right=True, guess=0)
        assert correction.chance(x) <= sure.chance(x) + 1e-9, "a right answer that may be a guess proves less"


def _losses(forgets: float, guess: float, seed: int) -> tuple[float, float]:
    """Log-loss of FSRS and of ours, each answer predicted before it, of somebody who forgets so many times faster."""
    rng, correction = Random(seed), Correction()
    plain, ours = list[float](), list[float]()
    for _ in range(1_500):
        card = (rng.randint(1, 60), rng.lognormvariate(2, 1), rng.uniform(1, 9), rng.randint(1, 8), rng.randint(0, 3))
        right = rng.random() < guess + (1 - guess) * recall(card[0] * forgets, card[1])
        x = features(*card)
        for losses, known in ((plain, recall(card[0], card[1])), (ours, correction.chance(x))):
            chance = min(max(guess + (1 - guess) * known, 0.001), 0.999)
            losses.append(-log(chance if right else 1 - chance))
        correction.learn(x, right=right, guess=guess)
    return fmean(plain), fmean(ours)


@pytest.mark.parametrize("guess", [0, 1 / 3])
@pytest.mark.parametrize("forgets", [8, 0.1])
def test_who_forgets_otherwise_is_predicted_better_than_by_fsrs(forgets: float, guess: float) -> None:
    """Seen red with the gradient turned round, and with the weights not updated."""
    losses = [_losses(forgets, guess, seed) for seed in range(3)]
    assert all(ours < plain - 0.01 for plain, ours in losses), losses


def test_who_is_as_fsrs_says_loses_little_by_it() -> None:
    assert all(ours < plain + 0.01 for plain, ours in (_losses(1, 0, seed) for seed in range(3)))


def test_a_memory_learns_from_answers_on_later_days_and_forgets_what_was_taken_back() -> None:
    memory = Memory()
    for at, outcome in ((START, Outcome.RIGHT), (START + DAY / 24, Outcome.WRONG), (START + 9 * DAY, Outcome.WRONG)):
        memory.review("a", Review(at, outcome, None))
    assert [(seen.days, seen.right, seen.answers) for seen in memory.seen] == [(9, False, 2)]
    assert memory.correction.weights != Correction().weights
    memory.forget("a", START + 9 * DAY)
    assert memory.seen == []
    assert memory.correction.weights == Correction().weights


def test_so_many_answers_are_looked_back_at_and_no_more() -> None:
    memory = Memory()
    for number in range(2 * WINDOW + 5):
        memory.review("a", Review(START + number * DAY, Outcome.RIGHT, None))
    assert WINDOW <= len(memory.seen) < 2 * WINDOW
