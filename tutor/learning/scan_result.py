"""What came out of a zelfscan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from tutor.learning.kinds import Kind
from tutor.model import Catalogue, Event

STARTED = "scan_started"
FINISHED = "scan_finished"


class ModuleResult(Struct, frozen=True, kw_only=True):
    """How a module went in the scan."""

    module: str
    asked: int
    right: int


class ScanResult(Struct, frozen=True, kw_only=True):
    """A scan that came to its end."""

    role: str
    asked: int
    right: int
    known: frozenset[str]
    """Lessons that can be skipped."""
    answers: tuple[tuple[str, bool], ...]
    """Items that were asked, and whether the answer was right."""
    at: datetime

    def per_module(self, catalogue: Catalogue) -> tuple[ModuleResult, ...]:
        """Results per module, in the order of the catalogue; items that are gone are passed over."""
        found: dict[str, list[bool]] = {}
        for item, right in self.answers:
            lesson = catalogue.lesson_of.get(item)
            if lesson:
                found.setdefault(lesson.module, []).append(right)
        return tuple(
            ModuleResult(module=module.head.id, asked=len(rights), right=sum(rights))
            for module in catalogue.modules
            if (rights := found.get(module.head.id))
        )


def result(event: Event, scanning: Iterable[Event]) -> ScanResult:
    """The result that `scan_finished` wrote; `scanning` are the events of that scan before it."""
    body = event.body
    return ScanResult(
        role=body["role"],
        asked=body["asked"],
        right=body["right"],
        known=frozenset(body["known"]),
        answers=tuple((one.subject, one.body["score"] >= 1) for one in scanning if one.kind == Kind.ANSWERED),
        at=event.at,
    )
