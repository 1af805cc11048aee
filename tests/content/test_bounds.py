"""Sizes: what fits is accepted, and one more is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.content.pack import BANK, LESSON, Pack
from tutor.content import markdown
from tutor.content.problem_kinds import Location
from tutor.content.rules import common, texts
from tutor.content.rules.language import MAX_CORE, MAX_FEEDBACK, MAX_SENTENCE, MAX_STEM, MAX_STEP, MAX_WORD
from tutor.content.textfile import MAX_CELLS, MAX_COLUMNS, MAX_LINE, MAX_ROWS, MAX_TEXT, beyond

CORE = "Het besluit zelf blijft gelijk."
REST = "Met een motie zegt de raad wat hij wil. Let op. Een motie bindt het college niet."
STEM = "Welk middel past daarbij?"
SITUATION = "Kofi Mensah wil dat het college langer met de zwemclub praat."
TAIL = "Zoek één oud amendement op. Kijk wat er in het besluit veranderde."
FEEDBACK = "Uitstel geeft het college nog geen opdracht. Vraag er dus om."
TITLE = "Hoe de raad besluit"
PAIR = "Een andere tekst in het besluit"


def first() -> Location:
    return Location("les.md", 1)


def sentences(words: int) -> str:
    return " ".join(["Zo."] * words)


def one_sentence(words: int) -> str:
    return " ".join(["zo"] * words)


def characters(count: int) -> str:
    return ("Zo. " * count)[: count - 1] + "."


def one_word(letters: int) -> str:
    return "a" * letters


def lines(size: int) -> str:
    """That many bytes, in lines of a thousand."""
    return "".join("\n" if at % 1000 == 999 else "a" for at in range(size))


def tokens(count: int) -> str:
    """A paragraph of that many tokens: a line in italics makes three, a plain one two."""
    plain = {0: 0, 1: 2, 2: 1}[count % 3]
    return "\n".join(["*…*"] * ((count - 2 * plain) // 3) + ["…"] * plain)


def blocks(count: int) -> str:
    return "\n\n".join("…" * count)


def depth(count: int) -> str:
    return ">" * count + " …"


@pytest.mark.parametrize(
    ("file", "old", "make", "limit", "code"),
    [
        (LESSON, CORE, sentences, MAX_CORE - len(REST.split()), "lange-stap"),
        (LESSON, TAIL, sentences, MAX_STEP, "lange-stap"),
        (BANK, STEM, sentences, MAX_STEM - len(SITUATION.split()), "lange-vraag"),
        (BANK, FEEDBACK, sentences, MAX_FEEDBACK, "lange-feedback"),
        (LESSON, TAIL, one_sentence, MAX_SENTENCE, "lange-zin"),
        (LESSON, TAIL, one_word, MAX_WORD, "lang-woord"),
        (LESSON, TITLE, characters, common.MAX_TITLE, "tekst-te-lang"),
        (BANK, PAIR, characters, common.MAX_OPTION, "tekst-te-lang"),
        (LESSON, "minuten = 10", "minuten = 10".ljust, MAX_LINE, "regel-te-lang"),
        (LESSON, TAIL, lines, MAX_TEXT, "tekst-te-groot"),
        (LESSON, TAIL, tokens, texts.MAX_TOKENS, "tekst-te-groot"),
        (LESSON, TAIL, blocks, texts.MAX_BLOCKS, "tekst-te-groot"),
        (LESSON, TAIL, depth, texts.MAX_DEPTH, "tekst-te-groot"),
    ],
)
def test_at_the_limit_and_one_more(
    file: str, old: str, make: Callable[[int], str], limit: int, code: str, tmp_path: Path
) -> None:
    pack = Pack.copy(tmp_path)
    pack.replace(file, old, make(limit))
    assert code not in {problem.code for problem in pack.problems()}
    pack.replace(file, make(limit), make(limit + 1))
    assert code in {problem.code for problem in pack.problems()}


def test_situation_and_question_count_together(tmp_path: Path) -> None:
    pack = Pack.copy(tmp_path)
    half = common.MAX_STEM // 2
    pack.replace(BANK, SITUATION, characters(half - 1))
    pack.replace(BANK, STEM, characters(half))
    assert "tekst-te-lang" not in {problem.code for problem in pack.problems()}
    pack.replace(BANK, f'vraag = "{characters(half)}"', f'vraag = "{characters(half + 1)}"')
    assert [problem.path for problem in pack.problems() if problem.code == "tekst-te-lang"] == [BANK]


def table(columns: int, rows: int, before: str = "") -> str:
    row = "|" + "|".join("a" * columns) + "|"
    rule = "|" + "|".join("-" * columns) + "|"
    return "\n".join(f"{before}{line}" for line in [row, rule, *[row] * rows])


@pytest.mark.parametrize("before", ["", "> ", "- ", "  ", "> > ", "> - "])
def test_columns_and_rows_of_a_table(before: str) -> None:
    assert not list(beyond(table(MAX_COLUMNS, MAX_ROWS, before), first))
    assert [problem.line for problem in beyond(table(MAX_COLUMNS + 1, MAX_ROWS, before), first)] == [2]
    assert [problem.line for problem in beyond(table(MAX_COLUMNS, MAX_ROWS + 1, before), first)] == [2]


def test_the_size_of_a_text_is_in_bytes() -> None:
    assert not list(beyond("é" * (MAX_TEXT // 2), first))
    assert list(beyond("é" * (MAX_TEXT // 2) + "a", first))


@pytest.mark.parametrize(
    "text",
    [
        "|a" * 63 + "|\n" + "|-" * 63 + "|\n" + "|\n" * 3900,
        "a\n:-\n" + "|\n" * 3900,
        "a|b\n-|-\n" + "|\n" * 3900,
        "> a|b\n> -|-\n" + "> |\n" * 1900,
        "1. |a|b|\n   |-|-|\n" + "   |\n" * 1500,
        "*  a|b\n   -|-\n" + "   |\n" * 1500,
        "\ta|b\n-|-\n" + "|\n" * 3900,
        "|a|\n|-|\n" + "|\n" * 3900,
        "a\n|-\n" + "x\n" * 3900,
        ("|a" * 8 + "\n" + "|-" * 8 + "\n" + "|\n" * 30 + "\n") * 80,
    ],
)
def test_small_tables_that_would_grow_are_refused_before_parsing(text: str) -> None:
    assert len(text.encode()) <= MAX_TEXT
    assert any(beyond(text, first)) or len(markdown.parse(text)) < 10_000


@given(
    st.lists(
        st.sampled_from(["|", "-", ":", "a", "\n", "\n\n", "> ", "- ", "1. ", "  ", "|-|-|", "|a|b|\n|-|-|\n"]),
        max_size=400,
    )
)
def test_what_is_not_refused_parses_to_few_tokens(parts: list[str]) -> None:
    text = "".join(parts)
    if not any(beyond(text, first)):
        assert len(markdown.parse(text)) <= 5 * len(text) + 5 * MAX_CELLS
