"""A running evening as a value: the log of what the trainer did, replayed.

Two windows and a crash are all the same case: whoever replays the events of the session sees the same evening.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from tutor.classroom.meeting import Decision, Vote, explain
from tutor.classroom.slide import Page, pages
from tutor.classroom.stages import Stage, stages_of
from tutor.classroom.votes import Counts
from tutor.model import Activity, Catalogue, ClassPlan, Event, Meeting, TeamQuiz


class Kind(StrEnum):
    """Kinds of events. Never rename one: session files hold them."""

    STARTED = "class_started"
    MOVED = "class_moved"
    PRESENT = "class_present"
    VOTED = "class_voted"
    NOTED = "class_noted"
    AGREED = "class_agreed"
    SCORED = "class_scored"
    DECIDED = "class_decided"
    TIMER = "class_timer"
    BLACK = "class_black"
    ENDED = "class_ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """A clock that the trainer starts, pauses and extends. It never moves the session on."""

    seconds: int
    running_since: datetime | None
    """None while paused."""
    spent: float = 0
    """Seconds used before the present run."""

    def left(self, now: datetime) -> float:
        """Seconds left; negative when time is over."""
        running = (now - self.running_since).total_seconds() if self.running_since else 0
        return self.seconds - self.spent - running


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassNote:
    """Something that was said, or agreed."""

    activity: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True, order=True)
class Ballot:
    """What was voted on: an item, or an agenda point, in a round, within an activity."""

    activity: str
    subject: str
    round: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The decision on an agenda point of a simulated meeting."""

    point: str
    for_: int
    against: int
    decision: Decision
    recused: int = 0
    sitting: int | None = None
    """Members who held a seat; None: all seats were taken."""

    def why(self, seats: int) -> str:
        """The reason in Dutch, with the article; `seats`: members that the raad has."""
        sitting = seats if self.sitting is None else self.sitting
        vote = Vote(seats=seats, sitting=sitting, recused=self.recused, for_=self.for_, against=self.against)
        return explain(self.decision, vote)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassSession:
    """Where the evening is, and what came out of it so far."""

    id: str
    plan: ClassPlan
    stages: tuple[tuple[Stage, ...], ...]
    rehearsal: bool
    """Votes are made up; nothing of it enters a report."""
    started: datetime
    present: int = 0
    activity_index: int = 0
    stage_index: int = 0
    page_index: int = 0
    activity_started: tuple[datetime | None, ...] = ()
    """When each activity was entered for the first time."""
    votes: Mapping[Ballot, Counts] = field(default_factory=dict)
    notes: tuple[ClassNote, ...] = ()
    agreements: tuple[ClassNote, ...] = ()
    points: Mapping[int, int] = field(default_factory=dict)
    """Points per team, for right answers only."""
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    """By agenda point."""
    timer: Timer | None = None
    black: bool = False
    """Whether the beamer is black."""
    ended: datetime | None = None

    @classmethod
    def begin(cls, event: Event, plan: ClassPlan, catalogue: Catalogue) -> ClassSession:
        """The session that a STARTED event opens."""
        started: tuple[datetime | None, ...] = (event.at, *[None] * (len(plan.activities) - 1))
        return cls(
            id=event.body["session"],
            plan=plan,
            stages=stages_of(plan, catalogue),
            rehearsal=event.body["rehearsal"],
            started=event.at,
            activity_started=started,
        )

    @property
    def activity(self) -> Activity:
        """The activity in hand."""
        return self.plan.activities[self.activity_index]

    @property
    def stage(self) -> Stage:
        """The stage in hand."""
        return self.stages[self.activity_index][self.stage_index]

    @property
    def ballot(self) -> Ballot | None:
        """What is voted on now; None when nothing is."""
        stage = self.stage
        if not stage.vote:
            return None
        return Ballot(self.activity.id, stage.item, stage.vote)

    @property
    def counts(self) -> Counts:
        """The votes on what is voted on now; zeros before the first."""
        ballot = self.ballot
        if ballot is None:
            return ()
        return self.votes.get(ballot) or (0,) * len(self.stage.slide.options)

    @property
    def beamer(self) -> tuple[Page, ...]:
        """The pages of this stage."""
        slide = self.stage.slide
        shown = [(name, counts) for name in slide.rounds if (counts := self.count_of(name)) is not None]
        return pages(replace(slide, text=(*self._results(), *slide.text)), shown)

    def _results(self) -> tuple[str, ...]:
        """What the group did that belongs on this slide: the points of the teams, or the decision of the raad."""
        stage = self.stage
        match self.activity:
            case TeamQuiz(teams=teams) if stage.reveals and not stage.item:
                return tuple(f"Team {team}: {self.points.get(team, 0)}" for team in range(1, teams + 1))
            case Meeting(seats=seats) if stage.reveals and (outcome := self.outcomes.get(stage.point)):
                return (outcome.why(seats),)
        return ()

    def count_of(self, name: str) -> Counts | None:
        """The votes of a round on the item in hand. For a measurement afterwards, `voor` is found where it was held."""
        ballot = Ballot(self.activity.id, self.stage.item, name)
        if ballot in self.votes:
            return self.votes[ballot]
        return next((c for b, c in self.votes.items() if (b.subject, b.round) == (self.stage.item, name)), None)

    @property
    def page(self) -> Page:
        """What the beamer shows now."""
        shown = self.beamer
        return shown[min(self.page_index, len(shown) - 1)]

    @property
    def cursor(self) -> tuple[int, int, int]:
        """Activity, stage and page."""
        return self.activity_index, self.stage_index, self.page_index

    def forward(self) -> tuple[int, int, int]:
        """The next page, stage or activity; the same at the very end."""
        activity, stage, page = self.cursor
        if page + 1 < len(self.beamer):
            return activity, stage, page + 1
        if stage + 1 < len(self.stages[activity]):
            return activity, stage + 1, 0
        return (activity + 1, 0, 0) if activity + 1 < len(self.stages) else self.cursor

    def back(self) -> tuple[int, int, int]:
        """The page, stage or activity before; the same at the very start."""
        activity, stage, page = self.cursor
        if page:
            return activity, stage, page - 1
        if stage:
            return activity, stage - 1, 0
        return (activity - 1, len(self.stages[activity - 1]) - 1, 0) if activity else self.cursor

    def slack(self, now: datetime) -> timedelta:
        """Time in hand: planned minus spent, counting the activity in hand as what it has used or its plan."""
        planned_before = sum(activity.minutes for activity in self.plan.activities[: self.activity_index])
        entered = self.activity_started[self.activity_index] or now
        in_hand = max(timedelta(minutes=self.activity.minutes), now - entered)
        return timedelta(minutes=planned_before + self.activity.minutes) - (entered - self.started) - in_hand

    def apply(self, event: Event) -> ClassSession:
        """The session after an event; kinds that are unknown here change nothing."""
        body = event.body
        match event.kind:
            case Kind.MOVED:
                return self._moved(tuple(body["cursor"]), event.at)
            case Kind.PRESENT:
                return replace(self, present=body["present"])
            case Kind.VOTED:
                ballot = Ballot(body["activity"], body["subject"], body["round"])
                return replace(self, votes={**self.votes, ballot: tuple(body["counts"])})
            case Kind.NOTED:
                return replace(self, notes=(*self.notes, self._note(event)))
            case Kind.AGREED:
                return replace(self, agreements=(*self.agreements, self._note(event)))
            case Kind.SCORED:
                return replace(self, points={**self.points, body["team"]: body["points"]})
            case Kind.DECIDED:
                outcome = Outcome(**{**body, "decision": Decision(body["decision"])})
                return replace(self, outcomes={**self.outcomes, outcome.point: outcome})
            case Kind.TIMER:
                return replace(self, timer=self._timer(body, event.at))
            case Kind.BLACK:
                return replace(self, black=body["black"])
            case Kind.ENDED:
                return replace(self, ended=event.at)
        return self

    def _moved(self, cursor: tuple[int, ...], at: datetime) -> ClassSession:
        activity, stage, page = cursor
        if not (0 <= activity < len(self.stages) and 0 <= stage < len(self.stages[activity]) and page >= 0):
            return self
        entered = list(self.activity_started)
        entered[activity] = entered[activity] or at
        same_stage = (activity, stage) == (self.activity_index, self.stage_index)
        return replace(
            self,
            activity_index=activity,
            stage_index=stage,
            page_index=page,
            activity_started=tuple(entered),
            timer=self.timer if same_stage else None,
        )

    def _note(self, event: Event) -> ClassNote:
        return ClassNote(activity=event.body["activity"], text=event.body["text"], at=event.at)

    def _timer(self, body: Mapping[str, Any], at: datetime) -> Timer | None:
        timer = self.timer
        match body["action"]:
            case "start":
                return Timer(seconds=body["seconds"], running_since=at)
            case "pause" if timer and timer.running_since:
                return replace(timer, running_since=None, spent=timer.seconds - timer.left(at))
            case "resume" if timer and not timer.running_since:
                return replace(timer, running_since=at)
            case "extend" if timer:
                return replace(timer, seconds=timer.seconds + body["seconds"])
            case "stop":
                return None
        return timer


def replay(events: Iterable[Event], catalogue: Catalogue) -> ClassSession | None:
    """The session that these events describe; None when it did not start or its plan is gone."""
    session: ClassSession | None = None
    plans = {plan.id: plan for plan in catalogue.plans}
    for event in events:
        if event.kind == Kind.STARTED:
            plan = plans.get(event.subject)
            session = ClassSession.begin(event, plan, catalogue) if plan else None
        elif session:
            session = session.apply(event)
    return session
