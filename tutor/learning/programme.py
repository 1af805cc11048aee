"""How far a learner is in a programme: which stops are behind, and which one is next."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from tutor.learning.lesson import Page, PageKind, quiz_items
from tutor.learning.progress import Progress
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
