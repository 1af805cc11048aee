"""How a learner stands per goal and per module: what went right, what is mastered, and what is still known now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tutor.learning.memory import Memory
from tutor.learning.progress import GoalStanding, Progress
from tutor.model import Catalogue, Goal, Lesson, Module


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


def mastery(progress: Progress, catalogue: Catalogue, now: datetime) -> tuple[ModuleMastery, ...]:
    """Every module, and every goal in it."""
    standings = progress.standings(catalogue)

    def of_goal(goal: Goal, lesson: Lesson) -> GoalMastery:
        items = [item.id for item in lesson.items if item.goal == goal.id]
        return GoalMastery(
            goal=goal, standing=standings[goal.id], retrievability=_retrievability(progress.memory, items, now)
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
