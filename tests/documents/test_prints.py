"""What is printed: the right things on the right sheets, and text of people as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import msgspec
import pytest

from tests.classroom.samples import PLAN, catalogue
from tests.documents.test_html import EVIL, Safe
from tests.learning.samples import DILEMMA, ITEMS, LESSON, SINGLE
from tutor.documents import prints
from tutor.model import RoleCard

START = datetime(2026, 11, 24, 19, 30)


def _parsed(html: str) -> Safe:
    parser = Safe()
    parser.feed(html)
    return parser


def test_letters() -> None:
    assert prints.letter_cards().count('class="page"') == 4


def test_dilemmas_come_four_on_a_sheet() -> None:
    page = prints.dilemma_cards([*ITEMS, *[msgspec.structs.replace(DILEMMA, id=f"les-z{n}") for n in range(4)]])
    assert (page.count("<article"), page.count("page grid")) == (5, 2)


def test_secrets_are_on_role_cards() -> None:
    plan = msgspec.structs.replace(PLAN, cards=(RoleCard(name="Pers", text="Je schrijft.", secret="Je weet al iets."),))
    assert "Alleen voor jou: Je weet al iets." in prints.role_cards(plan)


def test_a_summary_has_every_core_step() -> None:
    page = prints.summary(LESSON)
    for expected in ("Je kent het doel.", "<strong>kern-een</strong>.", "<strong>kern-twee</strong>.", "morgen"):
        assert expected in page
    linked = msgspec.structs.replace(LESSON.steps[1], text="Een [motie](begrip:motie) telt. <b>x</b>")
    page = prints.summary(replace(LESSON, steps=(linked,)))
    assert "Een motie telt. &lt;b&gt;x&lt;/b&gt;" in page
    assert "Tekst van situatie" not in page


def test_the_key_is_only_on_the_sheet_with_the_key() -> None:
    without, with_key = prints.quiz(LESSON, key=False), prints.quiz(LESSON, key=True)
    for item in ITEMS:
        if item.scored:
            assert item.question in without
            assert item.explanation not in without
            assert item.explanation in with_key
    assert "Antwoord" not in without
    assert with_key.count("Antwoord:") == sum(item.scored for item in ITEMS)


def test_the_running_order_adds_up() -> None:
    page = prints.running_order(PLAN, catalogue(), START)
    assert "<td>19.30</td><td>5</td><td>Welkom" in page
    assert "<td>19.35</td><td>10</td>" in page
    assert "Noem de huisregels." in page
    assert "Einde om 22.45 uur." in page


@pytest.mark.parametrize("key", [True, False])
def test_text_of_people_is_only_text(key: bool) -> None:
    evil = replace(LESSON, items=(msgspec.structs.replace(SINGLE, question=EVIL, explanation=EVIL),))
    parsed = _parsed(prints.quiz(evil, key=key))
    assert "script" not in parsed.tags
    assert EVIL in parsed.text
