"""The herhaalset: which items to review after an evening. One file for everybody, with nothing personal in it."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from tutor.content.characters import visible
from tutor.exchange.reading import BadParcel, ours
from tutor.model import Catalogue

SORT = "raadstutor-herhaalset"
VERSION = 1
MAX_BYTES = 256 * 1024
MAX_ITEMS = 50
"""More than an evening asks; they come before the learner's own reviews."""
Name = Annotated[str, Meta(min_length=1, max_length=200)]


class TakeHome(Struct, frozen=True):
    """The whole file of a herhaalset: which items to review at home."""

    sort: str
    version: int
    title: Name
    items: list[Name]

    def askable(self, catalogue: Catalogue) -> list[str]:
        """The items that can be asked here."""
        known = catalogue.items
        return [item for item in self.items if item in known and known[item].scored]


def pack(title: str, items: list[str]) -> bytes:
    """The file for these items, as many as it can hold."""
    made = TakeHome(sort=SORT, version=VERSION, title=title, items=list(dict.fromkeys(items))[:MAX_ITEMS])
    return msgspec.json.format(msgspec.json.encode(made)) + b"\n"


def unpack(data: bytes) -> TakeHome:
    """What is in a file. Raises BadParcel for anything else."""
    try:
        found = msgspec.json.decode(ours(data, SORT, VERSION, MAX_BYTES), type=TakeHome)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise BadParcel("Aan deze herhaalset ontbreekt iets. Vraag de trainer om een nieuw bestand.") from None
    items = list(dict.fromkeys(found.items))
    if len(items) > MAX_ITEMS:
        raise BadParcel(f"In deze herhaalset staan {len(items)} vragen; er passen er {MAX_ITEMS} in. Vraag de trainer.")
    return msgspec.structs.replace(found, title=visible(found.title), items=items)
