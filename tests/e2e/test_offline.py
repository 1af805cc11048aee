"""A whole session without any network: the app, line mode, an evening in two windows and every verb.

Everywhere a hook of the interpreter forbids sockets of the internet in the programs that run here. Where the system
allows it, the same session runs in a network namespace in which there is nothing at all.
Seen red with: a screen of voortgang that looks up a name; a verb that imports `urllib.request`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.terminal import ENTER, ESCAPE, Terminal
from tests.e2e.verbs import PLAN, calls
from tests.figures import Figures
from tests.test_docs import commands
from tutor.cli.verbs import raadstutor

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals of POSIX")
HERE = Path(__file__).parent
NOWHERE = ("unshare", "--map-root-user", "--net")
"""Runs a command in a network namespace with a loopback that is down."""
OF_TYPING = {"_socket"}
"""typing_extensions looks up one type there."""
OF_ASYNCIO = {*OF_TYPING, "socket", "ssl", "_ssl"}
"""What asyncio imports by itself, for sockets that nobody makes."""
SPACE, QUIT = " ", "\x11"


def can_be_nowhere() -> bool:
    try:
        return subprocess.run([*NOWHERE, "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


WAYS, IDS = [(), NOWHERE], ["guarded", "no network at all"]


@pytest.fixture
def within(request: pytest.FixtureRequest) -> tuple[str, ...]:
    if request.param and not can_be_nowhere():
        pytest.skip("this system lets nobody make a network namespace")
    return tuple(request.param)


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Counter[str]]:
    """Guards every program that starts from here; gives what was written down."""
    file = tmp_path / "netwerk"
    monkeypatch.setenv("RAADSTUTOR_TEST_NET", str(file))
    before = os.environ.get("PYTHONPATH")
    roads = [str(HERE / "offline"), str(HERE.parents[1]), *([before] if before else [])]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(roads))
    return lambda: Counter(file.read_text(encoding="utf-8").splitlines()) if file.exists() else Counter()


def imported(found: Counter[str]) -> set[str]:
    return {line.removeprefix("import ") for line in found if line.startswith("import ")}


def called(found: Counter[str]) -> set[str]:
    return {line for line in found if line.startswith("call ")}


def learn(home: Path, within: tuple[str, ...]) -> None:
    """In the app: a lesson, questions, search, voortgang, and the end."""
    with Terminal(home, "--profiel", "Samira", "--nieuw", within=within) as terminal:

        def go(*keys: str, to: str) -> None:
            terminal.press(*keys)
            terminal.until(lambda: to in terminal.text, to)

        def back() -> None:
            while "Dag Samira" not in terminal.text:
                terminal.press(ESCAPE)
                while terminal.changes(0.7):
                    pass

        go(to="Dag Samira")
        terminal.until(lambda: "Welkom" in terminal.text, "the tour")
        terminal.press(ESCAPE)
        terminal.until(lambda: "Welkom" not in terminal.text, "end of the tour")
        go("1", to="stap 1 van")
        go(ENTER, to="Raad eens")
        go("2", to="Enter Verder")
        back()
        go("v", to="Esc Sluiten")
        back()
        go("/", to="Esc Sluiten")
        go(*"motie", to="Woorden")
        back()
        leave(terminal)


def leave(terminal: Terminal) -> None:
    """Stop, and read on until the program has ended: it waits until its last words are read."""
    terminal.press(QUIT)
    for _ in range(100):
        if terminal.process.poll() is None:
            terminal.changes(0.2)
    assert terminal.process.poll() == 0


def lead(home: Path, within: tuple[str, ...]) -> None:
    """An evening in the window of the trainer and the one of the beamer."""
    with (
        Terminal(home, "klas", "bediening", PLAN, within=within) as trainer,
        Terminal(home, "klas", "scherm", within=within) as beamer,
    ):
        trainer.until(lambda: "Hoeveel mensen zijn er?" in trainer.text, "question")
        trainer.press(*"14", ENTER)
        trainer.until(lambda: "Speling" in trainer.text, "Speling")
        for _ in range(3):
            before = beamer.rows
            trainer.press(SPACE)
            beamer.until(lambda: beamer.rows != before, "another page")  # noqa: B023
        for window in (trainer, beamer):
            leave(window)


def test_the_guard_itself(notes: Callable[[], Counter[str]]) -> None:
    evil = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('127.0.0.1', 9))"
    lookup = "import socket; socket.getaddrinfo('localhost', 80)"
    fetch = "import urllib.request"
    for source in (evil, lookup, fetch):
        subprocess.run([sys.executable, "-c", source], capture_output=True, check=False)
    found = notes()
    assert found["start"] == 3
    assert {call.split()[1] for call in called(found)} == {"socket.__new__", "socket.getaddrinfo"}
    assert "urllib.request" in imported(found)


def test_nowhere_is_nowhere() -> None:
    if not can_be_nowhere():
        pytest.skip("this system lets nobody make a network namespace")
    source = "import socket; socket.create_connection(('127.0.0.1', 9), 2)"
    tried = subprocess.run([*NOWHERE, sys.executable, "-c", source], capture_output=True, text=True, check=False)
    assert "unreachable" in tried.stderr


@pytest.mark.long
@pytest.mark.figures("Every verb without a network")
@pytest.mark.parametrize("within", WAYS, indirect=True, ids=IDS)
def test_every_verb_without_a_network(
    within: tuple[str, ...], notes: Callable[[], Counter[str]], tmp_path: Path, figures: Figures
) -> None:
    environment = {**os.environ, "RAADSTUTOR_HOME": str(tmp_path / "thuis")}
    command = [*within, sys.executable, "-m", "tests.e2e.verbs", str(tmp_path)]
    run = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    codes = [line.split() for line in run.stdout.splitlines() if line.startswith("CODE ")]
    assert {(code, *words) for _, code, *words in codes if code != "0"} == {
        ("2", "onzin"),
        ("1", "gegevens", "terughalen", "niemand"),
    }, run.stderr
    found = notes()
    figures(verbs=len(codes), calls=len(called(found)), namespace="yes" if within else "no")
    assert found["start"] == 1
    assert called(found) == set()
    assert imported(found) <= OF_TYPING


def test_every_verb_is_called(tmp_path: Path) -> None:
    known = {
        path.removeprefix("raadstutor ") for path, command in commands(raadstutor) if not hasattr(command, "commands")
    }
    windows = {"kijk", "klas bediening", "klas scherm"}
    lines = [" ".join(words) for words, _ in calls(tmp_path)]
    assert {verb for verb in known - windows if not any(line.startswith(verb) for line in lines)} == set()


def check_windows(within: tuple[str, ...], notes: Callable[[], Counter[str]], tmp_path: Path) -> Counter[str]:
    learn(tmp_path / "thuis", within)
    lead(tmp_path / "raadzaal", within)
    found = notes()
    assert found["start"] == 3
    assert called(found) == set()
    assert imported(found) <= OF_ASYNCIO
    return found


def test_windows_without_a_network(notes: Callable[[], Counter[str]], tmp_path: Path) -> None:
    check_windows((), notes, tmp_path)


@pytest.mark.long
@pytest.mark.figures("Windows without a network")
@pytest.mark.parametrize("within", WAYS, indirect=True, ids=IDS)
def test_windows_with_no_network_at_all(
    within: tuple[str, ...], notes: Callable[[], Counter[str]], tmp_path: Path, figures: Figures
) -> None:
    found = check_windows(within, notes, tmp_path)
    figures(programs=found["start"], calls=len(called(found)), namespace="yes" if within else "no")
