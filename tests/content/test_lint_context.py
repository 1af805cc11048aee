"""Sentences, words and syllables of Dutch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.content.lint_context import ease, sentences, syllables, words


@pytest.mark.parametrize(
    "text",
    [
        "De vergoeding is € 1.305,79 per maand | Dat is veel",
        "Het begint om 19.30 uur | Wees op tijd",
        "B en W besluiten | Dat is het college",
        "Dat doet B en W | Zij besluiten",
        "Zie art. 12, lid 2 | Lees ook art. 13",
        "Mevr. A. Bakker mailt dhr. Demir",
        "Dat mag bijv. Nel Brouwer vragen, d.w.z. Ieder raadslid",
        "Er zijn 23 | Dat telt Nel",
        "1. De raad praat | 2. De raad stemt",
        "‘Houd het bad open!’ zegt ze | ‘Mag dat?’ vraagt Nel",
        "Zij zegt: ‘Nee.’ | Dan gaat ze weg",
        "En dan …? | Niets",
        "Op 15 november 2026 | Dan pas",
        "Vraag 3 | Wat nu?",
        "Dat kost ca. 40 euro | Klaar",
        "Is de heer J.P. Slot er? | Ja",
    ],
)
def test_where_sentences_end(text: str) -> None:
    parts = [part.strip() for part in text.split("|")]
    ended = [part if part[-1] in ".!?’" else f"{part}." for part in parts]
    assert list(sentences(" ".join(ended))) == ended


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Het is 19.30 uur.", ["Het", "is", "19.30", "uur"]),
        ("€ 1.305,79 of 20%!", ["1.305,79", "of", "20%"]),
        ("B&W doen e-learning, d.w.z. foto’s.", ["B&W", "doen", "e-learning", "d.w.z", "foto’s"]),
        ("‘raad’ (college) – één", ["raad", "college", "één"]),
        ("artikel 155a en 2:4", ["artikel", "155a", "en", "2:4"]),
        ("… – ? 12.", ["12"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert list(words(text)) == expected


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *[("raad", 1), ("college", 3), ("burgemeester", 4), ("gemeente", 3), ("financiën", 4), ("beïnvloeden", 4)],
        *[("eeuw", 1), ("nieuwe", 2), ("situatie", 4), ("bureau", 2), ("actie", 2), ("yoga", 2), ("OZB", 3)],
        *[("quorum", 2), ("ei", 1), ("geïnteresseerd", 5), ("moties", 2), ("reglement", 3), ("12", 1), ("vrij", 1)],
    ],
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_reading_ease_follows_the_formula() -> None:
    """Four words in two sentences, five syllables: 206.84 - 0.93 * 2 - 77 * 5 / 4."""
    assert ease(["De raad telt. Ik luister."]) == pytest.approx(206.84 - 0.93 * 5 / 2 - 77 * 6 / 5)
    assert ease(["De motie.", "De motie."]) == pytest.approx(206.84 - 0.93 * 2 - 77 * 3 / 2)


def test_a_word_of_the_glossary_counts_two_syllables() -> None:
    assert ease(["Burgemeester."], {"burgemeester"}) == pytest.approx(206.84 - 0.93 - 77 * 2)
    assert ease(["Burgemeester."]) == pytest.approx(206.84 - 0.93 - 77 * 4)


def test_nothing_to_read_has_no_ease() -> None:
    assert ease([]) is None
    assert ease(["…"]) is None


@given(st.text())
def test_sentences_lose_no_words(text: str) -> None:
    assert [word for sentence in sentences(text) for word in words(sentence)] == list(words(text))
