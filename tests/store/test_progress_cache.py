"""What was worked out of a log is kept for the next start, and for nobody else.

Seen red with: no checksum; erasing without `delete`; in `tests/service/test_workspace.py` a merge that leaves no mark.
"""

import os
from pathlib import Path
from random import Random

import pytest

from tests.store.helpers import Clock, answer, open_store
from tutor.store import progress_cache

DATA = bytes(range(256)) * 20


def test_it_is_given_back_to_the_same_program_only(path: Path) -> None:
    path.parent.mkdir()
    assert progress_cache.load(path, "a", "1") is None
    assert progress_cache.save(path, "a", "1", DATA)
    assert progress_cache.load(path, "a", "1") == DATA
    assert progress_cache.load(path, "a", "2") is progress_cache.load(path, "b", "1") is None
    assert progress_cache.save(path, "a", "2", b"")
    assert progress_cache.load(path, "a", "2") == b""
    assert not progress_cache.save(path.parent / "weg" / path.name, "a", "1", DATA)


def test_damage_is_noticed(path: Path) -> None:
    path.parent.mkdir()
    progress_cache.save(path, "a", "1", DATA)
    (file,) = path.parent.glob("stand-*.bin")
    assert file.stat().st_mode & 0o777 == 0o600
    whole, chance = file.read_bytes(), Random(1)
    for _ in range(300):
        data = bytearray(whole)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        file.write_bytes(data)
        assert progress_cache.load(path, "a", "1") is None
    file.write_bytes(whole[:-1])
    assert progress_cache.load(path, "a", "1") is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_or_a_link_in_its_place_is_not_read(path: Path) -> None:
    """Seen red with a plain read: a pipe waits for ever, and behind a link may stand what never ends."""
    path.parent.mkdir()
    progress_cache.save(path, "a", "1", DATA)
    (file,) = path.parent.glob("stand-*.bin")
    other = file.rename(path.parent / "elders")
    file.symlink_to(other)
    assert progress_cache.load(path, "a", "1") is None
    file.unlink()
    os.mkfifo(file)
    assert progress_cache.load(path, "a", "1") is None
    assert progress_cache.save(path, "a", "1", DATA)
    assert progress_cache.load(path, "a", "1") == DATA


def test_erasing_takes_it_away(path: Path, clock: Clock) -> None:
    with open_store(path, clock) as store:
        anna = store.add_learner("Anna").id
        store.append(anna, [answer(1)])
        progress_cache.save(path, anna, "1", b"Anna leerde iets")
        (path.parent / f".stand-{anna}.bin-77").write_bytes(b"Anna leerde iets, maar de stekker ging eruit")
        store.erase(anna)
    assert [file for file in path.parent.rglob("*") if file.is_file() and b"leerde iets" in file.read_bytes()] == []
