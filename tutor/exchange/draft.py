"""Files for an author to begin with: what `nieuw` writes, and the draft that questions from elsewhere become.

Such a draft is a folder with a module, lessons and their banks, marked where there is something to write. Comments say
what keys mean.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template
from typing import Any

import msgspec
from msgspec import structs

from tutor import FOLDER
from tutor.content.package import FORMAT, HEAD_FILE, read_head
from tutor.content.rules.common import months_later
from tutor.content.textfile import plain_name
from tutor.exchange.intake import Intake, Origin
from tutor.exchange.reading import clean
from tutor.model import Item, Municipality
from tutor.model.catalogue import UNFINISHED
from tutor.system import Refusal

_SKELETONS = FOLDER / "content" / "skeletons"
PERIOD = 12
"""Months after which an author looks again."""

Files = dict[str, str]
"""Texts by their path in the pack."""


def begin(folder: Path, title: str) -> tuple[str, Files]:
    """The id of the pack in a folder, and what must be written first where there is none yet. Raises Refusal."""
    if (folder / HEAD_FILE).exists():
        head, problems = read_head(folder)
        if head is None:
            raise Refusal(f"In {folder} kan ik niets maken. {problems[0]}")
        return head.id, {}
    if folder.is_dir() and any(folder.iterdir()):
        raise Refusal(f"{folder} is er al en is geen pakket; kies een nieuwe map.")
    name = plain_name(folder.resolve().name).lstrip("0123456789-")[:30].strip("-")
    if not name:
        raise Refusal(f"Van {folder.name} kan ik geen naam maken; kies een map met letters in haar naam.")
    return name, {HEAD_FILE: filled("pakket.toml", id=name, title=title or folder.resolve().name)}


def lesson(folder: Path, name: str, title: str, today: date, *, all_kinds: bool = False, whole: bool = False) -> Files:
    """The next lesson of a pack, and its bank; `all_kinds`: with an example of every kind of question.

    `whole`: with those, all steps and a casus.
    """
    lesson_id, path, files = next_place(folder, name, title)
    words = {"id": lesson_id, "title": title or "VUL AAN: de titel", "today": today}
    steps = "les-heel.md" if whole else "les.md"
    files[f"lessons/{path}.md"] = filled(steps, **words, later=months_later(today, PERIOD))
    bank = filled("vragen.toml", **words)
    files[f"quizzes/{path}.toml"] = bank + (filled("soorten.toml", **words) if all_kinds or whole else "")
    if whole:
        module, _, stem = path.partition("/")
        files[f"quizzes/{module}/casus/{stem}.toml"] = filled("casus.toml", **words)
    return files


def next_place(folder: Path, name: str, title: str) -> tuple[str, str, Files]:
    """Id and path of the next lesson, and its module where there is none yet."""
    files: Files = {}
    if not (folder / "lessons" / name / "module.toml").exists():
        files[f"lessons/{name}/module.toml"] = filled("module.toml", id=name, title=title or name.capitalize())
    number = _next(folder / "lessons" / name)
    return f"{name}-{number:02}", f"{name}/{number:02}-{plain_name(title)[:40].strip('-') or 'les'}", files


def evening(folder: Path, name: str, title: str) -> Files:
    """An evening with questions of its own."""
    number = _next(folder / "quizzes" / "klas")
    plan = f"{name}-avond" + (f"-{number}" if number > 1 else "")
    return {f"quizzes/klas/{number:02}-{plan}.toml": filled("avond.toml", id=plan, title=title or "VUL AAN: de titel")}


def programme(folder: Path, name: str, title: str) -> Files:
    """A programme with one stop, by its path; the number in its name is the first that is free."""
    path = "lessons/programmas/{}.toml"
    number = next(at for at in range(1, 1_000) if not (folder / path.format(f"{name}-programma-{at}")).exists())
    plan = f"{name}-programma-{number}"
    return {path.format(plan): filled("programma.toml", id=plan, title=title or "VUL AAN: de titel")}


def municipality(name: str, inhabitants: int) -> str:
    """A `gemeente.toml` to fill in, with what follows from the number of inhabitants."""
    here = Municipality(name=name, inhabitants=inhabitants)
    return filled(
        "gemeente.toml",
        name=_quoted(name),
        inhabitants=inhabitants,
        seats=here.seats,
        quorum=here.quorum,
        aldermen=here.aldermen,
    )


def _next(folder: Path) -> int:
    numbers = (re.match(r"\d+", path.name) for path in folder.glob("*"))
    return max((int(found[0]) for found in numbers if found), default=0) + 1


def filled(skeleton: str, **words: object) -> str:
    """A skeleton with these words in it."""
    escaped = {
        key: _quoted(word)[1:-1] if isinstance(word, str) and key == "title" else word for key, word in words.items()
    }
    return Template((_SKELETONS / skeleton).read_text(encoding="utf-8")).substitute(escaped)


def _quoted(text: str) -> str:
    """A string of TOML: its escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False)


BANK_BYTES = 150_000
"""A bank may have 256 kB; there is room for what an author still writes."""
GOAL = "doel"
STEP = "uitleg"


def slug(name: str) -> str:
    """An id from the name of a folder."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:30].strip("-")
    return plain or "vragen"


def draft(intake: Intake, name: str, day: date) -> dict[str, str]:
    """The files of the draft: their paths in the folder, and what is in them. `name` begins every id."""
    banks = list(_banks(intake, name))
    files = {f"lessons/{name}/module.toml": _module(name)}
    for number, entries in enumerate(banks, 1):
        lesson = f"{name}-{number:02}"
        check = f"{lesson}-{1:03}"
        files[f"lessons/{name}/{number:02}-vragen.md"] = _lesson(lesson, check, day)
        files[f"quizzes/{name}/{number:02}-vragen.toml"] = f'les = "{lesson}"\n' + "".join(entries)
    return files | {"pakket.toml": _package(name)}


def _package(name: str) -> str:
    head = {"formaat": FORMAT, "id": name, "titel": f"{UNFINISHED}: titel van het pakket", "versie": "1"}
    return toml(head | {"maker": f"{UNFINISHED}: wie dit maakt", "licentie": f"{UNFINISHED}: wat anderen ermee mogen"})


def _module(name: str) -> str:
    return toml(
        {"id": name, "titel": f"{UNFINISHED}: titel van de module", "volgorde": 90, "tekst": f"{UNFINISHED}: waarover?"}
    )


def _lesson(lesson: str, check: str, day: date) -> str:
    head = {
        "id": lesson,
        "titel": f"{UNFINISHED}: titel van de les",
        "doelgroep": ["raadslid"],
        "bronnen": [],
        "peildatum": day,
        "herzien_voor": day.replace(year=day.year + 1, day=min(day.day, 28)),
        "prikvragen": [],
        "doel": [{"id": f"{lesson}-{GOAL}", "tekst": f"Je {UNFINISHED}: wat kan iemand hierna?"}],
    }
    return (
        f"+++\n{toml(head)}+++\n\n## {UNFINISHED}: de situatie {{#situatie .situatie}}\n\n"
        f"{UNFINISHED}: wat gebeurt er?\n\n"
        f"## {UNFINISHED}: de uitleg {{#{STEP} .kern vraag={check}}}\n\n{UNFINISHED}: leg uit wat de vragen vragen.\n"
    )


def _banks(intake: Intake, name: str) -> Iterator[list[str]]:
    bank: list[str] = []
    size = number = 0
    lesson = 1
    for place, item in intake.taken:
        number += 1
        entry = _entry(place, item, f"{name}-{lesson:02}", number)
        if bank and size + len(entry.encode()) > BANK_BYTES:
            yield bank
            bank, size, number, lesson = [], 0, 1, lesson + 1
            entry = _entry(place, item, f"{name}-{lesson:02}", number)
        bank.append(entry)
        size += len(entry.encode())
    if bank:
        yield bank


def _entry(place: Origin, item: Item, lesson: str, number: int) -> str:
    named = structs.replace(item, id=f"{lesson}-{number:03}", goal=f"{lesson}-{GOAL}", step=STEP, held_back=False)
    was = f", daar {place.was}" if place.was else ""
    return f"\n# regel {place.line} van het bestand{was}\n[[item]]\n{toml(as_authored(named), 'item')}"


def as_authored(item: Item) -> dict[str, Any]:
    """The item with the keys that an author writes."""
    data: dict[str, Any] = msgspec.to_builtins(item, builtin_types=(date,))
    first = {"id": data.pop("id"), "soort": data.pop("soort")}
    return first | data


def toml(table: Mapping[str, Any], path: str = "") -> str:
    """A table as TOML: first its values, then the tables in it. Numbers that TOML cannot say become text."""
    tables = {key: value for key, value in table.items() if _is_tables(value)}
    lines = [f"{key} = {_value(value)}" for key, value in table.items() if key not in tables]
    for key, entries in tables.items():
        name = f"{path}.{key}" if path else key
        for entry in entries:
            lines += ["", f"[[{name}]]", toml(entry, name).rstrip("\n")]
    return "\n".join(lines) + "\n"


def _is_tables(value: object) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(one, dict) for one in value)


def _value(value: object) -> str:
    match value:
        case str():
            return json.dumps(clean(value), ensure_ascii=False)  # what it escapes, TOML reads in the same way
        case bool():
            return str(value).lower()
        case float() if value.is_integer() and abs(value) < 10**15:
            return str(int(value))
        case float() if not math.isfinite(value):
            return json.dumps(str(value))
        case int() | float():
            return str(value)
        case date():
            return value.isoformat()
        case list() | tuple():
            return f"[{', '.join(map(_value, value))}]"
    raise TypeError(type(value))


@dataclass(frozen=True, kw_only=True)
class Told:
    """What an evening produced, for others to learn from."""

    title: str
    day: str
    """In Dutch."""
    present: int
    questions: tuple[tuple[Item, str], ...]
    """Each with what the room thought, in Dutch; empty where that is not shown."""
    agreements: tuple[str, ...]


def lesson_of(told: Told, folder: Path, name: str, title: str, today: date) -> Files:
    """A lesson draft of an evening: its questions, how the room voted, and what it agreed."""
    lesson_id, path, files = next_place(folder, name, title or told.title)
    letters = [f"{lesson_id}-{chr(ord('a') + at)}" for at in range(len(told.questions))]
    skeleton = filled("les.md", id=lesson_id, title=title or told.title, today=today, later=months_later(today, PERIOD))
    parts = [
        skeleton[: skeleton.index("\n## ")],
        "## Wat er speelde {#situatie .situatie}",
        f"VUL AAN: waarom jullie hierover spraken. Op {told.day} waren er {told.present} mensen bij.",
    ]
    items = {}
    for at, ((item, thought), letter) in enumerate(zip(told.questions, letters, strict=True), 1):
        items[letter] = structs.replace(item, goal=f"{lesson_id}-doel", step=f"vraag-{at}")
        parts += [
            f"## Vraag {at} {{#vraag-{at} .kern vraag={letter}}}",
            "VUL AAN: wat je hiervoor moet weten.",
            *([f"In de zaal: {thought}"] if thought else []),
        ]
    if told.agreements:
        agreed = "\n".join(f"* {_plain(one)}" for one in told.agreements)
        parts += ["## Wat wij afspraken {#afspraken .voorbeeld}", agreed]
    parts += ["## Wat doe je morgen? {#morgen .morgen}", "VUL AAN: één ding om te doen of op te zoeken.\n"]
    files[f"lessons/{path}.md"] = "\n\n".join(parts)
    files[f"quizzes/{path}.toml"] = _bank(lesson_id, items)
    return files


def _plain(text: str) -> str:
    """Words of a room in Markdown, where their characters mean nothing."""
    return re.sub(r"([\\`*_\[\]<>{}|#])", r"\\\1", " ".join(text.split()))


def _bank(lesson: str, items: Mapping[str, Item]) -> str:
    entries = (toml(_marked(as_authored(item)) | {"id": name}, "item") for name, item in items.items())
    return f'les = "{lesson}"\n' + "".join(f"\n[[item]]\n{entry}" for entry in entries)


def _marked(data: Any) -> Any:
    """The same with a mark for each text that is empty: an item of an evening may do without, one of a lesson not."""
    match data:
        case dict():
            return {key: _marked(value) for key, value in data.items()}
        case list() | tuple():
            return [_marked(value) for value in data]
    return UNFINISHED if data == "" else data
