"""What is around the program when it starts: closed streams, settings of others, bytes that are no text.

Seen red with: a stream that stays None; `TEXTUAL` kept in the environment; a size from the environment on a terminal.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import tutor.cli as cli
from tests.content.pack import Pack
from tests.e2e.laptop import Laptop
from tutor.cli.output import Exit

COMMAND = [sys.executable, "-m", "tutor"]
POSIX = pytest.mark.skipif(os.name != "posix", reason="streams and bytes of POSIX")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RAADSTUTOR_HOME", str(tmp_path / "thuis"))
    return tmp_path


@POSIX
@pytest.mark.parametrize(
    ("words", "code"), [("regel <&-", 0), ("inhoud >&-", 0), ("onzin 2>&-", 2), ("regel <&- >&- 2>&-", 0)]
)
def test_a_stream_that_was_closed_is_empty(words: str, code: int, home: Path) -> None:
    line = f'"{sys.executable}" -m tutor {words}'
    assert subprocess.run(["/bin/sh", "-c", line], capture_output=True, check=False).returncode == code
    assert not list(home.rglob("fout-*"))


def test_settings_of_others_are_forgotten() -> None:
    given = {"TEXTUAL": "debug", "TEXTUAL_LOG": "f", "TERM": "x", "COLUMNS": "200", "LINES": "60"}
    drawing, piped = dict(given), dict(given)
    cli._drop_settings_of_others(drawing, drawing=True)
    cli._drop_settings_of_others(piped, drawing=False)
    assert drawing == {"TERM": "x"}
    assert piped == {"TERM": "x", "COLUMNS": "200", "LINES": "60"}


def test_they_are_forgotten_before_textual_is_loaded() -> None:
    script = "import os, sys; from tutor.cli import main; main(['--version']); print(os.environ.get('TEXTUAL'))"
    environment = {**os.environ, "TEXTUAL": "debug"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("None\n")


@POSIX
@pytest.mark.parametrize("words", [["regel", "vraag"], ["regel", "notitie"], ["zoek"], ["regel", "--profiel"]])
def test_bytes_that_are_no_text_are_no_crash(words: list[str], home: Path) -> None:
    given = [*(word.encode() for word in words), b"raad\xff\xfe \xed\xa0\x80"]
    done = subprocess.run([*map(os.fsencode, COMMAND), *given], input=b"", capture_output=True, check=False)
    assert done.returncode in (Exit.OK, Exit.PROBLEMS, Exit.MISUSE), done.stderr
    assert not list(home.rglob("fout-*"))


def test_answers_that_notepad_made_lose_nothing(home: Path) -> None:
    laptop = Laptop(home / "laptop")
    out = laptop.run("regel", "--profiel", "Samira", "--nieuw", typed="\ufeffquiz rollen-01\r\nstop\r\n").out
    assert "Vraag 1 van" in out


LONG = "x" * 300


@pytest.mark.parametrize("verb", [["controleer"], ["samenvoegen"], ["herhaalset"], ["exporteer", "voortgang"]])
def test_a_name_that_is_too_long_gets_a_sentence(verb: list[str], home: Path) -> None:
    laptop = Laptop(home / "laptop")
    laptop.run("regel", "--profiel", "Samira", "--nieuw", typed="stop\n")
    result = laptop.run(*verb, f"{LONG}.json")
    assert (result.code in (Exit.PROBLEMS, Exit.MISUSE), result.err.count("\n")) == (True, 1)
    assert "de naam is te lang" in result.err


def test_controleer_says_what_was_named_instead_of_the_folder(home: Path) -> None:
    pack = Pack.copy(home)
    laptop = Laptop(home / "laptop")
    (home / "vragen.gift").write_text("::Q1::Wie stelt de APV vast?{=de raad ~het college}", encoding="utf-8")
    for named, says in (
        (home / "vragen.gift", "is een bestand, zo te zien een GIFT-bestand met vragen voor Moodle."),
        (pack.root / "lessons" / "proef" / "01-besluiten.md", "is een bestand, zo te zien een bestand met lessen"),
        (pack.root / "lessons", f"noem de map waar lessons en quizzes in staan: {pack.root}"),
        (pack.root / "quizzes", f"noem de map waar lessons en quizzes in staan: {pack.root}"),
        (home / "weg", "bestaat niet; noem de map"),
    ):
        result = laptop.run("controleer", str(named))
        assert (result.code, result.out, result.err.count("\n")) == (Exit.MISUSE, "", 1), named
        assert says in result.err
    assert laptop.run("controleer", str(pack.root)).code in (Exit.OK, Exit.PROBLEMS)
