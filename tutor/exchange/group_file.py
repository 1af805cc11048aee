"""What a participant hands to a trainer: first answers, and nothing that says who or when.

No name, notes, times, or opinions, and an id that is made for this one file, so that two files of one person cannot be
laid beside each other by it. Whoever takes it in makes no profile of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from tutor.exchange.reading import BadParcel, ours
from tutor.learning.answers import Choose
from tutor.learning.first_tries import FirstTry
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


def pack(tries: list[FirstTry], mark: str) -> bytes:
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


def unpack(data: bytes) -> GroupFile:
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
