"""A zelfscan as events and back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tutor.learning.grading import Verdict
from tutor.learning.journal import Kind
from tutor.learning.response import Response, to_plain
from tutor.learning.route import Role
from tutor.learning.scan import ModuleResult, Scan
from tutor.model import Catalogue, Draft, Event, Item, revision

SCAN = "zelfscan"
"""Mode of the answers of a scan; they count for memory like all answers."""
STARTED = "scan_started"
FINISHED = "scan_finished"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanResult:
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


def scan_started(scan: Scan) -> Draft:
    """A scan began."""
    return Draft(kind=STARTED, body={"session": scan.id, "role": scan.role, "seed": scan.seed})


def scan_answered(scan: Scan, item: Item, response: Response, verdict: Verdict) -> Draft:
    """An answer in a scan."""
    return Draft(
        kind=Kind.ANSWERED,
        subject=item.id,
        revision=revision(item),
        body={
            "session": scan.id,
            "mode": SCAN,
            "response": to_plain(response),
            "confidence": None,
            "outcome": verdict.outcome,
            "score": round(verdict.score, 4),
            "try": 1,
        },
    )


def scan_finished(scan: Scan) -> Draft:
    """The scan is done."""
    return Draft(
        kind=FINISHED,
        body={
            "session": scan.id,
            "role": scan.role,
            "asked": len(scan.asked),
            "right": sum(asked.right for asked in scan.asked),
            "known": sorted(scan.known),
        },
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


def resume_scan(events: Iterable[Event], catalogue: Catalogue) -> Scan | None:
    """The scan that these events describe; answers to items that are no longer asked are passed over."""
    scan: Scan | None = None
    for event in events:
        if event.kind == STARTED:
            scan = Scan.begin(event.body["session"], Role(event.body["role"]), catalogue, event.body["seed"])
        elif scan and event.kind == Kind.ANSWERED and scan.current and scan.current.id == event.subject:
            scan = scan.record(scan.current, event.body["score"] >= 1, event.at)
    return scan
