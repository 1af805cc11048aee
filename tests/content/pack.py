"""Content on disk: what comes with the program, a small good pack, and ways to spoil it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tutor.cli.root import read_content
from tutor.content import content_root
from tutor.content.check import check
from tutor.model import Catalogue, Problem

GOOD = Path(__file__).parent / "good"
TODAY = date(2026, 11, 24)

LESSON = "lessons/proef/01-besluiten.md"
BANK = "quizzes/proef/01-besluiten.toml"
CASUS = "quizzes/proef/casus/01-besluiten.toml"
MODULE = "lessons/proef/module.toml"
LAWS = "lessons/bronnen.toml"
FACTS = "lessons/feiten.toml"
TERMS = "lessons/begrippen.toml"
MISCONCEPTIONS = "lessons/misvattingen.toml"
LOOKALIKES = "lessons/lijkt-op.toml"
COUNTING_RULES = "lessons/telregels.toml"
STATUTE = "lessons/wetten/gemeentewet.toml"
PLAN = "quizzes/proef/klas/01-avond.toml"
PROGRAMME = "lessons/programmas/begin.toml"
FILES = (
    LESSON, BANK, CASUS, MODULE, LAWS, FACTS, TERMS, MISCONCEPTIONS, LOOKALIKES, COUNTING_RULES, STATUTE, PLAN,
    PROGRAMME,
)  # fmt: skip


ROOT = content_root()


@cache
def shipped() -> Catalogue:
    """The content that comes with the program. It is read once in each process: most of the time is in that."""
    return read_content(ROOT)


def with_content(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    """Have the commands read other content than what comes with the program."""
    for module in ("content", "cli.root", "cli.condition"):
        monkeypatch.setattr(f"tutor.{module}.content_root", lambda: root)


@dataclass(frozen=True)
class Pack:
    """A copy of the good pack."""

    root: Path

    @classmethod
    def copy(cls, root: Path) -> Pack:
        return cls(shutil.copytree(GOOD, root / "pack"))

    def read(self, file: str) -> str:
        return (self.root / file).read_text("utf-8")

    def write(self, file: str, text: str) -> None:
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="")

    def replace(self, file: str, old: str, new: str) -> int:
        """Replace the one place where the file says `old`. Returns the line, from 1, on which it stood."""
        text = self.read(file)
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {file}"
        self.write(file, text.replace(old, new))
        return text.count("\n", 0, text.index(old)) + 1

    def line(self, file: str, text: str) -> int:
        """The line, from 1, of the one place where the file says this."""
        content = self.read(file)
        assert content.count(text) == 1, f"{text!r} occurs {content.count(text)} times in {file}"
        return content.count("\n", 0, content.index(text)) + 1

    def problems(self, today: date = TODAY) -> tuple[Problem, ...]:
        return check(self.root, today)[1]
