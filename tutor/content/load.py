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
from tutor.content.source import Pack, Placed, PlacedLesson, PlacedModule
from tutor.model import Casus, Catalogue, ClassPlan, Item, Lesson, ModuleHead, Problem, Programme, Statute

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


def read_pack(root: Path, below: Catalogue | None = None, prefix: str = "") -> Pack:
    """The same, with the place of everything. `below` and `prefix`: see `ContentReader`."""
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
    for name in lessons.take(textfile.MODULE):
        found.heads[name] = _lessons(reader, name, found)
    for name in quizzes.take(textfile.MODULE):
        _quizzes(reader, name, found)
    reader.problems.extend((*lessons.problems(), *quizzes.problems()))
    _match(reader, found)
    joined = _join(reader, found)
    own_items = {item.value.id: item.value for lesson in joined for item in lesson.items}
    items: Mapping[str, Item] = ChainMap(own_items, reader.below.items)  # type: ignore[arg-type]  # nobody writes in it
    modules = [
        PlacedModule(head=head, lessons=tuple(lesson for lesson in joined if lesson.module == name))
        for name, head in found.heads.items()
        if head
    ]
    own_lessons = {lesson.head.value.id: lesson.lesson for lesson in joined}
    by_id: Mapping[str, Lesson] = ChainMap(own_lessons, reader.below.lessons)  # type: ignore[arg-type]
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
    """What the folders hold: heads of modules by folder, lessons and banks by folder and name, and the rest."""

    heads: dict[str, Placed[ModuleHead] | None] = field(default_factory=dict)
    files: dict[str, LessonFile | None] = field(default_factory=dict)
    banks: dict[str, BankFile | None] = field(default_factory=dict)
    cases: list[Placed[Casus]] = field(default_factory=list)
    plans: list[Placed[ClassPlan]] = field(default_factory=list)
    programmes: list[Placed[Programme]] = field(default_factory=list)


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
        found.files[f"{name}/{file.removesuffix('.md')}"] = read_lesson(reader, f"lessons/{name}/{file}")
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
        found.banks[f"{name}/{file.removesuffix('.toml')}"] = read_bank(reader, f"quizzes/{name}/{file}")
    if here.take((PLANS,)):
        _plans(reader, f"quizzes/{name}/{PLANS}", found)
    if here.take((CASES,)):
        below = reader.folder(f"quizzes/{name}/{CASES}")
        cases = [read_casus(reader, f"quizzes/{name}/{CASES}/{file}") for file in below.take(textfile.QUIZ)]
        found.cases.extend(casus for casus in cases if casus)
        reader.problems.extend(below.problems())
    reader.problems.extend(here.problems())


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


def _join(reader: ContentReader, found: _Found) -> list[PlacedLesson]:
    """The lessons of modules that are sound, with everything that belongs to them."""
    usable: dict[str, LessonFile] = {}
    for name, file in found.files.items():
        if file and found.heads[name.partition("/")[0]] is None:
            reader.refused.add("les", file.head.value.id)
            reader.refused.add("item")
        elif file and reader.claim(file.head.value.id, partial(file.head.at, "id")):
            usable[name] = file
    known = {*reader.below.lessons, *(file.head.value.id for file in usable.values())}
    for casus in found.cases:
        if casus.value.lesson not in known:
            reader.refused.add("casus", casus.value.id)
            if not reader.refused.excuses("les", casus.value.lesson):
                reader.problems.append(unknown_lesson(casus.value.lesson, casus.at("lesson"), known))
    cases: dict[str, list[Placed[Casus]]] = {}
    for casus in found.cases:
        cases.setdefault(casus.value.lesson, []).append(casus)
    return [
        join(
            reader,
            name.partition("/")[0],
            file,
            found.banks.get(name),
            cases.get(file.head.value.id, ()),
            known,
        )
        for name, file in usable.items()
    ]
