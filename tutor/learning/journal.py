"""Sessions as events and back: what a learner does is an append-only log, and replay gives the same state.

Each function `…_draft` describes one transition; `resume_quiz` and `resume_casus` fold events into a session.
Opinions are never written down: an answer to a stelling or dilemma says only that it was given.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from msgspec import structs

from tutor.learning.casus import CasusSession, Taken
from tutor.learning.grading import Outcome, Verdict, grade
from tutor.learning.kinds import Kind as Kind
from tutor.learning.lesson import LessonSession, PageKind
from tutor.learning.quiz import Attempt, Mode, QuizSession
from tutor.learning.response import Confidence, Response, from_plain, to_plain
from tutor.model import Catalogue, Draft, Event, Item, revision

# --- drafts ------------------------------------------------------------------------------------


def lesson_moved(session: LessonSession) -> Draft:
    """The bookmark of a lesson."""
    return Draft(kind=Kind.LESSON_MOVED, subject=session.lesson.head.id, body={"page": session.page.id})


def lesson_finished(session: LessonSession) -> Draft:
    """The learner reached the last page."""
    return Draft(kind=Kind.LESSON_FINISHED, subject=session.lesson.head.id)


def step_read(lesson_id: str, anchor: str) -> Draft:
    """A step was opened by itself; the bookmark of the lesson stays where it was."""
    return Draft(kind=Kind.STEP_READ, subject=lesson_id, body={"page": f"{PageKind.STEP}:{anchor}"})


def guessed(item: Item, response: Response) -> Draft:
    """A guess before learning; not scored."""
    return Draft(kind=Kind.GUESSED, subject=item.id, revision=revision(item), body={"response": _kept(item, response)})


def quiz_started(session: QuizSession) -> Draft:
    """A quiz began."""
    return Draft(
        kind=Kind.QUIZ_STARTED,
        subject=session.subject,
        body={
            "session": session.id,
            "mode": session.mode,
            "items": [item.id for item in session.items],
            "seed": session.seed,
            "purpose": session.purpose,
        },
    )


def answered(session: QuizSession, item: Item, response: Response, attempt: Attempt) -> Draft:
    """An answer that counts, in the session as it is after the answer."""
    return Draft(
        kind=Kind.ANSWERED,
        subject=item.id,
        revision=revision(item),
        body={
            "session": session.id,
            "mode": session.mode,
            "response": _kept(item, response),
            "confidence": attempt.confidence,
            "outcome": attempt.verdict.outcome,
            "score": round(attempt.verdict.score, 4),
            "try": len(session.tries_at(item.id)),
        },
    )


def hinted(session: QuizSession, item: Item) -> Draft:
    """A hint was asked for."""
    return _in_session(Kind.HINTED, session, item.id)


def retried(session: QuizSession, item: Item) -> Draft:
    """The learner tries an item again."""
    return _in_session(Kind.RETRIED, session, item.id)


def proceeded(session: QuizSession, item: Item) -> Draft:
    """The learner left the feedback on an item."""
    return _in_session(Kind.PROCEEDED, session, item.id)


def undone(session: QuizSession, item_id: str) -> Draft:
    """The last answer, to this item, was taken back."""
    return _in_session(Kind.UNDONE, session, item_id)


def quiz_finished(session: QuizSession) -> Draft:
    """The last item is behind the learner."""
    results = session.results()
    return Draft(
        kind=Kind.QUIZ_FINISHED,
        subject=session.subject,
        body={"session": session.id, "mode": session.mode, "right": results.right, "scored": len(results.scored)},
    )


def casus_started(session: CasusSession) -> Draft:
    """A walk through a casus began."""
    return Draft(
        kind=Kind.CASUS_STARTED,
        subject=session.casus.id,
        revision=revision(session.casus),
        body={"session": session.id},
    )


def casus_chosen(session: CasusSession) -> Draft:
    """The last choice on the path of the session."""
    return _in_casus(Kind.CASUS_CHOSEN, session, **session.path[-1].to_plain())


def casus_back(session: CasusSession) -> Draft:
    """The last choice was taken back."""
    return _in_casus(Kind.CASUS_BACK, session)


def casus_varied(session: CasusSession, variation: str) -> Draft:
    """A "maar wat als" was tried."""
    return _in_casus(Kind.CASUS_VARIED, session, variation=variation)


def casus_restarted(session: CasusSession) -> Draft:
    """The learner began again."""
    return _in_casus(Kind.CASUS_RESTARTED, session)


def casus_ended(session: CasusSession) -> Draft:
    """An ending was reached."""
    return _in_casus(Kind.CASUS_ENDED, session, node=session.node.id, ending=session.node.ending)


def assigned(title: str, items: Iterable[str]) -> Draft:
    """Items were brought home from an evening, to be reviewed first."""
    return Draft(kind=Kind.ASSIGNED, body={"title": title, "items": list(items)})


def _in_session(kind: Kind, session: QuizSession, item_id: str) -> Draft:
    return Draft(kind=kind, subject=item_id, body={"session": session.id})


def _in_casus(kind: Kind, session: CasusSession, **body: Any) -> Draft:
    return Draft(kind=kind, subject=session.casus.id, body={"session": session.id, **body})


def _kept(item: Item, response: Response) -> Any:
    return to_plain(response) if item.scored else None


# --- replay ------------------------------------------------------------------------------------


def resume_quiz(events: Iterable[Event], catalogue: Catalogue) -> QuizSession | None:
    """The quiz that these events of one session describe; None when it did not start or has no items left.

    Items that left the catalogue are passed over, together with what was said of them.
    """
    session: QuizSession | None = None
    for event in events:
        if event.kind == Kind.QUIZ_STARTED:
            items = tuple(catalogue.items[item] for item in event.body["items"] if item in catalogue.items)
            if not items:
                return None
            session = QuizSession(
                id=event.body["session"],
                subject=event.subject,
                purpose=event.body["purpose"],
                mode=Mode(event.body["mode"]),
                items=items,
                seed=event.body["seed"],
            )
        elif session:
            session = _replay_quiz(session, event)
    return replace(session, opened_with=len(session.attempts)) if session else None


def _replay_quiz(session: QuizSession, event: Event) -> QuizSession:
    item = session.current
    match event.kind:
        case Kind.UNDONE:
            return session.without_last()
        case Kind.ANSWERED if item and item.id == event.subject:
            return session.record(_attempt(item, event))
        case Kind.HINTED if item and item.id == event.subject:
            return session.take_hint()
        case Kind.RETRIED if item and item.id == event.subject:
            return session.retry()
        case Kind.PROCEEDED if item and item.id == event.subject:
            return session.proceed()
        case _:
            return session


def _attempt(item: Item, event: Event) -> Attempt:
    """The attempt as it was judged then; feedback only if the item is still the same."""
    body = event.body
    response = from_plain(body["response"])
    verdict = Verdict(outcome=Outcome(body["outcome"]), score=body["score"])
    if response is not None and event.revision == revision(item):
        verdict = structs.replace(grade(item, response), outcome=verdict.outcome)
    return Attempt(
        item=item.id,
        response=response,
        confidence=Confidence(body["confidence"]) if body["confidence"] else None,
        at=event.at,
        verdict=verdict,
    )


def resume_casus(events: Iterable[Event], catalogue: Catalogue) -> CasusSession | None:
    """The walk that these events of one session describe; None when the casus is gone or was changed."""
    session: CasusSession | None = None
    for event in events:
        match event.kind:
            case Kind.CASUS_STARTED:
                casus = catalogue.cases.get(event.subject)
                if casus is None or event.revision != revision(casus):
                    return None
                session = CasusSession.begin(event.body["session"], casus)
            case Kind.CASUS_CHOSEN if session:
                taken = Taken(node=event.body["node"], choice=event.body["choice"])
                if session.node.id == taken.node:
                    session = session.choose(taken.choice)
            case Kind.CASUS_BACK if session:
                session = session.back()
            case Kind.CASUS_VARIED if session:
                session = session.vary(event.body["variation"])
            case Kind.CASUS_RESTARTED if session:
                session = session.restart()
    return session
