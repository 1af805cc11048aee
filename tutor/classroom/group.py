"""How a group stands per goal, and which misconceptions live in it: no names, no ranking, nothing under five people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tutor.classroom.report import SMALLEST_GROUP, Talking
from tutor.learning.answers import Mode, Response
from tutor.learning.events import Answered, QuizFinished, Undone
from tutor.learning.grading import Outcome, grade
from tutor.learning.log import Event
from tutor.model import Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCount:
    """How many people answered an item in one way: each once, with the last of their first tries."""

    item: str
    outcome: Outcome
    response: Response | None
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAndLast:
    """The share right in the first and in the last Toets of one learner, without saying who."""

    lesson: str
    first: float
    last: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What all learners of a file did together: from here on nothing is known per person."""

    learners: int
    answers: tuple[AnswerCount, ...]
    learners_per_item: Mapping[str, int]
    tests: tuple[FirstAndLast, ...]


def count(people: Iterable[tuple[str, Iterable[Event]]]) -> Group:
    """The group of these people, each with an id and all that he or she did, in whatever number of profiles."""
    learners = 0
    answers: Counter[tuple[str, Outcome, Response | None]] = Counter()
    per_item: Counter[str] = Counter()
    shares: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for person, log in people:
        learners += 1
        tries: dict[tuple[str, str], list[Answered]] = {}
        for event in sorted(log, key=lambda event: event.id):
            match event.body:
                case Answered(attempt=1) as first:
                    tries.pop((first.session, event.subject), None)  # in the order in which they were made
                    tries[first.session, event.subject] = [first]
                case Answered() as again:
                    tries.setdefault((again.session, event.subject), []).append(again)
                case Undone(session=session) if tries.get((session, event.subject)):
                    tries[session, event.subject].pop()
                case QuizFinished(mode=Mode.TEST, right=right, scored=scored) if scored:
                    shares.setdefault((person, event.subject), []).append((event.id, right / scored))
        last = {item: made[0] for (_, item), made in tries.items() if made and made[0].attempt == 1}
        answers.update((item, first.outcome, first.response) for item, first in last.items())
        per_item.update(last.keys())
    return Group(
        learners=learners,
        answers=tuple(
            AnswerCount(item=item, outcome=outcome, response=response, answers=number)
            for (item, outcome, response), number in answers.items()
        ),
        learners_per_item=per_item,
        tests=tuple(
            FirstAndLast(lesson=lesson, first=min(taken)[1], last=max(taken)[1])
            for (_, lesson), taken in shares.items()
            if len(taken) > 1
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalShare:
    """A goal over the whole group."""

    goal: str
    text: str
    lesson: str
    answers: int
    right: float
    """Share that was right, rounded: who knows all but one of the group should not read off what that one did."""


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
    """How a group stands per goal; counts of fewer than five people are not in it."""

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


def group_report(catalogue: Catalogue, group: Group) -> GroupReport:
    """The report of a group."""
    per_item = group.learners_per_item
    shown = {item for item, number in per_item.items() if number >= SMALLEST_GROUP and item in catalogue.items}
    counts = [one for one in group.answers if one.item in shown and one.outcome is not Outcome.UNSCORED]
    return GroupReport(
        learners=group.learners,
        goals=tuple(_goals(catalogue, counts)),
        misconceptions=tuple(_misconceptions(catalogue, counts)),
        gains=tuple(_gains(group.tests)),
        hidden=len(per_item.keys() & catalogue.items.keys()) - len(shown),
    )


def _goals(catalogue: Catalogue, counts: Iterable[AnswerCount]) -> Iterable[GoalShare]:
    total: dict[str, int] = {}
    right: dict[str, int] = {}
    for one in counts:
        goal = catalogue.items[one.item].goal
        total[goal] = total.get(goal, 0) + one.answers
        right[goal] = right.get(goal, 0) + one.answers * (one.outcome == Outcome.RIGHT)
    for goal_id, known in catalogue.goals.items():
        if total.get(goal_id):
            yield GoalShare(
                goal=goal_id,
                text=known.text,
                lesson=catalogue.lesson_of[goal_id].head.id,
                answers=total[goal_id],
                right=round(right[goal_id] / total[goal_id], 1),
            )


def _misconceptions(catalogue: Catalogue, counts: Iterable[AnswerCount]) -> Iterable[Talking]:
    """Each misconception with the share of answers that showed it, over the items that could have."""
    register = {one.id: one for one in catalogue.misconceptions}
    held: dict[tuple[str, str], int] = {}
    asked: dict[str, int] = {}
    for one in counts:
        asked[one.item] = asked.get(one.item, 0) + one.answers
        notes = grade(catalogue.items[one.item], one.response).notes if one.response else ()
        for name in {note.misconception for note in notes if note.misconception and not note.right}:
            held[name, one.item] = held.get((name, one.item), 0) + one.answers
    shares: dict[str, float] = {}
    for (name, item), number in held.items():
        if name in register and number >= SMALLEST_GROUP:
            shares[name] = max(shares.get(name, 0.0), round(number / asked[item], 1))
    for name, share in sorted(shares.items(), key=lambda one: -one[1]):
        yield Talking(misconception=register[name].text, talking_point=register[name].talking_point, share=share)


def _gains(tests: Iterable[FirstAndLast]) -> Iterable[LessonGain]:
    pairs: dict[str, list[tuple[float, float]]] = {}
    for one in tests:
        pairs.setdefault(one.lesson, []).append((one.first, one.last))
    for lesson, found in sorted(pairs.items()):
        if len(found) >= SMALLEST_GROUP:
            yield LessonGain(
                lesson=lesson,
                pairs=len(found),
                first=round(sum(first for first, _ in found) / len(found), 1),
                last=round(sum(last for _, last in found) / len(found), 1),
            )
