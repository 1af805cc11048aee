"""What the log of an evening may hold, see `tutor.learning.events`. Evenings do not travel on a stick."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from tutor.learning.events import Body, Count, Name, Seed
from tutor.model import Decision


class ClassPrepared(Body, frozen=True, tag="class_prepared"):
    """What an evening to come will ask was fixed, so that what is printed for it has the letters of the wall."""

    session: Name
    seed: Seed
    content: dict[str, Any]
    """The plan and its items, see `tutor.classroom.content`."""


class ClassStarted(Body, frozen=True, tag="class_started"):
    session: Name
    rehearsal: bool
    seed: Seed | None = None
    """Of the order of the options; None in evenings that kept the order of the file."""
    content: dict[str, Any] | None = None
    """The plan and its items; None when the evening was prepared, and in evenings that kept none."""


class ClassNamed(Body, frozen=True, tag="class_named"):
    """The trainer gave the evening a title of its own; an empty one takes it away."""

    title: str


class ClassPlanned(Body, frozen=True, tag="class_planned"):
    """At what time of the day the evening is to begin, such as `19.30`."""

    begins: Name


class ClassMoved(Body, frozen=True, tag="class_moved"):
    """The trainer went to another activity, stage or page."""

    cursor: tuple[int, int, int]
    activity: Name = ""
    """Id of the activity, which counts where it has another number by now; empty in evenings of before."""


class ClassPresent(Body, frozen=True, tag="class_present"):
    """How many people are in the room."""

    present: int


class ClassVoted(Body, frozen=True, tag="class_voted"):
    """The counts of a ballot; a later one replaces an earlier one."""

    activity: Name
    subject: Name
    round: Name
    counts: tuple[int, ...]
    tables: tuple[tuple[int, ...], ...] = ()
    """The same for each table, where they were told so; empty else."""


class ClassNoted(Body, frozen=True, tag="class_noted"):
    """Something was said in an activity."""

    activity: Name
    text: str


class ClassAgreed(Body, frozen=True, tag="class_agreed"):
    """Something was agreed in an activity."""

    activity: Name
    text: str


class ClassMended(Body, frozen=True, tag="class_mended"):
    """What was noted or agreed got another text; an empty one takes it away."""

    note: Name
    """Id of the event that said it first."""
    text: str


class ClassShown(Body, frozen=True, tag="class_shown"):
    """The trainer put something on the wall beside the stage in hand; empty takes it away."""

    what: Name
    page: int = 0


class ClassUndone(Body, frozen=True, tag="class_undone"):
    """The last thing that was done was taken back."""


class ClassParked(Body, frozen=True, tag="class_parked"):
    """Something was put aside for later."""

    activity: Name
    text: str


class ClassResolved(Body, frozen=True, tag="class_resolved"):
    """What the room would do in an activity, and why; a later one replaces an earlier one."""

    activity: Name
    text: str
    reasons: tuple[str, ...] = ()


class ClassAsked(Body, frozen=True, tag="class_asked"):
    """A question that nobody had written was put to the room: it follows the activity in hand."""

    item: Name
    question: str
    options: tuple[str, ...]
    key: int | None = None
    """Index of the right option; None for a matter of opinion."""


class ClassCorrected(Body, frozen=True, tag="class_corrected"):
    """A question got another text. From here on it is asked as one of its own, so that votes keep what they were on."""

    item: Name
    """Id of the question as it was."""
    becomes: Name
    """Id of the question as it is now."""
    question: str
    options: tuple[str, ...] = ()
    """As many as it had."""
    key: tuple[int, ...] = ()
    """Indices of the right options."""


class ClassRepeated(Body, frozen=True, tag="class_repeated"):
    """A question is put once more: it follows the activity in hand, as one of its own."""

    item: Name
    activity: Name
    """Id of the new activity."""


class ClassDrawn(Body, frozen=True, tag="class_drawn"):
    """Chance made groups of seats; one group of one is who speaks."""

    groups: tuple[tuple[int, ...], ...]


class ClassPaired(Body, frozen=True, tag="class_paired"):
    """How many answers of a measurement were right on the paper with this code, which its owner chose."""

    code: Name
    moment: Literal["voor", "na"]
    right: Count
    asked: Count


class ClassSeats(Body, frozen=True, tag="class_seats"):
    """How many members the raad of a simulated meeting has."""

    activity: Name
    seats: Count


class ClassParties(Body, frozen=True, tag="class_parties"):
    """The fracties of a simulated meeting, in the order in which they speak."""

    names: tuple[Name, ...]


class ClassSpeaks(Body, frozen=True, tag="class_speaks"):
    """A fractie has the floor, for so many seconds. `party`: counted from 0."""

    party: Count
    seconds: Count


class ClassScored(Body, frozen=True, tag="class_scored"):
    """The points that a team now has."""

    team: int
    points: int


class ClassTeams(Body, frozen=True, tag="class_teams"):
    """What the teams are called, in their order; as many as there are names."""

    names: tuple[Name, ...]


class ClassDecided(Body, frozen=True, tag="class_decided"):
    """The raad decided on an agenda point of a simulated meeting."""

    point: Name
    for_: int
    against: int
    decision: Decision
    recused: int = 0
    sitting: int | None = None
    """Members who held a seat; None: all seats were taken."""
    blank: int = 0
    """Ballots that were handed in but not duly filled in."""
    nominated: bool = True
    """For persons: whether the choice was limited by a voordracht or a herstemming."""
    exempt: bool = False
    """Whether this point was voted on in vain before, so that no minimum applied (Gemeentewet 29 lid 2)."""
    reconvened: bool = False
    """Whether it came back after a tie in a meeting that was not complete (32 lid 4)."""
    revote: bool = False
    """Whether this was the herstemming on persons (31 lid 2)."""


ClockAction: TypeAlias = Literal["start", "pause", "resume", "extend", "stop"]


class ClassTimed(Body, frozen=True, tag="class_timer"):
    action: ClockAction
    seconds: int = 0


class ClassBlack(Body, frozen=True, tag="class_black"):
    """The beamer went black, or came back."""

    black: bool


class ClassEnded(Body, frozen=True, tag="class_ended"):
    """The evening is over."""


class ClassReopened(Body, frozen=True, tag="class_reopened"):
    """It was not over after all."""


OnStage: TypeAlias = (
    ClassShown
    | ClassUndone
    | ClassPrepared
    | ClassStarted
    | ClassNamed
    | ClassMoved
    | ClassPresent
    | ClassTimed
    | ClassBlack
    | ClassEnded
    | ClassReopened
)
FromTrainer: TypeAlias = (
    ClassPlanned
    | ClassParked
    | ClassResolved
    | ClassAsked
    | ClassCorrected
    | ClassRepeated
    | ClassDrawn
    | ClassPaired
    | ClassSeats
    | ClassParties
    | ClassTeams
)
FromRoom: TypeAlias = (
    FromTrainer | ClassSpeaks | ClassMended | ClassVoted | ClassNoted | ClassAgreed | ClassScored | ClassDecided
)
