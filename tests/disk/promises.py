"""What must hold of a folder that is found after the power went, whatever moment that was."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.disk.changes import Change, Said
from tests.disk.learner import EXPORT, NAME, STICK, data_file, fingerprint, rows_of
from tests.store import future
from tests.store.helpers import Clock, open_store, problems
from tests.store.test_erasure import traces
from tutor.exchange.parcel import unpack
from tutor.exchange.reading import BadParcel
from tutor.store import Damaged, StoreError
from tutor.store.backup import backups, newest_good, verdict
from tutor.store.repair import repair


@dataclass(frozen=True, slots=True)
class Step:
    """An acknowledgement."""

    name: str
    stored: tuple[str, ...]
    """Ids of events."""
    content: str
    """Fingerprint of all that was stored by then."""


def steps_in(text: str) -> list[Step]:
    """The steps of which a program said that they are done; it says other things too."""
    words = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    return [Step(word["done"], tuple(word["stored"]), word["content"]) for word in words if "done" in word]


def acknowledged(change: Change) -> list[Step]:
    """The steps that were acknowledged at this moment."""
    return steps_in(change.text) if isinstance(change, Said) else []


class Promises:
    """Compares what is found with what was acknowledged, and with the one step that may have been going on."""

    def __init__(self, steps: Sequence[Step], before: str) -> None:
        """`steps`: all, as they went without a power cut; `before`: fingerprint of what was stored at the start."""
        self._names = [step.name for step in steps]
        self._content = [before, *(step.content for step in steps)]
        self._stored = [step.stored for step in steps]
        self.repaired = 0
        """How many files had to be repaired."""

    def broken(self, root: Path, done: int) -> list[str]:
        """What does not hold after so many acknowledgements; empty if all is well. Opens, and may mend, the file."""
        with pytest.MonkeyPatch.context() as patch:
            if "new version" in self._names[:done]:
                future.upgrade(patch.setattr)
            try:
                return [*self._before_opening(root, done), *self._after_opening(root, done)]
            except StoreError as error:
                return [f"damaged: {error!r}"]

    def _before_opening(self, root: Path, done: int) -> Iterator[str]:
        said = self._names[:done]
        path, export = data_file(root), root / STICK / EXPORT
        if "erasure" in said and list(traces(path.parent, NAME)):
            yield "erased, and still there"
        if export.exists():
            try:
                unpack(export.read_bytes())
            except BadParcel:
                yield "half an export"
        elif "export" in said:
            yield "lost: the export"
        for backup in backups(path):
            if verdict(backup.path):
                yield f"damaged: {backup.path.name}"
        if "backup" in said and not newest_good(path):
            yield "lost: the backup"

    def _after_opening(self, root: Path, done: int) -> Iterator[str]:
        path = data_file(root)
        try:
            open_store(path, Clock()).close()
        except Damaged as damaged:
            yield f"damaged: {damaged}"
            self.repaired += 1
            repair(path, clock=Clock())
            open_store(path, Clock()).close()
        rows = rows_of(path)
        found = fingerprint(rows)
        erased = "erasure" in self._names and found == self._content[-1]
        promised = {event for stored in self._stored[:done] for event in stored}
        if not erased and (missing := promised - {row[1] for row in rows}):
            yield f"lost: {len(missing)} events"
        if found not in self._content[done : done + 2]:
            older = found in self._content[:done]
            yield f"lost: {done - self._content.index(found)} steps" if older else "neither before nor after a step"
        elif erased and list(traces(path.parent, NAME)):
            yield "erased, and still there after a start"
        if problems(path):
            yield "damaged: after opening"
