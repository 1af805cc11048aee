"""How likely an answer is right: FSRS, corrected by what this learner's own answers showed.

A logistic regression over six features with Gaussian weights, updated after each answer by one Newton step of rank one
(an extended Kalman filter, as in online Laplace approximation). It begins as FSRS itself, and on the few thousand
answers that a learner gives it does better than fitted parameters. For what is shown and for mastery; the queue goes by
FSRS.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from math import exp, log, log1p
from operator import mul

from msgspec import Struct

from tutor.learning.forgetting import recall

SPREADS = (0.5, 0.3, 0.3, 0.3, 0.3, 0.3)
"""Standard deviations of the weights before any answer."""
DRIFT = 1e-4
"""How much of its first variance each weight gets back per answer: people change."""
_SIX = range(len(SPREADS))
_EDGE = 0.002
"""Chances are kept so far from 0 and 1."""


class Seen(Struct, frozen=True, array_like=True):
    """A first try on a later day than the one before it, and the card before it."""

    item: str
    at: datetime
    days: int
    stability: float
    difficulty: float
    answers: int
    lapses: int
    right: bool
    guess: float


def features(days: int, stability: float, difficulty: float, answers: int, lapses: int) -> tuple[float, ...]:
    """What is known of a card before an answer. On the day of an answer it is asked for the next day."""
    chance = min(max(recall(max(days, 1), stability), _EDGE), 1 - _EDGE)
    return 1.0, log(chance / (1 - chance)), log(stability), (difficulty - 5) / 5, log1p(answers), log1p(lapses)


class Correction:
    """The weights, and how sure they are."""

    def __init__(self) -> None:
        self.weights = [0.0, 1.0, 0.0, 0.0, 0.0, 0.0]
        self._covariance = [[a * a if row == column else 0.0 for column in _SIX] for row, a in enumerate(SPREADS)]

    @classmethod
    def learned(cls, answers: Iterable[Seen]) -> Correction:
        """What these answers showed, oldest first."""
        correction = cls()
        for seen in answers:
            x = features(seen.days, seen.stability, seen.difficulty, seen.answers, seen.lapses)
            correction.learn(x, right=seen.right, guess=seen.guess)
        return correction

    def chance(self, x: Sequence[float]) -> float:
        """The chance, 0 to 1, that it is known."""
        at = sum(map(mul, self.weights, x))
        return 1 / (1 + exp(-min(max(at, -30.0), 30.0)))

    def learn(self, x: Sequence[float], *, right: bool, guess: float) -> None:
        """Take an answer in. A right one may have been a guess."""
        known = self.chance(x)
        slope, was_right = known * (1 - known), guess + (1 - guess) * known
        if slope < 1e-9:
            return
        # Gradient and Fisher information of the answer with respect to the logit.
        gradient = (1 - guess) * slope / was_right if right else -known
        information = (1 - guess) * slope * slope / (was_right * (1 - known))
        for place, (row, spread) in enumerate(zip(self._covariance, SPREADS, strict=True)):
            row[place] += DRIFT * spread * spread
        toward = [sum(map(mul, row, x)) for row in self._covariance]
        scale = 1 + information * sum(map(mul, toward, x))
        step, shrink = gradient / scale, information / scale
        self.weights = [weight + step * one for weight, one in zip(self.weights, toward, strict=True)]
        for row, one in zip(self._covariance, toward, strict=True):
            less = shrink * one
            row[:] = [cell - less * other for cell, other in zip(row, toward, strict=True)]
