"""What was worked out of the log of a learner, kept beside it so that the next start need not do so again.

Such a file holds what a learner did: it is private, and goes when the learner is erased.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from pathlib import Path
from zlib import crc32

from tutor import FOLDER, __version__, shipped
from tutor.store.private import read_regular, write_whole

_NAME = "stand-{}.bin"


@cache
def program_version() -> str:
    """Which program works a log out: its version, and a digest of its rules, for who changes them without a new number.

    A wheel was told when it was built: to read thirty files takes as long as the log itself.
    """
    return f"{__version__}:{shipped.RULES or rules()}"


def rules() -> str:
    """A digest of the rules: their text and not their times, or each installation would replay all logs."""
    digest = 0
    with os.scandir(FOLDER / "learning") as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.endswith(".py"):
                digest = crc32(Path(entry.path).read_bytes(), crc32(entry.name.encode(), digest))
    return f"{digest:08x}"


def load(path: Path, learner: str, stamp: str) -> bytes | None:
    """What was kept for a learner of the file at `path`, by a program with the same stamp; None when nothing was."""
    with suppress(OSError):
        head, _, data = read_regular(_file(path, learner)).partition(b"\n")
        if head == _head(stamp, data):
            return data
    return None


def save(path: Path, learner: str, stamp: str, data: bytes) -> bool:
    """Keep this for a learner, whole or not at all; whether that worked."""
    with suppress(OSError):
        write_whole(_file(path, learner), _head(stamp, data) + b"\n" + data)
        return True
    return False


def files(path: Path) -> tuple[Path, ...]:
    """All that was kept for learners of a file. A folder with such a name is not ours."""
    found = (file for pattern in (_NAME, f".{_NAME}-*") for file in path.parent.glob(pattern.format("*")))
    return tuple(file for file in found if file.is_symlink() or not file.is_dir())


def delete(path: Path) -> None:
    """Take away what was kept for all learners of a file. Raises OSError."""
    for file in files(path):
        file.unlink(missing_ok=True)


def _file(path: Path, learner: str) -> Path:
    return path.with_name(_NAME.format(learner))


def _head(stamp: str, data: bytes) -> bytes:
    return f"{crc32(data, crc32(stamp.encode())):08x} {stamp}".encode()
