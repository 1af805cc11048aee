"""A classroom evening made durable: what the trainer does is stored first, and every window reads it from there."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from random import Random

from tutor.classroom.live import groups, speaker
from tutor.classroom.outcome import Report
from tutor.classroom.records import Ballot, OnWall, returning
from tutor.classroom.replay import apply, replay
from tutor.classroom.report import report, take_home
from tutor.classroom.session import ClassSession
from tutor.classroom.slide import SHEET, Space
from tutor.classroom.votes import Counts, key_of, made_up
from tutor.learning.evening_events import (
    ClassAgreed,
    ClassBlack,
    ClassDecided,
    ClassEnded,
    ClassMended,
    ClassMoved,
    ClassNamed,
    ClassNoted,
    ClassPresent,
    ClassReopened,
    ClassScored,
    ClassShown,
    ClassSpeaks,
    ClassStarted,
    ClassTimed,
    ClassUndone,
    ClassVoted,
    ClockAction,
    FromRoom,
    FromTrainer,
    OnStage,
)
from tutor.learning.log import Draft
from tutor.model import Catalogue, ClassPlan, Meeting
from tutor.service.evenings import CLOSED, STALE, ClassLog, Evenings, NoSession
from tutor.system import command
from tutor.tools.meeting import BadVote, Vote, decide

ON_THE_WALL = "klas.laatst"
"""Setting: id of the evening that the beamer shows; empty for none."""
WALL = "klas.muur"
"""Setting: room for text in the beamer's window, such as `48 9`; empty when there is no such window."""


class Evening:
    """One evening, seen from one window."""

    def __init__(
        self,
        catalogue: Catalogue,
        log: ClassLog,
        *,
        clock: Callable[[], datetime],
        rng: Random,
        follows: bool = False,
    ) -> None:
        """`follows`: the window shows what is on the wall, whichever evening that is, as the beamer does."""
        self.catalogue = catalogue
        self.evenings = Evenings(catalogue, log, clock=clock, rng=rng)
        self._follows = follows
        self._log = log
        self._clock = clock
        self._rng = rng
        self._session: ClassSession | None = None
        self._read: ClassSession | None = None
        """The evening as it was when the log was last read: what is stored here comes on top of it."""
        self._last_read: str | None = None
        self._own: set[str] = set()
        """Ids of events that were stored here since."""
        self._version: object = None

    def now(self) -> datetime:
        """The time on the clock of this evening, UTC."""
        return self._clock()

    @property
    def session(self) -> ClassSession:
        """The evening as far as this window knows. Raises NoSession."""
        if self._session is None:
            raise NoSession(f"Er is geen avond bezig; begin er een met {command('klas bediening')}.")
        return self._session

    @property
    def current(self) -> ClassSession | None:
        """The evening as far as this window knows, also when it was closed; None when there is none."""
        return self._session

    def start(self, plan: ClassPlan, *, rehearsal: bool = False) -> ClassSession:
        """Begin an evening with this plan, in a log of its own."""
        return self.open(self.evenings.start(plan, rehearsal=rehearsal))

    def open(self, session: str) -> ClassSession:
        """Take up an evening, wherever it was, and put it on the wall; a prepared one begins. Raises NoSession."""
        self._take(session)
        if not self.session.begun:
            self._do(ClassStarted(session=session, rehearsal=False))
        self.put_on_wall(session)
        return self.session

    def resume(self, *, rehearsal: bool = False) -> ClassSession:
        """Take up the last evening that is going on. Raises NoSession when there is none."""
        found = self.evenings.going_on(rehearsal=rehearsal)
        if found is None:
            raise NoSession(f"Er is geen avond bezig; begin er een met {command('klas bediening')}.")
        return self.open(found.id)

    def leave(self) -> None:
        """Nothing is on the wall until an evening is opened."""
        self._session = self._read = None
        self.put_on_wall("")

    def put_on_wall(self, session: str) -> None:
        """Show an evening on the beamer; empty for none. It does not begin."""
        if (self._log.recall(ON_THE_WALL) or "") != session:
            self._log.remember(ON_THE_WALL, session)

    def take(self, session_id: str) -> ClassSession:
        """Work in an evening that is not put on the wall. Raises NoSession."""
        self._take(session_id)
        return self.session

    def _take(self, session_id: str) -> None:
        events = list(self._log.events(session_id)) if session_id else []
        self._session = self._read = replay(events, self.catalogue)
        self._last_read = events[-1].id if events else None
        self._own.clear()
        if self._session is None and session_id:
            raise NoSession(f"Van deze avond is niets meer te lezen: {session_id}.")
        self._fit()

    def measure(self, space: Space | None) -> None:
        """Tell every window what room the wall has; None when it goes."""
        said = f"{space.width} {space.height}" if space else ""
        if said != (self._log.recall(WALL) or ""):
            self._log.remember(WALL, said)

    def _fit(self) -> bool:
        """Cut the evening for the wall as it is. Gives whether that was another one."""
        said = (self._log.recall(WALL) or "").split()
        space = Space(*map(int, said)) if len(said) == 2 and all(map(str.isdecimal, said)) else SHEET
        if self._session is None or self._session.space == space:
            return False
        self._session = replace(self._session, space=space)
        self._read = self._read and replace(self._read, space=space)
        return True

    def refresh(self) -> bool:
        """Take in what another window did. Gives whether anything changed."""
        changed = self._follow() if self._follows else self._session is not None and self._catch_up()
        return self._fit() or changed

    def _follow(self) -> bool:
        wall, before = self._log.recall(ON_THE_WALL) or "", self._session
        if before and wall == before.id:
            return self._catch_up()
        self._session = None
        with suppress(NoSession):
            self._take(wall)
        if self._session and self.now() - self._session.last > (CLOSED if self._session.ended else STALE):
            self._session = None  # it stood there when the computer was switched off
        return self._session is not before

    def poll(self) -> bool:
        """`refresh` for many times a second: it only looks when something was stored, and waits for nobody."""
        version = self._log.version()
        if version == self._version:
            return False
        changed = self.refresh()
        self._version = version
        return changed

    def _catch_up(self) -> bool:
        """Take in what another window stored in this evening. Gives whether anything changed.

        Events of another window may lie between our own, and order matters: then all are applied again, in their order.
        """
        events = list(self._log.events(self.session.id, after=self._last_read))
        changed = any(event.id not in self._own for event in events)
        if changed:
            self._session = self._read
            for event in events:
                self._session = apply(self.session, event)
        if events:
            self._read, self._last_read = self._session, events[-1].id
            self._own.clear()
        return changed

    def _do(self, body: OnStage | FromRoom, revision: str = "") -> ClassSession:
        """Store what the trainer did. What another window did at the same moment comes with the next look."""
        draft = Draft(subject=self.session.plan.id, revision=revision, body=body)
        for event in self._log.append(self.session.id, [draft]):
            self._own.add(event.id)
            self._session = apply(self.session, event)
        return self.session

    def forward(self) -> ClassSession:
        """The next page, stage or activity."""
        return self._go(self.session.forward())

    def reveal(self) -> ClassSession:
        """Go to the answer at once, such as when nearly everybody had it right."""
        return self._go(self.session.reveal())

    def back(self) -> ClassSession:
        """The page, stage or activity before."""
        return self._go(self.session.back())

    def jump(self, activity: int, stage: int = 0) -> ClassSession:
        """A stage of an activity, both counted from 0."""
        return self._go((activity, stage, 0))

    def _go(self, cursor: tuple[int, int, int]) -> ClassSession:
        activities = self.session.plan.activities
        name = activities[cursor[0]].id if 0 <= cursor[0] < len(activities) else ""
        return self._do(ClassMoved(cursor=cursor, activity=name))

    def set_present(self, number: int) -> ClassSession:
        """How many people are in the room."""
        return self._do(ClassPresent(present=number))

    def vote(self, counts: Counts, ballot: Ballot | None = None, *, tables: tuple[Counts, ...] = ()) -> ClassSession:
        """Set the counts of a ballot, by default the one that is voted on now; without one nothing changes.

        `tables`: the same for each table.
        """
        ballot = ballot or self.session.ballot
        if ballot is None:
            return self.session
        voted = ClassVoted(
            activity=ballot.activity, subject=ballot.subject, round=ballot.round, counts=counts, tables=tables
        )
        return self._do(voted, self.session.content.revisions[ballot.subject])

    def hand(self, index: int, step: int = 1) -> ClassSession:
        """Count one hand more, or less, for an option that is voted on now.

        Counts are stored as they now are, so hands that another window counted are taken in first.
        """
        self._catch_up()
        counts = list(self.session.counts)
        if 0 <= index < len(counts):
            counts[index] = max(0, counts[index] + step)
            return self.vote(tuple(counts))
        return self.session

    def rehearse(self) -> ClassSession:
        """Fill the ballot with made-up votes, in a rehearsal only."""
        ballot = self.session.ballot
        if not self.session.rehearsal or ballot is None:
            return self.session
        key = key_of(self.session.content.items[ballot.subject])
        again = ballot.round in ("2", "na")
        options = len(self.session.stage.slide.options)
        return self.vote(made_up(self._rng, self.session.present, options, key, again=again))

    def note(self, text: str, *, agreement: bool = False) -> ClassSession:
        """Keep what was said, or agreed; an empty text is passed over."""
        if not text.strip():
            return self.session
        said = ClassAgreed if agreement else ClassNoted
        return self._do(said(activity=self.session.activity.id, text=text.strip()))

    def mend(self, note: str, text: str) -> ClassSession:
        """Give what was noted or agreed another text; an empty one takes it away. `note`: its id."""
        return self._do(ClassMended(note=note, text=" ".join(text.split())))

    def show(self, what: OnWall) -> ClassSession:
        """Put something on the wall beside the stage; asked for again, its next page, and then the stage again."""
        if not self.session.can_show(what):
            return self.session
        shown, page = self.session.showing(what)
        return self._do(ClassShown(what=shown or "", page=page))

    def undo(self) -> ClassSession:
        """Take back the last thing that was done, here or in another window."""
        self._catch_up()
        return self._do(ClassUndone()) if self.session.before else self.session

    def score(self, team: int, points: int) -> ClassSession:
        """Set the points of a team."""
        return self._do(ClassScored(team=team, points=max(0, points)))

    def keep(self, made: FromTrainer) -> ClassSession:
        """Store what the trainer made up, see `tutor.classroom.live`."""
        return self._do(made)

    def draw(self, size: int = 0) -> ClassSession | str:
        """Let chance say who speaks, or make groups of this size; a Dutch sentence when that cannot be."""
        made = groups(self.session, self._rng, size) if size else speaker(self.session, self._rng)
        return made if isinstance(made, str) else self._do(made)

    def next_speaker(self) -> ClassSession:
        """Give the floor to the next fractie, with its time; without fracties the clock begins again."""
        session, parties = self.session, self.session.parties
        if not parties or not session.stage.point or session.stage.reveals:
            return self.restart_timer()
        party = 0 if session.floor is None else (session.floor + 1) % len(parties)
        return self._do(ClassSpeaks(party=party, seconds=session.stage.seconds))

    def decide(self, vote: Vote, *, again: bool = False) -> ClassDecided | None:
        """Count a vote in the simulated meeting; None when no agenda point is in hand. Raises BadVote.

        `again`: the point comes back, for the reason that stands in the log; without one before, it does not.
        """
        session, activity, point = self.session, self.session.activity, self.session.stage.point
        if not isinstance(activity, Meeting) or not point:
            return None
        before = session.outcomes.get(point)
        vote = replace(vote, seats=session.seats, persons=session.on_persons)
        if again and before:
            vote = returning(vote, before)
        if session.present and vote.took_part > session.present:
            raise BadVote(f"Er zijn {session.present} mensen in de zaal; {vote.took_part} stemmen kan niet.")
        decided = ClassDecided(
            point=point,
            for_=vote.for_,
            against=vote.against,
            decision=decide(vote),
            recused=vote.recused,
            sitting=vote.sitting,
            blank=vote.blank,
            nominated=vote.nominated,
            exempt=vote.exempt,
            reconvened=vote.reconvened,
            revote=vote.revote,
        )
        self._do(decided)
        return decided

    def timer(self, action: ClockAction, seconds: int = 0) -> ClassSession:
        """Work the clock: start, pause, resume, extend or stop."""
        return self._do(ClassTimed(action=action, seconds=seconds))

    def toggle_timer(self) -> ClassSession:
        """Start the suggested time of this stage, or pause, or go on."""
        timer = self.session.timer
        if timer is None:
            return self.restart_timer()
        return self.timer("pause" if timer.running_since else "resume")

    def restart_timer(self) -> ClassSession:
        """Start the suggested time of this stage from the beginning, such as for the next speaker."""
        return self.timer("start", self.session.stage.seconds or 60 * self.session.activity.minutes)

    def toggle_black(self) -> ClassSession:
        """Make the beamer black, or show it again."""
        return self._do(ClassBlack(black=not self.session.black))

    def end(self) -> ClassSession:
        """Store that the evening is over."""
        return self._do(ClassEnded())

    def reopen(self) -> ClassSession:
        """Store that it goes on after all."""
        return self._do(ClassReopened())

    def rename(self, title: str) -> ClassSession:
        """Give the evening a title of its own; an empty one takes it away."""
        return self._do(ClassNamed(title=" ".join(title.split())))

    def report(self) -> Report:
        """What came out of it so far. Raises Rehearsed."""
        return report(self.session, self.catalogue)

    def take_home(self) -> list[str]:
        """Ids of the items that participants can review at home. Raises Rehearsed."""
        return take_home(self.session, self.catalogue)
