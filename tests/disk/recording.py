"""A run of the real program, kept as the changes that it made below one folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.disk.calls import Call, Run
from tests.disk.changes import Change, Node, Reader, Said
from tests.disk.disk import Content, Disk


@dataclass(frozen=True, slots=True)
class Recording:
    """Changes in their order, from what was sure at the start."""

    root: Path
    names: dict[Path, Node]
    content: dict[Node, bytes]
    changes: tuple[tuple[Call, Change], ...]

    def disk(self) -> Disk:
        """The disk before the first change."""
        return Disk(self.names, self.content)

    def calls(self) -> Iterator[Call]:
        """The calls that changed the folder or made a change sure, once each."""
        seen = dict.fromkeys(call for call, change in self.changes if not isinstance(change, Said))
        yield from seen


def recorded(root: Path, before: Content, run: Run) -> Recording:
    """Read a run back. Raises AssertionError if a change to the folder was missed: what was read must add up to it."""
    names = {path: Node(folder=data is None) for path, data in before.items()}
    content = {names[path]: data for path, data in before.items() if data is not None}
    recording = Recording(root, names, content, tuple(Reader(root, names).read(run.calls)))
    disk = recording.disk()
    for _, change in recording.changes:
        disk.apply(change)
    read, happened = disk.everything(), snapshot(root)
    other = [str(path) for path in {**read, **happened} if read.get(path, path) != happened.get(path, path)]
    assert read == happened, f"the recording is not what happened: {other}"
    return recording


def snapshot(root: Path) -> Content:
    """A folder as it is."""
    return {path: None if path.is_dir() else path.read_bytes() for path in (root, *sorted(root.rglob("*")))}


def rebuild(content: Content, root: Path, place: Path) -> None:
    """Make `place` what `root` was in `content`."""
    shutil.rmtree(place, ignore_errors=True)
    for path, data in sorted(content.items()):
        target = place / path.relative_to(root)
        if data is None:
            target.mkdir(mode=0o700)
        else:
            target.write_bytes(data)
            target.chmod(0o600)
