"""Limits on Markdown that are cheap to prove before parsing it.

A table of 8 kB can become 200,000 tokens, because a parser fills up short rows. With these limits parsing a step
costs milliseconds, whatever somebody wrote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import takewhile

from tutor.content.problem_kinds import Location, error
from tutor.content.textfile import KILO
from tutor.model import Problem

MAX_TEXT = 8 * KILO
"""Bytes in the text of a step or a casus node."""
MAX_COLUMNS = 8
MAX_ROWS = 30
"""Rows of a table, not counting its head."""
MAX_CELLS = 300
"""Cells of all tables in a text."""

LONG_TEXT = error("tekst-te-groot", "Een stap of knoop is hooguit 8 kB, 600 tokens, 150 blokken en 6 niveaus diep.")
LARGE_TABLE = error("tabel-te-groot", "Een tabel heeft hooguit 8 kolommen en 30 rijen; samen hooguit 300 cellen.")

_CONTAINERS = re.compile(r"[\s>]*(?:(?:[-*+]|\d+[.)])\s+[\s>]*)*")
_RULE = re.compile(r"(?=.*-)(?=.*[|:])[|:\- \t]+")


def beyond(text: str, first: Callable[[], Location]) -> Iterator[Problem]:
    """What makes this Markdown too large to parse; `first` gives the place of its first line."""
    if (size := len(text.encode())) > MAX_TEXT:
        yield LONG_TEXT(first(), f"Deze tekst is {size} bytes; {MAX_TEXT} mag.", "Verdeel de tekst over meer stappen.")
    cells = 0
    for number, columns, rows in _tables(text):
        cells += columns * (rows + 1)
        for count, limit, name in (
            (columns, MAX_COLUMNS, "kolommen"),
            (rows, MAX_ROWS, "rijen"),
            (cells, MAX_CELLS, "cellen, met de tabellen erboven"),
        ):
            if count > limit:
                message = f"Deze tabel heeft {count} {name}; {limit} mag."
                start = first()
                yield LARGE_TABLE(Location(start.path, start.line + number), message, "Splits de tabel.")
                break


def _tables(text: str) -> Iterator[tuple[int, int, int]]:
    """Line of the rule below the head, from 0, columns, and rows of everything that may be a table."""
    if "-" not in text:
        return
    lines = [line[match.end() :] if (match := _CONTAINERS.match(line)) else line for line in text.split("\n")]
    for number, line in enumerate(lines):
        if _RULE.fullmatch(line):
            columns = line.strip().removeprefix("|").removesuffix("|").count("|") + 1
            rows = takewhile(str.strip, lines[number + 1 :])
            yield number, columns, sum(1 for _ in rows)
