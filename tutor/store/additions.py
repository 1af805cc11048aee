"""What was put on this computer beside the learners' file, where no upgrade comes: packs, and texts of laws.

A pack is a folder, an official text one file; each can be thrown away.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from shutil import rmtree

import msgspec

from tutor.content.statute import Official
from tutor.store.content_cache import Manifest, manifest
from tutor.store.private import make_folder, read_regular, sync_folder, write_whole

PACKS = "pakketten"


def packs(home: Path) -> tuple[Path, ...]:
    """The folders of all packs, by id."""
    with suppress(OSError), os.scandir(home / PACKS) as entries:
        return tuple(sorted(home / PACKS / entry.name for entry in entries if entry.name[0] != "." and entry.is_dir()))
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
    for folder in packs(home):
        with suppress(OSError):
            copy_of(folder).unlink(missing_ok=True)


def put(home: Path, name: str, files: Mapping[str, bytes]) -> Path:
    """Keep the files of a pack, by path; an earlier one with this id goes once they are all there. Raises OSError."""
    folder, ready, before = (home / PACKS / one for one in (name, f".{name}-{os.getpid()}", f".{name}-weg"))
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
    before = home / PACKS / f".{name}-weg"
    _remove(before)
    (home / PACKS / name).rename(before)  # gone at once, or not at all
    copy_of(home / PACKS / name).unlink(missing_ok=True)
    _remove(before)


def _remove(folder: Path) -> None:
    if folder.is_dir():
        rmtree(folder)


TEXTS = "wetteksten"
_END = ".json"


def keep_text(home: Path, text: Official) -> None:
    """Keep a text below the folder of the data; one of the same law that was there goes. Raises OSError."""
    make_folder(home / TEXTS)
    write_whole(home / TEXTS / f"{text.bwb}{_END}", msgspec.json.encode(text))


def text_of(home: Path, bwb: str) -> Official | None:
    """The text of a law; None when there is none, or when the file is no such thing any more."""
    with suppress(OSError, msgspec.MsgspecError):
        text = msgspec.json.decode(read_regular(home / TEXTS / f"{bwb}{_END}"), type=Official)
        return text if text.bwb == bwb else None
    return None


def drop_text(home: Path, bwb: str) -> None:
    """Take a text away. Raises OSError."""
    (home / TEXTS / f"{bwb}{_END}").unlink(missing_ok=True)
