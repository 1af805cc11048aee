"""All content together, found by its ids or with words; parts of it are made when somebody asks for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Generic, NamedTuple, Protocol, TypeVar, overload

import msgspec
from msgspec import Struct

from tutor.model.classplan import ClassPlan, Programme
from tutor.model.item import Item
from tutor.model.lesson import (
    Casus,
    Fact,
    Goal,
    Law,
    LessonHead,
    Lookalikes,
    Misconception,
    ModuleHead,
    Person,
    Statute,
    Step,
    Term,
)
from tutor.model.municipality import Municipality


class FindKind(StrEnum):
    """What a document is, in the order in which findings are shown."""

    TERM = "woord"
    ARTICLE = "artikel"
    NOTE = "notitie"
    STEP = "les"
    ITEM = "vraag"


class Document(Struct, frozen=True, kw_only=True):
    """A text that can be found."""

    kind: FindKind
    lesson: str = ""
    """Id; empty for a term or an article."""
    target: str
    """Anchor of a step or of the step with a note, the id of an item or term, or a reference to an article."""
    title: str
    place: str = ""
    """Title of the lesson, other names of a term, or what an article is about."""
    text: str


class Found(Struct, frozen=True, kw_only=True):
    """A document that has the words."""

    kind: FindKind
    lesson: str
    target: str
    title: str
    place: str
    excerpt: tuple[str, ...]
    """A part of the text; every second piece, from the second on, is a word that was asked for."""

    @property
    def words(self) -> str:
        """The excerpt as running text."""
        return "".join(self.excerpt)


class Index(Protocol):
    """Where words are found back; `tutor.store.search.SearchIndex` is one."""

    def search(self, query: str, *, seen: Collection[str], notes: Iterable[Document]) -> Sequence[Found]:
        """Steps, terms, the items in `seen` and these notes that have the words of the query. Never raises."""

    def meant(self, query: str) -> str:
        """What a query that found nothing probably meant; empty when nothing is like it. Never raises."""


UNFINISHED = "VUL AAN"
"""What stands where an author still has to write."""
LICENCE = "CC BY 4.0"
"""Of what comes with the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A lesson with its item bank and its cases."""

    head: LessonHead
    module: str
    steps: tuple[Step, ...]
    items: tuple[Item, ...]
    cases: tuple[Casus, ...]
    variants: tuple[Item, ...] = ()
    """Items for roles with a law of their own, see `tutor.learning.route`; nobody else gets them."""
    draft: bool = False
    """Whether its author still has to write something, see `UNFINISHED`."""

    @property
    def bank(self) -> tuple[Item, ...]:
        """All its questions, also those that only some roles get."""
        return (*self.items, *self.variants)

    def step(self, anchor: str) -> Step | None:
        """The step with this anchor."""
        return next((step for step in self.steps if step.anchor == anchor), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A module with its lessons in order."""

    head: ModuleHead
    lessons: Sequence[Lesson]
    ids: tuple[str, ...] = ()
    """The ids of its lessons in order; worked out when they are not given."""

    def __post_init__(self) -> None:
        if not self.ids:
            object.__setattr__(self, "ids", tuple(lesson.head.id for lesson in self.lessons))


class PackOrigin(NamedTuple):
    """What a pack says of itself."""

    pack: str = ""
    """Its title."""
    licence: str = LICENCE


SHIPPED = PackOrigin()


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All content that loaded without an error of its own."""

    modules: tuple[Module, ...] = ()
    laws: tuple[Law, ...] = ()
    statutes: Mapping[str, Statute] = field(default_factory=dict)
    """What laws say in our own words, by the id of the law."""
    facts: tuple[Fact, ...] = ()
    terms: tuple[Term, ...] = ()
    misconceptions: tuple[Misconception, ...] = ()
    lookalikes: tuple[Lookalikes, ...] = ()
    people: tuple[Person, ...] = ()
    """Of whom the lessons tell."""
    plans: tuple[ClassPlan, ...] = ()
    """Classroom evenings."""
    programmes: tuple[Programme, ...] = ()
    """Routes that somebody composed."""
    fingerprint: str = ""
    """When somebody worked it out before, see `tutor.content.export`."""
    origins: Mapping[str, PackOrigin] = field(default_factory=dict)
    """The pack that a lesson or term came with, by its id; what is shipped has none."""
    municipality: Municipality | None = None
    """That of whoever learns here, when it is known: what it says is in the lessons already."""

    @cached_property
    def lessons(self) -> Mapping[str, Lesson]:
        """Lessons by id, in the order of the modules."""
        return {lesson.head.id: lesson for module in self.modules for lesson in module.lessons}

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Items of all lessons by id."""
        return {item.id: item for lesson in self.lessons.values() for item in lesson.items}

    @cached_property
    def cases(self) -> Mapping[str, Casus]:
        """Cases of all lessons by id."""
        return {casus.id: casus for lesson in self.lessons.values() for casus in lesson.cases}

    @cached_property
    def goals(self) -> Mapping[str, Goal]:
        """Goals of all lessons by id."""
        return {goal.id: goal for lesson in self.lessons.values() for goal in lesson.head.goals}

    @cached_property
    def lesson_of(self) -> Mapping[str, Lesson]:
        """The lesson of an item, casus or goal, by the id of that item, casus or goal."""
        return {
            thing: lesson
            for lesson in self.lessons.values()
            for thing in (
                *(item.id for item in lesson.items),
                *(casus.id for casus in lesson.cases),
                *(goal.id for goal in lesson.head.goals),
            )
        }

    @cached_property
    def glossary(self) -> dict[str, Term]:
        """Words that are explained, by id: terms, and people."""
        return {term.id: term for term in self.words}

    @cached_property
    def words(self) -> tuple[Term, ...]:
        """What a lesson explains where it first uses it: terms of the glossary, and people."""
        return (*self.terms, *(person.word for person in self.people))

    def words_in(self, lesson: str) -> tuple[Term, ...]:
        """All words, those first that go first in a lesson: of its own pack, then shipped ones, then of other packs."""
        if not self.origins:
            return self.words
        order = {SHIPPED: 1} | {self.origin(lesson): 0}
        return tuple(sorted(self.words, key=lambda term: order.get(self.origin(term.id), 2)))

    def origin(self, name: str) -> PackOrigin:
        """The pack of a lesson or term, or `SHIPPED`."""
        return self.origins.get(name, SHIPPED)

    def meanings(self, name: str, lesson: str = "") -> tuple[Term, ...]:
        """What a word means here: one entry for each pack that explains it, in the order of `words_in`."""
        wanted = name.casefold()
        found: dict[PackOrigin, Term] = {}
        for term in self.words_in(lesson):
            if wanted in (term.id, term.term.casefold(), *(other.casefold() for other in term.also)):
                found.setdefault(self.origin(term.id), term)
        return tuple(found.values())

    def lessons_with(self, person: Person) -> tuple[Lesson, ...]:
        """The lessons that tell of somebody, in their steps or in a casus."""
        names = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in (person.name, *person.also)), re.IGNORECASE)

        def texts(lesson: Lesson) -> Iterator[str]:
            yield from (step.text for step in lesson.steps)
            yield from (node.text for casus in lesson.cases for node in casus.nodes)

        return tuple(lesson for lesson in self.lessons.values() if any(map(names.search, texts(lesson))))

    @cached_property
    def register(self) -> dict[str, Law]:
        """Laws and other sources by id."""
        return {law.id: law for law in self.laws}

    def is_current(self, item: Item, day: date) -> bool:
        """Whether an item need not be looked at again by its author yet."""
        return day <= (item.review_by or self.lesson_of[item.id].head.review_by)


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
