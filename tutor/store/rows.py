"""How values become rows and back, and which learners their events make.

Every row carries a checksum, because SQLite has none for its content.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID
from zlib import crc32

from msgspec.structs import replace

from tutor.learning.events import EVENING, TOGETHER, Answered, ProfileCreated, ProfileRenamed, kind_of
from tutor.learning.log import Event, NotAcceptable, canonical, read
from tutor.learning.profile import Profile, joined, objection, same, tidy, told_apart
from tutor.store.errors import Damaged, NameRefused

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


@cache
def columns(table: str) -> str:
    """The columns of a table with the checksum, for SQL."""
    return ", ".join((*TABLES[table], "checksum"))


@cache
def insert(table: str) -> str:
    """SQL that adds one sealed row."""
    places = ", ".join("?" * (len(TABLES[table]) + 1))
    return f"INSERT INTO {table} ({columns(table)}) VALUES ({places})"


def encode(event: Event) -> Row:
    """The sealed row of an event. Raises ValueError for an id or a subject that is not valid Unicode."""
    at = event.at.isoformat(timespec="microseconds")
    return sealed((event.id, event.learner, event.device, event.kind, at, event.subject, event.revision, event.text))


def events_in(rows: Iterable[Sequence[Any]], path: Path | None) -> list[Event]:
    """The events of these rows of the file at `path`, each proven by its checksum. Raises Damaged.

    A start reads events before the whole file was checked, so nothing may be believed here that is not proven.
    """
    events: list[Event] = []
    for row in rows:
        if not intact(row):
            raise Damaged(path or Path(":memory:"), ("een rij in event klopt niet met haar controlegetal",))
        event_id, learner, device, kind, at, subject, revision, text, _ = row
        events.append(
            Event(
                id=event_id,
                learner=learner,
                device=device,
                at=datetime.fromisoformat(at),
                subject=subject,
                revision=revision,
                body=read(kind, text),
                text=text,
            )
        )
    return events


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TAIL_BITS = 74
"""Random bits after the 48 bits of time, without version and variant."""
LIMIT = 1 << (47 + TAIL_BITS)
"""Far beyond any honest clock (the year 6429), and still room to count on."""

Bits = Callable[[int], int]
"""Gives a random number of so many bits, like `secrets.randbits`."""


def uuid7(now: datetime, bits: Bits) -> str:
    """A new id at `now` (aware)."""
    milliseconds = (now - EPOCH) // timedelta(milliseconds=1)
    return _text(max(milliseconds, 0) << TAIL_BITS | bits(TAIL_BITS))


def successor(last: str, fresh: str) -> str:
    """An id just after `last`, for when the clock has not moved on.

    The step is random, taken from `fresh`, so that another device that counts on from `last` gets other ids.
    """
    return _text(_number(last) + 1 + (_number(fresh) & 0xFFFF_FFFF))


def acceptable(text: object) -> bool:
    """Whether `text` is a UUIDv7 in its usual spelling, at a time that leaves room for later ids."""
    try:
        return isinstance(text, str) and _text(_number(text)) == text and _number(text) < LIMIT
    except ValueError:
        return False


def moment(text: str) -> datetime:
    """The time in an id, UTC, in milliseconds."""
    return EPOCH + timedelta(milliseconds=_number(text) >> TAIL_BITS)


def _text(number: int) -> str:
    head, tail = divmod(number, 1 << 62)
    time, middle = divmod(head, 1 << 12)
    return str(UUID(int=time << 80 | 0x7 << 76 | middle << 64 | 0b10 << 62 | tail))


def _number(text: str) -> int:
    value = UUID(text).int
    return (value >> 80) << TAIL_BITS | (value >> 64 & 0xFFF) << 62 | value & ((1 << 62) - 1)


def same_event(one: Event, other: Event) -> bool:
    """Whether two laptops hold the same event, however each spelled its body."""
    if one == other:
        return True
    with suppress(NotAcceptable):
        return replace(one, text=other.text) == other and canonical(one.text) == canonical(other.text)
    return False


def system_bits(count: int) -> int:
    """Random bits of the operating system."""
    return int.from_bytes(os.urandom((count + 7) // 8)) >> (-count % 8)


_LEARNERS = """
WITH RECURSIVE one (learner) AS (
    SELECT min(learner) FROM event
    UNION ALL
    SELECT (SELECT min(learner) FROM event WHERE learner > one.learner) FROM one WHERE one.learner NOT NULL
)
SELECT learner FROM one WHERE learner NOT NULL
"""
"""Jumps from learner to learner in the index; GROUP BY would learners_in all that everybody ever did."""
_FIRST = f"SELECT {columns('event')} FROM event WHERE learner = ? ORDER BY id LIMIT 1"
_ALL = f"SELECT {columns('event')} FROM event WHERE learner = ? ORDER BY id"
_BEGUN = "SELECT min(id) FROM event WHERE learner = ?"
_OF_PROFILES = (
    f"SELECT {columns('event')} FROM event "
    f"WHERE kind IN ('{kind_of(ProfileCreated)}', '{kind_of(ProfileRenamed)}') ORDER BY id"
)


def learners_in(connection: sqlite3.Connection, path: Path | None) -> tuple[Profile, ...]:
    """All learners, oldest first; evenings_in are none. Raises Damaged when what tells so is not as it was written.

    One whose name got lost in a damaged file keeps its events under a made-up name.
    """
    found: dict[str, Profile] = {}
    for (learner,) in connection.execute(_LEARNERS).fetchall():
        for first in events_in(connection.execute(_FIRST, (learner,)), path):
            if first.learner != learner:
                raise Damaged(path or Path(":memory:"), ("de index van event klopt niet",))
            if learner != TOGETHER and not learner.startswith(EVENING):
                found[learner] = Profile(learner, f"Naamloos {learner[-4:]}", moment(first.id))
    for event in events_in(connection.execute(_OF_PROFILES), path):
        match event.body:
            case ProfileCreated(name=name) if event.learner in found:
                found[event.learner] = Profile(event.learner, name, event.at, event.device)
            case ProfileRenamed(name=name) if event.learner in found:
                found[event.learner] = replace(found[event.learner], name=name)
    return tuple(sorted(found.values(), key=lambda learner: (learner.created, learner.id)))


def people_in(connection: sqlite3.Connection, path: Path | None) -> tuple[Profile, ...]:
    """All learners, joined profiles as one, and by what to tell those apart who have the same name."""
    together = events_in(connection.execute(_ALL, (TOGETHER,)), path)
    return tuple(
        replace(person, answers=sum(_answers(connection, log) for log in person.ids)) if person.mark else person
        for person in told_apart(joined(learners_in(connection, path), together))
    )


def evenings_in(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The ids of all evenings_in, the newest first."""
    sql = f"{_LEARNERS} AND learner LIKE '{EVENING}%'"
    begun = [(connection.execute(_BEGUN, found).fetchone(), *found) for found in connection.execute(sql).fetchall()]
    return tuple(learner for _, learner in sorted(begun, reverse=True))


def _answers(connection: sqlite3.Connection, learner: str) -> int:
    sql = f"SELECT count(*) FROM event WHERE learner = ? AND kind = '{kind_of(Answered)}'"
    (number,) = connection.execute(sql, (learner,)).fetchone()
    return int(number)


def proper_name(name: str, taken: Iterable[Profile]) -> str:
    """The name, tidied. Raises NameRefused if nobody can have it, or somebody has."""
    if reason := objection(name):
        raise NameRefused(reason)
    if any(same(name, other.name) for other in taken):
        raise NameRefused(f"Er is al een profiel met de naam {tidy(name)}. Kies een andere naam.")
    return tidy(name)
