"""Tables that fit: columns get the room they need, cells wrap, and a table too wide for that becomes a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, permutations, zip_longest

from textual.content import Content

from tutor.tui.prose.blocks import Table
from tutor.tui.text import line, plain

GAP = "  "
NARROWEST = 9
"""Cells: a column narrower than this (or than its longest word) reads worse than a list."""


TALLEST = 4
"""Lines: a cell that needs more is easier to read in a list."""


def lay_table(table: Table, width: int) -> list[Content]:
    """The table in lines of at most `width` cells."""
    columns = max((len(row) for row in table.rows), default=0)
    rows = [(*row, *[plain("")] * (columns - len(row))) for row in table.rows]
    if not columns:
        return []
    widths = column_widths(rows, width - len(GAP) * (columns - 1))
    laid = _wrap(rows, widths) if widths else None
    return _grid(laid, widths) if laid and widths else _stacked(rows, width)


def column_widths(rows: list[tuple[Content, ...]], room: int) -> list[int] | None:
    """Widths that share `room` and make the table low: first by need, then moved about. None: too narrow."""
    columns = list(zip(*rows, strict=True))
    natural = [max(cell.cell_length for cell in column) for column in columns]
    least = [
        min(need, max(NARROWEST, *(_longest_word(cell) for cell in column)))
        for need, column in zip(natural, columns, strict=True)
    ]
    if sum(least) > room:
        return None
    widths = list(least)
    spare = room - sum(widths)
    while spare and (hungry := [n for n, need in enumerate(natural) if widths[n] < need]):
        neediest = max(hungry, key=lambda n: natural[n] / widths[n])
        widths[neediest] += 1
        spare -= 1
    return _lowest(columns, least, widths)


def _lowest(columns: list[tuple[Content, ...]], least: list[int], widths: list[int]) -> list[int]:
    """These widths, with cells moved from one column to another as long as that makes the table lower."""
    while True:
        best = min(_moves(widths, least), key=lambda tried: _height(columns, tried), default=widths)
        if _height(columns, best) >= _height(columns, widths):
            return widths
        widths = best


def _moves(widths: list[int], least: list[int]) -> Iterator[list[int]]:
    for giver, taker in permutations(range(len(widths)), 2):
        for cells in range(1, widths[giver] - least[giver] + 1):
            moved = list(widths)
            moved[giver] -= cells
            moved[taker] += cells
            yield moved


def _height(columns: list[tuple[Content, ...]], widths: list[int]) -> int:
    """Lines of text, and of rules between rows."""
    each = [[_wraps(cell.plain, width) for cell in column] for column, width in zip(columns, widths, strict=True)]
    rows: list[int] = [max(cells) for cells in zip(*each, strict=True)]
    return sum(rows) + sum(_ruled(rows))


@lru_cache(maxsize=4096)
def _wraps(text: str, width: int) -> int:
    """Lines that a cell needs."""
    return len(plain(text).wrap(width))


def _ruled(heights: Sequence[int]) -> list[bool]:
    """Whether a rule stands below each row but the last: below the head, and where two rows would run together."""
    return [number == 0 or max(pair) > 1 for number, pair in enumerate(pairwise(heights))]


def _longest_word(cell: Content) -> int:
    return max((plain(word).cell_length for word in cell.plain.split()), default=0)


def _wrap(rows: list[tuple[Content, ...]], widths: list[int]) -> list[list[list[Content]]] | None:
    """The lines of every cell; None when one is too tall."""
    laid = [[cell.wrap(width) for cell, width in zip(row, widths, strict=True)] for row in rows]
    return laid if all(len(cell) <= TALLEST for row in laid for cell in row) else None


def _grid(laid: list[list[list[Content]]], widths: list[int]) -> list[Content]:
    ruled = _ruled([max(len(cell) for cell in row) for row in laid])
    rule = plain("─" * (sum(widths) + len(GAP) * (len(widths) - 1)), "$rule")
    lines: list[Content] = []
    for number, row in enumerate(laid):
        if number and ruled[number - 1]:
            lines.append(rule)
        for parts in zip_longest(*row, fillvalue=plain("")):
            cells = [part.extend_right(width - part.cell_length) for part, width in zip(parts, widths, strict=True)]
            joined = plain(GAP).join(cells).rstrip()
            lines.append(joined.stylize("bold") if number == 0 else joined)
    return lines


def _stacked(rows: list[tuple[Content, ...]], width: int) -> list[Content]:
    """Each row as a little list of `head: cell`."""
    head, *body = rows
    lines: list[Content] = []
    for number, row in enumerate(body):
        if number:
            lines.append(plain(""))
        for title, cell in zip(head, row, strict=True):
            colon = "" if title.plain.endswith(("?", ":", ".", "!")) else ":"
            whole = line(title.stylize("bold"), f"{colon} ", cell) if title.plain else cell
            first, *rest = whole.wrap(width)
            lines.append(first)
            lines += [line("  ", part) for part in line(plain(""), *_joined(rest)).wrap(max(1, width - 2)) if rest]
    return lines


def _joined(parts: list[Content]) -> list[Content]:
    """Wrapped parts as one text again, to wrap at another width."""
    return [line(part, " ") if number < len(parts) - 1 else part for number, part in enumerate(parts)]
