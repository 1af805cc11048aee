"""Events of a log, and the one door through which their bodies are stored, read and carried.

`judge` is what a draft must pass to be stored, `read` gives every stored body its type, `canonical` is what a body must
pass to come in from elsewhere. Whatever `judge` lets in, the other two take, so that nothing can be stored that is in
the way of an export or a merge later.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Annotated, Protocol, TypeAlias, get_args

import msgspec
from msgspec import Meta, Struct

from tutor.dates import YEARS
from tutor.learning.evening_events import FromRoom, OnStage
from tutor.learning.events import Name, OfLearner, Unknown, kind_of

MAX_TEXT = 20_000
"""Characters of one text that a learner or trainer writes: some forty pages."""
MAX_BODY = 1024 * 1024
"""Bytes of a body as JSON. Ample for `MAX_TEXT`: programs that had no limit stored longer texts, which may travel."""
MAX_DEPTH = 20
"""Lists and objects within each other in a body."""


Known: TypeAlias = OfLearner | OnStage | FromRoom
KINDS: Mapping[str, type[Known]] = {kind_of(body): body for body in get_args(Known)}


@cache
def _decoder(body: type[Known]) -> msgspec.json.Decoder[Known]:
    return msgspec.json.Decoder(body)  # a start needs a few of them


class Draft(Struct, frozen=True, kw_only=True):
    """An event that has not been stored yet."""

    subject: Name = ""
    """Content id."""
    revision: Name = ""
    """Content hash, see `tutor.model.revision`."""
    body: Known | Unknown

    @property
    def kind(self) -> str:
        """The kind of event that this becomes."""
        return self.body.kind


class Stamp(Struct, frozen=True, kw_only=True):
    """What all events have: who, where, when and about what."""

    id: Annotated[str, Meta(min_length=1, max_length=200)]
    """UUIDv7, so ids sort by time."""
    learner: Annotated[str, Meta(min_length=1, max_length=200)]
    """Id of a learner, or of a classroom evening, see `EVENING`."""
    device: Name
    at: datetime
    """UTC, aware."""
    subject: Name
    revision: Name


class Event(Stamp, frozen=True, kw_only=True):
    """A stored fact about a learner. Never changes."""

    body: Known | Unknown
    text: str
    """The body as JSON, as it is stored and as it travels: with what a newer program may have added."""

    @property
    def kind(self) -> str:
        """What kind of event this is."""
        return self.body.kind


class NotAcceptable(ValueError):
    """A draft that may not be stored. The message is a Dutch sentence."""


def stamped(draft: Draft, *, id: str, learner: str, device: str, at: datetime) -> Event:  # noqa: A002
    """The event that a draft becomes, as it will be read back. Raises NotAcceptable."""
    text = judge(draft, at)
    return Event(
        id=id,
        learner=learner,
        device=device,
        at=at,
        subject=draft.subject,
        revision=draft.revision,
        body=read(draft.body.kind, text) if isinstance(draft.body, Unknown) else draft.body,  # `judge` read it back
        text=text,
    )


def read(kind: str, text: str) -> Known | Unknown:
    """The body in this JSON. What does not fit its kind was written by a newer program, and means nothing here."""
    if body := KINDS.get(kind):
        try:
            return _decoder(body).decode(text)
        except msgspec.ValidationError:
            pass
        except (msgspec.DecodeError, RecursionError):
            return _read_surrogates(kind, text)
    return Unknown(kind=kind, text=text)


def _read_surrogates(kind: str, text: str) -> Known | Unknown:
    """Programs that did not judge texts stored halves of a character as `\\ud800`, which only `json` reads."""
    try:
        body: Known = msgspec.convert(json.loads(text), type=KINDS[kind])
    except (ValueError, RecursionError):
        return Unknown(kind=kind, text=text)
    return body


def judge(draft: Draft, at: datetime) -> str:
    """The body of a draft as JSON. Raises NotAcceptable for what could not be read back, exported or merged later."""
    if at.year not in YEARS:
        raise NotAcceptable(f"De klok van deze computer staat op het jaar {at.year}. Zet de klok goed.")
    body = draft.body
    if isinstance(body, Unknown):
        return canonical(body.text)
    plain = msgspec.to_builtins(body)
    plain.pop("type")
    for text in _texts(plain):
        if reason := objection(text):
            raise NotAcceptable(reason)
    text = _dump(plain)
    if read(draft.body.kind, text) != body:
        raise ValueError(f"{body} is not what its kind may hold")
    return text


def objection(text: str) -> str:
    """Dutch: why a text cannot be kept; empty if it can."""
    if len(text) > MAX_TEXT:
        found, most = (f"{number:,}".replace(",", ".") for number in (len(text), MAX_TEXT))
        return f"Je tekst is te lang: {found} tekens. Houd het onder de {most}."
    try:
        text.encode()
    except UnicodeEncodeError:
        return "In je tekst staan tekens die niet te bewaren zijn. Typ de tekst opnieuw."
    return ""


def _texts(plain: object) -> Iterator[str]:
    match plain:
        case str():
            yield plain
        case dict():
            for value in plain.values():
                yield from _texts(value)
        case list() | tuple():
            for value in plain:
                yield from _texts(value)


def canonical(text: str) -> str:
    """A body that comes from elsewhere, spelled as the store spells it. Raises NotAcceptable if it may not travel."""
    if len(text) > MAX_BODY:
        raise NotAcceptable("Een gebeurtenis is te groot.")
    if _depth(text) > MAX_DEPTH:
        raise NotAcceptable("Een gebeurtenis is te diep genest.")
    try:
        plain = json.loads(text)
        spelled = _dump(plain)
    except (ValueError, RecursionError):
        raise NotAcceptable("Een gebeurtenis is niet te lezen.") from None
    if not isinstance(plain, dict) or len(spelled) > MAX_BODY:
        raise NotAcceptable("Een gebeurtenis is te groot of niet te lezen.")
    return spelled


_MARKS = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[{]|[\]}]')


def _depth(text: str) -> int:
    """How deep lists and objects lie in each other. Counted, as a decoder breaks on what is too deep."""
    level = deepest = 0
    for mark in _MARKS.finditer(text):
        level += (mark[0] in "[{") - (mark[0] in "]}")
        deepest = max(deepest, level)
    return deepest


def _dump(plain: object) -> str:
    """The same for the same values, so that laptops can compare what they hold."""
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), allow_nan=False)


class Log(Protocol):
    """Where events go; `tutor.store.Store` is one."""

    def append(self, learner: str, drafts: Iterable[Draft]) -> tuple[Event, ...]:
        """Store the drafts in one transaction and return after COMMIT. Raises when nothing was stored."""

    def events(self, learner: str, *, after: str | None = None) -> Iterator[Event]:
        """The events of a learner in order."""
