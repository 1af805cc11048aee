"""Hostile text in a real pseudo-terminal: every byte that arrives there belongs to a small grammar, or is plain text.

Seen red with: a `clean` and a `harden` that let U+009B pass; a beamer that sets the title of its window.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.figures import Figures
from tests.hostile.grammar import read
from tests.hostile.strings import EVERY

if sys.platform != "win32":
    import termios

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals of POSIX")

pty = pytest.importorskip("pty", reason="pseudo-terminals are of POSIX")
WINDOWS = ("app", "bediening", "scherm")
SIZE = (100, 250)
"""Rows and columns."""


def shown_by(name: str, target: Path, *more: str) -> tuple[bytes, dict[str, list[str]], dict[str, str]]:
    """What a window sends to its terminal, which places it showed on which screen, and the signs of places."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, SIZE)
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    command = [sys.executable, "-m", "tests.hostile.window", name, str(target), *more]
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
    )
    os.close(theirs)
    raw = bytearray()
    try:
        while part := os.read(ours, 1 << 16):
            raw += part
    except OSError:  # the other end was closed
        pass
    os.close(ours)
    assert process.wait() == 0, raw[-2000:].decode("utf-8", "replace")
    report = json.loads(target.read_text(encoding="utf-8"))
    return bytes(raw), report["shown"], report["signs"]


def test_the_grammar_itself() -> None:
    sent, strange, text = read(b"\x1b[1;31mrood\x1b[0m\x1b[2;3H\xc3\xa9\x1b]22;default\x07")
    assert (sent.total(), strange, text.split()) == (4, set(), ["rood", "é"])


@pytest.mark.parametrize("string", [string for string in EVERY if not string.isprintable()], ids=ascii)
def test_the_grammar_knows_a_stranger(string: str) -> None:
    if string in ("a\nb", "\x1b[31;5m", "\x1b[8m", "\x1b[1;1Hnep", "\x1b[?1049h", "\x1b[?1003h", "\x1b[?25l"):
        pytest.skip("the app says this itself: the text around it tells")
    assert read(string.encode("utf-8", "surrogatepass"))[1]


def test_only_our_own_sequences_reach_the_terminal(tmp_path: Path) -> None:
    raw, shown, signs = shown_by("scherm", tmp_path / "verslag.json")
    _, strange, text = read(raw)
    assert strange == set()
    assert all(signs[place] in text for places in shown.values() for place in places)


@pytest.mark.long
@pytest.mark.figures("Bytes of a window with hostile text, in a terminal")
@pytest.mark.parametrize("name", WINDOWS)
def test_every_hostile_text_in_a_terminal(name: str, tmp_path: Path, figures: Figures) -> None:
    raw, shown, signs = shown_by(name, tmp_path / "verslag.json", "alle")
    sent, strange, text = read(raw)
    places = {place for found in shown.values() for place in found}
    figures(window=name, texts=len(EVERY), places=len(places), screens=len(shown), bytes=len(raw), sent=sent.total())
    assert strange == set()
    assert all(signs[place] in text for place in places)
    assert sent["mode on or off"] < 30
    for sequence in ("\x1b[31;5m", "\x1b[1;1Hnep", "\x1b[?1049h", "\x1b[?1003h"):
        assert sequence.replace("\x1b", "\ufffd") in text  # so the sequence that was sent is not the one of the text
