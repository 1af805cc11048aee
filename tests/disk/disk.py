"""What a disk may hold after the power went, at every moment of what a program did. A model, harsher than most disks.

What is sure: the content of a file up to its last sync; the names in a folder up to the last sync of that folder. Names
become sure in the order in which they were given, as in the journal of a file system, and syncing a new file makes its
name sure too. The rest may be there or not, in any mix, with any 512 bytes of a write.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from tests.disk.changes import Change, Cut, Names, Node, Said, Sync, Write

SECTOR = 512
"""Bytes that a disk writes whole or not at all."""
DRAWS = 3
"""How often chance picks what is there, for whole writes and for torn ones."""

Content = dict[Path, bytes | None]
"""Of a folder, with full paths; None: a folder."""
Edit = Write | Cut


class Disk:
    """The disk while a program runs."""

    def __init__(self, names: dict[Path, Node], content: dict[Node, bytes]) -> None:
        """What is sure at the start."""
        self._names = dict(names)
        self._sure_names = dict(names)
        self._waiting_names: list[Names] = []
        self._sure = defaultdict[Node, bytes](bytes, content)
        self._waiting: dict[Node, list[Edit]] = defaultdict(list)
        self._settled = set(names.values())
        """Nodes of which the first name is sure."""

    def apply(self, change: Change) -> None:
        """The program did this."""
        match change:
            case Names():
                _rename(self._names, change)
                self._waiting_names.append(change)
            case Write() | Cut():
                self._waiting[change.node].append(change)
            case Sync(node) if node.folder:
                self._settle(lambda names: any(self._names.get(path.parent) is node for path, _ in names.given))
            case Sync(node):
                self._sure[node] = _edited(self._sure[node], self._waiting.pop(node, []))
                if node not in self._settled:
                    self._settle(lambda names: any(given is node for _, given in names.given), first=True)
            case Said():
                pass

    def _settle(self, concerns: Callable[[Names], bool], *, first: bool = False) -> None:
        """Make names sure up to the last (or the first) change that is concerned."""
        places = [place for place, names in enumerate(self._waiting_names, 1) if concerns(names)]
        count = (places[0] if first else places[-1]) if places else 0
        for names in self._waiting_names[:count]:
            _rename(self._sure_names, names)
            self._settled.update(node for _, node in names.given if node)
        del self._waiting_names[:count]

    def everything(self) -> Content:
        """As the program saw it."""
        return self._content(self._names, lambda edits: edits)

    def synced(self) -> Content:
        """Only what is sure."""
        return self._content(self._sure_names, lambda edits: [])

    def some(self, chance: Random) -> Content:
        """What is sure, and whole writes that chance picks."""
        return self._content(self._some_names(chance), lambda edits: [edit for edit in edits if chance.random() < 0.5])

    def torn(self, chance: Random) -> Content:
        """What is sure, and sectors of writes that chance picks."""

        def pick(edits: list[Edit]) -> list[Edit]:
            return [part for edit in edits for part in _sectors(edit) if chance.random() < 0.5]

        return self._content(self._some_names(chance), pick)

    def states(self, chance: Random) -> Iterator[Content]:
        """What may be found, if the power goes now."""
        yield self.everything()
        yield self.synced()
        for _ in range(DRAWS):
            yield self.some(chance)
            yield self.torn(chance)

    def _some_names(self, chance: Random) -> dict[Path, Node]:
        names = dict(self._sure_names)
        for change in self._waiting_names[: chance.randint(0, len(self._waiting_names))]:
            _rename(names, change)
        return names

    def _content(self, names: dict[Path, Node], pick: Callable[[list[Edit]], list[Edit]]) -> Content:
        chosen = {node: pick(self._waiting[node]) if self._waiting.get(node) else [] for node in names.values()}
        edited = {node: _edited(self._sure[node], edits) for node, edits in chosen.items() if not node.folder}
        return {path: edited.get(node) for path, node in names.items()}


def _rename(names: dict[Path, Node], change: Names) -> None:
    for path, node in change.given:
        names.pop(path, None)
        if node:
            names[path] = node


def _edited(content: bytes, edits: list[Edit]) -> bytes:
    if not edits:
        return content
    made = bytearray(content)
    for edit in edits:
        match edit:
            case Write(_, at, data):
                made.extend(bytes(max(0, at - len(made))))
                made[at : at + len(data)] = data
            case Cut(_, size):
                made.extend(bytes(max(0, size - len(made))))
                del made[size:]
    return bytes(made)


def _sectors(edit: Edit) -> Iterator[Edit]:
    """A write in pieces that end where sectors end."""
    if isinstance(edit, Cut):
        yield edit
        return
    start = 0
    while start < len(edit.data):
        size = SECTOR - (edit.at + start) % SECTOR
        yield Write(edit.node, edit.at + start, edit.data[start : start + size])
        start += size
