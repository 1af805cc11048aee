"""Reading typed numbers and words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.learning.wording import closest, normalise, read_number, same_unit, show_number


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("12", 12, ""),
        (" 1.305,79 ", 1305.79, ""),
        ("€ 50", 50, "euro"),
        ("€50,-", 50, "euro"),
        ("1.570.000 euro", 1570000, "euro"),
        ("3.5", 3.5, ""),
        ("3.500", 3500, ""),
        ("1 200", 1200, ""),
        ("20%", 20, "procent"),
        ("12 leden", 12, "leden"),
        ("-3", -3, ""),
        ("1.5,2", None, ""),
        ("", None, ""),
        ("twaalf", None, ""),
        ("²", None, ""),
    ],
)
def test_numbers_are_read_as_the_dutch_write_them(text: str, value: float | None, unit: str) -> None:
    read = read_number(text)
    assert read == (None if value is None else (value, unit))


@given(st.integers(-(10**9), 10**9).map(lambda n: n / 100))
def test_a_number_shown_reads_back(value: float) -> None:
    read = read_number(show_number(value))
    assert read is not None
    assert read[0] == pytest.approx(value)


@given(st.text())
def test_reading_never_fails(text: str) -> None:
    read_number(text)
    closest(text, ("amendement", "motie"))
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("given_unit", "asked", "same"),
    [
        ("", "leden", True),
        ("lid", "leden", True),
        ("week", "weken", True),
        ("weken", "weken", True),
        ("maand", "maanden", True),
        ("€", "euro", True),
        ("dagen", "weken", False),
        ("x", "", True),
    ],
)
def test_units(given_unit: str, asked: str, same: bool) -> None:
    assert same_unit(given_unit, asked) is same


def test_short_words_are_not_guessed_at() -> None:
    assert closest("apv", ("app",)) is None
    assert closest("motei", ("motie", "amendement")) == "motie"
