"""What a learner does, made durable: each transition of a pure session is stored before it is shown.

The app and line mode both drive this one service; neither holds rules of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from random import Random
from typing import TYPE_CHECKING

from tutor.learning import events
from tutor.learning.answers import Confidence, Mode, Response
from tutor.learning.days import study_day
from tutor.learning.lesson import LessonSession, Page, gradable_items, practice_items, quiz_items, step_page
from tutor.learning.log import Draft, Known, Log
from tutor.learning.memory import Schedule
from tutor.learning.notebook import Place, documents
from tutor.learning.plan import go_on_at
from tutor.learning.progress import Progress
from tutor.learning.review_queue import Choice, may_review, of_today, still_due, transfer_of, why_now
from tutor.learning.review_queue import session as plan_session
from tutor.learning.route import Role, Week, lessons_for, plan, tailored
from tutor.learning.scan import Scan, resume_scan, scan_answered, scan_finished, scan_started
from tutor.model import revision
from tutor.service import phrases
from tutor.system import Refusal

if TYPE_CHECKING:
    from tutor.content.statute import Official
    from tutor.learning.casus import CasusSession
    from tutor.learning.grading import Verdict
    from tutor.learning.quiz import QuizSession
    from tutor.model import Casus, Catalogue, Item, Law, Lesson
    from tutor.model.catalogue import Found, Index

QUIZ = "quiz"
"""Purpose of the quiz inside a lesson."""
REVIEW, MISTAKES, MORE = "herhalen", "fouten", "meer"
"""Subject and purpose of a review; purpose of one of what just went wrong, and of what the quiz of a lesson left."""


class Study:
    """One learner at work with the catalogue."""

    def __init__(
        self,
        catalogue: Catalogue,
        log: Log,
        learner: str,
        *,
        clock: Callable[[], datetime],
        rng: Random,
        schedule: Schedule | None = None,
        index: Index | None = None,
        guest: bool = False,
        known: Progress | None = None,
        official: Callable[[Law], Official | None] = lambda _: None,
    ) -> None:
        """Replay the log of the learner. `clock` gives aware UTC times. Without an index nothing is found.

        `known`: what came out of a replay before; only what was stored since is replayed.
        `official`: the text of a law that somebody loaded.
        """
        self._content = catalogue
        self.guest = guest
        """Whether the log is forgotten afterwards, so that nothing may be called saved."""
        self.learner, self._schedule = learner, schedule
        before = known or Progress.replay((), schedule)
        self.progress = before.take(log.events(learner, after=before.last))
        self.catalogue = tailored(catalogue, self.progress.told_role)
        self._log, self._rng, self._index = log, rng, index
        self.now = clock
        """The time on the clock of this study, UTC."""
        self.official = official
        self._seen = self.progress.last  # id up to which the log was read
        self._own: set[str] = set()  # ids of what was stored here since
        self._others, self._fitted = False, (-1, 0.0)

    def catch_up(self) -> bool:
        """Take in what another window stored; whether there was something for the first time: faces say it once."""
        stored = list(self._log.events(self.learner, after=self._seen))
        fresh = [event for event in stored if event.id not in self._own]
        if fresh and fresh[0].id > self.progress.last:
            self.progress.take(fresh)
        elif fresh:  # it belongs before something that was stored here
            self.progress = Progress.replay(self._log.events(self.learner), self._schedule)
        if stored:
            self._seen, self._own = stored[-1].id, set()
        first = bool(fresh) and not self._others
        self._others = self._others or first
        return first

    def _store(self, *drafts: Draft) -> None:
        for event in self._log.append(self.learner, drafts):
            self.progress.add(event)
            self._own.add(event.id)

    def tell(self, said: events.ProfileRole | events.ProfileProgramme) -> None:
        """Keep what the learner is, or which programme to follow: it comes first in the plan."""
        self._store(Draft(body=said))
        self.catalogue = tailored(self._content, self.progress.told_role)

    def _session_id(self) -> str:
        return f"{self._rng.getrandbits(64):016x}"

    def open_lesson(self, lesson_id: str) -> LessonSession:
        """A lesson where the learner left it; from the start when it was finished. KeyError for an unknown id."""
        page = go_on_at(self.progress, self.catalogue.lessons[lesson_id])
        from tutor.content.markdown import link_terms  # when a lesson is opened is soon enough

        lesson = link_terms(self.catalogue.lessons[lesson_id], self.catalogue.words_in(lesson_id))
        return LessonSession.at(lesson, page)

    def go(self, session: LessonSession) -> LessonSession:
        """Keep the place of a session that was moved; the last page finishes the lesson."""
        lesson = session.lesson.head.id
        finishing = session.at_end and lesson not in self.progress.finished
        finished = [Draft(subject=lesson, body=events.LessonFinished())] if finishing else []
        self._store(Draft(subject=lesson, body=events.LessonMoved(page=session.page.id)), *finished)
        return session

    def read_step(self, lesson: Lesson, anchor: str) -> None:
        """Remember that a step was opened by itself, from a search or a programme."""
        self._store(Draft(subject=lesson.head.id, body=events.StepRead(page=step_page(anchor))))

    def guess(self, item: Item, response: Response) -> None:
        """Keep a guess at a prikvraag; it is never scored, and an opinion is not kept."""
        body = events.Guessed(response=response if item.scored else None)
        self._store(Draft(subject=item.id, revision=revision(item), body=body))

    # Quizzes

    def check(self, lesson: Lesson, page: Page) -> QuizSession:
        """The check question of a lesson page, where the learner left it today."""
        subject = lesson.head.id
        if (running := self.running(subject, page.id)) and not self.left_on(running):
            return running
        return self._start(subject, Mode.PRACTICE, page.id, (page.subject,))

    def lesson_quiz(self, lesson: Lesson, *, anew: bool = False) -> QuizSession:
        """The quiz inside a lesson, where the learner left it or begun anew."""
        running = None if anew else self.running(lesson.head.id, QUIZ)
        items = (item.id for item in quiz_items(lesson))
        return running or self._start(lesson.head.id, Mode.PRACTICE, QUIZ, items)

    def quiz(self, lesson: Lesson, mode: Mode, *, anew: bool = False) -> QuizSession:
        """All items of a lesson, where it was left or anew. A Toets leaves out what is dated; Refusal for a draft."""
        subject = lesson.head.id
        if lesson.draft and mode is Mode.TEST:
            raise Refusal("Deze les is een concept: zij is nog niet af. Oefenen kan al wel, een toets nog niet.")
        items: Iterable[Item] = practice_items(lesson)
        if mode is Mode.TEST:
            items = filter(self.is_current, gradable_items(lesson))
        running = None if anew else self.running(subject, mode)
        return running or self._start(subject, mode, mode, (item.id for item in items))

    def is_current(self, item: Item) -> bool:
        """Whether an item need not be looked at again by its author yet."""
        return self.catalogue.is_current(item, study_day(self.now()))

    def caveats(self, item: Item) -> tuple[str, ...]:
        """What to know before answering: that a question is old, or of a lesson that is not finished."""
        return phrases.caveats(draft=self.catalogue.lesson_of[item.id].draft, old=not self.is_current(item))

    def left_on(self, session: QuizSession | Scan) -> date | None:
        """The day on which a quiz or zelfscan was left; None if that was today, or nothing was done in it yet."""
        return self.progress.left_on(session.id, self.now())

    def running(self, subject: str, purpose: str) -> QuizSession | None:
        """A quiz that was begun and not finished, of a lesson: `quiz`, or a mode; or of a review."""
        running = self.progress.running_quiz(subject, purpose)
        if running is None:
            return None
        from tutor.learning.quiz_replay import resume_quiz  # the first screen does not need it

        session = resume_quiz(running, self.catalogue)
        return session if session and (session.current or session.open) else None

    def _start(self, subject: str, mode: Mode, purpose: str, item_ids: Iterable[str]) -> QuizSession:
        """A new quiz; it enters the log with the first thing that the learner does in it."""
        from tutor.learning.quiz import QuizSession, together

        items = together(self.catalogue.items[item] for item in item_ids)
        session, seed = self._session_id(), self._rng.getrandbits(32)
        return QuizSession(id=session, subject=subject, purpose=purpose, mode=mode, items=items, seed=seed)

    def _store_quiz(self, before: QuizSession, *drafts: Draft) -> None:
        if before.id not in self.progress.quizzes:
            drafts = (before.started(), *drafts)
        self._store(*drafts)

    def answer(
        self, session: QuizSession, response: Response, confidence: Confidence | None = None
    ) -> tuple[QuizSession, Verdict]:
        """Grade and store an answer; an unclear one is not stored. Returns after COMMIT."""
        item = session.current
        after, verdict = session.answer(response, confidence, self.now())
        if item and after.given is not session.given:
            self._store_quiz(session, after.filled(item))
        elif item and len(after.attempts) > len(session.attempts):
            self._store_quiz(session, after.answered(item), *after.finished())
        return after, verdict

    def hint(self, session: QuizSession) -> QuizSession:
        """Show a hint, and remember that it was asked for."""
        return self._moved(session, session.take_hint(), events.Hinted(session=session.id))

    def retry(self, session: QuizSession) -> QuizSession:
        """Try the current item again."""
        return self._moved(session, session.retry(), events.Retried(session=session.id))

    def proceed(self, session: QuizSession) -> QuizSession:
        """Leave the feedback and go on to the next item, or to the results."""
        return self._moved(session, session.proceed(), events.Proceeded(session=session.id))

    def _moved(self, before: QuizSession, after: QuizSession, body: Known) -> QuizSession:
        if after is not before and before.current:
            self._store_quiz(before, Draft(subject=before.current.id, body=body), *after.finished())
        return after

    def undo(self, session: QuizSession) -> QuizSession:
        """Take the last answer back."""
        return self._moved(session, session.undo(), events.Undone(session=session.id))

    def mark(self, session: QuizSession) -> QuizSession:
        """Mark a question of a toets, to look at it again, or take the mark away."""
        after = session.mark()
        if session.current and after is not session:
            self._store_quiz(session, after.filled(session.current))
        return after

    def hand_in(self, session: QuizSession) -> QuizSession:
        """Hand a toets in: only now does it count."""
        after = session.hand_in(self.now())
        self._store_quiz(session, *map(after.answered, session.open), *after.finished())
        return after

    def last_round(self, lesson: Lesson) -> QuizSession | None:
        """The quiz or toets of a lesson that came to its end last, to look at its results again."""
        from tutor.learning.quiz_replay import finished_quiz, last_round

        done = last_round(self.progress, lesson)
        return finished_quiz(self._log.events(self.learner), done, self.catalogue) if done else None

    def review(self) -> QuizSession | None:
        """The review of today, where the learner left it if all of it is still due; None when nothing is."""
        running = self._running_review()
        items = () if running else of_today(self.progress, self.catalogue, self.now(), self._transfer())
        return self._start(REVIEW, Mode.PRACTICE, REVIEW, items) if items else running

    def due(self) -> Sequence[Item]:
        """What Herhalen asks today, as far as it was not asked yet."""
        return review.items[review.position :] if (review := self.review()) else ()

    def may_review(self) -> bool:
        """Whether anything comes back today, without choosing what."""
        return may_review(self.progress, self.catalogue, self.now()) or self._running_review() is not None

    def _running_review(self) -> QuizSession | None:
        """The review that was begun today. One of another day is let go, with what nobody waits for any more."""
        session = self.running(REVIEW, REVIEW)
        today = session is not None and not self.left_on(session)
        return session if session and today and still_due(session, self.progress, self.now()) else None

    def assign(self, title: str, items: Iterable[str]) -> int:
        """Take items home from an evening, to review first, or without a title let go of them; how many are known."""
        known = [item for item in items if item in self.catalogue.items and self.catalogue.items[item].scored]
        if known:
            self._store(Draft(body=events.Assigned(title=title, items=tuple(known))))
        return len(known)

    def why_now(self, session: QuizSession) -> str:
        """Why the current item of a review comes back today."""
        item = session.current
        before = session.items[session.position - 1].id if 0 < session.position < len(session.items) else None
        return why_now(self.progress, self.catalogue, item, self.now(), self._transfer(), before) if item else ""

    def session(self, minutes: float) -> tuple[Choice, ...]:
        """What fills so many minutes best."""
        return plan_session(self.progress, self.catalogue, self.now(), minutes, self._transfer())

    def ask(self, items: Iterable[str], purpose: str = REVIEW) -> QuizSession:
        """A review of what was picked for a session, or of `MISTAKES`."""
        return self._start(REVIEW, Mode.PRACTICE, purpose, items)

    def _transfer(self) -> float:
        """Fitted anew after every hundred answers."""
        if self._fitted[0] != (rounds := len(self.progress.answers) // 100):
            self._fitted = rounds, transfer_of(self.progress, self.catalogue)
        return self._fitted[1]

    def scan(self, role: Role, *, anew: bool = False) -> Scan:
        """The zelfscan of a role: the one that is running, else or if it is to begin anew a new one."""
        running = resume_scan(self.progress.scanning, self.catalogue)
        if running and running.role is role and running.current and not anew:
            return running
        return Scan.begin(self._session_id(), role, self.catalogue, self._rng.getrandbits(32))

    def answer_scan(
        self, scan: Scan, response: Response, confidence: Confidence | None = None
    ) -> tuple[Scan, Verdict | None]:
        """Grade and store an answer in a scan; an unclear one is not stored. Returns after COMMIT."""
        item = scan.current
        after, verdict = scan.answer(response, self.now(), confidence)
        if item and verdict and len(after.asked) > len(scan.asked):
            started = scan.id in self.progress.running_scans
            self._store(
                *([] if started else [scan_started(scan)]),
                scan_answered(scan, item, response, verdict, confidence),
                *([] if after.current else [scan_finished(after)]),
            )
        return after, verdict

    def route(self, role: Role, minutes_per_week: int) -> tuple[Week, ...]:
        """The lessons still to take, week by week: without what is finished, or was known in the last scan."""
        left = lessons_for(role, self.catalogue, self.progress.skipped(self.catalogue))
        return plan((lesson for lesson in left if not self.progress.learned(lesson)), minutes_per_week)

    def note(self, place: Place, text: str) -> None:
        """Keep a note with a step; an empty text takes it away."""
        self._store(Draft(subject=place.lesson, body=events.Noted(step=place.step, text=text.strip())))

    def bookmark(self, place: Place) -> bool:
        """Set a bookmark, or take it away. Gives whether it is there now."""
        present = place not in self.progress.notebook.bookmarks
        kind = events.Bookmarked if present else events.Unbookmarked
        self._store(Draft(subject=place.lesson, body=kind(step=place.step)))
        return present

    def plan_action(self, lesson: Lesson) -> None:
        """Take the "morgen doen" of a lesson on."""
        self._store(Draft(subject=lesson.head.id, body=events.ActionPlanned()))

    def report_action(self, lesson_id: str, report: events.ActionResult) -> None:
        """Tell what became of it."""
        self._store(Draft(subject=lesson_id, body=events.ActionReported(report=report)))

    def search(self, query: str) -> Sequence[Found]:
        """What there is with these words: lessons, terms, own notes, and questions that were answered."""
        notes, items = documents(self.progress.notebook, self.catalogue), self.catalogue.items.keys()
        return self._index.search(query, seen=items & self.progress.answered, notes=notes) if self._index else ()

    def meant(self, query: str) -> str:
        """What was probably meant, of a query that found nothing; empty when there is nothing like it."""
        return self._index.meant(query) if self._index else ""

    # Casus

    def open_casus(self, casus: Casus) -> CasusSession:
        """A casus where the learner left it, also at its ending; from the start when its text was changed."""
        walk = self.progress.cases.get(casus.id)
        from tutor.learning.casus import CasusSession, resume_casus

        session = resume_casus(walk.events, self.catalogue) if walk else None
        return session or CasusSession.begin(self._session_id(), casus)

    def casus_again(self, casus: Casus) -> CasusSession:
        """A casus that comes back: with a fact that was not changed before, else from its start."""
        walk = self.open_casus(casus)
        new = next((variation.id for variation in casus.variations if variation.id not in walk.tried), None)
        return self.vary(walk, new) if new else self.restart_casus(walk)

    def _store_casus(self, before: CasusSession, *bodies: events.InCasus) -> None:
        walk = self.progress.cases.get(before.casus.id)
        drafts = [Draft(subject=before.casus.id, body=body) for body in bodies]
        if walk is None or walk.session != before.id:
            drafts.insert(0, before.started())
        self._store(*drafts)

    def choose(self, session: CasusSession, index: int) -> CasusSession:
        """Take a choice in a casus."""
        after = session.choose(index)
        if after is not session:
            self._store_casus(session, *after.chosen())
        return after

    def casus_back(self, session: CasusSession) -> CasusSession:
        """Take the last choice in a casus back."""
        if session.path:
            self._store_casus(session, events.CasusBack(session=session.id))
        return session.back()

    def vary(self, session: CasusSession, variation: str) -> CasusSession:
        """Try a "maar wat als"."""
        after = session.vary(variation)
        if after is not session:
            self._store_casus(session, events.CasusVaried(session=session.id, variation=variation))
        return after

    def restart_casus(self, session: CasusSession) -> CasusSession:
        """Begin a casus again at its first scene."""
        self._store_casus(session, events.CasusRestarted(session=session.id))
        return session.restart()
