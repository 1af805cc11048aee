"""Killed between any two steps of a large change, the next start finds either all of it or nothing."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.figures import Figures
from tests.store import future, workers
from tests.store.helpers import Clock, answer, everything, open_store, problems, processes
from tests.store.test_erasure import NAME, traces
from tutor.store import Damaged
from tutor.store.backup import backups, newest_good, verdict
from tutor.store.repair import repair

SAMPLE = 15


def run(job: str, path: Path, fatal: int) -> tuple[int, int] | None:
    """The number of steps that the job took, and which one began the last transaction.

    None if it was killed in step `fatal`.
    """
    receiver, sender = processes.Pipe(duplex=False)
    process = processes.Process(target=workers.counted, args=(job, path, fatal, sender))
    process.start()
    sender.close()
    with receiver:
        try:
            steps, begun = receiver.recv()
            return steps, begun
        except EOFError:
            return None
        finally:
            process.join()


def crashes(job: str, template: Path, folder: Path, sample: int | None) -> Iterator[Path]:
    """The file after a kill at each step, or at some steps spread evenly."""

    def fresh() -> Path:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(template.parent, folder)
        return folder / template.name

    taken = run(job, fresh(), 0)
    assert taken
    total, _ = taken
    assert total > SAMPLE
    every = total / sample if sample else 1
    for number in sorted({1 + int(place * every) for place in range(sample or total)}):
        path = fresh()
        assert run(job, path, number) is None, "it should have been killed"
        yield path


def two_learners(path: Path) -> list[str]:
    """A file with a learner to be erased and one to keep, and two backups; the ids."""
    clock = Clock()
    with open_store(path, clock) as store:
        ids = [store.add_learner(name).id for name in (NAME, "Anna")]
        for number in range(3):
            store.append(ids[0], [answer(number, tekst=NAME)])
            store.append(ids[1], [answer(number)])
            store.remember("profiel", ids[0])
            clock.move(days=1)
    return ids


def check_backup(path: Path, ids: list[str]) -> None:
    assert all(not verdict(backup.path) for backup in backups(path))
    assert len(backups(path)) >= 2
    with open_store(path) as store:
        assert [len(list(store.events(learner))) for learner in ids] == [4, 4]
        assert store.back_up()


def check_erasure(path: Path, ids: list[str]) -> None:
    with open_store(path) as store:
        counts = [len(list(store.events(learner))) for learner in ids]
        assert counts in ([4, 4], [0, 4]), "half erased"
        assert store.tombstones() == (() if counts[0] else (ids[0],))
        assert bool(list(traces(path.parent, NAME))) == bool(counts[0])
        assert newest_good(path)


def check_repair(path: Path, ids: list[str]) -> None:
    try:
        open_store(path).close()
    except Damaged:
        repair(path, clock=Clock())
    with open_store(path) as store:
        assert [len(list(store.events(learner))) for learner in ids] == [4, 4]
    assert any(b"rollen-99" in aside.read_bytes() for aside in path.parent.glob("*.beschadigd-*")), "thrown away"


def check_migration(path: Path, ids: list[str]) -> None:
    """Both the old and the new program can say what it has become; the new one can always go on."""
    assert problems(path) == ()
    with pytest.MonkeyPatch.context() as patch:
        future.upgrade(patch.setattr)
        with open_store(path) as store:
            assert len(everything(store)) == 8
        assert problems(path) == ()
    assert all(not verdict(backup.path) for backup in backups(path))


JOBS: dict[str, Callable[[Path, list[str]], None]] = {
    "back up": check_backup,
    "erase": check_erasure,
    "repair": check_repair,
    "migrate": check_migration,
}


def crash_and_check(job: str, tmp_path: Path, sample: int | None) -> int:
    """How many crashes were survived."""
    template = tmp_path / "goed" / "voortgang.db"
    ids = two_learners(template)
    if job == "repair":
        template.write_bytes(template.read_bytes().replace(b"rollen-01", b"rollen-99"))
    number = 0
    for path in crashes(job, template, tmp_path / "stuk", sample):
        JOBS[job](path, ids)
        number += 1
    return number


@pytest.mark.parametrize("job", JOBS)
def test_a_crash_leaves_all_or_nothing(job: str, tmp_path: Path) -> None:
    crash_and_check(job, tmp_path, SAMPLE)


@pytest.mark.long
@pytest.mark.figures("Killed at every step of a backup, erasure, repair, migration")
@pytest.mark.parametrize("job", JOBS)
def test_a_crash_at_every_step_leaves_all_or_nothing(job: str, tmp_path: Path, figures: Figures) -> None:
    survived = crash_and_check(job, tmp_path, None)
    figures(job=job, kills=survived)
    assert survived > SAMPLE
