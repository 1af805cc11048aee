"""A learner with a past: `python history.py FOLDER NAME EVENTS`, run in the installation that is measured.

Days over many months, through the real study and store: lessons page by page with their questions and cases, lesson
quizzes once more, and what comes back for review. Seeded, but for ids that the store makes by chance.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from tutor.content import content_root
from tutor.content.load import load
from tutor.learning.answers import Arrange, Choose, Confidence, GiveUp, Join, Opinion, Reflect, Response, Write
from tutor.learning.grading import right_answer
from tutor.learning.lesson import LessonSession, PageKind
from tutor.learning.quiz import Mode, Phase, QuizSession
from tutor.model import Item, Lesson, Matching, Multiple, Number, Open, Ordering, ShortText, Single, Statement
from tutor.service.study import Study
from tutor.store import FILE_NAME, Store

DAYS = 420
"""From the first day to now, evenly over the events."""
KNOWN, ASKED_HINT, GOES_BACK = 0.75, 0.1, 0.1
"""The chances that an answer is right, that a hint is asked first, and that a learner leafs back a page."""
HALF = 2
"""One in so many lessons is taken; the others are still to come."""


class Clock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The time, UTC."""
        return self.now

    def passes(self, seconds: float) -> None:
        """Move on."""
        self.now += timedelta(seconds=seconds)


class Learner:
    """Studies day after day."""

    def __init__(self, study: Study, clock: Clock, rng: Random) -> None:
        self._study, self._clock, self._rng = study, clock, rng

    def days(self) -> Iterator[None]:
        """One day at a time, without end: review, and then a lesson or a quiz about an earlier one."""
        lessons = list(self._study.catalogue.lessons.values())[::HALF]
        fresh, taken = iter(lessons), [lessons[0]]
        while True:
            if review := self._study.review():
                self._quiz(review)
                yield
            if lesson := next(fresh, None):
                self._lesson(lesson)
                taken.append(lesson)
                yield
            for _ in range(2):
                mode = self._rng.choice([Mode.PRACTICE, Mode.PRACTICE, Mode.TEST])
                self._quiz(self._study.quiz(self._rng.choice(taken), mode))
                yield

    def _lesson(self, lesson: Lesson) -> None:
        session = self._study.open_lesson(lesson.head.id)
        while True:
            self._wait()
            self._study.go(session)
            self._page(lesson, session)
            if session.at_end:
                return
            if self._rng.random() < GOES_BACK:
                self._study.go(session.back())
            session = session.forward()

    def _page(self, lesson: Lesson, session: LessonSession) -> None:
        page, study = session.page, self._study
        match page.kind:
            case PageKind.GUESS:
                item = study.catalogue.items[page.subject]
                study.guess(item, self._response(item))
            case PageKind.CHECK:
                self._quiz(study.check(lesson, page))
            case PageKind.QUIZ:
                self._quiz(study.lesson_quiz(lesson))
            case PageKind.CASUS:
                walk = study.open_casus(study.catalogue.cases[page.subject])
                while not walk.finished:
                    self._wait()
                    walk = study.choose(walk, self._rng.randrange(len(walk.node.choices)))

    def _quiz(self, session: QuizSession) -> None:
        study = self._study
        while session.phase is not Phase.DONE and (item := session.current):
            self._wait()
            if session.phase is Phase.FEEDBACK:
                session = study.proceed(session.reveal())
                continue
            if session.may_hint and self._rng.random() < ASKED_HINT:
                session = study.hint(session)
            session, _ = study.answer(session, self._response(item), self._rng.choice([None, *Confidence]))
        if session.phase is Phase.REVIEW:
            study.hand_in(session)

    def _response(self, item: Item) -> Response:
        if isinstance(item, Single) and self._rng.random() > KNOWN:
            return Choose((self._rng.randrange(len(item.options)),))
        return best(item) if self._rng.random() < KNOWN else GiveUp()

    def _wait(self) -> None:
        self._clock.passes(self._rng.uniform(8, 50))


def best(item: Item) -> Response:
    """The right answer, or an opinion."""
    match item:
        case Single() | Multiple():
            return Choose(tuple(index for index, option in enumerate(item.options) if option.key))
        case Ordering():
            return Arrange(tuple(range(len(item.parts))))
        case Matching():
            return Join(tuple(item.rights.index(pair.right) for pair in item.pairs))
        case Number() | ShortText():
            return Write(right_answer(item))
        case Open():
            return Reflect(item.model_answer, tuple(range(len(item.criteria))))
        case Statement():
            return Opinion(0)
        case _:
            return Opinion(1)


def live(folder: Path, name: str, events: int) -> int:
    """Make a file with this learner; how many events it has, which is at least what was asked.

    It is lived in memory, and brought to the file as from another laptop: 20,000 times a disk takes a minute.
    """
    clock = Clock(datetime.now(UTC).replace(microsecond=0) - timedelta(days=DAYS))
    folder.mkdir(parents=True, exist_ok=True)
    with (
        Store.open(None, device="laptop", clock=clock) as lived,
        Store.open(folder / FILE_NAME, device="laptop", clock=clock) as kept,
    ):
        learner = lived.add_learner(name).id
        _study(lived, learner, clock, events)
        found = tuple(lived.events(learner))
        kept.merge(found)
        kept.remember(f"rondleiding:{learner}", "klaar")
    return len(found)


def _study(store: Store, learner: str, clock: Clock, events: int) -> None:
    rng, start = Random(1), clock.now
    study = Study(load(content_root())[0], store, learner, clock=clock, rng=rng)
    for _ in Learner(study, clock, rng).days():
        if study.progress.events >= events:
            return
        clock.now = max(clock.now, start + timedelta(days=DAYS * study.progress.events / events))


if __name__ == "__main__":
    print(live(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
