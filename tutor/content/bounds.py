"""Limits on Markdown that are cheap to prove before parsing it.

A table of 8 kB can become 200,000 tokens, because a parser fills up short rows. With these limits parsing a step
costs milliseconds, whatever somebody wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.content.codes import Place, error
from tutor.content.textfile import KILO
from tutor.model import Problem

MAX_TEXT = 8 * KILO
"""Bytes in the text of a step or a casus node."""
MAX_COLUMNS = 8
MAX_ROWS = 30
"""Rows of a table, not counting its head."""

LONG_TEXT = error("tekst-te-groot", "Een stap of knoop is hooguit 8 kB, 600 tokens, 150 blokken en 6 niveaus diep.")
LARGE_TABLE = error("tabel-te-groot", "Een tabel heeft hooguit 8 kolommen en 30 rijen.")

_CONTAINERS = re.compile(r"[\s>]*(?:(?:[-*+]|\d+[.)])\s+[\s>]*)*")
_DELIMITER = re.compile(r"(?=.*-)(?=.*[|:])[|:\- \t]+")


def beyond(text: str, first: Place) -> Iterator[Problem]:
    """What makes this Markdown too large to parse; `first` is the place of its first line."""
    if (size := len(text.encode())) > MAX_TEXT:
        yield LONG_TEXT(first, f"Deze tekst is {size} bytes; {MAX_TEXT} mag.", "Verdeel de tekst over meer stappen.")
    if "-" not in text:
        return
    lines = [line[match.end() :] if (match := _CONTAINERS.match(line)) else line for line in text.split("\n")]
    for number, line in enumerate(lines):
        if not _DELIMITER.fullmatch(line):
            continue
        place = Place(first.path, first.line + number)
        columns = line.strip().removeprefix("|").removesuffix("|").count("|") + 1
        if columns > MAX_COLUMNS:
            yield LARGE_TABLE(place, f"Deze tabel heeft {columns} kolommen; {MAX_COLUMNS} mag.", "Splits de tabel.")
        rows = next((row for row, text in enumerate(lines[number + 1 :]) if not text.strip()), len(lines) - number - 1)
        if rows > MAX_ROWS:
            yield LARGE_TABLE(place, f"Deze tabel heeft {rows} rijen; {MAX_ROWS} mag.", "Splits de tabel.")
