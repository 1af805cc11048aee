"""UUIDv7 (RFC 9562, section 5.7): ids that sort by time. The standard library has them from 3.14 only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

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
