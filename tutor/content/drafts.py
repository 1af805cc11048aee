"""Files to begin with: what `nieuw` writes. Comments say what keys mean, marks where something is to be written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template
from typing import Any

import msgspec
from msgspec import structs

from tutor.content.package import HEAD_FILE, read_head
from tutor.content.rules.common import months_later
from tutor.content.textfile import plain_name
from tutor.model import Item, Municipality
from tutor.model.catalogue import UNFINISHED
from tutor.system import Refusal

_SKELETONS = Path(__file__).with_name("skeletons")
_PERIOD = 12
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
    return name, {HEAD_FILE: _filled("pakket.toml", id=name, title=title or folder.resolve().name)}


def lesson(folder: Path, name: str, title: str, today: date, *, all_kinds: bool = False) -> Files:
    """The next lesson of a pack, and its bank; `all_kinds`: with an example of every kind of question."""
    lesson_id, path, files = _place(folder, name, title)
    words = {"id": lesson_id, "title": title or "VUL AAN: de titel", "today": today}
    files[f"lessons/{path}.md"] = _filled("les.md", **words, later=months_later(today, _PERIOD))
    bank = _filled("vragen.toml", **words)
    files[f"quizzes/{path}.toml"] = bank + (_filled("soorten.toml", **words) if all_kinds else "")
    return files


def _place(folder: Path, name: str, title: str) -> tuple[str, str, Files]:
    """Id and path of the next lesson, and its module where there is none yet."""
    files: Files = {}
    if not (folder / "lessons" / name / "module.toml").exists():
        files[f"lessons/{name}/module.toml"] = _filled("module.toml", id=name, title=title or name.capitalize())
    number = _next(folder / "lessons" / name)
    return f"{name}-{number:02}", f"{name}/{number:02}-{plain_name(title)[:40].strip('-') or 'les'}", files


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
    lesson_id, path, files = _place(folder, name, title or told.title)
    letters = [f"{lesson_id}-{chr(ord('a') + at)}" for at in range(len(told.questions))]
    skeleton = _filled(
        "les.md", id=lesson_id, title=title or told.title, today=today, later=months_later(today, _PERIOD)
    )
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
    files[f"quizzes/{path}.toml"] = bank_of(lesson_id, items)
    return files


def _plain(text: str) -> str:
    """Words of a room in Markdown, where their characters mean nothing."""
    return re.sub(r"([\\`*_\[\]<>{}|#])", r"\\\1", " ".join(text.split()))


def evening(folder: Path, name: str, title: str) -> Files:
    """An evening with questions of its own."""
    number = _next(folder / "quizzes" / "klas")
    plan = f"{name}-avond" + (f"-{number}" if number > 1 else "")
    return {f"quizzes/klas/{number:02}-{plan}.toml": _filled("avond.toml", id=plan, title=title or "VUL AAN: de titel")}


def programme(folder: Path, name: str, title: str) -> Files:
    """A programme."""
    path = "lessons/programmas/{}.toml"
    number = next(at for at in range(1, 1_000) if not (folder / path.format(f"{name}-programma-{at}")).exists())
    plan = f"{name}-programma-{number}"
    return {path.format(plan): _filled("programma.toml", id=plan, title=title or "VUL AAN: de titel")}


def municipality(name: str, inhabitants: int) -> str:
    """What `gemeente.toml` begins with."""
    here = Municipality(name=name, inhabitants=inhabitants)
    return _filled(
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


def _filled(skeleton: str, **words: object) -> str:
    escaped = {
        key: _quoted(word)[1:-1] if isinstance(word, str) and key == "title" else word for key, word in words.items()
    }
    return Template((_SKELETONS / skeleton).read_text(encoding="utf-8")).substitute(escaped)


def _quoted(text: str) -> str:
    """A string of TOML: its escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False)


def bank_of(lesson_id: str, items: Mapping[str, Item]) -> str:
    """An item bank with these items, by the id that each gets."""
    parts = [f"les = {_quoted(lesson_id)}"]
    for name, item in items.items():
        data: dict[str, Any] = _marked(msgspec.to_builtins(item))
        parts.append("\n".join(_table("item", data | {"id": name})))
    return "\n\n".join(parts) + "\n"


def _marked(data: Any) -> Any:
    """The same with a mark for each text that is empty: an item of an evening may do without, one of a lesson not."""
    match data:
        case dict():
            return {key: _marked(value) for key, value in data.items()}
        case list() | tuple():
            return [_marked(value) for value in data]
    return UNFINISHED if data == "" else data


def _table(header: str, data: Mapping[str, Any]) -> Iterator[str]:
    yield f"[[{header}]]"
    below = {key: value for key, value in data.items() if _is_tables(value)}
    for key, value in data.items():
        if key not in below:
            yield f"{key} = {_value(value)}"
    for key, tables in below.items():
        for table in tables:
            yield ""
            yield from _table(f"{header}.{key}", table)


def _is_tables(value: object) -> bool:
    return isinstance(value, list | tuple) and bool(value) and isinstance(value[0], dict)


def _value(value: Any) -> str:
    match value:
        case str():
            return value if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else _quoted(value)
        case bool():
            return "true" if value else "false"
        case list() | tuple():
            return f"[{', '.join(map(_value, value))}]"
    return str(value)
