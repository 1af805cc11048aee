"""A running evening as a value: the log of what the trainer did, replayed.

Two windows and a crash are all the same case: whoever replays the events of the session sees the same evening.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

from tutor.classroom.content import SEE, EveningContent
from tutor.classroom.places import EveningPlace, places_of
from tutor.classroom.records import (
    SHIFTED,
    Ballot,
    ClassNote,
    EveningState,
    OnWall,
    Paper,
    Timer,
    drawn,
    goes_on,
    moment_of,
    numbered,
    per_table,
    standings,
    time_used,
    why,
)
from tutor.classroom.slide import SHEET, RoundOfVotes, Slide, SlidePage, Space, pages
from tutor.classroom.stages import Stage, stages_of
from tutor.classroom.votes import Counts, shares, votable
from tutor.learning.days import AMSTERDAM
from tutor.learning.evening_events import ClassDecided, ClassPrepared, ClassResolved, ClassStarted
from tutor.model import Activity, Break, ClassPlan, Meeting, Multiple, TeamQuiz

SITTING = timedelta(hours=3)
"""Longer than this nothing happens in an evening only because everybody went home, to go on at another date."""


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
    begins: time | None = None
    """When it is to begin, on the clock in Amsterdam; None where nobody said."""
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
    tables: Mapping[Ballot, tuple[Counts, ...]] = field(default_factory=dict)
    """The same for each table, as far as they were told so."""
    asked: Mapping[Ballot, int] = field(default_factory=dict)
    """How many people were in the room at each vote; 0 where nobody had counted them."""
    notes: tuple[ClassNote, ...] = ()
    agreements: tuple[ClassNote, ...] = ()
    parked: tuple[ClassNote, ...] = ()
    """What was put aside for later."""
    resolved: Mapping[str, ClassResolved] = field(default_factory=dict)
    """By activity: what the room would do."""
    groups: tuple[tuple[int, ...], ...] = ()
    """What chance made last: groups of seats."""
    drawn: tuple[int, ...] = ()
    """Seats that were drawn to speak, in that order."""
    papers: Mapping[tuple[str, str], Paper] = field(default_factory=dict)
    """By code and moment."""
    own_seats: Mapping[str, int] = field(default_factory=dict)
    """By meeting: how many members this raad has, when the trainer said so."""
    parties: tuple[str, ...] = ()
    """The fracties of a simulated meeting, in the order in which they speak."""
    floor: int | None = None
    """The fractie that speaks, counted from 0."""
    spoken: Mapping[int, float] = field(default_factory=dict)
    """Seconds that each fractie used."""
    points: Mapping[int, int] = field(default_factory=dict)
    """Points per team, for right answers only."""
    won: Mapping[tuple[str, str, int], int] = field(default_factory=dict)
    """The same by activity, item and team, as far as a question was in hand when they were given."""
    team_names: tuple[str, ...] = ()
    """What the teams are called; empty while nobody named them."""
    outcomes: Mapping[str, ClassDecided] = field(default_factory=dict)
    """By agenda point."""
    timer: Timer | None = None
    on_wall: OnWall | None = None
    """What the trainer put on the wall beside the stage in hand; moving takes it away."""
    wall_page: int = 0
    space: Space = field(default=SHEET, compare=False)
    """Room for text on the wall: no part of the evening, but what it is cut into pages for."""
    black: bool = False
    """Whether the beamer is black."""
    ended: datetime | None = None
    before: ClassSession | None = field(default=None, compare=False, repr=False)
    """The session before the last thing that was done, to undo it; None at the start."""

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
        """What the group does now, as the plan has it."""
        return self.plan.activities[self.activity_index]

    @property
    def stage(self) -> Stage:
        """The part of that activity that is on the wall."""
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
    def teams(self) -> tuple[str, ...]:
        """What the teams of a quiz are called, in their order; nothing in another activity."""
        if not isinstance(self.activity, TeamQuiz):
            return ()
        return self.team_names or tuple(f"Team {number}" for number in range(1, self.activity.teams + 1))

    @property
    def seats(self) -> int:
        """How many members the raad of the meeting in hand has; 0 in another activity."""
        planned = self.activity.seats if isinstance(self.activity, Meeting) else 0
        return self.own_seats.get(self.activity.id, planned)

    @property
    def places(self) -> tuple[EveningPlace, ...]:
        """Where one can go: each activity, and where it asks more than one thing, each of them."""
        return places_of(self.content, self.stages)

    @property
    def on_persons(self) -> bool:
        """Whether the agenda point in hand is a vote on persons."""
        points = self.activity.points if isinstance(self.activity, Meeting) else ()
        return any(point.id == self.stage.point and point.sort == "benoeming" for point in points)

    @property
    def each_once(self) -> bool:
        """Whether everybody raises a hand once for the item in hand; else for each option that seems right."""
        return not isinstance(self.content.items.get(self.stage.item), Multiple)

    @property
    def beamer(self) -> tuple[SlidePage, ...]:
        """The pages that the wall shows: those of this stage, or what the trainer put there."""
        if self.on_wall:
            votes = self._rounds(self._voted) if self.on_wall is OnWall.RESULT else ()
            return pages(self._asked_for(), votes, self.space)
        slide = replace(self.stage.slide, text=(*self._results(), *self.stage.slide.text))
        if (decided := self.decided) is not None:
            counts = (decided.for_, decided.against)
            vote = RoundOfVotes(name="", counts=counts, shares=shares(counts, 0, each_once=True))
            return pages(replace(slide, options=("Voor", "Tegen"), marks="VT"), [vote], self.space)
        return pages(slide, self._rounds(filter(None, map(self._ballot_of, slide.rounds))), self.space)

    @property
    def decided(self) -> ClassDecided | None:
        """What the raad of the meeting in hand decided on the point that is on the wall, once it voted."""
        stage = self.stage
        return self.outcomes.get(stage.point) if isinstance(self.activity, Meeting) and stage.reveals else None

    def speaking_time(self) -> str:
        """What each fractie used of it in the debate in hand, in Dutch; empty where none speak."""
        if not self.parties or not self.stage.point or self.stage.reveals:
            return ""
        return time_used(self.parties, self.spoken)

    def call(self, now: datetime) -> str:
        """What the room does now; empty where the raad just decided."""
        if self.on_wall and self.on_wall is not OnWall.SITUATION:
            return {OnWall.RESULT: SEE, OnWall.TABLES: SEE, OnWall.DRAWN: "Zoek je stoel op"}.get(
                self.on_wall, "Lees mee"
            )
        if not isinstance(self.activity, Break):
            return "" if self.decided else self.stage.call
        left = self.timer.left(now) if self.timer else 0.0
        end = now + timedelta(seconds=left)
        if self.timer is None:
            end = self.entered(now) + timedelta(minutes=self.activity.minutes)
        return goes_on(end, now)

    @property
    def _voted(self) -> tuple[Ballot, ...]:
        """The votes on the item in hand here; where nothing is asked, those on what was voted on last."""
        last = None if self.stage.item else next(reversed(tuple(self.votes)), None)
        here = (last.activity, last.subject) if last else (self.activity.id, self.stage.item)
        found = [one for one in self.votes if (one.activity, one.subject) == here]
        return tuple(sorted(found, key=lambda one: moment_of(one.round)))

    def _rounds(self, ballots: Iterable[Ballot]) -> list[RoundOfVotes]:
        shown = []
        for ballot in ballots:
            once = not isinstance(self.content.items[ballot.subject], Multiple)
            part = shares(self.votes[ballot], self.asked.get(ballot, 0), each_once=once)
            name = ballot.round.replace(SHIFTED, "feit ")
            shown.append(RoundOfVotes(name=name, counts=self.votes[ballot], shares=part))
        return shown

    def _asked_for(self) -> Slide:
        """What the trainer put on the wall beside the stage."""
        slide, item = self.stage.slide, self.content.items.get(self.stage.item)
        if self.on_wall in (OnWall.RESULT, OnWall.TABLES) and self._voted:
            item = self.content.items[self._voted[0].subject]
        match self.on_wall:
            case OnWall.SITUATION if item:
                return Slide(title=self.activity.title, text=(item.setting, item.asked), options=votable(item))
            case OnWall.RESULT if item:
                return Slide(title=self.activity.title, text=(item.asked,), options=votable(item), key=slide.key)
            case OnWall.TABLES if item:
                told = per_table(self._voted, self.tables)
                return Slide(title=f"{self.activity.title}: per tafel", text=told, options=votable(item))
            case OnWall.EXPLANATION if item:
                return Slide(title=self.activity.title, text=(item.explanation,))
            case OnWall.AGREEMENTS:
                return Slide(title="Wat we afspreken", text=numbered(self.agreements))
            case OnWall.PARKED:
                return Slide(title="Op de parkeerplaats", text=numbered(self.parked))
            case OnWall.DECISION if said := self.resolved.get(self.activity.id):
                return Slide(title="Wat wij zouden doen", text=(said.text, *(f"– {why}" for why in said.reasons)))
            case OnWall.DRAWN:
                title, told = drawn(self.groups)
                return Slide(title=title, text=told)
        here = [note for note in self.notes if note.activity == self.activity.id]
        return Slide(title="Wat er gezegd is", text=numbered(here, together=True))

    def can_show(self, what: OnWall) -> bool:
        """Whether there is anything of this kind to put on the wall now."""
        match what:
            case OnWall.SITUATION:
                return self.stage.item in self.content.items
            case OnWall.EXPLANATION:
                item = self.content.items.get(self.stage.item)
                return item is not None and bool(item.explanation)
            case OnWall.RESULT:
                return bool(self._voted)
            case OnWall.TABLES:
                return any(map(self.tables.get, self._voted))
            case OnWall.AGREEMENTS:
                return bool(self.agreements)
            case OnWall.PARKED:
                return bool(self.parked)
            case OnWall.DECISION:
                return self.activity.id in self.resolved
            case OnWall.DRAWN:
                return bool(self.groups)
        return any(note.activity == self.activity.id for note in self.notes)

    def showing(self, what: OnWall) -> tuple[OnWall | None, int]:
        """What asking for it leads to: it, its next page, or after the last one what was there before."""
        if self.on_wall is not what:
            return what, 0
        return (what, self.wall_page + 1) if self.wall_page + 1 < len(self.beamer) else (None, 0)

    def _results(self) -> tuple[str, ...]:
        """What the group did that belongs on this slide: the points of the teams, or the decision of the raad."""
        stage = self.stage
        match self.activity:
            case TeamQuiz() if stage.reveals and not stage.item:
                final = not any(isinstance(one, TeamQuiz) for one in self.plan.activities[self.activity_index + 1 :])
                return standings(self.teams, self.points, final=final)
            case Meeting() if self.decided:
                return (why(self.decided, self.seats),)
            case Meeting() if self.floor is not None and self.floor < len(self.parties):
                return (f"Aan het woord: {self.parties[self.floor]} ({self.floor + 1} van {len(self.parties)})",)
        return ()

    def _ballot_of(self, name: str) -> Ballot | None:
        """The vote of a round on the item in hand. For a measurement afterwards, `voor` is found where it was held."""
        ballot = Ballot(self.activity.id, self.stage.item, name)
        if ballot in self.votes or name != "voor":
            return ballot if ballot in self.votes else None
        return next((b for b in self.votes if (b.subject, b.round) == (self.stage.item, name)), None)

    @property
    def page(self) -> SlidePage:
        """What the beamer shows now."""
        shown, index = self.beamer, self.wall_page if self.on_wall else self.page_index
        return shown[min(index, len(shown) - 1)]

    @property
    def cursor(self) -> tuple[int, int, int]:
        """Where the evening is: the numbers of activity, stage and page, from 0."""
        return self.activity_index, self.stage_index, self.page_index

    def number_of(self, activity: str, otherwise: int) -> int:
        """The number of the activity with this id, from 0; `otherwise` where there is none."""
        return next((at for at, one in enumerate(self.plan.activities) if one.id == activity), otherwise)

    def forward(self) -> tuple[int, int, int]:
        """The next page, stage or activity; the same at the very end."""
        activity, stage, page = self.cursor
        if page + 1 < len(replace(self, on_wall=None).beamer):
            return activity, stage, page + 1
        if stage + 1 < len(self.stages[activity]):
            return activity, stage + 1, 0
        return (activity + 1, 0, 0) if activity + 1 < len(self.stages) else self.cursor

    def reveal(self) -> tuple[int, int, int]:
        """Where the answer to the item in hand is shown; the same place where there is no such page ahead."""
        stages = self.stages[self.activity_index]
        for place in range(self.stage_index + 1, 0 if self.stage.reveals else len(stages)):
            if self.stage.item and stages[place].reveals and stages[place].item == self.stage.item:
                return self.activity_index, place, 0
        return self.cursor

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
        entered = self.entered(now)
        in_hand = max(timedelta(minutes=self.activity.minutes), now - entered)
        return timedelta(minutes=planned_before + self.activity.minutes) - (entered - self.clock_start(now)) - in_hand

    def entered(self, now: datetime) -> datetime:
        """When the activity in hand began, in the sitting of this moment: not before the evening is to begin."""
        here = self.resumed(now)
        return max(here.activity_started[self.activity_index] or now, self.clock_start(now))

    def clock_start(self, now: datetime) -> datetime:
        """When the evening was to begin, or began, had all its sittings been on one date."""
        begins = self.started
        if self.begins:
            there = datetime.combine(self.started.astimezone(AMSTERDAM), self.begins, AMSTERDAM)
            begins = there if abs(there - self.started) < SITTING else self.started
        return begins + self.resumed(now).away

    def resumed(self, at: datetime) -> ClassSession:
        """The session at a moment: after a long time in which nothing was done, another sitting begins."""
        gap = at - self.last
        if gap < SITTING:
            return self
        moved = tuple(entered + gap if entered else None for entered in self.activity_started)
        return replace(self, away=self.away + gap, activity_started=moved, last=at)
