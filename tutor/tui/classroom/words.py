"""What the trainer reads about the evening, as sentences."""

from __future__ import annotations

from collections.abc import Iterator

from tutor import phrases
from tutor.classroom.meeting import has_quorum, majority_of
from tutor.classroom.session import ClassSession, why
from tutor.classroom.stages import key_of
from tutor.classroom.votes import advice, doubt
from tutor.model import Catalogue, Meeting
from tutor.tui.classroom.moment import Moment, face


def place(session: ClassSession) -> str:
    """`3 van 12 · Wie beslist?`."""
    rehearsal = "Repetitie · " if session.rehearsal else ""
    return f"{rehearsal}{session.activity_index + 1} van {len(session.plan.activities)} · {session.activity.title}"


def stage(session: ClassSession) -> str:
    """`Stem 1`, with the page when there are more."""
    pages = len(session.beamer)
    return session.stage.name + (f", blad {min(session.page_index, pages - 1) + 1} van {pages}" if pages > 1 else "")


def pace(moment: Moment, session: ClassSession) -> str:
    """`47 van 195 minuten`."""
    passed = int((moment.now - session.started).total_seconds() // 60)
    return f"{max(0, passed)} van {phrases.minutes(session.plan.minutes)}"


def is_late(moment: Moment, session: ClassSession) -> bool:
    """Whether the evening runs over by a minute or more."""
    return round(session.slack(moment.now).total_seconds() / 60) < 0


def clock(moment: Moment, session: ClassSession) -> str:
    """`Klok 2:15`, or what the clock would start with; empty where no time is planned."""
    if moment.left is None:
        return f"Klok: {face(session.stage.seconds)} klaar" if session.stage.seconds else ""
    if moment.left <= 0:
        return f"Klok: tijd! {face(-moment.left)} over"
    return f"Klok: {face(moment.left)}" + ("" if moment.runs else " gepauzeerd")


def coming(session: ClassSession) -> str:
    """What the next press leads to."""
    activity, stage, page = session.forward()
    if (activity, stage, page) == session.cursor:
        return "het einde van het plan"
    if activity != session.activity_index:
        ahead = session.plan.activities[activity]
        return f"{ahead.title} ({phrases.minutes(ahead.minutes)})"
    return session.stages[activity][stage].name if stage != session.stage_index else f"blad {page + 1}"


def remarks(session: ClassSession, catalogue: Catalogue) -> Iterator[str]:
    """What to know about the counts here: the total, a doubt, and what to do after a first vote."""
    if session.ballot:
        yield " ".join(filter(None, (f"{phrases.tally(session.counts, session.present)}.", *total_doubt(session))))
        if session.ballot.round == "1":
            found = advice(session.counts, key_of(catalogue.items[session.ballot.subject]))
            yield f"Advies: {found}" if found else ""
    if isinstance(session.activity, Meeting):
        yield from _meeting(session, session.activity.seats)


def total_doubt(session: ClassSession) -> Iterator[str]:
    """A soft warning when the counts of a vote do not add up to those present."""
    if session.ballot and session.present and sum(session.counts):
        yield doubt(session.counts, session.present)


def _meeting(session: ClassSession, seats: int) -> Iterator[str]:
    outcome = session.outcomes.get(session.stage.point)
    if outcome:
        yield why(outcome, seats)
    elif session.stage.point and session.stage.reveals:
        yield "Tel voor en tegen en druk op t."
    elif not session.stage.point:
        needed = majority_of(seats)
        enough = "genoeg" if has_quorum(seats, session.present) else "te weinig"
        yield f"Quorum: {needed} van de {seats} leden. {session.present} aanwezig: {enough} (artikel 20 Gemeentewet)."
