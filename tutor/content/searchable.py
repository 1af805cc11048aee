"""Content as documents that can be found: steps of lessons, items, terms and articles, without Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

import msgspec

from tutor.content.markdown import parse, plain
from tutor.content.statute import Reference, capital, cite
from tutor.model import (
    Catalogue,
    Debate,
    Dilemma,
    Gaps,
    Item,
    Lesson,
    Matching,
    Multiple,
    Number,
    Open,
    Ordering,
    ShortText,
    Single,
)
from tutor.model.finding import Document, FindKind


def documents(catalogue: Catalogue) -> Iterator[Document]:
    """Everything in the catalogue that somebody may look for."""
    for lesson in catalogue.lessons.values():
        yield from _steps(lesson)
        yield from _items(lesson)
    for term in catalogue.terms:
        place = ", ".join(filter(None, (*term.also, catalogue.origin(term.id).pack)))
        yield Document(kind=FindKind.TERM, target=term.id, title=term.term, place=place, text=term.explanation)
    for statute in catalogue.statutes.values():
        for entry in statute.entries:
            reference = Reference(statute.law, entry.number)
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
