"""The files of content, each read on its own: registers, lessons, item banks and cases."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from tutor.content import lesson
from tutor.content.problem_kinds import Location
from tutor.content.reader import ContentReader, Facts
from tutor.content.schema import MISSING_KEY, Schema
from tutor.content.source import Placed, PlacedStep, Registers
from tutor.content.textfile import MAX_LESSON
from tutor.content.toml import TomlDocument
from tutor.model import Casus, CountingRule, Fact, Item, Law, LessonHead, Lookalikes, Misconception, Term

FILES = ("bronnen.toml", "feiten.toml", "begrippen.toml", "misvattingen.toml", "lijkt-op.toml", "telregels.toml")

LAWS = Schema[Law](Law)
FACTS = Schema[Fact](Fact)
TERMS = Schema[Term](Term)
MISCONCEPTIONS = Schema[Misconception](Misconception)
LOOKALIKES = Schema[Lookalikes](Lookalikes)
COUNTING_RULES = Schema[CountingRule](CountingRule)

Entry = TypeVar("Entry", Law, Fact, Term, Misconception, Lookalikes, CountingRule)


def read_registers(reader: ContentReader, present: tuple[str, ...]) -> Registers:
    """The registers that are present in `lessons/`. From here on the reader fills in facts."""
    facts = _entries(reader, present, "feiten.toml", "feit", FACTS)
    reader.facts = Facts({placed.value.id: placed.value.value for placed in facts}, reader.refused)
    return Registers(
        facts=facts,
        laws=_entries(reader, present, "bronnen.toml", "wet", LAWS),
        terms=_entries(reader, present, "begrippen.toml", "begrip", TERMS),
        misconceptions=_entries(reader, present, "misvattingen.toml", "misvatting", MISCONCEPTIONS),
        lookalikes=_entries(reader, present, "lijkt-op.toml", "paar", LOOKALIKES),
        counting_rules=_entries(reader, present, "telregels.toml", "telregel", COUNTING_RULES),
    )


def _entries(
    reader: ContentReader, present: tuple[str, ...], name: str, key: str, schema: Schema[Entry]
) -> tuple[Placed[Entry], ...]:
    document = reader.document(f"lessons/{name}", key) if name in present else None
    if document is None:
        return ()
    decoded = [reader.decode(key, schema, data, document, path) for path, data in reader.tables(document, key)]
    return tuple(
        entry
        for entry in decoded
        if entry is not None and reader.claim(entry.value.id, partial(entry.at, "id"), space=key)
    )


HEAD = Schema[LessonHead](LessonHead)
ITEM = Schema[Item](Item)
CASUS = Schema[Casus](Casus)


@dataclass(frozen=True, kw_only=True)
class LessonFile:
    """A lesson without its bank."""

    head: Placed[LessonHead]
    steps: tuple[PlacedStep, ...]
    whole: bool
    """No step was refused."""


@dataclass(frozen=True, kw_only=True)
class BankFile:
    """An item bank: `quizzes/<module>/<file>.toml`."""

    document: TomlDocument
    lesson: str | None
    items: tuple[Placed[Item], ...]
    whole: bool
    """No item was refused."""


def read_lesson(reader: ContentReader, shown: str) -> LessonFile | None:
    """A lesson file, or None if its front matter or no step at all is sound; then its items are of no use either."""
    text = reader.text(shown, MAX_LESSON)
    parts, problems = (None, ()) if text is None else lesson.split(text, shown)
    reader.problems.extend(problems)
    if parts is None:
        reader.refused.add("les")
        reader.refused.add("item")
        return None
    first = Location(shown, parts.body_line)
    body, unknown = reader.facts.in_text(parts.body, lambda: first)
    steps, faults = lesson.steps(body, first)
    reader.problems.extend((*unknown, *faults))
    if faults:
        reader.refused.add("stap")
    head = _head(reader, parts, shown)
    if head is None or not steps:
        reader.refused.add("les", head.value.id if head else None)
        reader.refused.add("item")
        return None
    return LessonFile(head=head, steps=steps, whole=not faults)


def _head(reader: ContentReader, parts: lesson.Parts, shown: str) -> Placed[LessonHead] | None:
    document = reader.toml(parts.front, shown, parts.front_line)
    return reader.decode("les", HEAD, document.data, document) if document else None


def read_bank(reader: ContentReader, shown: str) -> BankFile | None:
    """An item bank, or None if it is no TOML."""
    document = reader.document(shown, "item")
    if document is None:
        return None
    name = document.data.get("les")
    if not isinstance(name, str):
        reader.problems.append(
            MISSING_KEY(document.at("les"), "De sleutel ‘les’ ontbreekt.", 'Zet bovenaan les = "…".')
        )
    tables = reader.tables(document, "item", ("les",))
    decoded = [reader.decode("item", ITEM, data, document, path) for path, data in tables]
    items = tuple(item for item in decoded if item is not None)
    return BankFile(
        document=document,
        lesson=name if isinstance(name, str) else None,
        items=items,
        whole=len(items) == len(decoded),
    )


def read_casus(reader: ContentReader, shown: str) -> Placed[Casus] | None:
    """A casus, or None if it is not sound."""
    document = reader.document(shown, "casus")
    return reader.decode("casus", CASUS, document.data, document) if document else None
