"""`make house` counts what it says it counts; the rules that rest on it are in `test_architecture.py`."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from scripts.house import figures, read

ROOT = Path(__file__).parents[1]


def test_figures_of_a_small_house(tmp_path: Path) -> None:
    for name, source in {
        "__init__.py": "",
        "one.py": '"""Three short words."""\n\n# why\nclass A:\n    """It has five words now."""\n',
        "two.py": '"""A module with enough words."""\n\nfrom tutor.one import A\n\n\nclass B(A):\n    """The B."""\n',
    }.items():
        (tmp_path / "tutor").mkdir(exist_ok=True)
        (tmp_path / "tutor" / name).write_text(source, encoding="utf-8")
    found = {row.what: row.value for row in figures(read(tmp_path))}
    assert list(found.values()) == [3, 12, 0, 0, 2, 1, 4, 1 / 12]


def test_a_figure_that_is_over_is_named_and_fails(tmp_path: Path) -> None:
    (tmp_path / "tutor").mkdir()
    (tmp_path / "tutor" / "one.py").write_text("import tutor.two", encoding="utf-8")
    (tmp_path / "tutor" / "two.py").write_text("import tutor.one", encoding="utf-8")
    command = [sys.executable, str(ROOT / "scripts" / "house.py"), str(tmp_path), "--list"]
    shown = subprocess.run(command, capture_output=True, text=True, check=False)
    assert shown.returncode == 1
    assert "circles" in shown.stdout
    assert "OVER\n    tutor.one tutor.two\n" in shown.stdout


@cache
def walk_of_an_answer(*options: str) -> str:
    command = [sys.executable, str(ROOT / "scripts" / "trace_answer.py"), "--list", *options]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize("answer", [[], ["--wrong"]])
def test_the_walk_of_an_answer(answer: list[str]) -> None:
    """Seen red with a key that only moves the highlight: then nothing is stored."""
    shown = walk_of_an_answer(*answer)
    stored, _, after = shown.partition("--- stored\n")
    assert "study.py" in stored
    assert "store/" in stored
    assert "tui/" in after


def test_the_page_on_architecture_tells_the_walk_as_it_is() -> None:
    """Each function in its table is entered, in that order and in the file that stands beside it."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| `([\w.]+)` \| `tutor/([\w/.]+)` \|", page, re.MULTILINE)
    assert len(table) >= 10
    walk = iter(re.findall(r"^([\w/.]+):\d+ ([\w.]+)$", walk_of_an_answer(), re.MULTILINE))
    for function, path in table:
        assert (path, function) in walk, function
