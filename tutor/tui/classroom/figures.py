"""Numbers in blocks, to be read from the back of the room."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

SIGNS = {
    "0": ("███", "█ █", "█ █", "█ █", "███"),
    "1": (" █ ", "██ ", " █ ", " █ ", "███"),
    "2": ("███", "  █", "███", "█  ", "███"),
    "3": ("███", "  █", "███", "  █", "███"),
    "4": ("█ █", "█ █", "███", "  █", "  █"),
    "5": ("███", "█  ", "███", "  █", "███"),
    "6": ("███", "█  ", "███", "█ █", "███"),
    "7": ("███", "  █", "  █", "  █", "  █"),
    "8": ("███", "█ █", "███", "█ █", "███"),
    "9": ("███", "█ █", "███", "  █", "███"),
    ":": (" ", "█", " ", "█", " "),
}
LARGEST, LARGE, SMALL = 10, 5, 3
"""Lines of the three sizes."""
_HALVES = {"  ": " ", "█ ": "▀", " █": "▄", "██": "█"}


def drawn(text: str, height: int) -> list[str]:
    """The digits and colons of a text in rows of one length, `height` of them: `LARGEST`, `LARGE` or `SMALL`."""
    rows = [" ".join(SIGNS[sign][row] for sign in text) for row in range(LARGE)]
    if height == SMALL:
        return ["".join(_HALVES[f"{upper}{lower}"] for upper, lower in pair) for pair in _pairs(rows)]
    times = height // LARGE
    return [row for one in rows for row in ["".join(sign * 2 * times for sign in one)] * times]


def cells(digits: int, height: int) -> int:
    """How wide a number of so many digits is."""
    return len(drawn("0" * digits, height)[0])


def _pairs(rows: list[str]) -> Iterator[Iterator[tuple[str, str]]]:
    for upper, lower in zip_longest(rows[::2], rows[1::2], fillvalue=" " * len(rows[0])):
        yield zip(upper, lower, strict=True)
