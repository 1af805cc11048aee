"""After a first wrong answer: what was chosen is discussed, and the right answer stays to be found."""

from __future__ import annotations

import pytest
from hypothesis import given
from msgspec import structs

from tests.learning.samples import (
    ALL_KINDS,
    GAPS,
    MATCHING,
    MULTIPLE,
    NUMBER,
    OPEN,
    ORDERING,
    SHORT,
    SINGLE,
    TYPED_GAPS,
)
from tests.learning.test_grading import RESPONSES
from tests.learning.test_sessions import answer, quiz
from tutor.learning.answers import Arrange, Choose, GiveUp, Join, Reflect, Response, Write
from tutor.learning.grading import MISSING, first_look, grade, named_key
from tutor.learning.quiz import Mode
from tutor.model import Item, Mistake

RAAD = ("Raad", "Over Raad.", True)


@pytest.mark.parametrize(
    ("item", "response", "seen"),
    [
        (SINGLE, Choose((1,)), [("Nee", "Over Nee.", False)]),
        (MULTIPLE, Choose((0, 2)), [RAAD, ("Griffie", "Over Griffie.", False), ("", MISSING, False)]),
        (MULTIPLE, Choose((0, 1, 3)), [RAAD, ("College", "Over College.", True), ("Pers", "Over Pers.", False)]),
        (ORDERING, Arrange((0, 2, 1)), [("1. Eerst", "", True), ("2. Slot", "", False), ("3. Dan", "", False)]),
        (MATCHING, Join((0, 2)), [("APV → raad", "", True), ("Vergunning → griffier", "Over griffier.", False)]),
        (MATCHING, Join((1, None)), [("APV → college", "", False), ("Vergunning → –", "", False)]),
        (GAPS, Join((0, 2)), [("gat 1 → raad", "", True), ("gat 2 → presidium", "Over presidium.", False)]),
        (TYPED_GAPS, Write("raad; griffie"), [("gat 1 → raad", "", True), ("gat 2 → griffie", "", False)]),
        (NUMBER, Write("11"), [("11", "Elf is te weinig.", False)]),
        (NUMBER, Write("7"), [("7", "", False)]),
        (SHORT, Write("iets"), [("iets", "", False)]),
    ],
)
def test_what_may_be_read_before_the_answer(item: Item, response: Response, seen: list[tuple[str, str, bool]]) -> None:
    notes = first_look(item, response, grade(item, response))
    assert [(note.about, note.text, note.right) for note in notes] == seen


TELLING_NUMBER = structs.replace(NUMBER, mistakes=(Mistake(value=11, feedback="Nee, het zijn er twaalf."),))
TELLING_SHORT = structs.replace(SHORT, mistakes=(Mistake(value="motie", feedback="Dit is een Amendement."),))
TELLING_SINGLE = structs.replace(
    SINGLE, options=(SINGLE.options[0], structs.replace(SINGLE.options[1], feedback=f"Nee: {SINGLE.options[0].text}!"))
)


@pytest.mark.parametrize(
    ("item", "response"),
    [(TELLING_NUMBER, Write("11")), (TELLING_SHORT, Write("motie")), (TELLING_SINGLE, Choose((1,)))],
)
def test_feedback_that_gives_the_answer_away_waits_until_it_is_shown(item: Item, response: Response) -> None:
    verdict = grade(item, response)
    assert verdict.notes[0].text
    assert [note.text for note in first_look(item, response, verdict)] == [""]


@pytest.mark.parametrize(
    ("item", "text", "told"),
    [
        (NUMBER, "Het zijn er twaalf.", "twaalf"),
        (NUMBER, "Meer dan 11, dus 12.", "12"),
        (NUMBER, "12,0 leden", "12,0"),
        (NUMBER, "Zie artikel 12, lid 12.", ""),
        (structs.replace(NUMBER, answer=2_300_000, unit="euro"), "Samen is dat € 2,3 miljoen.", "2,3 miljoen"),
        (structs.replace(NUMBER, answer=350_000, unit="euro"), "Samen is dat 3,5 ton.", "3,5 ton"),
        (NUMBER, "Twaalfhonderd, 120, 1.200 of 112.", ""),
        (SHORT, "Een AMENDEMENT dus", "amendement"),
        (SHORT, "Subamendementen zijn er ook.", ""),
        (SINGLE, "", ""),
        (SINGLE, f"Nee. {SINGLE.options[0].text}.", SINGLE.options[0].text),
        (structs.replace(SINGLE, situation=SINGLE.options[0].text), f"Nee. {SINGLE.options[0].text}.", ""),
        (MATCHING, "APV → raad", ""),
    ],
)
def test_a_text_that_names_the_answer_is_recognised(item: Item, text: str, told: str) -> None:
    assert named_key(item, text) == told


@given(RESPONSES)
def test_it_is_total(response: Response) -> None:
    for item in ALL_KINDS:
        for note in first_look(item, response, grade(item, response)):
            assert note.text != item.explanation


def test_an_item_whose_text_changed_says_nothing() -> None:
    changed = grade(SINGLE, GiveUp())
    assert first_look(SINGLE, Choose((9,)), changed) == ()


def test_the_answer_is_withheld_once_and_asking_for_it_ends_the_second_try() -> None:
    session = answer(quiz(SINGLE), Choose((1,)))
    assert session.withholds
    shown = session.reveal()
    assert not shown.withholds
    assert not shown.may_retry
    assert shown.retry() is shown
    again = answer(session.retry(), Choose((1,)))
    assert not again.withholds
    assert session.reveal().proceed().revealed is False
    assert answer(session.undo(), Choose((1,))).withholds


@pytest.mark.parametrize(
    ("item", "response", "mode"),
    [
        (SINGLE, Choose((0,)), Mode.PRACTICE),
        (SINGLE, GiveUp(), Mode.PRACTICE),
        (SINGLE, Choose((1,)), Mode.TEST),
        (OPEN, Reflect("x", ()), Mode.PRACTICE),
    ],
)
def test_nothing_is_withheld_that_was_seen_or_given_up(item: Item, response: Response, mode: Mode) -> None:
    session = answer(quiz(item, NUMBER, mode=mode), response)
    assert not session.withholds
    assert session.reveal() is session
