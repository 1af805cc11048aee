"""A report as a table for a spreadsheet, in which every text of people stays text.

A cell that begins with `=`, `+`, `-` or `@` is a formula to a spreadsheet, also after spaces or in full width
(CWE-1236). Such a cell gets an apostrophe before it; numbers that we counted ourselves stay numbers. Dutch spreadsheets
split on semicolons, so that is the separator, and every cell is quoted.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from tutor.classroom.report import Report
from tutor.classroom.votes import LETTERS
from tutor.content.characters import visible

Cell = str | int
SEPARATOR = ";"
BYTE_ORDER_MARK = "\ufeff"
"""At the start of a file it tells Excel that the text is UTF-8."""
_FORMULA = re.compile(r"['\s]*[=+\-@＝＋－＠]")


def safe(cell: Cell) -> Cell:
    """The cell as a spreadsheet will show it. An apostrophe that was there before a formula counts as text too."""
    if not isinstance(cell, str):
        return cell
    text = visible(cell)
    return f"'{text}" if _FORMULA.match(text) else text


def original(text: str) -> str:
    """The text of a cell that `safe` made, on one line and with unsafe characters replaced."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def write(rows: Sequence[Sequence[Cell]]) -> str:
    """Rows as CSV in which no cell is a formula, see `safe`."""
    out = io.StringIO()
    csv.writer(out, delimiter=SEPARATOR, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(
        [safe(cell) for cell in row] for row in rows
    )
    return out.getvalue()


def table(report: Report) -> str:
    """The votes of an evening, a row for each option and vote; nothing of groups under five."""
    return write([("activiteit", "vraag", "keuze", "tekst", "goed", "ronde", "stemmen"), *_rows(report)])


def _rows(report: Report) -> Iterator[Sequence[Cell]]:
    for item in report.items:
        for result in item.rounds:
            for index, count in enumerate(result.counts or ()):
                right = "ja" if index in item.key else ""
                letter = LETTERS[index].upper()
                yield item.activity, item.question, letter, item.options[index], right, result.round, count
