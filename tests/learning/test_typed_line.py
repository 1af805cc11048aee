"""Lines that are commands, and lines that are answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.learning.samples import ITEMS
from tutor.learning.answers import Confidence
from tutor.learning.typed_line import LETTERS, Command, certainty, command, read
from tutor.model import Item


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


def test_certainty_stands_behind_an_answer_and_never_alone() -> None:
    assert certainty("a zeker") == ("a", Confidence.SURE)
    assert certainty("1a 2b, denk ik") == ("1a 2b", Confidence.THINK)
    assert certainty("zeker") == ("zeker", None)


@given(st.sampled_from(ITEMS), st.text() | st.text(alphabet=f"{LETTERS}0123456789 ,.)"), st.integers(0, 9))
def test_reading_a_line_never_fails(item: Item, line: str, seed: int) -> None:
    assert read(item, seed, line) is not None
