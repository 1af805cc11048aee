"""The report of an evening, as Markdown and as a page."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from msgspec.structs import replace as replace_struct

from tests.classroom.samples import PLAN
from tests.classroom.test_report import reported
from tests.classroom.test_session import Evening
from tests.documents.test_html import EVIL, Safe
from tutor.classroom.outcome import compare
from tutor.classroom.report import report
from tutor.documents.report import comparison, html, markdown, workbook
from tutor.exchange.spreadsheet import read
from tutor.model import Municipality
from tutor.system import Refusal


def test_markdown_and_html_say_the_same() -> None:
    made = reported()
    text, page = markdown(made), html(made)
    for expected in ("Goed gesprek", "stem 1", "Team 1: 2 punten", "12 voor, 11 tegen", "Wanneer niet?", "De les"):
        assert expected in text.replace("\\", "")
        assert expected in page


def test_a_bar_stands_below_each_percentage_and_says_nothing() -> None:
    """Seen red with: bars for a text that looks like votes."""
    made = reported("7 (58%)")
    page = html(made)
    assert '<td>4 (33%)<svg class="bar" width="33%" height="6" aria-hidden="true"><rect' in page
    shown = sum(len(result.counts) for item in made.items for result in item.rounds if result.counts)
    assert page.count('class="bar"') == shown
    with ZipFile(BytesIO(workbook(made))) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets")]
    assert '<conditionalFormatting sqref="H2:H' in sheets[3]
    assert "dataBar" not in sheets[0]


def test_what_comes_from_a_municipality_says_so_with_its_arms() -> None:
    """Seen red with: a policy that lets no picture in."""
    here = Municipality(name='Ons "Dorp" <b>', inhabitants=9_000, emblem="data:image/png;base64,AAAA")
    page = html(replace(reported(), host=here))
    assert (
        '<header class="host"><img src="data:image/png;base64,AAAA" alt=""><span>Gemeente Ons "Dorp" &lt;b&gt;' in page
    )
    assert "default-src 'none'; img-src data:; style-src 'unsafe-inline'" in page
    assert '@bottom-left { content: "Gemeente Ons \\22 Dorp\\22  \\3c b\\3e  \\b7  " "Een avond"' in page
    bare = html(replace(reported(), host=replace_struct(here, emblem="")))
    assert "<img" not in bare
    assert "img-src" not in bare
    assert "<header" not in html(reported())


def test_a_heading_is_the_question_and_the_situation_stands_below_it() -> None:
    """Seen red with: headings of 35 words."""
    made = reported()
    item = replace(made.items[0], question="De wethouder belt. Mag dat?", setting="De wethouder belt.")
    assert "\n## Mag dat?\n\nDe wethouder belt.\n\n" in markdown(replace(made, items=(item,)))


def test_each_question_leads_to_the_law_behind_it() -> None:
    made = reported()
    address = "https://wetten.overheid.nl/jci1.3:c:BWBR0005416"
    assert made.items[0].laws == (("artikel 6 gemeentewet", ""),)
    item = replace(made.items[0], laws=(("artikel 6 Gemeentewet", address), ("gebruik", "")))
    one = replace(made, items=(item,))
    assert f"Bron: [artikel 6 Gemeentewet]({address}); gebruik." in markdown(one)
    assert f'<a href="{address}">artikel 6 Gemeentewet</a>; gebruik.' in html(one)


def test_text_of_people_is_only_text() -> None:
    page = html(reported(EVIL))
    parser = Safe()
    parser.feed(page)
    assert "script" not in parser.tags
    assert parser.text.count(EVIL) == 2
    assert page.startswith('<!doctype html>\n<html lang="nl">')


def test_votes_of_a_small_group_are_hidden() -> None:
    text = markdown(reported())
    assert "minder dan vijf stemmen blijft verborgen" in text
    assert "A. Eens" not in text


def test_an_empty_evening_has_a_report() -> None:
    evening = Evening()
    assert PLAN.title in markdown(report(evening.session, evening.content))


def test_the_workbook_has_a_sheet_for_each_activity_and_no_formula() -> None:
    made = reported("=1+1")
    sheets = {sheet.title: sheet.rows for sheet in read(workbook(made))}
    assert " ".join(sheets) == "Avond Welkom Nulmeting Wie beslist Over de lijn Pubquiz Raadsvergadering"
    assert ["afspraak", "=1+1"] in sheets["Avond"]
    assert sheets["Welkom"] == [["notitie"], ["=1+1"]]
    with ZipFile(BytesIO(workbook(made))) as book:
        assert not any(b"<f>" in book.read(name) for name in book.namelist() if name.startswith("xl/worksheets"))
    asked = sheets["Wie beslist"]
    assert [row[1:] for row in asked[1:4]] == [
        ["A", "Ja", "ja", "stem 1", "4", "12", "0,3333"],
        ["B", "Nee", "", "stem 1", "6", "12", "0,5"],
        ["C", "Soms", "", "stem 1", "2", "12", "0,1667"],
    ]
    assert "blijft verborgen" in str(sheets["Over de lijn"][1][2])
    assert sheets["Pubquiz"][1:] == [["Team 1", "2"]]
    assert sheets["Raadsvergadering"][1] == ["Het zwembad", "12", "11", "aangenomen"]


def test_two_evenings_of_one_plan_are_compared_by_their_last_votes() -> None:
    first, second = reported(), reported()
    more = tuple(
        replace(item, rounds=(*item.rounds[:-1], replace(item.rounds[-1], right=0.25, people=20)))
        if item.item == "les-a"
        else item
        for item in second.items
    )
    second = replace(second, items=more)
    (one,) = compare(first, second)
    assert (one.first, one.second, one.people) == (0.6667, 0.25, (12, 20))
    assert "| 67% van 12 | 25% van 20 | 42 procentpunten eraf |" in comparison(first, second, (one,))
    mended = tuple(replace(item, options=("Jawel", *item.options[1:])) for item in second.items)
    assert compare(first, replace(second, items=mended)) == ()
    with pytest.raises(Refusal, match="twee plannen"):
        compare(first, replace(second, plan="anders"))
