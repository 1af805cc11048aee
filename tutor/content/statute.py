"""References to statutes and other sources: `gemeentewet 160 lid 1 d`.

Grammar: id of the law; then, if the source has articles, the article (`28`, `155a`, `2:4`, `3.1.6`, `X8` or `X 8`),
`lid` and its number, and the letter of a part, with or without `onder`. See `docs/inhoud-schrijven.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from tutor.dates import full_date
from tutor.model import Law

_REFERENCE = re.compile(
    r"""
    (?P<law>[a-z0-9]+(?:-[a-z0-9]+)*)
    (?:\ (?P<article>(?:[A-Z]\ ?)?\d+[a-z]{0,2}(?:[.:]\d+[a-z]{0,2})*))?
    (?:\ lid\ (?P<lid>\d+[a-z]?))?
    (?:\ (?:onder\ )?(?P<letter>[a-z]{1,2}))?
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
    return f"{text} (tekst van {full_date(law.text_date)})" if law and law.text_date else text


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
