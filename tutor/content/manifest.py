"""Which files the catalogue is made of: the content itself, and the modules that decide what it becomes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from tutor import FOLDER

CONTENT = ("lessons", "quizzes")
"""Folders below a content root, with all that is in them."""
READERS = ("content", "content/rules", "model")
"""Folders of the program with the modules that read content."""

Status: TypeAlias = tuple[int, int, int]
"""Size in bytes, and the times in nanoseconds at which a file and its entry in the file system were changed.

Who puts the time of a file back to hide a change does not put back the second: the system sets it.
"""
Manifest: TypeAlias = Mapping[str, Status]
"""Every file by its path, `lessons/...` below the content root or `tutor/...` in the program."""


def manifest(root: Path) -> Manifest:
    """Every file as it is now; what cannot be looked at counts as not there."""
    found: dict[str, Status] = {}
    for name, entry in _files(root):
        try:
            status = entry.stat()
        except OSError:
            continue
        found[name] = (status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    return found


def digests(root: Path) -> Mapping[str, str]:
    """SHA-256 of every file, in hexadecimal: the same on every computer and for every copy. Raises OSError."""
    from hashlib import sha256  # 2 ms of a start, and most starts need none

    return {name: sha256(Path(entry.path).read_bytes()).hexdigest() for name, entry in _files(root)}


def _files(root: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    waiting = [(folder, root / folder) for folder in CONTENT]
    while waiting:
        shown, folder = waiting.pop()
        for entry in _entries(folder):
            if entry.is_dir():
                waiting.append((f"{shown}/{entry.name}", folder / entry.name))
            else:
                yield f"{shown}/{entry.name}", entry
    for shown in READERS:
        for entry in _entries(FOLDER / shown):
            if entry.name.endswith(".py"):
                yield f"tutor/{shown}/{entry.name}", entry


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if not entry.name.startswith(".")]
    except OSError:
        return []
