"""One vote in the tool, beside its articles. The rules themselves are in `tests/classroom/test_votes.py`."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.test_terms import TODAY
from tutor.learning.drawing import counts, faults, told
from tutor.model import Decision, Municipality
from tutor.model.drawing import Seats
from tutor.tools.shelf import TOOLS
from tutor.tools.tool import Setting, ToolAnswer
from tutor.tools.voting import ABOUT, BEFORE

RAALTE = Municipality(name="Raalte", inhabitants=39_400)


def ask(typed: Mapping[str, str | int], host: Municipality | None = None) -> ToolAnswer:
    tool, setting = TOOLS["stemmen"], Setting(TODAY, host)
    return tool.answer(
        tool.filled(setting, {name.replace("_", "-"): str(value) for name, value in typed.items()}), setting
    )


@pytest.mark.parametrize(
    ("typed", "may_open", "decision"),
    [
        ({"aanwezig": 12}, True, None),
        ({"aanwezig": 11}, False, None),  # 20 lid 1
        ({"aanwezig": 11, "leeg": 3}, True, None),  # of the members who sit, not of the seats
        ({"aanwezig": 5, "vooraf": "dicht"}, True, None),  # 20 lid 3
        ({"voor": 7, "tegen": 4, "niet_mee": 1, "aanwezig": 12}, True, Decision.INVALID),  # 29 lid 1: 11 of 22
        ({"voor": 7, "tegen": 4, "niet_mee": 2, "aanwezig": 13}, True, Decision.ADOPTED),
        ({"voor": 5, "tegen": 4, "vooraf": "dicht"}, True, Decision.ADOPTED),  # 29 lid 2 b
        ({"voor": 5, "tegen": 4, "aanwezig": 14}, True, Decision.INVALID),
        ({"voor": 5, "tegen": 4, "aanwezig": 14, "vooraf": "ongeldig"}, True, Decision.ADOPTED),  # 29 lid 2 a
        ({"voor": 5, "tegen": 4, "aanwezig": 9, "vooraf": "ongeldig"}, False, None),  # 20 still holds
        ({"voor": 12, "tegen": 11}, True, Decision.ADOPTED),  # 30
        ({"voor": 11, "tegen": 12}, True, Decision.REJECTED),
        ({"voor": 9, "tegen": 9, "niet_mee": 2}, True, Decision.POSTPONED),  # 32 lid 4, as in the lesson
        ({"voor": 9, "tegen": 9, "vooraf": "gestaakt"}, True, Decision.REJECTED),  # 32 lid 5
        ({"voor": 11, "tegen": 11, "niet_mee": 1}, True, Decision.REJECTED),  # 32 lid 6: all who may, voted
        ({"voor": 11, "tegen": 11, "leeg": 1}, True, Decision.POSTPONED),  # an empty seat is no complete meeting
        ({"voor": 10, "tegen": 10, "over": "voordracht"}, True, Decision.VOTE_AGAIN),  # 31 lid 2
        ({"voor": 10, "tegen": 10, "over": "personen"}, True, Decision.NO_MAJORITY),
        ({"voor": 10, "tegen": 10, "over": "voordracht", "vooraf": "herstemming"}, True, Decision.LOT),  # 31 lid 3
        ({"voor": 6, "tegen": 5, "blanco": 1, "over": "voordracht"}, True, Decision.ADOPTED),  # 28 lid 3, 30 lid 2
    ],
)
def test_a_vote_is_what_the_articles_say(
    typed: dict[str, str | int], may_open: bool, decision: Decision | None
) -> None:
    """Seen red with: seats counted for members who sit; a second meeting that needs the quorum; votes that are
    counted although the meeting may not open.
    """
    answer = ask(typed)
    assert answer.trouble == ""
    assert (answer.facts["may_open"], answer.facts["decision"]) == (may_open, decision)
    assert answer.counts[0].met is may_open
    assert all("artikel" in count.sentence for count in answer.counts)


def test_seats_are_those_of_the_municipality() -> None:
    assert ask({"aanwezig": 13}, RAALTE).facts["seats"] == 25
    assert ask({"aanwezig": 13}).facts["seats"] == 23


@pytest.mark.parametrize(
    ("typed", "trouble"),
    [
        ({"voor": "twaalf"}, "Schrijf een getal bij ‘Stemmen voor’."),
        ({"zetels": 0, "aanwezig": 1}, "1 tot en met 100 zetels"),
        ({"leeg": 24}, "niet meer lege zetels"),
        ({"aanwezig": 24}, "24 handtekeningen kan niet"),
        ({"aanwezig": 12, "voor": 13, "tegen": 0}, "Er tekenden 12 leden, maar er zijn 13 stemmen."),
        ({"voor": 12, "tegen": 12}, "past niet bij 23 leden"),
        ({"voor": 12, "tegen": 2, "blanco": 1}, "Blanco briefjes zijn er alleen"),
        ({"voor": 12, "tegen": 2, "vooraf": "herstemming"}, "alleen over personen (artikel 31)"),
        ({"voor": 12, "tegen": 2, "vooraf": "gestaakt", "over": "personen"}, "Artikel 32 gaat niet over personen"),
        ({"voor": 0, "tegen": 0, "aanwezig": 12}, "geen stem uitgebracht"),
        ({"over": "iets"}, "Kies bij ‘over’ uit"),
    ],
)
def test_what_cannot_be_gets_a_sentence(typed: dict[str, str | int], trouble: str) -> None:
    assert trouble in ask(typed).trouble


NUMBERS = st.one_of(st.just(""), st.integers(0, 30).map(str))


@given(
    st.fixed_dictionaries(
        dict.fromkeys(("zetels", "leeg", "aanwezig", "niet_mee", "voor", "tegen", "blanco"), NUMBERS)
    ),
    st.sampled_from(sorted(ABOUT)),
    st.sampled_from(sorted(BEFORE)),
)
def test_any_numbers_give_a_sentence_or_a_drawing(numbers: dict[str, str], about: str, before: str) -> None:
    """The drawing holds every seat once, and counts the same where no exception applies."""
    answer = ask({**numbers, "over": about, "vooraf": before})
    assert bool(answer.trouble) is not bool(answer.drawing)
    if not isinstance(answer.drawing, Seats):
        return
    seats = answer.drawing
    assert [fault for fault in faults(seats) if "tekenden" not in fault[1]] == []
    assert all(told(seats, said=answer.counts))


@given(st.integers(0, 12), st.integers(0, 11), st.integers(0, 3), st.integers(0, 3))
def test_a_drawing_of_a_lesson_says_the_same(pros: int, cons: int, recused: int, empty: int) -> None:
    """Seen red with a drawing that takes a tie for carried."""
    answer = ask({"voor": pros, "tegen": cons, "niet-mee": recused, "leeg": empty})
    if isinstance(answer.drawing, Seats):
        drawn = counts(answer.drawing, pros + cons + recused)
        assert [one.met for one in drawn] == [one.met for one in answer.counts]
        assert [one.sentence for one in drawn[:-1]] == [one.sentence for one in answer.counts[:-1]]
