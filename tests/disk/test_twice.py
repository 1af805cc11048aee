"""Killed while it recovers, and killed again while it recovers from that: in the end everything is as it has to be.

A kill between two calls that change nothing is the same as one at the next call that does, so only those are tried.
Seen red with: a repair that writes in place, and one that gives its file the name before it is filled.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from tests.disk import calls
from tests.disk.calls import Call, Run
from tests.disk.changes import Sync, Write
from tests.disk.faults import KILL, Fault, spread
from tests.disk.learner import FOLDER, NAME, OTHER, Life, data_file, facts, fingerprint, rows_of
from tests.disk.recording import Recording, recorded, snapshot
from tests.e2e.laptop import Laptop
from tests.figures import Figures
from tests.store.helpers import START, problems
from tests.store.test_erasure import traces
from tutor.cli.output import Exit
from tutor.cli.root import NOW
from tutor.learning.events import Bookmarked
from tutor.learning.log import Draft
from tutor.store.backup import backups

ANSWERS = 120
"""So many that undoing an erasure takes dozens of calls."""
MARK = b"rollen-01"


@dataclass(frozen=True, slots=True)
class Trouble:
    """How a laptop got into trouble, given a good one, and the verb that the user gives then."""

    cause: Callable[[Path], None]
    verb: tuple[str, ...]
    erased: bool = False
    """Whether the learner is gone in the end."""
    aside: bool = False
    """Whether the damaged file has to be kept."""
    late: bool = True
    """Whether what came after the last backup can be saved."""


def run(root: Path, *verb: str, killed_at: Fault | None = None) -> Run:
    home = {"RAADSTUTOR_HOME": str(root / FOLDER)}
    return calls.run(calls.python("tutor", *verb), env=home, inject=killed_at.injection if killed_at else "")


def record(root: Path, *verb: str) -> Recording:
    before = snapshot(root)
    return recorded(root, before, run(root, *verb))


def erasure_killed(root: Path, moment: Callable[[Recording], Fault]) -> None:
    """An erasure that was killed; the moment is found in one that was not."""
    copy = shutil.copytree(root, root.with_name("proef"))
    erasure = record(copy, "gegevens", "wis", NAME, "--ja")
    shutil.rmtree(copy)
    assert run(root, "gegevens", "wis", NAME, "--ja", killed_at=moment(erasure)).code == -9


def in_its_largest_write(erasure: Recording) -> Fault:
    """All pages are changed, and the journal that undoes it is not emptied yet."""
    file = erasure.names[data_file(erasure.root)]
    writes, largest = 0, (0, Fault(next(erasure.calls()), KILL))
    for call, change in erasure.changes:
        writes += isinstance(change, Write) and change.node is file
        if isinstance(change, Sync) and change.node is file:
            largest, writes = max(largest, (writes, Fault(call, KILL)), key=lambda found: found[0]), 0
    return largest[1]


def before_the_old_backups_go(erasure: Recording) -> Fault:
    return Fault(next(call for call in erasure.calls() if call.name == "unlink"), KILL)


def interrupted(root: Path) -> None:
    erasure_killed(root, in_its_largest_write)
    assert journal(root).stat().st_size > 10_000


def half_swept(root: Path) -> None:
    erasure_killed(root, before_the_old_backups_go)
    assert list(traces(root / FOLDER, NAME))


def damaged(root: Path) -> None:
    path = data_file(root)
    path.write_bytes(path.read_bytes().replace(MARK, b"rollen-99", 3))


def unreadable(root: Path) -> None:
    path = data_file(root)
    path.write_bytes(b"\xff" * 4_096 + path.read_bytes()[4_096:])


def gone(root: Path) -> None:
    data_file(root).unlink()


def journal(root: Path) -> Path:
    path = data_file(root)
    return path.with_name(f"{path.name}-journal")


REPAIR = ("gegevens", "herstel")
TROUBLES = {
    "an erasure that was going on": Trouble(interrupted, ("gegevens",)),
    "an erasure with backups to go": Trouble(half_swept, ("gegevens",), erased=True),
    "broken rows": Trouble(damaged, REPAIR, aside=True),
    "a file that cannot be read": Trouble(unreadable, REPAIR, aside=True, late=False),
    "no file": Trouble(gone, REPAIR, late=False),
}


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NOW, START.isoformat())


def make_good(root: Path) -> None:
    """A laptop with two learners, a backup, and an answer after that."""
    shutil.rmtree(root, ignore_errors=True)
    (root / FOLDER).mkdir(parents=True)
    with Life(root).open() as store:
        for name in (NAME, OTHER):
            learner = store.add_learner(name).id
            store.append(learner, [fact for number in range(ANSWERS) for fact in facts(number, name)])
        store.back_up()
        store.append(learner, [Draft(subject="rollen-02", body=Bookmarked(step="kern-1"))])


class Recovery:
    """A laptop in trouble, and what has to become of it."""

    def __init__(self, trouble: Trouble, root: Path) -> None:
        self._trouble = trouble
        self._root = root
        make_good(root)
        path = data_file(root)
        rows = rows_of(path if trouble.late else backups(path)[-1].path)
        trouble.cause(root)
        self._wreck = path.read_bytes() if path.exists() else b""
        self.start = self._put_aside("begin")
        self._expected = fingerprint(rows)
        if trouble.erased:
            self._recover()
            self._expected = fingerprint(rows_of(path))
            assert self._expected != fingerprint(rows)

    def calls_from(self, state: Path) -> list[Call]:
        """The calls at which a recovery from a state can be killed."""
        self._back_to(state)
        return list(record(self._root, *self._trouble.verb).calls())

    def once(self, first: Call, chance: Random, again: int) -> int:
        """Kill at the first call, and from there at so many others; the number of recoveries that were checked."""
        self._killed(self.start, first)
        killed = self._put_aside("gedood")
        ahead = self.calls_from(killed)
        seconds: list[Call | None] = [*chance.sample(ahead, min(again, len(ahead)))]
        for second in seconds or [None]:
            self._killed(killed, second)
            self._recover()
            self._check()
        return len(seconds)

    def _killed(self, state: Path, call: Call | None) -> None:
        """Kill a recovery from a state; None: there is nothing left to kill it at."""
        self._back_to(state)
        code = run(self._root, *self._trouble.verb, killed_at=Fault(call, KILL) if call else None).code
        assert code == (-9 if call else 0)

    def _recover(self) -> None:
        """As a user does: look, repair when told so, and look again."""
        laptop = Laptop(self._root / FOLDER)
        if laptop.run("gegevens").code == Exit.DAMAGED:
            assert laptop.run("gegevens", "herstel").code == 0
        result = laptop.run("gegevens")
        assert (result.code, result.err) == (0, "")

    def _check(self) -> None:
        path = data_file(self._root)
        assert fingerprint(rows_of(path)) == self._expected
        assert problems(path) == ()
        if self._trouble.erased:
            assert not list(traces(path.parent, NAME))
        if self._trouble.aside:
            kept = [file.read_bytes() for file in path.parent.glob("*.beschadigd-*")]
            assert self._wreck in kept, "the damaged file was not kept"

    def _put_aside(self, name: str) -> Path:
        copy = self._root.with_name(name)
        shutil.rmtree(copy, ignore_errors=True)
        return Path(shutil.copytree(self._root, copy))

    def _back_to(self, copy: Path) -> None:
        shutil.rmtree(self._root)
        shutil.copytree(copy, self._root)


Pick = Callable[[Sequence[Call]], Sequence[Call]]


def recover(trouble: Trouble, root: Path, pick: Pick, again: int) -> tuple[int, int]:
    """How many recoveries were killed, and how many of those were killed again while they went on."""
    recovery = Recovery(trouble, root)
    chosen = pick(recovery.calls_from(recovery.start))
    chance, twice = Random(again), 0
    for call in chosen:
        try:
            twice += recovery.once(call, chance, again)
        except AssertionError as error:
            error.add_note(f"first killed at {call}")
            raise
    return len(chosen), twice


@pytest.mark.parametrize("trouble", ["an erasure that was going on", "broken rows"])
def test_killed_twice_it_recovers(memory: Path, trouble: str) -> None:
    """Near the end, where what was made comes in the place of what was there."""
    assert recover(TROUBLES[trouble], memory, lambda calls: calls[-4:-3], 1) == (1, 1)


@pytest.mark.long
@pytest.mark.figures("Killed twice while recovering")
def test_killed_twice_anywhere_it_recovers(memory: Path, figures: Figures) -> None:
    found = [recover(trouble, memory, lambda calls: spread(calls, 12), 2) for trouble in TROUBLES.values()]
    first, twice = sum(count for count, _ in found), sum(count for _, count in found)
    figures(killed=first, killed_again=twice)
    assert first == 60
    assert twice > 100
