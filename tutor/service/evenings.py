"""The evenings of this computer: one log each, which stays until somebody erases it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random
from typing import Any, Protocol

from tutor.classroom.content import prepare, to_plain
from tutor.classroom.replay import replay
from tutor.classroom.session import ClassSession
from tutor.learning.evening_events import ClassPlanned, ClassPrepared, ClassStarted
from tutor.learning.events import EVENING
from tutor.learning.log import Draft, Event
from tutor.model import Catalogue, ClassPlan
from tutor.system import Refusal, command

NEWEST = "laatste"
"""What the newest evening can be called instead of its mark."""
STALE, CLOSED = timedelta(hours=12), timedelta(hours=1)
"""So long after anything was done in it an evening is not shown any more, and a closed one."""
OLD = timedelta(days=90)
"""After this an evening is best erased: PRIVACY.md says so."""
ONLY_REHEARSED = "Er was alleen een repetitie met verzonnen stemmen; daarvan komt er geen verslag en geen herhaalset."
NONE_YET = f"Er is nog geen avond geweest; begin er een met {command('klas bediening')}."


class ClassLog(Protocol):
    """Where sessions are kept; `tutor.store.Store` is one."""

    def append(self, learner: str, drafts: Iterable[Draft]) -> tuple[Event, ...]:
        """Store the drafts in one transaction and return after COMMIT. Raises when nothing was stored."""

    def events(self, learner: str, *, after: str | None = None) -> Iterator[Event]:
        """The events of a session in order."""

    def evenings(self) -> tuple[str, ...]:
        """The ids of all evenings, the newest first."""

    def recall(self, key: str) -> str | None:
        """A setting of this computer; None when it was never set."""

    def remember(self, key: str, value: str) -> None:
        """Keep a setting of this computer."""

    def version(self) -> object:
        """A mark that differs from an earlier one when anything was stored since. Never waits: raises instead."""


class NoSession(Refusal):
    """No evening is going on."""


class Evenings:
    """All evenings, the newest first."""

    def __init__(self, catalogue: Catalogue, log: ClassLog, *, clock: Callable[[], datetime], rng: Random) -> None:
        self._catalogue = catalogue
        self._log = log
        self._clock = clock
        self._rng = rng

    def start(self, plan: ClassPlan, *, rehearsal: bool = False) -> str:
        """Begin an evening with this plan, in a log of its own; gives its id."""
        session, seed, content = self._new(plan)
        began = ClassStarted(session=session, rehearsal=rehearsal, seed=seed, content=content)
        self._log.append(session, [Draft(subject=plan.id, body=began)])
        return session

    def proposed(self, plan: ClassPlan) -> tuple[ClassSession, Draft]:
        """An evening to come with what it will ask, so that it can be printed. It is in no list until it is kept.

        Gives it, and what to keep of it.
        """
        session, seed, content = self._new(plan)
        body = ClassPrepared(session=session, seed=seed, content=content)
        shown = ClassSession.begin(body, self._clock(), prepare(plan, self._catalogue, seed))
        return shown, Draft(subject=plan.id, body=body)

    def keep(self, session: str, draft: Draft, begins: str = "") -> None:
        """Store an evening to come; it does not begin. `begins`: the time of the day at which it will."""
        planned = [Draft(subject=draft.subject, body=ClassPlanned(begins=begins))] if begins else []
        self._log.append(session, [draft, *planned])

    def prepare(self, plan: ClassPlan) -> str:
        """Fix and store what an evening to come will ask. Gives its id."""
        session, draft = self.proposed(plan)
        self.keep(session.id, draft)
        return session.id

    def _new(self, plan: ClassPlan) -> tuple[str, int, dict[str, Any]]:
        seed = self._rng.getrandbits(32)
        content = to_plain(prepare(plan, self._catalogue, seed))
        return f"{EVENING}{self._rng.getrandbits(64):016x}", seed, content

    def look(self, session: str) -> ClassSession:
        """An evening, only to look at it. Raises NoSession when nothing of it is left."""
        found = replay(self._log.events(session), self._catalogue)
        if found is None:
            raise NoSession(f"Van deze avond is niets meer te lezen: {session}.")
        return found

    def all(self) -> Iterator[ClassSession]:
        """All evenings of this computer, the newest first; each is read when it is asked for."""
        for session in self._log.evenings():
            with suppress(NoSession):
                yield self.look(session)

    def named(self, mark: str) -> ClassSession:
        """The evening that somebody means with (the beginning of) its mark. Raises NoSession."""
        wanted, known = mark.strip().casefold().removeprefix(EVENING), self._log.evenings()
        if wanted == NEWEST and known:
            return self.look(known[0])
        found = [one for one in known if wanted and one.removeprefix(EVENING).startswith(wanted)]
        if len(found) != 1:
            said = "past bij meer dan één avond" if found else "is er niet"
            raise NoSession(f"De avond {mark!r} {said}; kijk met {command('klas avonden')}.")
        return self.look(found[0])

    def latest(self) -> ClassSession:
        """The last real evening that began, going on or not. Raises NoSession."""
        begun = [one for one in self.all() if one.begun]
        found = next((one for one in begun if not one.rehearsal), None)
        if found is None:
            raise NoSession(ONLY_REHEARSED if begun else NONE_YET)
        return found

    def going_on(self, *, rehearsal: bool = False, plan: str = "") -> ClassSession | None:
        """The last evening that began and was not closed, such as that of a plan; None when there is none."""
        for one in self.all():
            if one.begun and not one.ended and one.rehearsal == rehearsal and plan in ("", one.plan.id):
                return one
        return None

    def old(self, session: ClassSession) -> bool:
        """Whether an evening is best erased by now."""
        return self._clock() - session.last > OLD

    def fresh(self, session: ClassSession) -> bool:
        """Whether an evening is of today: not left open long ago."""
        return self._clock() - session.last < STALE
