"""The disk is full, fails or refuses, once, at each system call in turn; or the program is killed there.

The store: nothing that was acknowledged is lost, nothing is stored twice, and it can be used at once again.
Seen red with: an append that reports an answer as stored when its COMMIT failed; one that does not look whether a
failed COMMIT did store it; a transaction that stays open after an error.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.disk import calls
from tests.disk.calls import Run
from tests.disk.faults import Fault, faults, spread
from tests.disk.learner import OTHER, data_file, fingerprint
from tests.disk.promises import Promises, Step, steps_in
from tests.disk.recording import Recording, recorded, snapshot
from tests.figures import Figures
from tests.store.helpers import Clock, answer, everything, open_store, problems
from tutor.learning.events import Bookmarked, Noted

ANSWERS = 3
MANY = 320
"""Of some 800 faults."""


def live(root: Path, fault: Fault | None = None) -> Run:
    """A life on a new laptop."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    command = calls.python("tests.disk.learner", "stubborn", str(root), str(ANSWERS))
    return calls.run(command, inject=fault.injection if fault else "")


def recording_of(root: Path) -> tuple[Recording, list[Step]]:
    """A life in which nothing goes wrong."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    before = snapshot(root)
    run = live(root)
    assert (run.code, run.err) == (0, "")
    return recorded(root, before, run), steps_in(run.out)


def check_killed(root: Path, run: Run, steps: list[Step]) -> None:
    """What was acknowledged is there, and of the rest at most the step that was going on."""
    done = len(steps_in(run.out))
    assert run.code == -9
    assert Promises(steps, fingerprint([])).broken(root, done) == []


def check_refused(root: Path, run: Run) -> int:
    """Each step is done once, and is wholly there; the number of refusals."""
    assert (run.code, run.err) == (0, "")
    words = [json.loads(line) for line in run.out.splitlines()]
    content = fingerprint([])
    for word in words:
        if "refused" in word:
            assert word["why"].endswith(".")
            assert "Errno" not in word["why"]
            assert word["content"] == content or word["refused"] == "erasure", "refused, and something was stored"
        content = word["content"]
    with open_store(data_file(root), Clock()) as store:
        events = everything(store)
        assert store.tombstones()
        assert [learner.name for learner in store.learners()] == [OTHER]
    assert {event.id for event in events} >= {event for word in words for event in word.get("stored", ())}
    for kind in (Noted, Bookmarked):
        steps = [event.body.step for event in events if isinstance(event.body, kind)]
        assert steps == [f"kern-{number}" for number in range(1, ANSWERS + 2)], "lost, or stored twice"
    return sum("refused" in word for word in words)


def check_usable(root: Path) -> None:
    path = data_file(root)
    with open_store(path, Clock()) as store:
        learner = store.learners()[0] if store.learners() else store.add_learner(OTHER)
        assert store.append(learner.id, [answer()])
        assert store.back_up()
    assert problems(path) == ()


def refuse(root: Path, most: int) -> tuple[int, int]:
    """The number of faults, and of refusals that they led to."""
    recording, steps = recording_of(root)
    chosen = spread(list(faults(recording)), most)
    refusals = 0
    for fault in chosen:
        run = live(root, fault)
        assert any(call.injected for call in run.calls) or fault.kills, fault
        try:
            if fault.kills:
                check_killed(root, run, steps)
            else:
                refusals += check_refused(root, run)
            check_usable(root)
        except AssertionError as error:
            error.add_note(f"{fault.what} at {fault.call}")
            raise
    return len(chosen), refusals


def test_a_fault_loses_and_doubles_nothing(memory: Path) -> None:
    count, refusals = refuse(memory, 6)
    assert count == 6
    assert refusals


@pytest.mark.long
@pytest.mark.figures("Fault or kill at a system call of the store")
def test_a_fault_anywhere_loses_and_doubles_nothing(memory: Path, figures: Figures) -> None:
    count, refusals = refuse(memory, MANY)
    figures(faults=count, refusals=refusals)
    assert count == MANY
    assert refusals > count / 10
