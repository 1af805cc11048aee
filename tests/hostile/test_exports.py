"""What leaves the program is opened by another one: every hostile text is only text there.

Seen red with: a table without `safe`; a page whose title is not escaped; a summary that draws images.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest

from tests.figures import Figures
from tests.hostile.evening import content_of, room_of
from tests.hostile.poison import Places
from tests.hostile.strings import C0, C1, FEW, MARKUP, SEQUENCES, UNSEEN, steering
from tests.learning.samples import CATALOGUE, Tape, study
from tutor.classroom.content import prepare
from tutor.classroom.outcome import Report
from tutor.content.characters import json_text, visible
from tutor.documents import certificate as sheets
from tutor.documents import prints
from tutor.documents import report as reports
from tutor.documents.certificate import certificate
from tutor.exchange import group_files, parcel, spreadsheet
from tutor.learning.events import Noted
from tutor.learning.log import Draft, stamped
from tutor.model import Municipality

FORMULAS = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", '=HYPERLINK("http://e.nl")', "=cmd|' /C calc'!A0"),
    *("'=1", "1;2", '"', "a\nb", "-", "2026-11-24"),
)
HTML = (
    *("<script>alert(1)</script>", "<img src=http://e.nl/x>", "</title><script>", "<a href='javascript:x'>", "&lt;"),
    *(
        "![x](http://e.nl/x.png)",
        "[x](javascript:y)",
        "<svg onload=x>",
        "]]>",
        "--><script>",
        "<style>@import 'x'",
        "`",
    ),
)
STRINGS = (*FORMULAS, *HTML, *FEW, *MARKUP[:6])
"""More than forty."""


EMBLEM = "data:image/png;base64,iVBORw0KGgo="


class Strict(HTMLParser):
    """Reads a page, and refuses whatever could do something or fetch something."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()
        self.policy = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            assert not name.startswith("on"), (tag, name)
            assert name not in ("href", "srcset", "action", "formaction", "data", "poster", "background", "ping")
            assert name != "src" or (tag, value) == ("img", EMBLEM)
            assert name != "style"
            if name == "content" and "default-src" in (value or ""):
                self.policy = value or ""

    def handle_data(self, data: str) -> None:
        self.text += data


ALLOWED_TAGS = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "section",
        "article",
        "h1",
        "h2",
        "h3",
        "p",
        "ul",
        "ol",
    ),
    *("header", "img", "span", "svg", "rect"),
    *("li", "table", "thead", "tbody", "tr", "th", "td", "strong", "em", "blockquote", "br", "hr", "code", "pre"),
}


def check_page(page: str) -> str:
    """The text of a page in which nothing happens."""
    parser = Strict()
    parser.feed(page)
    parser.close()
    assert parser.tags <= ALLOWED_TAGS, parser.tags - ALLOWED_TAGS
    pictures = "img-src data:; " if EMBLEM in page else ""
    assert parser.policy == f"default-src 'none'; {pictures}style-src 'unsafe-inline'"
    assert page.count("<style>") == 1
    assert not [word for word in ("@import", "url(") if word in page.partition("<style>")[2].partition("</style>")[0]]
    assert steering(page) == []
    return parser.text


@cache
def report_of(strings: tuple[str, ...]) -> Report:
    """The report of an evening in which formulas are in all texts, and every string is a note and an agreement."""
    _, evening = room_of(FORMULAS, Places())
    notes = tuple((string, string) for string in strings)
    return replace(evening.report(), title=" ".join(strings), notes=notes, agreements=strings)


def pages(strings: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Every HTML page that can be made, by name."""
    content = content_of(strings, Places())
    lesson = next(iter(content.lessons.values()))
    start = datetime(2026, 11, 24, 19, 30)
    steps = tuple(msgspec.structs.replace(step, text="\n\n".join(strings)) for step in lesson.steps)
    yield "verslag", reports.html(report_of(strings))
    here = Municipality(name=" ".join(strings), inhabitants=9_000, emblem=EMBLEM)
    yield "verslag van een gemeente", reports.html(replace(report_of(strings), host=here))
    yield "dilemmas", prints.dilemma_cards(lesson.items)
    yield "rollen", prints.role_cards(content.plans[0])
    yield "samenvatting", prints.summary(replace(lesson, steps=steps), content.register)
    yield "vragen", prints.quiz(lesson, content.register, key=False)
    yield "antwoorden", prints.quiz(lesson, content.register, key=True)
    yield "draaiboek", prints.running_order(prepare(content.plans[0], content, 3), start, content.register)
    made = certificate(study(Tape()).progress, CATALOGUE, " ".join(strings), Tape().now, scores=True)
    yield "antwoordblad", prints.answer_sheet(prepare(content.plans[0], content, 3))
    yield "leerverslag", sheets.html(made)


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.figures("Exports opened by another program: HTML")
def test_pages_are_only_text(figures: Figures) -> None:
    found = {name: words(check_page(page)) for name, page in pages(STRINGS)}
    figures(pages=len(found), texts=len(STRINGS))
    for name, text in found.items():
        if name != "samenvatting":  # there, Markdown of an author means something
            missing = [string for string in STRINGS if words(visible(string)) not in text]
            assert missing == [], name


@pytest.mark.figures("Exports opened by another program: CSV")
def test_a_table_is_only_text(figures: Figures) -> None:
    written = reports.table(report_of(STRINGS))
    rows = list(csv.reader(io.StringIO(written), delimiter=";"))
    assert {len(row) for row in rows} == {7}
    cells = [cell for row in rows for cell in row]
    figures(rows=len(rows), cells=len(cells), texts=len(STRINGS))
    assert not [cell for cell in cells if cell.lstrip(" ").startswith(tuple("=+-@＝＋－＠"))]
    assert steering(written) == []
    alone = spreadsheet.csv_text([[string] for string in STRINGS])
    again = [row[0] for row in csv.reader(io.StringIO(alone), delimiter=";")]
    assert [spreadsheet.original(cell) for cell in again] == [visible(string) for string in STRINGS]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_a_spreadsheet_sees_only_text(tmp_path: Path) -> None:
    source = tmp_path / "stemmen.csv"
    source.write_text(
        spreadsheet.BYTE_ORDER_MARK + spreadsheet.csv_text([[string] for string in STRINGS]), encoding="utf-8"
    )
    command = ["soffice", "--headless", "--infilter=CSV:59,34,76", "--convert-to", "fods", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=120)
    tree = ElementTree.parse(tmp_path / "stemmen.fods")
    formulas = [cell for cell in tree.iter() if any(name.endswith("}formula") for name in cell.attrib)]
    assert formulas == []


def test_json_says_the_same_and_steers_nothing() -> None:
    made = report_of((*C0, *C1, *UNSEEN, *SEQUENCES, *STRINGS))
    text = json_text(made.to_plain())
    assert json.loads(text) == json.loads(json.dumps(made.to_plain()))
    assert steering(text) == []


def test_files_for_a_stick_come_back_as_they_were() -> None:
    events = [
        stamped(
            Draft(subject="rollen-01", body=Noted(step="organen", text=string)),
            id=f"01900000-0000-7000-8000-{number:012x}",
            learner="01900000-0000-7000-8000-000000000000",
            device="laptop",
            at=datetime(2026, 11, 24, tzinfo=UTC),
        )
        for number, string in enumerate(STRINGS)
    ]
    packed = parcel.pack(events)
    assert [event["body"]["text"] for event in json.loads(packed)["content"]["events"]] == list(STRINGS)
    assert list(parcel.unpack(packed).events) == events
    assert json.loads(group_files.pack_set(STRINGS[0], ["a"]))["title"] == STRINGS[0]


def test_reports_as_text_have_no_markup_of_people() -> None:
    from markdown_it import MarkdownIt

    text = reports.markdown(report_of(STRINGS))
    parser = Strict()
    parser.feed(MarkdownIt("js-default").render(text))
    shown = words(parser.text)
    assert [string for string in STRINGS if words(visible(string)) not in shown] == []


def test_there_are_enough_texts() -> None:
    assert len(STRINGS) >= 40
