"""References to statutes and other sources, `gemeentewet 160 lid 1 d`, and what an answer rests on.

Grammar: id of the law; then, if the source has articles, the article (`28`, `155a`, `2:4`, `3.1.6`, `X8` or `X 8`),
`lid` and its number, and the letter of a part, with or without `onder`. See `docs/inhoud-schrijven.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from tutor.dates import full_date
from tutor.model import Item, Law, Norm

ARTICLE = r"(?:[A-Z][ ]?)?\d+[a-z]{0,2}(?:[.:]\d+[a-z]{0,2})*"
_REFERENCE = re.compile(
    rf"""
    (?P<law>[a-z0-9]+(?:-[a-z0-9]+)*)
    (?:\ (?P<article>{ARTICLE}))?
    (?:\ lid\ (?P<lid>\d+[a-z]?))?
    (?:\ (?:onder\ )?(?P<letter>[a-z]{{1,2}}))?
    """,
    re.VERBOSE,
)

_CHAPTER = re.compile(r"^([A-Z])(?=[0-9])")
"""The letter of a chapter, which stands apart when people write it: `X 8`."""


NORM: Mapping[Norm, str] = {
    Norm.LAW: "Dit staat in de wet.",
    Norm.STANDING_ORDERS: "Dit is een eigen regel van jullie raad; het kan bij jullie anders zijn.",
    Norm.CODE_OF_CONDUCT: "Dit regelt de gedragscode van jullie raad; het kan bij jullie anders zijn.",
    Norm.CUSTOM: "Dit is een gebruik in veel raden, geen wet.",
    Norm.JUDGEMENT: "Dit is een afweging: de wet laat je de keuze.",
}


class BadReference(ValueError):
    """The text is no reference. The message is Dutch and says how to write one."""


class Reference(Struct, frozen=True):
    """A place in a law, or a source as a whole."""

    law: str
    """Id in the register of sources."""
    article: str | None = None
    lid: str | None = None
    letter: str | None = None

    def __str__(self) -> str:
        lid = f"lid {self.lid}" if self.lid else None
        return " ".join(part for part in (self.law, self.article, lid, self.letter) if part)


def parse(text: str) -> Reference:
    """The reference that an author wrote. Raises BadReference."""
    match = _REFERENCE.fullmatch(" ".join(text.split()))
    if match is None or (match["article"] is None and (match["lid"] or match["letter"])):
        raise BadReference(
            f"‘{text}’ is geen verwijzing; schrijf het id van de bron en zo nodig artikel, lid en onderdeel,"
            " zoals ‘gemeentewet 160 lid 1 d’"
        )
    article = match["article"]
    return Reference(match["law"], article.replace(" ", "") if article else None, match["lid"], match["letter"])


def cite(reference: Reference, register: Mapping[str, Law]) -> str:
    """As people write it: `artikel 160, lid 1, onder d, Gemeentewet`, `artikel 6 Gemeentewet`, `Gemeentewet`."""
    law = register.get(reference.law)
    name = law.name if law else reference.law
    parts = (reference.lid and f"lid {reference.lid}", reference.letter and f"onder {reference.letter}")
    details = [part for part in parts if part]
    if reference.article is None:
        return name
    number = _CHAPTER.sub(r"\1 ", reference.article)
    article = f"artikel {number}"
    return ", ".join((article, *details, name)) if details else f"{article} {name}"


def cite_dated(reference: Reference, register: Mapping[str, Law]) -> str:
    """The same, with the date of the text that was read: `… Gemeentewet (tekst van 1 oktober 2026)`."""
    law = register.get(reference.law)
    text = cite(reference, register)
    day = law.read_on(reference.article) if law else None
    return f"{text} (tekst van {full_date(day)})" if day else text


def cite_all(sources: Iterable[str], register: Mapping[str, Law], *, dated: bool = False) -> str:
    """Several sources as authors write them, joined with `; `. What is no reference is cited as it stands."""
    one = cite_dated if dated else cite
    cited = []
    for source in sources:
        try:
            cited.append(one(parse(source), register))
        except BadReference:
            cited.append(source)
    return "; ".join(cited)


def sources(item: Item, register: Mapping[str, Law]) -> str:
    """What the answer rests on: the norm, and the places to look it up."""
    cited = cite_all(item.sources, register)
    return f"{NORM[item.norm]} Bron: {cited}." if cited else NORM[item.norm]


def source_facts(item: Item, register: Mapping[str, Law]) -> list[tuple[str, str]]:
    """What an answer rests on, as labels and values: each source taken apart, then the norm and our own words."""
    facts = [fact for source in item.sources for fact in _facts(source, register)]
    return [*facts, ("Soort regel", NORM[item.norm]), ("Onze uitleg", item.explanation)]


def _facts(source: str, register: Mapping[str, Law]) -> list[tuple[str, str]]:
    try:
        reference = parse(source)
    except BadReference:
        return [("Bron", source)]
    law = register.get(reference.law)
    day = law.read_on(reference.article) if law else None
    parts = (
        ("Bron", f"{law.name} ({law.short})" if law and law.short != law.name else law.name if law else reference.law),
        ("Artikel", reference.article),
        ("Lid", reference.lid),
        ("Onderdeel", reference.letter),
        ("Tekst van", full_date(day) if day else None),
    )
    return [(label, value) for label, value in parts if value]
