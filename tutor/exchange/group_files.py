"""Files between a trainer and a group: what a participant hands in, and the herhaalset to take home.

A participant hands in first answers, and nothing that says who or when: no name, notes, times, or opinions, and an id
that is made for this one file, so that two files of one person cannot be laid beside each other by it. Whoever takes
it in makes no profile of it. A herhaalset says which items to review after an evening: one file for everybody, with
nothing personal in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from tutor.content.characters import visible
from tutor.exchange.reading import BadParcel, ours
from tutor.learning.answers import Choose
from tutor.learning.attempts import FirstTry
from tutor.learning.grading import Outcome
from tutor.model import Catalogue, revision

SORT = "raadstutor-groep"
VERSION = 1
MAX_BYTES = 1024 * 1024
Name = Annotated[str, Meta(min_length=1, max_length=200)]
Word: TypeAlias = Literal["goed", "deels", "fout"]
_WORDS: Mapping[Outcome, Word] = {Outcome.RIGHT: "goed", Outcome.PARTLY: "deels", Outcome.WRONG: "fout"}
_OUTCOMES = {word: outcome for outcome, word in _WORDS.items()}


class GroupAnswer(Struct, frozen=True):
    """The first try at an item."""

    item: Name
    revision: Annotated[str, Meta(max_length=200)]
    """Hash of the text that was answered."""
    outcome: Word
    options: Annotated[tuple[Annotated[int, Meta(ge=0, le=99)], ...], Meta(max_length=26)] | None
    """Places of the chosen options in the file; None where nothing was chosen from a list."""


class GroupFile(Struct, frozen=True):
    """The whole file of one participant."""

    sort: str
    version: int
    id: Name
    answers: Annotated[tuple[GroupAnswer, ...], Meta(max_length=20_000)]


def pack_answers(tries: list[FirstTry], mark: str) -> bytes:
    """The file of these tries; `mark` is an id made for it by chance."""
    answers = tuple(
        GroupAnswer(
            item=one.item,
            revision=one.revision,
            outcome=_WORDS[one.outcome],
            options=one.response.indices if isinstance(one.response, Choose) else None,
        )
        for one in sorted(tries, key=lambda one: one.item)  # in no order that tells what was done when
        if one.outcome in _WORDS
    )
    made = GroupFile(sort=SORT, version=VERSION, id=mark, answers=answers)
    return msgspec.json.format(msgspec.json.encode(made)) + b"\n"


def unpack_answers(data: bytes) -> GroupFile:
    """What is in a file. Raises BadParcel for anything else."""
    try:
        found = msgspec.json.decode(ours(data, SORT, VERSION, MAX_BYTES), type=GroupFile)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise BadParcel("Aan dit bestand voor de groep ontbreekt iets. Vraag de deelnemer om een nieuw.") from None
    if len({one.item for one in found.answers}) < len(found.answers):
        raise BadParcel("In dit bestand voor de groep staat een vraag twee keer. Vraag de deelnemer om een nieuw.")
    return found


def tries_in(file: GroupFile, catalogue: Catalogue) -> list[FirstTry]:
    """The tries in a file; what was chosen counts only if the text of the item is still the same."""
    return [FirstTry(one.item, one.revision, _OUTCOMES[one.outcome], _chosen(one, catalogue)) for one in file.answers]


def _chosen(answer: GroupAnswer, catalogue: Catalogue) -> Choose | None:
    item = catalogue.items.get(answer.item)
    same = item is not None and revision(item) == answer.revision
    return Choose(answer.options) if same and answer.options is not None else None


SET_SORT = "raadstutor-herhaalset"
SET_VERSION = 1
SET_BYTES = 256 * 1024
MAX_ITEMS = 50
"""More than an evening asks; they come before the learner's own reviews."""
ItemName = Annotated[str, Meta(min_length=1, max_length=200)]


class TakeHome(Struct, frozen=True):
    """The whole file of a herhaalset: which items to review at home."""

    sort: str
    version: int
    title: ItemName
    items: list[ItemName]

    def askable(self, catalogue: Catalogue) -> list[str]:
        """The items that can be asked here."""
        known = catalogue.items
        return [item for item in self.items if item in known and known[item].scored]


def pack_set(title: str, items: list[str]) -> bytes:
    """The file for these items, as many as it can hold."""
    made = TakeHome(sort=SET_SORT, version=SET_VERSION, title=title, items=list(dict.fromkeys(items))[:MAX_ITEMS])
    return msgspec.json.format(msgspec.json.encode(made)) + b"\n"


def unpack_set(data: bytes) -> TakeHome:
    """What is in a file. Raises BadParcel for anything else."""
    try:
        found = msgspec.json.decode(ours(data, SET_SORT, SET_VERSION, SET_BYTES), type=TakeHome)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise BadParcel("Aan deze herhaalset ontbreekt iets. Vraag de trainer om een nieuw bestand.") from None
    items = list(dict.fromkeys(found.items))
    if len(items) > MAX_ITEMS:
        raise BadParcel(f"In deze herhaalset staan {len(items)} vragen; er passen er {MAX_ITEMS} in. Vraag de trainer.")
    return msgspec.structs.replace(found, title=visible(found.title), items=items)
