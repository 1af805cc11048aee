"""Which lessons a role takes, and in which week; and content for who sits in another body than the raad.

For the last: what the law says there, and only questions that hold there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from enum import StrEnum

from msgspec import Struct, structs

from tutor.model import Casus, Catalogue, Goal, Item, Lesson, Step


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


OFFICES: Mapping[Role, str] = {Role.PROVINCIAL: "Statenlid", Role.WATER_BOARD: "AB-lid"}
"""How who has such a role is called, also before the first word of the box below a step."""


def called(role: str) -> str:
    """A role within a sentence: the names of these two have capitals of their own."""
    return next((name for office, name in OFFICES.items() if office == role), role)


def tailored(catalogue: Catalogue, role: Role | None) -> Catalogue:
    """The catalogue for this role. Others than `OFFICES` get it as it is, with no lesson decoded."""
    if role is None or role not in OFFICES:
        return catalogue
    modules = (
        replace(one, lessons=tuple(own_lesson(lesson, role) for lesson in one.lessons)) for one in catalogue.modules
    )
    return replace(catalogue, modules=tuple(modules))


def everyones(catalogue: Catalogue) -> Catalogue:
    """The catalogue with the questions of all roles, for who reads the answers of a group."""
    modules = (
        replace(one, lessons=tuple(replace(lesson, items=lesson.bank, variants=()) for lesson in one.lessons))
        for one in catalogue.modules
    )
    return replace(catalogue, modules=tuple(modules))


def own_lesson(lesson: Lesson, role: Role) -> Lesson:
    """The lesson for one of `OFFICES`: variants in the place of what their law answers otherwise, and at the end."""
    own = [item for item in lesson.variants if role in item.only_for]
    places = {item.instead_of: item for item in own if item.instead_of}
    asked: dict[str, Item] = {item.id: item for item in lesson.items if role not in item.not_for} | places
    items = (
        *(asked[item.id] for item in lesson.items if item.id in asked),
        *(item for item in own if not item.instead_of),
    )
    return replace(
        lesson,
        head=structs.replace(
            lesson.head,
            goals=tuple(_goal(goal, role) for goal in lesson.head.goals),
            prequestions=tuple(asked[item].id for item in lesson.head.prequestions if item in asked),
        ),
        steps=tuple(_step(step, role, asked) for step in lesson.steps),
        items=items,
        variants=(),
        cases=tuple(_casus(casus, role) for casus in lesson.cases),
    )


def _goal(goal: Goal, role: Role) -> Goal:
    told = next((one.text for one in goal.elsewhere if one.role == role), goal.text)
    return structs.replace(goal, text=told, elsewhere=())


def _step(step: Step, role: Role, asked: Mapping[str, Item]) -> Step:
    told = [f"> **{OFFICES[role]}.** {one.text}" for one in step.elsewhere if role in one.bodies]
    check = asked[step.check].id if step.check and step.check in asked else None
    return structs.replace(step, text="\n\n".join([step.text, *told]), check=check)


ELSEWHERE = "Deze casus speelt in een gemeente."
"""On the first screen of a casus that is not about the own body."""


def _casus(casus: Casus, role: Role) -> Casus:
    nodes = []
    for node in casus.nodes:
        told = [one.text for one in node.elsewhere if one.role == role]
        if node.id == casus.start and casus.role not in OFFICES:
            told.insert(0, ELSEWHERE)
        text = f"{node.text.rstrip()}\n\n> **{OFFICES[role]}.** {' '.join(told)}" if told else node.text
        nodes.append(structs.replace(node, text=text, elsewhere=()))
    return structs.replace(casus, nodes=tuple(nodes))
