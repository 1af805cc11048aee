"""TOML within bounds."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.content.toml import parse


def codes(text: str) -> list[str]:
    return [problem.code for problem in parse(text, "bestand.toml")[1]]


@pytest.mark.parametrize(
    ("fits", "beyond"),
    [
        ("a = " + "[" * 8 + "]" * 8, "a = " + "[" * 9 + "]" * 9),
        ("a = " + "{a = " * 8 + "1" + "}" * 8, "a = " + "{a = " * 9 + "1" + "}" * 9),
        ("a.b.c.d.e.f.g.h = 1", "a.b.c.d.e.f.g.h.i = 1"),
        ("[a.b.c.d.e.f.g.h]", "[a.b.c.d.e.f.g.h.i]"),
        ('"a"."b"."c"."d"."e"."f"."g"."h" = 1', '"a"."b"."c"."d"."e"."f"."g"."h"."i" = 1'),
        ("a = 999999999999999", "a = 1000000000000000"),
        ("a = -999999999999999", "a = -1000000000000000"),
        ("a = 999999999999999.0", "a = 1e15"),
        ("a = 0x38d7ea4c67fff", "a = 0x38d7ea4c68000"),
    ],
)
def test_at_the_limit_and_one_beyond(fits: str, beyond: str) -> None:
    assert codes(fits) == []
    assert codes(beyond) in (["toml-te-diep"], ["getal-buiten-grenzen"])


@pytest.mark.parametrize(
    "text",
    [
        "a=" + "[" * 100_000 + "]" * 100_000,
        "a=" + "{a=" * 5_000 + "1" + "}" * 5_000,
        ".".join(["a"] * 20_000) + "=1",
        "[" + ".".join(["a"] * 3_000) + "]\n" + "".join(f"k{number}=1\n" for number in range(3_000)),
        "a=" + "9" * 5_000,
        "a=0x" + "f" * 100_000,
        'a="""' + "x\n" * 60_000,
        "[[a]]\nx=1\n" * 10_000,
        'a="' + "\\u0041" * 20_000 + '"',
        "'" * 100_000,
        '"' * 100_001,
        "a=1" + "\\" * 100_000,
    ],
)
def test_nothing_takes_long(text: str) -> None:
    start = time.process_time()
    parse(text, "bestand.toml")
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a = ", "Deze waarde klopt niet; zet tekst tussen dubbele aanhalingstekens. (kolom 5)"),
        ("a = 1,60", "Een getal schrijf je hier met een punt: 1.60. (kolom 6)"),
        ("a = “b”", '“ is een krullend aanhalingsteken; TOML wil rechte: ". (kolom 5)'),
        ("a = ‘b’", '‘ is een krullend aanhalingsteken; TOML wil rechte: ". (kolom 5)'),
        ('b = 1\na = "x” # y', "Een tekst is niet afgesloten met een aanhalingsteken. (kolom 12)"),
        ("a =\u00a01", "Hier staat een bijzondere spatie, die je niet ziet. Typ een gewone spatie. (kolom 4)"),
        ('a\u202f= "b"', "Hier staat een bijzondere spatie, die je niet ziet. Typ een gewone spatie. (kolom 2)"),
        ("a", "Na een sleutel hoort een =-teken. (kolom 2)"),
        ("a = 1\na = 2", "Deze sleutel staat er al. (kolom 6)"),
        ("[a]\n[a]", "Deze tabel staat er al. (kolom 3)"),
        ("[a\n", "De kop van een tabel eindigt met ]. (kolom 3)"),
        ("[[a]\n", "De kop van een lijst van tabellen eindigt met ]]. (kolom 4)"),
        ("a = [1, 2", "Deze lijst is niet afgesloten met ]. (kolom 10)"),
        ("a = {b = 1", "Deze tabel is niet afgesloten met }. (kolom 11)"),
        ('a = "b', "Een tekst is niet afgesloten met een aanhalingsteken. (kolom 7)"),
        ('a = "b\n"', "Een tekst is niet afgesloten met een aanhalingsteken op dezelfde regel. (kolom 7)"),
        ("a = 'b", "Een tekst is niet afgesloten met een aanhalingsteken. (kolom 7)"),
        ('a = """b', "Een tekst is niet afgesloten met een aanhalingsteken. (kolom 9)"),
        ('a = "\\q"', "Een backslash in een tekst met dubbele aanhalingstekens schrijf je als \\\\. (kolom 8)"),
        ('a = "\\uzzzz"', "Deze \\u-code klopt niet. (kolom 8)"),
        ('a = "\\ud800"', "Deze \\u-code is geen teken. (kolom 12)"),
        ("a = 2026-02-30", "Deze datum bestaat niet; schrijf jaar-maand-dag, zoals 2026-11-23. (kolom 5)"),
        ("= 1", "Deze regel is geen sleutel, tabel of opmerking. (kolom 1)"),
        ("[]", "Hier begint geen geldige sleutel. (kolom 2)"),
        ("a = 1 b = 2", "Na een waarde begint een nieuwe regel. (kolom 7)"),
        ("a = {b = 1, b = 2}", "Deze sleutel staat er al. (kolom 18)"),
        ("a = {b = 1}\na.c = 2", "Deze tabel past niet bij wat er al staat. (kolom 8)"),
    ],
)
def test_faults_are_explained_in_dutch(text: str, message: str) -> None:
    (problem,) = parse(text, "bestand.toml")[1]
    assert problem.code == "toml"
    assert problem.message == message


@given(st.text())
def test_any_text_is_a_document_or_problems(text: str) -> None:
    document, problems = parse(text, "bestand.toml")
    assert (document is None) == bool(problems)
    if document:
        assert document.at("a", 0).line >= 1


def test_lines_count_from_where_the_text_starts() -> None:
    document, _ = parse("a = 1\nb = 2", "les.md", first_line=2)
    assert document
    assert document.at("b") == ("les.md", 3)
    assert document.at("b", "c", 4) == ("les.md", 3)
    assert document.at("z") == ("les.md", 2)
