"""What learners did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

EVENING = "klas-"
"""The id of a classroom evening begins with this. It stands where else a learner's id stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An event that has not been stored yet."""

    kind: str
    subject: str = ""
    """Content id."""
    revision: str = ""
    """Content hash, see `revision`."""
    body: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A stored fact about a learner. Never changes."""

    id: str
    """UUIDv7, so ids sort by time."""
    learner: str
    """Id of a learner, or of a classroom evening, see `EVENING`."""
    device: str
    kind: str
    at: datetime
    """UTC, aware."""
    subject: str
    revision: str
    body: Mapping[str, Any]
