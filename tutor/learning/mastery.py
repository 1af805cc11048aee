"""How a learner stands per goal and per module: what went right, what is mastered, and what is still known now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from tutor.learning.answers import Outcome
from tutor.learning.days import study_day
from tutor.learning.forgetting import features, recall
from tutor.learning.memory import CardHistory, Memory, Trace
from tutor.learning.progress import Progress
from tutor.model import Catalogue, Goal, Item, Lesson, Module

MASTERY_DAYS = 3
MASTERY_ITEMS = 2
"""Mastery: right on three study days, on at least two items (successive relearning, Rawson & Dunlosky 2011)."""
MASTERED, SINKING = 0.8, 0.7
"""The chance on a new variant from which a goal is mastered, and below which it sinks away."""
NEW_VARIANT = 0.5
"""The chance on an item that was never asked, before anything shows it; counts as one more item."""


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
    """Reached once, and a new variant would still be answered right with a chance of 0.7 or more."""
    once: date | None
    """Study day on which it was mastered first; that never goes away again."""
    chance: float | None
    """That a new variant is answered right now, guessing taken off; None when nothing was answered."""

    @property
    def sinking(self) -> bool:
        """Whether it was mastered, and is not any more."""
        return self.once is not None and not self.mastered


class Grasp(StrEnum):
    """How well a lesson is known, as the learner reads it."""

    MASTERED = "beheerst"
    SINKING = "zakt weg"
    BUSY = "bezig"
    NEW = "nieuw"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalMastery:
    """How a learner stands on one goal now."""

    goal: Goal
    standing: GoalStanding
    retrievability: float | None
    """Mean chance, 0 to 1, by FSRS, of still knowing the items that were answered; None when nothing was answered."""


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
    def sinking(self) -> int:
        """How many goals were mastered and sink away."""
        return sum(goal.standing.sinking for goal in self.goals)

    @property
    def chance(self) -> float | None:
        """Of a right answer on a new variant, mean over the goals that were practised."""
        found = [goal.standing.chance for goal in self.goals if goal.standing.chance is not None]
        return sum(found) / len(found) if found else None

    @property
    def retrievability(self) -> float | None:
        """Mean over the goals that were practised."""
        known = [goal.retrievability for goal in self.goals if goal.retrievability is not None]
        return sum(known) / len(known) if known else None


def grasp(progress: Progress, lesson: Lesson, known: Mapping[str, GoalStanding]) -> Grasp:
    """How well a lesson is known; `known` are the standings of its goals."""
    goals = [known[goal.id] for goal in lesson.head.goals if goal.id in known]
    if any(goal.sinking for goal in goals):
        return Grasp.SINKING
    if goals and all(goal.mastered for goal in goals):
        return Grasp.MASTERED
    begun = lesson.head.id in progress.places or lesson.head.id in progress.finished
    return Grasp.BUSY if begun or any(goal.items for goal in goals) else Grasp.NEW


def standings(progress: Progress, catalogue: Catalogue, now: datetime) -> dict[str, GoalStanding]:
    """How the learner stands on every goal of the catalogue."""
    scores = {answer.item: answer.score for answer in progress.answers if answer.attempt == 1}
    memory = progress.memory.as_of(now)
    items: dict[str, list[Item]] = {goal: [] for goal in catalogue.goals}
    for item in memory.cards:
        if (known := catalogue.items.get(item)) and known.goal in items:
            items[known.goal].append(known)
    return {
        goal: _standing(goal, found, memory, scores, study_day(now), _held_back(goal, catalogue) if found else None)
        for goal, found in items.items()
    }


def _held_back(goal: str, catalogue: Catalogue) -> str | None:
    """The item that checks a goal; its lesson has it, so that lessons that were never begun need not be decoded."""
    items = reversed(catalogue.lesson_of[goal].items)
    return next((item.id for item in items if item.held_back and item.goal == goal), None)


def _standing(
    goal: str, items: list[Item], memory: Memory, scores: Mapping[str, float], today: date, check: str | None
) -> GoalStanding:
    cards = {item.id: memory.cards[item.id] for item in items}
    chance = _variant([_now(card, memory, today) for card in cards.values()], check in cards) if cards else None
    once = _first_mastered(cards, check)
    return GoalStanding(
        goal=goal,
        items=len(cards),
        right=sum(card.last.outcome is Outcome.RIGHT for card in cards.values()),
        score=sum(scores.get(item, 0) for item in cards) / len(cards) if cards else None,
        mastered=once is not None and chance is not None and chance >= SINKING,
        once=once,
        chance=chance,
    )


def _now(card: CardHistory, memory: Memory, today: date) -> float:
    """The chance that an item is known tomorrow at the latest, when nobody can repeat what was just read."""
    seen = features(card.since(today), card.stability, card.difficulty, len(card.reviews), card.lapses)
    return card.known * memory.correction.chance(seen)


def _variant(chances: Sequence[float], checked: bool) -> float:
    """The chance on a new variant: the mean, with an item that was never asked as long as none was held back."""
    found = list(chances) if checked else [*chances, NEW_VARIANT]
    return sum(found) / len(found)


def _first_mastered(cards: Mapping[str, CardHistory], check: str | None) -> date | None:
    """The study day at the end of which the goal was mastered first.

    By FSRS as it is, without what later answers say of earlier ones: what was reached stays reached.
    """
    steps: dict[date, list[tuple[str, Trace, bool]]] = {}
    for item, card in cards.items():
        for review, trace in zip(card.reviews, card.traces, strict=True):
            steps.setdefault(trace.day, []).append((item, trace, review.outcome is Outcome.RIGHT))
    last: dict[str, Trace] = {}
    days, items = set[date](), set[str]()
    for day in sorted(steps):
        for item, trace, right in steps[day]:
            last[item] = trace
            if right:
                days.add(day)
                items.add(item)
        passed = check is None or (check in last and last[check].known > 0)
        if len(days) < MASTERY_DAYS or len(items) < MASTERY_ITEMS or not passed:
            continue
        chances = [one.known * recall(max((day - one.day).days, 1), one.stability) for one in last.values()]
        if _variant(chances, check in last) >= MASTERED:
            return day
    return None


def next_check(progress: Progress, catalogue: Catalogue, now: datetime) -> str | None:
    """The item to ask now that was held back for a goal which lacks nothing else to be mastered."""
    today, memory = study_day(now), progress.memory.as_of(now)
    begun = {catalogue.lesson_of[item].head.id for item in memory.cards if item in catalogue.items}
    for item in (item for lesson in catalogue.lessons if lesson in begun for item in catalogue.lessons[lesson].items):
        card = memory.cards.get(item.id)
        if not item.held_back or (card and (card.known or not card.since(today))):
            continue
        others = {
            other: memory.cards[other.id]
            for other in catalogue.lesson_of[item.id].items
            if other.goal == item.goal and other.id in memory.cards and other is not item
        }
        cards = {other.id: known for other, known in others.items()}
        if _first_mastered(cards, None):
            chances = [_now(known, memory, today) for known in cards.values()]
            if _variant(chances, checked=False) >= SINKING:
                return item.id
    return None


def mastery(progress: Progress, catalogue: Catalogue, now: datetime) -> tuple[ModuleMastery, ...]:
    """Every module, and every goal in it."""
    known = standings(progress, catalogue, now)
    recalls: dict[str, list[float]] = {}
    for item in progress.memory.cards:
        if item in catalogue.items:
            recalls.setdefault(catalogue.items[item].goal, []).append(progress.memory.retrievability(item, now))

    def of_goal(goal: Goal) -> GoalMastery:
        chances = recalls.get(goal.id, ())
        return GoalMastery(
            goal=goal, standing=known[goal.id], retrievability=sum(chances) / len(chances) if chances else None
        )

    return tuple(
        ModuleMastery(
            module=module,
            finished=progress.finished_in(module),
            goals=tuple(of_goal(goal) for lesson in module.lessons for goal in lesson.head.goals),
        )
        for module in catalogue.modules
    )
