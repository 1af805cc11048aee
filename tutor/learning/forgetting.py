"""FSRS-6 in closed form, in days: how a memory fades, what an answer does to it, and how likely one is right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import IntEnum
from math import exp, log, log1p
from operator import mul

from msgspec import Struct

W = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796),
    *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
)
"""Default parameters of FSRS-6, in its order."""
DECAY = W[20]
FACTOR = 0.9 ** (-1 / DECAY) - 1
"""So that the chance is 0.9 after as many days as the stability."""
_LEAST = 0.001
_GROWTH = exp(W[8])
_SAME_DAY = exp(W[17] * W[18])
_EASIEST = W[4] - exp(W[5] * 3) + 1


class Rating(IntEnum):
    """How an answer went, in the words of FSRS."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


def recall(days: float, stability: float) -> float:
    """The chance, 0 to 1, of knowing something so many days after the last answer."""
    return float((1 + FACTOR * days / stability) ** -DECAY)


def days_until(chance: float, stability: float) -> float:
    """After how many days the chance has sunk to this."""
    return float(stability / FACTOR * (chance ** (-1 / DECAY) - 1))


def remembered(stability: float, begin: float, end: float) -> float:
    """Expected days of knowing between two moments, in days after the last answer: the area under the curve."""
    first, last = 1 + FACTOR * begin / stability, 1 + FACTOR * end / stability
    return float(stability / (FACTOR * (1 - DECAY)) * (last ** (1 - DECAY) - first ** (1 - DECAY)))


def up(stability: float, difficulty: float, chance: float, bonus: float = 1) -> float:
    """The stability after a right answer, when the chance of knowing it was this."""
    growth = _GROWTH * (11 - difficulty) * stability ** -W[9] * (exp((1 - chance) * W[10]) - 1)
    return float(stability * (1 + growth * bonus))


def down(stability: float, difficulty: float, chance: float) -> float:
    """The stability after a wrong answer."""
    long = W[11] * difficulty ** -W[12] * ((stability + 1) ** W[13] - 1) * exp((1 - chance) * W[14])
    return float(max(_LEAST, min(long, stability / _SAME_DAY)))


def first(rating: Rating) -> tuple[float, float]:
    """Stability and difficulty after the first answer."""
    return W[rating - 1], _bounded(W[4] - exp(W[5] * (rating - 1)) + 1)


def after(stability: float, difficulty: float, days: int, rating: Rating) -> tuple[float, float]:
    """Stability and difficulty after an answer so many days after the one before it."""
    chance = recall(days, stability)
    if days < 1:
        change = exp(W[17] * (rating - 3 + W[18])) * stability ** -W[19]
        grown = max(_LEAST, stability * (max(change, 1) if rating > Rating.AGAIN else change))
    elif rating is Rating.AGAIN:
        grown = down(stability, difficulty, chance)
    else:
        bonus = W[15] if rating is Rating.HARD else W[16] if rating is Rating.EASY else 1
        grown = up(stability, difficulty, chance, bonus)
    harder = difficulty - W[6] * (rating - 3) * (10 - difficulty) / 9
    return grown, _bounded(W[7] * _EASIEST + (1 - W[7]) * harder)


def interval(stability: float, retention: float, most: int) -> int:
    """Whole days, at least one, until the chance has sunk to the wanted retention."""
    return min(max(round(days_until(retention, stability)), 1), most)


def _bounded(difficulty: float) -> float:
    return min(max(difficulty, 1), 10)


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
