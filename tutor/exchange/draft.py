"""The draft that questions from elsewhere become: a folder with a module, lessons and their banks, marked where an
author has something to write. A lesson it is not.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from msgspec import structs

from tutor.content.drafts import PERIOD, Files, filled, next_place
from tutor.content.package import FORMAT
from tutor.content.rules.common import months_later
from tutor.exchange.intake import Intake, Origin
from tutor.exchange.reading import clean
from tutor.model import Item
from tutor.model.catalogue import UNFINISHED

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
