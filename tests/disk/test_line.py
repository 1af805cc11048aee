"""The disk is full, fails or refuses, once, during a quiz in line mode; or the program is killed there.

`Opgeslagen.` is only said of an answer that is in the file, and the one that is not gets a Dutch reason.
Seen red with: a store that swallows the error of a COMMIT.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.disk import calls
from tests.disk.calls import Run
from tests.disk.faults import Fault, faults, spread
from tests.disk.learner import FOLDER, NAME, data_file, rows_of
from tests.disk.recording import recorded, snapshot
from tests.e2e.laptop import Laptop
from tests.figures import Figures
from tutor.cli.output import Exit

SAVED = "Opgeslagen."
TYPED = "a\nb\nc\na\nb\n"


def quiz(root: Path, fault: Fault | None = None) -> Run:
    command = calls.python("tutor", "regel", "--profiel", NAME, "quiz", "rollen-01")
    home = {"RAADSTUTOR_HOME": str(root / FOLDER)}
    return calls.run(command, env=home, typed=TYPED, inject=fault.injection if fault else "")


def answers_in(root: Path) -> int:
    return sum(row[0] == "event" and row[4] == "answered" for row in rows_of(data_file(root)))


def check(root: Path, run: Run, fault: Fault) -> int:
    """How many answers were saved."""
    said, stored = run.out.count(SAVED), answers_in(root)
    if fault.kills:
        assert run.code == -9
        assert said <= stored <= said + 1
    else:
        assert stored == said
        assert run.code in (Exit.OK, Exit.PROBLEMS)
        assert run.err.count("\n") == run.code
        assert "Errno" not in run.err
        assert "Traceback" not in run.err
    assert not list(root.rglob("fout-*"))
    progress = json.loads(Laptop(root / FOLDER).run("voortgang", "--profiel", NAME, "--json").out)
    assert progress["answers"] == stored
    return said


def suffer(started: Path, memory: Path, most: int) -> list[int]:
    """After each of so many faults: how many answers were saved."""
    shutil.copytree(started, memory)
    before = snapshot(memory)
    run = quiz(memory)
    assert run.out.count(SAVED) == answers_in(memory) > 2
    saved = []
    for fault in spread(list(faults(recorded(memory, before, run))), most):
        shutil.rmtree(memory)
        shutil.copytree(started, memory)
        try:
            saved.append(check(memory, quiz(memory, fault), fault))
        except AssertionError as error:
            error.add_note(f"{fault.what} at {fault.call}")
            raise
    return saved


def test_saved_is_only_said_of_what_is_saved(started: Path, memory: Path) -> None:
    assert max(suffer(started, memory, 2)) > 0


@pytest.mark.long
@pytest.mark.figures("Fault or kill during a quiz in line mode")
def test_saved_is_only_said_of_what_is_saved_at_many_faults(started: Path, memory: Path, figures: Figures) -> None:
    saved = suffer(started, memory, 100)
    figures(faults=len(saved), answers_saved=sum(saved))
    assert len(saved) == 100
    assert {0, 1, 2} < set(saved)
