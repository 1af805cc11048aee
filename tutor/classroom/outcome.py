"""What came out of an evening, as values: of a real one only, and never per person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from msgspec import Struct, to_builtins

from tutor.classroom.votes import Counts
from tutor.model import Municipality
from tutor.system import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundResult:
    """One vote on an item, in one round."""

    round: str
    activity: str
    """Id of the activity in which it was held."""
    counts: Counts | None
    """None: hidden, because fewer than five voted, or because an opinion was shared by all or by a handful."""
    people: int
    """How many voted; where each may choose more than one option, how many were asked. 0 for hidden votes."""
    right: float | None
    """Share of right answers. None for opinions, for hidden votes, and where each may choose more than one option:
    hands do not tell who had all of them right."""
    tables: tuple[Counts, ...] | None = ()
    """The same for each table; empty where it was not counted per table. None: hidden, as one of them must be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemReport:
    """All votes on an item, in the order of the evening."""

    item: str
    activity: str
    question: str
    options: tuple[str, ...]
    key: tuple[int, ...]
    rounds: tuple[RoundResult, ...]
    each_once: bool
    """Whether everybody chose one option."""
    difference: float | None
    """From the first to the last vote that may be shown: by how much the share of right answers grew, -1 to 1."""
    gain: float | None
    """The same as a share of what could be won, where that says something."""
    setting: str = ""
    """What stands before what is asked: the beginning of the question."""
    laws: tuple[tuple[str, str], ...] = ()
    """Where the answer is laid down, and the address of that."""


class Paired(Struct, frozen=True, kw_only=True):
    """The same people before and after, by the code that each chose; never fewer than five."""

    people: int
    before: float
    """Mean share of right answers, 0 to 1."""
    after: float


class Won(Struct, frozen=True, kw_only=True):
    """What the teams won with one question."""

    activity: str
    item: str
    question: str
    points: dict[int, int]
    """By the number of the team."""


class Tipping(Struct, frozen=True, kw_only=True):
    """The changed fact at which most of the room chose something else than in the first vote."""

    question: str
    fact: str
    choice: str


class Resolved(Struct, frozen=True, kw_only=True):
    """What the room would do, and why."""

    activity: str
    text: str
    reasons: tuple[str, ...]


class Measured(Struct, frozen=True, kw_only=True):
    """What a measurement before and one after say together, over the items of which both may be shown."""

    items: int
    before: float
    """Share of right answers, 0 to 1."""
    after: float
    votes_before: int
    votes_after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Talking:
    """A misconception that the group held, and what to talk about."""

    misconception: str
    talking_point: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityReport:
    """What was done in one activity, beside its votes."""

    id: str
    title: str
    minutes: int
    """As planned."""
    spent: int | None
    """Minutes that it took; None when it was passed over, or is the last one of an evening that goes on."""
    teams: bool
    """Whether teams won points in it."""
    points: tuple[str, ...]
    """Titles of what a raad decided on in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came out of one evening, of a real one only."""

    plan: str
    title: str
    started: datetime
    ended: datetime | None
    planned_minutes: int
    present: int
    activities: tuple[ActivityReport, ...]
    items: tuple[ItemReport, ...]
    measured: Measured | None
    """The measurements before and after, taken together; None when there were not both."""
    paired: Paired | None
    tipping: tuple[Tipping, ...]
    resolved: tuple[Resolved, ...]
    parked: tuple[str, ...]
    misconceptions: tuple[Talking, ...]
    points: Mapping[int, int]
    team_names: tuple[str, ...]
    """Empty when nobody named them."""
    outcomes: tuple[tuple[str, int, int, str], ...]
    """Agenda point, for, against, decision."""
    notes: tuple[tuple[str, str], ...]
    """Activity and text."""
    agreements: tuple[str, ...]
    follow_up: tuple[tuple[str, str], ...]
    """Lesson id and title."""
    review: tuple[str, ...]
    """Ids of the items that participants can review at home."""
    host: Municipality | None = None
    """Where it was held; None when nobody told."""
    won: tuple[Won, ...] = ()
    """What teams won with each question, in the order of the evening."""

    @property
    def municipality(self) -> str:
        """The name of the municipality; empty when nobody told."""
        return self.host.name if self.host else ""

    def team(self, number: int) -> str:
        """What a team is called."""
        return self.team_names[number - 1] if number <= len(self.team_names) else f"Team {number}"

    def to_plain(self) -> dict[str, Any]:
        """JSON values with stable keys."""
        return {
            "plan": self.plan,
            "title": self.title,
            "municipality": self.municipality or None,
            "started": self.started.isoformat(),
            "ended": self.ended.isoformat() if self.ended else None,
            "planned_minutes": self.planned_minutes,
            "present": self.present,
            "rehearsal": False,  # there is no report of one; the key is promised to scripts
            "activities": [_activity_plain(one) for one in self.activities],
            "items": [_item_plain(item) for item in self.items],
            "measured": to_builtins(self.measured),
            "paired": to_builtins(self.paired),
            "tipping": to_builtins(self.tipping),
            "resolved": to_builtins(self.resolved),
            "parked": list(self.parked),
            "misconceptions": [
                {"misconception": one.misconception, "talking_point": one.talking_point, "share": round(one.share, 4)}
                for one in self.misconceptions
            ],
            "teams": [
                {"team": team, "name": self.team(team), "points": points}
                for team, points in sorted(self.points.items())
            ],
            "team_questions": [
                {"activity": one.activity, "item": one.item, "question": one.question, "points": points}
                for one in self.won
                for points in [[{"team": team, "points": number} for team, number in sorted(one.points.items())]]
            ],
            "decisions": [
                {"point": point, "for": for_, "against": against, "decision": decision}
                for point, for_, against, decision in self.outcomes
            ],
            "notes": [{"activity": activity, "text": text} for activity, text in self.notes],
            "agreements": list(self.agreements),
            "follow_up": [{"lesson": lesson, "title": title} for lesson, title in self.follow_up],
        }


def _activity_plain(one: ActivityReport) -> dict[str, Any]:
    return {"activity": one.id, "title": one.title, "minutes": one.minutes, "spent": one.spent}


def _item_plain(item: ItemReport) -> dict[str, Any]:
    return {
        "item": item.item,
        "activity": item.activity,
        "question": item.question,
        "options": list(item.options),
        "key": list(item.key),
        "rounds": [
            {
                "round": one.round,
                "activity": one.activity,
                "counts": list(one.counts) if one.counts else None,
                "people": one.people,
                "right": one.right,
                "tables": [list(table) for table in one.tables] if one.tables is not None else None,
            }
            for one in item.rounds
        ],
        "difference": item.difference,
        "gain": item.gain,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """An item in two evenings of one plan, by the last vote of each."""

    question: str
    first: float
    """Share of right answers, 0 to 1."""
    second: float
    people: tuple[int, int]


def compare(first: Report, second: Report) -> tuple[Compared, ...]:
    """The questions that both evenings may show a share of, as the room answered them last. The texts have to be the
    same: a question that was mended in between is another one. Raises Refusal for evenings of two plans.
    """
    if first.plan != second.plan:
        raise Refusal(f"Dat zijn avonden van twee plannen: {first.plan} en {second.plan}. Neem er twee van één plan.")
    before = {_asked(item): item.rounds[-1] for item in first.items}
    pairs = [(item, before.get(_asked(item)), item.rounds[-1]) for item in second.items]
    return tuple(
        Compared(question=item.question, first=old.right, second=new.right, people=(old.people, new.people))
        for item, old, new in pairs
        if old is not None and old.right is not None and new.right is not None
    )


def _asked(item: ItemReport) -> tuple[str, str, frozenset[str]]:
    """What tells whether two evenings asked the same: the order of the options may differ."""
    return item.item, item.question, frozenset(item.options)
