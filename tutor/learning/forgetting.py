"""FSRS-6 in closed form, in days: how a memory fades, and what an answer does to it.

The formulas and default parameters are those of py-fsrs 6.3, without steps and fuzz; the tests compare. They stand here
because the review queue asks what py-fsrs has no function for: what an answer *would* do, and how many days of
remembering lie under the curve.
"""

from __future__ import annotations

from enum import IntEnum
from math import exp

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
