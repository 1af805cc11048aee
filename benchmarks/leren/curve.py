"""FSRS-6 in closed form for any parameters: fast enough for millions of simulated answers.

`tests/test_benchmarks.py` holds it beside py-fsrs. Times are days; stability is the time after which the chance of
recall is 0.9, difficulty lies between 1 and 10.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from tutor.learning.forgetting import W

STABILITY_MIN = 0.001


class Curve:
    """How memory changes with an answer, for one set of parameters."""

    def __init__(self, parameters: Sequence[float] = W) -> None:
        self.parameters = w = tuple(parameters)
        self.decay = -w[20]
        self.factor = 0.9 ** (1 / self.decay) - 1
        self._growth = math.exp(w[8])
        self._most = math.exp(-w[17] * w[18])
        self._easy = w[4] - math.exp(3 * w[5]) + 1

    def recall(self, elapsed: float, stability: float) -> float:
        """The chance of recall after so many days."""
        return float((1 + self.factor * elapsed / stability) ** self.decay)

    def first(self, right: bool) -> tuple[float, float]:
        """Stability and difficulty after the first answer (Good or Again)."""
        w, rating = self.parameters, 3 if right else 1
        return w[rating - 1], min(max(w[4] - math.exp(w[5] * (rating - 1)) + 1, 1.0), 10.0)

    def right(self, stability: float, difficulty: float, recall: float) -> float:
        """Stability after a right answer (Good) that had this chance."""
        w = self.parameters
        grown = self._growth * (11 - difficulty) * stability ** -w[9] * (math.exp((1 - recall) * w[10]) - 1)
        return float(stability * (1 + grown))

    def wrong(self, stability: float, difficulty: float, recall: float) -> float:
        """Stability after a wrong answer (Again)."""
        w = self.parameters
        left = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * math.exp((1 - recall) * w[14])
        return float(max(min(left, stability * self._most), STABILITY_MIN))

    def same_day(self, stability: float, right: bool) -> float:
        """Stability after an answer within 24 hours of the one before it."""
        w = self.parameters
        change = math.exp(w[17] * ((0 if right else -2) + w[18])) * stability ** -w[19]
        return float(max(stability * (max(change, 1.0) if right else change), STABILITY_MIN))

    def harder(self, difficulty: float, right: bool) -> float:
        """Difficulty after an answer."""
        w = self.parameters
        moved = difficulty + (0.0 if right else 2 * w[6]) * (10 - difficulty) / 9
        return min(max(w[7] * self._easy + (1 - w[7]) * moved, 1.0), 10.0)

    def days_until(self, recall: float, stability: float) -> float:
        """When the chance of recall has fallen so far."""
        return float(stability / self.factor * (recall ** (1 / self.decay) - 1))
