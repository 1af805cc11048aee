"""Parts of a catalogue that are made when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, Protocol, TypeVar, overload

import msgspec

from tutor.model.catalogue import Lesson

T = TypeVar("T")


class Lazy(Mapping[str, T], Generic[T]):
    """Knows all keys, and makes a value at its first use."""

    def __init__(self, keys: Iterable[str], make: Callable[[str], T], source: Callable[[], Mapping[str, T]]) -> None:
        """`source` has the value when `make` cannot give it."""
        self._values: dict[str, T | None] = dict.fromkeys(keys)
        self._make = make
        self._source = source

    def __getitem__(self, key: str) -> T:
        value = self._values[key]
        if value is None:
            try:
                value = self._make(key)
            except (msgspec.MsgspecError, LookupError):
                value = self._source()[key]
            self._values[key] = value
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __contains__(self, key: object) -> bool:
        return key in self._values

    def __len__(self) -> int:
        return len(self._values)


class LessonRow(Sequence[Lesson]):
    """The lessons of a module."""

    def __init__(self, lessons: Mapping[str, Lesson], ids: tuple[str, ...]) -> None:
        self._lessons = lessons
        self._ids = ids

    @overload
    def __getitem__(self, at: int) -> Lesson: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Lesson, ...]: ...
    def __getitem__(self, at: int | slice) -> Lesson | tuple[Lesson, ...]:
        if isinstance(at, slice):
            return tuple(self._lessons[name] for name in self._ids[at])
        return self._lessons[self._ids[at]]

    def __len__(self) -> int:
        return len(self._ids)


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_N = TypeVar("_N", bound=_Named)


def by_id(things: Iterable[_N], name: str) -> _N:
    """The thing with this id. Raises LookupError."""
    for thing in things:
        if thing.id == name:
            return thing
    raise LookupError(name)
