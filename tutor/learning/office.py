"""Content for who sits in another body than the raad: what the law says there, and only questions that hold there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from msgspec import structs

from tutor.learning.route import Role
from tutor.model import Casus, Catalogue, Goal, Item, Lesson, Step

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
