"""The catalogue for others: as plain data with stable English keys (`inhoud --json`), and as documents to search in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any, TypeAlias

import msgspec
from msgspec import Struct, structs

from tutor import __version__
from tutor.content import statute
from tutor.content.markdown import parse, plain
from tutor.content.statute import Reference, capital, cite
from tutor.learning.parts import parts
from tutor.model import (
    Casus,
    Catalogue,
    ClassPlan,
    Debate,
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
from tutor.model.catalogue import Document, FindKind

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


def documents(catalogue: Catalogue) -> Iterator[Document]:
    """Everything in the catalogue that somebody may look for."""
    for lesson in catalogue.lessons.values():
        yield from _steps(lesson)
        yield from _items(lesson)
    for term in catalogue.terms:
        place = ", ".join(filter(None, (*term.also, catalogue.origin(term.id).pack)))
        yield Document(kind=FindKind.TERM, target=term.id, title=term.term, place=place, text=term.explanation)
    for law in catalogue.statutes.values():
        for entry in law.entries:
            reference = Reference(law.law, entry.number)
            yield Document(
                kind=FindKind.ARTICLE,
                target=str(reference),
                title=capital(cite(reference, catalogue.register)),
                place=entry.heading,
                text=" ".join(entry.paragraphs),
            )


def fingerprint(catalogue: Catalogue) -> str:
    """Changes when a text changes that can be found."""
    if catalogue.fingerprint:
        return catalogue.fingerprint
    digest = sha256()
    for lesson in catalogue.lessons.values():
        digest.update(msgspec.json.encode((lesson.head, lesson.steps, lesson.bank)))
    digest.update(msgspec.json.encode((catalogue.terms, dict(catalogue.statutes))))
    return digest.hexdigest()


def _steps(lesson: Lesson) -> Iterator[Document]:
    for step in lesson.steps:
        yield Document(
            kind=FindKind.STEP,
            lesson=lesson.head.id,
            target=step.anchor,
            title=step.title,
            place=lesson.head.title,
            text=_running(plain(parse(step.text))),
        )


def _running(text: str) -> str:
    """Lines as one text: what is no sentence, such as a cell of a table, is set apart."""
    return re.sub(r"(?<![.?!:;])\n", " · ", text).replace("\n", " ")


def _items(lesson: Lesson) -> Iterator[Document]:
    for item in lesson.bank:
        yield Document(
            kind=FindKind.ITEM,
            lesson=lesson.head.id,
            target=item.id,
            title=item.question,
            place=lesson.head.title,
            text=" ".join(part for part in (item.setting, *_answers(item), item.explanation) if part),
        )


def _answers(item: Item) -> tuple[str, ...]:
    match item:
        case Single(options=options) | Multiple(options=options) | Dilemma(options=options):
            return tuple(option.text for option in options)
        case Ordering(parts=parts):
            return tuple(part.text for part in parts)
        case Matching(pairs=pairs):
            return tuple(text for pair in pairs for text in (pair.left, pair.right))
        case ShortText(answers=answers) | Gaps(answers=answers):
            return answers
        case Open(model_answer=answer):
            return (answer,)
        case Number() | Debate():
            return ()
