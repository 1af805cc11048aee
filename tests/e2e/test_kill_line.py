"""kill -9 of line mode: what was called `Opgeslagen` is always found back, and the quiz goes on at that question."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import sleep

import pytest

from tests.figures import Figures
from tests.line.oracle import asked, reply
from tutor.cli.content import catalogue
from tutor.cli.root import now
from tutor.model import Catalogue, Open
from tutor.store import FILE_NAME, Store

SAVED = "Opgeslagen."
PROMPTS = ("Opdracht", "Je keuze", "Meer", "Zet op", "Maak paren", "Je antwoord", "Schrijf", "Wat zit", "ja of nee")
LESSON = "rollen-01"


class Learner:
    """Talks to line mode through pipes, and kills it."""

    def __init__(self, home: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.line_server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "RAADSTUTOR_HOME": str(home), "PYTHONIOENCODING": "utf-8"},
        )
        self.pid = 0

    def born(self) -> None:
        """Wait for a new process."""
        self.pid = int(self._until("\n").split()[1])
        self.prompt()

    def _until(self, end: str) -> str:
        assert self.process.stdout is not None
        read = b""
        while not read.endswith(end.encode()):
            byte = self.process.stdout.read(1)
            assert byte, f"line mode stopped after {read.decode()!r}"
            read += byte
        return read.decode()

    def prompt(self) -> str:
        """What is printed until the next prompt: a line that ends in `: ` and waits."""
        text = self._until(": ")
        while not text.rsplit("\n", 1)[-1].startswith(PROMPTS):
            text += self._until(": ")
        return text

    def say(self, line: str) -> None:
        """Type a line."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n".encode())
        self.process.stdin.flush()

    def kill(self) -> str:
        """kill -9. Gives what had still been printed, and waits for the next process."""
        os.kill(self.pid, signal.SIGKILL)
        text = self._until("PID ")
        self.pid = int(self._until("\n"))
        self.prompt()
        return text

    def leave(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(10)
        assert self.process.stdout is not None
        self.process.stdout.close()


PROMPTS = (
    "Opdracht",
    "Je keuze",
    "Meer antw",
    "Zet op",
    "Maak paren",
    "Je antwoord",
    "Schrijf",
    "Wat zit",
    "ja of nee",
)


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    talking = Learner(tmp_path)
    talking.born()
    yield talking
    talking.leave()


def _stored(home: Path) -> list[str]:
    """Items answered, in the order of the log, over the whole file."""
    with Store.open(home / FILE_NAME, device="test", clock=now) as store:
        (profile,) = store.learners()
        return [event.subject for event in store.events(profile.id) if event.kind == "answered"]


def _kill_often(learner: Learner, home: Path, kills: int, seed: int) -> int:
    """How many answers were said to be saved, all of which were found back."""
    rng = Random(seed)
    content = catalogue()
    acked: list[str] = []
    for _ in range(kills):
        learner.say(f"quiz {LESSON}")
        for _ in range(rng.randint(0, 2)):
            acked += _answer(learner, content, learner.prompt())
        screen = learner.prompt()
        screen = _in_quiz(learner, screen)
        expected = asked(screen, content).id
        if rng.random() < 0.5:
            learner.say(reply(screen, content))
            sleep(rng.random() * 0.01)
        if SAVED in learner.kill():
            acked.append(expected)
        stored = _stored(home)
        assert stored[: len(acked)] == acked, "an acknowledged answer was lost"
        assert len(stored) <= len(acked) + 1, "more was stored than was answered"
        acked = stored
    return len(acked)


def _in_quiz(learner: Learner, screen: str) -> str:
    """The screen with a question; begins the quiz again when it had come to its end."""
    if not screen.rsplit("\n", 1)[-1].startswith("Opdracht"):
        return screen
    learner.say(f"quiz {LESSON}")
    return learner.prompt()


def _answer(learner: Learner, content: Catalogue, screen: str) -> list[str]:
    """Answer the question on the screen; the next prompt comes after it was saved."""
    screen = _in_quiz(learner, screen)
    item = asked(screen, content)
    learner.say(reply(screen, content))
    if isinstance(item, Open):
        learner.prompt()
        learner.say("alle")
    return [item.id]


def test_a_hundred_kills(learner: Learner, tmp_path: Path) -> None:
    _kill_often(learner, tmp_path, 100, seed=1)


@pytest.mark.long
@pytest.mark.figures("Killed in line mode")
def test_a_thousand_kills(learner: Learner, tmp_path: Path, figures: Figures) -> None:
    figures(kills=1_000, answers_kept=_kill_often(learner, tmp_path, 1_000, seed=2))
