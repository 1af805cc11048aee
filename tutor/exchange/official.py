"""The official text of a law, read from the XML that wetten.overheid.nl offers for download.

Of its elements only those are read that make up an article: `toestand` with the id and the date, `artikel` with its
number in `kop`, and in it `lid`, `al` and lists. Everything else is passed over. A file that defines entities of its
own is refused: there is no need for them, and they can make a small file endless.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element

from tutor.content.statute import Official
from tutor.exchange.reading import BadParcel, parse_xml
from tutor.system import Refusal

MOST = 20_000_000
"""Bytes. The largest law, book 2 of the Burgerlijk Wetboek, has about a fifth of that."""
_NOT_THIS = "is geen wettekst van wetten.overheid.nl. Kies daar bij de wet voor downloaden als XML."
_LEFT_OUT = frozenset({"meta-data", "redactie", "kop", "bron", "noot"})


def read(data: bytes, name: str) -> Official:
    """The articles in a file. `name`: what to call it. Raises Refusal for anything else than such a file."""
    if len(data) > MOST:
        raise Refusal(f"{name} is groter dan {MOST // 1_000_000} MB; dat kan geen wet zijn.")
    try:
        root, _ = parse_xml(data)
    except BadParcel:
        raise Refusal(f"{name} {_NOT_THIS}") from None
    bwb = root.get("bwb-id", "")
    try:
        since = date.fromisoformat(root.get("inwerkingtreding", ""))
    except ValueError:
        raise Refusal(f"{name} {_NOT_THIS}") from None
    articles = {number: parts for article in root.iter("artikel") for number, parts in _article(article)}
    if root.tag != "toestand" or not bwb.startswith("BWB") or not bwb.isalnum() or not articles:
        raise Refusal(f"{name} {_NOT_THIS}")
    return Official(bwb, since, articles)


def _article(article: Element) -> Iterator[tuple[str, tuple[str, ...]]]:
    number = "".join((article.findtext("kop/nr") or "").split()).rstrip(".")
    parts = tuple(_parts(article))
    if number and parts:
        yield number, parts


def _parts(element: Element, label: str = "") -> Iterator[str]:
    """Each paragraph and each part of a list, behind its number or letter."""
    for child in element:
        match child.tag:
            case "lidnr" | "li.nr":
                label = _words(child).rstrip(".")
            case "al":
                yield f"{label}. {_words(child)}" if label else _words(child)
                label = ""
            case tag if tag not in _LEFT_OUT:
                yield from _parts(child, label)


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
