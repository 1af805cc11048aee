"""Packs that were put on this computer, a folder each beside the learners' file, where no upgrade comes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from shutil import rmtree

from tutor.content.manifest import Manifest, manifest
from tutor.store.private import make_folder, sync_folder

FOLDER = "pakketten"


def installed(home: Path) -> tuple[Path, ...]:
    """The folders of all packs, by id."""
    with suppress(OSError), os.scandir(home / FOLDER) as entries:
        return tuple(sorted(home / FOLDER / entry.name for entry in entries if entry.name[0] != "." and entry.is_dir()))
    return ()


def copy_of(folder: Path) -> Path:
    """Where the catalogue of a pack may be kept as it was read, see `content_cache`."""
    return folder.with_name(f".{folder.name}.bin")


def looks(folder: Path) -> Manifest:
    """The files of a pack as they are now, by paths that no other pack has."""
    files = {name: status for name, status in manifest(folder).items() if not name.startswith("tutor/")}
    with suppress(OSError):
        status = (folder / "pakket.toml").stat()
        files["pakket.toml"] = (status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    return {f"{folder.name}/{name}": status for name, status in files.items()}


def forget_copies(home: Path) -> None:
    """What was kept of packs is read again at the next start."""
    for folder in installed(home):
        with suppress(OSError):
            copy_of(folder).unlink(missing_ok=True)


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
    copy_of(home / FOLDER / name).unlink(missing_ok=True)
    _remove(before)


def _remove(folder: Path) -> None:
    if folder.is_dir():
        rmtree(folder)
