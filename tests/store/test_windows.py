"""Two windows, or eight, on one file."""

import threading
from itertools import pairwise
from pathlib import Path
from time import monotonic

import pytest

from tests.store import workers
from tests.store.helpers import answer, open_store, problems, processes, raw
from tutor.store import StoreBusy

WRITERS = 8
ANSWERS = 30


def test_eight_processes_write_at_once(path: Path) -> None:
    """Each also opens the file, which does not exist yet, and adds a profile."""
    receiver, sender = processes.Pipe(duplex=False)
    start = processes.Barrier(WRITERS)
    crowd = [
        processes.Process(target=workers.one_of_many, args=(path, f"Naam {number}", ANSWERS, start, sender))
        for number in range(WRITERS)
    ]
    for process in crowd:
        process.start()
    sender.close()
    with receiver:
        outcomes = [receiver.recv() for _ in crowd]
    for process in crowd:
        process.join()
    assert all(isinstance(outcome, list) for outcome in outcomes), outcomes
    assert problems(path) == ()
    with open_store(path) as store:
        stored = {learner.id: [event.id for event in store.events(learner.id)][1:] for learner in store.learners()}
    assert sorted(stored.values()) == sorted(outcomes)
    assert len({event_id for ids in outcomes for event_id in ids}) == WRITERS * ANSWERS * 2
    assert all(earlier < later for ids in outcomes for earlier, later in pairwise(ids))


def test_the_second_window_sees_what_the_first_one_stored(path: Path) -> None:
    with open_store(path) as one, open_store(path) as two:
        anna = one.add_learner("Anna")
        assert two.learners() == (anna,)
        (event,) = two.append(anna.id, [answer()])
        assert list(one.events(anna.id))[1:] == [event]


@pytest.mark.parametrize("same", [True, False], ids=["this window", "another window"])
def test_a_look_tells_whether_anything_was_stored(path: Path, same: bool) -> None:
    with open_store(path) as one, open_store(path) as two:
        marks = [one.version(), one.version()]
        for theme in ("licht", "donker"):
            (one if same else two).remember("thema", theme)
            marks.append(one.version())
        assert marks[0] == marks[1]
        assert len(set(marks)) == 3


def test_a_look_does_not_wait_for_a_window_that_is_writing(path: Path) -> None:
    with open_store(path) as store, raw(path) as other:
        before = store.version()
        other.execute("BEGIN EXCLUSIVE")
        begin = monotonic()
        with pytest.raises(StoreBusy):
            store.version()
        assert monotonic() - begin < 1
        other.execute("ROLLBACK")
        assert store.version() == before
        other.execute("BEGIN IMMEDIATE")
        threading.Timer(0.2, other.execute, ["ROLLBACK"]).start()
        store.remember("thema", "licht")  # writing still waits
