"""How a learner stands per goal and per module: what went right, what is mastered, and what is still known now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from msgspec import Struct

from tutor.learning.answers import Outcome
from tutor.learning.days import study_day
from tutor.learning.memory import Memory
from tutor.learning.progress import Answer, Progress
from tutor.model import Catalogue, Goal, Lesson, Module

MASTERY_DAYS = 3
MASTERY_ITEMS = 2
"""Mastery: right on three study days, on at least two items (successive relearning, Rawson & Dunlosky 2011)."""


class GoalStanding(Struct, frozen=True, kw_only=True):
    """How a learner stands on one goal."""

    goal: str
    items: int
    """Items that were answered at least once."""
    right: int
    """Items whose last first try was right."""
    score: float | None
    """Mean score of the last first try per item, 0 to 1; None when nothing was answered."""
    mastered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalMastery:
    """How a learner stands on one goal now."""

    goal: Goal
    standing: GoalStanding
    retrievability: float | None
    """Mean chance, 0 to 1, of still knowing the items that were answered; None when nothing was answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleMastery:
    """How a learner stands on a module."""

    module: Module
    finished: int
    """Lessons that are finished."""
    goals: tuple[GoalMastery, ...]

    @property
    def practised(self) -> tuple[GoalMastery, ...]:
        """Goals of which something was answered."""
        return tuple(goal for goal in self.goals if goal.standing.items)

    @property
    def mastered(self) -> int:
        """How many goals are mastered."""
        return sum(goal.standing.mastered for goal in self.goals)

    @property
    def retrievability(self) -> float | None:
        """Mean over the goals that were practised."""
        known = [goal.retrievability for goal in self.goals if goal.retrievability is not None]
        return sum(known) / len(known) if known else None


def standings(progress: Progress, catalogue: Catalogue) -> dict[str, GoalStanding]:
    """How the learner stands on every goal of the catalogue."""
    first_tries: dict[str, list[Answer]] = {goal: [] for goal in catalogue.goals}
    for answer in progress.answers:
        item = catalogue.items.get(answer.item)
        if item and answer.attempt == 1 and item.goal in first_tries:
            first_tries[item.goal].append(answer)
    return {goal: _standing(goal, answers) for goal, answers in first_tries.items()}


def _standing(goal: str, answers: list[Answer]) -> GoalStanding:
    last = {answer.item: answer for answer in answers}
    right = [answer for answer in answers if answer.outcome is Outcome.RIGHT]
    return GoalStanding(
        goal=goal,
        items=len(last),
        right=sum(answer.outcome is Outcome.RIGHT for answer in last.values()),
        score=sum(answer.score for answer in last.values()) / len(last) if last else None,
        mastered=len({study_day(answer.at) for answer in right}) >= MASTERY_DAYS
        and len({answer.item for answer in right}) >= MASTERY_ITEMS,
    )


def mastery(progress: Progress, catalogue: Catalogue, now: datetime) -> tuple[ModuleMastery, ...]:
    """Every module, and every goal in it."""
    known = standings(progress, catalogue)

    def of_goal(goal: Goal, lesson: Lesson) -> GoalMastery:
        items = [item.id for item in lesson.items if item.goal == goal.id]
        return GoalMastery(
            goal=goal, standing=known[goal.id], retrievability=_retrievability(progress.memory, items, now)
        )

    return tuple(
        ModuleMastery(
            module=module,
            finished=progress.finished_in(module),
            goals=tuple(of_goal(goal, lesson) for lesson in module.lessons for goal in lesson.head.goals),
        )
        for module in catalogue.modules
    )


def _retrievability(memory: Memory, items: list[str], now: datetime) -> float | None:
    known = [memory.retrievability(item, now) for item in items if item in memory.cards]
    return sum(known) / len(known) if known else None
