"""One profile in two windows: each takes in what was done in the other, and says so once.

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


def test_a_window_says_that_another_one_stored_something(tmp_path: Path) -> None:
    home = tmp_path / "thuis"
    Laptop(home).run("regel", "--profiel", "Bram", "--nieuw", "stop")
    Laptop(home).run("regel", "--profiel", "Anna", "--nieuw", "stop")
    with Terminal(home, "regel", "--profiel", "Anna") as window:
        line_mode(window)
        Laptop(home).run("regel", "--profiel", "Bram", "les rollen-01")
        window.press("les rollen-02\r")
        window.until(lambda: "Enter = verder" in window.text, "step")
        window.press("menu\r")
        window.until(lambda: "Terug in het menu" in window.text, "menu")
        assert ELSEWHERE not in " ".join(window.text.split()), "neither Bram nor this window itself is another window"
        Laptop(home).run("regel", "--profiel", "Anna", "les rollen-01")
        window.press("acties\r")
        window.until(lambda: ELSEWHERE in " ".join(window.text.split()), "message")


def test_each_window_takes_in_what_the_other_did(tmp_path: Path) -> None:
    home = tmp_path / "thuis"
    Laptop(home).run("regel", "--profiel", "Anna", "--nieuw", "stop")
    with Terminal(home) as app, Terminal(home, "regel") as lines:
        line_mode(lines)
        app.until(lambda: "Welkom!" in app.text, "tour")
        app.press(ESCAPE)
        app.until(lambda: "Welkom!" not in app.text, "end of the tour")
        lines.press("les rollen-01\r")
        lines.until(lambda: "Enter = verder" in lines.text, "step")
        lines.press("menu\r")
        app.press("v")
        app.until(lambda: "Wanneer je leerde" in app.text, "progress")
        app.press(ESCAPE)
        app.until(lambda: "Ga verder: Wie bestuurt de gemeente?" in app.text, "what the other window did")
        app.until(lambda: "In een ander venster" in app.text, "message")
        app.press("1")
        app.until(lambda: "stap 1 van" in app.place, "lesson")
        app.press(ENTER)
        app.until(lambda: "Raad eens" in app.text, "guess")
        lines.press("les rollen-01\r")
        lines.until(lambda: "stap 2 van" in lines.text, "place of the other window")


def test_the_real_size_of_a_terminal_counts(tmp_path: Path) -> None:
    """Not what a program exported that ran `resize`; also when the window changes, as when somebody zooms.

    Seen red with: `COLUMNS` and `LINES` left to Textual: a screen of which only the last line is seen.
    """
    home = tmp_path / "thuis"
    Laptop(home).run("regel", "--profiel", "Anna", "--nieuw", "stop")
    for given in ({"COLUMNS": "200", "LINES": "60"}, {"COLUMNS": "30", "LINES": "8"}, {"COLUMNS": "0", "LINES": "0"}):
        with Terminal(home, "--profiel", "Anna", environ=given) as app:
            for rows, columns in ((24, 80), (40, 120), (16, 50)):
                app.resize(rows, columns)

                def fits(last: int = rows - 1, across: int = columns) -> bool:
                    top = app.rows[0].rstrip()
                    return "Raadstutor" in top and len(top) > across - 6 and "Hulp" in app.rows[last]

                app.until(fits, f"screen of {columns} by {rows} with {given}")
