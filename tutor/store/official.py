"""Official texts of laws that somebody loaded, one file each beside the learners' file. Each can be thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from tutor.content.statute import Official
from tutor.store.private import make_folder, read_regular, write_whole

FOLDER = "wetteksten"
_END = ".json"


def keep(home: Path, text: Official) -> None:
    """Keep a text below the folder of the data; one of the same law that was there goes. Raises OSError."""
    make_folder(home / FOLDER)
    write_whole(home / FOLDER / f"{text.bwb}{_END}", msgspec.json.encode(text))


def load(home: Path, bwb: str) -> Official | None:
    """The text of a law; None when there is none, or when the file is no such thing any more."""
    with suppress(OSError, msgspec.MsgspecError):
        text = msgspec.json.decode(read_regular(home / FOLDER / f"{bwb}{_END}"), type=Official)
        return text if text.bwb == bwb else None
    return None


def kept(home: Path) -> Iterator[Official]:
    """All texts that can be read."""
    for path in sorted((home / FOLDER).glob(f"BWB*{_END}")):
        if text := load(home, path.name.removesuffix(_END)):
            yield text


def drop(home: Path, bwb: str) -> None:
    """Take a text away. Raises OSError."""
    (home / FOLDER / f"{bwb}{_END}").unlink(missing_ok=True)
