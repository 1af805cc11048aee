"""Truths: what a simulated learner really remembers. A policy never sees them, only answers.

Five published models that disagree on what a review does, so that no policy wins because the truth is its own model.
Constants that no publication fixes are chosen so that half of what a lesson teaches is gone after two to eight weeks.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.leren.curve import Curve
from tutor.learning.forgetting import W

RIGHT, WRONG = 55.0, 147.0
"""Seconds that an answer and its explanation take, the mean over the questions that are shipped; a wrong one is tried
again, and comes back at the end (`tutor/learning/minutes.py`)."""
ITEMS_DIFFER = 0.3
"""Standard deviation of the logarithm of how long one item lasts beside another."""
LEAST = (0.001,) * 4 + (1.0,) + (0.001,) * 3 + (0.0, 0.0) + (0.001,) * 4 + (0.0, 0.0, 1.0) + (0.0,) * 3 + (0.1,)
MOST = (100.0,) * 4 + (10.0, 4.0, 4.0, 0.75, 4.5, 0.8, 3.5, 5.0, 0.25, 0.9, 4.0, 1.0, 6.0, 2.0, 2.0, 0.8, 0.8)
"""Bounds that py-fsrs has for the parameters of FSRS-6."""
KNOWN_DAYS = 60.0
"""Median stability, in days, of what a learner knew before the lesson."""


@dataclass(frozen=True)
class Answer:
    """What a policy sees of an answer."""

    right: bool
    sure: bool
    seconds: float


@dataclass(frozen=True)
class Person:
    """What is drawn before anything is learned."""

    rng: Random
    goals: Sequence[int]
    """The goal of each item; only where items help each other it matters."""
    spread: float = 0.25
    """Standard deviation of the logarithm of a learner's own parameters."""
    transfer: float = 0.0
    """The part of a review that siblings of the same goal get as well."""
    known: frozenset[int] = frozenset()
    """Items that the learner knew before the lesson."""

    def own(self, value: float) -> float:
        """A parameter of this learner around a published one."""
        return value * math.exp(self.rng.gauss(0, self.spread))

    def ease(self) -> list[float]:
        """How much longer or shorter each item lasts."""
        return [math.exp(self.rng.gauss(0, ITEMS_DIFFER)) for _ in self.goals]


class World(ABC):
    """A memory. Moments are days since the beginning; items are numbers."""

    @abstractmethod
    def learn(self, item: int, now: float, understood: bool) -> None:
        """An item is met in its lesson."""

    @abstractmethod
    def recall(self, item: int, now: float) -> float:
        """The chance that an item that was met is known."""

    @abstractmethod
    def review(self, item: int, now: float, recalled: bool) -> None:
        """An item is asked, and the explanation read."""


class Fsrs(World):
    """FSRS-6 with own parameters. With transfer a review is a part of a review for the siblings that were met:
    their stability and their recall each go that part of the way."""

    def __init__(self, person: Person) -> None:
        drawn = (person.own(value) for value in W)
        bounds = zip(drawn, LEAST, MOST, strict=True)
        self.curve = Curve([min(max(value, low), high) for value, low, high in bounds])
        self._ease, self._transfer = person.ease(), person.transfer
        self._before = {item: KNOWN_DAYS * person.own(1.0) for item in sorted(person.known)}
        groups: dict[int, list[int]] = {}
        for item, goal in enumerate(person.goals):
            groups.setdefault(goal, []).append(item)
        self._siblings = [[other for other in groups[goal] if other != item] for item, goal in enumerate(person.goals)]
        self.stability, self.difficulty, self.last = dict[int, float](), dict[int, float](), dict[int, float]()

    def learn(self, item: int, now: float, understood: bool) -> None:  # noqa: D102
        stability, self.difficulty[item] = self.curve.first(understood)
        self.stability[item] = max(stability * self._ease[item], self._before.get(item, 0.0))
        self.last[item] = now

    def recall(self, item: int, now: float) -> float:  # noqa: D102
        return self.curve.recall(now - self.last[item], self.stability[item])

    def review(self, item: int, now: float, recalled: bool) -> None:  # noqa: D102
        stability, difficulty, chance = self.stability[item], self.difficulty[item], self.recall(item, now)
        change = self.curve.right if recalled else self.curve.wrong
        self.stability[item] = change(stability, difficulty, chance)
        self.difficulty[item] = self.curve.harder(difficulty, recalled)
        self.last[item] = now
        if self._transfer:
            for sibling in self._siblings[item]:
                if sibling in self.last:
                    self._refresh(sibling, now)

    def _refresh(self, item: int, now: float) -> None:
        stability, chance = self.stability[item], self.recall(item, now)
        grown = self.curve.right(stability, self.difficulty[item], chance)
        self.stability[item] = stability + self._transfer * (grown - stability)
        chance += self._transfer * (1 - chance)
        self.last[item] = now - self.curve.days_until(chance, self.stability[item])


class ActR(World):
    """Pavlik & Anderson (2005): activation is the logarithm of a sum of traces that fade as a power of time, and a
    trace fades faster when activation was high (which makes spacing work). Their constants; outside of a session time
    goes at 0.025. A lesson and a review leave three traces each: what is read or retrieved, the question, its answer.
    """

    A, C, THRESHOLD, NOISE, OUTSIDE = 0.177, 0.217, -0.704, 0.255, 0.025
    TRACES = 3.0

    def __init__(self, person: Person) -> None:
        self.a, self.c = person.own(self.A), person.own(self.C)
        self._shift = [math.log(ease) * 0.75 for ease in person.ease()]
        self.traces: dict[int, list[tuple[float, float, float]]] = {}
        """Weight, moment and decay of each trace."""

    def strength(self, item: int, now: float) -> float:
        """The sum of the traces; its logarithm is the activation."""
        scale = 86_400 * self.OUTSIDE
        traces = self.traces[item]
        return float(sum(weight * max((now - at) * scale, 1.0) ** -decay for weight, at, decay in traces))

    def learn(self, item: int, now: float, understood: bool) -> None:  # noqa: D102
        self.traces[item] = [(self.TRACES if understood else self.TRACES / 2, now, self.a)]

    def recall(self, item: int, now: float) -> float:  # noqa: D102
        activation = math.log(self.strength(item, now)) + self._shift[item]
        return 1 / (1 + math.exp((self.THRESHOLD - activation) / self.NOISE))

    def review(self, item: int, now: float, recalled: bool) -> None:  # noqa: D102
        self.traces[item].append((self.TRACES, now, self.a + self.c * self.strength(item, now)))


class Mcm(World):
    """The multiscale context model (Mozer, Pashler, Cepeda, Lindsey & Vul 2009): integrators that leak at scales from
    days to years; each learns what those that leak faster did not hold any more, and nine times as much when the item
    was recalled."""

    SCALES, FASTEST, RATIO, WEIGHT, RECALLED = 8, 1.0, 3.0, 0.9, 9.0

    def __init__(self, person: Person) -> None:
        slow = person.own(1.0)
        self._time = [slow * ease for ease in person.ease()]
        self.scales = [self.FASTEST * self.RATIO**place for place in range(self.SCALES)]
        self.weights = [self.WEIGHT**place for place in range(self.SCALES)]
        self.pools: dict[int, tuple[float, list[float]]] = {}
        """When an item was last learned, and its integrators then."""

    def held(self, item: int, now: float) -> list[float]:
        """The integrators now."""
        at, pools = self.pools[item]
        past = (now - at) / self._time[item]
        return [pool * math.exp(-past / scale) for pool, scale in zip(pools, self.scales, strict=True)]

    def strengths(self, pools: Sequence[float]) -> list[float]:
        """Of each integrator together with all that leak faster."""
        found, total, weight = [], 0.0, 0.0
        for pool, part in zip(pools, self.weights, strict=True):
            total, weight = total + pool * part, weight + part
            found.append(total / weight)
        return found

    def learn(self, item: int, now: float, understood: bool) -> None:  # noqa: D102
        self.pools[item] = (now, [1.0 if understood else 0.4] * self.SCALES)

    def recall(self, item: int, now: float) -> float:  # noqa: D102
        return min(1.0, self.strengths(self.held(item, now))[-1])

    def review(self, item: int, now: float, recalled: bool) -> None:  # noqa: D102
        pools = self.held(item, now)
        step = self.RECALLED if recalled else 1.0
        both = zip(pools, self.strengths(pools), strict=True)
        self.pools[item] = (now, [pool + step * max(0.0, 1 - strength) for pool, strength in both])


class Hlr(World):
    """Half-life regression (Settles & Meeder 2016): recall is two to the power of minus time over half-life, and
    half-life two to the power of a weighted sum of the roots of how often it went right and wrong. Spacing does
    nothing. Half-lives lie between 15 minutes and 9 months, as there."""

    BIAS, RIGHT, WRONG = -0.5, 4.0, -0.5
    LEAST, MOST = 15 / (24 * 60), 274.0

    def __init__(self, person: Person) -> None:
        slow = person.own(1.0)
        self._ease = [slow * ease for ease in person.ease()]
        self.counts: dict[int, tuple[int, int]] = {}
        self.last: dict[int, float] = {}

    def half_life(self, item: int) -> float:
        """Days."""
        right, wrong = self.counts[item]
        half = 2 ** (self.BIAS + self.RIGHT * math.sqrt(1 + right) + self.WRONG * math.sqrt(1 + wrong))
        return min(max(half * self._ease[item], self.LEAST), self.MOST)

    def learn(self, item: int, now: float, understood: bool) -> None:  # noqa: D102
        self.counts[item], self.last[item] = (int(understood), int(not understood)), now

    def recall(self, item: int, now: float) -> float:  # noqa: D102
        return float(2 ** (-(now - self.last[item]) / self.half_life(item)))

    def review(self, item: int, now: float, recalled: bool) -> None:  # noqa: D102
        right, wrong = self.counts[item]
        self.counts[item], self.last[item] = (right + recalled, wrong + (not recalled)), now
