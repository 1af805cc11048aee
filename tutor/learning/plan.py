"""The one plan of a learner, that every face asks: what now, what next, what else is open, and what may be skipped.

A programme that was chosen comes first, else the route of the zelfscan, else the order of the catalogue for the role.
Only what the learner went on with is begun: a lesson that was looked up has no place. How far a learner is in a
programme stands here too: which stops are behind, and which one is next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import islice

from msgspec import Struct

from tutor.learning.answers import Mode
from tutor.learning.events import QuizStarted
from tutor.learning.lesson import Page, PageKind, pages, quiz_items
from tutor.learning.progress import Progress
from tutor.learning.route import AUDIENCE, lessons_for
from tutor.model import Catalogue, Lesson, Programme, Section, Stop


class StopState(Struct, frozen=True, kw_only=True):
    """One stop, and whether it was made."""

    stop: Stop
    done: bool
    lessons: Mapping[str, Lesson]

    @property
    def lesson(self) -> Lesson:
        """The lesson that the stop is in."""
        return self.lessons[self.stop.lesson]


class SectionState(Struct, frozen=True, kw_only=True):
    """A section with its stops; those in lessons that are gone are left out."""

    section: Section
    stops: tuple[StopState, ...]


class ProgrammeState(Struct, frozen=True, kw_only=True):
    """A programme as far as a learner is."""

    programme: Programme
    sections: tuple[SectionState, ...]

    @property
    def stops(self) -> tuple[StopState, ...]:
        """The stops of all sections, in the order in which they are made."""
        return tuple(stop for section in self.sections for stop in section.stops)

    @property
    def done(self) -> int:
        """How many stops were made."""
        return sum(stop.done for stop in self.stops)

    @property
    def next(self) -> StopState | None:
        """The first stop that was not made; None at the end."""
        return next((stop for stop in self.stops if not stop.done), None)


def follow(programme: Programme, progress: Progress, catalogue: Catalogue) -> ProgrammeState:
    """How far a learner is."""

    def state(stop: Stop) -> StopState:
        return StopState(stop=stop, done=_is_done(stop, catalogue.lessons, progress), lessons=catalogue.lessons)

    return ProgrammeState(
        programme=programme,
        sections=tuple(
            SectionState(
                section=section, stops=tuple(state(stop) for stop in section.stops if stop.lesson in catalogue.lessons)
            )
            for section in programme.sections
        ),
    )


def _is_done(stop: Stop, lessons: Mapping[str, Lesson], progress: Progress) -> bool:
    match stop.what:
        case "les":
            return progress.learned(lessons[stop.lesson])
        case "stap":
            page = Page(kind=PageKind.STEP, subject=stop.step or "", title="")
            return page.id in progress.visited.get(stop.lesson, ())
        case "quiz":
            return all(item.id in progress.answered for item in quiz_items(lessons[stop.lesson]) if item.scored)
        case "casus":
            return any(casus.id in progress.endings for casus in lessons[stop.lesson].cases)


OPEN = 3
"""How many other lessons that were left halfway the plan names."""


class Basis(StrEnum):
    """What the order of a plan comes from."""

    PROGRAMME = "programma"
    ROUTE = "route"
    CATALOGUE = "lessen"


class Plan(Struct, frozen=True, kw_only=True):
    """What a learner does, in what order."""

    basis: Basis
    programme: ProgrammeState | None
    """The programme that the learner chose, also when it is done."""
    now: Stop | None
    """What was left halfway last, else the first of the order; None when all is done."""
    begun: bool
    """Whether `now` was begun before."""
    next: Stop | None
    """The first of the order besides `now`."""
    open: tuple[Lesson, ...]
    """Other lessons that were left halfway, the latest first."""
    skippable: tuple[Lesson, ...]
    """Lessons that the zelfscan lets skip, and that were not learned."""


def programmes_for(progress: Progress, catalogue: Catalogue) -> list[Programme]:
    """All programmes: first those that name the learner's role, then those for the audience that it learns with.

    Among them, one for nobody else goes before one for many.
    """
    role = progress.told_role
    names = (role.value, AUDIENCE[role]) if role else ()

    def rank(programme: Programme) -> tuple[int, int]:
        near = next((at for at, name in enumerate(names) if name in programme.audience), len(names))
        return near, len(programme.audience) if near < len(names) else 0

    return sorted(catalogue.programmes, key=rank)


def make_plan(progress: Progress, catalogue: Catalogue) -> Plan:
    """The plan as things stand."""
    chosen = next((one for one in catalogue.programmes if one.id == progress.programme), None)
    programme = follow(chosen, progress, catalogue) if chosen else None
    skipped = progress.skipped(catalogue)
    if programme and programme.next:
        basis = Basis.PROGRAMME
        order = iter([state.stop for state in programme.stops if not state.done])
    else:
        basis = Basis.ROUTE if progress.scans else Basis.CATALOGUE
        role = progress.told_role
        lessons = lessons_for(role, catalogue, skipped) if role else catalogue.lessons.values()
        order = (whole(one) for one in lessons if one.head.id not in skipped and not progress.learned(one))
    begun = list(islice(_left_halfway(progress, catalogue), OPEN + 2))  # each takes a lesson to be decoded
    now = whole(begun[0]) if begun else next(order, None)
    following = next((stop for stop in order if now and not _alike(stop, now)), None)  # reads no more lessons than that
    passed = (catalogue.lessons[one] for one in catalogue.lessons if one in skipped)
    shown = {stop.lesson for stop in (now, following) if stop}
    return Plan(
        basis=basis,
        programme=programme,
        now=now,
        begun=bool(begun),
        next=following,
        open=tuple(lesson for lesson in begun if lesson.head.id not in shown)[:OPEN],
        skippable=tuple(one for one in passed if not progress.learned(one)),
    )


def after(progress: Progress, catalogue: Catalogue, lesson: Lesson) -> tuple[Stop, ...]:
    """What to offer at the end of a lesson: what the plan says, and the next lesson of the module.

    That one comes first as long as nobody chose a plan, or left something halfway.
    """
    made = make_plan(progress, catalogue)
    planned = next((stop for stop in (made.now, made.next) if stop and stop.lesson != lesson.head.id), None)
    module = next(one for one in catalogue.modules if one.head.id == lesson.module)
    names = [one.head.id for one in module.lessons]
    later = module.lessons[names.index(lesson.head.id) + 1 :] if lesson.head.id in names else ()
    following = next((whole(one) for one in later if not progress.learned(one)), None)
    wanted = made.basis is not Basis.CATALOGUE or (made.begun and planned is made.now)
    stops = (planned, following) if wanted else (following, planned)
    return tuple({stop.lesson: stop for stop in reversed(stops) if stop}.values())[::-1]


def whole(lesson: Lesson) -> Stop:
    """A stop that is a whole lesson, with its minutes."""
    return Stop(lesson=lesson.head.id, minutes=lesson.head.minutes)


def _alike(stop: Stop, other: Stop) -> bool:
    return (stop.lesson, stop.what, stop.step) == (other.lesson, other.what, other.step)


def _left_halfway(progress: Progress, catalogue: Catalogue) -> Iterator[Lesson]:
    """Lessons that were begun and not learned yet, the latest first."""
    for lesson_id, _ in sorted(progress.places.items(), key=lambda place: place[1].at, reverse=True):
        lesson = catalogue.lessons.get(lesson_id)
        if lesson and not progress.learned(lesson):
            yield lesson


def quizzes_left(progress: Progress) -> Iterator[tuple[str, Mode]]:
    """Lessons with a toets or practice that was left halfway, and which of the two; the latest `OPEN` first."""
    return islice(_running(progress), OPEN)


def _running(progress: Progress) -> Iterator[tuple[str, Mode]]:
    for events in reversed(progress.quizzes.values()):
        started = events[0].body
        if isinstance(started, QuizStarted) and started.purpose in tuple(Mode):
            subject, mode = events[0].subject, Mode(started.purpose)
            if progress.running_quiz(subject, mode) is events:
                yield subject, mode


def go_on_at(progress: Progress, lesson: Lesson) -> str | None:
    """The page where a lesson goes on; None for its start, also when it was learned.

    Who came to the end without answering everything goes on with the first question that was left.
    """
    place = progress.places.get(lesson.head.id)
    if place is None or progress.learned(lesson):
        return None
    if lesson.head.id in progress.finished:
        asking = (page for page in pages(lesson) if page.kind in (PageKind.CHECK, PageKind.QUIZ))
        left = next((page for page in asking if not progress.did(lesson, page)), None)
        return left.id if left else place.page
    return place.page
