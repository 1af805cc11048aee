"""Whoever pulls the plug loses at most the answer that was not confirmed yet.

Seen red with: an answer confirmed before its COMMIT; one COMMIT for each five answers.
"""

import time
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from tests.figures import Figures
from tests.store import workers
from tests.store.helpers import open_store, processes, said

MILLISECOND = 0.001


def received(pipe: Connection) -> list[int]:
    """Everything that a dead process still said."""
    said = []
    try:
        while True:
            said.append(int(pipe.recv_bytes()))
    except EOFError:
        return said


def kill_while_answering(path: Path, learner: str, run: int, delay: float) -> list[int]:
    """The answers that a process confirmed before it was killed."""
    receiver, sender = processes.Pipe(duplex=False)
    process = processes.Process(target=workers.answers, args=(path, learner, run, sender))
    process.start()
    sender.close()
    with receiver:
        assert receiver.recv_bytes() == b"-1"
        time.sleep(delay)
        process.kill()
        process.join()
        return received(receiver)


def unfinished(path: Path) -> bool:
    """Whether a write was going on: what is in the journal will be undone."""
    journal = path.with_name(f"{path.name}-journal")
    return journal.exists() and journal.stat().st_size > 0


class Tally(NamedTuple):
    """What was seen after a number of kills."""

    confirmed: int
    in_write: int
    """Kills that hit an unfinished write."""
    unconfirmed: int
    """Answers that were stored just before the kill, and not confirmed any more: at most one each kill."""
    lost: int
    """Confirmed, and not in the file."""


def kills(path: Path, times: int) -> Tally:
    """Check the file after each of so many kills. Opening it also checks every row."""
    chance = Random(times)
    with open_store(path) as store:
        learner = store.add_learner("Anna").id
    total = in_write = unconfirmed = lost = seen = 0
    for run in range(times):
        confirmed = kill_while_answering(path, learner, run, chance.uniform(0, 12) * MILLISECOND)
        assert confirmed == list(range(len(confirmed)))
        in_write += unfinished(path)
        with open_store(path) as store:
            events = list(store.events(learner))[1:]
        fresh, seen = events[seen:], len(events)
        stored = [said(event)["count"] for event in fresh if event.kind == "answered"]
        assert all(said(event)["run"] == run for event in fresh), "an older answer moved"
        assert stored == [said(event)["count"] for event in fresh if event.kind == "scheduled"], "half an answer"
        assert stored == list(range(len(stored))), "a hole"
        assert len(stored) <= len(confirmed) + 1, "never asked for"
        total += len(confirmed)
        lost += max(0, len(confirmed) - len(stored))
        unconfirmed += len(stored) > len(confirmed)
    return Tally(total, in_write, unconfirmed, lost)


def test_kill_loses_nothing_confirmed(tmp_path: Path) -> None:
    tally = kills(tmp_path / "voortgang.db", 100)
    assert tally.lost == 0
    assert tally.in_write > 20


@pytest.mark.long
@pytest.mark.figures("Killed while answering, storage")
def test_kill_loses_nothing_confirmed_a_thousand_times(tmp_path: Path, figures: Figures) -> None:
    tally = kills(tmp_path / "voortgang.db", 1_000)
    figures(kills=1_000, **tally._asdict())
    assert tally.lost == 0
    assert tally.in_write > 200
