"""What keeps the project small and private: layers, module sizes, no network, no hidden clock."""

import ast
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

import tutor

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "tutor").rglob("*.py"))
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
    rest = outside("tutor.tui", "tutor.store", "tutor.cli")
    assert first_to_load(rest, ("sqlite3", "sqlite_utils")) == ""


def test_the_core_loads_no_network_module() -> None:
    """Not even through a library."""
    assert first_to_load(outside("tutor.tui"), ("socket", "ssl", "http.client", "webbrowser")) == ""


def test_a_forbidden_module_is_noticed() -> None:
    assert first_to_load(["tutor.model", "sqlite3"], ("sqlite3",)).strip() == "sqlite3 loads ['sqlite3']"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_network(path: Path) -> None:
    assert network_use(path.read_text(encoding="utf-8")) == set()


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


@pytest.mark.parametrize(
    "path",
    [path for path in SOURCES if "cli" not in path.relative_to(ROOT).parts],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_time_and_chance_come_from_outside(path: Path) -> None:
    """Only the composition root has a clock and a random generator."""
    assert hidden_input(path.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize(
    "source", ["import random", "from random import shuffle", "import secrets", "datetime.now(UTC)", "dt.date.today()"]
)
def test_hidden_input_is_noticed(source: str) -> None:
    assert hidden_input(source)


def test_modules_are_small() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {path: lines for path, lines in lengths.items() if lines > 400} == {}
    assert median(lengths.values()) <= 100
