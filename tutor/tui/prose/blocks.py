"""What a step is made of, before it knows how wide the screen is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from textual.content import Content


class Notice(StrEnum):
    """The bold word with which authors begin a box."""

    WARNING = "Let op."
    REMEMBER = "Onthoud."
    LOCAL = "Lokaal."


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, without its own layout."""

    text: Content


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a step."""

    text: Content


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; `start` is the first number, or None for bullets."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None
    tight: bool
    """No empty lines between the items."""


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody says or writes, or a box when it has a notice."""

    blocks: tuple[Block, ...]
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The first row is the head."""

    rows: tuple[tuple[Content, ...], ...]


Block: TypeAlias = Paragraph | Heading | Listing | Quote | Table


@dataclass(frozen=True, slots=True)
class Link:
    """Where a word leads, such as `begrip:motie`."""

    target: str
    label: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A step, and its links in the order in which they appear; the first of them is number 1."""

    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
