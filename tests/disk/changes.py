"""From system calls to what they change below a folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.disk.calls import UNKNOWN, Call

STDOUT = 1
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
_SCRATCH = "-shm"
"""Memory that SQLite shares between processes in WAL mode; it is made anew at every start."""


@dataclass(eq=False, slots=True)
class Node:
    """What a name stands for. One file may have several names, and none while it is still open."""

    folder: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """From now on, at one stroke, these paths stand for these nodes; None: for nothing."""

    given: tuple[tuple[Path, Node | None], ...]


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes at a place in a file."""

    node: Node
    at: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    """A file gets another size."""

    node: Node
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    """What was written to a file, or the names in a folder, is sure from now on."""

    node: Node


@dataclass(frozen=True, slots=True)
class Said:
    """Words on standard output: an acknowledgement."""

    text: str


Change = Names | Write | Cut | Sync | Said


@dataclass(slots=True)
class _Opened:
    node: Node
    place: int = 0


class Reader:
    """Follows the names and the open files of one process after another."""

    def __init__(self, root: Path, names: dict[Path, Node]) -> None:
        """`names` is what is below `root`, and `root` itself, at the start."""
        self._root = root
        self._names = dict(names)
        self._opened: dict[int, _Opened] = {}

    def read(self, calls: Iterable[Call]) -> Iterator[tuple[Call, Change]]:
        """The changes of one process, from its start."""
        self._opened = {}
        for call in calls:
            for change in self._changes(call):
                if isinstance(change, Names):
                    for path, node in change.given:
                        self._names.pop(path, None)
                        if node:
                            self._names[path] = node
                yield call, change

    def _changes(self, call: Call) -> Iterator[Change]:
        if call.result < 0:
            return
        if call.name in UNKNOWN:
            self._refuse(call)
            return
        paths = [Path(os.path.abspath(os.fsdecode(raw))) for raw in _paths(call)]  # noqa: PTH100 - no links followed
        mine = [path for path in paths if path == self._root or self._root in path.parents]
        match call.plain:
            case "openat":
                self._opened.pop(call.result, None)
                if mine:
                    yield from self._open(call, mine[0])
            case "mkdir" if mine:
                yield Names(((mine[0], Node(folder=True)),))
            case "unlink" if mine:
                yield Names(((mine[0], None),))
            case "rename" if mine:
                old, new = mine
                yield Names(((old, None), (new, self._names[old])))
            case "link" if mine:
                old, new = mine
                yield Names(((new, self._names[old]),))
            case "dup" | "dup2" | "dup3" | "fcntl":
                self._follow(call)
            case "close":
                self._opened.pop(_numbers(call)[0], None)
            case "lseek" | "write" | "pwrite64" | "fsync" | "fdatasync" | "ftruncate":
                yield from self._touch(call)

    def _open(self, call: Call, path: Path) -> Iterator[Change]:
        known = self._names.get(path)
        node = known or Node()
        if known is None:
            assert "O_CREAT" in call.arguments, f"opened from nowhere: {path}"
            yield Names(((path, node),))
        elif "O_TRUNC" in call.arguments:
            yield Cut(node, 0)
        assert "O_APPEND" not in call.arguments, f"not understood: appending to {path}"
        self._opened[call.result] = _Opened(node)

    def _follow(self, call: Call) -> None:
        if call.name == "fcntl" and "F_DUPFD" not in call.arguments:
            return
        self._opened.pop(call.result, None)
        if known := self._opened.get(_numbers(call)[0]):
            self._opened[call.result] = known

    def _touch(self, call: Call) -> Iterator[Change]:
        descriptor, *numbers = _numbers(call)
        opened = self._opened.get(descriptor)
        if opened is None:
            if call.name == "write" and descriptor == STDOUT:
                yield Said(_strings(call)[0].decode())
            return
        match call.name:
            case "lseek":
                opened.place = call.result
            case "write":
                yield Write(opened.node, opened.place, _strings(call)[0][: call.result])
                opened.place += call.result
            case "pwrite64":
                yield Write(opened.node, numbers[-1], _strings(call)[0][: call.result])
            case "ftruncate":
                yield Cut(opened.node, numbers[0])
            case _:
                yield Sync(opened.node)

    def _refuse(self, call: Call) -> None:
        """Raise for a call that changes something here in a way that is not followed."""
        if call.name == "mmap" and not ("MAP_SHARED" in call.arguments and "PROT_WRITE" in call.arguments):
            return
        numbers = {int(number) for number in re.findall(r"(?<![\w\\])\d+(?![\w\\])", _STRING.sub("", call.arguments))}
        nodes = {opened.node for number, opened in self._opened.items() if number in numbers}
        scratch = {node for path, node in self._names.items() if path.name.endswith(_SCRATCH)}
        named = any(os.fsencode(self._root) in raw for raw in _strings(call))
        if named or nodes - scratch:
            raise AssertionError(f"not understood: {call.name}({call.arguments[:200]})")


def _strings(call: Call) -> list[bytes]:
    found = _STRING.findall(call.arguments)
    assert not any(dots for _, dots in found), f"cut off: {call.name}"
    return [bytes.fromhex(text.replace("\\x", "")) for text, _ in found]


def _paths(call: Call) -> list[bytes]:
    return [] if call.name in ("write", "pwrite64") else _strings(call)


def _numbers(call: Call) -> list[int]:
    """The plain numbers among the arguments, the descriptor first."""
    return [int(part) for part in _STRING.sub("", call.arguments).split(", ") if part.strip().isdecimal()]
