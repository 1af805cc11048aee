"""What learners did."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct

EVENING = "klas-"
"""The id of a classroom evening begins with this. It stands where else a learner's id stands."""


class Draft(Struct, frozen=True, kw_only=True):
    """An event that has not been stored yet."""

    kind: str
    subject: str = ""
    """Content id."""
    revision: str = ""
    """Content hash, see `revision`."""
    body: Mapping[str, Any] = {}


class Event(Struct, frozen=True, kw_only=True):
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
