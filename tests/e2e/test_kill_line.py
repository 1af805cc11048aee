"""kill -9 of line mode: what was called `Opgeslagen` is always found back, and the quiz goes on at that question."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import sleep

import pytest

from tests.content.pack import shipped
from tests.e2e.talker import Talker
from tests.figures import Figures
from tests.line.oracle import asked, reply
from tutor.cli.root import now
from tutor.model import Catalogue, Open
from tutor.store import FILE_NAME, Store

SAVED = "Opgeslagen."
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
LESSON = "rollen-01"


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Talker]:
    talking = Talker(tmp_path, "leren", PROMPTS)
    yield talking
    talking.leave()


def _stored(home: Path) -> list[str]:
    """Items answered, in the order of the log, over the whole file."""
    with Store.open(home / FILE_NAME, device="test", clock=now) as store:
        (profile,) = store.learners()
        return [event.subject for event in store.events(profile.id) if event.kind == "answered"]


def _kill_often(learner: Talker, home: Path, kills: int, seed: int) -> int:
    """How many answers were said to be saved, all of which were found back."""
    rng = Random(seed)
    content = shipped()
    acked: list[str] = []
    for _ in range(kills):
        learner.type(f"quiz {LESSON}")
        for _ in range(rng.randint(0, 2)):
            acked += _answer(learner, content, learner.prompt())
        screen = learner.prompt()
        screen = _in_quiz(learner, screen)
        expected = asked(screen, content).id
        if rng.random() < 0.5:
            learner.type(reply(screen, content))
            sleep(rng.random() * 0.01)
        if SAVED in learner.kill()[0]:
            acked.append(expected)
        stored = _stored(home)
        assert stored[: len(acked)] == acked, "an acknowledged answer was lost"
        assert len(stored) <= len(acked) + 1, "more was stored than was answered"
        acked = stored
    return len(acked)


def _in_quiz(learner: Talker, screen: str) -> str:
    """The screen with a question; begins the quiz again when it had come to its end."""
    if not screen.rsplit("\n", 1)[-1].startswith("Opdracht"):
        return screen
    learner.type(f"quiz {LESSON}")
    return learner.prompt()


def _answer(learner: Talker, content: Catalogue, screen: str) -> list[str]:
    """Answer the question on the screen; the next prompt comes after it was saved."""
    screen = _in_quiz(learner, screen)
    item = asked(screen, content)
    learner.type(reply(screen, content))
    if isinstance(item, Open):
        learner.prompt()
        learner.type("alle")
    return [item.id]


def test_a_hundred_kills(learner: Talker, tmp_path: Path) -> None:
    _kill_often(learner, tmp_path, 100, seed=1)


@pytest.mark.long
@pytest.mark.figures("Killed in line mode")
def test_a_thousand_kills(learner: Talker, tmp_path: Path, figures: Figures) -> None:
    figures(kills=1_000, answers_kept=_kill_often(learner, tmp_path, 1_000, seed=2))
