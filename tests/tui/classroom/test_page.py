"""A page of the beamer as text with its looks."""

from __future__ import annotations

from tutor.classroom.slide import LINES, RoundOfVotes, Slide, pages
from tutor.classroom.votes import shares
from tutor.tui.classroom.page import sheet


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
