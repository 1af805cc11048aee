"""Progress on a stick: one JSON file with a checksum. A received database is never opened.

Evenings do not travel, so nobody can add votes to one with a file.

Merging is the union of events by id, so that it does not matter how often or in what order parcels are merged.
Who wants to be forgotten everywhere sends a request of his or her own, from the computer on which the profile was made.
An export of learners holds none: that somebody was erased here says nothing about elsewhere, and its id tells when that
person began.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from hashlib import sha256
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from tutor.dates import YEARS
from tutor.exchange.reading import BadParcel, ours
from tutor.learning.events import OF_AN_EVENING, TOGETHER, Body, OfTwo, ProfileName, Unknown
from tutor.learning.log import KINDS, MAX_DEPTH, Event, NotAcceptable, Stamp, canonical, read
from tutor.learning.profile import objection
from tutor.system import Refusal

SORT = "raadstutor-voortgang"
VERSION = 1
MAX_BYTES = 128 * 1024 * 1024
LARGE = 8 * 1024 * 1024
"""Bytes that take more than a second to read."""
MAX_EVENTS = 250_000
"""More than somebody who answers fifty questions a day makes in ten years."""
LIMITS = (
    f"In een bestand passen {MAX_EVENTS // 1000}.000 gebeurtenissen en {MAX_BYTES // 1024**2} MB; een gebeurtenis is "
    f"hooguit 1 MB groot en {MAX_DEPTH} lagen diep."
)
"""Dutch."""

Watch = Callable[[Sequence[msgspec.Raw]], Iterable[msgspec.Raw]]
"""Gives the same things one by one, and may tell how far they are."""

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
Name = Annotated[str, Meta(min_length=1, max_length=200)]


class TooMuch(Refusal):
    """More than another computer would take in."""


class Record(Stamp, frozen=True, kw_only=True):
    """An event as it travels."""

    kind: Annotated[str, Meta(min_length=1, max_length=200)]
    body: msgspec.Raw


class ParcelBody(Struct, frozen=True):
    """The part of the file that its checksum covers."""

    erased: list[Name]
    """Who asks to be erased wherever this comes."""
    events: list[msgspec.Raw]
    device: Annotated[str, Meta(max_length=200)] = ""
    """The computer that asks it; older programs asked it for everybody whom they had erased, and did not say."""


class Envelope(Struct, frozen=True):
    """The whole file: a checksum, and what it covers."""

    sort: str
    version: int
    checksum: str
    content: msgspec.Raw


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What came out of a file: sound events, and who asks to be erased."""

    events: tuple[Event, ...]
    erased: tuple[str, ...]
    device: str = ""
    """The computer that asks it."""
    unusable: int = 0
    """Events that are not in it, because nobody could use them."""

    def without(self, refused: Collection[str]) -> Parcel:
        """The same without events, by id, that cannot be used for another reason."""
        events = tuple(event for event in self.events if event.id not in refused)
        return replace(self, events=events, unusable=self.unusable + len(self.events) - len(events))

    @property
    def learners(self) -> tuple[str, ...]:
        """Learners with events, in the order in which they come by."""
        return tuple(dict.fromkeys(event.learner for event in self.events))


def pack(events: Iterable[Event], erased: Iterable[str] = (), device: str = "") -> bytes:
    """The file for these events, without those of which `travels` says no; and who asks to be erased, from where."""
    records = [msgspec.Raw(msgspec.json.encode(_record(event))) for event in events if travels(event)]
    if len(records) > MAX_EVENTS:
        raise TooMuch(f"Dit zijn {len(records)} gebeurtenissen. {LIMITS} Exporteer per profiel, met --profiel NAAM.")
    content = msgspec.json.encode(ParcelBody(erased=sorted(set(erased)), events=records, device=device))
    envelope = Envelope(sort=SORT, version=VERSION, checksum=_checksum(content), content=msgspec.Raw(content))
    data = msgspec.json.encode(envelope) + b"\n"
    if len(data) > MAX_BYTES:
        raise TooMuch(f"Dit is {len(data) // 1024**2} MB. {LIMITS} Exporteer per profiel, met --profiel NAAM.")
    return data


def _record(event: Event) -> Record:
    return Record(
        id=event.id,
        learner=event.learner,
        device=event.device,
        kind=event.kind,
        at=event.at,
        subject=event.subject,
        revision=event.revision,
        body=msgspec.Raw(event.text.encode()),
    )


def unpack(data: bytes, watch: Watch = iter) -> Parcel:
    """What is in a file, without events that cannot be used. Raises BadParcel when the file is not whole.

    The number of events is known, and refused if it is too large, before any of them is looked at.
    """
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
    if len(found.events) > MAX_EVENTS:
        raise BadParcel(f"In dit bestand staan {len(found.events)} gebeurtenissen. {LIMITS}")
    events = tuple(event for raw in watch(found.events) if (event := _event(raw)))
    return Parcel(
        events=events,
        erased=tuple(found.erased),
        device=found.device,
        unusable=len(found.events) - len(events),
    )


def travels(event: Event) -> bool:
    """Whether an event may go on a stick: whatever does is taken in elsewhere.

    What stays behind was stored by an older program without limits, or only a newer one understands it.
    """
    try:
        canonical(event.text)
    except NotAcceptable:
        return False
    return _sound(event, event.kind, event.body)


def _event(raw: msgspec.Raw) -> Event | None:
    """The event as it travelled; None when it cannot be used."""
    try:
        record = msgspec.json.decode(raw, type=Record)
        text = canonical(bytes(record.body).decode())
    except (msgspec.DecodeError, NotAcceptable, RecursionError, UnicodeDecodeError):
        return None
    body = read(record.kind, text)
    if not _sound(record, record.kind, body):
        return None
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
        and (stamp.learner == TOGETHER) is isinstance(body, OfTwo)
        and not (isinstance(body, OfTwo) and body.profile == body.other)
        and stamp.at.tzinfo is not None
        and stamp.at.year in YEARS
        and not (isinstance(body, Unknown) and kind in KINDS)
        and not (isinstance(body, ProfileName) and objection(body.name))
    )


def _checksum(content: bytes) -> str:
    return sha256(content).hexdigest()
