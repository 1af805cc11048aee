"""A page of the beamer as text with its looks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Size

from tutor.classroom.slide import LINES, RoundOfVotes, Slide, Space, narrowed, pages
from tutor.classroom.votes import shares
from tutor.tui.classroom.page import LARGE, LARGEST, SMALL, in_blocks, sheet, space_of


def shown(slide: Slide, *votes: tuple[str, tuple[int, ...]]) -> list[str]:
    rounds = [
        RoundOfVotes(name=name, counts=counts, shares=shares(counts, 0, each_once=True)) for name, counts in votes
    ]
    (page,) = pages(slide, rounds)
    return sheet(page, len(page)).plain.splitlines()


def test_options_stand_behind_a_badge_and_wrap_beside_it() -> None:
    text = "Een keuze die niet op één regel van de beamer past, dus hij loopt door."
    slide = Slide(title="Vraag", options=(text, "Nee"), key=frozenset({1}))
    assert shown(slide) == [
        "Vraag",
        " A   Een keuze die niet op één regel van de beamer",
        "     past, dus hij loopt door.",
        "B ✓  Nee",
    ]


def test_rounds_of_an_option_stand_together_with_the_last_one_full() -> None:
    slide = Slide(title="Uitslag", options=("Ja", "Nee"), rounds=("1", "2"))
    assert shown(slide, ("1", (2, 4)), ("2", (4, 0))) == [
        "Uitslag",
        f" A   {'Ja':20} 1 {'▒' * 5} 2 33%",
        f"     {'':20} 2 {'█' * 10} 4 100%",
        f" B   {'Nee':20} 1 {'▒' * 10} 4 67%",
        f"     {'':20} 2  0 0%",
    ]


def test_a_paragraph_that_looks_like_an_option_or_a_bar_is_a_paragraph() -> None:
    """Seen red when looks were read from the text: letters got a badge, and the bar lost its words."""
    texts = ("A  is de eerste letter", "B✓ zo ziet een goed antwoord eruit", "C  █ 3")
    (page,) = pages(Slide(title="Tekens", text=texts))
    content = sheet(page, LINES)
    assert [line for line in content.plain.splitlines()[3:] if line] == list(texts)
    assert not any("reverse" in str(span.style) for span in content.spans)


SIZES = ((40, 12), (46, 12), (80, 24), (200, 60))
QUESTION = Slide(
    title="Mag de wethouder tekenen voordat de raad heeft besloten?",
    text=("De wethouder wil morgen tekenen voor de grond van de nieuwe school. " * 3,),
    options=("Ja, want het college gaat over contracten", "Nee, zolang de raad geen geld heeft gegeven", "Soms"),
)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_page_fits_every_wall_and_no_word_is_lost(size: tuple[int, int]) -> None:
    space = space_of(Size(*size))
    votes = [RoundOfVotes(name=name, counts=(14, 8, 1), shares=(0.61, 0.35, 0.04)) for name in ("1", "2")]
    for rounds in ([], votes):
        found = pages(QUESTION, rounds, space)
        walls = [sheet(page, space.height, size[0]).plain.splitlines() for page in found]
        assert all(len(rows) <= space.height for rows in walls)
        assert all(len(row) <= size[0] for rows in walls for row in rows)
        shown = " ".join(" ".join(row.split()) for rows in walls for row in rows)
        assert all(word in shown for word in f"{QUESTION.title} {QUESTION.text[0]}".split())
        if not rounds:
            assert all(word in shown for option in QUESTION.options for word in option.split())


def test_a_large_wall_shows_all_at_once_with_the_votes_in_large_digits() -> None:
    votes = [RoundOfVotes(name="1", counts=(14, 8, 1), shares=(0.61, 0.35, 0.04))]
    for size, height in ((Size(200, 60), LARGEST), (Size(160, 40), LARGE), (Size(120, 30), SMALL)):
        (page,) = pages(QUESTION, votes, space_of(size))
        shown = sheet(page, space_of(size).height, size.width).plain
        assert "Nee, zolang de raad geen geld heeft gegeven" in shown
        assert all(row.rstrip() in shown for row in in_blocks("14", height)), size
        assert in_blocks("14", SMALL)[0] not in sheet(page, len(page), size.width).plain


@pytest.mark.parametrize("height", [SMALL, LARGE, LARGEST])
def test_numbers_in_blocks_are_told_apart(height: int) -> None:
    assert len({tuple(in_blocks(digit, height)) for digit in "0123456789"}) == 10
    rows = in_blocks("12:05", height)
    assert len(rows) == height
    assert len({len(row) for row in rows}) == 1


@given(st.text(max_size=300), st.lists(st.text(max_size=300), max_size=4), st.integers(20, 92), st.integers(4, 48))
def test_the_trainer_sees_the_page_of_any_wall(title: str, text: list[str], width: int, height: int) -> None:
    for page in pages(Slide(title=title, text=tuple(text), options=("Ja, dat mag", "Nee")), space=Space(width, height)):
        words = "".join("".join(str(row).split()) for row in page)
        assert "".join("".join(str(row).split()) for row in narrowed(page)) == words
        assert len(page) <= height
