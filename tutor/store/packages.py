"""Packs that were put on this computer, a folder each beside the learners' file, where no upgrade comes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from shutil import rmtree

from tutor.store.private import make_folder, sync_folder

FOLDER = "pakketten"


def installed(home: Path) -> tuple[Path, ...]:
    """The folders of all packs, by id."""
    with suppress(OSError), os.scandir(home / FOLDER) as entries:
        return tuple(sorted(home / FOLDER / entry.name for entry in entries if entry.name[0] != "." and entry.is_dir()))
    return ()


def put(home: Path, name: str, files: Mapping[str, bytes]) -> Path:
    """Keep the files of a pack, by path; an earlier one with this id goes once they are all there. Raises OSError."""
    folder, ready, before = (home / FOLDER / one for one in (name, f".{name}-{os.getpid()}", f".{name}-weg"))
    for left in (ready, before):
        _remove(left)
    try:
        for path, data in files.items():
            make_folder((ready / path).parent)
            (ready / path).write_bytes(data)
        if folder.exists():
            folder.rename(before)
        try:
            ready.rename(folder)
        except OSError:
            if before.exists():
                before.rename(folder)
            raise
        sync_folder(folder.parent)
    finally:
        _remove(ready)
    _remove(before)
    return folder


def drop(home: Path, name: str) -> None:
    """Take a pack away. Raises OSError."""
    before = home / FOLDER / f".{name}-weg"
    _remove(before)
    (home / FOLDER / name).rename(before)  # gone at once, or not at all
    _remove(before)


def _remove(folder: Path) -> None:
    if folder.is_dir():
        rmtree(folder)
