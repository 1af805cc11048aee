"""The report of an evening, as Markdown and as a page."""

from __future__ import annotations

from tests.classroom.samples import PLAN
from tests.classroom.test_report import reported
from tests.classroom.test_session import Evening
from tests.documents.test_html import EVIL, Safe
from tutor.classroom.report import report
from tutor.documents.report import html, markdown


def test_markdown_and_html_say_the_same() -> None:
    made = reported()
    text, page = markdown(made), html(made)
    for expected in ("Goed gesprek", "stem 1", "Team 1: 2 punten", "12 voor, 11 tegen", "Wanneer niet?", "De les"):
        assert expected in text.replace("\\", "")
        assert expected in page


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
