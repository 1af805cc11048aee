"""Work on all content at once."""

from __future__ import annotations

import json
import shutil
import subprocess
from itertools import count
from pathlib import Path

from benchmarks.speed.bench import Bench, in_turn
from benchmarks.speed.figures import FLOOR, OURS, Samples
from benchmarks.speed.installation import FLOORS, environment


def check(bench: Bench, rounds: int) -> Samples:
    """`controleer` of the content that the wheel brings."""
    return _checked(bench, rounds, str(bench.made.content))


def check_many(bench: Bench, rounds: int) -> Samples:
    """`controleer` of 300 lessons. It is measured without a round before: files were just written."""
    return _checked(bench, rounds, str(bench.many), warm=False)


def check_one(bench: Bench, rounds: int) -> Samples:
    """`controleer` of 300 lessons of which one changed since the last time."""
    home, alone, numbers = bench.work / "author", bench.work / "alone", count()
    home.mkdir(exist_ok=True)
    lesson = sorted((bench.many / "lessons" / "thema002").glob("*.md"))[30]
    text = lesson.read_text("utf-8")
    shutil.copytree(bench.many, alone, ignore=lambda folder, names: _others(lesson, Path(folder), names))

    def ours() -> float:
        lesson.write_text(f"{text}\n\nEn nog {next(numbers)}.\n", "utf-8")
        return bench.run(bench.made.command, "controleer", str(bench.many), home=home)

    return in_turn(
        rounds,
        {
            FLOOR: lambda: bench.run(bench.made.python, FLOORS / "one_lesson.py", str(bench.many), str(alone)),
            OURS: ours,
        },
    )


def search_many(bench: Bench, rounds: int) -> Samples:
    """Seven queries."""
    file = bench.work / "zoeken.db"
    program = FLOORS.with_name("searching.py")
    with bench.content(bench.many):
        command = [str(part) for part in (bench.made.python, program, file, rounds)]
        shown = subprocess.run(
            command, check=True, cwd=bench.work, env=environment(bench.work), capture_output=True, text=True
        )
    found = json.loads(shown.stdout)
    return Samples(floor=found["floor"], ours=found["ours"], others={"index made": [found["made"]]})


def _checked(bench: Bench, rounds: int, folder: str, *, warm: bool = True) -> Samples:
    return in_turn(
        rounds,
        {
            FLOOR: lambda: bench.run(bench.made.python, FLOORS / "reading.py", folder),
            OURS: lambda: bench.run(bench.made.command, "controleer", folder),
        },
        warm=warm,
    )


def _others(lesson: Path, folder: Path, names: list[str]) -> list[str]:
    """What is left out to keep one lesson and what stands beside all lessons."""
    if folder.name in ("lessons", "quizzes"):
        kept = (lesson.parent.name, "wetten")
        return [name for name in names if (folder / name).is_dir() and name not in kept]
    if folder.name not in (lesson.parent.name, "casus"):
        return []
    wanted = (lesson.name, f"{lesson.stem}.toml", "module.toml", "casus")
    return [name for name in names if name not in wanted]
