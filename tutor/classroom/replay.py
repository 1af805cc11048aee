"""What each event does to an evening, and the evening that all of them make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from tutor.classroom.content import EveningContent, from_plain, prepare
from tutor.classroom.live import with_correction, with_question, with_repeat
from tutor.classroom.records import Ballot, ClassNote, OnWall, Paper, Timer, mended
from tutor.classroom.session import ClassSession
from tutor.classroom.stages import stages_of
from tutor.dates import clock_time
from tutor.learning.evening_events import (
    ClassAgreed,
    ClassAsked,
    ClassBlack,
    ClassCorrected,
    ClassDecided,
    ClassDrawn,
    ClassEnded,
    ClassMended,
    ClassMoved,
    ClassNamed,
    ClassNoted,
    ClassPaired,
    ClassParked,
    ClassParties,
    ClassPlanned,
    ClassPrepared,
    ClassPresent,
    ClassReopened,
    ClassRepeated,
    ClassResolved,
    ClassScored,
    ClassSeats,
    ClassShown,
    ClassSpeaks,
    ClassStarted,
    ClassTeams,
    ClassTimed,
    ClassUndone,
    ClassVoted,
)
from tutor.learning.log import Event
from tutor.model import Catalogue


def apply(session: ClassSession, event: Event) -> ClassSession:
    """The session after an event; kinds that are unknown here change nothing."""
    here = session.resumed(event.at)
    if isinstance(event.body, ClassUndone):
        return replace(session.before or session, last=max(here.last, event.at), space=session.space)
    return replace(_applied(here, event), last=max(here.last, event.at), before=session)


def _applied(session: ClassSession, event: Event) -> ClassSession:
    match event.body:
        case ClassStarted(rehearsal=rehearsal) if not session.begun:
            fresh = ClassSession.begin(ClassStarted(session.id, rehearsal), event.at, session.content)
            return replace(fresh, own_title=session.own_title, begins=session.begins, space=session.space)
        case ClassNamed(title=title):
            return replace(session, own_title=title)
        case ClassReopened():
            return replace(session, ended=None)
        case ClassPlanned(begins=begins):
            return replace(session, begins=clock_time(begins))
        case ClassMoved(cursor=cursor, activity=name):
            return _moved(session, (session.number_of(name, cursor[0]), *cursor[1:]), event.at)
        case ClassPresent(present=present):
            return replace(session, present=present)
        case ClassVoted() as vote:
            ballot = Ballot(vote.activity, vote.subject, vote.round)
            asked = {**session.asked, ballot: session.present}
            votes, tables = {**session.votes, ballot: vote.counts}, {**session.tables, ballot: vote.tables}
            return replace(session, votes=votes, tables=tables, asked=asked)
        case ClassNoted(activity=activity, text=text):
            noted = ClassNote(id=event.id, activity=activity, text=text, at=event.at)
            return replace(session, notes=(*session.notes, noted))
        case ClassAgreed(activity=activity, text=text):
            agreed = ClassNote(id=event.id, activity=activity, text=text, at=event.at)
            return replace(session, agreements=(*session.agreements, agreed))
        case ClassMended(note=note, text=text):
            kept = (session.notes, session.agreements, session.parked)
            notes, agreements, parked_ = (mended(one, note, text) for one in kept)
            return replace(session, notes=notes, agreements=agreements, parked=parked_)
        case ClassShown(what=what, page=page):
            return replace(session, on_wall=OnWall(what) if what in set(OnWall) else None, wall_page=page)
        case ClassParked(activity=activity, text=text):
            parked = ClassNote(id=event.id, activity=activity, text=text, at=event.at)
            return replace(session, parked=(*session.parked, parked))
        case ClassResolved() as resolved:
            return _shown(replace(session, resolved={**session.resolved, resolved.activity: resolved}), OnWall.DECISION)
        case ClassAsked() as asked:
            return _grown(session, with_question(session.content, session.activity_index, asked))
        case ClassRepeated() as again if again.item in session.content.items:
            return _grown(session, with_repeat(session.content, session.activity_index, again))
        case ClassCorrected() as corrected if corrected.item in session.content.items:
            return _grown(session, with_correction(session.content, corrected))
        case ClassDrawn(groups=groups):
            seats = tuple(seat for group in groups for seat in group) if len(groups) == 1 else ()
            return _shown(replace(session, groups=groups, drawn=(*session.drawn, *seats)), OnWall.DRAWN)
        case ClassPaired() as paper:
            papers = {**session.papers, (paper.code, paper.moment): Paper(right=paper.right, asked=paper.asked)}
            return replace(session, papers=papers)
        case ClassSeats(activity=activity, seats=number):
            return replace(session, own_seats={**session.own_seats, activity: number})
        case ClassParties(names=names):
            return replace(session, parties=names)
        case ClassSpeaks(party=party, seconds=seconds):
            timer = Timer(seconds=seconds, running_since=event.at)
            return replace(_off_the_floor(session, event.at), floor=party, timer=timer)
        case ClassScored(team=team, points=points):
            key = (session.activity.id, session.stage.item, team)
            more = points - session.points.get(team, 0) + session.won.get(key, 0)
            won = {**session.won, key: more} if session.stage.item else session.won
            return replace(session, points={**session.points, team: points}, won=won)
        case ClassTeams(names=names):
            return replace(session, team_names=names)
        case ClassDecided() as decided:
            return replace(session, outcomes={**session.outcomes, decided.point: decided})
        case ClassTimed() as timed:
            return replace(session, timer=_timer(session, timed, event.at))
        case ClassBlack(black=black):
            return replace(session, black=black)
        case ClassEnded():
            return replace(session, ended=event.at)
    return session


def _moved(session: ClassSession, cursor: tuple[int, int, int], at: datetime) -> ClassSession:
    activity, stage, page = cursor
    if not (0 <= activity < len(session.stages) and 0 <= stage < len(session.stages[activity]) and page >= 0):
        return session
    entered = list(session.activity_started)
    entered[activity] = entered[activity] or at
    same_stage = (activity, stage) == (session.activity_index, session.stage_index)
    return replace(
        session if same_stage else _off_the_floor(session, at),
        activity_index=activity,
        stage_index=stage,
        page_index=page,
        activity_started=tuple(entered),
        timer=session.timer if same_stage else None,
        on_wall=None,
        wall_page=0,
    )


def _shown(session: ClassSession, what: OnWall) -> ClassSession:
    return replace(session, on_wall=what, wall_page=0)


def _grown(session: ClassSession, content: EveningContent) -> ClassSession:
    """The session with what was made up: perhaps an activity more, after the one in hand."""
    here, entered = session.activity_index, session.activity_started
    if len(content.plan.activities) > len(entered):
        entered = (*entered[: here + 1], None, *entered[here + 1 :])
    return replace(session, content=content, stages=stages_of(content), activity_started=entered)


def _off_the_floor(session: ClassSession, at: datetime) -> ClassSession:
    """Nobody speaks any more; how long it took is added to what that fractie used."""
    if session.floor is None or session.timer is None:
        return replace(session, floor=None)
    used = session.timer.seconds - session.timer.left(at)
    spoken = {**session.spoken, session.floor: session.spoken.get(session.floor, 0.0) + used}
    return replace(session, floor=None, spoken=spoken)


def _timer(session: ClassSession, timed: ClassTimed, at: datetime) -> Timer | None:
    timer = session.timer
    match timed.action:
        case "start":
            return Timer(seconds=timed.seconds, running_since=at)
        case "pause" if timer and timer.running_since:
            return replace(timer, running_since=None, spent=timer.seconds - timer.left(at))
        case "resume" if timer and not timer.running_since:
            return replace(timer, running_since=at)
        case "extend" if timer:
            return replace(timer, seconds=timer.seconds + timed.seconds)
        case "stop":
            return None
    return timer


def replay(events: Iterable[Event], catalogue: Catalogue) -> ClassSession | None:
    """The session that these events describe; None when it did not start, or nothing of its plan is left."""
    session: ClassSession | None = None
    for event in events:
        body = event.body
        if session:
            session = apply(session, event)
        elif isinstance(body, ClassPrepared | ClassStarted) and (content := _content(body, event.subject, catalogue)):
            session = ClassSession.begin(body, event.at, content)
    return session


def _content(body: ClassPrepared | ClassStarted, plan_id: str, catalogue: Catalogue) -> EveningContent | None:
    """What the evening keeps; for one that keeps nothing, or what this program cannot read, the plan as it is today."""
    kept = from_plain(body.content) if body.content else None
    plan = next((plan for plan in catalogue.plans if plan.id == plan_id), None)
    return kept or (prepare(plan, catalogue, body.seed) if plan else None)
