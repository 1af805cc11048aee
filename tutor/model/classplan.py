"""Plans: an evening with a group as an agenda of activities with minutes, and a programme for one learner."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, TypeAlias

from tutor.model.content import Content, Id
from tutor.model.item import Item


class ActivityBase(Content, frozen=True, kw_only=True, tag_field="soort"):
    """An activity of an evening; `soort` says which kind."""

    id: Id
    title: str
    minutes: int
    trainer: str = ""
    """Notes for the trainer only."""


class Talk(ActivityBase, frozen=True, kw_only=True, tag="uitleg"):
    """A few sentences on the screen, told by the trainer."""

    text: tuple[str, ...]


class Break(ActivityBase, frozen=True, kw_only=True, tag="pauze"):
    """Nothing to do but to rest."""


class TwoVotes(ActivityBase, frozen=True, kw_only=True):
    """An activity of two votes on one item, and then the result."""

    item: str
    trainer_after: str = ""
    """Notes for once the result is shown; those of before are over then."""


class PeerQuestion(TwoVotes, frozen=True, kw_only=True, tag="vraag"):
    """An item with peer instruction: think, vote, discuss, vote again, reveal (Crouch & Mazur 2001)."""


class Line(TwoVotes, frozen=True, kw_only=True, tag="stelling"):
    """A stelling: people stand on a side, argue and may move."""


class MoralTalk(ActivityBase, frozen=True, kw_only=True, tag="moreel-beraad"):
    """A dilemma in eight steps, with facts that shift."""

    item: str


class TeamQuiz(ActivityBase, frozen=True, kw_only=True, tag="teamquiz"):
    """Teams answer together; points for right answers, never for speed."""

    items: tuple[str, ...]
    teams: int = 4


class Measurement(ActivityBase, frozen=True, kw_only=True, tag="meting"):
    """The same questions before and after, by show of hands, without discussion."""

    items: tuple[str, ...]
    moment: Literal["voor", "na"]


class Round(ActivityBase, frozen=True, kw_only=True, tag="ronde"):
    """An open question around the table, or a task for groups, with notes."""

    question: str
    call: str = "Om de beurt, kort"
    """What the room does, for the wall."""


class Intervision(ActivityBase, frozen=True, kw_only=True, tag="intervisie"):
    """The incident method in seven steps."""


class OwnCase(ActivityBase, frozen=True, kw_only=True, tag="eigen-casus"):
    """A case of the room itself, in the steps of a moral deliberation; it is told, and stands in no file."""


class CalendarEvent(Content, frozen=True, kw_only=True):
    """Something that happens in a certain month."""

    text: str
    month: Literal[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    explanation: str


class CalendarGame(ActivityBase, frozen=True, kw_only=True, tag="kalender"):
    """The room says in which month things happen; each then stands on a calendar that is drawn."""

    events: tuple[CalendarEvent, ...]


class Agreements(ActivityBase, frozen=True, kw_only=True, tag="afspraken"):
    """What the group agrees for the time to come."""

    question: str


class Decision(StrEnum):
    """What a vote in the raad leads to (Gemeentewet 29 to 32)."""

    ADOPTED = "aangenomen"
    REJECTED = "verworpen"
    INVALID = "ongeldig"
    """Too few took part; the matter comes back (29)."""
    POSTPONED = "uitgesteld"
    """A tie in a meeting that was not complete: decided in a next meeting (32 lid 4)."""
    VOTE_AGAIN = "herstemming"
    """A tie on persons: a second ballot in the same meeting (31 lid 2)."""
    NO_MAJORITY = "geen meerderheid"
    """A tie on persons in a free choice: 31 lid 2 does not apply, the reglement van orde says how to go on."""
    LOT = "het lot beslist"
    """A second tie on persons (31 lid 3)."""


class AgendaPoint(Content, frozen=True, kw_only=True):
    """A point on the agenda of a simulated meeting."""

    id: Id
    title: str
    sort: Literal["voorstel", "amendement", "motie", "benoeming"]
    text: str
    speaking_seconds: int = 60
    trainer: str = ""
    """Notes for the trainer at the vote on this point."""


class Meeting(ActivityBase, frozen=True, kw_only=True, tag="vergadering"):
    """A simulated meeting of the raad: quorum, speaking time, votes."""

    seats: int
    points: tuple[AgendaPoint, ...]


Activity: TypeAlias = (
    Talk
    | Break
    | PeerQuestion
    | Line
    | MoralTalk
    | TeamQuiz
    | Measurement
    | Round
    | Intervision
    | Agreements
    | Meeting
    | OwnCase
    | CalendarGame
)


class RoleCard(Content, frozen=True, kw_only=True):
    """A role in a simulation, to print and hand out."""

    name: str
    text: str
    """What everybody may know."""
    secret: str = ""
    """What only the player knows."""


class ClassPlan(Content, frozen=True, kw_only=True):
    """An evening: one file in `quizzes/<module>/klas/`."""

    id: Id
    title: str
    text: str
    """What it is for, and for whom."""
    preparation: tuple[str, ...]
    """What the trainer gets ready."""
    activities: tuple[Activity, ...]
    follow_up: tuple[str, ...] = ()
    """Lessons to take afterwards."""
    cards: tuple[RoleCard, ...] = ()
    questions: tuple[Item, ...] = ()
    """Its own items, of nobody's lesson: nobody but its author looked at them."""
    prints: tuple[Literal["kalender", "modellen", "samenspel", "experiment"], ...] = ()
    """What the evening needs on paper besides what follows from its activities."""

    @property
    def minutes(self) -> int:
        """Time for all activities together."""
        return sum(activity.minutes for activity in self.activities)


class Stop(Content, frozen=True, kw_only=True):
    """One thing to do: a lesson, one step of it, its quiz or its casus."""

    lesson: str
    minutes: int
    what: Literal["les", "stap", "quiz", "casus"] = "les"
    step: str | None = None
    """Anchor, for `what` is `stap`."""


class Section(Content, frozen=True, kw_only=True):
    """A week, or a situation such as "Je wilt een motie indienen"."""

    title: str
    stops: tuple[Stop, ...]

    @property
    def minutes(self) -> int:
        """Minutes for all stops together."""
        return sum(stop.minutes for stop in self.stops)


class Programme(Content, frozen=True, kw_only=True):
    """A programme: one file in `lessons/programmas/`."""

    id: Id
    title: str
    text: str
    audience: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def minutes(self) -> int:
        """Minutes for all sections together."""
        return sum(section.minutes for section in self.sections)
