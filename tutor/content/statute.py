"""References to statutes and other sources, `gemeentewet 160 lid 1 d`, and what an answer rests on.

Grammar: id of the law; then, if the source has articles, the article (`28`, `155a`, `2:4`, `3.1.6`, `X8` or `X 8`),
`lid` and its number, and the letter of a part, with or without `onder`. See `docs/inhoud-schrijven.md`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

from msgspec import Struct

from tutor.dates import full_date
from tutor.model import Catalogue, Item, Law, Lesson, Norm, Number

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

CUSTOM = "gebruik"
"""The source that is no text: what many councils do."""


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
    return _together([reference], _name(reference.law, register))


def _name(law: str, register: Mapping[str, Law]) -> str:
    return register[law].name if law in register else law


def _details(reference: Reference) -> list[str]:
    found = (reference.lid and f"lid {reference.lid}", reference.letter and f"onder {reference.letter}")
    return [part for part in found if part]


def _together(references: Sequence[Reference], name: str) -> str:
    """Places in one law, whose name is said once: `artikelen 7, 10 en 27 Gemeentewet`."""
    if not references or references[0].article is None:
        return name
    numbers = [_CHAPTER.sub(r"\1 ", reference.article or "") for reference in references]
    if not any(map(_details, references)):
        *most, last = numbers
        return f"artikelen {', '.join(most)} en {last} {name}" if most else f"artikel {last} {name}"
    places = [
        ", ".join((f"artikel {number}", *_details(place))) for number, place in zip(numbers, references, strict=True)
    ]
    return f"{'; '.join(places)}{',' if _details(references[-1]) else ''} {name}"


def cite_all(sources: Iterable[str], register: Mapping[str, Law], *, dated: bool = False) -> str:
    """Several sources as authors write them, joined with `; `. What is no reference is cited as it stands.

    Articles of one law that follow each other share its name and, when `dated`, the date of the text that was read.
    """

    def shared(place: Reference | str) -> tuple[str, bool, date | None]:
        if isinstance(place, str):
            return place, False, None
        law = register.get(place.law)
        return place.law, place.article is not None, law.read_on(place.article) if law and dated else None

    cited = []
    for (law, _, day), group in groupby(map(_read, sources), shared):
        text = _together([place for place in group if isinstance(place, Reference)], _name(law, register))
        cited.append(f"{text} (tekst van {full_date(day)})" if day else text)
    return "; ".join(cited)


def _read(source: str) -> Reference | str:
    try:
        return parse(source)
    except BadReference:
        return source


def linked(sources: Iterable[str], register: Mapping[str, Law]) -> tuple[tuple[str, str], ...]:
    """Each source as people write it, with the address of its official text; without one it is empty."""
    found: dict[str, str] = {}
    for source in sources:
        try:
            reference = parse(source)
        except BadReference:
            found[source] = ""
            continue
        law = register.get(reference.law)
        found[cite(reference, register)] = address(law, reference.article) if law else ""
    return tuple(found.items())


def sources(item: Item, register: Mapping[str, Law]) -> str:
    """What the answer rests on: the norm, and the places to look it up."""
    said = CUSTOM if item.norm is Norm.CUSTOM else ""  # the norm says so already
    cited = cite_all((source for source in item.sources if source != said), register)
    return f"{norm(item)} Bron: {cited}." if cited else norm(item)


def norm(item: Item) -> str:
    """What makes the answer right, in a sentence: a sum is no custom."""
    return "Dit reken of tel je zelf uit." if item.norm is Norm.CUSTOM and isinstance(item, Number) else NORM[item.norm]


class Official(Struct, frozen=True):
    """The text of a law as its maker published it, read from a file of wetten.overheid.nl."""

    bwb: str
    since: date
    """From when this text holds."""
    articles: Mapping[str, tuple[str, ...]]
    """The parts of each article by its number: a `lid`, or what stands under a letter."""


class ArticleSheet(Struct, frozen=True, kw_only=True):
    """An article to read: in our own words, and in those of the law where somebody loaded its text."""

    title: str
    """`Artikel 20 Gemeentewet`."""
    heading: str
    """What it is about; empty when nothing is told of it, and for a source without articles."""
    read_on: date | None
    """Date of the text that our words are made from."""
    paragraphs: tuple[tuple[str, str], ...]
    """Number and words of each `lid`; the number is empty when there is only one."""
    cited: frozenset[str]
    """Numbers of those that the answer rests on; empty: the article as a whole."""
    address: str
    """Of the official text; empty where there is none."""
    official: tuple[str, ...] = ()
    """The text of the law itself, a part on each line."""
    official_of: date | None = None
    """Since when that text holds."""

    @property
    def newer(self) -> bool:
        """Whether the official text is newer than the one that our words are made from."""
        return bool(self.official_of and self.read_on and self.official_of > self.read_on)


def sheets(
    cited: Iterable[str], catalogue: Catalogue, official: Callable[[Law], Official | None] = lambda _: None
) -> tuple[ArticleSheet, ...]:
    """What these references say, each article once. `official`: the text of a law that somebody loaded."""
    places: dict[tuple[str, str | None], set[str]] = {}
    loose = []
    for text in cited:
        try:
            reference = parse(text)
        except BadReference:
            loose.append(_bare(text))
            continue
        lids = places.setdefault((reference.law, reference.article), set())
        if reference.lid:
            lids.add(reference.lid)
    return (*(_sheet(place, lids, catalogue, official) for place, lids in places.items()), *loose)


def _sheet(
    place: tuple[str, str | None],
    lids: set[str],
    catalogue: Catalogue,
    official: Callable[[Law], Official | None],
) -> ArticleSheet:
    name, article = place
    law, statute = catalogue.register.get(name), catalogue.statutes.get(name)
    entry = statute.article(article) if statute and article else None
    loaded = official(law) if law and article else None
    own = entry.numbered if entry else ()
    return ArticleSheet(
        title=capital(cite(Reference(name, article), catalogue.register)),
        heading=entry.heading if entry else "",
        read_on=law.read_on(article) if law else None,
        paragraphs=own if len(own) > 1 else tuple(("", words) for _, words in own),
        cited=frozenset(lids),
        address=address(law, article) if law else "",
        official=loaded.articles.get(article, ()) if loaded and article else (),
        official_of=loaded.since if loaded else None,
    )


def _bare(text: str) -> ArticleSheet:
    return ArticleSheet(title=text, heading="", read_on=None, paragraphs=(), cited=frozenset(), address="")


def resting_on(reference: str, lessons: Iterable[Lesson]) -> tuple[Lesson, ...]:
    """The lessons that cite an article, such as `gemeentewet 20`."""
    return tuple(
        lesson for lesson in lessons if any(f"{source} ".startswith(f"{reference} ") for source in lesson.head.sources)
    )


def address(law: Law, article: str | None) -> str:
    """Where the official text stands, at the date on which it was read: a link of the kind `jci1.3`."""
    if not law.bwb:
        return ""
    day = law.read_on(article)
    number = _CHAPTER.sub(r"\1%20", article or "")
    where = f"&artikel={number}" if number else ""
    when = f"&g={day.isoformat()}" if day else ""
    return f"https://wetten.overheid.nl/jci1.3:c:{law.bwb}{where}{when}"


def capital(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]
