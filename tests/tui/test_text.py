"""The door for text, and what stands behind it."""

from __future__ import annotations

import pytest
from rich.text import Text
from textual.content import Content

from tests.tui.helpers import HOSTILE
from tutor.tui.text import REPLACEMENT, clean, harden, line, lines, plain, wrapped

STEERING = [chr(code) for code in (*range(9), *range(11, 32), *range(127, 160), 0x200B, 0x202E, 0x2066, 0xFEFF)]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_only_text(text: str) -> None:
    content = line((text, "bold"), " en ", plain(text))
    assert content.plain == f"{clean(text)} en {clean(text)}"
    assert all(not getattr(span.style, "meta", None) for span in content.spans)


@pytest.mark.parametrize("sign", STEERING)
def test_characters_that_steer_a_terminal_become_visible(sign: str) -> None:
    assert clean(f"a{sign}b") == f"a{REPLACEMENT}b"


def test_lines_stay_and_tabs_become_spaces() -> None:
    assert clean("a\r\nb\n\tc") == "a\nb\n c"


@pytest.mark.parametrize("sign", STEERING)
def test_textual_and_rich_refuse_what_comes_by_another_way(sign: str) -> None:
    """Fails when Textual or Rich moved the tables that `harden` fills."""
    harden()
    assert sign not in Content(f"a{sign}b").plain
    assert sign not in Text(f"a{sign}b").plain


def test_hardening_keeps_lines() -> None:
    harden()
    assert Content("a\nb\tc").plain == "a\nb\tc"


def test_parts_below_each_other() -> None:
    assert lines("a", ("b", "bold"), plain("c")).plain == "a\nb\nc"


def test_a_dash_keeps_its_indent() -> None:
    found = [part.plain.rstrip() for part in wrapped(plain("kop\n  – een twee drie vier"), 12)]
    assert found == ["kop", "  – een twee", "    drie", "    vier"]
