"""Workbooks: a text is never a formula, and a hostile file asks nothing of the computer.

Seen red with: no `data_type` set (`=1+1` came back as a formula); no look at the size or for a DOCTYPE; no last column.
"""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import date

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.exchange import spreadsheet
from tutor.exchange.reading import BadParcel
from tutor.exchange.spreadsheet import MAX_ROWS, Sheet, Value

HOSTILE = ["=1+1", "+31", "-1", "@SUM(A1)", "#N/A", "\x1b[2J", "a\nb", "'=1", "€ 1.305,79", "x" * 40_000, "\ud800"]


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with other bytes in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            content = before.read(entry)
            if entry.filename == part:
                assert old in content
                content = content.replace(old, new, 1)
            after.writestr(entry.filename, content)
    return out.getvalue()


def test_a_text_is_never_a_formula() -> None:
    made = spreadsheet.write([Sheet("Vragen", [HOSTILE])])
    cells = next(openpyxl.load_workbook(io.BytesIO(made))["Vragen"].iter_rows())
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells[:5]] == HOSTILE[:5]
    assert all("\x1b" not in cell.value and len(cell.value) <= spreadsheet.LONGEST_TEXT for cell in cells)
    assert spreadsheet.read(made)[0].rows[0][:5] == HOSTILE[:5]


def test_numbers_and_days_come_back_as_people_write_them() -> None:
    rows: list[list[Value]] = [["n", None, "d"], [2, 1.5, date(2026, 11, 30)], [3.0, True, ""]]
    (sheet,) = spreadsheet.read(spreadsheet.write([Sheet("a", rows)]))
    assert sheet.rows == [["n", "", "d"], ["2", "1,5", "2026-11-30"], ["3", "ja"]]


def test_sheets_get_names_that_excel_takes() -> None:
    titles = ["Les 1: [wat] mag?", "x" * 40, "x" * 40, "", "LES 1   WAT  MAG"]
    book = openpyxl.load_workbook(io.BytesIO(spreadsheet.write([Sheet(title, [["a"]]) for title in titles])))
    assert len({name.casefold() for name in book.sheetnames}) == 5
    assert all(0 < len(name) <= 31 for name in book.sheetnames)


def test_what_asks_too_much_is_refused_before_it_is_read() -> None:
    good = spreadsheet.write([Sheet("a", [["a"]])])
    sheet = "xl/worksheets/sheet1.xml"
    with pytest.raises(BadParcel, match=r"DOCTYPE"):
        spreadsheet.read(changed(good, sheet, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet'))
    with pytest.raises(BadParcel, match=r"^Uitgepakt is dit bestand \d\d MB; 20 MB mag\.$"):
        spreadsheet.read(changed(good, sheet, b"<worksheet", b" " * 25_000_000 + b"<worksheet"))
    with pytest.raises(BadParcel, match=r"meer dan 2000 regels"):
        spreadsheet.read(spreadsheet.write([Sheet("a", [["a"]] * (MAX_ROWS + 1))]))
    far = changed(good, sheet, b'r="A1"', b'r="XFD1048576"')
    assert all(len(row) <= spreadsheet.MAX_COLUMNS for one in spreadsheet.read(far) for row in one.rows)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"vraag;antwoord"])
def test_what_is_no_workbook_gets_one_sentence(data: bytes) -> None:
    with pytest.raises(BadParcel, match=r"geen Excel-bestand|zip-bestand is beschadigd"):
        spreadsheet.read(data)


GOOD = spreadsheet.write([Sheet("a", [["vraag", "goed"], ["Wie?", "de raad"]])])
PARTS = ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml")


@given(st.sampled_from((*PARTS, "")), st.integers(0, 700), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_is_read_or_refused(part: str, place: int, noise: bytes) -> None:
    """In one of its parts, where every sum of the archive is right, or in the archive."""
    old = zipfile.ZipFile(io.BytesIO(GOOD)).read(part) if part else GOOD
    new = old[:place] + noise + old[place + len(noise) :]
    with suppress(BadParcel):
        spreadsheet.read(changed(GOOD, part, old, new) if part else new)
