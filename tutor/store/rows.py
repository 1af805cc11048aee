"""How values become rows and back; every row carries a checksum, because SQLite has none for its content."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zlib import crc32

from tutor.model import Event

EVENT = ("id", "learner", "device", "kind", "at", "subject", "revision", "body")
TABLES: Mapping[str, tuple[str, ...]] = {
    "event": EVENT,
    "tombstone": ("learner", "at"),
    "setting": ("key", "value"),
}
"""Columns of each table, in the order of the checksum that follows them."""

Row = tuple[object, ...]


def checksum(values: Sequence[object]) -> int:
    """CRC-32 over all columns; raises ValueError for text that is not valid Unicode."""
    return crc32("\x1f".join(map(str, values)).encode())


def sealed(values: Sequence[object]) -> Row:
    """The values with their checksum behind them."""
    return (*values, checksum(values))


def intact(row: Sequence[object]) -> bool:
    """Whether a row with its checksum is as it was written."""
    try:
        return checksum(row[:-1]) == row[-1]
    except ValueError:
        return False


def columns(table: str) -> str:
    """The columns of a table with the checksum, for SQL."""
    return ", ".join((*TABLES[table], "checksum"))


def insert(table: str) -> str:
    """SQL that adds one sealed row."""
    places = ", ".join("?" * (len(TABLES[table]) + 1))
    return f"INSERT INTO {table} ({columns(table)}) VALUES ({places})"


def encode(event: Event) -> Row:
    """The sealed row of an event; raises TypeError or ValueError for a body that JSON cannot hold."""
    body = json.dumps(event.body, sort_keys=True, separators=(",", ":"), allow_nan=False)
    at = event.at.isoformat(timespec="microseconds")
    return sealed((event.id, event.learner, event.device, event.kind, at, event.subject, event.revision, body))


def decode(row: Sequence[Any]) -> Event:
    """The event of a row, with or without checksum."""
    event_id, learner, device, kind, at, subject, revision, body = row[: len(EVENT)]
    return Event(
        id=event_id,
        learner=learner,
        device=device,
        kind=kind,
        at=datetime.fromisoformat(at),
        subject=subject,
        revision=revision,
        body=json.loads(body),
    )
