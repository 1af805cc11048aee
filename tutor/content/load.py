"""Reading a content folder: everything that is sound, and a problem for everything that is not.

Nothing in the content can make this raise. The catalogue is closed: goals, steps, checks, prior knowledge and the
targets of a casus all exist in it, so no other part of the program has to wonder.
"""

from __future__ import annotations

from pathlib import Path

from tutor.content import folder
from tutor.content.codes import Place, error
from tutor.content.files import BankFile, LessonFile, read_bank, read_casus, read_lesson
from tutor.content.join import join, unknown_lesson
from tutor.content.reader import Reader
from tutor.content.registers import FILES, read_registers
from tutor.content.schema import Schema
from tutor.content.source import Pack, Placed, PlacedLesson, PlacedModule
from tutor.model import Casus, Catalogue, ModuleHead, Problem

NO_MODULE = error("module-ontbreekt", "Elke map met lessen heeft een module.toml.")
OTHER_MODULE = error("module-andere-map", "Het id van een module is de naam van haar map.")
NO_BANK = error("les-zonder-bank", "Bij elke les hoort een itembank met dezelfde bestandsnaam.")
NO_LESSON = error("bank-zonder-les", "Bij elke itembank hoort een les met dezelfde bestandsnaam.")
OTHER_LESSON = error("bank-andere-les", "De itembank noemt het id van haar les.")

MODULE = Schema[ModuleHead](ModuleHead)


def load(root: Path) -> tuple[Catalogue, tuple[Problem, ...]]:
    """All content below a root folder that is sound, and everything that makes the rest unusable."""
    pack = read_pack(root)
    return pack.catalogue, pack.problems


def read_pack(root: Path) -> Pack:
    """The same, with the place of everything."""
    reader = Reader(root)
    lessons, quizzes = reader.folder("lessons"), reader.folder("quizzes")
    registers = read_registers(reader, lessons.take(FILES))
    heads: dict[str, Placed[ModuleHead] | None] = {}
    files: dict[str, LessonFile | None] = {}
    banks: dict[str, BankFile | None] = {}
    cases: list[Placed[Casus]] = []
    for name in lessons.take(folder.MODULE):
        heads[name] = _lessons(reader, name, files)
    for name in quizzes.take(folder.MODULE):
        cases.extend(_quizzes(reader, name, banks))
    reader.problems.extend((*lessons.problems(), *quizzes.problems()))
    _match(reader, files, banks)
    for name, file in files.items():
        if file and heads[name.partition("/")[0]] is None:
            reader.refused.add("les", file.head.value.id)
            files[name] = None
    joined = _join(reader, files, banks, cases)
    modules = [
        PlacedModule(head=head, lessons=tuple(lesson for lesson in joined if lesson.module == name))
        for name, head in heads.items()
        if head
    ]
    return Pack(
        modules=tuple(sorted(modules, key=lambda module: (module.head.value.order, module.head.value.id))),
        registers=registers,
        problems=tuple(sorted(set(reader.problems))),
        refused=reader.refused,
        facts_used=frozenset(reader.facts.used),
    )


def _lessons(reader: Reader, name: str, files: dict[str, LessonFile | None]) -> Placed[ModuleHead] | None:
    """The head of a module; its lessons are added to `files` by module and file name."""
    here = reader.folder(f"lessons/{name}")
    head = None
    if here.take(("module.toml",)):
        document = reader.document(f"lessons/{name}/module.toml", "module")
        head = document and reader.decode("module", MODULE, document.data, document)
    elif here.readable:
        place = Place(f"lessons/{name}/module.toml", 1)
        reader.problems.append(NO_MODULE(place, "Dit bestand ontbreekt.", "Maak het met id, titel, volgorde en tekst."))
    for file in here.take(folder.LESSON):
        files[f"{name}/{file.removesuffix('.md')}"] = read_lesson(reader, f"lessons/{name}/{file}")
    reader.problems.extend(here.problems())
    if head and head.value.id != name:
        message = f"De module ‘{head.value.id}’ staat in de map ‘{name}’."
        reader.problems.append(OTHER_MODULE(head.at("id"), message, "Geef de map en het id dezelfde naam."))
    return head if head and reader.claim(head.value.id, head.at("id")) else None


def _quizzes(reader: Reader, name: str, banks: dict[str, BankFile | None]) -> list[Placed[Casus]]:
    """The cases of a module; its banks are added to `banks` by module and file name."""
    here = reader.folder(f"quizzes/{name}")
    for file in here.take(folder.QUIZ):
        banks[f"{name}/{file.removesuffix('.toml')}"] = read_bank(reader, f"quizzes/{name}/{file}")
    here.take(("klas",))
    cases = []
    if here.take(("casus",)):
        below = reader.folder(f"quizzes/{name}/casus")
        cases = [read_casus(reader, f"quizzes/{name}/casus/{file}") for file in below.take(folder.QUIZ)]
        reader.problems.extend(below.problems())
    reader.problems.extend(here.problems())
    return [casus for casus in cases if casus]


def _match(reader: Reader, files: dict[str, LessonFile | None], banks: dict[str, BankFile | None]) -> None:
    """Lessons without a bank, banks without a lesson, and pairs that do not agree."""
    for name in files.keys() - banks.keys():
        place = Place(f"lessons/{name}.md", 1)
        reader.problems.append(NO_BANK(place, "Deze les heeft geen itembank.", f"Maak quizzes/{name}.toml."))
        reader.refused.add("item")
    for name in banks.keys() - files.keys():
        place = Place(f"quizzes/{name}.toml", 1)
        reader.problems.append(NO_LESSON(place, "Bij deze itembank is geen les.", f"Maak lessons/{name}.md."))
    for name in files.keys() & banks.keys():
        file, bank = files[name], banks[name]
        if file and bank and bank.lesson is not None and bank.lesson != file.head.value.id:
            message = f"Deze itembank noemt les ‘{bank.lesson}’, maar hoort bij ‘{file.head.value.id}’."
            place = bank.document.at("les")
            reader.problems.append(OTHER_LESSON(place, message, "Noem de les met dezelfde bestandsnaam."))


def _join(
    reader: Reader,
    files: dict[str, LessonFile | None],
    banks: dict[str, BankFile | None],
    cases: list[Placed[Casus]],
) -> list[PlacedLesson]:
    usable = {
        name: file for name, file in files.items() if file and reader.claim(file.head.value.id, file.head.at("id"))
    }
    known = {file.head.value.id for file in usable.values()}
    for casus in cases:
        if casus.value.lesson not in known and not reader.refused.excuses("les", casus.value.lesson):
            reader.problems.append(unknown_lesson(casus.value.lesson, casus.at("lesson"), known))
    return [
        join(
            reader,
            name.partition("/")[0],
            file,
            banks.get(name),
            [casus for casus in cases if casus.value.lesson == file.head.value.id],
            known,
        )
        for name, file in usable.items()
    ]
