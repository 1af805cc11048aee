"""One profile in two windows: the second one says so, and each takes in what was done in the other.

Seen red with: a home screen that does not look at the log again.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

if os.name != "posix":
    pytest.skip("pseudo-terminals of POSIX", allow_module_level=True)

from tests.e2e.laptop import Laptop
from tests.e2e.terminal import ENTER, ESCAPE, Terminal
from tutor.service.phrases import ELSEWHERE


def line_mode(terminal: Terminal) -> str:
    """What stands there once line mode asks for a command."""
    terminal.until(lambda: "Opdracht" in terminal.text, "prompt")
    return " ".join(terminal.text.split())


def test_the_second_window_says_so_and_a_killed_one_leaves_no_lock(tmp_path: Path) -> None:
    home = tmp_path / "thuis"
    Laptop(home).run("regel", "--profiel", "Bram", "stop")
    Laptop(home).run("regel", "--profiel", "Anna", "stop")
    with Terminal(home, "regel") as first:
        assert ELSEWHERE not in line_mode(first)
        with Terminal(home, "regel", "--profiel", "Anna") as second:
            assert ELSEWHERE in line_mode(second)
            with Terminal(home, "regel", "--profiel", "Bram") as other:
                assert ELSEWHERE not in line_mode(other)
            first.kill()
            with Terminal(home, "regel", "--profiel", "Anna") as third:
                assert ELSEWHERE in line_mode(third)
            second.kill()
    with Terminal(home, "regel", "--profiel", "Anna") as last:
        assert ELSEWHERE not in line_mode(last)


def test_each_window_takes_in_what_the_other_did(tmp_path: Path) -> None:
    home = tmp_path / "thuis"
    Laptop(home).run("regel", "--profiel", "Anna", "stop")
    with Terminal(home) as app, Terminal(home, "regel") as lines:
        line_mode(lines)
        app.until(lambda: "Wie ben je?" in app.text, "profiles")
        app.press("1")
        app.until(lambda: "In één minuut" in app.text and "Dit profiel staat ook" in app.text, "message")
        app.press(ESCAPE)
        app.until(lambda: "In één minuut" not in app.text, "end of the tour")
        lines.press("les rollen-01\r")
        lines.until(lambda: "Enter = verder" in lines.text, "step")
        lines.press("menu\r")
        app.press("v")
        app.until(lambda: "Wanneer je leerde" in app.text, "progress")
        app.press(ESCAPE)
        app.until(lambda: "Ga verder: Wie bestuurt de gemeente?" in app.text, "what the other window did")
        app.press("1")
        app.until(lambda: "stap 1 van" in app.place, "lesson")
        app.press(ENTER)
        app.until(lambda: "Raad eens" in app.text, "guess")
        lines.press("les rollen-01\r")
        lines.until(lambda: "Stap 2 van" in lines.text, "place of the other window")
