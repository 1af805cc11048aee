"""What is read from system calls adds up to what happened, and a call that is not understood does not go unseen."""

import sys
from pathlib import Path

import pytest

from tests.disk import calls
from tests.disk.changes import Change, Cut, Names, Said, Sync, Write
from tests.disk.recording import Recording, recorded, snapshot

EVERYTHING = """
import os, pathlib
root = pathlib.Path(os.environ["ROOT"])
outside = os.open(root.parent, os.O_RDONLY)
(root / "map").mkdir()
file = os.open(root / "map" / "een", os.O_CREAT | os.O_RDWR)
os.write(file, b"abc")
os.pwrite(file, b"x", 600)
other = os.dup(file)
os.close(file)
os.lseek(other, 1, os.SEEK_SET)
os.write(other, b"zz")
os.ftruncate(other, 601)
os.rename(root / "map" / "een", root / "twee")
os.write(other, b"!")
os.fsync(other)
os.link(root / "twee", root / "map" / "drie")
os.unlink(root / "oud")
(root / "oud").write_bytes(b"nieuw")
(root / "oud").write_bytes(b"n")
os.mkdir(root / "map" / "diep", dir_fd=outside)
os.rename(root / "twee", root / "vier", src_dir_fd=outside, dst_dir_fd=outside)
os.link(root / "vier", root / "vijf", src_dir_fd=outside)
os.unlink(root / "vier", dir_fd=outside)
(root.parent / "elders").write_bytes(b"x")
os.fsync(os.open(root, os.O_RDONLY))
os.write(1, b"klaar")
"""


def record(root: Path, script: str) -> Recording:
    root.mkdir(exist_ok=True)
    (root / "oud").write_bytes(b"oud")
    before = snapshot(root)
    run = calls.run([sys.executable, "-B", "-c", script], env={"ROOT": str(root)})
    assert (run.code, run.err) == (0, "")
    return recorded(root, before, run)


def kinds(recording: Recording) -> set[type[Change]]:
    return {type(change) for _, change in recording.changes}


def test_a_recording_adds_up(tmp_path: Path) -> None:
    recording = record(tmp_path / "map", EVERYTHING)
    assert kinds(recording) == {Names, Write, Cut, Sync, Said}
    assert [change.text for _, change in recording.changes if isinstance(change, Said)] == ["klaar"]
    assert [call.nth for call in recording.calls() if call.plain == "rename"] == [1, 1], "each kind of call has its own"


@pytest.mark.parametrize(
    "unknown",
    [
        "os.truncate(path, 1)",
        "os.writev(os.open(path, os.O_RDWR), [b'a', b'b'])",
        "os.posix_fallocate(os.open(path, os.O_RDWR), 0, 5000)",
        "import mmap; mmap.mmap(os.open(path, os.O_RDWR), 3)",
        "os.symlink('x', path + '-link')",
        "path and open(path, 'ab').write(b'x')",
    ],
)
def test_a_call_that_is_not_understood_is_noticed(tmp_path: Path, unknown: str) -> None:
    with pytest.raises(AssertionError, match="not understood"):
        record(tmp_path / "map", f"import os; path = os.environ['ROOT'] + '/oud'; {unknown}")


def test_a_change_by_another_process_is_noticed(tmp_path: Path) -> None:
    script = "import os, subprocess; subprocess.run(['cp', os.environ['ROOT'] + '/oud', os.environ['ROOT'] + '/kopie'])"
    with pytest.raises(AssertionError, match="not what happened"):
        record(tmp_path / "map", script)
