"""A catalogue in bytes, of which a lesson is decoded when somebody asks for it.

Decoding all lessons takes 4 ms of a start with the lessons that are shipped and grows with the content, while a first
screen needs six of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Generic, Protocol, TypeVar, overload

import msgspec
from msgspec import Struct

from tutor.model import (
    Catalogue,
    ClassPlan,
    Fact,
    Law,
    Lesson,
    Lookalikes,
    Misconception,
    Module,
    ModuleHead,
    Programme,
    Term,
)

T = TypeVar("T")


class PackedModule(Struct, frozen=True, array_like=True):
    """A module without what its lessons say."""

    head: ModuleHead
    ids: tuple[str, ...]


class PackedRegisters(Struct, frozen=True, array_like=True):
    """What a catalogue has beside its modules; the fields are those of `Catalogue`."""

    laws: tuple[Law, ...]
    facts: tuple[Fact, ...]
    terms: tuple[Term, ...]
    misconceptions: tuple[Misconception, ...]
    lookalikes: tuple[Lookalikes, ...]
    plans: tuple[ClassPlan, ...]
    programmes: tuple[Programme, ...]
    fingerprint: str


class PackedCatalogue(Struct, frozen=True, array_like=True):
    """Two catalogues are the same if they are so when packed."""

    modules: tuple[PackedModule, ...]
    lessons: Mapping[str, bytes]
    """By id, in the order of the modules."""
    items: Mapping[str, str]
    """The lesson of every item, by id; likewise the next two."""
    cases: Mapping[str, str]
    goals: Mapping[str, str]
    registers: PackedRegisters


def pack(catalogue: Catalogue) -> PackedCatalogue:
    """The catalogue in bytes."""
    homes = {thing: lesson.head.id for thing, lesson in catalogue.lesson_of.items()}
    return PackedCatalogue(
        modules=tuple(PackedModule(module.head, module.ids) for module in catalogue.modules),
        lessons={name: msgspec.msgpack.encode(lesson) for name, lesson in catalogue.lessons.items()},
        items={name: homes[name] for name in catalogue.items},
        cases={name: homes[name] for name in catalogue.cases},
        goals={name: homes[name] for name in catalogue.goals},
        registers=PackedRegisters(*(getattr(catalogue, name) for name in PackedRegisters.__struct_fields__)),
    )


def unpack(packed: PackedCatalogue, read: Callable[[], Catalogue]) -> Catalogue:
    """The catalogue. `read`: reads the content itself, for when a part turns out to be no such thing after all."""
    again = cache(read)
    decode = msgspec.msgpack.Decoder(Lesson).decode
    lessons = Lazy(packed.lessons, lambda name: decode(packed.lessons[name]), lambda: again().lessons)
    homes = {**packed.items, **packed.cases, **packed.goals}
    lesson_of = Lazy(homes, lambda name: lessons[homes[name]], lambda: again().lesson_of)
    modules = tuple(
        Module(head=module.head, lessons=LessonRow(lessons, module.ids), ids=module.ids) for module in packed.modules
    )
    registers = {name: getattr(packed.registers, name) for name in PackedRegisters.__struct_fields__}
    catalogue = Catalogue(modules=modules, **registers)
    # What these cached properties would work out from all lessons is known here without decoding any.
    vars(catalogue).update(
        lessons=lessons,
        lesson_of=lesson_of,
        items=Lazy(packed.items, lambda name: _by_id(lesson_of[name].items, name), lambda: again().items),
        cases=Lazy(packed.cases, lambda name: _by_id(lesson_of[name].cases, name), lambda: again().cases),
        goals=Lazy(packed.goals, lambda name: _by_id(lesson_of[name].head.goals, name), lambda: again().goals),
    )
    return catalogue


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


def _by_id(things: Iterable[_N], name: str) -> _N:
    for thing in things:
        if thing.id == name:
            return thing
    raise LookupError(name)
