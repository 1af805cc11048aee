"""What a learner does, made durable: each transition of a pure session is stored before it is shown.

The app and line mode both drive this one service; neither holds rules of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from random import Random
from typing import Protocol

from tutor.learning import journal
from tutor.learning.casus import CasusSession
from tutor.learning.grading import Verdict
from tutor.learning.lesson import LessonSession, Page, gradable_items, quiz_items
from tutor.learning.progress import Progress
from tutor.learning.quiz import Mode, Phase, QuizSession
from tutor.learning.response import Confidence, Response
from tutor.model import Casus, Catalogue, Draft, Event, Item, Lesson

QUIZ = "quiz"
"""Purpose of the quiz inside a lesson."""


class Log(Protocol):
    """Where events go; `tutor.store.Store` is one."""

    def append(self, learner: str, drafts: Iterable[Draft]) -> tuple[Event, ...]:
        """Store the drafts in one transaction and return after COMMIT. Raises when nothing was stored."""

    def events(self, learner: str, *, after: str | None = None) -> Iterator[Event]:
        """The events of a learner in order."""


class Study:
    """One learner at work with the catalogue."""

    def __init__(
        self, catalogue: Catalogue, log: Log, learner: str, *, clock: Callable[[], datetime], rng: Random
    ) -> None:
        """Replay the log of the learner. `clock` gives aware UTC times."""
        self.catalogue = catalogue
        self.learner = learner
        self.progress = Progress.replay(log.events(learner))
        self._log = log
        self._clock = clock
        self._rng = rng

    def _store(self, *drafts: Draft) -> None:
        for event in self._log.append(self.learner, drafts):
            self.progress.add(event)

    def _session_id(self) -> str:
        return f"{self._rng.getrandbits(64):016x}"

    # Lessons

    def open_lesson(self, lesson_id: str) -> LessonSession:
        """A lesson where the learner left it; from the start when it was finished. KeyError for an unknown id."""
        place = self.progress.places.get(lesson_id)
        page = place.page if place and lesson_id not in self.progress.finished else None
        return LessonSession.at(self.catalogue.lessons[lesson_id], page)

    def go(self, session: LessonSession) -> LessonSession:
        """Keep the place of a session that was moved; the last page finishes the lesson."""
        finishing = session.at_end and session.lesson.head.id not in self.progress.finished
        self._store(journal.lesson_moved(session), *([journal.lesson_finished(session)] if finishing else []))
        return session

    def guess(self, item: Item, response: Response) -> None:
        """Keep a guess at a prikvraag; it is never scored."""
        self._store(journal.guessed(item, response))

    # Quizzes

    def check(self, lesson: Lesson, page: Page) -> QuizSession:
        """The check question of a lesson page, where the learner left it."""
        return self._resume(lesson, page.id) or self._start(lesson, Mode.PRACTICE, page.id, (page.subject,))

    def lesson_quiz(self, lesson: Lesson) -> QuizSession:
        """The quiz inside a lesson, where the learner left it."""
        return self._resume(lesson, QUIZ) or self._start(
            lesson, Mode.PRACTICE, QUIZ, (item.id for item in quiz_items(lesson))
        )

    def quiz(self, lesson: Lesson, mode: Mode) -> QuizSession:
        """All items of a lesson in one of the two modes, where the learner left it."""
        items = gradable_items(lesson) if mode is Mode.TEST else lesson.items
        return self._resume(lesson, mode) or self._start(lesson, mode, mode, (item.id for item in items))

    def running(self, lesson: Lesson, purpose: str) -> QuizSession | None:
        """A quiz that was begun and not finished: `quiz`, or a mode."""
        return self._resume(lesson, purpose)

    def _resume(self, lesson: Lesson, purpose: str) -> QuizSession | None:
        events = self.progress.running_quiz(lesson.head.id, purpose)
        session = journal.resume_quiz(events, self.catalogue) if events else None
        return session if session and session.phase is not Phase.DONE else None

    def _start(self, lesson: Lesson, mode: Mode, purpose: str, item_ids: Iterable[str]) -> QuizSession:
        """A new quiz; it enters the log with the first thing that the learner does in it."""
        return QuizSession(
            id=self._session_id(),
            subject=lesson.head.id,
            purpose=purpose,
            mode=mode,
            items=tuple(self.catalogue.items[item_id] for item_id in item_ids),
            seed=self._rng.getrandbits(32),
        )

    def _store_quiz(self, before: QuizSession, *drafts: Draft) -> None:
        started = before.id in self.progress.quizzes
        self._store(*([] if started else [journal.quiz_started(before)]), *drafts)

    def answer(
        self, session: QuizSession, response: Response, confidence: Confidence | None = None
    ) -> tuple[QuizSession, Verdict]:
        """Grade and store an answer; an unclear one is not stored. Returns after COMMIT."""
        item = session.current
        after, verdict = session.answer(response, confidence, self._clock())
        if item and len(after.attempts) > len(session.attempts):
            self._store_quiz(session, journal.answered(after, item, response, after.attempts[-1]), *self._finish(after))
        return after, verdict

    def hint(self, session: QuizSession) -> QuizSession:
        """Show a hint, and remember that it was asked for."""
        after = session.take_hint()
        if after is not session and session.current:
            self._store_quiz(session, journal.hinted(session, session.current))
        return after

    def retry(self, session: QuizSession) -> QuizSession:
        """Try the current item again."""
        after = session.retry()
        if after is not session and session.current:
            self._store_quiz(session, journal.retried(session, session.current))
        return after

    def proceed(self, session: QuizSession) -> QuizSession:
        """Leave the feedback and go on to the next item, or to the results."""
        after = session.proceed()
        if after is not session and session.current:
            self._store_quiz(session, journal.proceeded(session, session.current), *self._finish(after))
        return after

    def undo(self, session: QuizSession) -> QuizSession:
        """Take the last answer back."""
        after = session.undo()
        if after is not session:
            self._store_quiz(session, journal.undone(session, session.attempts[-1].item))
        return after

    def _finish(self, session: QuizSession) -> list[Draft]:
        return [journal.quiz_finished(session)] if session.phase is Phase.DONE else []

    # Casus

    def open_casus(self, casus: Casus) -> CasusSession:
        """A casus where the learner left it, also at its ending; from the start when its text was changed."""
        events = self.progress.cases.get(casus.id)
        session = journal.resume_casus(events, self.catalogue) if events else None
        return session or CasusSession.begin(self._session_id(), casus)

    def _store_casus(self, before: CasusSession, *drafts: Draft) -> None:
        walk = self.progress.cases.get(before.casus.id)
        started = walk is not None and walk[0].body["session"] == before.id
        self._store(*([] if started else [journal.casus_started(before)]), *drafts)

    def choose(self, session: CasusSession, index: int) -> CasusSession:
        """Take a choice in a casus."""
        after = session.choose(index)
        if after is not session:
            ended = [journal.casus_ended(after)] if after.finished else []
            self._store_casus(session, journal.casus_chosen(after), *ended)
        return after

    def casus_back(self, session: CasusSession) -> CasusSession:
        """Take the last choice in a casus back."""
        if not session.path:
            return session
        self._store_casus(session, journal.casus_back(session))
        return session.back()

    def vary(self, session: CasusSession, variation: str) -> CasusSession:
        """Try a "maar wat als"."""
        after = session.vary(variation)
        if after is not session:
            self._store_casus(session, journal.casus_varied(after, variation))
        return after

    def restart_casus(self, session: CasusSession) -> CasusSession:
        """Begin a casus again."""
        self._store_casus(session, journal.casus_restarted(session))
        return session.restart()
