"""A zelfscan as events and back."""

from __future__ import annotations

from collections.abc import Iterable

from tutor.learning.grading import Verdict
from tutor.learning.kinds import Kind
from tutor.learning.response import Response, to_plain
from tutor.learning.route import Role
from tutor.learning.scan import Scan
from tutor.learning.scan_result import FINISHED as FINISHED
from tutor.learning.scan_result import STARTED as STARTED
from tutor.model import Catalogue, Draft, Event, Item, revision

SCAN = "zelfscan"
"""Mode of the answers of a scan; they count for memory like all answers."""


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


def resume_scan(events: Iterable[Event], catalogue: Catalogue) -> Scan | None:
    """The scan that these events describe; answers to items that are no longer asked are passed over."""
    scan: Scan | None = None
    for event in events:
        if event.kind == STARTED:
            scan = Scan.begin(event.body["session"], Role(event.body["role"]), catalogue, event.body["seed"])
        elif scan and event.kind == Kind.ANSWERED and scan.current and scan.current.id == event.subject:
            scan = scan.record(scan.current, event.body["score"] >= 1, event.at)
    return scan
