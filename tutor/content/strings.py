"""All strings in a content value, with the field that holds them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from msgspec import Struct
from msgspec.structs import FieldInfo, fields

from tutor.content.codes import Place
from tutor.content.source import Placed
from tutor.model import Content


@dataclass(frozen=True, slots=True)
class String:
    """A string of a content value."""

    text: str
    owner: type[Struct]
    """Type of the table in which it stands."""
    field: str
    """English name of its key."""
    required: bool
    """The key may not be left out."""
    value: Placed[Content]
    """The item, casus or entry it is part of."""
    path: tuple[str | int, ...]
    """English names and positions from that value."""

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.value.at(*self.path)


def strings(placed: Placed[Content]) -> Iterator[String]:
    """Every string in a value and in the values inside it, in the order of their fields."""
    yield from _inside(placed, placed.value, ())


def _inside(placed: Placed[Content], value: Struct, path: tuple[str | int, ...]) -> Iterator[String]:
    for field in _fields(type(value)):
        content = getattr(value, field.name)
        several = content if isinstance(content, tuple) else (content,)
        for position, one in enumerate(several):
            here = (*path, field.name, position) if isinstance(content, tuple) else (*path, field.name)
            if type(one) is str:
                yield String(one, type(value), field.name, field.required, placed, here)
            elif isinstance(one, Struct):
                yield from _inside(placed, one, here)


@cache
def _fields(kind: type[Struct]) -> tuple[FieldInfo, ...]:
    return fields(kind)
