"""How a group stands per goal, and which misconceptions live in it: no names, no ranking, nothing under five people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation
from typing import Any

from msgspec import Struct, to_builtins

from tutor.classroom.outcome import Talking
from tutor.classroom.report import SMALLEST_GROUP
from tutor.learning.answers import Choose, Mode, Response
from tutor.learning.attempts import FirstTry, first_tries
from tutor.learning.events import QuizFinished
from tutor.learning.grading import Outcome, grade, guess_chance
from tutor.learning.log import Event
from tutor.model import Catalogue, Item, Single


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


ENOUGH = 20
"""Answers from which an item is judged; fewer say more of these people than of the item."""


class ItemStatistic(Struct, frozen=True, kw_only=True):
    """How an item works with the people who answered it: how hard it is, and whether it tells who knows more."""

    item: str
    answers: int
    facility: float
    """Share that was right, 0 to 1."""
    discrimination: float | None
    """Correlation of right on this item with the share right of the others, -1 to 1; None where that says nothing."""
    chosen: tuple[tuple[int, int], ...]
    """How often each option of a single choice was taken: its place in the file, and a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What all learners of a file did together: from here on nothing is known per person."""

    learners: int
    answers: tuple[AnswerCount, ...]
    learners_per_item: Mapping[str, int]
    tests: tuple[FirstAndLast, ...]
    items: tuple[ItemStatistic, ...] = ()


def count(people: Iterable[tuple[str, Iterable[Event]]]) -> Group:
    """The group of these people, each with an id and all that he or she did, in whatever number of profiles."""
    tries: list[list[FirstTry]] = []
    shares: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for person, log in people:
        events = list(log)
        tries.append(first_tries(events))
        for event in events:
            if isinstance(body := event.body, QuizFinished) and body.mode is Mode.TEST and body.scored:
                shares.setdefault((person, event.subject), []).append((event.id, body.right / body.scored))
    tests = tuple(
        FirstAndLast(lesson=lesson, first=min(taken)[1], last=max(taken)[1])
        for (_, lesson), taken in shares.items()
        if len(taken) > 1
    )
    return gather(tries, tests)


def gather(people: Sequence[Sequence[FirstTry]], tests: tuple[FirstAndLast, ...] = ()) -> Group:
    """The group of these people, each with what he or she answered first."""
    answers: Counter[tuple[str, Outcome, Response | None]] = Counter()
    per_item: Counter[str] = Counter()
    for tries in people:
        answers.update((one.item, one.outcome, one.response) for one in tries)
        per_item.update(one.item for one in tries)
    return Group(
        learners=len(people),
        answers=tuple(
            AnswerCount(item=item, outcome=outcome, response=response, answers=number)
            for (item, outcome, response), number in answers.items()
        ),
        learners_per_item=per_item,
        tests=tests,
        items=tuple(_statistics(people)),
    )


def _statistics(people: Sequence[Sequence[FirstTry]]) -> Iterator[ItemStatistic]:
    """How each item works, over people: classical test theory, first tries only."""
    scored = [{one.item: one for one in tries if one.outcome is not Outcome.UNSCORED} for tries in people]
    for name in sorted({item for tries in scored for item in tries}):
        rows = [(float(tries[name].outcome is Outcome.RIGHT), _rest(tries, name)) for tries in scored if name in tries]
        if len(rows) < ENOUGH:
            continue
        chosen: Counter[int] = Counter()
        for tries in scored:
            if name in tries and isinstance(made := tries[name].response, Choose) and len(made.indices) == 1:
                chosen[made.indices[0]] += 1
        pairs = [(right, rest) for right, rest in rows if rest is not None]
        yield ItemStatistic(
            item=name,
            answers=len(rows),
            facility=round(sum(right for right, _ in rows) / len(rows), 2),
            discrimination=_correlation(pairs) if len(pairs) >= ENOUGH else None,
            chosen=tuple(sorted(chosen.items())),
        )


def told_apart(before: Collection[str], now: Collection[str]) -> int:
    """By how many people two groups differ, when that is so few that both results together tell what they answered.

    0 when they are the same, have nobody in common, or differ by five or more. Ids of files, never of people.
    """
    differ = len(set(before) ^ set(now))
    return differ if set(before) & set(now) and 0 < differ < SMALLEST_GROUP else 0


EASY = 0.95
"""Share right from which a question tells nobody apart."""
TELLS = 0.1
"""Correlation under which who knows more is hardly more often right."""


def doubts(statistic: ItemStatistic, item: Item) -> list[str]:
    """Why an author should look at an item again, in Dutch; empty for one that works."""
    found = []
    if statistic.facility >= EASY:
        found.append("bijna iedereen heeft dit goed")
    if (chance := guess_chance(item)) > 0 and statistic.facility <= chance:
        found.append("niet vaker goed dan wie raadt")
    if statistic.discrimination is not None and statistic.discrimination < TELLS:
        found.append("wie de rest goed heeft, heeft deze niet vaker goed")
    if isinstance(item, Single) and statistic.chosen:
        taken = {index for index, _ in statistic.chosen}
        never = [option.text for index, option in enumerate(item.options) if index not in taken]
        found += [f"niemand koos {_quoted(text)}" for text in never]
        key = next((index for index, option in enumerate(item.options) if option.key), None)
        favourite = max(statistic.chosen, key=lambda one: one[1])[0]
        if favourite != key:
            found.append(f"{_quoted(item.options[favourite].text)} is vaker gekozen dan het goede antwoord")
    return found


def _quoted(text: str) -> str:
    """An option between quotation marks, which somebody's words have already."""
    return text if text.startswith("‘") else f"‘{text}’"


def _rest(tries: Mapping[str, FirstTry], item: str) -> float | None:
    """Share of the other items that this person had right; None when there are too few to say anything."""
    others = [one.outcome is Outcome.RIGHT for name, one in tries.items() if name != item]
    return sum(others) / len(others) if len(others) >= SMALLEST_GROUP else None


def _correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Pearson's correlation; None when one side is always the same."""
    try:
        return round(correlation(*zip(*pairs, strict=True)), 2)
    except StatisticsError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalShare:
    """A goal over the whole group."""

    goal: str
    text: str
    lesson: str
    answers: int
    right: float
    """Share that was right, rounded and between 0.1 and 0.9: who knows all but one of the group should not read off
    what that one did, and nobody reads off that all of them were right, or wrong."""


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
    items: tuple[ItemStatistic, ...]
    """How the items work of which there are enough answers."""

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
            "items": to_builtins(self.items),
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
        items=tuple(one for one in group.items if one.item in catalogue.items),
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
                right=min(0.9, max(0.1, round(right[goal_id] / total[goal_id], 1))),
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
