"""What a check costs, counted: sound content is parsed once, and nobody looks up where things stand in it.

Seen red with: a rule that asks for `bank.at(...)` before it knows of a fault, one that parses a step again, long words
judged after each part, and a last part that is left out.
"""

from __future__ import annotations

import gc
from datetime import date
from pathlib import Path

import pytest

from benchmarks.speed.lessons import multiply
from tests.content.pack import GOOD, TODAY, Pack
from tutor.content import lint_context, markdown, toml
from tutor.content.check import check
from tutor.content.lint_context import parts
from tutor.content.load import read_pack
from tutor.content.toml import index

ROOT = Path(__file__).parents[2]
PART, LESSONS = 12, 62
"""Several parts, with some copies in the last one: more than the program brings."""


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lint_context, "PART", PART)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped lessons and copies of them."""
    folder = tmp_path_factory.mktemp("veel")
    (folder / "klein").mkdir()
    for name in ("lessons", "quizzes"):
        (folder / "klein" / name).symlink_to(ROOT / name)
    return multiply(folder / "klein", folder / "veel", LESSONS)


def test_sound_content_is_parsed_once_and_never_located(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    located: list[str] = []
    parsed: list[str] = []

    def locate(text: str) -> object:
        located.append(text)
        return index(text)

    def parse(text: str) -> object:
        parsed.append(text)
        return original(text)

    original = markdown.parse
    monkeypatch.setattr(toml, "index", locate)
    monkeypatch.setattr(markdown, "parse", parse)
    pack, problems = check(many, date(2026, 11, 24))
    catalogue = pack.catalogue
    steps = sum(len(lesson.steps) for lesson in catalogue.lessons.values())
    nodes = sum(len(casus.nodes) for casus in catalogue.cases.values())
    assert problems == ()
    assert len(catalogue.lessons) == LESSONS
    assert len(parsed) == steps + nodes
    assert len(located) <= 1  # the glossary, of which the words are compared


def test_parts_are_all_there_is(many: Path) -> None:
    pack = read_pack(many)
    found = list(parts(pack, TODAY))
    assert [lesson for part in found for lesson in part.lessons] == list(pack.lessons)
    assert all(len(part.lessons) <= PART for part in found)
    assert sum(bool(part.outside) for part in found) == 1


def test_a_word_of_another_part_makes_a_compound_easy(tmp_path: Path) -> None:
    """Long words are judged after all parts were looked at."""
    many = multiply(GOOD, tmp_path / "veel", 3 * PART)
    first, *_, last = sorted(many.glob("lessons/*/*.md"), key=lambda path: path.parent.name)
    before = {path: path.read_text("utf-8") for path in (first, last)}
    known = {problem.code for problem in check(many, TODAY)[1]}
    first.write_text(before[first].rstrip("\n") + "\n\nDe knibbelzwaluwtafels staan klaar.\n", "utf-8")
    assert {problem.code for problem in check(many, TODAY)[1]} == known | {"lang-woord"}
    last.write_text(before[last].rstrip("\n") + "\n\nDe knibbel zag twee zwaluwtafels.\n", "utf-8")
    assert {problem.code for problem in check(many, TODAY)[1]} == known


def test_the_collector_works_afterwards(tmp_path: Path) -> None:
    Pack.copy(tmp_path)
    check(GOOD, TODAY)
    assert gc.isenabled()
