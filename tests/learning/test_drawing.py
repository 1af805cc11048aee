"""Drawings: what they count, what play changes, and that they fit and say everything at any width."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.learning.drawing import amount, counts, faults, moved, start, told, typed
from tutor.learning.strokes import Tone, draw
from tutor.model.drawing import (
    Bar,
    Bars,
    Branch,
    Deciding,
    Drawing,
    Flow,
    Organ,
    Procedure,
    ProcedureStep,
    Seats,
    Share,
    Structure,
    Timeline,
    TimePoint,
    Unit,
)

POOL = Seats(title="Zwembad", seats=23, empty=1, abstaining=1, pros=10, cons=9)
TERM = Timeline(
    title="Zienswijze",
    unit="week",
    moments=(
        TimePoint(when=0, text="ontwerp verstuurd", after="De raad leest."),
        TimePoint(when=12, text="laatste dag", after="Te laat."),
    ),
)
YEAR = Timeline(
    title="Jaar",
    moments=(TimePoint(when="15-7", text="jaarrekening"), TimePoint(when="15-11", text="begroting", after="Klaar.")),
)
OTHERS: tuple[Drawing, ...] = (
    Deciding(
        title="Wie beslist?",
        organs=(
            Organ(name="Raad", does="stelt vast", decisive=True),
            Organ(name="College"),
            Organ(name="Inwoners uit alle dorpen van Waterveen", does="doen mee"),
        ),
        flows=(
            Flow(origin="College", target="Raad", what="voorstel"),
            Flow(origin="Inwoners uit alle dorpen van Waterveen", target="Raad", what="inspraak"),
            Flow(origin="Raad", target="College", what="kaders"),
        ),
    ),
    Procedure(
        title="Volgorde",
        steps=(
            ProcedureStep(text="Amendement", branches=(Branch(condition="staken", outcome="uitstel"),)),
            ProcedureStep(text="Voorstel"),
        ),
    ),
    Structure(title="Lichaam", units=(Unit(name="AB", members="wethouders"), Unit(name="DB", under="AB"))),
    Bars(title="Geld", unit="miljoen", bars=(Bar(name="Lasten", shares=(Share(name="zorg", amount=38.2),)),)),
)


def text(drawing: Drawing, width: int, at: int | None = None) -> list[str]:
    return ["".join(mark for mark, _ in row) for row in draw(drawing, width, at)]


@given(st.integers(1, 45), st.integers(0, 9), st.integers(0, 9), st.integers(0, 45), st.integers(0, 45))
def test_the_counts_are_those_of_the_law(seats: int, empty: int, abstaining: int, pros: int, cons: int) -> None:
    """Seen red with `//2` for `//2 + 1`, and with the empty seats or who abstains left in."""
    drawing = Seats(title="x", seats=seats, empty=empty, abstaining=abstaining, pros=pros, cons=cons)
    if any(faults(drawing)):
        return
    there, sitting = pros + cons + abstaining, seats - empty
    met = [count.met for count in counts(drawing, there)]
    expected = [there * 2 > sitting]  # Gemeentewet 20
    if expected[-1]:
        expected.append((pros + cons) * 2 > sitting - abstaining)  # 29
    if len(expected) == 2 and expected[-1]:
        expected.append(pros * 2 > pros + cons)  # 30
    assert met == expected
    assert sum(row.count(mark) for row in text(drawing, 90)[1:2] for mark in "●○◐·x") == seats


def test_a_tie_is_lost_only_when_everybody_voted() -> None:
    whole = Seats(title="x", seats=22, pros=11, cons=11)
    assert told(whole)[-1].startswith("Niet aangenomen")
    assert told(msgspec.structs.replace(whole, seats=23))[-1].startswith("Uitgesteld")
    assert told(msgspec.structs.replace(whole, seats=23, empty=1))[-1].startswith("Uitgesteld")
    assert told(msgspec.structs.replace(whole, seats=23, abstaining=1))[-1].startswith("Niet aangenomen")


def test_who_leaves_the_room_takes_the_vote_along() -> None:
    at = start(POOL, date(2026, 11, 30))
    assert at == 20
    lost = moved(POOL, at, -9)
    assert told(POOL, lost)[1:] == [
        "23 zetels: 10 voor, 1 stemt niet mee, 11 niet in de zaal, 1 lege zetel.",
        "Openen mag niet: 11 van 22 zittende leden tekenden; nodig 12 (artikel 20).",
    ]
    signed = msgspec.structs.replace(POOL, present=20)
    assert told(signed, lost)[-1] == "Ongeldig: 10 van de 21 die mogen stemmen doen mee; nodig 11 (artikel 29)."
    assert told(msgspec.structs.replace(POOL, leaving="voor"), 18)[-1].startswith("Niet aangenomen: 8 van 17")
    assert (moved(POOL, at, 99), moved(POOL, at, -99)) == (22, 1)
    assert [typed(POOL, word) for word in ("12", "23", "0", "x", "3-5")] == [12, None, None, None, None]


def test_a_day_says_what_holds_and_how_long() -> None:
    assert start(TERM, date(2026, 11, 30)) == 0
    assert told(TERM, 5)[-1] == "Nu is het week 5. De raad leest. Nog 7 weken tot week 12."
    assert told(TERM, 12)[-1] == "Nu is het week 12. Te laat."
    there = start(YEAR, date(2026, 11, 14))
    assert there
    assert told(YEAR, there)[-1] == "Nu is het 14 november. Nog 1 dag tot 15 november."
    assert told(YEAR, moved(YEAR, there, 9))[-1] == "Nu is het 15 november. Klaar."
    assert typed(YEAR, "14-11") == there
    assert [typed(YEAR, word) for word in ("1-1", "31-9", "14", "14-11-2026")] == [None, None, None, there]
    assert "Nu is" not in " ".join(told(YEAR)), "paper has no day of its own"


@pytest.mark.parametrize("drawing", [POOL, TERM, YEAR, *OTHERS], ids=lambda drawing: type(drawing).__name__)
def test_it_fits_and_nothing_that_an_author_wrote_is_left_out(drawing: Drawing) -> None:
    """Seen red with flows that skip an organ left out, and with names longer than the line."""
    at = start(drawing, date(2026, 11, 30))
    for width in (24, 36, 76, 120):
        drawn = text(drawing, width, at)
        assert max(map(len, drawn)) <= width
        words = " ".join(" ".join(drawn).split())
        spoken = " ".join(told(drawing, at))
        for word in _texts(msgspec.to_builtins(drawing)):
            assert word in spoken
            assert all(part in words for part in word.split())


def _texts(data: object) -> list[str]:
    match data:
        case dict():
            skip = ("soort", "op", "eenheid", "wisselt", "daarna")
            return [text for key, value in data.items() if key not in skip for text in _texts(value)]
        case list() | tuple():
            return [text for value in data for text in _texts(value)]
    return [data] if isinstance(data, str) else []


def test_no_tone_stands_without_a_mark_of_its_own() -> None:
    seats = {mark.strip(): tone for mark, tone in draw(POOL, 76)[1]}
    assert len(seats) == 5
    assert seats["●"] is Tone.GOOD
    assert seats["○"] is Tone.BAD


@pytest.mark.parametrize(
    "drawing",
    [
        msgspec.structs.replace(POOL, cons=None),
        msgspec.structs.replace(POOL, seats=0),
        msgspec.structs.replace(POOL, seats=20),
        msgspec.structs.replace(POOL, present=12),
        msgspec.structs.replace(TERM, unit=None),
        msgspec.structs.replace(TERM, moments=TERM.moments[::-1]),
        msgspec.structs.replace(TERM, moments=TERM.moments[:1]),
        msgspec.structs.replace(TERM, today="15-4"),
        msgspec.structs.replace(YEAR, today="31-9"),
        Deciding(title="x", organs=(), flows=(Flow(origin="a", target="b", what="c"),)),
        Structure(title="x", units=(Unit(name="a", under="a"),)),
        # three that would be drawn without end, or not at all
        Structure(title="x", units=(Unit(name="a"), Unit(name="a", under="a"))),
        Structure(title="x", units=(Unit(name="a"), Unit(name=""))),
        Structure(title="x", units=(Unit(name="a"), Unit(name=" ", under="a"))),
        Procedure(title="x", steps=()),
        Bars(title="x", unit="euro", bars=()),
        Bars(title="x", unit="euro", bars=(Bar(name="y", shares=(Share(name="z", amount=0.0),)),)),
    ],
)
def test_what_cannot_be_so_is_refused(drawing: Drawing) -> None:
    assert list(faults(drawing))


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (223.5, "euro", "223,50"),
        (1305.79, "euro", "1.305,79"),
        (1250.0, "euro", "1.250"),
        (30.2, "miljoen euro", "30,2"),
        (84.0, "miljoen euro", "84"),
    ],
)
def test_cents_have_two_digits_and_millions_do_not(value: float, unit: str, written: str) -> None:
    assert amount(value, unit) == written
