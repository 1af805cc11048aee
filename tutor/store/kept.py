"""A catalogue that reads a lesson when somebody asks for it: the cost of a start does not grow with the content."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar, overload

from tutor.model import Casus, Catalogue, Goal, Item, Lesson, Module
from tutor.store.shelf import Broken, Named, Shelf, ShelvedModule

T = TypeVar("T", bound=Named)


class _Part:
    """A register that is read when it is first asked for, and then stands in the catalogue as any attribute."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, kept: Kept, owner: type) -> object:
        try:
            value = kept.shelf.part(self._name)
        except Broken:
            value = getattr(kept.source, self._name)
        vars(kept)[self._name] = value
        return value


class Kept(Catalogue):
    """The catalogue on a shelf. What the shelf cannot give back is read from the content itself."""

    laws: Any = _Part()
    facts: Any = _Part()
    terms: Any = _Part()
    misconceptions: Any = _Part()
    lookalikes: Any = _Part()
    plans: Any = _Part()
    programmes: Any = _Part()
    mark: Any = _Part()

    shelf: Shelf
    again: Callable[[], Catalogue]

    def __init__(self, shelf: Shelf, again: Callable[[], Catalogue]) -> None:
        """`again` reads the content itself, for when the shelf turns out to be damaged."""
        vars(self).update(shelf=shelf, again=again)

    @cached_property
    def source(self) -> Catalogue:
        """The content itself."""
        return self.again()

    @cached_property
    def modules(self) -> tuple[Module, ...]:
        """Modules whose lessons are taken one by one."""
        return tuple(_KeptModule(head=one.head, lessons=_Row(self.lessons, one.ids)) for one in self._shelved)

    @cached_property
    def _shelved(self) -> tuple[ShelvedModule, ...]:
        try:
            return self.shelf.modules()
        except Broken:
            return tuple(ShelvedModule(module.head, tuple(module.ids)) for module in self.source.modules)

    @cached_property
    def lessons(self) -> Mapping[str, Lesson]:
        """Lessons by id, in the order of the modules."""
        return _Lessons(self, (name for module in self._shelved for name in module.ids))

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Items by id."""
        return _Things(self, "item", lambda lesson: lesson.items)

    @cached_property
    def cases(self) -> Mapping[str, Casus]:
        """Cases by id."""
        return _Things(self, "casus", lambda lesson: lesson.cases)

    @cached_property
    def goals(self) -> Mapping[str, Goal]:
        """Goals by id."""
        return _Things(self, "goal", lambda lesson: lesson.head.goals)

    @cached_property
    def lesson_of(self) -> Mapping[str, Lesson]:
        """The lesson of an item, casus or goal, by the id of that item, casus or goal."""
        return _LessonOf(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class _KeptModule(Module):
    lessons: _Row

    @property
    def ids(self) -> Sequence[str]:
        return self.lessons.ids


class _Row(Sequence[Lesson]):
    """The lessons of a module."""

    def __init__(self, lessons: Mapping[str, Lesson], ids: tuple[str, ...]) -> None:
        self._lessons = lessons
        self.ids = ids

    @overload
    def __getitem__(self, at: int) -> Lesson: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Lesson, ...]: ...
    def __getitem__(self, at: int | slice) -> Lesson | tuple[Lesson, ...]:
        if isinstance(at, slice):
            return tuple(self._lessons[name] for name in self.ids[at])
        return self._lessons[self.ids[at]]

    def __len__(self) -> int:
        return len(self.ids)


class _Lessons(Mapping[str, Lesson]):
    """Lessons by id. Knows all ids, and takes a lesson at its first use."""

    def __init__(self, kept: Kept, ids: Iterable[str]) -> None:
        self._kept = kept
        self._taken: dict[str, Lesson | None] = dict.fromkeys(ids)

    def __getitem__(self, name: str) -> Lesson:
        lesson = self._taken[name]
        if lesson is None:
            try:
                lesson = self._kept.shelf.lesson(name)
            except Broken:
                lesson = self._kept.source.lessons[name]
            self._taken[name] = lesson
        return lesson

    def __iter__(self) -> Iterator[str]:
        return iter(self._taken)

    def __contains__(self, name: object) -> bool:
        return name in self._taken

    def __len__(self) -> int:
        return len(self._taken)


class _LessonOf(Mapping[str, Lesson]):
    """The lesson of an item, casus or goal."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    def __getitem__(self, thing: str) -> Lesson:
        try:
            home = self._kept.shelf.home(thing)
        except Broken:
            return self._kept.source.lesson_of[thing]
        if home is None:
            raise KeyError(thing)
        lesson = self._kept.lessons.get(home)
        return lesson if lesson and _has(lesson, thing) else self._kept.source.lesson_of[thing]

    def __iter__(self) -> Iterator[str]:
        try:
            return iter(self._kept.shelf.names())
        except Broken:
            return iter(self._kept.source.lesson_of)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _has(lesson: Lesson, thing: str) -> bool:
    return any(one.id == thing for things in (lesson.items, lesson.cases, lesson.head.goals) for one in things)


class _Things(Mapping[str, T], Generic[T]):
    """Things of one sort by id, each in the lesson that has it."""

    def __init__(self, kept: Kept, sort: str, of: Callable[[Lesson], Iterable[T]]) -> None:
        self._kept = kept
        self._sort = sort
        self._of = of

    def __getitem__(self, name: str) -> T:
        for thing in self._of(self._kept.lesson_of[name]):
            if thing.id == name:
                return thing
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        try:
            return iter(self._kept.shelf.names(self._sort))
        except Broken:
            return (thing.id for lesson in self._kept.source.lessons.values() for thing in self._of(lesson))

    def __len__(self) -> int:
        return sum(1 for _ in self)
