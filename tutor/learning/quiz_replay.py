"""A quiz taken up again, from what the log holds of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from msgspec import structs

from tutor.learning.attempts import Attempt
from tutor.learning.events import Answered, Filled, Hinted, Proceeded, QuizStarted, Retried, Undone
from tutor.learning.grading import Verdict, grade
from tutor.learning.log import Event
from tutor.learning.progress import FinishedQuiz, Progress
from tutor.learning.quiz import QuizSession
from tutor.model import Catalogue, Item, Lesson, revision


def resume_quiz(events: Iterable[Event], catalogue: Catalogue) -> QuizSession | None:
    """The quiz that these events of one session describe; None when it did not start or has no items left.

    Items that left the catalogue are passed over, together with what was said of them.
    """
    session: QuizSession | None = None
    for event in events:
        match event.body:
            case QuizStarted() as started:
                items = tuple(catalogue.items[item] for item in started.items if item in catalogue.items)
                if not items:
                    return None
                session = QuizSession(
                    id=started.session,
                    subject=event.subject,
                    purpose=started.purpose,
                    mode=started.mode,
                    items=items,
                    seed=started.seed,
                )
            case _ if session:
                session = _replay_quiz(session, event)
    return replace(session, opened_with=len(session.attempts)) if session else None


def last_round(progress: Progress, lesson: Lesson) -> FinishedQuiz | None:
    """The round of a lesson that came to its end last; a check question on its own is none."""
    return next((one for one in reversed(progress.done) if one.lesson == lesson.head.id and one.scored > 1), None)


def finished_quiz(events: Iterable[Event], done: FinishedQuiz, catalogue: Catalogue) -> QuizSession | None:
    """A round as it ended, out of a whole log. What stood on a toets before it was handed in is passed over."""
    mine = (event for event in events if getattr(event.body, "session", "") == done.session)
    return resume_quiz((event for event in mine if not isinstance(event.body, Filled)), catalogue)


def _replay_quiz(session: QuizSession, event: Event) -> QuizSession:
    if isinstance(event.body, Undone):
        return session.without_last()
    if isinstance(event.body, Filled):
        return _refill(session, event, event.body)
    item = session.current
    if item is None or item.id != event.subject:
        return session
    match event.body:
        case Answered() as answer:
            return session.record(_attempt(item, answer, event))
        case Hinted():
            return session.take_hint()
        case Retried():
            return session.retry()
        case Proceeded():
            return session.proceed()
    return session


def _refill(session: QuizSession, event: Event, filled: Filled) -> QuizSession:
    """An answer to a question that has another text now is let go."""
    place = next((n for n, item in enumerate(session.items) if item.id == event.subject), len(session.items))
    session = session.look_at(place)
    item = session.current
    if item is None or item.id != event.subject:
        return session
    if (item.id in session.marked) is not filled.marked:
        return session.mark()
    if filled.response is None or event.revision != revision(item):
        return session
    return session.fill_in(
        Attempt(
            item=item.id,
            response=filled.response,
            confidence=filled.confidence,
            at=event.at,
            verdict=grade(item, filled.response),
        )
    )


def _attempt(item: Item, answer: Answered, event: Event) -> Attempt:
    """The attempt as it was judged then; feedback only if the item is still the same."""
    verdict = Verdict(outcome=answer.outcome, score=answer.score)
    if answer.response is not None and event.revision == revision(item):
        verdict = structs.replace(grade(item, answer.response), outcome=verdict.outcome)
    return Attempt(item=item.id, response=answer.response, confidence=answer.confidence, at=event.at, verdict=verdict)
