"""What can be derived from the log of one learner. The only way to change it is `add`, so replay gives the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import cache
from typing import get_args
from zlib import crc32

import msgspec
from msgspec import Struct, field

from tutor.learning.answers import Choose, Confidence, Outcome, Response, chance_of_guessing
from tutor.learning.days import LearningTime, believed, study_day
from tutor.learning.events import (
    OF_A_PROFILE,
    Answered,
    Assigned,
    CasusBack,
    CasusChosen,
    CasusEnded,
    CasusRestarted,
    CasusStarted,
    CasusVaried,
    Filled,
    Guessed,
    Hinted,
    LessonFinished,
    LessonMoved,
    Proceeded,
    ProfileProgramme,
    ProfileRole,
    QuizFinished,
    QuizStarted,
    Retried,
    ScanFinished,
    ScanStarted,
    StepRead,
    Undone,
    Unknown,
)
from tutor.learning.forgetting import Seen
from tutor.learning.lesson import Page, PageKind, asked_items, practice_items, quiz_items, step_page
from tutor.learning.log import KINDS, Event, Stamp
from tutor.learning.memory import CardHistory, Memory, Review, Schedule, Trace
from tutor.learning.minutes import Pace, Took
from tutor.learning.notebook import Action, Notebook, Place, StepNote
from tutor.learning.route import Role
from tutor.learning.scan import ScanResult, result, skipped
from tutor.model import Catalogue, Item, Lesson, Module, revision

PRACTISED = 0.8
"""The share of the questions on the way through a lesson that must be answered for ✓: an author may add one."""


class Answer(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """One scored answer in the log."""

    item: str
    session: str
    outcome: Outcome
    score: float
    attempt: int
    """1 for the first try."""
    confidence: Confidence | None
    at: datetime


class Guess(Struct, frozen=True, kw_only=True):
    """A guess at an item, with the hash of the text that was guessed at; without the response of an opinion."""

    response: Response | None
    revision: str


class LessonPlace(Struct, frozen=True, kw_only=True):
    """Where the learner was in a lesson, and when."""

    page: str
    at: datetime


class FinishedQuiz(Struct, frozen=True, kw_only=True):
    """A quiz that came to its end."""

    session: str
    lesson: str
    mode: str
    right: int
    scored: int
    at: datetime


class Walk(Struct, frozen=True, kw_only=True):
    """A walk through a casus."""

    session: str
    events: list[Event]


class Progress(Struct, kw_only=True):
    """Derived state of one learner."""

    events: int = 0
    """How many events were taken in."""
    last: str = ""
    """Id of the last one."""
    places: dict[str, LessonPlace] = {}
    """Bookmark per lesson."""
    visited: dict[str, set[str]] = {}
    """Pages that came into view, by lesson."""
    finished: dict[str, datetime] = {}
    """Lessons of which the last page was reached, whatever was skipped: see `learned`."""
    guesses: dict[str, Guess] = {}
    """What was guessed before learning, by item."""
    answers: list[Answer] = []
    quizzes: dict[str, list[Event]] = {}
    """Events of every quiz that is still running, by session."""
    last_quizzes: dict[str, str] = {}
    """Session of the quiz that was begun last, by subject and purpose: one begun anew lets those before it go."""
    cases: dict[str, Walk] = {}
    """The last walk through each casus, by casus."""
    endings: dict[str, set[str]] = {}
    """Endings seen, by casus."""
    ended: dict[str, tuple[datetime, datetime]] = {}
    """When an ending was reached first and last, by casus."""
    done: list[FinishedQuiz] = []
    memory: Memory = field(default_factory=Memory)
    """Cards of the items that were answered."""
    notebook: Notebook = field(default_factory=Notebook)
    running_scans: dict[str, list[Event]] = {}
    """Events of every zelfscan that was not finished, by session."""
    last_scan: str = ""
    """Session of the zelfscan that was begun last."""
    scans: list[ScanResult] = []
    """Zelfscans that were finished, oldest first."""
    told_role: Role | None = None
    """What the learner last said to be; None if never asked."""
    programme: str = ""
    """Id of the programme that the learner chose to follow; empty for none."""
    assigned: dict[str, str] = {}
    """Title of the evening that an item was brought home from, until it is answered."""
    active_days: set[date] = set()
    """Study days on which something was learned."""
    time: LearningTime = field(default_factory=LearningTime)
    pace: Pace = field(default_factory=Pace)
    """How long things take this learner."""

    @classmethod
    def replay(cls, events: Iterable[Event], schedule: Schedule | None = None) -> Progress:
        """The state after these events, in order of their ids."""
        return cls(memory=Memory(schedule or Schedule())).take(events)

    def take(self, events: Iterable[Event]) -> Progress:
        """Take these events in. Gives this progress back."""
        for event in events:
            self.add(event)
        return self

    def add(self, event: Event) -> None:
        """Take one event in. Kinds that are unknown here, from a newer program, are counted and passed over."""
        self.events += 1
        self.last = event.id
        body = event.body
        if not body.kind.startswith(OF_A_PROFILE):
            self.active_days.add(study_day(event.at))
            self.time.add(event.at)
            self.pace.add(event)
        match body:
            case Answered():
                self.quizzes.get(body.session, []).append(event)
                self.running_scans.get(body.session, []).append(event)
                self._answer(event, body)
                if isinstance(body.response, Choose) and body.response.reason:
                    self.notebook.add(event)
            case Undone():
                self.quizzes.get(body.session, []).append(event)
                self._undo(event, body)
                self.notebook.add(event)
            case Filled() | Hinted() | Retried() | Proceeded():
                self.quizzes.get(body.session, []).append(event)
            case QuizStarted():
                self.quizzes[body.session] = [event]
                self.last_quizzes[_about(event.subject, body.purpose)] = body.session
            case QuizFinished():
                self.quizzes.pop(body.session, None)
                self.done.append(_finished(event, body))
            case LessonMoved():
                self.places[event.subject] = LessonPlace(page=body.page, at=event.at)
                self.visited.setdefault(event.subject, set()).add(body.page)
            case StepRead():
                self.visited.setdefault(event.subject, set()).add(body.page)
            case LessonFinished():
                self.finished[event.subject] = event.at
            case Guessed(response=response):
                self.guesses[event.subject] = Guess(response=response, revision=event.revision or "")
            case CasusStarted():
                self.cases[event.subject] = Walk(session=body.session, events=[event])
            case CasusEnded():
                self.endings.setdefault(event.subject, set()).add(body.node)
                self.ended[event.subject] = (self.ended.get(event.subject, (event.at,))[0], event.at)
            case CasusChosen() | CasusBack() | CasusVaried() | CasusRestarted():
                walk = self.cases.get(event.subject)
                if walk and walk.session == body.session:
                    walk.events.append(event)
            case Assigned():
                for item in body.items:
                    self.assigned.pop(item, None)
                self.assigned |= dict.fromkeys(body.items if body.title else (), body.title)
            case ProfileRole(role=role):
                self.told_role = role
            case ProfileProgramme(programme=programme):
                self.programme = programme
            case ScanStarted():
                self.told_role = body.role
                self.last_scan = body.session
                self.running_scans[body.session] = [event]
            case ScanFinished():
                self.scans.append(result(body, event.at, self.running_scans.pop(body.session, [])))
            case _:
                self.notebook.add(event)

    def _answer(self, event: Event, body: Answered) -> None:
        if body.outcome is Outcome.UNSCORED:
            return
        answer = Answer(
            item=event.subject,
            session=body.session,
            outcome=body.outcome,
            score=body.score,
            attempt=body.attempt,
            confidence=body.confidence,
            at=event.at,
        )
        self.answers.append(answer)
        self.assigned.pop(answer.item, None)
        if answer.attempt == 1:
            guess = chance_of_guessing(body.response) if body.guess is None else body.guess
            self.memory.review(answer.item, Review(answer.at, answer.outcome, answer.confidence, guess))

    def _undo(self, event: Event, body: Undone) -> None:
        if event.subject not in self.answered:  # an opinion
            return
        for index in range(len(self.answers) - 1, -1, -1):
            answer = self.answers[index]
            if answer.session == body.session and answer.item == event.subject:
                del self.answers[index]
                if answer.attempt == 1:
                    self.memory.forget(answer.item, answer.at)
                return

    def guessed(self, item: Item) -> Response | None:
        """What was guessed at an item before learning; None if its text is another one now."""
        guess = self.guesses.get(item.id)
        return guess.response if guess and guess.revision == revision(item) else None

    def last_time(self, session: str, lesson: str, mode: str, scored: int) -> FinishedQuiz | None:
        """The same quiz, with as many items, as it went before this session."""
        others = (quiz for quiz in reversed(self.done) if quiz.session != session and quiz.lesson == lesson)
        return next((quiz for quiz in others if (quiz.mode, quiz.scored) == (mode, scored)), None)

    def returns(self, item: Item) -> date | None:
        """The day on which an item comes back; None for one that was not answered."""
        card = self.memory.cards.get(item.id)
        return study_day(card.due) if card else None

    @property
    def scanning(self) -> list[Event]:
        """Events of the zelfscan that was begun last, while it is running."""
        return self.running_scans.get(self.last_scan, [])

    @property
    def scanning_as(self) -> Role | None:
        """The role of that zelfscan, while it is running."""
        started = self.scanning[0].body if self.scanning else None
        return started.role if isinstance(started, ScanStarted) else None

    @property
    def answered(self) -> Collection[str]:
        """Items with an answer that counts."""
        return self.memory.cards.keys()

    def running_quiz(self, subject: str, purpose: str) -> list[Event] | None:
        """The events of the quiz of this subject and purpose that was begun last, if it is still running."""
        return self.quizzes.get(self.last_quizzes.get(_about(subject, purpose), ""))

    def left_on(self, session: str, now: datetime) -> date | None:
        """The day on which a quiz or zelfscan was left; None if that was today, or nothing was done in it yet."""
        done = self.quizzes.get(session) or self.running_scans.get(session)
        day = believed(done[-1].at, now) if done else study_day(now)
        return day if day < study_day(now) else None

    def skipped(self, catalogue: Catalogue) -> frozenset[str]:
        """Lessons that can be skipped, as the last zelfscan and what came after it say."""
        return skipped(self.scans, self.memory.cards, catalogue)

    def read(self, lesson: Lesson) -> bool:
        """Whether every step of a lesson came into view."""
        seen = self.visited.get(lesson.head.id, ())
        return lesson.head.id in self.finished or all(step_page(step.anchor) in seen for step in lesson.steps)

    def practised(self, lesson: Lesson) -> bool:
        """Whether so many questions were answered as the lesson asks; a few that came to it later do not undo that."""
        done, asked = self.practice(lesson)
        return done >= PRACTISED * asked

    def practice(self, lesson: Lesson) -> tuple[int, int]:
        """How many questions of a lesson were answered, wherever that was, and how many it asks."""
        done = sum(item.id in self.answered for item in practice_items(lesson) if item.scored)
        return done, sum(item.scored for item in asked_items(lesson))

    def learned(self, lesson: Lesson) -> bool:
        """Whether a lesson is done: read and practised."""
        return self.read(lesson) and self.practised(lesson)

    def did(self, lesson: Lesson, page: Page) -> bool:
        """Whether the learner did what a page asks; a step to read asks nothing."""
        match page.kind:
            case PageKind.GUESS:
                return page.subject in self.guesses
            case PageKind.CHECK:
                return page.subject in self.answered
            case PageKind.CASUS:
                return page.subject in self.endings
            case PageKind.QUIZ:
                return all(item.id in self.answered for item in quiz_items(lesson) if item.scored)
        return False

    def finished_in(self, module: Module) -> int:
        """How many lessons of a module were learned."""
        return sum(self.learned(lesson) for lesson in module.lessons)


FROZEN: tuple[type[Struct], ...] = (
    *(Progress, Answer, FinishedQuiz, Guess, Walk, LessonPlace, ScanResult, LearningTime, Pace, Took),
    *(Memory, Schedule, CardHistory, Trace, Review, Seen),
    *(Notebook, Place, StepNote, Action),
    *(Event, Stamp, Unknown, *KINDS.values(), *get_args(Response)),
)
"""All that progress is made of; `msgspec.inspect` could tell, but takes tens of milliseconds of a start."""


class _Frozen(Struct, frozen=True, array_like=True):
    shape: int
    progress: msgspec.Raw


def freeze(progress: Progress) -> bytes:
    """The progress as bytes, so that the next start replays only what was learned since.

    They are no truth of their own: who has none, or what does not fit, replays the whole log and has the same.
    """
    return msgspec.msgpack.encode(_Frozen(_shape(), msgspec.Raw(msgspec.msgpack.encode(progress))))


def thaw(frozen: bytes, schedule: Schedule | None = None) -> Progress | None:
    """The progress that `freeze` gave; None for other bytes, another shape of progress or another schedule."""
    try:
        kept = msgspec.msgpack.decode(frozen, type=_Frozen)
        if kept.shape != _shape():
            return None
        progress = msgspec.msgpack.decode(kept.progress, type=Progress)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return progress if progress.memory.schedule == (schedule or Schedule()) else None


@cache
def _shape() -> int:
    """Another number when a field is added, renamed or gets another type: a default would hide that it is missing."""
    return crc32(repr([(kind.__name__, kind.__struct_fields__, kind.__annotations__) for kind in FROZEN]).encode())


def _about(subject: str, purpose: str) -> str:
    return f"{subject}/{purpose}"


def _finished(event: Event, body: QuizFinished) -> FinishedQuiz:
    return FinishedQuiz(
        session=body.session,
        lesson=event.subject,
        mode=body.mode,
        right=body.right,
        scored=body.scored,
        at=event.at,
    )
