"""Other ways to choose what comes back: as published, and over a range of their own knob.

A rival is told what was answered and says what it wants to ask today: what is due, and what would be due soonest after
that, so that whoever has minutes left can use them. None of them has a button for "sure".
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import chain, repeat
from random import Random

from benchmarks.leren.curve import Curve
from benchmarks.leren.worlds import RIGHT, WRONG, Answer

FIXED = (1, 3, 7, 16, 35, 75)
LEITNER = (1, 2, 4, 8, 16, 32)
DEFAULT = Curve()
PIECES = 90
"""Of a lesson; more than anybody does in one session."""
Place = tuple[int, int]
"""A lesson, and the piece of it where the learner is."""


class Rival:
    """A policy over items that have a day on which they come back."""

    lessons_first = False
    """When lessons cost minutes as well; a program that only knows cards offers its reviews first."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.due: dict[int, float] = {}
        """The study day on which each item that was met comes back."""

    def seen(self, item: int, day: int, right: bool) -> None:
        """An item was met in a lesson, or asked again."""

    def answered(self, item: int, moment: float, answer: Answer) -> None:
        """The same, as a life tells it."""
        self.seen(item, int(moment), answer.right)

    def session(self, moment: float, seconds: float, lesson: Place | None) -> Iterable[int | None]:
        """What is due, then lessons, then what is not due yet."""
        due, ahead = self.today(int(moment))
        study = repeat(None, PIECES if lesson else 0)
        return chain(study, due, ahead) if self.lessons_first else chain(due, study, ahead)

    def today(self, day: int) -> tuple[list[int], list[int]]:
        """What is due, in the order to ask it, and what is not due yet, soonest first."""
        waiting = sorted(self.due, key=self.due.__getitem__)
        number = sum(at <= day for at in self.due.values())
        return self.order(waiting[:number], day), waiting[number:]

    def order(self, due: list[int], day: int) -> list[int]:
        """Longest overdue first, unless a rival says otherwise."""
        return due


class Steps(Rival):
    """Fixed steps in days: right goes one step on, wrong back to the first (Leitner's boxes are such steps too)."""

    def __init__(self, name: str, steps: Sequence[float]) -> None:
        super().__init__(name)
        self._steps = steps
        self._at: dict[int, int] = {}

    def seen(self, item: int, day: int, right: bool) -> None:  # noqa: D102
        step = self._at[item] + 1 if right and item in self._at else 0
        self._at[item] = min(step, len(self._steps) - 1)
        self.due[item] = day + self._steps[self._at[item]]


class Sm2(Rival):
    """SM-2 (Wozniak 1990), with 4 for right and 2 for wrong: 1 day, 6 days, then times the ease, which a 4 leaves as it
    was; wrong begins again without a change of ease."""

    EASE = 2.5

    def __init__(self, name: str = "SM-2", stretch: float = 1.0) -> None:
        super().__init__(name)
        self._stretch = stretch
        self._run: dict[int, tuple[int, float]] = {}
        """Right answers in a row, and the last interval."""

    def seen(self, item: int, day: int, right: bool) -> None:  # noqa: D102
        count, interval = self._run.get(item, (0, 0.0))
        interval = (1.0, 6.0)[count] if right and count < 2 else interval * self.EASE if right else 1.0
        self._run[item] = (count + 1 if right else 0, interval)
        self.due[item] = day + max(1, round(interval * self._stretch))


class ByFsrs(Rival):
    """FSRS-6 with its default parameters. `retention` gives the chance at which an item of this stability and
    difficulty comes back."""

    MOST = 36_500

    def __init__(self, name: str, retention: Callable[[float, float], float], by: str = "due") -> None:
        super().__init__(name)
        self._retention, self._by = retention, by
        self.state: dict[int, tuple[float, float, int]] = {}
        """Stability, difficulty and the day of the last answer."""

    def seen(self, item: int, day: int, right: bool) -> None:  # noqa: D102
        if item not in self.state:
            stability, difficulty = DEFAULT.first(right)
        else:
            stability, difficulty, last = self.state[item]
            recall = DEFAULT.recall(day - last, stability)
            stability = (DEFAULT.right if right else DEFAULT.wrong)(stability, difficulty, recall)
            difficulty = DEFAULT.harder(difficulty, right)
        self.state[item] = (stability, difficulty, day)
        until = DEFAULT.days_until(self._retention(stability, difficulty), stability)
        self.due[item] = day + min(max(round(until), 1), self.MOST)

    def recall(self, item: int, day: int) -> float:
        """As the default parameters have it."""
        stability, _, last = self.state[item]
        return DEFAULT.recall(day - last, stability)

    def order(self, due: list[int], day: int) -> list[int]:  # noqa: D102
        match self._by:
            case "recall":
                return sorted(due, key=lambda item: -self.recall(item, day))
            case "difficulty":
                return sorted(due, key=lambda item: self.state[item][1])
        return due


def fsrs(retention: float, by: str = "due") -> Rival:
    """FSRS at one desired retention."""
    return ByFsrs(f"FSRS {retention:.2f}, {by}", lambda stability, difficulty: retention, by)


class Before(Rival):
    """The queue of this program before it counted minutes, as it was measured in November 2026: FSRS-6 at 0.9, the 200
    longest overdue by highest recall, never more than 15 items. It told FSRS times of the clock, so that a review on
    the next day at an earlier hour counted as one of the same day."""

    LOOK_AHEAD, SESSION, RETENTION, MOST = 200, 15, 0.9, 180

    def __init__(self) -> None:
        super().__init__("Raadstutor, tot november 2026")
        self.state: dict[int, tuple[float, float, float]] = {}
        """Stability, difficulty and the moment of the last answer."""

    def answered(self, item: int, moment: float, answer: Answer) -> None:  # noqa: D102
        if item not in self.state:
            stability, difficulty = DEFAULT.first(answer.right)
        else:
            stability, difficulty, last = self.state[item]
            if moment - last < 1:
                stability = DEFAULT.same_day(stability, answer.right)
            else:
                recall = DEFAULT.recall(int(moment - last), stability)
                stability = (DEFAULT.right if answer.right else DEFAULT.wrong)(stability, difficulty, recall)
            difficulty = DEFAULT.harder(difficulty, answer.right)
        self.state[item] = (stability, difficulty, moment)
        interval = min(max(round(DEFAULT.days_until(self.RETENTION, stability)), 1), self.MOST)
        self.due[item] = int(moment) + interval

    def today(self, day: int) -> tuple[list[int], list[int]]:  # noqa: D102
        due, _ = super().today(day)
        state = self.state
        weighed = due[: self.LOOK_AHEAD]
        weighed.sort(key=lambda item: -DEFAULT.recall(int(day + 0.5 - state[item][2]), state[item][0]))
        return weighed[: self.SESSION], []


class Chance(Rival):
    """Any item that was met."""

    def __init__(self) -> None:
        super().__init__("willekeurig")
        self._rng = Random(11)

    def seen(self, item: int, day: int, right: bool) -> None:  # noqa: D102
        self.due[item] = day

    def order(self, due: list[int], day: int) -> list[int]:  # noqa: D102
        return self._rng.sample(due, len(due))


TARGET = 365 * 25.0
"""Days of stability at which SSP-MMC takes an item for remembered for good."""
DISCOUNT = 0.97


@cache
def ssp_mmc() -> Callable[[float, float], float]:
    """The retention at which a review costs least until the target is reached: SSP-MMC (Ye, Su & Cao 2022) over FSRS-6,
    solved by value iteration as its authors do, on a coarser grid with values between its points."""
    top, steps = 60, [0.1 * (TARGET / 0.1) ** (place / 60) for place in range(61)]
    chances = [0.70 + 0.02 * place for place in range(15)]
    levels = [float(level) for level in range(1, 11)]

    def place(stability: float, difficulty: float) -> tuple[int, float, int, float]:
        along = min(max(top * math.log(stability / 0.1) / math.log(TARGET / 0.1), 0.0), top - 1e-9)
        height = min(max(difficulty - 1, 0.0), 9 - 1e-9)
        return int(along), along - int(along), int(height), height - int(height)

    def corners(stability: float, difficulty: float) -> list[tuple[int, float]]:
        s, x, d, y = place(stability, difficulty)
        wide = top + 1
        parts = ((d, s, (1 - x) * (1 - y)), (d, s + 1, x * (1 - y)), (d + 1, s, (1 - x) * y), (d + 1, s + 1, x * y))
        return [(row * wide + column, part) for row, column, part in parts]

    choices = []
    for difficulty in levels:
        for stability in steps:
            options = []
            for chance in chances:
                recall = DEFAULT.recall(max(1, round(DEFAULT.days_until(chance, stability))), stability)
                right = corners(DEFAULT.right(stability, difficulty, recall), DEFAULT.harder(difficulty, True))
                wrong = corners(DEFAULT.wrong(stability, difficulty, recall), DEFAULT.harder(difficulty, False))
                after = [(at, DISCOUNT * recall * part) for at, part in right]
                after += [(at, DISCOUNT * (1 - recall) * part) for at, part in wrong]
                options.append((recall * RIGHT + (1 - recall) * WRONG, after))
            choices.append(options)
    value = [0.0] * len(choices)
    final = {row * (top + 1) + top for row in range(len(levels))}
    moved = 1.0
    while moved > 0.1:
        moved = 0.0
        for at, options in enumerate(choices):
            if at not in final:
                found = min(cost + sum(value[to] * part for to, part in after) for cost, after in options)
                moved, value[at] = max(moved, abs(found - value[at])), found
    best = [
        min(range(len(chances)), key=lambda n: options[n][0] + sum(value[to] * part for to, part in options[n][1]))
        for options in choices
    ]

    def retention(stability: float, difficulty: float) -> float:
        s, x, d, y = place(stability, difficulty)
        return chances[best[(d + (y > 0.5)) * (top + 1) + s + (x > 0.5)]]

    return retention
