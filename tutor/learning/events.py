"""What a log may hold: one Struct for each kind of event, used to draft, store, replay and carry it on a stick.

A kind is written once, here. One that is not comes from a newer program: it is kept as it is, and means nothing. What a
body may hold is judged in `log`.

Opinions are never written down: an answer to a stelling or dilemma says only that it was given.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

from tutor.learning.answers import Confidence, Mode, Outcome, Response
from tutor.learning.route import Role
from tutor.model import Judgement

EVENING = "klas-"
"""The id of a classroom evening begins with this. It stands where else a learner's id stands."""
OF_AN_EVENING = "class_"
"""How the kinds of events of an evening begin."""
TOGETHER = "00000000-0000-7000-8000-000000000000"
"""The log that says which profiles are one person: there, reading it costs the same whatever everybody did."""
OF_A_PROFILE = "profile_"
"""How the kinds of events begin in which nothing was learned."""

Name = Annotated[str, Meta(max_length=200)]
Count = Annotated[int, Meta(ge=0, le=10_000)]
Seed = Annotated[int, Meta(ge=0, lt=2**32)]
Names = Annotated[tuple[Name, ...], Meta(max_length=10_000)]


class ActionResult(StrEnum):
    """What became of an action."""

    DONE = "gedaan"
    LATER = "later"
    DROPPED = "laat maar"


class Body(Struct, frozen=True):
    """What happened. The tag of each subclass is its kind: never rename one, files of learners hold them.

    Fields that a newer program added are passed over here, and kept in the text of the event.
    """

    @property
    def kind(self) -> str:
        """The kind of event that this is the body of."""
        return str(self.__struct_config__.tag)


def kind_of(body: type[Body]) -> str:
    """The kind of the events that have such a body."""
    return str(body.__struct_config__.tag)


class Unknown(Body, frozen=True, tag="?"):
    """The body of a kind, or with values, that only a newer program understands."""

    kind: str
    text: str


class InSession(Body, frozen=True):
    """What says no more than in which session it was."""

    session: Name


# Profiles


class ProfileName(Body, frozen=True):
    """A name that can be read: nobody can choose another."""

    name: Name

    def __post_init__(self) -> None:
        if not (self.name.isprintable() and self.name.strip()):
            raise ValueError("a name that cannot be read")


class ProfileCreated(ProfileName, frozen=True, tag="profile_created"):
    """A profile got its first name."""


class ProfileRenamed(ProfileName, frozen=True, tag="profile_renamed"):
    """A profile got another name."""


class OfTwo(Body, frozen=True):
    """About two profiles, by id. In the log `TOGETHER`, and nowhere else."""

    profile: Name
    """Gives the two of them its name."""
    other: Name


class ProfileJoined(OfTwo, frozen=True, tag="profile_joined"):
    """Two profiles are of one person: what was done in either counts for both."""


class ProfileParted(OfTwo, frozen=True, tag="profile_parted"):
    """They are not, after all."""


class ProfileRole(Body, frozen=True, tag="profile_role"):
    """The learner said what he or she is."""

    role: Role


class ProfileProgramme(Body, frozen=True, tag="profile_programme"):
    """The learner chose a programme to follow; an empty one follows none."""

    programme: str


OfProfile: TypeAlias = ProfileCreated | ProfileRenamed | ProfileJoined | ProfileParted | ProfileRole | ProfileProgramme


# Lessons


class LessonMoved(Body, frozen=True, tag="lesson_moved"):
    """The bookmark of a lesson. `page`: see `lesson.Page.id`."""

    page: Name


class LessonFinished(Body, frozen=True, tag="lesson_finished"):
    """The learner reached the last page."""


class StepRead(Body, frozen=True, tag="step_read"):
    """A step was opened by itself; the bookmark of the lesson stays where it was."""

    page: Name


class Guessed(Body, frozen=True, tag="guessed"):
    """A guess before learning; not scored."""

    response: Response | None


InLesson: TypeAlias = LessonMoved | LessonFinished | StepRead | Guessed


# Quizzes


class QuizStarted(Body, frozen=True, tag="quiz_started"):
    session: Name
    mode: Mode
    items: Names
    seed: Seed
    purpose: Name


class Answered(Body, frozen=True, tag="answered", rename={"attempt": "try"}):
    """An answer that counts, in a quiz or in a zelfscan."""

    session: Name
    mode: Name
    """A `Mode`, or `SCAN`."""
    response: Response | None
    confidence: Confidence | None
    outcome: Outcome
    score: Annotated[float, Meta(ge=0, le=1)]
    attempt: Annotated[int, Meta(ge=1, le=100)]
    """1 for the first try."""
    guess: Annotated[float, Meta(ge=0, le=1)] | None = None
    """The chance that somebody who knows nothing is right; None in answers that did not tell it yet."""


class Filled(Body, frozen=True, tag="filled"):
    """What stands on a toets at this item, until it is handed in: then all of it is `answered`, and counts."""

    session: Name
    response: Response | None
    """None while only the mark was set or taken away."""
    confidence: Confidence | None
    marked: bool
    """The learner wants to look at it again."""


class Hinted(InSession, frozen=True, tag="hinted"):
    """A hint was asked for."""


class Retried(InSession, frozen=True, tag="retried"):
    """The learner tries an item again."""


class Proceeded(InSession, frozen=True, tag="proceeded"):
    """The learner left the feedback on an item."""


class Undone(InSession, frozen=True, tag="undone"):
    """The last answer, to this item, was taken back."""


class QuizFinished(Body, frozen=True, tag="quiz_finished"):
    """The last item is behind the learner."""

    session: Name
    mode: Mode
    right: Count
    scored: Count


class Assigned(Body, frozen=True, tag="assigned"):
    """Items were brought home from an evening, to be reviewed first; without a title they are let go."""

    title: Name
    items: Names


InQuiz: TypeAlias = QuizStarted | Answered | Filled | Hinted | Retried | Proceeded | Undone | QuizFinished | Assigned


# Casus


class CasusStarted(InSession, frozen=True, tag="casus_started"):
    """A walk through a casus began."""


class CasusChosen(Body, frozen=True, tag="casus_chosen"):
    """A choice was made at a node."""

    session: Name
    node: Name
    choice: Count


class CasusBack(InSession, frozen=True, tag="casus_back"):
    """The last choice was taken back."""


class CasusVaried(Body, frozen=True, tag="casus_varied"):
    """A "maar wat als" was tried."""

    session: Name
    variation: Name


class CasusRestarted(InSession, frozen=True, tag="casus_restarted"):
    """The learner began again."""


class CasusEnded(Body, frozen=True, tag="casus_ended"):
    session: Name
    node: Name
    ending: Judgement


InCasus: TypeAlias = CasusStarted | CasusChosen | CasusBack | CasusVaried | CasusRestarted | CasusEnded


# Zelfscan

SCAN = "zelfscan"
"""Mode of the answers of a scan; they count for memory like all answers."""


class ScanStarted(Body, frozen=True, tag="scan_started"):
    session: Name
    role: Role
    seed: Seed


class ScanFinished(Body, frozen=True, tag="scan_finished"):
    """The zelfscan is done. `known`: lessons that can be skipped."""

    session: Name
    role: Role
    asked: Count
    right: Count
    known: Names


InScan: TypeAlias = ScanStarted | ScanFinished


# Notebook


class Noted(Body, frozen=True, tag="noted"):
    """A note was written with a step; an empty one takes it away."""

    step: Name
    text: str


class Bookmarked(Body, frozen=True, tag="bookmarked"):
    step: Name


class Unbookmarked(Body, frozen=True, tag="unbookmarked"):
    """A bookmark was taken away."""

    step: Name


class ActionPlanned(Body, frozen=True, tag="action_planned"):
    """The learner is going to do the "morgen doen" of a lesson."""


class ActionReported(Body, frozen=True, tag="action_reported"):
    report: ActionResult


InNotebook: TypeAlias = Noted | Bookmarked | Unbookmarked | ActionPlanned | ActionReported


# All of a learner

OfLearner: TypeAlias = OfProfile | InLesson | InQuiz | InCasus | InScan | InNotebook
