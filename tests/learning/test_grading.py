"""Grading: right, partly right, wrong and unclear for each kind, and total for everything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from tests.learning.samples import (
    ALL_KINDS,
    DILEMMA,
    GAPS,
    MATCHING,
    MULTIPLE,
    NUMBER,
    OPEN,
    ORDERING,
    SHORT,
    SINGLE,
    STATEMENT,
    TYPED_GAPS,
)
from tutor.learning.answers import (
    Arrange,
    Choose,
    GiveUp,
    Join,
    Opinion,
    Reflect,
    Response,
    Write,
)
from tutor.learning.grading import Outcome, grade, right_answer
from tutor.model import Item, Mistake

INDEX = st.integers(-3, 9)
RESPONSES: st.SearchStrategy[Response] = st.one_of(
    st.builds(Choose, st.lists(INDEX, max_size=6).map(tuple)),
    st.builds(Arrange, st.lists(INDEX, max_size=6).map(tuple)),
    st.builds(Join, st.lists(INDEX | st.none(), max_size=6).map(tuple)),
    st.builds(Write, st.text() | st.from_regex(r"[\d.,€ -]+") | st.sampled_from(("amendment", "motei", "1e999", "²"))),
    st.builds(Reflect, st.text(), st.lists(INDEX, max_size=6).map(tuple)),
    st.builds(Opinion, INDEX),
    st.just(GiveUp()),
)


@given(st.sampled_from(ALL_KINDS), RESPONSES)
def test_grading_is_total(item: Item, response: Response) -> None:
    verdict = grade(item, response)
    assert 0 <= verdict.score <= 1
    assert (verdict.outcome is Outcome.RIGHT) == (verdict.score == 1)
    assert (verdict.outcome is Outcome.PARTLY) == (0 < verdict.score < 1)
    assert (verdict.outcome is Outcome.UNCLEAR) == bool(verdict.clarify)
    assert (verdict.outcome is Outcome.UNSCORED) == (not item.scored)


@pytest.mark.parametrize(
    ("item", "response", "outcome", "score"),
    [
        (SINGLE, Choose((0,)), Outcome.RIGHT, 1),
        (SINGLE, Choose((1,)), Outcome.WRONG, 0),
        (SINGLE, Choose((0, 1)), Outcome.WRONG, 0),
        (MULTIPLE, Choose((0, 1)), Outcome.RIGHT, 1),
        (MULTIPLE, Choose((0,)), Outcome.PARTLY, 0.5),
        (MULTIPLE, Choose((0, 1, 2)), Outcome.PARTLY, 0.5),
        (MULTIPLE, Choose((0, 1, 2, 3)), Outcome.WRONG, 0),
        (MULTIPLE, Choose(()), Outcome.WRONG, 0),
        (ORDERING, Arrange((0, 1, 2)), Outcome.RIGHT, 1),
        (ORDERING, Arrange((0, 2, 1)), Outcome.PARTLY, 1 / 3),
        (ORDERING, Arrange((2, 1, 0)), Outcome.WRONG, 0),
        (ORDERING, Arrange((0, 1)), Outcome.WRONG, 0),
        (MATCHING, Join((0, 1)), Outcome.RIGHT, 1),
        (MATCHING, Join((0, 2)), Outcome.PARTLY, 0.5),
        (MATCHING, Join((None, None)), Outcome.WRONG, 0),
        (GAPS, Join((0, 1)), Outcome.RIGHT, 1),
        (GAPS, Join((0, 2)), Outcome.PARTLY, 0.5),
        (GAPS, Join((1, 0)), Outcome.WRONG, 0),
        (GAPS, Write("raad; college"), Outcome.WRONG, 0),
        (TYPED_GAPS, Write("De gemeenteraad; College"), Outcome.RIGHT, 1),
        (TYPED_GAPS, Write("raad; griffie"), Outcome.PARTLY, 0.5),
        (TYPED_GAPS, Write("college; raad"), Outcome.WRONG, 0),
        (TYPED_GAPS, Write("raad"), Outcome.UNCLEAR, 0),
        (TYPED_GAPS, Write("raad;"), Outcome.UNCLEAR, 0),
        (TYPED_GAPS, Write("raad; colege"), Outcome.UNCLEAR, 0),
        (NUMBER, Write("12"), Outcome.RIGHT, 1),
        (NUMBER, Write("12,0 leden"), Outcome.RIGHT, 1),
        (NUMBER, Write("1 lid"), Outcome.WRONG, 0),
        (NUMBER, Write("12 weken"), Outcome.UNCLEAR, 0),
        (NUMBER, Write("twaalf"), Outcome.RIGHT, 1),
        (NUMBER, Write("12 mensen"), Outcome.UNCLEAR, 0),
        (NUMBER, Write("12 of 13"), Outcome.UNCLEAR, 0),
        (NUMBER, Write("zo’n 12"), Outcome.UNCLEAR, 0),
        (SHORT, Write("?!"), Outcome.UNCLEAR, 0),
        (NUMBER, Write("11"), Outcome.WRONG, 0),
        (SHORT, Write("Het AMENDEMENT."), Outcome.RIGHT, 1),
        (SHORT, Write("wijzigings-voorstel"), Outcome.UNCLEAR, 0),
        (SHORT, Write("amendemant"), Outcome.UNCLEAR, 0),
        (SHORT, Write("motie"), Outcome.WRONG, 0),
        (SHORT, Write("iets anders"), Outcome.WRONG, 0),
        (OPEN, Reflect("tekst", (0, 1)), Outcome.RIGHT, 1),
        (OPEN, Reflect("tekst", (1,)), Outcome.PARTLY, 0.5),
        (OPEN, Reflect("", ()), Outcome.WRONG, 0),
        (STATEMENT, Opinion(0), Outcome.UNSCORED, 0),
        (DILEMMA, Opinion(1), Outcome.UNSCORED, 0),
        (SINGLE, GiveUp(), Outcome.WRONG, 0),
    ],
)
def test_outcome(item: Item, response: Response, outcome: Outcome, score: float) -> None:
    verdict = grade(item, response)
    assert verdict.outcome is outcome
    assert verdict.score == pytest.approx(score)


def test_each_known_mistake_has_its_own_feedback() -> None:
    (note,) = grade(NUMBER, Write("11")).notes
    assert (note.text, note.misconception) == ("Elf is te weinig.", "de-helft")
    (note,) = grade(SHORT, Write("Motie")).notes
    assert (note.text, note.misconception) == ("Een motie wijzigt niets.", "motie")


FRAMED = structs.replace(
    SHORT,
    answers=("wantrouwen", "een motie van wantrouwen", "wantrouwensmotie"),
    mistakes=(Mistake(value="afkeuring", feedback="Lichter.", misconception="licht"),),
)


@pytest.mark.parametrize("typed", ["afkeuring", "Motie van afkeuring", "een motie van afkeuring", "afkeuringsmotie"])
def test_a_mistake_in_the_words_around_an_answer_keeps_its_feedback(typed: str) -> None:
    (note,) = grade(FRAMED, Write(typed)).notes
    assert (note.text, note.misconception) == ("Lichter.", "licht")


def test_doubt_between_a_mistake_and_an_answer_never_leads_to_the_answer() -> None:
    near = structs.replace(SHORT, answers=("college",), mistakes=(Mistake(value="collega", feedback="Nee."),))
    assert grade(near, Write("collego")).meant == Write("collega", prompted=True)


def test_meant_is_what_yes_stands_for() -> None:
    verdict = grade(SHORT, Write("amendemant"))
    assert verdict.clarify == "Bedoelde je “amendement”?"
    assert verdict.meant is not None
    assert grade(SHORT, verdict.meant).outcome is Outcome.PARTLY, "the tutor said it first"
    assert grade(SHORT, Write("motie", prompted=True)) == grade(SHORT, Write("motie"))


def test_a_slip_in_a_gap_is_asked_about() -> None:
    """Seen red with the slip graded as wrong."""
    verdict = grade(TYPED_GAPS, Write("raad; colege"))
    assert verdict.meant == Write("raad; college", prompted=True)
    assert grade(TYPED_GAPS, verdict.meant).outcome is Outcome.PARTLY, "the tutor said it first"


def test_a_sentence_with_gaps_is_read_and_told_whole() -> None:
    assert GAPS.stem.endswith("De (1) ___ stelt de APV vast; het (2) ___ voert haar uit.")
    assert right_answer(GAPS) == "De raad stelt de APV vast; het college voert haar uit."
    assert GAPS.rights == ("raad", "college", "presidium")


def test_a_distractor_in_a_match_is_named() -> None:
    first, second = grade(MATCHING, Join((2, 1))).notes
    assert (first.right, first.misconception) == (False, "misvatting-griffier")
    assert second.right


@pytest.mark.parametrize("item", [item for item in ALL_KINDS if item.scored])
def test_the_right_answer_can_be_told(item: Item) -> None:
    assert right_answer(item)
