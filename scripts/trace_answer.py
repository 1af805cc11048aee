"""The walk of one answer: the files and functions of ours that a key passes until it is stored and feedback is shown.

`python scripts/trace_answer.py` plays it in the real app, with the shipped content and a real file in a temporary
home, and prints how many; `--list` names every function where it is first entered, in order. It ends with 1 when there
are more than there should be. Functions count once, however often they are called. The answer is right, which
has the longer walk; `--wrong` plays the other one.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType, FrameType
from typing import Any
from unittest.mock import patch

from tutor.cli.root import open_workspace
from tutor.learning.quiz import Phase
from tutor.model import Single, StepRole
from tutor.tui.app import TutorApp
from tutor.tui.screens.quiz import QuizScreen

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = str(ROOT / "tutor") + os.sep
NAME = "Samira"
FILES, FUNCTIONS = 30, 120
"""The most there should be, from the key to the feedback."""


@dataclass
class Walk:
    """What was entered, each once and in order."""

    entered: dict[CodeType, int] = field(default_factory=dict)
    """Functions of ours, with the number of times."""
    stored: int = 0
    """How many of them were entered when the answer was stored."""

    def enter(self, code: CodeType) -> None:
        """A call. What Python makes of a loop within brackets is part of the function around it."""
        if code.co_filename.startswith(PACKAGE) and code.co_name not in COMPREHENSIONS:
            self.entered[code] = self.entered.get(code, 0) + 1

    def saw(self, statement: str) -> None:
        """An SQL statement."""
        if statement.startswith("COMMIT") and not self.stored:  # the next ones are those of a backup
            self.stored = len(self.entered)

    @property
    def calls(self) -> int:
        """How often functions of ours were called."""
        return sum(self.entered.values())


COMPREHENSIONS = {"<genexpr>", "<listcomp>", "<setcomp>", "<dictcomp>"}


@contextmanager
def _watched_sqlite(walk: list[Walk]) -> Iterator[None]:
    """Every connection that is opened tells its statements to the last walk."""
    connect = sqlite3.connect

    def watched(*args: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **options)
        connection.set_trace_callback(lambda statement: walk[-1].saw(statement))
        return connection

    with patch("sqlite3.connect", watched):
        yield


async def _play(*, right: bool) -> Walk:
    """To the first question of the first lesson, and one key to answer it. Raises LookupError if it is not there."""
    walks = [Walk()]
    with _watched_sqlite(walks), open_workspace(at_once=True) as workspace:
        profile = workspace.create(NAME)
        workspace.remember(f"rondleiding:{profile.id}", "klaar")
        study = workspace.open(profile)
        lesson = next(iter(study.catalogue.lessons.values()))
        core = next(step.anchor for step in lesson.steps if step.role is StepRole.CORE)
        study.go(study.open_lesson(lesson.head.id).to_step(core))
        app = TutorApp(workspace, profile=profile)
        async with app.run_test(size=(100, 30)) as pilot:
            for key in ("1", "end", "enter"):
                await pilot.press(key)
                await app.workers.wait_for_complete()
                await pilot.pause()
            screen = app.screen
            if not isinstance(screen, QuizScreen) or not isinstance(item := screen.session.current, Single):
                raise LookupError(f"no question with options but {screen}")
            shown = [item.options[index].key for index in screen.session.shown_order()]
            walks.append(Walk())
            sys.setprofile(lambda frame, event, _: _entered(walks[-1], frame, event))
            try:
                await pilot.press(str(shown.index(right) + 1))
                await pilot.pause()
            finally:
                sys.setprofile(None)
            if screen.session.phase is not Phase.FEEDBACK or not walks[-1].stored:
                raise LookupError("the key was no answer")
    return walks[-1]


def _entered(walk: Walk, frame: FrameType, event: str) -> None:
    if event == "call":
        walk.enter(frame.f_code)


def trace(*, right: bool) -> Walk:
    """Play it in a home of its own."""
    with TemporaryDirectory(prefix="raadstutor-") as home:
        os.environ["RAADSTUTOR_HOME"] = home
        return asyncio.run(_play(right=right))


def _row(what: str, codes: list[CodeType]) -> str:
    files = len({code.co_filename for code in codes})
    return f"{what:<24}{files:>4} files{len(codes):>6} functions"


def main() -> int:
    """Print the figures. Returns 1 when there are more than there should be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="name the functions in the order in which they are entered")
    parser.add_argument("--wrong", action="store_true", help="play a wrong answer")
    wanted = parser.parse_args()
    walk = trace(right=not wanted.wrong)
    codes = list(walk.entered)
    if wanted.list:
        for number, code in enumerate(codes):
            if number == walk.stored:
                print("--- stored")
            print(f"{code.co_filename.removeprefix(PACKAGE)}:{code.co_firstlineno} {code.co_qualname}")
    print(_row("from key to COMMIT", codes[: walk.stored]))
    print(_row("from key to feedback", codes), f"  at most {FILES} and {FUNCTIONS}; {walk.calls:,} calls")
    return int(len({code.co_filename for code in codes}) > FILES or len(codes) > FUNCTIONS)


if __name__ == "__main__":
    sys.exit(main())
