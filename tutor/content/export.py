"""The catalogue as plain data with stable English keys: what `raadstutor inhoud --json` prints.

A key is the name of the field in `tutor.model`. Other programs rely on the keys: adding one is fine; renaming or
removing one is not, and `tests/content/good.json` holds them all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

from msgspec import Struct, structs

from tutor import __version__
from tutor.content import statute
from tutor.learning.parts import parts
from tutor.model import (
    Casus,
    Catalogue,
    ClassPlan,
    Dilemma,
    Gaps,
    Item,
    Law,
    Lesson,
    Matching,
    Multiple,
    Number,
    Open,
    Ordering,
    ShortText,
    Single,
    Statement,
    revision,
)

Data: TypeAlias = dict[str, Any]
Register: TypeAlias = Mapping[str, Law]

KINDS: Mapping[type[Item], str] = {
    Single: "single",
    Multiple: "multiple",
    Ordering: "ordering",
    Matching: "matching",
    Gaps: "gaps",
    Number: "number",
    ShortText: "short",
    Open: "open",
    Statement: "stelling",
    Dilemma: "dilemma",
}
"""How JSON names the kinds of items."""


def export(catalogue: Catalogue) -> Data:
    """All content, ready for JSON."""
    register = catalogue.register
    return {
        "version": __version__,
        "modules": [
            {**_fields(module.head, register), "lessons": [_lesson(lesson, register) for lesson in module.lessons]}
            for module in catalogue.modules
        ],
        "glossary": _plain(catalogue.terms, register),
        "sources": _plain(catalogue.laws, register),
        "statutes": [_plain(statute, register) for statute in catalogue.statutes.values()],
        "facts": _plain(catalogue.facts, register),
        "misconceptions": _plain(catalogue.misconceptions, register),
        "lookalikes": _plain(catalogue.lookalikes, register),
        "people": _plain(catalogue.people, register),
        "plans": [_plan(plan, register) for plan in catalogue.plans],
        "programmes": [
            {**_fields(programme, register), "minutes": programme.minutes} for programme in catalogue.programmes
        ],
        "counts": {
            "modules": len(catalogue.modules),
            "lessons": len(catalogue.lessons),
            "items": len(catalogue.items),
            "casus": len(catalogue.cases),
            "terms": len(catalogue.terms),
            "plans": len(catalogue.plans),
            "programmes": len(catalogue.programmes),
        },
    }


def _source(text: str, register: Register) -> Data:
    """A reference, taken apart and cited. What is no reference is cited as it is."""
    try:
        reference = statute.parse(text)
    except statute.BadReference:
        return {"law": None, "article": None, "lid": None, "letter": None, "text_date": None, "citation": text}
    law = register.get(reference.law)
    return {
        **_fields(reference, register),
        "text_date": _plain(law.read_on(reference.article), register) if law else None,
        "citation": statute.cite(reference, register),
    }


def _fields(content: Struct, register: Register, *, leave: Sequence[str] = ()) -> Data:
    """The fields of a struct by their names, those with their default too."""
    return {
        name: [_source(text, register) for text in value] if name == "sources" else _plain(value, register)
        for name, value in structs.asdict(content).items()
        if name not in leave
    }


def _plain(value: Any, register: Register) -> Any:
    match value:
        case Casus():
            return {**_fields(value, register, leave=("lesson",)), "revision": revision(value)}
        case Struct():
            return _fields(value, register)
        case tuple():
            return [_plain(one, register) for one in value]
        case date():
            return value.isoformat()
        case StrEnum():
            return value.value
    return value


def _lesson(lesson: Lesson, register: Register) -> Data:
    return {
        **_fields(lesson.head, register),
        "steps": _plain(lesson.steps, register),
        "items": [_item(item, lesson, register) for item in lesson.items],
        "variants": [_item(item, lesson, register) for item in lesson.variants],
        "casus": _plain(lesson.cases, register),
        "parts": [
            {"number": part.number, "minutes": round(part.minutes, 1), "pages": [page.id for page in part.pages]}
            for part in parts(lesson)
        ],
    }


def _item(item: Item, lesson: Lesson, register: Register) -> Data:
    step = lesson.step(item.step)
    return {
        "id": item.id,
        "kind": KINDS[type(item)],
        "text": item.stem,
        **_fields(item, register, leave=("step",)),
        "paragraph": {"anchor": step.anchor, "title": step.title, "text": step.text} if step else None,
        "review_by": _plain(item.review_by or lesson.head.review_by, register),
        "revision": revision(item),
    }


def _plan(plan: ClassPlan, register: Register) -> Data:
    """What an evening is about; notes, secrets and questions stay with the trainer."""
    return {
        **_fields(plan, register, leave=("preparation", "activities", "cards")),
        "minutes": plan.minutes,
        "activities": [{name: getattr(one, name) for name in ("id", "title", "minutes")} for one in plan.activities],
    }
