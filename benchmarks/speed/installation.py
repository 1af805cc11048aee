"""What is measured: the wheel of this source tree, installed with the pinned requirements, bytecode and all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[2]
REQUIREMENTS = ROOT / "requirements" / "run.txt"
FLOORS = Path(__file__).with_name("floors")


@dataclass(frozen=True)
class Installation:
    """A virtual environment with the wheel in it."""

    folder: Path

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / "bin" / "python"

    @property
    def command(self) -> Path:
        """What a user starts."""
        return self.folder / "bin" / "raadstutor"

    @property
    def content(self) -> Path:
        """Where the wheel put lessons and quizzes."""
        (packages,) = self.folder.glob("lib/python*/site-packages")
        return packages / "tutor" / "_content"

    @contextmanager
    def with_content(self, other: Path) -> Iterator[None]:
        """Another folder with `lessons` and `quizzes` in the place of what the wheel brought, for as long as it takes.

        It is moved, not copied, so that files keep their age.
        """
        aside = self.content.with_name("_content_aside")
        self.content.rename(aside)
        try:
            other.rename(self.content)
            try:
                yield
            finally:
                self.content.rename(other)
        finally:
            aside.rename(self.content)


def install(folder: Path) -> Installation:
    """Build the wheel and install it below `folder`. The packages it needs are kept there for a next time."""
    pinned = sha256(REQUIREMENTS.read_bytes() + sys.version.encode()).hexdigest()[:12]
    made = Installation(folder / f"env-{pinned}")
    if not (made.folder / "complete").exists():
        shutil.rmtree(made.folder, ignore_errors=True)
        _run([sys.executable, "-m", "venv", made.folder])
        _pip(made, "--require-hashes", "-r", REQUIREMENTS)
        (made.folder / "complete").touch()
    wheels = folder / "wheel"
    shutil.rmtree(wheels, ignore_errors=True)
    _run([sys.executable, "-m", "pip", "wheel", *_QUIET, "--no-deps", "--no-build-isolation", "-w", wheels, ROOT])
    (wheel,) = wheels.glob("*.whl")
    shutil.rmtree(made.content.parent, ignore_errors=True)  # a run that was killed leaves other content behind
    _pip(made, "--no-deps", "--no-index", "--force-reinstall", wheel)
    return made


def environment(home: Path) -> Mapping[str, str]:
    """Of a program that is measured: nothing of Python's own settings, and a home of its own."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "RAADSTUTOR"))}
    inherited.pop("COLORTERM", None)
    return inherited | {
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_DATA_HOME": str(home / ".local"),
        "RAADSTUTOR_HOME": str(home),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
    }


_QUIET = ("--quiet", "--disable-pip-version-check")


def _pip(made: Installation, *arguments: str | Path) -> None:
    _run([made.python, "-m", "pip", "install", *_QUIET, "--compile", *arguments])


def _run(command: Sequence[str | Path]) -> None:
    settings = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    subprocess.run([str(part) for part in command], check=True, env=settings)
