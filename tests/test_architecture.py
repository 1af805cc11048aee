"""What keeps the project small and private: layers, circles, sizes and names, no network, no hidden clock."""

import ast
import pkgutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

import tutor
from scripts.house import Modules, circles, doubles, imports, only_children, read

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "tutor").rglob("*.py"))
LONGEST = 400
"""Lines of a module."""
HOUSE = read(ROOT)
MODULES = sorted(module.name for module in pkgutil.walk_packages(tutor.__path__, "tutor."))

NETWORK_MODULES = {
    *("socket", "socketserver", "ssl", "http", "urllib.request", "ftplib", "smtplib", "poplib", "imaplib"),
    *("xmlrpc", "webbrowser", "asyncio.streams", "aiohttp", "httpx", "requests", "urllib3"),
}
NETWORK_CALLS = {
    *("open_connection", "start_server", "open_unix_connection", "start_unix_server"),
    *("create_connection", "create_server", "create_datagram_endpoint", "open_url"),
}
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"}
CHANCE_MODULES = ("random", "secrets")


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module that the code names, also as the text in `import_module("…")`."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield from (f"{module}.{alias.name}" for alias in names)
            case ast.Call(args=[ast.Constant(value=str(name)), *_], func=function) if "import" in ast.unparse(function):
                yield name


def called(tree: ast.AST) -> Iterator[str]:
    """The name of everything that the code calls, as it is written."""
    return (ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call))


def is_network(module: str) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in NETWORK_MODULES)


def network_use(source: str) -> set[str]:
    tree = ast.parse(source)
    calls = {name for name in called(tree) if name.rpartition(".")[2] in NETWORK_CALLS}
    return calls | {name for name in imported(tree) if is_network(name)}


def hidden_input(source: str) -> set[str]:
    """Uses of the clock and of shared randomness. The class `Random` is fine: its owner chose the seed."""
    tree = ast.parse(source)
    chance = {name for name in imported(tree) if name.split(".")[0] in CHANCE_MODULES} - {"random.Random"}
    return chance | {name for name in called(tree) if ".".join(name.split(".")[-2:]) in CLOCKS}


def test_imports_point_downwards() -> None:
    """The contracts in pyproject.toml, each with its reason."""
    command = "from importlinter.cli import lint_imports_command as run; run()"
    result = subprocess.run(
        [sys.executable, "-c", command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout


def first_to_load(modules: list[str], unwanted: tuple[str, ...]) -> str:
    """The first of `modules` that brings one of `unwanted` into a fresh interpreter; empty if none does.

    Import Linter reads imports; only this sees what really gets loaded, by whatever road.
    """
    script = (
        "import importlib, sys\n"
        f"for name in {modules!r}:\n"
        "    importlib.import_module(name)\n"
        f"    found = [other for other in {unwanted!r} if other in sys.modules]\n"
        "    if found: sys.exit(f'{name} loads {found}')\n"
    )
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False).stderr


def outside(*packages: str) -> list[str]:
    return [name for name in MODULES if not name.startswith(packages) and name != "tutor.__main__"]


def test_only_tui_loads_textual() -> None:
    assert first_to_load(outside("tutor.tui"), ("textual", "rich")) == ""


def test_only_the_store_loads_sqlite() -> None:
    rest = outside("tutor.tui", "tutor.store", "tutor.cli", "tutor.service.workspace", "tutor.service.files")
    assert first_to_load(rest, ("sqlite3", "sqlite_utils")) == ""


def test_the_core_loads_no_network_module() -> None:
    """Not even through a library."""
    assert first_to_load(outside("tutor.tui"), ("socket", "ssl", "http.client", "webbrowser")) == ""


def test_a_forbidden_module_is_noticed() -> None:
    assert first_to_load(["tutor.model", "sqlite3"], ("sqlite3",)).strip() == "sqlite3 loads ['sqlite3']"


def found_in(sources: Iterable[Path], rule: Callable[[str], set[str]]) -> dict[str, set[str]]:
    """Per file what a rule finds in it; only the files in which it finds something."""
    found = {path.relative_to(ROOT).as_posix(): rule(path.read_text(encoding="utf-8")) for path in sources}
    return {path: names for path, names in found.items() if names}


def test_no_network() -> None:
    assert found_in(SOURCES, network_use) == {}


@pytest.mark.parametrize(
    "source",
    [
        "import socket",
        "from urllib import request",
        "from http.client import HTTPSConnection",
        "def f():\n    import webbrowser",
        "import importlib\nimportlib.import_module('socket')",
        "import asyncio\nasyncio.open_connection('a', 1)",
        "self.app.open_url('a')",
    ],
)
def test_network_use_is_noticed(source: str) -> None:
    assert network_use(source)


def test_time_and_chance_come_from_outside() -> None:
    """Only the composition root has a clock and a random generator."""
    assert found_in((path for path in SOURCES if "cli" not in path.relative_to(ROOT).parts), hidden_input) == {}


def test_a_rule_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.test_architecture.ROOT", tmp_path)
    for name, source in {"good.py": "import json", "bad.py": "import socket"}.items():
        (tmp_path / name).write_text(source, encoding="utf-8")
    assert found_in(tmp_path.glob("*.py"), network_use) == {"bad.py": {"socket"}}


@pytest.mark.parametrize(
    "source", ["import random", "from random import shuffle", "import secrets", "datetime.now(UTC)", "dt.date.today()"]
)
def test_hidden_input_is_noticed(source: str) -> None:
    assert hidden_input(source)


def test_modules_are_small() -> None:
    long = {module.path.as_posix(): module.lines for module in HOUSE.values() if module.lines > LONGEST}
    assert long == {}


def test_no_import_circle() -> None:
    """Whoever changes one module of a circle has to know them all. Imports for types count: they are knowledge too."""
    assert circles(imports(HOUSE)) == []


def test_a_class_name_stands_once() -> None:
    assert doubles(HOUSE) == {}


def test_no_base_has_one_child_in_another_file() -> None:
    """Such a base is a file cut in two."""
    assert only_children(HOUSE) == {}


def house(root: Path, /, **sources: str) -> Modules:
    """A package with these modules; `__` stands for a dot."""
    for name, source in sources.items():
        path = root.joinpath("tutor", *(name.split("__") if name != "__init__" else [name])).with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    return read(root)


@pytest.mark.parametrize(
    "back",
    [
        "from tutor.one import A",
        "import tutor.one",
        "from tutor import one",
        "def f():\n    from tutor.one import A",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from tutor.one import A",
    ],
)
def test_a_circle_is_noticed(tmp_path: Path, back: str) -> None:
    made = house(tmp_path, one="from tutor.deep.two import B", deep__two="from tutor.three import C", three=back)
    assert circles(imports(made)) == [["tutor.deep.two", "tutor.one", "tutor.three"]]


def test_a_row_of_imports_is_no_circle(tmp_path: Path) -> None:
    made = house(
        tmp_path, one="from tutor.two import B\nimport tutor.three", two="import tutor.three", three="import os"
    )
    assert circles(imports(made)) == []


def test_a_name_for_two_classes_is_noticed(tmp_path: Path) -> None:
    made = house(tmp_path, one="class A: ...\nclass B:\n    class C: ...", two="class A: ...\nclass C: ...")
    assert doubles(made) == {"A": ["tutor.one", "tutor.two"]}


@pytest.mark.parametrize("base", ["A", "A[str]", "one.A"])
def test_a_base_with_one_child_is_noticed(tmp_path: Path, base: str) -> None:
    names = "from tutor import one\n" if "." in base else "from tutor.one import A\n"
    made = house(tmp_path, __init__="", one="class A: ...", two=f"{names}class B({base}): ...")
    assert only_children(made) == {"tutor.one.A": "tutor.two.B"}
    assert only_children(house(tmp_path, three=f"{names}class C({base}): ...")) == {}


def test_a_child_in_the_same_file_is_fine(tmp_path: Path) -> None:
    assert only_children(house(tmp_path, one="class A: ...\nclass B(A): ...\nclass C(str): ...")) == {}
