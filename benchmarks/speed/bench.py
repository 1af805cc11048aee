"""What the rows share: the installation, a learner with a past, other content, and measuring in turn."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from time import perf_counter

from benchmarks.speed import lessons, practice
from benchmarks.speed.figures import FLOOR, OURS, Samples
from benchmarks.speed.installation import FLOORS, Installation, environment
from benchmarks.speed.screen import Program
from tutor.service.phrases import AFTER

NAME = "Samira"
EVENTS = 20_000
MANY = 300
"""Lessons."""
HOME = (f"Dag {NAME}.", f"2 {AFTER}")
"""Texts of the first useful screen: the name of the learner, and the list below it."""

Measure = Callable[[], float]


@dataclass(frozen=True)
class Bench:
    """One run. What is costly to make is made when a row first asks for it."""

    made: Installation
    work: Path
    """An empty folder."""

    @cached_property
    def learner(self) -> Path:
        """A home with the file of a learner with 20,000 events and nothing else; to be copied."""
        note(f"a learner with {EVENTS} events")
        folder = self.work / "learner"
        program = Path(__file__).with_name("history.py")
        command = [str(self.made.python), str(program), str(folder), NAME, str(EVENTS)]
        subprocess.run(command, check=True, cwd=self.work, env=environment(self.work), stdout=subprocess.DEVNULL)
        shutil.rmtree(folder / "back-ups", ignore_errors=True)
        return folder

    @cached_property
    def many(self) -> Path:
        """A folder with 300 lessons."""
        note(f"{MANY} lessons")
        return lessons.multiply(self.made.content, self.work / "many", MANY)

    @cached_property
    def practice(self) -> Path:
        """A folder with a lesson of 1,000 words and a long quiz before the others."""
        return practice.prepare(self.made.content, self.work / "practice")

    @contextmanager
    def content(self, folder: Path) -> Iterator[None]:
        """The installation with other content. The learner has studied what the wheel brought, so that comes first."""
        _ = self.learner
        with self.made.with_content(folder):
            yield

    def home(self, name: str) -> Path:
        """A home of its own with the learner in it, as it is before the first start."""
        folder = self.work / name
        shutil.rmtree(folder, ignore_errors=True)
        return shutil.copytree(self.learner, folder)

    def app(self, home: Path) -> Program:
        """The app, started at the learner."""
        return Program([self.made.command, "--profiel", NAME], environment(home), self.work)

    def floor(self, name: str, *arguments: str | Path) -> Program:
        """One of the bare apps."""
        return Program([self.made.python, FLOORS / f"{name}.py", *arguments], environment(self.work), self.work)

    def run(self, *command: str | Path, home: Path | None = None) -> float:
        """Milliseconds that a command takes. Raises CalledProcessError when it fails."""
        settings, words = environment(home or self.work), [str(part) for part in command]
        start = perf_counter()
        subprocess.run(words, check=True, cwd=self.work, env=settings, stdout=subprocess.DEVNULL)
        return (perf_counter() - start) * 1000


def in_turn(rounds: int, measures: Mapping[str, Measure], *, unit: str = "ms", warm: bool = True) -> Samples:
    """Measure all after each other, and that so many times. When `warm`, a time before, for caches, does not count."""
    found: dict[str, list[float]] = {name: [] for name in measures}
    for counts in range(-1 if warm else 0, rounds):
        for name, measure in measures.items():
            figure = measure()
            if counts >= 0:
                found[name].append(figure)
    return Samples(floor=found.pop(FLOOR), ours=found.pop(OURS), others=found, unit=unit)


def note(text: str) -> None:
    """Say what is going on, beside the table."""
    print(f"… {text}", file=sys.stderr, flush=True)
