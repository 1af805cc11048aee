"""Tables that fit: columns get the room they need, cells wrap, and a table too wide for that becomes a list."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, zip_longest

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
    """Widths that share `room`: a column that asks no more than an equal share gets it, the others by their text.

    None: not every column can have the least that it needs.
    """
    columns = list(zip(*rows, strict=True))
    natural = [max(cell.cell_length for cell in column) for column in columns]
    text = [sum(cell.cell_length for cell in column) for column in columns]
    widths = [
        min(need, max(NARROWEST, *(_longest_word(cell) for cell in column)))
        for need, column in zip(natural, columns, strict=True)
    ]
    if sum(widths) > room:
        return None
    for n in sorted(range(len(columns)), key=natural.__getitem__):
        if natural[n] <= room // len(columns) and natural[n] - widths[n] <= room - sum(widths):
            widths[n] = natural[n]
    spare = room - sum(widths)
    while spare and (hungry := [n for n, need in enumerate(natural) if widths[n] < need]):
        widths[max(hungry, key=lambda n: text[n] / widths[n])] += 1
        spare -= 1
    return widths


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
