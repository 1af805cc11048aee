"""What stands in a list to choose from: texts, each with the keys that pick it."""

from __future__ import annotations

from collections.abc import Sequence
from string import digits

from msgspec import Struct
from textual.content import Content

LETTERS = "abcdefg"
"""Letters beside the digits; the letters after these are left to actions such as hint."""


class Entry(Struct, frozen=True):
    """One thing in the list."""

    text: Content
    keys: tuple[str, ...] = ()
    """Keys that pick it at once; the first one is shown."""
    sign: str = ""
    """Stands before the text, such as `[x]`. Entries in one list have signs of the same width."""
    indent: int = 0
    """Cells to the right, for what belongs to the entry above."""
    heading: bool = False
    """Only to read."""
    subject: int = 0
    """What the entry stands for, in a list whose entries change places."""


def numbered(texts: Sequence[Content], signs: Sequence[str] = ()) -> tuple[Entry, ...]:
    """Entries with a digit, and for the first seven also a letter."""
    return tuple(Entry(text, keys_of(number), signs[number] if signs else "") for number, text in enumerate(texts))


def keys_of(number: int) -> tuple[str, ...]:
    """The keys of the entry with this number, from 0: `1` and `a`."""
    return (*digits[1:][number : number + 1], *LETTERS[number : number + 1])
