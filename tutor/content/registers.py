"""The files that all lessons share: sources, facts, glossary, misconceptions and what people mix up."""

from __future__ import annotations

from functools import partial
from typing import TypeVar

from tutor.content.facts import Facts
from tutor.content.reader import Reader
from tutor.content.schema import Schema
from tutor.content.source import Placed, Registers
from tutor.model import Fact, Law, Lookalikes, Misconception, Term

FILES = ("bronnen.toml", "feiten.toml", "begrippen.toml", "misvattingen.toml", "lijkt-op.toml")

LAWS = Schema[Law](Law)
FACTS = Schema[Fact](Fact)
TERMS = Schema[Term](Term)
MISCONCEPTIONS = Schema[Misconception](Misconception)
LOOKALIKES = Schema[Lookalikes](Lookalikes)

Entry = TypeVar("Entry", Law, Fact, Term, Misconception, Lookalikes)


def read_registers(reader: Reader, present: tuple[str, ...]) -> Registers:
    """The registers that are present in `lessons/`. From here on the reader fills in facts."""
    facts = _entries(reader, present, "feiten.toml", "feit", FACTS)
    reader.facts = Facts({placed.value.id: placed.value.value for placed in facts}, reader.refused)
    return Registers(
        facts=facts,
        laws=_entries(reader, present, "bronnen.toml", "wet", LAWS),
        terms=_entries(reader, present, "begrippen.toml", "begrip", TERMS),
        misconceptions=_entries(reader, present, "misvattingen.toml", "misvatting", MISCONCEPTIONS),
        lookalikes=_entries(reader, present, "lijkt-op.toml", "paar", LOOKALIKES),
    )


def _entries(
    reader: Reader, present: tuple[str, ...], name: str, key: str, schema: Schema[Entry]
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
