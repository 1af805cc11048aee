"""Progress on a stick: one JSON file with a checksum. A received database is never opened.

Merging is the union of events by id, so that it does not matter how often or in what order parcels are merged.
Learners who were erased travel as tombstones: the erasure is merged too, so that no old file brings them back.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from tutor.dates import YEARS
from tutor.learning.bodies import fits
from tutor.model import EVENING, Event

SORT = "raadstutor-voortgang"
VERSION = 1
MAX_BYTES = 256 * 1024 * 1024
MAX_BODY = 64 * 1024
"""Bytes of one body as JSON."""

OF_AN_EVENING = "class_"
"""How the kinds of events of an evening begin. Evenings do not travel, so nobody can add votes to one with a file."""

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
Name = Annotated[str, Meta(min_length=1, max_length=200)]


class BadParcel(ValueError):
    """The file is no parcel, or it is damaged. The message is Dutch."""


class Record(Struct, frozen=True):
    """An event as it travels."""

    id: Name
    learner: Name
    device: Annotated[str, Meta(max_length=200)]
    kind: Name
    at: datetime
    subject: Annotated[str, Meta(max_length=200)]
    revision: Annotated[str, Meta(max_length=200)]
    body: dict[str, Any]


class Content(Struct, frozen=True):
    """What the checksum covers."""

    erased: list[Name]
    events: list[Record]


class Envelope(Struct, frozen=True):
    """The file."""

    sort: str
    version: int
    checksum: str
    content: msgspec.Raw


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What came out of a file: sound events, and who was erased."""

    events: tuple[Event, ...]
    erased: tuple[str, ...]

    @property
    def learners(self) -> tuple[str, ...]:
        """Learners with events, in the order in which they come by."""
        return tuple(dict.fromkeys(event.learner for event in self.events))


def _names(event: Event) -> bool:
    return event.kind in ("profile_created", "profile_renamed") and isinstance(event.body.get("name"), str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a merge would do."""

    name: str
    """The last one that the parcel tells; empty when it tells none."""
    new: int
    """Events that are not here yet."""
    known: int
    erased: bool
    """Whether this learner was erased, here or on a laptop that a parcel comes from: nothing comes in."""


def pack(events: Iterable[Event], erased: Iterable[str] = ()) -> bytes:
    """The file for these events."""
    records = [
        Record(
            id=event.id,
            learner=event.learner,
            device=event.device,
            kind=event.kind,
            at=event.at,
            subject=event.subject,
            revision=event.revision,
            body=dict(event.body),
        )
        for event in events
    ]
    content = msgspec.json.encode(Content(erased=sorted(set(erased)), events=records))
    envelope = Envelope(sort=SORT, version=VERSION, checksum=_checksum(content), content=msgspec.Raw(content))
    return msgspec.json.encode(envelope) + b"\n"


def unpack(data: bytes) -> Parcel:
    """What is in a file. Raises BadParcel for anything that is not wholly right."""
    if len(data) > MAX_BYTES:
        raise BadParcel("Dit bestand is te groot voor voortgang van Raadstutor.")
    try:
        envelope = msgspec.json.decode(data, type=Envelope)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise BadParcel(
            "Dit is geen voortgang van Raadstutor, of het bestand is afgebroken. Exporteer opnieuw."
        ) from None
    if envelope.sort != SORT:
        raise BadParcel("Dit is een ander soort bestand. Kies een bestand van raadstutor exporteer voortgang.")
    if envelope.version > VERSION:
        raise BadParcel("Dit bestand is gemaakt met een nieuwere Raadstutor. Werk deze computer eerst bij.")
    content = bytes(envelope.content)
    if envelope.checksum != _checksum(content):
        raise BadParcel("Dit bestand is beschadigd: de controlesom klopt niet. Exporteer opnieuw.")
    try:
        found = msgspec.json.decode(content, type=Content)
    except (msgspec.DecodeError, RecursionError):
        raise BadParcel("In dit bestand staat iets wat er niet hoort. Er is niets overgenomen.") from None
    if not all(map(_UUID.fullmatch, found.erased)):
        raise BadParcel("In dit bestand staat een gewist profiel dat niet te herkennen is. Er is niets overgenomen.")
    return Parcel(events=tuple(_event(record) for record in found.events), erased=tuple(found.erased))


def _event(record: Record) -> Event:
    sound = (
        _UUID.fullmatch(record.id)
        and _UUID.fullmatch(record.learner)
        and not record.learner.startswith(EVENING)
        and not record.kind.startswith(OF_AN_EVENING)
        and record.at.tzinfo is not None
        and record.at.year in YEARS
        and len(msgspec.json.encode(record.body)) <= MAX_BODY
        and fits(record.kind, record.body)
    )
    if not sound:
        raise BadParcel(f"Een gebeurtenis ({record.kind}) is niet te gebruiken. Er is niets overgenomen.")
    return Event(
        id=record.id,
        learner=record.learner,
        device=record.device,
        kind=record.kind,
        at=record.at.astimezone(UTC),
        subject=record.subject,
        revision=record.revision,
        body=record.body,
    )


def _checksum(content: bytes) -> str:
    return sha256(content).hexdigest()


def preview(parcel: Parcel, known: Collection[str], erased: Collection[str]) -> tuple[Preview, ...]:
    """What a merge would bring for each learner. `known`: ids that are here; `erased`: learners erased anywhere."""
    total = Counter(event.learner for event in parcel.events)
    new = Counter(event.learner for event in parcel.events if event.id not in known)
    names = {event.learner: str(event.body["name"]) for event in parcel.events if _names(event)}
    return tuple(
        Preview(
            name=names.get(learner, ""),
            new=0 if learner in erased else new[learner],
            known=number - new[learner],
            erased=learner in erased,
        )
        for learner, number in total.items()
    )
