"""Content for who sits in another body than the raad: what the law says there, and only questions that hold there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from msgspec import structs

from tutor.learning.route import Role
from tutor.model import Catalogue, Lesson, Step

OFFICES: Mapping[Role, str] = {Role.PROVINCIAL: "Statenlid", Role.WATER_BOARD: "AB-lid"}
"""How the box below a step begins for who has such a role."""


def tailored(catalogue: Catalogue, role: Role | None) -> Catalogue:
    """The catalogue for this role. Others than `OFFICES` get it as it is, with no lesson decoded."""
    if role is None or role not in OFFICES:
        return catalogue
    modules = (
        replace(one, lessons=tuple(_lesson(lesson, role) for lesson in one.lessons)) for one in catalogue.modules
    )
    return replace(catalogue, modules=tuple(modules))


def _lesson(lesson: Lesson, role: Role) -> Lesson:
    items = tuple(item for item in lesson.items if role not in item.not_for)
    asked = {item.id for item in items}
    return replace(
        lesson,
        head=structs.replace(
            lesson.head, prequestions=tuple(item for item in lesson.head.prequestions if item in asked)
        ),
        steps=tuple(_step(step, role, asked) for step in lesson.steps),
        items=items,
    )


def _step(step: Step, role: Role, asked: set[str]) -> Step:
    told = [f"> **{OFFICES[role]}.** {one.text}" for one in step.elsewhere if role in one.bodies]
    check = step.check if step.check in asked else None
    return structs.replace(step, text="\n\n".join([step.text, *told]), check=check)
