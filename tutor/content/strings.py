"""All strings in a content value, with the field that holds them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import fields

from tutor.content.codes import Place
from tutor.content.source import Placed
from tutor.model import Content


class String(NamedTuple):
    """A string of a content value."""

    text: str
    owner: type[Struct]
    """Type of the table in which it stands."""
    field: str
    """English name of its key."""
    required: bool
    """The key may not be left out."""
    place: Place


def strings(placed: Placed[Content]) -> Iterator[String]:
    """Every string in a value and in the values inside it, in the order of their fields."""
    yield from _inside(placed, placed.value, ())


def _inside(placed: Placed[Content], value: Struct, path: tuple[str | int, ...]) -> Iterator[String]:
    for field in fields(value):
        content = getattr(value, field.name)
        several = content if isinstance(content, tuple) else (content,)
        for position, one in enumerate(several):
            here = (*path, field.name, position) if isinstance(content, tuple) else (*path, field.name)
            if type(one) is str:
                yield String(one, type(value), field.name, field.required, placed.at(*here))
            elif isinstance(one, Struct):
                yield from _inside(placed, one, here)
