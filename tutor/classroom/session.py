"""A running evening as a value: the log of what the trainer did, replayed.

Two windows and a crash are all the same case: whoever replays the events of the session sees the same evening.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from tutor.classroom.content import EveningContent, from_plain, prepare
from tutor.classroom.meeting import Vote, explain
from tutor.classroom.slide import SlidePage, pages
from tutor.classroom.stages import Stage, stages_of
from tutor.classroom.votes import Counts
from tutor.learning.evening_events import (
    ClassAgreed,
    ClassBlack,
    ClassDecided,
    ClassEnded,
    ClassMoved,
    ClassNamed,
    ClassNoted,
    ClassPrepared,
    ClassPresent,
    ClassReopened,
    ClassScored,
    ClassStarted,
    ClassTimed,
    ClassVoted,
)
from tutor.learning.log import Event
from tutor.model import Activity, Catalogue, ClassPlan, Meeting, Multiple, TeamQuiz

SITTING = timedelta(hours=3)
"""Longer than this nothing happens in an evening only because everybody went home, to go on at another date."""


class EveningState(StrEnum):
    """How far an evening is. The values are keys of `--json`."""

    PREPARED = "klaargezet"
    OPEN = "open"
    ENDED = "afgesloten"


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


def why(decided: ClassDecided, seats: int) -> str:
    """The reason of a decision in Dutch, with the article; `seats`: members that the raad has."""
    sitting = seats if decided.sitting is None else decided.sitting
    vote = Vote(seats=seats, sitting=sitting, recused=decided.recused, for_=decided.for_, against=decided.against)
    return explain(decided.decision, vote)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassSession:
    """Where the evening is, and what came out of it so far."""

    id: str
    content: EveningContent
    stages: tuple[tuple[Stage, ...], ...]
    begun: bool
    """False while it was only prepared; nothing can be voted on then."""
    rehearsal: bool
    """Votes are made up; nothing of it enters a report."""
    started: datetime
    """When it began, or was prepared."""
    last: datetime
    """When anything was done in it last."""
    own_title: str = ""
    """What the trainer called it; empty for the title of the plan."""
    away: timedelta = timedelta()
    """Time between sittings, when a plan is for more than one date."""
    present: int = 0
    activity_index: int = 0
    stage_index: int = 0
    page_index: int = 0
    activity_started: tuple[datetime | None, ...] = ()
    """When each activity was entered for the first time."""
    votes: Mapping[Ballot, Counts] = field(default_factory=dict)
    asked: Mapping[Ballot, int] = field(default_factory=dict)
    """How many people were in the room at each vote; 0 where nobody had counted them."""
    notes: tuple[ClassNote, ...] = ()
    agreements: tuple[ClassNote, ...] = ()
    points: Mapping[int, int] = field(default_factory=dict)
    """Points per team, for right answers only."""
    outcomes: Mapping[str, ClassDecided] = field(default_factory=dict)
    """By agenda point."""
    timer: Timer | None = None
    black: bool = False
    """Whether the beamer is black."""
    ended: datetime | None = None

    @classmethod
    def begin(cls, body: ClassPrepared | ClassStarted, at: datetime, content: EveningContent) -> ClassSession:
        """The session that begins, or is prepared, at this moment."""
        rehearsal = isinstance(body, ClassStarted) and body.rehearsal
        return cls(
            id=body.session,
            content=content,
            stages=stages_of(content),
            begun=isinstance(body, ClassStarted),
            rehearsal=rehearsal,
            started=at,
            last=at,
            activity_started=(at, *[None] * (len(content.plan.activities) - 1)),
        )

    @property
    def plan(self) -> ClassPlan:
        """The plan, as it was when the evening was made."""
        return self.content.plan

    @property
    def title(self) -> str:
        """What the evening is called."""
        return self.own_title or self.plan.title

    @property
    def state(self) -> EveningState:
        """Whether it is to come, going on, or over."""
        if not self.begun:
            return EveningState.PREPARED
        return EveningState.ENDED if self.ended else EveningState.OPEN

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
    def each_once(self) -> bool:
        """Whether everybody raises a hand once for the item in hand; else for each option that seems right."""
        return not isinstance(self.content.items.get(self.stage.item), Multiple)

    @property
    def beamer(self) -> tuple[SlidePage, ...]:
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
                return (why(outcome, seats),)
        return ()

    def count_of(self, name: str) -> Counts | None:
        """The votes of a round on the item in hand. For a measurement afterwards, `voor` is found where it was held."""
        ballot = Ballot(self.activity.id, self.stage.item, name)
        if ballot in self.votes:
            return self.votes[ballot]
        return next((c for b, c in self.votes.items() if (b.subject, b.round) == (self.stage.item, name)), None)

    @property
    def page(self) -> SlidePage:
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
        here = self._resumed(now)
        entered = here.activity_started[self.activity_index] or now
        in_hand = max(timedelta(minutes=self.activity.minutes), now - entered)
        return timedelta(minutes=planned_before + self.activity.minutes) - (entered - here._clock_start) - in_hand

    @property
    def _clock_start(self) -> datetime:
        """When the evening would have begun, had all its sittings been on one date."""
        return self.started + self.away

    def _resumed(self, at: datetime) -> ClassSession:
        """The session at a moment: after a long time in which nothing was done, another sitting begins."""
        gap = at - self.last
        if gap < SITTING:
            return self
        moved = tuple(entered + gap if entered else None for entered in self.activity_started)
        return replace(self, away=self.away + gap, activity_started=moved, last=at)

    def apply(self, event: Event) -> ClassSession:
        """The session after an event; kinds that are unknown here change nothing."""
        here = self._resumed(event.at)
        return replace(here._applied(event), last=max(here.last, event.at))

    def _applied(self, event: Event) -> ClassSession:
        match event.body:
            case ClassStarted(rehearsal=rehearsal) if not self.begun:
                fresh = ClassSession.begin(ClassStarted(self.id, rehearsal), event.at, self.content)
                return replace(fresh, own_title=self.own_title)
            case ClassNamed(title=title):
                return replace(self, own_title=title)
            case ClassReopened():
                return replace(self, ended=None)
            case ClassMoved(cursor=cursor):
                return self._moved(cursor, event.at)
            case ClassPresent(present=present):
                return replace(self, present=present)
            case ClassVoted() as vote:
                ballot = Ballot(vote.activity, vote.subject, vote.round)
                asked = {**self.asked, ballot: self.present}
                return replace(self, votes={**self.votes, ballot: vote.counts}, asked=asked)
            case ClassNoted(activity=activity, text=text):
                return replace(self, notes=(*self.notes, ClassNote(activity=activity, text=text, at=event.at)))
            case ClassAgreed(activity=activity, text=text):
                agreed = ClassNote(activity=activity, text=text, at=event.at)
                return replace(self, agreements=(*self.agreements, agreed))
            case ClassScored(team=team, points=points):
                return replace(self, points={**self.points, team: points})
            case ClassDecided() as decided:
                return replace(self, outcomes={**self.outcomes, decided.point: decided})
            case ClassTimed() as timed:
                return replace(self, timer=self._timer(timed, event.at))
            case ClassBlack(black=black):
                return replace(self, black=black)
            case ClassEnded():
                return replace(self, ended=event.at)
        return self

    def _moved(self, cursor: tuple[int, int, int], at: datetime) -> ClassSession:
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

    def _timer(self, timed: ClassTimed, at: datetime) -> Timer | None:
        timer = self.timer
        match timed.action:
            case "start":
                return Timer(seconds=timed.seconds, running_since=at)
            case "pause" if timer and timer.running_since:
                return replace(timer, running_since=None, spent=timer.seconds - timer.left(at))
            case "resume" if timer and not timer.running_since:
                return replace(timer, running_since=at)
            case "extend" if timer:
                return replace(timer, seconds=timer.seconds + timed.seconds)
            case "stop":
                return None
        return timer


def replay(events: Iterable[Event], catalogue: Catalogue) -> ClassSession | None:
    """The session that these events describe; None when it did not start, or nothing of its plan is left."""
    session: ClassSession | None = None
    for event in events:
        body = event.body
        if session:
            session = session.apply(event)
        elif isinstance(body, ClassPrepared | ClassStarted) and (content := _content(body, event.subject, catalogue)):
            session = ClassSession.begin(body, event.at, content)
    return session


def _content(body: ClassPrepared | ClassStarted, plan_id: str, catalogue: Catalogue) -> EveningContent | None:
    """What the evening keeps; for one that keeps nothing, or what this program cannot read, the plan as it is today."""
    kept = from_plain(body.content) if body.content else None
    plan = next((plan for plan in catalogue.plans if plan.id == plan_id), None)
    return kept or (prepare(plan, catalogue, body.seed) if plan else None)
