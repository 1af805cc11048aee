"""Reading a content folder: everything that is sound, and a problem for everything that is not.

Nothing in the content can make this raise. The catalogue is closed: goals, steps, checks, prior knowledge and the
targets of a casus all exist in it, so no other part of the program has to wonder.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from tutor.content import textfile
from tutor.content.assemble import join, unknown_lesson
from tutor.content.files import (
    FILES,
    BankFile,
    LessonFile,
    read_bank,
    read_casus,
    read_lesson,
    read_registers,
    read_statute,
)
from tutor.content.plans import read_plan, read_programme, sound_pairs, sound_plans, sound_programmes
from tutor.content.problem_kinds import Location, error
from tutor.content.reader import ContentReader
from tutor.content.schema import Schema
from tutor.content.source import (
    Pack,
    Placed,
    PlacedLesson,
    PlacedModule,
    Registers,
    SeenLesson,
    Stale,
    items_of,
)
from tutor.content.verdicts import Recall, excusable
from tutor.model import Casus, Catalogue, ClassPlan, Item, Lesson, ModuleHead, Problem, Programme, Statute
from tutor.model.catalogue import Lazy

NO_MODULE = error("module-ontbreekt", "Elke map met lessen heeft een module.toml.")
OTHER_MODULE = error("module-andere-map", "Het id van een module is de naam van haar map.")
NO_BANK = error("les-zonder-bank", "Bij elke les hoort een itembank met dezelfde bestandsnaam.")
NO_LESSON = error("bank-zonder-les", "Bij elke itembank hoort een les met dezelfde bestandsnaam.")
OTHER_LESSON = error("bank-andere-les", "De itembank noemt het id van haar les.")

CASES = "casus"
PLANS = "klas"
"""Folders below a module in `quizzes/`."""
PROGRAMMES, STATUTES = "programmas", "wetten"
"""Folders in `lessons/`."""

MODULE = Schema[ModuleHead](ModuleHead)


def load(root: Path) -> tuple[Catalogue, tuple[Problem, ...]]:
    """All content below a root folder that is sound, and everything that makes the rest unusable."""
    pack = read_pack(root)
    return pack.catalogue, pack.problems


def read_pack(root: Path, below: Catalogue | None = None, prefix: str = "", memory: Recall | None = None) -> Pack:
    """The same, with the place of everything. `below` and `prefix`: see `ContentReader`.

    `memory`: lessons that were judged before and have not changed are not read.
    """
    reader = ContentReader(root, below, prefix)
    lessons, quizzes = reader.top("lessons"), reader.top("quizzes")
    if missing := [folder for folder in (lessons, quizzes) if not folder.readable]:  # the rest would be a consequence
        faults = tuple(fault for folder in missing for fault in folder.problems())
        return Pack(problems=faults, refused=reader.refused, below=reader.below)
    registers = read_registers(reader, lessons.take(FILES))
    found = _Found()
    if lessons.take((PROGRAMMES,)):
        _programmes(reader, found)
    if lessons.take((STATUTES,)):
        registers = replace(registers, statutes=_statutes(reader))
    if memory:
        memory.begin(registers, reader.below, prefix, reader.refused.names)
    for name in lessons.take(textfile.MODULE):
        found.heads[name] = _lessons(reader, name, found)
    for name in quizzes.take(textfile.MODULE):
        _quizzes(reader, name, found)
    reader.problems.extend((*lessons.problems(), *quizzes.problems()))
    try:
        _read(reader, found, memory if None not in found.heads.values() else None)
        _match(reader, found)
        joined = _join(reader, found)
        return _closed(reader, registers, found, joined)
    except Stale:
        if memory is None or memory.forgetful:
            raise
        memory.forgetful = True
        return read_pack(root, below, prefix, memory)


def _closed(
    reader: ContentReader, registers: Registers, found: _Found, joined: Mapping[str, PlacedLesson | SeenLesson]
) -> Pack:
    """All that was found, with only what exists in what names a lesson or an item."""
    items: Mapping[str, Item] = ChainMap(items_of(joined.values()), reader.below.items)  # type: ignore[arg-type]  # nobody writes in it
    modules = [
        PlacedModule(head=head, every=tuple(lesson for unit, lesson in joined.items() if unit.startswith(f"{name}/")))
        for name, head in found.heads.items()
        if head
    ]
    own_lessons = {lesson.ids[0]: lesson for lesson in joined.values()}
    own: Lazy[Lesson] = Lazy(own_lessons, lambda name: own_lessons[name].lesson, dict)
    by_id: Mapping[str, Lesson] = ChainMap(own, reader.below.lessons)  # type: ignore[arg-type]
    plans = sound_plans(reader, found.plans, items, by_id)
    programmes = sound_programmes(reader, found.programmes, by_id)
    lookalikes = sound_pairs(reader, registers.lookalikes, items)
    return Pack(
        modules=tuple(sorted(modules, key=lambda module: (module.head.value.order, module.head.value.id))),
        registers=replace(registers, lookalikes=lookalikes),
        plans=plans,
        programmes=programmes,
        problems=tuple(sorted(set(reader.problems))),
        refused=reader.refused,
        facts_used=frozenset(reader.facts.used),
        below=reader.below,
    )


@dataclass
class _Found:
    """What the folders hold: heads of modules by folder, what belongs to lessons by folder and name, and the rest."""

    heads: dict[str, Placed[ModuleHead] | None] = field(default_factory=dict)
    paths: dict[str, dict[str, str]] = field(default_factory=dict)
    """The files of each lesson that there are: lesson, bank and casus."""
    files: dict[str, LessonFile | None] = field(default_factory=dict)
    banks: dict[str, BankFile | None] = field(default_factory=dict)
    cases: list[Placed[Casus]] = field(default_factory=list)
    facts: dict[str, frozenset[str]] = field(default_factory=dict)
    """What of the registers was asked for while reading each."""
    keys: dict[str, str] = field(default_factory=dict)
    seen: dict[str, SeenLesson] = field(default_factory=dict)
    plans: list[Placed[ClassPlan]] = field(default_factory=list)
    programmes: list[Placed[Programme]] = field(default_factory=list)


LESSON, BANK, CASUS = "les", "bank", "casus"
"""What a lesson can have under its name."""


def _lessons(reader: ContentReader, name: str, found: _Found) -> Placed[ModuleHead] | None:
    """The head of a module; its lessons are added to what was found."""
    here = reader.folder(f"lessons/{name}")
    head = None
    if here.take(("module.toml",)):
        document = reader.document(f"lessons/{name}/module.toml", "module")
        head = document and reader.decode("module", MODULE, document.data, document)
    elif here.readable:
        place = Location(f"lessons/{name}/module.toml", 1)
        reader.problems.append(NO_MODULE(place, "Dit bestand ontbreekt.", "Maak het met id, titel, volgorde en tekst."))
    for file in here.take(textfile.LESSON):
        found.paths[f"{name}/{file.removesuffix('.md')}"] = {LESSON: f"lessons/{name}/{file}"}
    reader.problems.extend(here.problems())
    if head and head.value.id != name:
        message = f"De module ‘{head.value.id}’ staat in de map ‘{name}’."
        reader.problems.append(OTHER_MODULE(head.at("id"), message, "Geef de map en het id dezelfde naam."))
    return head if head and reader.claim(head.value.id, partial(head.at, "id")) else None


def _quizzes(reader: ContentReader, name: str, found: _Found) -> None:
    """The banks, cases and plans of a module. A folder `klas` beside the modules holds plans only."""
    if name == PLANS:
        _plans(reader, f"quizzes/{name}", found)
        return
    here = reader.folder(f"quizzes/{name}")
    for file in here.take(textfile.QUIZ):
        found.paths.setdefault(f"{name}/{file.removesuffix('.toml')}", {})[BANK] = f"quizzes/{name}/{file}"
    if here.take((PLANS,)):
        _plans(reader, f"quizzes/{name}/{PLANS}", found)
    if here.take((CASES,)):
        below = reader.folder(f"quizzes/{name}/{CASES}")
        for file in below.take(textfile.QUIZ):
            unit = found.paths.setdefault(f"{name}/{file.removesuffix('.toml')}", {})
            unit[CASUS] = f"quizzes/{name}/{CASES}/{file}"
        reader.problems.extend(below.problems())
    reader.problems.extend(here.problems())


def _read(reader: ContentReader, found: _Found, memory: Recall | None) -> None:
    """All lessons with what they have; not those of before that still fit what there is now."""
    for name, paths in found.paths.items():
        if memory and LESSON in paths and BANK in paths:
            key, seen = _recalled(reader, memory, paths)
            found.keys[name] = key
            if seen:
                found.seen[name] = seen
                continue
        _read_one(reader, found, name)
    while odd := _unfit(reader, found):
        for name in odd:
            del found.seen[name], found.keys[name]
            _read_one(reader, found, name)
    found.cases.sort(key=lambda casus: casus.document.path.split("/"))


def _recalled(reader: ContentReader, memory: Recall, paths: Mapping[str, str]) -> tuple[str, SeenLesson | None]:
    """The key of a lesson as it is now, and what was seen of it."""
    limits = {LESSON: textfile.MAX_LESSON}
    data = {path: reader.data(path, limits.get(kind, textfile.MAX_TOML)) for kind, path in paths.items()}
    whole = {path: one for path, one in data.items() if one is not None}
    if len(whole) < len(data):
        return "", None
    key = memory.key(whole)
    if seen := memory.recall(key):
        reader.forget(paths.values())
    return key, seen


def _unfit(reader: ContentReader, found: _Found) -> list[str]:
    """The lessons of before that would be judged differently now: what they name is gone, or a casus came to them."""
    there = {*reader.below.lessons, *(seen.ids[0] for seen in found.seen.values())}
    there.update(file.head.value.id for file in found.files.values() if file)
    cases = {casus.value.lesson for casus in found.cases}
    return [
        name
        for name, seen in found.seen.items()
        if not seen.needs <= there or seen.ids[0] in cases or (reader.refused and excusable(seen.problems))
    ]


def _read_one(reader: ContentReader, found: _Found, name: str) -> None:
    paths = found.paths[name]
    before, reader.facts.used = reader.facts.used, set()
    if LESSON in paths:
        found.files[name] = read_lesson(reader, paths[LESSON])
    if BANK in paths:
        found.banks[name] = read_bank(reader, paths[BANK])
    if CASUS in paths and (casus := read_casus(reader, paths[CASUS])):
        found.cases.append(casus)
    found.facts[name] = frozenset(reader.facts.used)
    reader.facts.used |= before


def _plans(reader: ContentReader, shown: str, found: _Found) -> None:
    here = reader.folder(shown)
    plans = [read_plan(reader, f"{shown}/{file}") for file in here.take(textfile.QUIZ)]
    found.plans.extend(plan for plan in plans if plan)
    reader.problems.extend(here.problems())


def _programmes(reader: ContentReader, found: _Found) -> None:
    here = reader.folder(f"lessons/{PROGRAMMES}")
    programmes = [read_programme(reader, f"lessons/{PROGRAMMES}/{file}") for file in here.take(textfile.PROGRAMME)]
    found.programmes.extend(programme for programme in programmes if programme)
    reader.problems.extend(here.problems())


def _statutes(reader: ContentReader) -> tuple[Placed[Statute], ...]:
    here = reader.folder(f"lessons/{STATUTES}")
    found = [read_statute(reader, f"lessons/{STATUTES}/{file}") for file in here.take(textfile.PROGRAMME)]
    reader.problems.extend(here.problems())
    return tuple(statute for statute in found if statute)


def _match(reader: ContentReader, found: _Found) -> None:
    """Lessons without a bank, banks without a lesson, and pairs that do not agree."""
    files, banks = found.files, found.banks
    for name in files.keys() - banks.keys():
        place = Location(f"lessons/{name}.md", 1)
        reader.problems.append(NO_BANK(place, "Deze les heeft geen itembank.", f"Maak quizzes/{name}.toml."))
        reader.refused.add("item")
    for name in banks.keys() - files.keys():
        place = Location(f"quizzes/{name}.toml", 1)
        reader.problems.append(NO_LESSON(place, "Bij deze itembank is geen les.", f"Maak lessons/{name}.md."))
    for name in files.keys() & banks.keys():
        file, bank = files[name], banks[name]
        if file and bank and bank.lesson is not None and bank.lesson != file.head.value.id:
            message = f"Deze itembank noemt les ‘{bank.lesson}’, maar hoort bij ‘{file.head.value.id}’."
            place = bank.document.at("les")
            reader.problems.append(OTHER_LESSON(place, message, "Noem de les met dezelfde bestandsnaam."))


def _join(reader: ContentReader, found: _Found) -> Mapping[str, PlacedLesson | SeenLesson]:
    """The lessons of modules that are sound, with everything that belongs to them, by folder and name."""
    usable: dict[str, LessonFile | SeenLesson] = {}
    for name in found.paths:
        file = found.files.get(name)
        if seen := found.seen.get(name):
            if not reader.take(seen.ids, partial(_stale, name)):
                raise Stale
            reader.facts.used |= seen.facts
            usable[name] = seen
        elif file and found.heads[name.partition("/")[0]] is None:
            reader.refused.add("les", file.head.value.id)
            reader.refused.add("item")
        elif file and reader.claim(file.head.value.id, partial(file.head.at, "id")):
            usable[name] = file
    known = {*reader.below.lessons, *(_id(lesson) for lesson in usable.values())}
    for casus in found.cases:
        if casus.value.lesson not in known:
            reader.refused.add("casus", casus.value.id)
            if not reader.refused.excuses("les", casus.value.lesson):
                reader.problems.append(unknown_lesson(casus.value.lesson, casus.at("lesson"), known))
    cases: dict[str, list[Placed[Casus]]] = {}
    for casus in found.cases:
        cases.setdefault(casus.value.lesson, []).append(casus)
    joined: dict[str, PlacedLesson | SeenLesson] = {}
    for name, one in usable.items():
        if isinstance(one, SeenLesson):
            joined[name] = one
            continue
        module, own = name.partition("/")[0], cases.get(_id(one), ())
        lesson = join(reader, module, one, found.banks.get(name), own, known)
        alone = [casus.document.path for casus in own] == [*filter(None, [found.paths[name].get(CASUS)])]
        key = found.keys.get(name, "") if alone else ""
        joined[name] = replace(lesson, facts=found.facts[name], key=key)
    return joined


def _id(lesson: LessonFile | SeenLesson) -> str:
    return lesson.ids[0] if isinstance(lesson, SeenLesson) else lesson.head.value.id


def _stale(name: str) -> Location:
    raise Stale(name)
