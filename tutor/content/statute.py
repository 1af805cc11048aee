"""References to statutes and other sources: `gemeentewet 160 lid 1 d`.

Grammar: id of the law; then, if the source has articles, the article (`28`, `155a`, `2:4`, `3.1.6`, `X8` or `X 8`),
`lid` and its number, and the letter of a part, with or without `onder`. See `docs/inhoud-schrijven.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct

from tutor.dates import full_date
from tutor.model import Law

_ARTICLE = r"(?:[A-Z][ ]?)?\d+[a-z]{0,2}(?:[.:]\d+[a-z]{0,2})*"
_REFERENCE = re.compile(
    rf"""
    (?P<law>[a-z0-9]+(?:-[a-z0-9]+)*)
    (?:\ (?P<article>{_ARTICLE}))?
    (?:\ lid\ (?P<lid>\d+[a-z]?))?
    (?:\ (?:onder\ )?(?P<letter>[a-z]{{1,2}}))?
    """,
    re.VERBOSE,
)

_CHAPTER = re.compile(r"^([A-Z])(?=[0-9])")
"""The letter of a chapter, which stands apart when people write it: `X 8`."""


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


class Mention(NamedTuple):
    """An article that running text names: `artikel 2:4 Awb`, `artikelen 155, lid 1, en 169`."""

    article: str
    law: str | None
    """Id in the register; None when the text leaves it to the reader."""


_LETTER = r"(?:,? onder(?:deel)? [a-z]{1,2}\b)?"
_LID = rf"(?:,? lid \d+[a-z]?(?: [a-z]\b)?|,? leden \d+(?:, \d+)* en \d+)?{_LETTER}"
_NAMED = re.compile(
    # after ‘artikel 32, lid 4’ every number is a lid; after ‘artikelen 155, lid 1’ the next number is an article
    rf"\b[Aa]rtikel (?P<one>{_ARTICLE}),? (?:lid|leden) \d+[a-z]?(?:(?:,|,? en|,? of) \d+[a-z]?\b)*(?: [a-z]\b)?"
    rf"{_LETTER}"
    rf"|\b[Aa]rtikel(?:en)? (?P<several>{_ARTICLE}{_LID}(?:(?:,|,? en|,? of| tot en met) {_ARTICLE}{_LID})*)"
)
_EACH = re.compile(rf"({_ARTICLE}){_LID}")


class Mentions:
    """Reads the articles that running text names. Of `artikelen 28 tot en met 32` it sees both ends."""

    def __init__(self, laws: Iterable[Law]) -> None:
        self._ids = {name.replace("'", "’").casefold(): law.id for law in laws for name in (law.name, law.short)}
        names = "|".join(map(re.escape, sorted(self._ids, key=len, reverse=True)))
        self._law = re.compile(rf",? (?:(?:van|uit) (?:de|het) )?({names})\b", re.IGNORECASE)

    def find(self, text: str) -> Iterator[Mention]:
        """Each article, in the order of the text."""
        if "rtikel" not in text:
            return
        text = " ".join(text.replace("'", "’").split())
        for match in _NAMED.finditer(text):
            law = self._law.match(text, match.end())
            for article in (match["one"],) if match["one"] else _EACH.findall(match["several"]):
                yield Mention(article.replace(" ", ""), self._ids[law[1].casefold()] if law else None)
