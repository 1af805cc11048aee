"""Each sentence that promises a user something has a test, and a sentence that changed asks for a look at its tests."""

import ast
import tomllib
from functools import cache

import pytest

from tests.promises import PAPERS, ROOT, mark, sentences

REGISTER = tomllib.loads((ROOT / "tests" / "promises.toml").read_text(encoding="utf-8"))
TESTS = sorted({test for promise in REGISTER["promise"] for test in promise["tests"]})


@cache
def functions(path: str) -> set[str]:
    """The tests that a file has."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize("paper", PAPERS)
def test_every_sentence_has_its_tests_or_promises_nothing(paper: str) -> None:
    known = [line for group in [*REGISTER["promise"], REGISTER["none"]] for line in group["sentences"]]
    listed = [line.removeprefix(f"{paper[:-3]}: ") for line in known if line.startswith(f"{paper[:-3]}: ")]
    text = (ROOT / paper).read_text(encoding="utf-8")
    # Tables of the readme are lists of verbs, keys, lessons and evenings, which `tests/test_docs.py` counts.
    there = [mark(line) for line in sentences(text) if not (paper == "README.md" and line.startswith("|"))]
    assert [line for line in there if line not in listed] == []  # new or changed: which test holds it?
    assert [line for line in listed if line not in there] == []  # gone
    assert len(listed) == len(set(listed))


def test_the_tests_are_there() -> None:
    gone = [test for test in TESTS if test.partition("::")[2] not in functions(test.partition("::")[0])]
    assert gone == []


def test_a_changed_sentence_is_another_one() -> None:
    assert mark("Er gaat niets naar internet.") != mark("Er gaat iets naar internet.")
    page = "# Kop\n\nEen zin. Nog een\nzin.\n\n* een punt\n* nog een\n\n| a | b |\n|---|---|\n| c. D | e |\n"
    assert sentences(page) == ["Een zin.", "Nog een zin.", "* een punt", "* nog een", "| a | b |", "| c. D | e |"]
