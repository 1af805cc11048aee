"""Content together with the place where an author wrote it, so that a later check can point there."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from typing import Generic, TypeVar
from zlib import decompress

from msgspec import Struct, json, msgpack, structs

from tutor.content.problem_kinds import Location
from tutor.content.toml import KeyPath, TomlDocument
from tutor.learning.minutes import lesson_minutes
from tutor.model import (
    KEYS,
    Casus,
    Catalogue,
    ClassPlan,
    CountingRule,
    Fact,
    Item,
    Law,
    Lesson,
    LessonHead,
    Lookalikes,
    Misconception,
    Module,
    ModuleHead,
    Person,
    Problem,
    Programme,
    Statute,
    Step,
    Term,
)
from tutor.model.catalogue import SHIPPED, UNFINISHED, Lazy, PackOrigin, by_id


class Refused:
    """Ids of refused things by kind: `les`, `stap`, `item`, `casus`, and the keys of the registers."""

    def __init__(self) -> None:
        self._ids: set[tuple[str, str | None]] = set()

    def add(self, kind: str, name: str | None = None) -> None:
        """Remember that a thing was refused; without a name if its id could not be read."""
        self._ids.add((kind, name))

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """All of them in order, with an empty name for what had none."""
        return tuple(sorted((kind, name or "") for kind, name in self._ids))

    def excuses(self, kind: str, name: str) -> bool:
        """Whether a reference to this id is no fault of its own: that thing was refused, or may have been."""
        return (kind, name) in self._ids or (kind, None) in self._ids

    def any(self, kind: str) -> bool:
        """Whether anything of this kind was refused."""
        return any(found == kind for found, _ in self._ids)


T = TypeVar("T", covariant=True)


@dataclass(frozen=True)
class Placed(Generic[T]):
    """A value from a TOML table."""

    value: T
    document: TomlDocument
    path: KeyPath = ()

    def at(self, *fields: str | int) -> Location:
        """The place of a field by its English names, such as `("options", 2, "text")`."""
        keys = (KEYS.get(field, field) if isinstance(field, str) else field for field in fields)
        return self.document.at(*self.path, *keys)


@dataclass(frozen=True, slots=True)
class PlacedStep:
    """A step of a lesson, with the lines of its heading and its text."""

    value: Step
    place: Location
    """Its heading."""
    text_line: int
    """Line of the file on which its text starts."""


@dataclass(frozen=True, kw_only=True)
class PlacedLesson:
    """A lesson, its bank and its cases."""

    head: Placed[LessonHead]
    module: str
    steps: tuple[PlacedStep, ...]
    items: tuple[Placed[Item], ...]
    variants: tuple[Placed[Item], ...]
    """Items that only a role with a law of its own gets."""
    cases: tuple[Placed[Casus], ...]
    bank: TomlDocument | None
    whole: bool
    """Nothing that belongs to it was refused; else counting its parts would only repeat the first complaint."""
    facts: frozenset[str] = frozenset()
    """Ids of the facts that it asks for."""
    key: str = ""
    """What proves that its files are the same as before, see `tutor.content.verdicts`; empty when nobody asks."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Its own id, and those of all that it holds."""
        head = self.head.value
        goals = (goal.id for goal in head.goals)
        return (head.id, *goals, *(thing.value.id for thing in (*self.items, *self.variants, *self.cases)))

    @property
    def prerequisites(self) -> tuple[str, ...]:
        """Ids of the lessons it asks for."""
        return self.head.value.prerequisites

    @cached_property
    def lesson(self) -> Lesson:
        """The lesson as the program uses it, without the places."""
        lesson = Lesson(
            head=self.head.value,
            module=self.module,
            steps=tuple(step.value for step in self.steps),
            items=tuple(item.value for item in self.items),
            cases=tuple(casus.value for casus in self.cases),
            variants=tuple(item.value for item in self.variants),
        )
        written = json.encode((lesson.head, lesson.steps, lesson.items, lesson.cases, lesson.variants))
        draft = UNFINISHED.encode() in written
        return replace(lesson, head=structs.replace(lesson.head, minutes=lesson_minutes(lesson)), draft=draft)


class SeenLesson(Struct, frozen=True, array_like=True):
    """A lesson that was read and judged before: all that others ask of it, so that it need not be read again."""

    ids: tuple[str, ...]
    """As those of `PlacedLesson`."""
    items: tuple[str, ...]
    prerequisites: tuple[str, ...]
    needs: frozenset[str]
    """Ids of the lessons that it names."""
    sources: frozenset[str]
    misconceptions: frozenset[str]
    facts: frozenset[str]
    """What of the registers it names."""
    problems: tuple[Problem, ...]
    used: bytes
    """Its words, see `tutor.content.verdicts.Verdicts`."""
    long: tuple[tuple[str, str, int], ...]
    """Its long words, each with path and line."""
    text: bytes
    """The lesson, compressed; as it lies on a disk without its texts."""
    whole: bool
    """Whether the texts are there."""

    @property
    def lesson(self) -> Lesson:
        """What evenings and programmes look at; when it is whole, all of it."""
        return _decoded(self.text)


@lru_cache(maxsize=128)  # what evenings name is looked at several times
def _decoded(text: bytes) -> Lesson:
    return msgpack.decode(decompress(text), type=Lesson)


def items_of(lessons: Iterable[PlacedLesson | SeenLesson]) -> Mapping[str, Item]:
    """The items of lessons by id; those of one that was seen before are made when somebody asks for one."""
    homes = {name: lesson for lesson in lessons if isinstance(lesson, SeenLesson) for name in lesson.items}
    made = cache(lambda lesson: lesson.lesson)
    seen: Lazy[Item] = Lazy(homes, lambda name: by_id(made(homes[name]).items, name), dict)
    placed = (lesson for lesson in lessons if isinstance(lesson, PlacedLesson))
    read = {item.value.id: item.value for lesson in placed for item in lesson.items}
    return ChainMap(read, seen)  # type: ignore[arg-type]  # nobody writes in it


class Stale(Exception):
    """Something is at odds with a lesson that was not read: only reading everything can tell what and where."""


@dataclass(frozen=True, kw_only=True)
class PlacedModule:
    """A module with its lessons in order."""

    head: Placed[ModuleHead]
    every: tuple[PlacedLesson | SeenLesson, ...]


@dataclass(frozen=True, kw_only=True)
class Registers:
    """The files that all lessons share."""

    laws: tuple[Placed[Law], ...] = ()
    statutes: tuple[Placed[Statute], ...] = ()
    facts: tuple[Placed[Fact], ...] = ()
    terms: tuple[Placed[Term], ...] = ()
    misconceptions: tuple[Placed[Misconception], ...] = ()
    lookalikes: tuple[Placed[Lookalikes], ...] = ()
    people: tuple[Placed[Person], ...] = ()
    counting_rules: tuple[Placed[CountingRule], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Pack:
    """Everything that was read from a content folder."""

    modules: tuple[PlacedModule, ...] = ()
    registers: Registers = Registers()
    plans: tuple[Placed[ClassPlan], ...] = ()
    programmes: tuple[Placed[Programme], ...] = ()
    problems: tuple[Problem, ...]
    """What made parts of the content unusable, sorted by path and line."""
    refused: Refused
    below: Catalogue = field(default_factory=Catalogue)
    """What this comes on top of."""
    facts_used: frozenset[str] = frozenset()
    """Ids of the facts that lessons, items and cases ask for."""
    origin: PackOrigin = SHIPPED
    """The pack that somebody made."""

    @cached_property
    def every(self) -> tuple[PlacedLesson | SeenLesson, ...]:
        """The lessons of all modules, in order."""
        return tuple(lesson for module in self.modules for lesson in module.every)

    @cached_property
    def lessons(self) -> tuple[PlacedLesson, ...]:
        """Those that were read."""
        return tuple(lesson for lesson in self.every if isinstance(lesson, PlacedLesson))

    @cached_property
    def seen(self) -> tuple[SeenLesson, ...]:
        """Those that did not have to be."""
        return tuple(lesson for lesson in self.every if isinstance(lesson, SeenLesson))

    @cached_property
    def laws(self) -> Mapping[str, Law]:
        """The sources that a text here may name, by id."""
        return self.below.register | {placed.value.id: placed.value for placed in self.registers.laws}

    @cached_property
    def terms(self) -> Mapping[str, Term]:
        """The words that a text here may link to, by id."""
        return self.below.glossary | {placed.value.id: placed.value for placed in self.registers.terms}

    @cached_property
    def misconceptions(self) -> frozenset[str]:
        """Ids of those that an item here may name."""
        entries = (*self.below.misconceptions, *(placed.value for placed in self.registers.misconceptions))
        return frozenset(entry.id for entry in entries)

    @cached_property
    def lesson_ids(self) -> frozenset[str]:
        """Ids of the lessons that there are for a text here."""
        return frozenset((*self.below.lessons, *(lesson.ids[0] for lesson in self.every)))

    @cached_property
    def own_items(self) -> Mapping[str, Item]:
        """The items here, by id."""
        return items_of(self.every)

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """The items that an evening here may name, by id."""
        return ChainMap(self.own_items, self.below.items)  # type: ignore[arg-type]  # nobody writes in it

    @cached_property
    def catalogue(self) -> Catalogue:
        """The content as the program uses it, without the places."""
        registers = self.registers
        return Catalogue(
            modules=tuple(
                Module(head=module.head.value, lessons=tuple(placed.lesson for placed in module.every))
                for module in self.modules
            ),
            laws=tuple(placed.value for placed in registers.laws),
            statutes={
                law.value.id: placed.value
                for law in registers.laws
                for placed in registers.statutes
                if placed.value.law == law.value.id
            },
            facts=tuple(placed.value for placed in registers.facts),
            terms=tuple(placed.value for placed in registers.terms),
            misconceptions=tuple(placed.value for placed in registers.misconceptions),
            lookalikes=tuple(placed.value for placed in registers.lookalikes),
            people=tuple(placed.value for placed in registers.people),
            plans=tuple(placed.value for placed in self.plans),
            programmes=tuple(placed.value for placed in self.programmes),
            origins=dict.fromkeys(
                (
                    *(lesson.ids[0] for lesson in self.every if self.origin.pack),
                    *(placed.value.id for placed in registers.terms if self.origin.pack),
                ),
                self.origin,
            ),
        )
