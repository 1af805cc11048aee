"""The catalogue as it was read and checked before, in one file, so that the next start need not parse anything.

A lesson is read from it and decoded when somebody asks for it: all lessons would take 15 ms of a start and 15 MB of
memory, and more with more content, while a first screen needs six of them. So each part has a checksum of its own.

The files of content are the truth, this is a copy. It counts only if no file changed since, by its size and times,
which every start looks up for every file. A copy comes with the wheel too (`shipped`): that one names the files by
their digests, and the program knows its own digest.

Somebody who writes a false copy with the right sizes and times is believed by a start; a proof would take reading all
content at every start. `differs` does that for `controleer` and `gegevens`, which throw a false copy away.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING, TypeAlias
from zlib import crc32

import msgspec
from msgspec import Struct

import tutor
from tutor import FOLDER
from tutor.model import (
    Catalogue,
    ClassPlan,
    Fact,
    Law,
    Lesson,
    Lookalikes,
    Misconception,
    Module,
    ModuleHead,
    Person,
    Programme,
    Statute,
    Term,
)
from tutor.model.catalogue import Lazy, LessonRow, PackOrigin, by_id
from tutor.store.private import open_regular, read_regular, write_whole

if TYPE_CHECKING:
    from tutor.content.verdicts import Verdicts

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


class PackedModule(Struct, frozen=True, array_like=True):
    """A module without what its lessons say."""

    head: ModuleHead
    ids: tuple[str, ...]


class PackedRegisters(Struct, frozen=True, array_like=True):
    """What a catalogue has beside its modules; the fields are those of `Catalogue`."""

    laws: tuple[Law, ...]
    facts: tuple[Fact, ...]
    terms: tuple[Term, ...]
    misconceptions: tuple[Misconception, ...]
    lookalikes: tuple[Lookalikes, ...]
    people: tuple[Person, ...]
    plans: tuple[ClassPlan, ...]
    programmes: tuple[Programme, ...]
    fingerprint: str
    origins: Mapping[str, PackOrigin]


class PackedCatalogue(Struct, frozen=True, array_like=True):
    """Two catalogues are the same if they are so when packed."""

    modules: tuple[PackedModule, ...]
    lessons: Mapping[str, bytes]
    """By id, in the order of the modules."""
    items: Mapping[str, str]
    """The lesson of every item, by id; likewise the next two."""
    cases: Mapping[str, str]
    goals: Mapping[str, str]
    statutes: Mapping[str, bytes]
    """By the id of the law."""
    registers: PackedRegisters


def pack(catalogue: Catalogue) -> PackedCatalogue:
    """The catalogue with each lesson in bytes of its own."""
    homes = {thing: lesson.head.id for thing, lesson in catalogue.lesson_of.items()}
    return PackedCatalogue(
        modules=tuple(PackedModule(module.head, module.ids) for module in catalogue.modules),
        lessons={name: msgspec.msgpack.encode(lesson) for name, lesson in catalogue.lessons.items()},
        items={name: homes[name] for name in catalogue.items},
        cases={name: homes[name] for name in catalogue.cases},
        goals={name: homes[name] for name in catalogue.goals},
        statutes={name: msgspec.msgpack.encode(statute) for name, statute in catalogue.statutes.items()},
        registers=PackedRegisters(*(getattr(catalogue, name) for name in PackedRegisters.__struct_fields__)),
    )


def unpack(packed: PackedCatalogue, read: Callable[[], Catalogue]) -> Catalogue:
    """The catalogue. `read`: reads the content itself, for when a part turns out to be no such thing after all."""
    again = cache(read)
    decode = msgspec.msgpack.Decoder(Lesson).decode
    lessons = Lazy(packed.lessons, lambda name: decode(packed.lessons[name]), lambda: again().lessons)
    homes = {**packed.items, **packed.cases, **packed.goals}
    lesson_of = Lazy(homes, lambda name: lessons[homes[name]], lambda: again().lesson_of)
    modules = tuple(
        Module(head=module.head, lessons=LessonRow(lessons, module.ids), ids=module.ids) for module in packed.modules
    )
    registers = {name: getattr(packed.registers, name) for name in PackedRegisters.__struct_fields__}
    read_statute = msgspec.msgpack.Decoder(Statute).decode
    statutes = Lazy(packed.statutes, lambda name: read_statute(packed.statutes[name]), lambda: again().statutes)
    catalogue = Catalogue(modules=modules, statutes=statutes, **registers)
    # What these cached properties would work out from all lessons is known here without decoding any.
    vars(catalogue).update(
        lessons=lessons,
        lesson_of=lesson_of,
        items=Lazy(packed.items, lambda name: by_id(lesson_of[name].items, name), lambda: again().items),
        cases=Lazy(packed.cases, lambda name: by_id(lesson_of[name].cases, name), lambda: again().cases),
        goals=Lazy(packed.goals, lambda name: by_id(lesson_of[name].head.goals, name), lambda: again().goals),
    )
    return catalogue


class Slice(Struct, frozen=True, array_like=True):
    """Where a part stands in a file of parts."""

    start: int
    """Counted from the end of the head."""
    size: int
    checksum: int


class FileParts(Mapping[str, bytes]):
    """Parts of a file, each read when it is asked for. One that was changed meanwhile, or is gone, is not there."""

    def __init__(self, path: Path, start: int, parts: Mapping[str, Slice]) -> None:
        self._path, self._start, self._parts = path, start, parts

    def __getitem__(self, key: str) -> bytes:
        """Raises LookupError."""
        part = self._parts[key]
        with suppress(OSError), open_regular(self._path) as file:
            file.seek(self._start + part.start)
            data = file.read(part.size)
            if crc32(data) == part.checksum:
                return data
        raise LookupError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


FILE_NAME = "inhoud.bin"
SHIPPED_NAME = "shipped.bin"
"""In the content root of a wheel; the build makes it."""
TICK = 2_000_000_000
"""Nanoseconds: the coarsest clock of a file system, that of FAT. Two changes within a tick have the same time."""
_BEFORE = "inhoud.db"
"""What earlier versions kept instead."""


class Copy(Struct, frozen=True, array_like=True):
    """What the file begins with, after its size and its checksum. The parts follow."""

    version: str
    files: Mapping[str, Status]
    catalogue: PackedCatalogue
    """Without lessons and statutes."""
    lessons: Mapping[str, Slice]
    statutes: Mapping[str, Slice]


class Shipped(Struct, frozen=True, array_like=True):
    """What the copy in a wheel holds."""

    files: Mapping[str, str]
    """SHA-256 by path, see `tutor.store.content_cache.digests`."""
    catalogue: PackedCatalogue


def load(
    path: Path | None, root: Path, read: Callable[[Path], Catalogue], look: Callable[[Path], Manifest] = manifest
) -> Catalogue | None:
    """The copy at `path` if it was made by this program of the content below `root` as it is now.

    `read`: reads that content, for when a part of the copy cannot be decoded. `look`: gives the files it is made of.
    """
    packed = _fitting(path, root, look)
    return unpack(packed, lambda: read(root)) if packed else None


def _fitting(path: Path | None, root: Path, look: Callable[[Path], Manifest]) -> PackedCatalogue | None:
    with suppress(OSError, msgspec.MsgspecError):
        if path:
            with open_regular(path) as file:
                size, checksum = (int.from_bytes(file.read(_WORD)) for _ in range(2))
                head = file.read(size)
            if crc32(head) == checksum:
                copy = _copies().decode(head)
                if (copy.version, copy.files) == (tutor.__version__, look(root)):
                    lessons, statutes = (
                        FileParts(path, 2 * _WORD + size, parts) for parts in (copy.lessons, copy.statutes)
                    )
                    return msgspec.structs.replace(copy.catalogue, lessons=lessons, statutes=statutes)
    return None


def _joined(version: str, files: Manifest, packed: PackedCatalogue) -> bytes:
    """The bytes of the file: size and checksum of the head, the head, and the parts."""
    body = bytearray()
    placed: list[dict[str, Slice]] = []
    for parts in (packed.lessons, packed.statutes):
        placed.append({})
        for name, data in parts.items():
            placed[-1][name] = Slice(len(body), len(data), crc32(data))
            body += data
    copy = Copy(version, files, msgspec.structs.replace(packed, lessons={}, statutes={}), *placed)
    head = msgspec.msgpack.encode(copy)
    return len(head).to_bytes(_WORD) + crc32(head).to_bytes(_WORD) + head + body


def save(catalogue: Catalogue, seen: Manifest, path: Path) -> bool:
    """Keep a copy, whole or not at all; whether that worked. `seen`: the files, looked at before they were read.

    A file that changed within the last tick may change again without a sign of it: then nothing is kept yet.
    """
    now = time_ns()
    if any(abs(now - time) < TICK for _, *times in seen.values() for time in times):
        return False
    with suppress(OSError):
        write_whole(path, _joined(tutor.__version__, seen, pack(catalogue)))
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
    copy = _fitting(path, root, manifest)
    with suppress(LookupError):
        if copy is None or _whole(copy) == pack(read(root)):
            return False
    path.unlink(missing_ok=True)
    return True


def _whole(packed: PackedCatalogue) -> PackedCatalogue:
    """With all its parts. Raises LookupError when one of them is not what it was."""
    return msgspec.structs.replace(packed, lessons=dict(packed.lessons), statutes=dict(packed.statutes))


VERDICTS_NAME = "oordelen.bin"


def load_verdicts(path: Path | None) -> Verdicts:
    """What `controleer` found before; nothing when there is no such file, or it is damaged."""
    from tutor.content.verdicts import Verdicts  # a start needs none

    with suppress(OSError, msgspec.MsgspecError):
        if path:
            data = memoryview(read_regular(path))
            if crc32(data[4:]) == int.from_bytes(data[:4]):
                return Verdicts(data[4:])
    return Verdicts()


def save_verdicts(known: Verdicts, path: Path) -> None:
    """Keep them for the next check, if that can be done."""
    data = known.saved()
    with suppress(OSError):
        write_whole(path, crc32(data).to_bytes(4) + data, durable=False)


@cache
def _copies() -> msgspec.msgpack.Decoder[Copy]:
    """Made when it is used: it knows all types of content, and `controleer` reads verdicts only."""
    return msgspec.msgpack.Decoder(Copy)


_WORD = 4
"""Bytes of a size or a checksum."""
