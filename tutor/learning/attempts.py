"""Answers that were graded, how a quiz went, and what somebody answered first: all that a group is told of a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from tutor.learning.answers import Confidence, Outcome, Response
from tutor.learning.events import Answered, Undone
from tutor.learning.grading import Verdict
from tutor.learning.log import Event
from tutor.model import Item

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tutor.learning.progress import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """An answer that was graded and kept; an unclear one is none."""

    item: str
    response: Response | None
    """None for opinions, which are not kept."""
    confidence: Confidence | None
    at: datetime
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemResult:
    """How an item went in this quiz."""

    item: Item
    attempt: Attempt
    """The first try."""
    tries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalResult:
    """How one goal went, over its scored items."""

    goal: str
    score: float
    """Sum of the scores."""
    items: int

    @property
    def share(self) -> float:
        """Of the points that could be had, from 0 to 1."""
        return self.score / self.items if self.items else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The outcome of a quiz."""

    lines: tuple[ItemResult, ...]

    @property
    def scored(self) -> tuple[ItemResult, ...]:
        """Those of items that can be right or wrong: no opinions."""
        return tuple(line for line in self.lines if line.item.scored)

    @property
    def right(self) -> int:
        """How many items were wholly right at the first try."""
        return sum(line.attempt.verdict.right for line in self.scored)

    @property
    def wrong(self) -> tuple[Item, ...]:
        """What was not wholly right at the first try."""
        return tuple(line.item for line in self.scored if not line.attempt.verdict.right)

    @property
    def per_goal(self) -> tuple[GoalResult, ...]:
        """Results per goal, in the order in which the goals came by."""
        scores: dict[str, list[float]] = {}
        for line in self.scored:
            scores.setdefault(line.item.goal, []).append(line.attempt.verdict.score)
        return tuple(GoalResult(goal=goal, score=sum(values), items=len(values)) for goal, values in scores.items())

    def changes(self, session: str, answers: Iterable[Answer]) -> tuple[frozenset[str], frozenset[str]]:
        """Items that went wrong the last time before this session and are right now; and the other way round."""
        before = {
            one.item: one.outcome is Outcome.RIGHT for one in answers if one.attempt == 1 and one.session != session
        }
        now = {line.item.id: line.attempt.verdict.right for line in self.scored if line.item.id in before}
        better = frozenset(item for item, right in now.items() if right and not before[item])
        return better, frozenset(item for item, right in now.items() if before[item] and not right)


class FirstTry(NamedTuple):
    """The last of somebody's first tries at an item: a Toets taken again replaces the one before."""

    item: str
    revision: str
    """Hash of the text that was answered."""
    outcome: Outcome
    response: Response | None


def first_tries(log: Iterable[Event]) -> list[FirstTry]:
    """What one person answered first, in whatever number of profiles."""
    return [
        FirstTry(event.subject, event.revision, first.outcome, first.response)
        for event, first in _tries(sorted(log, key=lambda event: event.id))
    ]


def _tries(log: Iterable[Event]) -> Iterator[tuple[Event, Answered]]:
    tries: dict[tuple[str, str], list[tuple[Event, Answered]]] = {}
    for event in log:
        match event.body:
            case Answered(attempt=1) as first:
                tries.pop((first.session, event.subject), None)  # in the order in which they were made
                tries[first.session, event.subject] = [(event, first)]
            case Answered() as again:
                tries.setdefault((again.session, event.subject), []).append((event, again))
            case Undone(session=session) if tries.get((session, event.subject)):
                tries[session, event.subject].pop()
    last = {item: made[0] for (_, item), made in tries.items() if made and made[0][1].attempt == 1}
    yield from last.values()
