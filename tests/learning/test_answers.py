"""In which order options are shown, and lines that are commands or answers."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.learning.samples import ALL_KINDS, DILEMMA, GAPS, MATCHING, MULTIPLE, ORDERING, SINGLE
from tutor.learning.answers import (
    LETTERS,
    Command,
    Confidence,
    Join,
    certainty,
    command,
    keeps_order,
    read,
    shown_order,
)
from tutor.model import Item, Single


@given(st.integers(0, 2**32), st.sampled_from((SINGLE, MULTIPLE, ORDERING, MATCHING, DILEMMA)))
def test_the_order_is_a_shuffle_and_the_same_seed_gives_the_same(seed: int, item: Item) -> None:
    order = shown_order(item, seed)
    assert sorted(order) == list(range(len(order)))
    assert order == shown_order(item, seed)


@given(st.integers(0, 2**32))
def test_parts_are_never_shown_in_the_right_order(seed: int) -> None:
    assert shown_order(ORDERING, seed) != (0, 1, 2)


def test_seeds_move_the_key() -> None:
    assert {shown_order(SINGLE, seed).index(0) for seed in range(50)} == {0, 1, 2}


def _with_texts(*texts: str) -> Single:
    options = tuple(
        msgspec.structs.replace(option, text=text) for option, text in zip(SINGLE.options, texts, strict=True)
    )
    return msgspec.structs.replace(SINGLE, options=options)


@pytest.mark.parametrize(
    "texts",
    [
        ("9 leden", "12 leden", "23 leden"),
        ("vóór 30 april", "vóór 15 juli", "vóór 15 november"),
        ("€ 5", "€ 50", "€ 9"),
    ],
)
def test_numbers_and_dates_keep_their_order(texts: tuple[str, str, str]) -> None:
    assert keeps_order(texts)
    assert {shown_order(_with_texts(*texts), seed) for seed in range(30)} == {(0, 1, 2)}


def test_an_author_can_fix_the_order() -> None:
    fixed = msgspec.structs.replace(SINGLE, fixed=True)
    assert {shown_order(fixed, seed) for seed in range(30)} == {(0, 1, 2)}


def test_words_with_a_number_in_them_are_shuffled() -> None:
    assert not keeps_order(("De 23 leden samen", "Twee wethouders", "Het college"))


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("?", Command.HELP),
        ("hulp", Command.HELP),
        (" Stop ", Command.STOP),
        ("MENU", Command.MENU),
        ("weet niet", Command.GIVE_UP),
        ("Weet ik niet", Command.GIVE_UP),
        ("terug", Command.UNDO),
        ("terug naar de raad", None),
        ("a", None),
        ("", None),
    ],
)
def test_a_command_is_the_whole_line(line: str, meant: Command | None) -> None:
    assert command(line) is meant


def test_gaps_are_lettered_as_sides_are_joined() -> None:
    order = shown_order(GAPS, 3)
    letters = [LETTERS[order.index(right)] for right in (0, 1)]
    assert read(GAPS, 3, f"1{letters[0]} 2{letters[1]}") == Join((0, 1))
    assert read(GAPS, 3, "1a") == "Geef elk getal van 1 tot en met 2 een letter, bijvoorbeeld 1a."


def test_certainty_stands_behind_an_answer_and_never_alone() -> None:
    assert certainty("a zeker") == ("a", Confidence.SURE)
    assert certainty("1a 2b, denk ik") == ("1a 2b", Confidence.THINK)
    assert certainty("zeker") == ("zeker", None)


@given(st.sampled_from(ALL_KINDS), st.text() | st.text(alphabet=f"{LETTERS}0123456789 ,.)"), st.integers(0, 9))
def test_reading_a_line_never_fails(item: Item, line: str, seed: int) -> None:
    assert read(item, seed, line) is not None
