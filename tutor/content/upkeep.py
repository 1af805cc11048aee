"""What an author looks after: goals that are taught and asked, and content whose date comes up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tutor.dates import full_date
from tutor.learning.lesson import gradable
from tutor.model import Catalogue, Item, Lesson, StepRole

MIN_ITEMS = 2
ENOUGH_ITEMS = 4
"""Of a goal that can be graded, so that one can be held back as the check of mastery."""
TEACHING = (StepRole.CORE, StepRole.EXAMPLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalCoverage:
    """One goal: which steps teach it, and with which items it is asked there."""

    lesson: str
    goal: str
    text: str
    items_by_step: tuple[tuple[str, tuple[str, ...]], ...]
    """Anchor and items, in the order of the lesson."""
    gradable: int
    """Items that can be graded."""
    held_back: str | None
    """The item that is held back as the check."""
    gaps: tuple[str, ...]
    """Dutch; empty when the goal is covered."""

    @property
    def wish(self) -> str:
        """Dutch: what would make mastery of the goal mean more; empty when it has all."""
        if self.gradable < ENOUGH_ITEMS:
            return f"{self.gradable} items met een goed antwoord; met {ENOUGH_ITEMS} kan er één achtergehouden worden"
        return "" if self.held_back else "nog geen item achtergehouden"


def coverage(catalogue: Catalogue) -> tuple[GoalCoverage, ...]:
    """Every goal of every lesson."""
    return tuple(
        _goal(lesson, goal.id, goal.text) for lesson in catalogue.lessons.values() for goal in lesson.head.goals
    )


def unasked_steps(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Lesson and anchor of core steps to which no item points."""
    for lesson in catalogue.lessons.values():
        asked = {item.step for item in lesson.items}
        for step in lesson.steps:
            if step.role is StepRole.CORE and step.anchor not in asked:
                yield lesson.head.id, step.anchor


def _goal(lesson: Lesson, goal: str, text: str) -> GoalCoverage:
    items = [item for item in lesson.items if item.goal == goal]
    by_step = tuple(
        (step.anchor, found)
        for step in lesson.steps
        if (found := tuple(item.id for item in items if item.step == step.anchor))
    )
    return GoalCoverage(
        lesson=lesson.head.id,
        goal=goal,
        text=text,
        items_by_step=by_step,
        gradable=sum(map(gradable, items)),
        held_back=next((item.id for item in items if item.held_back), None),
        gaps=tuple(_gaps(lesson, items)),
    )


def _gaps(lesson: Lesson, items: list[Item]) -> Iterator[str]:
    if len(items) < MIN_ITEMS:
        yield f"{len(items)} items; minstens {MIN_ITEMS}"
    if not any(item.scored for item in items):
        yield "geen item met een goed antwoord"
    taught = {step.anchor for step in lesson.steps if step.role in TEACHING}
    if not any(item.step in taught for item in items):
        yield "geen stap die dit leert"


QUARTER = timedelta(days=91)
OLD_TEXT = timedelta(days=365)
"""A law text that was read longer ago than this is read again."""


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """Something to look at, and by when."""

    by: date
    what: str
    """Dutch: `feit onkosten-raadslid`."""


def due(catalogue: Catalogue, today: date) -> tuple[Due, ...]:
    """What comes up within a quarter of a year, or is late, earliest first."""
    return tuple(sorted(one for one in _all(catalogue) if one.by <= today + QUARTER))


def _all(catalogue: Catalogue) -> Iterator[Due]:
    for fact in catalogue.facts:
        yield Due(fact.review_by, f"feit {fact.id}: {fact.text}")
    for lesson in catalogue.lessons.values():
        yield Due(lesson.head.review_by, f"les {lesson.head.id}: {lesson.head.title}")
        for item in lesson.bank:
            if item.review_by:
                yield Due(item.review_by, f"item {item.id}")
    for statute in catalogue.statutes.values():
        yield Due(statute.review_by, f"wet in eigen woorden: {statute.law}")
    for law in catalogue.laws:
        for day in filter(None, {law.text_date, *(text.text_date for text in law.other_texts)}):
            yield Due(day + OLD_TEXT, f"wettekst {law.id}: gelezen in de tekst van {full_date(day)}")
