"""Files to begin with: what `nieuw` writes. Comments say what keys mean, marks where something is to be written."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from string import Template

from tutor import FOLDER
from tutor.content.package import HEAD_FILE, read_head
from tutor.content.rules.common import months_later
from tutor.content.textfile import plain_name
from tutor.model import Municipality
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
