"""What the trainer did, as events to store."""

from __future__ import annotations

from tutor.classroom.session import Ballot, ClassSession, Kind, Outcome
from tutor.classroom.votes import Counts
from tutor.model import ClassPlan, Draft


def started(plan: ClassPlan, session_id: str, *, rehearsal: bool) -> Draft:
    """An evening begins."""
    return Draft(kind=Kind.STARTED, subject=plan.id, body={"session": session_id, "rehearsal": rehearsal})


def moved(session: ClassSession, cursor: tuple[int, int, int]) -> Draft:
    """The trainer goes to another page, stage or activity."""
    return Draft(kind=Kind.MOVED, subject=session.plan.id, body={"cursor": list(cursor)})


def present(session: ClassSession, number: int) -> Draft:
    """How many people are in the room."""
    return Draft(kind=Kind.PRESENT, subject=session.plan.id, body={"present": number})


def voted(session: ClassSession, ballot: Ballot, counts: Counts) -> Draft:
    """The counts of a ballot; a later one replaces an earlier one."""
    body = {
        "activity": ballot.activity,
        "subject": ballot.subject,
        "round": ballot.round,
        "counts": list(counts),
    }
    return Draft(kind=Kind.VOTED, subject=session.plan.id, body=body)


def noted(session: ClassSession, text: str, *, agreement: bool = False) -> Draft:
    """Something was said, or agreed, in the activity in hand."""
    kind = Kind.AGREED if agreement else Kind.NOTED
    return Draft(kind=kind, subject=session.plan.id, body={"activity": session.activity.id, "text": text.strip()})


def scored(session: ClassSession, team: int, points: int) -> Draft:
    """The points that a team now has."""
    return Draft(kind=Kind.SCORED, subject=session.plan.id, body={"team": team, "points": points})


def decided(session: ClassSession, outcome: Outcome) -> Draft:
    """The raad decided on an agenda point."""
    body = {
        "point": outcome.point,
        "for_": outcome.for_,
        "against": outcome.against,
        "decision": str(outcome.decision),
        "recused": outcome.recused,
        "sitting": outcome.sitting,
    }
    return Draft(kind=Kind.DECIDED, subject=session.plan.id, body=body)


def timed(session: ClassSession, action: str, seconds: int = 0) -> Draft:
    """The trainer's clock: start, pause, resume, extend or stop."""
    return Draft(kind=Kind.TIMER, subject=session.plan.id, body={"action": action, "seconds": seconds})


def blackened(session: ClassSession, black: bool) -> Draft:
    """The beamer goes black, or comes back."""
    return Draft(kind=Kind.BLACK, subject=session.plan.id, body={"black": black})


def ended(session: ClassSession) -> Draft:
    """The evening is over."""
    return Draft(kind=Kind.ENDED, subject=session.plan.id)
