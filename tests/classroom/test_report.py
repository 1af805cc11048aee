"""The report equals counts made by hand, hides small groups, and is safe to open."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.classroom.samples import PLAN, catalogue
from tests.classroom.test_session import Evening
from tutor.classroom import drafts
from tutor.classroom.meeting import Decision
from tutor.classroom.render import escape, html, markdown
from tutor.classroom.report import Report, report
from tutor.classroom.session import Ballot, Outcome
from tutor.model import Misconception

EVIL = '<script>alert(1)</script> [x](http://e.nl) **vet** | cel & "é" `a` =1+1'


def _report(text: str = "Goed gesprek.") -> Report:
    register = (
        Misconception(id="misvatting-nee", text="Nee is altijd nee.", talking_point="Wanneer niet?"),
        Misconception(id="misvatting-soms", text="Soms klopt.", talking_point="Hoe vaak?"),
    )
    evening = Evening(replace(catalogue(), misconceptions=register))
    votes = {
        Ballot("vraag", "les-a", "1"): (4, 6, 2),
        Ballot("vraag", "les-a", "2"): (8, 3, 1),
        Ballot("lijn", "les-h", "1"): (3, 1),
        Ballot("nulmeting", "les-b", "voor"): (2, 2, 4, 4),
    }
    for ballot, counts in votes.items():
        evening.do(drafts.voted(evening.session, ballot, counts))
    evening.do(drafts.present(evening.session, 12))
    evening.do(drafts.noted(evening.session, text))
    evening.do(drafts.noted(evening.session, text, agreement=True))
    evening.do(drafts.scored(evening.session, 1, 2))
    evening.do(
        drafts.decided(evening.session, Outcome(point="zwembad", for_=12, against=11, decision=Decision.ADOPTED))
    )
    return report(evening.session, evening.content)


def test_counts_made_by_hand() -> None:
    made = _report()
    by_item = {item.item: item for item in made.items}
    first, second = by_item["les-a"].rounds
    assert (first.counts, second.counts) == ((4, 6, 2), (8, 3, 1))
    assert (first.right, second.right) == (0.3333, 0.6667)
    assert by_item["les-a"].gain == pytest.approx(0.5)
    (before,) = by_item["les-b"].rounds
    assert before.right == pytest.approx(4 / 12, abs=1e-4)
    assert [(one.misconception, one.share) for one in made.misconceptions] == [("Nee is altijd nee.", 0.25)]
    assert made.follow_up == (("les", "De les"),)
    assert [item.item for item in made.items] == ["les-a", "les-b", "les-h"]


def test_small_groups_are_hidden_everywhere() -> None:
    made = _report()
    (opinion,) = next(item for item in made.items if item.item == "les-h").rounds
    assert opinion.counts is None
    assert "minder dan vijf stemmen blijven verborgen" in markdown(made)
    assert '"counts": null' in json.dumps(made.to_plain())


def test_markdown_and_html_say_the_same() -> None:
    made = _report()
    text, page = markdown(made), html(made)
    for expected in ("Goed gesprek", "stem 1", "Team 1: 2 punten", "12 voor, 11 tegen", "Wanneer niet?", "De les"):
        assert expected in text.replace("\\", "")
        assert expected in page


class Safe(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_text_of_people_is_only_text() -> None:
    page = html(_report(EVIL))
    parser = Safe()
    parser.feed(page)
    assert "script" not in parser.tags
    assert parser.text.count(EVIL) == 2
    assert page.startswith('<!doctype html>\n<html lang="nl">')


def test_an_empty_evening_has_a_report() -> None:
    evening = Evening()
    made = report(evening.session, evening.content)
    assert made.items == ()
    assert PLAN.title in markdown(made)


@given(st.text(alphabet="-+=#*_`~|<>[]()!&\\:.1) aé\"'", min_size=1, max_size=30))
def test_any_text_in_a_list_shows_exactly_that_text(text: str) -> None:
    parser = Safe()
    parser.feed(MarkdownIt("js-default").render(f"- {escape(text)}\n"))
    assert " ".join(parser.text.split()) == " ".join(text.split())
    assert set(parser.tags) <= {"ul", "li"}


def test_ordinary_text_is_left_as_it_is() -> None:
    assert escape("Integriteit: les integriteit-04 (12 minuten).") == "Integriteit: les integriteit-04 (12 minuten)."
