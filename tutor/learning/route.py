"""Which lessons a learner takes, and in which week."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from tutor.model import Catalogue, Lesson


class Role(StrEnum):
    """The office of a learner, which decides what he or she has to know."""

    COUNCILLOR = "raadslid"
    GROUP_LEADER = "fractievoorzitter"
    ALDERMAN = "wethouder"
    COMMITTEE_MEMBER = "commissielid"
    CLERK = "griffier"
    CANDIDATE = "kandidaat-raadslid"
    ASSISTANT = "fractie-assistent"
    PROVINCIAL = "statenlid"
    WATER_BOARD = "ab-lid"


AUDIENCE: Mapping[Role, str] = {
    Role.COUNCILLOR: "raadslid",
    Role.GROUP_LEADER: "raadslid",
    Role.ALDERMAN: "wethouder",
    Role.COMMITTEE_MEMBER: "raadslid",
    Role.CLERK: "griffier",
    Role.CANDIDATE: "raadslid",
    Role.ASSISTANT: "raadslid",
    Role.PROVINCIAL: "raadslid",
    Role.WATER_BOARD: "raadslid",
}
"""The audience that a lesson names for each role; some lessons name the role itself."""


DEFAULT_MINUTES = 30
"""Learning time per week when the learner does not say."""


class Week(Struct, frozen=True, kw_only=True):
    """The lessons of one week."""

    lessons: tuple[Lesson, ...]

    @property
    def minutes(self) -> int:
        """Minutes that these lessons take, as their authors say."""
        return sum(lesson.head.minutes for lesson in self.lessons)


def lessons_for(role: Role, catalogue: Catalogue, known: Collection[str] = ()) -> tuple[Lesson, ...]:
    """Lessons for a role without those that are known, prerequisites first."""
    wanted = [
        lesson
        for lesson in catalogue.lessons.values()
        if not {role.value, AUDIENCE[role]}.isdisjoint(lesson.head.audience) and lesson.head.id not in known
    ]
    return tuple(_prerequisites_first(wanted))


def _prerequisites_first(lessons: Iterable[Lesson]) -> list[Lesson]:
    waiting = {lesson.head.id: lesson for lesson in lessons}
    ordered: list[Lesson] = []

    def place(lesson: Lesson) -> None:
        for before in lesson.head.prerequisites:
            if before in waiting:
                place(waiting.pop(before))
        ordered.append(lesson)

    while waiting:
        place(waiting.pop(next(iter(waiting))))
    return ordered


def plan(lessons: Iterable[Lesson], minutes_per_week: int) -> tuple[Week, ...]:
    """The lessons in order over weeks; a lesson that is longer than a week gets a week of its own."""
    weeks: list[list[Lesson]] = []
    spent = 0
    for lesson in lessons:
        if not weeks or spent + lesson.head.minutes > minutes_per_week:
            weeks.append([])
            spent = 0
        weeks[-1].append(lesson)
        spent += lesson.head.minutes
    return tuple(Week(lessons=tuple(week)) for week in weeks)
