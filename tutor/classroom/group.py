"""How a group stands per goal, and which misconceptions live in it: no names, no ranking, nothing under five people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from tutor.classroom.report import SMALLEST_GROUP, Talking
from tutor.learning.grading import Outcome, grade
from tutor.learning.response import from_plain
from tutor.model import Catalogue


class AnswerCount(Protocol):
    """How often an item was answered in one way."""

    @property
    def item(self) -> str: ...  # noqa: D102
    @property
    def outcome(self) -> str: ...  # noqa: D102
    @property
    def response(self) -> Any: ...  # noqa: D102
    @property
    def answers(self) -> int: ...  # noqa: D102


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalShare:
    """A goal over the whole group."""

    goal: str
    text: str
    lesson: str
    answers: int
    right: float
    """Share of first tries that were right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonGain:
    """A lesson that at least five people tested twice."""

    lesson: str
    pairs: int
    first: float
    last: float
    """Mean share right in the first and in the last Toets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupReport:
    """A group."""

    learners: int
    goals: tuple[GoalShare, ...]
    misconceptions: tuple[Talking, ...]
    gains: tuple[LessonGain, ...]
    hidden: int
    """Items that fewer than five people answered."""

    def to_plain(self) -> dict[str, Any]:
        """JSON values with stable keys."""
        return {
            "learners": self.learners if self.learners >= SMALLEST_GROUP else None,
            "goals": [
                {"id": g.goal, "text": g.text, "lesson": g.lesson, "answers": g.answers, "right": round(g.right, 4)}
                for g in self.goals
            ],
            "misconceptions": [
                {"misconception": m.misconception, "talking_point": m.talking_point, "share": round(m.share, 4)}
                for m in self.misconceptions
            ],
            "gains": [
                {"lesson": g.lesson, "pairs": g.pairs, "first": round(g.first, 4), "last": round(g.last, 4)}
                for g in self.gains
            ],
            "hidden_items": self.hidden,
        }


def group_report(
    catalogue: Catalogue,
    *,
    learners: int,
    answers: Iterable[AnswerCount],
    learners_per_item: Mapping[str, int],
    tests: Iterable[tuple[str, float, float]],
) -> GroupReport:
    """The report from counts. `tests`: lesson, share right in the first and in the last Toets, per person."""
    shown = {item for item, number in learners_per_item.items() if number >= SMALLEST_GROUP and item in catalogue.items}
    counts = [count for count in answers if count.item in shown and count.outcome != Outcome.UNSCORED]
    return GroupReport(
        learners=learners,
        goals=tuple(_goals(catalogue, counts)),
        misconceptions=tuple(_misconceptions(catalogue, counts)),
        gains=tuple(_gains(tests)),
        hidden=len(learners_per_item.keys() & catalogue.items.keys()) - len(shown),
    )


def _goals(catalogue: Catalogue, counts: Iterable[AnswerCount]) -> Iterable[GoalShare]:
    total: dict[str, int] = {}
    right: dict[str, int] = {}
    for count in counts:
        goal = catalogue.items[count.item].goal
        total[goal] = total.get(goal, 0) + count.answers
        right[goal] = right.get(goal, 0) + count.answers * (count.outcome == Outcome.RIGHT)
    for goal_id, known in catalogue.goals.items():
        if total.get(goal_id):
            yield GoalShare(
                goal=goal_id,
                text=known.text,
                lesson=catalogue.lesson_of[goal_id].head.id,
                answers=total[goal_id],
                right=right[goal_id] / total[goal_id],
            )


def _misconceptions(catalogue: Catalogue, counts: Iterable[AnswerCount]) -> Iterable[Talking]:
    """Each misconception with the share of answers that showed it, over the items that could have."""
    register = {one.id: one for one in catalogue.misconceptions}
    held: dict[tuple[str, str], int] = {}
    asked: dict[str, int] = {}
    for count in counts:
        asked[count.item] = asked.get(count.item, 0) + count.answers
        response = from_plain(count.response)
        notes = grade(catalogue.items[count.item], response).notes if response else ()
        for name in {note.misconception for note in notes if note.misconception and not note.right}:
            held[name, count.item] = held.get((name, count.item), 0) + count.answers
    shares: dict[str, float] = {}
    for (name, item), number in held.items():
        if name in register and number >= SMALLEST_GROUP:
            shares[name] = max(shares.get(name, 0.0), number / asked[item])
    for name, share in sorted(shares.items(), key=lambda one: -one[1]):
        yield Talking(misconception=register[name].text, talking_point=register[name].talking_point, share=share)


def _gains(tests: Iterable[tuple[str, float, float]]) -> Iterable[LessonGain]:
    pairs: dict[str, list[tuple[float, float]]] = {}
    for lesson, first, last in tests:
        pairs.setdefault(lesson, []).append((first, last))
    for lesson, found in sorted(pairs.items()):
        if len(found) >= SMALLEST_GROUP:
            yield LessonGain(
                lesson=lesson,
                pairs=len(found),
                first=sum(first for first, _ in found) / len(found),
                last=sum(last for _, last in found) / len(found),
            )
