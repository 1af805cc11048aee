"""A pack: a folder with own lessons, questions and evenings, and `pakket.toml`, on top of what there is already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from msgspec import field

from tutor.content.load import read_pack
from tutor.content.municipality import read_municipality
from tutor.content.plans import read_plan, sound_plans
from tutor.content.problem_kinds import error
from tutor.content.reader import ContentReader
from tutor.content.rules.common import UNWRITTEN
from tutor.content.schema import Schema
from tutor.content.source import Pack, Placed, Refused
from tutor.content.textfile import unread
from tutor.content.verdicts import Recall
from tutor.model import Catalogue, Content, Id, Municipality, Problem, Severity
from tutor.model.catalogue import UNFINISHED, PackOrigin

HEAD_FILE = "pakket.toml"
FORMAT = 1
"""What this program reads."""

NEWER = error("pakket-te-nieuw", "Een pakket heeft een vorm die deze Raadstutor kent.")
TAKEN = error("pakket-id-bezet", "Het id van een pakket is niet het begin van id’s die er al zijn.")


class PackageHead(Content, frozen=True, kw_only=True):
    """The file `pakket.toml`."""

    format: int
    id: Id
    """How every id in the pack begins."""
    title: str
    version: str
    maker: str
    licence: str
    files: dict[str, str] = field(default_factory=dict)
    """SHA-256 of each file by its path, only in a pack that travels. It proves damage, not who made it."""


HEAD = Schema[PackageHead](PackageHead)


@dataclass(frozen=True, kw_only=True)
class Package:
    """What was read of a pack."""

    head: PackageHead | None
    """None when that is not sound; then nothing of the pack is read."""
    pack: Pack
    municipality: Municipality | None = None
    problems: tuple[Problem, ...]
    """All that is wrong, sorted by path and line."""


def is_package(folder: Path) -> bool:
    """Whether a folder says that it is a pack."""
    return (folder / HEAD_FILE).is_file()


def read_package(folder: Path, below: Catalogue, memory: Recall | None = None) -> Package:
    """A pack on top of other content. Never raises for bad content. `memory`: see `read_pack`."""
    head, problems = read_head(folder, below)
    if head is None:
        return Package(head=None, pack=Pack(problems=(), refused=Refused(), below=below), problems=problems)
    pack = replace(read_pack(folder, below, head.id, memory), origin=PackOrigin(head.title, head.licence))
    municipality, local = read_municipality(folder)
    problems = tuple(sorted({*problems, *pack.problems, *local}))
    return Package(head=head, pack=pack, municipality=municipality, problems=problems)


def read_head(folder: Path, below: Catalogue | None = None) -> tuple[PackageHead | None, tuple[Problem, ...]]:
    """What a pack says of itself, or None and why it cannot be read on top of other content."""
    reader = ContentReader(folder)
    document = reader.document(HEAD_FILE, "pakket")
    placed = reader.decode("pakket", HEAD, document.data, document) if document else None
    faults = tuple(_faults(placed, below or Catalogue())) if placed else ()
    sound = all(fault.severity is Severity.WARNING for fault in faults)
    return placed.value if placed and sound else None, tuple(sorted((*reader.problems, *faults)))


def _faults(head: Placed[PackageHead], below: Catalogue) -> Iterator[Problem]:
    value = head.value
    if value.format != FORMAT:
        message = f"Dit pakket heeft vorm {value.format}; deze Raadstutor kent vorm {FORMAT}."
        yield NEWER(head.at("format"), message, "Werk Raadstutor bij, of schrijf formaat = 1.")
    for name in ("title", "maker", "licence"):
        if UNFINISHED in getattr(value, name):
            yield UNWRITTEN(head.at(name), f"Hier staat nog {UNFINISHED}.", "Schrijf de tekst.")
    if is_taken(value.id, below):
        yield TAKEN(head.at("id"), f"Er is al een module die begint met ‘{value.id}’.", "Kies een ander id.")


def is_taken(name: str, below: Catalogue) -> bool:
    """Whether ids of what there is begin as those of a pack with this id would."""
    return any(f"{module.head.id}-".startswith(f"{name}-") for module in below.modules)


def read_evening(file: Path, below: Catalogue) -> Package:
    """An evening in one file, with its own items, that may ask what is below too. Never raises for bad content."""
    reader = ContentReader(file.parent, below)
    plan = read_plan(reader, file.name)
    plans = sound_plans(reader, (plan,) if plan else (), below.items, below.lessons)
    problems = tuple(sorted(reader.problems))
    return Package(
        head=None, pack=Pack(plans=plans, problems=problems, refused=reader.refused, below=below), problems=problems
    )


def files_of(folder: Path) -> tuple[str, ...]:
    """The files that travel with a pack, by path: those that are read, and no leftovers of editors or systems."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return tuple(sorted(name for name in found if travels(name)))


def travels(name: str) -> bool:
    """Whether a pack can hold a file with this path."""
    top, _, rest = name.partition("/")
    if not rest:
        return name in (HEAD_FILE, "gemeente.toml")
    endings = {"lessons": (".md", ".toml"), "quizzes": (".toml",)}.get(top, ())
    return bool(endings) and name.endswith(endings) and not any(unread(part) for part in name.split("/"))
