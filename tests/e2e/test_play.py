"""A learner plays lessons in the installed app at 80 by 24: everything can be read, and nothing is lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.content.pack import ROOT, shipped
from tutor.learning.lesson import PageKind, pages
from tutor.model import Lesson

if os.name != "posix":
    pytest.skip("pseudo-terminals of POSIX", allow_module_level=True)

from tests.e2e.player import Player
from tests.e2e.terminal import Terminal
from tests.figures import Figures

LESSONS = sorted(f"{file.parent.name}-{file.name[:2]}" for file in ROOT.glob("lessons/*/[0-9]*.md"))
"""As their files are named: to read them all would make every run of any test slower."""
LESSON, KILLED = "rollen-01", "rollen-02"


def _faults(player: Player) -> list[str]:
    return [fault for seen in player.seen for fault in seen.faults]


def _after_first_check(lesson: Lesson) -> int:
    """Number, from 1, of the page after the first question that counts."""
    return next(number for number, page in enumerate(pages(lesson), 2) if page.kind is PageKind.CHECK)


def test_a_lesson_and_a_laptop_that_dies(tmp_path: Path) -> None:
    assert set(LESSONS) == set(shipped().lessons)
    lesson, killed = shipped().lessons[LESSON], shipped().lessons[KILLED]
    place = _after_first_check(killed)
    with Terminal(tmp_path) as terminal:
        player = Player(terminal, shipped())
        player.begin()
        player.open(lesson)
        player.play(lesson)
        assert {seen.kind for seen in player.seen} >= {"situatie", "kern", "vraag", "uitleg", "knoop", "gevolg", "slot"}
        player.next_lesson(killed)
        player.play(killed, upto=place - 1)
        player.at_step(killed, place)
        assert not _faults(player)
        terminal.kill()
    with Terminal(tmp_path) as terminal:
        player = Player(terminal, shipped())
        player.come_back()
        player.go_on(killed)
        player.at_step(killed, place)


@pytest.mark.long
@pytest.mark.figures("Lessons played in the app, 80 by 24")
@pytest.mark.parametrize("lesson", LESSONS)
def test_every_lesson(lesson: str, tmp_path: Path, figures: Figures) -> None:
    with Terminal(tmp_path) as terminal:
        player = Player(terminal, shipped())
        player.begin()
        player.open(shipped().lessons[lesson])
        player.play(shipped().lessons[lesson])
        figures(lessons=1, screens=len(player.seen), faults=len(_faults(player)))
        assert not _faults(player)
