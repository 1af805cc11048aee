"""Progress on a stick: one JSON file with a checksum. A received database is never opened.

Evenings do not travel, so nobody can add votes to one with a file.

Merging is the union of events by id, so that it does not matter how often or in what order parcels are merged.
Learners who were erased travel as tombstones: the erasure is merged too, so that no old file brings them back.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC
from hashlib import sha256
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from tutor.dates import YEARS
from tutor.exchange.foreign import BadParcel, ours
from tutor.learning.events import OF_AN_EVENING, Body, ProfileName, Unknown
from tutor.learning.log import KINDS, Event, NotAcceptable, Stamp, canonical, read

SORT = "raadstutor-voortgang"
VERSION = 1
MAX_BYTES = 256 * 1024 * 1024

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
Name = Annotated[str, Meta(min_length=1, max_length=200)]


class Record(Stamp, frozen=True, kw_only=True):
    """An event as it travels."""

    kind: Annotated[str, Meta(min_length=1, max_length=200)]
    body: msgspec.Raw


class ParcelBody(Struct, frozen=True):
    """The part of the file that its checksum covers."""

    erased: list[Name]
    events: list[Record]


class Envelope(Struct, frozen=True):
    """The whole file: a checksum, and what it covers."""

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
    """The file for these events, without those of which `travels` says no."""
    records = [
        Record(
            id=event.id,
            learner=event.learner,
            device=event.device,
            kind=event.kind,
            at=event.at,
            subject=event.subject,
            revision=event.revision,
            body=msgspec.Raw(event.text.encode()),
        )
        for event in events
        if travels(event)
    ]
    content = msgspec.json.encode(ParcelBody(erased=sorted(set(erased)), events=records))
    envelope = Envelope(sort=SORT, version=VERSION, checksum=_checksum(content), content=msgspec.Raw(content))
    return msgspec.json.encode(envelope) + b"\n"


def unpack(data: bytes) -> Parcel:
    """What is in a file. Raises BadParcel for anything that is not wholly right."""
    try:
        envelope = msgspec.json.decode(ours(data, SORT, VERSION, MAX_BYTES), type=Envelope)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise BadParcel("Aan deze voortgang ontbreekt iets. Exporteer opnieuw.") from None
    content = bytes(envelope.content)
    if envelope.checksum != _checksum(content):
        raise BadParcel("Dit bestand is beschadigd: de controlesom klopt niet. Exporteer opnieuw.")
    try:
        found = msgspec.json.decode(content, type=ParcelBody)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise BadParcel("In dit bestand staat iets wat er niet hoort. Er is niets overgenomen.") from None
    if not all(map(_UUID.fullmatch, found.erased)):
        raise BadParcel("In dit bestand staat een gewist profiel dat niet te herkennen is. Er is niets overgenomen.")
    return Parcel(events=tuple(_event(record) for record in found.events), erased=tuple(found.erased))


def travels(event: Event) -> bool:
    """Whether an event may go on a stick: whatever does is taken in elsewhere.

    What stays behind was stored by an older program without limits, or only a newer one understands it.
    """
    try:
        canonical(event.text)
    except NotAcceptable:
        return False
    return _sound(event, event.kind, event.body)


def _event(record: Record) -> Event:
    try:
        text = canonical(bytes(record.body).decode())
    except (NotAcceptable, UnicodeDecodeError):
        raise _unusable(record) from None
    body = read(record.kind, text)
    if not _sound(record, record.kind, body):
        raise _unusable(record)
    return Event(
        id=record.id,
        learner=record.learner,
        device=record.device,
        at=record.at.astimezone(UTC),
        subject=record.subject,
        revision=record.revision,
        body=body,
        text=text,
    )


def _sound(stamp: Stamp, kind: str, body: Body) -> bool:
    return (
        _UUID.fullmatch(stamp.id) is not None
        and _UUID.fullmatch(stamp.learner) is not None
        and not kind.startswith(OF_AN_EVENING)
        and stamp.at.tzinfo is not None
        and stamp.at.year in YEARS
        and not (isinstance(body, Unknown) and kind in KINDS)
    )


def _unusable(record: Record) -> BadParcel:
    return BadParcel(f"Een gebeurtenis ({record.kind}) is niet te gebruiken. Er is niets overgenomen.")


def _checksum(content: bytes) -> str:
    return sha256(content).hexdigest()


def preview(parcel: Parcel, known: Collection[str], erased: Collection[str]) -> tuple[Preview, ...]:
    """What a merge would bring for each learner. `known`: ids that are here; `erased`: learners erased anywhere."""
    total = Counter(event.learner for event in parcel.events)
    new = Counter(event.learner for event in parcel.events if event.id not in known)
    names = {event.learner: event.body.name for event in parcel.events if isinstance(event.body, ProfileName)}
    return tuple(
        Preview(
            name=names.get(learner, ""),
            new=0 if learner in erased else new[learner],
            known=number - new[learner],
            erased=learner in erased,
        )
        for learner, number in total.items()
    )
