"""Does the review queue teach? Simulated learners over half a year, and how well recall is predicted.

Ground truth: each learner forgets by FSRS-6 with parameters of their own, misses days, and answers by chance according
to what they remember. A policy never sees that truth, only answers. Re-reading is modelled as a review without a test
that brings half of the gain in stability (Roediger & Karpicke 2006 found restudy to fade faster than testing).

Run: python benchmarks/leren.py [--learners 120] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import fmean
from typing import Any

from fsrs import Card, Rating, Scheduler
from fsrs.scheduler import DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from tutor.learning import worth
from tutor.learning.days import study_day
from tutor.learning.grading import Outcome
from tutor.learning.memory import Memory, Review, Schedule
from tutor.learning.review_queue import FLOOR, REVIEW_MINUTES

DAYS = 180
LESSONS = 12
ITEMS_PER_LESSON = 10
LESSON_EVERY = 4
"""A new lesson every so many days, until all were taken."""
MISSED = 0.4
"""The chance that a learner does nothing on a day."""
SECONDS_RIGHT, SECONDS_WRONG = 18.0, 32.0
SECONDS_REREAD = 12.0
"""Per item: a lesson of ten items re-read in two minutes."""
SPREAD = 0.25
"""Standard deviation of the logarithm of a learner's own parameters."""
LEARNERS = 120
FIXED = (1, 3, 7, 16, 35, 75)
LEITNER = (1, 2, 4, 8, 16, 32)
BEGIN = datetime(2026, 1, 5, 19, 30, tzinfo=UTC)


def own_parameters(rng: Random) -> tuple[float, ...]:
    """Parameters of one learner around the defaults, within the bounds of FSRS."""
    drawn = (value * math.exp(rng.gauss(0, SPREAD)) for value in DEFAULT_PARAMETERS)
    bounds = zip(drawn, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    return tuple(min(max(value, low), high) for value, low, high in bounds)


@dataclass
class Brain:
    """What a simulated learner really remembers."""

    rng: Random
    truth: Scheduler
    cards: dict[str, Card] = field(default_factory=dict)
    seconds: float = 0

    @classmethod
    def born(cls, seed: int) -> Brain:
        """A learner with parameters of their own."""
        rng = Random(seed)
        truth = Scheduler(own_parameters(rng), learning_steps=(), relearning_steps=(), enable_fuzzing=False)
        return cls(rng, truth)

    def recall(self, item: str, now: datetime) -> float:
        """The chance that an item is known now; a guess among four for one never met."""
        card = self.cards.get(item)
        return self.truth.get_card_retrievability(card, now) if card else 0.25

    def test(self, item: str, now: datetime) -> bool:
        """Ask an item: it is known by chance, and asking changes what is remembered."""
        right = self.rng.random() < self.recall(item, now)
        card = self.cards.get(item) or Card(card_id=len(self.cards) + 1, due=now)
        self.cards[item], _ = self.truth.review_card(card, Rating.Good if right else Rating.Again, now)
        self.seconds += SECONDS_RIGHT if right else SECONDS_WRONG
        return right

    def reread(self, item: str, now: datetime) -> None:
        """Read about an item once more: half the gain of a successful test."""
        card = self.cards[item]
        after, _ = self.truth.review_card(copy(card), Rating.Good, now)
        assert card.stability is not None
        assert after.stability is not None
        after.stability = card.stability + max(0.0, after.stability - card.stability) / 2
        self.cards[item] = after
        self.seconds += SECONDS_REREAD

    def remembered(self, now: datetime) -> float:
        """How many items are known now, as an expectation."""
        return sum(self.truth.get_card_retrievability(card, now) for card in self.cards.values())


class Ours:
    """The scheduler and queue of the tutor."""

    def __init__(self, retention: float = 0.9) -> None:
        self.name = f"Raadstutor, doel {retention:.0%}"
        self.memory = Memory(Schedule(desired_retention=retention))
        self.predictions: list[tuple[float, bool]] = []

    def learned(self, item: str, right: bool, now: datetime) -> None:
        """An item was met in a lesson, or reviewed."""
        self.memory.review(item, Review(now, Outcome.RIGHT if right else Outcome.WRONG, None))

    def session(self, brain: Brain, now: datetime) -> None:
        """The review of a day."""
        today = study_day(now)
        cards = [
            worth.Card(item, item, card.stability, card.difficulty, card.since(today))
            for item, card in self.memory.cards.items()
        ]
        for pick in worth.fill(cards, REVIEW_MINUTES, floor=FLOOR):
            item = pick.item
            predicted = self.memory.retrievability(item, now)
            right = brain.test(item, now)
            self.predictions.append((predicted, right))
            self.learned(item, right, now)


class Intervals:
    """Fixed steps: right goes one step on, wrong back to the first, or one step back."""

    def __init__(self, name: str, steps: Sequence[int], back: Callable[[int], int]) -> None:
        self.name = name
        self._steps = steps
        self._back = back
        self._at: dict[str, tuple[int, datetime]] = {}

    def learned(self, item: str, right: bool, now: datetime) -> None:
        """An item was met in a lesson, or reviewed."""
        step = self._at[item][0] if item in self._at else -1
        step = min(step + 1, len(self._steps) - 1) if right or step < 0 else self._back(step)
        self._at[item] = (step, now + timedelta(days=self._steps[step]))

    def session(self, brain: Brain, now: datetime) -> None:
        """The review of a day."""
        due = sorted((at, item) for item, (_, at) in self._at.items() if at.date() <= now.date())
        for _, item in due[:15]:
            self.learned(item, brain.test(item, now), now)


class Rereading:
    """The fixed steps, but reading again instead of being asked."""

    name = "herlezen (1-3-7-16-35-75)"

    def __init__(self) -> None:
        self._at: dict[str, tuple[int, datetime]] = {}

    def learned(self, item: str, right: bool, now: datetime) -> None:
        """An item was met in a lesson, or reviewed."""
        self._at[item] = (0, now + timedelta(days=FIXED[0]))

    def session(self, brain: Brain, now: datetime) -> None:
        """The review of a day."""
        due = sorted((at, item) for item, (_, at) in self._at.items() if at.date() <= now.date())
        for _, item in due[:15]:
            brain.reread(item, now)
            step = min(self._at[item][0] + 1, len(FIXED) - 1)
            self._at[item] = (step, now + timedelta(days=FIXED[step]))


class Nothing:
    """No review at all: what the lessons alone leave behind."""

    name = "niets"

    def learned(self, item: str, right: bool, now: datetime) -> None:
        """Nobody keeps this."""

    def session(self, brain: Brain, now: datetime) -> None:
        """No review."""


Policy = Ours | Intervals | Rereading | Nothing
POLICIES: tuple[Callable[[], Policy], ...] = (
    Ours,
    lambda: Ours(0.8),
    lambda: Intervals("vast (1-3-7-16-35-75)", FIXED, lambda step: 0),
    lambda: Intervals("Leitner (1-2-4-8-16-32)", LEITNER, lambda step: 0),
    Rereading,
)


@dataclass(frozen=True)
class Life:
    """Half a year of one learner."""

    end: float
    """Items remembered on the last day."""
    mean: float
    """Items remembered on an average day."""
    minutes: float
    """Minutes of review, lessons not counted."""

    def gain(self, nothing: Life) -> float:
        """Items remembered on an average day beyond what the lessons alone leave, per minute of review."""
        return (self.mean - nothing.mean) / self.minutes


def live(policy: Policy, seed: int) -> Life:
    """Half a year. Which days are missed depends on the seed only, so that policies meet the same life."""
    brain, days = Brain.born(seed), Random(f"days {seed}")
    taken = 0
    level: list[float] = []
    for day in range(DAYS):
        now = BEGIN + timedelta(days=day)
        if days.random() >= MISSED:
            policy.session(brain, now)
            if taken < LESSONS and day >= taken * LESSON_EVERY:
                before = brain.seconds
                for number in range(ITEMS_PER_LESSON):
                    item = f"{taken:02}-{number:02}"
                    policy.learned(item, brain.test(item, now), now)
                brain.seconds = before
                taken += 1
        level.append(brain.remembered(now))
    return Life(end=level[-1], mean=fmean(level), minutes=max(brain.seconds / 60, 1e-9))


def interval(ratios: Sequence[float], rng: Random, rounds: int = 2000) -> tuple[float, float]:
    """A 95 per cent bootstrap interval of the mean."""
    means = sorted(fmean(rng.choices(ratios, k=len(ratios))) for _ in range(rounds))
    return means[round(0.025 * rounds)], means[round(0.975 * rounds) - 1]


def log_loss(pairs: Iterable[tuple[float, bool]]) -> float:
    """Mean negative log likelihood; predictions are kept away from 0 and 1."""
    return fmean(-math.log(min(max(p if right else 1 - p, 1e-4), 1.0)) for p, right in pairs)


def rmse(pairs: Iterable[tuple[float, bool]]) -> float:
    """Root mean square difference between the predicted chance and what happened (0 or 1)."""
    return math.sqrt(fmean((p - right) ** 2 for p, right in pairs))


def calibration(pairs: Sequence[tuple[float, bool]], bins: int = 20) -> float:
    """Root mean square difference between predicted and observed recall, over bins of equal prediction."""
    groups: dict[int, list[tuple[float, bool]]] = {}
    for pair in pairs:
        groups.setdefault(min(int(pair[0] * bins), bins - 1), []).append(pair)
    squares = (len(g) * (fmean(p for p, _ in g) - fmean(float(right) for _, right in g)) ** 2 for g in groups.values())
    return math.sqrt(sum(squares) / len(pairs))


def run(learners: int) -> dict[str, Any]:
    """All policies over the same learners, as plain values."""
    lives: dict[str, list[Life]] = {}
    predictions: list[tuple[float, bool]] = []
    for make in POLICIES:
        for seed in range(learners):
            policy = make()
            lives.setdefault(policy.name, []).append(live(policy, seed))
            if isinstance(policy, Ours) and make is Ours:
                predictions += policy.predictions
    nothing = [live(Nothing(), seed) for seed in range(learners)]
    ours, rng = lives[Ours().name], Random(7)
    rows = []
    for name, found in lives.items():
        ratios = [mine.gain(none) / other.gain(none) for mine, other, none in zip(ours, found, nothing, strict=True)]
        low, high = interval(ratios, rng)
        rows.append(
            {
                "policy": name,
                "remembered_mean": fmean(life.mean for life in found),
                "remembered_end": fmean(life.end for life in found),
                "minutes": fmean(life.minutes for life in found),
                "ours_per_minute": fmean(ratios),
                "low": low,
                "high": high,
            }
        )
    base = fmean(float(right) for _, right in predictions)
    constant = [(base, right) for _, right in predictions]
    return {
        "learners": learners,
        "items": LESSONS * ITEMS_PER_LESSON,
        "remembered_without_review": fmean(life.mean for life in nothing),
        "policies": rows,
        "prediction": {
            "reviews": len(predictions),
            "log_loss": log_loss(predictions),
            "log_loss_constant": log_loss(constant),
            "rmse": rmse(predictions),
            "rmse_constant": rmse(constant),
            "calibration": calibration(predictions),
        },
    }


def main() -> None:
    """Print the table, and write it as JSON when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=LEARNERS)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    found = run(arguments.learners)
    print(f"{found['learners']} learners, {DAYS} days, {found['items']} items")
    print(f"without review: {found['remembered_without_review']:.1f} items remembered on an average day")
    print(f"{'policy':28} {'mean':>6} {'end':>6} {'min':>6}   gain per minute, ours against this one (95%)")
    for row in found["policies"]:
        print(
            f"{row['policy']:28} {row['remembered_mean']:6.1f} {row['remembered_end']:6.1f} {row['minutes']:6.1f}"
            f"   {row['ours_per_minute']:.2f} ({row['low']:.2f}-{row['high']:.2f})"
        )
    for name, value in found["prediction"].items():
        print(f"{name}: {value:.4f}" if isinstance(value, float) else f"{name}: {value}")
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
