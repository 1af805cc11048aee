"""Where a learner can go: values that links, lists, search results, programmes and Ctrl+P hold, and `routes` follows.

Screens and widgets only say where to go. So none of them knows another one, and a screen is loaded when it opens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from textual.message import Message

from tutor.learning.answers import Mode
from tutor.model.catalogue import FindKind

if TYPE_CHECKING:
    from tutor.learning.lesson import LessonSession
    from tutor.model import Stop
    from tutor.model.catalogue import Found
    from tutor.service.workspace import Profile


class Destination(Struct, frozen=True):
    """A place in the app. Fields without a word of their own are ids."""


class ToProfiles(Destination, frozen=True):
    """The choice of who is learning. `anew`: what was open is closed, as profiles changed."""

    anew: bool = False


class ToStudy(Destination, frozen=True):
    """The first screen of a learner."""

    profile: Profile | None
    """None: a guest."""
    new: bool = False
    """Whether to ask, once, what the learner is and how much time there is."""


class ToHome(Destination, frozen=True):
    """The first screen of whoever is learning; everything else closes."""


class ToModule(Destination, frozen=True):
    """The lessons of a module."""

    module: str


class ToLesson(Destination, frozen=True):
    """A lesson where the learner left it."""

    lesson: str
    looking: bool = False
    """Whether it is looked up: then it is begun only when the learner goes on in it."""


class ToStep(Destination, frozen=True):
    """One step of a lesson; the bookmark stays where it was."""

    anchor: str
    lesson: str = ""
    """Empty: the lesson in view."""
    only: bool = False
    """Whether the learner comes for this step, and is back at its end."""


class ToPage(Destination, frozen=True):
    """The question, casus or quiz of a page; its outcome is whether the learner came to the end."""

    session: LessonSession


class ToLessonDone(Destination, frozen=True):
    """The end of a lesson: what next?"""

    lesson: str


class ToQuiz(Destination, frozen=True):
    """All questions of a lesson."""

    lesson: str
    mode: Mode


class ToMistakes(Destination, frozen=True):
    """Some questions once more, which just went wrong."""

    items: tuple[str, ...] = ()
    """Empty: all that did not go right the last time."""
    more: bool = False
    """Instead those of a lesson that its quiz left."""


class ToCasus(Destination, frozen=True):
    """A casus where the learner left it."""

    casus: str


class ToCasusOf(Destination, frozen=True):
    """The first casus of a lesson that has no ending yet."""

    lesson: str


class ToItem(Destination, frozen=True):
    """A question that was answered before, with its answer."""

    item: str


class ToResults(Destination, frozen=True):
    """How the last quiz or toets of a lesson went."""

    lesson: str


class ToPassage(Destination, frozen=True):
    """The step that teaches an item."""

    item: str


class ToSource(Destination, frozen=True):
    """What the answer to an item rests on."""

    item: str


class ToArticle(Destination, frozen=True):
    """What an article says."""

    reference: str
    """`gemeentewet 20`."""


class ToStatutes(Destination, frozen=True):
    """The laws that are told in our own words, or the articles of one of them."""

    law: str = ""


class ToTool(Destination, frozen=True):
    """A tool for tonight."""

    tool: str = ""
    """Empty: the learner chooses one."""


class ToPeople(Destination, frozen=True):
    """Who is who in the lessons."""


class ToTerm(Destination, frozen=True):
    """What a word means, and where that is laid down."""

    term: str


class ToReview(Destination, frozen=True):
    """What comes back today; first what became of actions of a month ago."""


class ToPlan(Destination, frozen=True):
    """What the plan says to do."""

    after: bool = False
    """What comes after that."""


class ToSession(Destination, frozen=True):
    """What fits in the minutes that the learner has."""

    minutes: int = 0
    """0: the learner says how many."""


class ToAction(Destination, frozen=True):
    """What became of the "morgen doen" of a lesson?"""

    lesson: str


class ToScan(Destination, frozen=True):
    """The zelfscan that is running, or a new one."""


class ToRole(Destination, frozen=True):
    """What is the learner, and how much time is there per week? Who does not say goes on."""


class ToMinutes(Destination, frozen=True):
    """How much time is there per week?"""


class ToRoute(Destination, frozen=True):
    """The lessons that the last zelfscan left; without one the zelfscan itself."""


class ToProgramme(Destination, frozen=True):
    """A programme, at its next stop."""

    programme: str = ""
    """Empty: the learner chooses one."""


class ToSearch(Destination, frozen=True):
    """Full-text search over lessons, words, notes and questions."""


class ToNotebook(Destination, frozen=True):
    """What a learner keeps: notes, bookmarks and actions."""


class ToProgress(Destination, frozen=True):
    """How far the learner is."""


class ToCertificate(Destination, frozen=True):
    """The leerverslag, written to a file."""


@dataclass
class Go(Message):
    """The learner goes somewhere. Posted to a screen: from a widget it would not get past a screen that made it."""

    destination: Destination
    then: Callable[[Any], None] | None = None
    """Called with what the screen there dismisses with."""
    leaving: bool = False
    """Whether this screen closes, so that going back leads to the one below it."""
    label: str = ""
    """The words that were followed, to be named when they lead nowhere."""


def of_link(target: str) -> Destination:
    """Where a link in a text leads, such as `begrip:motie`. Whatever is no link that we know is taken for a word."""
    kind, _, name = target.partition(":")
    match kind:
        case "les":
            return ToLesson(name, looking=True)
        case "stap":
            return ToStep(name)
        case "gereedschap":
            return ToTool(name)
    return ToTerm(name if kind == "begrip" else target)


def of_found(found: Found) -> Destination:
    """The place of something that was found."""
    match found.kind:
        case FindKind.TERM:
            return ToTerm(found.target)
        case FindKind.ARTICLE:
            return ToArticle(found.target)
        case FindKind.ITEM:
            return ToItem(found.target)
        case FindKind.STEP | FindKind.NOTE:
            return ToStep(found.target, found.lesson)


def going_on(stop: Stop) -> Destination:
    """What there is to do at a stop of the plan: a lesson is gone on with, not looked up."""
    return ToLesson(stop.lesson) if stop.what == "les" else of_stop(stop)


def of_stop(stop: Stop) -> Destination:
    """What there is to do at a stop of a programme."""
    match stop.what:
        case "les":
            return ToLesson(stop.lesson, looking=True)
        case "stap":
            return ToStep(stop.step or "", stop.lesson, only=True)
        case "quiz":
            return ToQuiz(stop.lesson, Mode.PRACTICE)
        case "casus":
            return ToCasusOf(stop.lesson)
