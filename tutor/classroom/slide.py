"""What stands on the beamer: at most nine lines of forty-eight characters, and nothing that may not be seen yet."""

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


Block = tuple[str, ...]
"""Lines that belong together."""


@dataclass(frozen=True, slots=True)
class Page:
    """One screen; as a sequence it is its lines."""

    title: Block
    blocks: tuple[Block, ...] = ()
    """Paragraphs, options and the histogram."""

    def __iter__(self) -> Iterator[str]:
        return chain(self.title, *self.blocks)

    def __len__(self) -> int:
        return len(self.title) + sum(map(len, self.blocks))


def pages(slide: Slide, votes: Sequence[tuple[str, Counts]] = ()) -> tuple[Page, ...]:
    """The slide as screens. `votes` are the rounds to show, with their counts."""
    blocks = [_wrap(paragraph) for paragraph in slide.text]
    if votes:  # the votes are news; question and answer follow, on another page if need be
        blocks = [histogram(slide, votes), *blocks, *(_option(slide, index) for index in sorted(slide.key))]
    elif slide.options:
        blocks += [_option(slide, index) for index in range(len(slide.options))]
    return tuple(_fill(_wrap(slide.title), blocks))


def histogram(slide: Slide, votes: Sequence[tuple[str, Counts]]) -> list[str]:
    """Bars with numbers; several rounds side by side, one line per option and round."""
    most = max((count for _, counts in votes for count in counts), default=0)
    lines: list[str] = []
    for index in range(len(slide.options)):
        for label, counts in votes:
            count = counts[index] if index < len(counts) else 0
            mark = "✓" if index in slide.key else " "
            name = f"{LETTERS[index].upper()}{mark}" + (f" {label}" if len(votes) > 1 else "")
            bar = "█" * (round(BAR * count / most) if most else 0)
            lines.append(f"{name} {bar} {count}")
    return lines


def _option(slide: Slide, index: int) -> list[str]:
    mark = "✓" if index in slide.key else " "
    return _wrap(slide.options[index], f"{LETTERS[index].upper()}{mark} ")


def _wrap(text: str, lead: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead)) or [lead.rstrip()]


def _fill(title: list[str], blocks: Iterable[list[str]]) -> Iterable[Page]:
    """Cut blocks into pages under the title; a block is only broken when it is longer than a page."""
    title = title[: LINES - 1]
    room = LINES - len(title)
    page: list[Block] = []
    for block in blocks:
        lines = tuple(block)
        if page and sum(map(len, page)) + len(lines) > room:
            yield Page(tuple(title), tuple(page))
            page = []
        while len(lines) > room:
            yield Page(tuple(title), (lines[:room],))
            lines = lines[room:]
        page.append(lines)
    yield Page(tuple(title), tuple(page))
