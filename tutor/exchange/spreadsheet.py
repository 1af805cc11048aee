"""Tables for spreadsheets: CSV, and workbooks of Excel (.xlsx) through openpyxl, loaded when there is one.

A text is never a formula: openpyxl takes `=1+1` for one unless it is told not to. What is read is first looked at for
what it would ask: its size unpacked, and parts that define their own XML.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from tutor.content.characters import visible
from tutor.exchange.reading import BadParcel, refuse_doctype, unzipped

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet  # type: ignore[import-untyped]

Value: TypeAlias = str | int | float | date | None
MAX_ROWS, MAX_COLUMNS = 2_000, 60
"""What is read of one sheet."""
MAX_SHEETS = 20
LONGEST_TEXT = 32_767
"""Characters that fit in a cell of Excel."""
LONGEST_TITLE = 31
WIDEST = 60
"""Characters to which a column grows by itself; longer texts are wrapped."""
SEPARATOR = ";"
BYTE_ORDER_MARK = "\ufeff"
"""At the start of a file it tells Excel that the text is UTF-8."""
_FORMULA = re.compile(r"['\s]*[=+\-@＝＋－＠]")


def safe(cell: Value) -> Value:
    """The cell as a spreadsheet will show it. An apostrophe that was there before a formula counts as text too."""
    if not isinstance(cell, str):
        return cell
    text = visible(cell)
    return f"'{text}" if _FORMULA.match(text) else text


def original(text: str) -> str:
    """The text of a cell that `safe` made, on one line and with unsafe characters replaced."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def csv_text(rows: Iterable[Sequence[Value]]) -> str:
    """Rows as CSV in which no cell is a formula, see `safe`."""
    out = io.StringIO()
    csv.writer(out, delimiter=SEPARATOR, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(
        [safe(cell) for cell in row] for row in rows
    )
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a workbook; the first row names the columns."""

    title: str
    rows: Sequence[Sequence[Value]]
    shares: int | None = None
    """The column, from 0, that holds shares of 0 to 1: they are shown as percentages, with a bar."""


def write(sheets: Iterable[Sheet]) -> bytes:
    """The workbook, with the first row of each sheet in bold and always in view."""
    from openpyxl import Workbook  # type: ignore[import-untyped]

    book = Workbook(write_only=True)
    taken: set[str] = set()
    for sheet in sheets:
        title = _title(sheet.title, taken)
        taken.add(title.casefold())
        _fill(book.create_sheet(title), sheet.rows, sheet.shares)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _title(wanted: str, taken: set[str]) -> str:
    """A name that Excel takes: no sign that it uses itself, not longer than it allows, and not there already."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", visible(wanted)).strip("' ") or "Blad"
    name = plain[:LONGEST_TITLE]
    number = 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[: LONGEST_TITLE - 4]} {number}"
    return name


def _fill(page: WriteOnlyWorksheet, rows: Sequence[Sequence[Value]], shares: int | None) -> None:
    from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
    from openpyxl.formatting.rule import DataBarRule  # type: ignore[import-untyped]
    from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

    bold, wrapped = Font(bold=True), Alignment(vertical="top", wrap_text=True)
    for column in range(max(map(len, rows), default=0)):
        longest = max(len(str(row[column])) for row in rows if len(row) > column)
        page.column_dimensions[get_column_letter(column + 1)].width = min(longest + 2, WIDEST)
    page.freeze_panes = "A2"
    if shares is not None:
        column = get_column_letter(shares + 1)
        bar = DataBarRule(start_type="num", start_value=0, end_type="num", end_value=1, color="FF8AA4C8")
        page.conditional_formatting.add(f"{column}2:{column}{len(rows)}", bar)
    for number, row in enumerate(rows):
        cells = []
        for place, value in enumerate(row):
            cell = WriteOnlyCell(page, None)
            if isinstance(value, str):
                cell.value = "\n".join(map(visible, value.split("\n")))[:LONGEST_TEXT]
                cell.data_type = "s"
                cell.quotePrefix = value[:1] in "=+-@"  # text stays text when somebody edits the cell
            else:
                cell.value = value
                if place == shares and isinstance(value, float):
                    cell.number_format = "0%"
            cell.alignment = wrapped
            if number == 0:
                cell.font = bold
            cells.append(cell)
        page.append(cells)


def read(data: bytes) -> tuple[Sheet, ...]:
    """The sheets that can be seen, each cell as a person in the Netherlands reads it: `1,5`, and dates as 2026-11-30.

    Raises BadParcel, with a Dutch sentence, for what is no workbook or is too large.
    """
    _look(data)
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it leaves out: drawings, rules for input
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            shown = [page for page in book.worksheets if page.sheet_state == "visible"][:MAX_SHEETS]
            return tuple(Sheet(visible(page.title), _rows(page)) for page in shown)
    except BadParcel:
        raise
    except Exception:  # openpyxl names no errors: a bad file gives any, from KeyError to RecursionError
        raise BadParcel(DAMAGED) from None


def _rows(page: Any) -> list[list[str]]:
    rows: list[list[str]] = []
    for number, row in enumerate(page.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS, values_only=True), 1):
        texts = [_text(value) for value in row]
        while texts and not texts[-1]:
            texts.pop()
        if texts and number > MAX_ROWS:
            raise BadParcel(f"In dit Excel-bestand staan meer dan {MAX_ROWS} regels. Verdeel het over twee bestanden.")
        rows.append(texts)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nee"
        case float():
            return str(int(value)) if value.is_integer() else str(value).replace(".", ",")
        case datetime():
            return value.date().isoformat() if value.time() == value.min.time() else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
    return str(value).strip()


def _look(data: bytes) -> None:
    """Refuse what is too large, or no workbook, before anything is read; and XML that defines parts of its own."""
    from xml.parsers.expat import ExpatError, ParserCreate

    if not data.startswith(b"PK"):
        raise BadParcel(DAMAGED)
    for name, content in unzipped(data).items():
        if name.endswith((".xml", ".rels")):
            parser = ParserCreate()
            parser.StartDoctypeDeclHandler = refuse_doctype
            try:
                parser.Parse(content, True)
            except BadParcel:
                raise
            except (ExpatError, ValueError, LookupError):
                raise BadParcel(DAMAGED) from None


DAMAGED = "Dit is geen Excel-bestand (.xlsx), of het is beschadigd. Open het in Excel en bewaar het opnieuw."
