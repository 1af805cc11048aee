"""Which content there is, without reading it: sizes and times of files, which tell whether anything changed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

FOLDERS = ("lessons", "quizzes")
"""Where content is, below a root."""


class Manifest(Struct, frozen=True):
    """What stands below a content root; paths are relative to it."""

    folders: Mapping[str, int]
    """Time of change of every folder, in nanoseconds: it moves when a file comes, goes or is replaced."""
    files: Mapping[str, tuple[int, int]]
    """Size in bytes and time of change of every file."""


def manifest(root: Path) -> Manifest:
    """What there is now; what cannot be looked at counts as not there."""
    folders: dict[str, int] = {}
    files: dict[str, tuple[int, int]] = {}
    waiting = list(FOLDERS)
    while waiting:
        folder = waiting.pop()
        try:
            folders[folder] = (root / folder).stat().st_mtime_ns
            for name, entry in _entries(root / folder):
                status = entry.stat()
                if entry.is_dir():
                    waiting.append(f"{folder}/{name}")
                else:
                    files[f"{folder}/{name}"] = (status.st_size, status.st_mtime_ns)
        except OSError:
            continue
    return Manifest(folders, files)


def same_folders(root: Path, folders: Mapping[str, int]) -> bool:
    """Whether no file came, went or was replaced since: a look at the folders alone, whatever the number of files.

    A file that was changed in place is not noticed; `manifest` notices it.
    """
    try:
        return all(os.stat(root / folder).st_mtime_ns == time for folder, time in folders.items())  # noqa: PTH116
    except OSError:
        return False


def _entries(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.startswith("."):
                yield entry.name, entry
