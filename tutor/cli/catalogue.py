"""The verb `inhoud`: what there is to learn, for people or as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from tutor.cli.exits import Exit
from tutor.cli.output import json_text, say
from tutor.content.export import export
from tutor.content.load import load
from tutor.model import Catalogue, Lesson, Severity


def show(root: Path, *, as_json: bool, out: TextIO) -> int:
    """Print the content below a root folder. Returns the exit code: 1 if part of it could not be read."""
    if not root.is_dir():
        say(f"De map {root} bestaat niet; noem de map waar lessons en quizzes in staan.", out)
        return Exit.MISUSE
    catalogue, problems = load(root)
    errors = any(problem.severity is Severity.ERROR for problem in problems)
    if as_json:
        out.write(json_text(export(catalogue)))
    else:
        for line in overview(catalogue):
            say(line, out)
        if errors:
            say("\nNiet alles is te lezen; bekijk met raadstutor controleer wat eraan schort.", out)
    return Exit.PROBLEMS if errors else Exit.OK


def overview(catalogue: Catalogue) -> list[str]:
    """The content in Dutch: modules, lessons and their goals."""
    lines = []
    for module in catalogue.modules:
        lines += [module.head.title, module.head.text, ""]
        for lesson in module.lessons:
            lines += [*_lesson(lesson), ""]
    counts = (
        _count(len(catalogue.modules), "module", "modules"),
        _count(len(catalogue.lessons), "les", "lessen"),
        _count(len(catalogue.items), "vraag", "vragen"),
        _count(len(catalogue.cases), "casus", "casussen"),
    )
    return [*lines, f"{', '.join(counts)} en {_count(len(catalogue.terms), 'begrip', 'begrippen')}."]


def _lesson(lesson: Lesson) -> list[str]:
    head = lesson.head
    return [
        f"  {head.id}  {head.title} ({head.minutes} minuten, {_count(len(lesson.items), 'vraag', 'vragen')})",
        *(f"    - {goal.text}" for goal in head.goals),
    ]


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
