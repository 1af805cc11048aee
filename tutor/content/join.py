"""Joining a lesson with its bank and its cases, so that everything they name exists."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from functools import partial

import msgspec

from tutor.content.codes import Place, error
from tutor.content.files import BankFile, LessonFile
from tutor.content.reader import Reader
from tutor.content.schema import suggestion
from tutor.content.sound import casus_faults, item_faults
from tutor.content.source import Placed, PlacedLesson, PlacedStep
from tutor.model import Casus, Item, LessonHead, Problem

UNKNOWN_LESSON = error("onbekende-les", "Elke les die wordt genoemd, bestaat.")
UNKNOWN_ITEM = error("onbekend-item", "Elk item dat een les noemt, staat in haar itembank.")


def join(
    reader: Reader,
    module: str,
    file: LessonFile,
    bank: BankFile | None,
    cases: Iterable[Placed[Casus]],
    lessons: Collection[str],
) -> PlacedLesson:
    """The lesson with what is sound of its bank and cases. `lessons` are the ids of all lessons."""
    refused, problems = len(reader.refused), len(reader.problems)
    head = file.head.value
    goals = {goal.id for goal in head.goals}
    for at, goal in enumerate(head.goals):
        reader.claim(goal.id, partial(file.head.at, "goals", at, "id"))
    items = _items(reader, file, bank, goals)
    sound_cases = _cases(reader, cases, goals)
    known = {item.value.id for item in items}
    closed = msgspec.structs.replace(
        head,
        prequestions=_existing(reader, file.head, "prequestions", "item", known, unknown_item),
        prerequisites=_existing(reader, file.head, "prerequisites", "les", lessons, unknown_lesson),
    )
    steps = tuple(_checked(reader, step, known) for step in file.steps)
    untouched = (refused, problems) == (len(reader.refused), len(reader.problems))
    return PlacedLesson(
        head=Placed(closed, file.head.document),
        module=module,
        steps=steps,
        items=items,
        cases=sound_cases,
        bank=bank.document if bank else None,
        whole=untouched and file.whole and bank is not None and bank.whole,
    )


def unknown_lesson(name: str, place: Place, lessons: Collection[str]) -> Problem:
    """The problem that there is no such lesson."""
    return UNKNOWN_LESSON(place, f"De les ‘{name}’ bestaat niet.", suggestion(name, lessons))


def unknown_item(name: str, place: Place, items: Collection[str]) -> Problem:
    """The problem that the bank has no such item."""
    return UNKNOWN_ITEM(place, f"Het item ‘{name}’ staat niet in de itembank.", suggestion(name, items))


def _existing(
    reader: Reader,
    head: Placed[LessonHead],
    field: str,
    kind: str,
    known: Collection[str],
    problem: Callable[[str, Place, Collection[str]], Problem],
) -> tuple[str, ...]:
    names: tuple[str, ...] = getattr(head.value, field)
    for at, name in enumerate(names):
        if name not in known and not reader.refused.excuses(kind, name):
            reader.problems.append(problem(name, head.at(field, at), known))
    return tuple(name for name in names if name in known)


def _checked(reader: Reader, step: PlacedStep, items: Collection[str]) -> PlacedStep:
    check = step.value.check
    if check is None or check in items:
        return step
    if not reader.refused.excuses("item", check):
        reader.problems.append(unknown_item(check, step.place, items))
    return replace(step, value=msgspec.structs.replace(step.value, check=None))


def _items(reader: Reader, file: LessonFile, bank: BankFile | None, goals: Collection[str]) -> tuple[Placed[Item], ...]:
    anchors = {step.value.anchor for step in file.steps}
    sound = []
    for item in bank.items if bank else ():
        faults = tuple(item_faults(item, goals, anchors))
        if file.whole or item.value.step in anchors:
            reader.problems.extend(faults)
        if reader.claim(item.value.id, partial(item.at, "id")) and not faults:
            sound.append(item)
        else:
            reader.refused.add("item", item.value.id)
    return tuple(sound)


def _cases(reader: Reader, cases: Iterable[Placed[Casus]], goals: Collection[str]) -> tuple[Placed[Casus], ...]:
    sound = []
    for casus in cases:
        faults = tuple(casus_faults(casus, goals))
        reader.problems.extend(faults)
        if reader.claim(casus.value.id, partial(casus.at, "id")) and not faults:
            sound.append(casus)
        else:
            reader.refused.add("casus", casus.value.id)
    return tuple(sound)
