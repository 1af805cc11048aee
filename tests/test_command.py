"""A message names a command as its reader can type it. Seen red with `raadstutor` for everybody."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tutor.system import STARTED_BY, command, quoted, started
from tutor.tui.screens.dialog import _COMMAND

POSIX = pytest.mark.skipif(os.name != "posix", reason="paths of POSIX")

PYTHON = "/een/map/.venv/bin/python"


@POSIX
@pytest.mark.parametrize(
    ("given", "script", "by", "on_path", "start"),
    [
        ([".venv/bin/python", "-m", "tutor", "regel"], "/x/tutor/__main__.py", "make", None, "make run"),
        (["python3", "-I", "/m/start.py"], "/m/start.py", "/een map/R.command", None, "'/een map/R.command'"),
        (["C:/m/python.exe", "C:/m/start.py"], "C:/m/start.py", "/R&D/Raadstutor.cmd", None, "'/R&D/Raadstutor.cmd'"),
        (["python", "-m", "tutor"], "/x/tutor/__main__.py", "", None, "python -m tutor"),
        (["python", "-X", "dev", "-m", "tutor", "-m"], "/x/__main__.py", "", None, "python -X dev -m tutor"),
        (["/een map/python", "-m", "tutor"], "/x/__main__.py", "", None, "'/een map/python' -m tutor"),
        ([PYTHON, "/usr/bin/raadstutor"], "/usr/bin/raadstutor", "", "/usr/bin/raadstutor", "raadstutor"),
        ([PYTHON, "/srv/v/bin/raadstutor"], "/srv/v/bin/raadstutor", "", None, "/srv/v/bin/raadstutor"),
        (
            [PYTHON, "/srv/v/bin/raadstutor"],
            "/srv/v/bin/raadstutor",
            "",
            "/usr/bin/raadstutor",
            "/srv/v/bin/raadstutor",
        ),
        ([PYTHON, "{here}/v/bin/raadstutor"], "{here}/v/bin/raadstutor", "", None, "v/bin/raadstutor"),
        (["python", "-m", "pytest"], "/x/pytest/__main__.py", "", None, "raadstutor"),
        (["python", "-c", "pass"], "-c", "", None, "raadstutor"),
    ],
)
def test_the_command_is_what_started_this_process(
    given: list[str], script: str, by: str, on_path: str | None, start: str
) -> None:
    here = str(Path.cwd())
    assert started([word.format(here=here) for word in given], script.format(here=here), by, on_path) == start


@pytest.mark.parametrize(
    ("word", "posix", "windows"),
    [
        ("C:/Raadstutor/r.cmd", "C:/Raadstutor/r.cmd", "C:/Raadstutor/r.cmd"),
        ("/één map/r", "'/één map/r'", '"/één map/r"'),
        ("/Zoë/r", "/Zoë/r", "/Zoë/r"),
        ("Samira#3f9a", "Samira#3f9a", "Samira#3f9a"),
        ("Jan de Vries", "'Jan de Vries'", '"Jan de Vries"'),
        *((f"/a{sign}b/r", f"'/a{sign}b/r'", f'"/a{sign}b/r"') for sign in "&()^;!$`{}[]"),
        ("/a'b/r", """'/a'"'"'b/r'""", '"/a\'b/r"'),
        ("/100%/r", "/100%/r", "/100%/r"),
        ("/~a/b~1/r", "'/~a/b~1/r'", "/~a/b~1/r"),
    ],
)
def test_a_path_is_one_word_for_the_shell_of_this_computer(word: str, posix: str, windows: str) -> None:
    """Seen red with quotes at spaces alone."""
    assert (quoted(word, "linux"), quoted(word, "darwin"), quoted(word, "win32")) == (posix, posix, windows)


@POSIX
@pytest.mark.parametrize("sign", " &()^;!$`#{}[]'\"\\*?é%~")
def test_a_shell_starts_what_a_message_names(sign: str, tmp_path: Path) -> None:
    place = tmp_path / f"a{sign}b" / "R.command"
    place.parent.mkdir()
    place.write_text("#!/bin/sh\necho gestart $1\n", "utf-8")
    place.chmod(0o755)
    line = f"{started([], '', str(place), None)} regel"
    assert subprocess.check_output(["/bin/sh", "-c", line], encoding="utf-8") == "gestart regel\n"


@POSIX
def test_what_a_message_tells_to_type_can_be_typed(tmp_path: Path) -> None:
    """Seen red with a folder that was two words, and with a warning that was called a fault."""
    said = sh("nieuw pakket 'uit (csv) é'", tmp_path)
    for line in re.findall(r"-m tutor (\w.*)$", said, re.MULTILINE)[-1:]:
        assert "0 fouten" in sh(line, tmp_path)
    told = sh("pakket maak 'uit (csv) é' --naar een.zip", tmp_path)
    assert "0 fouten" in sh(re.search(r"-m tutor (controleer .*)\.$", told, re.MULTILINE)[1], tmp_path)  # type: ignore[index]
    assert "fout" not in sh("pakket bekijk een.zip", tmp_path)


def sh(words: str, folder: Path) -> str:
    """What a command says, typed in a shell."""
    environment = {**os.environ, "RAADSTUTOR_HOME": str(folder / "thuis"), STARTED_BY: ""}
    line = f"{quoted(sys.executable)} -m tutor {words}"
    done = subprocess.run(["/bin/sh", "-c", line], cwd=folder, env=environment, capture_output=True, check=False)
    return (done.stdout + done.stderr).decode()


@pytest.mark.parametrize(
    ("by", "message", "again"),
    [
        ("", "begin met {python} -m tutor.", "zie {python} -m tutor voortgang --help."),
        ("make", "begin met make run.", 'zie make run ARGS="voortgang --help".'),
    ],
)
def test_messages_name_it(by: str, message: str, again: str, tmp_path: Path) -> None:
    environment = {**os.environ, "RAADSTUTOR_HOME": str(tmp_path), STARTED_BY: by}
    python = quoted(sys.executable)
    for words, wanted in ((["voortgang"], message), (["voortgang", "extra"], again)):
        run = [sys.executable, "-m", "tutor", *words]
        said = subprocess.run(run, env=environment, capture_output=True, encoding="utf-8", check=False).stderr
        assert said.endswith(wanted.format(python=python) + "\n")


def test_make_says_that_it_started_the_tutor() -> None:
    makefile = (Path(__file__).parents[1] / "Makefile").read_text(encoding="utf-8")
    assert f"{STARTED_BY}=make $(BIN)/python -m tutor $(ARGS)" in makefile


def test_help_pages_name_commands_that_are_replaced() -> None:
    pages = Path(__file__).parents[1] / "tutor" / "tui"
    found = {verb for page in pages.rglob("*.md") for verb in _COMMAND.findall(page.read_text(encoding="utf-8"))}
    assert found == {"klas bediening", "klas scherm"}
    assert command("klas scherm") == "raadstutor klas scherm"
