"""The catalogue as it was read and checked before, in one file, so that the next start need not parse anything.

The files of content are the truth, this is a copy. It counts only if no file changed since, by its size and times,
which every start looks up for every file. A copy comes with the wheel too (`shipped`): that one names the files by
their digests, and the program knows its own digest.

Somebody who writes a false copy with the right sizes and times is believed by a start; a proof would take reading all
content at every start. `differs` does that for `controleer` and `gegevens`, which throw a false copy away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from time import time_ns
from zlib import crc32

import msgspec

import tutor
from tutor.content.manifest import Manifest, Status, digests, manifest
from tutor.model import Catalogue
from tutor.store.packed import PackedCatalogue, pack, unpack
from tutor.store.private import read_regular, write_whole

FILE_NAME = "inhoud.bin"
SHIPPED_NAME = "shipped.bin"
"""In the content root of a wheel; the build makes it."""
TICK = 2_000_000_000
"""Nanoseconds: the coarsest clock of a file system, that of FAT. Two changes within a tick have the same time."""
_BEFORE = "inhoud.db"
"""What earlier versions kept instead."""


class Copy(msgspec.Struct, frozen=True, array_like=True):
    """What the file holds, after a checksum."""

    version: str
    files: Mapping[str, Status]
    catalogue: PackedCatalogue


class Shipped(msgspec.Struct, frozen=True, array_like=True):
    """What the copy in a wheel holds."""

    files: Mapping[str, str]
    """SHA-256 by path, see `tutor.content.manifest.digests`."""
    catalogue: PackedCatalogue


def load(path: Path | None, root: Path, read: Callable[[Path], Catalogue]) -> Catalogue | None:
    """The copy at `path` if it was made by this program of the content below `root` as it is now.

    `read`: reads that content, for when a part of the copy cannot be decoded.
    """
    packed = _fitting(path, root)
    return unpack(packed, lambda: read(root)) if packed else None


def _fitting(path: Path | None, root: Path) -> PackedCatalogue | None:
    with suppress(OSError, msgspec.MsgspecError):
        if path:
            data = memoryview(read_regular(path))
            if crc32(data[4:]) == int.from_bytes(data[:4]):
                copy = _COPY.decode(data[4:])
                if (copy.version, copy.files) == (tutor.__version__, manifest(root)):
                    return copy.catalogue
    return None


def save(catalogue: Catalogue, seen: Manifest, path: Path) -> bool:
    """Keep a copy, whole or not at all; whether that worked. `seen`: the files, looked at before they were read.

    A file that changed within the last tick may change again without a sign of it: then nothing is kept yet.
    """
    now = time_ns()
    if any(abs(now - time) < TICK for _, *times in seen.values() for time in times):
        return False
    data = msgspec.msgpack.encode(Copy(tutor.__version__, seen, pack(catalogue)))
    with suppress(OSError):
        write_whole(path, crc32(data).to_bytes(4) + data)
        path.with_name(_BEFORE).unlink(missing_ok=True)
        return True
    return False


def shipped(root: Path, digest: str, read: Callable[[Path], Catalogue]) -> Catalogue | None:
    """The copy that came with the program, if it is that of the content and the program as they are now.

    `digest`: SHA-256 of that file, in hexadecimal; empty when none was made.
    """
    if not digest:
        return None
    from hashlib import sha256  # only after an installation

    with suppress(OSError, msgspec.MsgspecError):
        data = (root / SHIPPED_NAME).read_bytes()
        if sha256(data).hexdigest() == digest:
            copy = msgspec.msgpack.decode(data, type=Shipped)
            if copy.files == digests(root):
                return unpack(copy.catalogue, lambda: read(root))
    return None


def make_shipped(catalogue: Catalogue, root: Path) -> bytes:
    """What a wheel brings. Raises OSError."""
    return msgspec.msgpack.encode(Shipped(digests(root), pack(catalogue)))


def differs(path: Path, root: Path, read: Callable[[Path], Catalogue]) -> bool:
    """Whether a start would take another catalogue than that of the content itself; then the copy is thrown away."""
    copy = _fitting(path, root)
    if copy is None or copy == pack(read(root)):
        return False
    path.unlink(missing_ok=True)
    return True


_COPY = msgspec.msgpack.Decoder(Copy)
