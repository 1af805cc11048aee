"""Sessions taken up again from their events, and the drafts that depend on what an item is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from msgspec import structs

from tutor.learning.answers import Response
from tutor.learning.casus import CasusSession
from tutor.learning.events import (
    Answered,
    CasusBack,
    CasusChosen,
    CasusRestarted,
    CasusStarted,
    CasusVaried,
    Guessed,
    Hinted,
    Proceeded,
    QuizFinished,
    QuizStarted,
    Retried,
    Undone,
)
from tutor.learning.grading import Verdict, grade
from tutor.learning.log import Draft, Event
from tutor.learning.quiz import Attempt, QuizSession
from tutor.model import Catalogue, Item, revision


def guessed(item: Item, response: Response) -> Draft:
    """A guess before learning; an opinion is not kept."""
    return Draft(subject=item.id, revision=revision(item), body=Guessed(response=response if item.scored else None))


def quiz_started(session: QuizSession) -> Draft:
    """A quiz began."""
    return Draft(
        subject=session.subject,
        body=QuizStarted(
            session=session.id,
            mode=session.mode,
            items=tuple(item.id for item in session.items),
            seed=session.seed,
            purpose=session.purpose,
        ),
    )


def quiz_finished(session: QuizSession) -> Draft:
    """The last item is behind the learner."""
    results = session.results()
    return Draft(
        subject=session.subject,
        body=QuizFinished(session=session.id, mode=session.mode, right=results.right, scored=len(results.scored)),
    )


def answered(session: QuizSession, item: Item, attempt: Attempt) -> Draft:
    """An answer that counts, in the session as it is after the answer; an opinion is not kept."""
    return Draft(
        subject=item.id,
        revision=revision(item),
        body=Answered(
            session=session.id,
            mode=session.mode,
            response=attempt.response if item.scored else None,
            confidence=attempt.confidence,
            outcome=attempt.verdict.outcome,
            score=round(attempt.verdict.score, 4),
            attempt=len(session.tries_at(item.id)),
        ),
    )


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


def _replay_quiz(session: QuizSession, event: Event) -> QuizSession:
    item = session.current
    if isinstance(event.body, Undone):
        return session.without_last()
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


def _attempt(item: Item, answer: Answered, event: Event) -> Attempt:
    """The attempt as it was judged then; feedback only if the item is still the same."""
    verdict = Verdict(outcome=answer.outcome, score=answer.score)
    if answer.response is not None and event.revision == revision(item):
        verdict = structs.replace(grade(item, answer.response), outcome=verdict.outcome)
    return Attempt(item=item.id, response=answer.response, confidence=answer.confidence, at=event.at, verdict=verdict)


def casus_started(session: CasusSession) -> Draft:
    """A walk through a casus, as its text is now."""
    casus = session.casus
    return Draft(subject=casus.id, revision=revision(casus), body=CasusStarted(session=session.id))


def resume_casus(events: Iterable[Event], catalogue: Catalogue) -> CasusSession | None:
    """The walk that these events of one session describe; None when the casus is gone or was changed."""
    session: CasusSession | None = None
    for event in events:
        match event.body:
            case CasusStarted() as started:
                casus = catalogue.cases.get(event.subject)
                if casus is None or event.revision != revision(casus):
                    return None
                session = CasusSession.begin(started.session, casus)
            case CasusChosen(node=node, choice=choice) if session:
                if session.node.id == node:
                    session = session.choose(choice)
            case CasusBack() if session:
                session = session.back()
            case CasusVaried(variation=variation) if session:
                session = session.vary(variation)
            case CasusRestarted() if session:
                session = session.restart()
    return session
