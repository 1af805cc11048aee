"""A page of the beamer as text with its looks: letters of options stand out, bars and ticks have a colour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from textual.content import Content

from tutor.classroom.slide import WIDTH, Block, Page
from tutor.tui.text import line, lines, plain

SHEET = WIDTH + 2
"""Cells of the widest line: letters of options stand on a badge of three cells."""
_OPTION = re.compile(r"([A-Z])([✓ ]) (.*)")
_BAR = re.compile(r"([A-Z])([✓ ])(?: (\w+))? (█*) (\d+)")
_RULE = "━" * 12
_EARLIER = "▒"
"""What bars of an earlier round are made of, so that colour is not needed to tell rounds apart."""


def sheet(page: Page, height: int) -> Content:
    """The page, with as much room between its parts as fits in `height` lines."""
    title = [plain(text, "$text-accent") for text in page.title]
    spare = height - len(page)
    if page.blocks and spare >= 2:
        title += [plain(_RULE, "$rule"), plain("")]
        spare -= 2
    parts = [part for block in page.blocks for part in _parts(block)]
    apart = spare >= len(parts) - 1
    found = list(title)
    for number, part in enumerate(parts):
        found += [*([plain("")] if apart and number else []), *part]
    return lines(*found)


def _parts(block: Block) -> Iterator[list[Content]]:
    """What may stand apart: a paragraph, an option, or the bars of each option."""
    if bars := [found for text in block if (found := _BAR.fullmatch(text))]:
        for _, group in groupby(bars, key=lambda bar: bar[1]):
            yield list(_bars(list(group)))
    elif option := _OPTION.fullmatch(block[0]):
        yield list(_option(option, block[1:]))
    else:
        yield [plain(text) for text in block]


def _option(option: re.Match[str], rest: Block) -> Iterator[Content]:
    letter, mark, text = option.groups()
    style = _style(mark)
    yield line(_badge(letter, mark), (f"  {text}", style))
    yield from (plain(f"  {text}", style) for text in rest)


def _bars(bars: list[re.Match[str]]) -> Iterator[Content]:
    """The bars of an option with their numbers, one for each round; the letter stands before the first one."""
    width = max(len(bar[3] or "") for bar in bars)
    for bar in bars:
        letter, mark, label, cells, number = bar.groups()
        head = _badge(letter, mark) if bar is bars[0] else plain(" " * 3)
        cells = cells if bar is bars[-1] else _EARLIER * len(cells)
        bar_style = _style(mark) or "$primary"
        yield line(head, f"  {(label or '').ljust(width)} ", (cells, bar_style), f" {number}")


def _style(mark: str) -> str:
    return "$text-success" if mark == "✓" else ""


def _badge(letter: str, mark: str) -> Content:
    return plain(f"{letter} {mark}" if mark.strip() else f" {letter} ", f"{_style(mark)} reverse".strip())
