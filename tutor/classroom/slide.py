"""What the beamer shows: at most nine rows of forty-eight characters, and nothing that may not be seen yet.

A row knows what it is, so that a window can give it a colour; `str()` of it is what line mode prints.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from tutor.classroom.votes import LETTERS, Counts

LINES = 9
WIDTH = 48
BAR = 20
"""Characters of the longest bar."""
BLOCK = "█"
"""What bars are made of."""
_LEAD = 3
"""Characters of a letter with its mark and a space."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """The content of one stage, before it is cut into pages."""

    title: str
    text: tuple[str, ...] = ()
    """Paragraphs."""
    options: tuple[str, ...] = ()
    """Shown with letters."""
    key: frozenset[int] = frozenset()
    """Options marked as right; empty before the reveal."""
    rounds: tuple[str, ...] = ()
    """Votes to show as a histogram, such as `1` and `2`."""


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row of a title or a paragraph."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class OptionRow:
    """A row of an option."""

    letter: str
    right: bool
    """Whether the option is marked as right."""
    text: str
    first: bool
    """Whether the letter stands before it."""

    def __str__(self) -> str:
        return f"{_mark(self.letter, self.right) if self.first else '  '} {self.text}".rstrip()


@dataclass(frozen=True, slots=True)
class BarRow:
    """The votes for an option in one round."""

    letter: str
    right: bool
    round: str
    """Empty where there is only one."""
    length: int
    """Of the bar, in characters."""
    count: int

    def __str__(self) -> str:
        label = f" {self.round}" if self.round else ""
        return f"{_mark(self.letter, self.right)}{label} {BLOCK * self.length} {self.count}"


SlideRow = TextRow | OptionRow | BarRow
Block = tuple[SlideRow, ...]
"""Rows that belong together."""


@dataclass(frozen=True, slots=True)
class SlidePage:
    """One screen; as a sequence it is its lines."""

    title: tuple[TextRow, ...]
    blocks: tuple[Block, ...] = ()
    """Paragraphs, options and the histogram."""

    def __iter__(self) -> Iterator[str]:
        return map(str, chain(self.title, *self.blocks))

    def __len__(self) -> int:
        return len(self.title) + sum(map(len, self.blocks))


def pages(slide: Slide, votes: Sequence[tuple[str, Counts]] = ()) -> tuple[SlidePage, ...]:
    """The slide as screens. `votes` are the rounds to show, with their counts."""
    blocks: list[Block] = [_paragraph(paragraph) for paragraph in slide.text]
    if votes:  # the votes are news; question and answer follow, on another page if need be
        blocks = [histogram(slide, votes), *blocks, *(_option(slide, index) for index in sorted(slide.key))]
    elif slide.options:
        blocks += [_option(slide, index) for index in range(len(slide.options))]
    return tuple(_fill(_paragraph(slide.title), blocks))


def histogram(slide: Slide, votes: Sequence[tuple[str, Counts]]) -> Block:
    """A bar for each option and round; those of one option follow each other."""
    most = max((count for _, counts in votes for count in counts), default=0)
    rows: list[SlideRow] = []
    for index in range(len(slide.options)):
        for label, counts in votes:
            count = counts[index] if index < len(counts) else 0
            length = round(BAR * count / most) if most else 0
            rows.append(BarRow(_letter(index), index in slide.key, label if len(votes) > 1 else "", length, count))
    return tuple(rows)


def _paragraph(text: str) -> tuple[TextRow, ...]:
    return tuple(map(TextRow, textwrap.wrap(text, WIDTH) or [""]))


def _option(slide: Slide, index: int) -> Block:
    letter, right = _letter(index), index in slide.key
    wrapped = textwrap.wrap(slide.options[index], WIDTH - _LEAD) or [""]
    return tuple(OptionRow(letter, right, text, first=not number) for number, text in enumerate(wrapped))


def _letter(index: int) -> str:
    return LETTERS[index].upper()


def _mark(letter: str, right: bool) -> str:
    return f"{letter}{'✓' if right else ' '}"


def _fill(title: tuple[TextRow, ...], blocks: Iterable[Block]) -> Iterable[SlidePage]:
    """Cut blocks into pages under the title; a block is only broken when it is longer than a page."""
    title = title[: LINES - 1]
    room = LINES - len(title)
    page: list[Block] = []
    for block in blocks:
        rest = block
        if page and sum(map(len, page)) + len(rest) > room:
            yield SlidePage(title, tuple(page))
            page = []
        while len(rest) > room:
            yield SlidePage(title, (rest[:room],))
            rest = rest[room:]
        page.append(rest)
    yield SlidePage(title, tuple(page))
