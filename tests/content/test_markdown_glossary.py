"""Terms become links once, where they come by first, and nothing else changes."""

from __future__ import annotations

import re
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.content.pack import shipped
from tests.learning.samples import LESSON
from tutor.content.markdown import MOST_LINKS, link_terms, parse
from tutor.model import Lesson, Term

TERMS = (
    Term(id="motie", term="motie", also=("moties",), explanation="x"),
    Term(id="motie-vreemd", term="motie vreemd aan de orde van de dag", also=("motie vreemd",), explanation="x"),
    Term(id="raad", term="raad", explanation="x"),
)


def _lesson(*texts: str) -> Lesson:
    steps = tuple(msgspec.structs.replace(LESSON.steps[n], text=text) for n, text in enumerate(texts))
    return replace(LESSON, steps=steps)


def _linked(*texts: str) -> list[str]:
    return [step.text for step in link_terms(_lesson(*texts), TERMS).steps]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De raad en de raad.", "De [raad](begrip:raad) en de raad."),
        ("Raad!", "[Raad](begrip:raad)!"),
        ("Twee moties.", "Twee [moties](begrip:motie)."),
        ("Een **motie**.", "Een **[motie](begrip:motie)**."),
        (
            "| raad | x |\n|---|---|\n| motie | y |",
            "| [raad](begrip:raad) | x |\n|---|---|\n| [motie](begrip:motie) | y |",
        ),
        ("Een motie vreemd.", "Een [motie vreemd](begrip:motie-vreemd)."),
        ("[motie](begrip:motie) en motie", "[motie](begrip:motie) en motie"),
        ("[de raad van nu](stap:kern) zegt raad", "[de raad van nu](stap:kern) zegt [raad](begrip:raad)"),
        ("raadslid, raad-huis, `raad`", "raadslid, raad-huis, `raad`"),
        ("Niets.", "Niets."),
    ],
)
def test_first_use(text: str, expected: str) -> None:
    assert _linked(text) == [expected]


def test_once_in_a_lesson_also_when_the_author_links_it_later() -> None:
    assert _linked("Een motie.", "Nog een motie.") == ["Een [motie](begrip:motie).", "Nog een motie."]
    assert _linked("Een motie.", "[motie](begrip:motie)") == ["Een motie.", "[motie](begrip:motie)"]


def test_no_more_links_than_digits() -> None:
    full = " ".join(f"[{n}](stap:kern)" for n in range(MOST_LINKS))
    assert _linked(f"{full} raad", "raad") == [f"{full} raad", "[raad](begrip:raad)"]


@given(st.text(alphabet="raadmotie []()|*`.\n-", max_size=80))
def test_only_links_are_added(text: str) -> None:
    (after,) = _linked(text)
    assert re.sub(r"\[([^\]]*)\]\(begrip:[a-z-]+\)", r"\1", after) == text


def test_shipped_lessons_still_parse_and_link_what_exists() -> None:
    catalogue = shipped()
    added = 0
    for lesson in catalogue.lessons.values():
        for before, after in zip(lesson.steps, link_terms(lesson, catalogue.terms).steps, strict=True):
            targets = re.findall(r"\]\(begrip:([a-z0-9-]+)\)", after.text)
            assert set(targets) <= catalogue.glossary.keys()
            assert [token.type for token in parse(after.text)] == [token.type for token in parse(before.text)]
            added += after.text != before.text
    assert added
