"""How far a learner is in a programme: which stops are behind, and which one is next."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.learning.lesson import Page, PageKind, quiz_items
from tutor.learning.progress import Progress
from tutor.model import Catalogue, Lesson, Programme, Section, Stop


@dataclass(frozen=True, slots=True, kw_only=True)
class StopState:
    """One stop, and whether it was made."""

    stop: Stop
    lesson: Lesson
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionState:
    """A section with its stops; those in lessons that are gone are left out."""

    section: Section
    stops: tuple[StopState, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeState:
    """A programme as far as a learner is."""

    programme: Programme
    sections: tuple[SectionState, ...]

    @property
    def stops(self) -> tuple[StopState, ...]:
        """All stops in order."""
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
        lesson = catalogue.lessons[stop.lesson]
        return StopState(stop=stop, lesson=lesson, done=_is_done(stop, lesson, progress))

    return ProgrammeState(
        programme=programme,
        sections=tuple(
            SectionState(
                section=section, stops=tuple(state(stop) for stop in section.stops if stop.lesson in catalogue.lessons)
            )
            for section in programme.sections
        ),
    )


def _is_done(stop: Stop, lesson: Lesson, progress: Progress) -> bool:
    lesson_id = lesson.head.id
    match stop.what:
        case "les":
            return lesson_id in progress.finished
        case "stap":
            page = Page(kind=PageKind.STEP, subject=stop.step or "", title="")
            return page.id in progress.visited.get(lesson_id, ())
        case "quiz":
            return all(item.id in progress.answered for item in quiz_items(lesson) if item.scored)
        case "casus":
            return any(casus.id in progress.endings for casus in lesson.cases)
