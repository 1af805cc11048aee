"""The door for text, and what stands behind it."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from rich.segment import Segment
from rich.text import Text
from textual._border import BORDER_CHARS
from textual.color import Color
from textual.content import Content
from textual.scrollbar import ScrollBarRender

import tutor.tui
from tests.tui.helpers import HOSTILE
from tutor.dates import wrapped_lines
from tutor.tui.text import REPLACEMENT, OldConsole, clean, harden, is_old_console, line, lines, plain, wrapped

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


PAGES = ("cp437", "cp850", "cp1252", "cp1250", "cp1251", "cp1253")
"""What the fonts of old consoles of Windows have, WGL4, has at least the signs of these."""
ALSO = frozenset("←↑→↓↔↕▲►▼◄○●♦♥♣♠−‾")


def old_console_has(sign: str) -> bool:
    def known(page: str) -> bool:
        try:
            return bool(sign.encode(page))
        except UnicodeEncodeError:
            return False

    return sign in ALSO or any(map(known, PAGES))


def test_an_old_console_gets_signs_that_it_has() -> None:
    """Every sign in the code of the windows, and every border and bar of Textual that they use."""
    source = "".join(path.read_text("utf-8") for path in Path(tutor.tui.__file__).parent.rglob("*.py"))
    borders = "".join(
        sign
        for kind in set(re.findall(r"border[a-z-]*: (\w+)", source))
        for row in BORDER_CHARS.get(kind, ())
        for sign in "".join(row)
    )
    bars = "".join((*ScrollBarRender.VERTICAL_BARS, *ScrollBarRender.HORIZONTAL_BARS))
    signs = {
        sign
        for sign in source + borders + bars
        if sign > "\x7f" and unicodedata.category(sign) in ("So", "Sm", "No", "Po")
    }
    (shown,) = OldConsole().apply([Segment("".join(sorted(signs)))], Color(0, 0, 0))
    assert len(shown.text) == len(signs) > 20
    assert [sign for sign in shown.text if not old_console_has(sign)] == []


@pytest.mark.parametrize(
    ("platform", "environ", "old"),
    [("win32", {}, True), ("win32", {"WT_SESSION": "x"}, False), ("linux", {}, False), ("darwin", {}, False)],
)
def test_which_consoles_are_old(platform: str, environ: dict[str, str], old: bool) -> None:
    assert is_old_console(environ, platform) is old


@pytest.mark.parametrize(
    ("text", "width", "seen"),
    [
        ("Dit kost de gemeente € 210.000 per jaar.", 22, ["Dit kost de gemeente", "€ 210.000 per jaar."]),
        ("Dat staat in de wet (artikel 160, lid 1).", 28, ["Dat staat in de wet", "(artikel 160, lid 1)."]),
        ("Zie Gemeentewet, art. 5 en § 3.", 20, ["Zie Gemeentewet,", "art. 5 en § 3."]),
        ("De raad heeft nog € 9,6 miljoen over.", 28, ["De raad heeft nog", "€ 9,6 miljoen over."]),
        ("Wij komen om 20.50 uur terug.", 18, ["Wij komen om", "20.50 uur terug."]),
        ("Dan is het 3 november.", 12, ["Dan is het", "3 november."]),
        ("artikel 160", 9, ["artikel", "160"]),
    ],
)
def test_what_belongs_together_stays_on_one_line(text: str, width: int, seen: list[str]) -> None:
    assert [part.plain for part in plain(text).wrap(width)] == seen
    assert wrapped_lines(text, width) == seen
