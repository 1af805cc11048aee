"""Two windows, or eight, on one file.

Seen red with: BEGIN instead of BEGIN IMMEDIATE before a write; the wait for another window in one piece.
"""

import threading
from itertools import pairwise
from pathlib import Path
from time import monotonic

import pytest

from tests.figures import Figures
from tests.store import workers
from tests.store.helpers import answer, open_store, problems, processes, raw
from tutor.store import StoreBusy

WRITERS = 8


def crowd(path: Path, answers: int) -> list[object]:
    """What came of so many answers in each of the processes, all at once: ids, or the error that nobody handled."""
    receiver, sender = processes.Pipe(duplex=False)
    start = processes.Barrier(WRITERS)
    writers = [
        processes.Process(target=workers.one_of_many, args=(path, f"Naam {number}", answers, start, sender))
        for number in range(WRITERS)
    ]
    for process in writers:
        process.start()
    sender.close()
    with receiver:
        outcomes = [receiver.recv() for _ in writers]
    for process in writers:
        process.join()
    return outcomes


def changes(stored: dict[str, list[str]]) -> int:
    """How often the next answer in the file is of somebody else."""
    writers = [writer for _, writer in sorted((event_id, writer) for writer, ids in stored.items() for event_id in ids)]
    return sum(one != other for one, other in pairwise(writers))


def write_at_once(path: Path, answers: int, figures: Figures) -> int:
    """How often the turn went to another one.

    Each also opens the file, which does not exist yet, and adds a profile. An answer is two events.
    """
    outcomes = crowd(path, answers)
    written = [outcome for outcome in outcomes if isinstance(outcome, list)]
    with open_store(path) as store:
        stored = {learner.id: [event.id for event in store.events(learner.id)][1:] for learner in store.learners()}
    rows = {event_id for ids in stored.values() for event_id in ids}
    figures(
        processes=WRITERS,
        answers=WRITERS * answers,
        stored=len(rows) // 2,
        lost=len({event_id for ids in written for event_id in ids} - rows) // 2,
        unhandled_errors=WRITERS - len(written),
        changes_of_turn=changes(stored),
    )
    assert len(written) == WRITERS, outcomes
    assert problems(path) == ()
    assert sorted(stored.values()) == sorted(written)
    assert len(rows) == WRITERS * answers * 2
    assert all(earlier < later for ids in written for earlier, later in pairwise(ids))
    return changes(stored)


def test_eight_processes_write_at_once(path: Path) -> None:
    write_at_once(path, 30, lambda **_: None)


@pytest.mark.long
@pytest.mark.figures("Eight processes write at once")
def test_eight_processes_write_much_at_once(path: Path, figures: Figures) -> None:
    assert write_at_once(path, 500, figures) > WRITERS * 10, "who came first kept the others waiting"


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
