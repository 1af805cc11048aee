"""A page of the beamer as text with its looks."""

from __future__ import annotations

from tutor.classroom.slide import LINES, Slide, pages
from tutor.tui.classroom.page import sheet


def shown(slide: Slide, *votes: tuple[str, tuple[int, ...]]) -> list[str]:
    (page,) = pages(slide, votes)
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
        f" A   1 {'▒' * 10} 2",
        f"     2 {'█' * 20} 4",
        f" B   1 {'▒' * 20} 4",
        "     2  0",
    ]


def test_a_paragraph_that_looks_like_an_option_or_a_bar_is_a_paragraph() -> None:
    """Seen red when looks were read from the text: letters got a badge, and the bar lost its words."""
    texts = ("A  is de eerste letter", "B✓ zo ziet een goed antwoord eruit", "C  █ 3")
    (page,) = pages(Slide(title="Tekens", text=texts))
    content = sheet(page, LINES)
    assert [line for line in content.plain.splitlines()[3:] if line] == list(texts)
    assert not any("reverse" in str(span.style) for span in content.spans)
