"""Figures of the house: how many rooms, how long, who knows whom, which names are used twice.

`python scripts/house.py` prints them beside what they should be and ends with 1 when one is over; `--list` names what
was counted. Only the source is read: nothing is imported, so the figures of another checkout can be asked as well
(`python scripts/house.py FOLDER`).
"""

from __future__ import annotations

import argparse
import ast
import io
import sys
import tokenize
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "tutor"
SHORT = 4
"""Words; a docstring that has no more than these says as a rule what the name already says."""
MODULES, LINES, SHORT_DOCSTRINGS = 200, 24_000, 40
"""The most there should be."""


@dataclass(frozen=True)
class Module:
    """A file of the package: every `.py` below it counts, an empty `__init__` too."""

    name: str
    path: Path
    source: str

    @property
    def tree(self) -> ast.Module:
        """The source as Python reads it."""
        return ast.parse(self.source)

    @property
    def lines(self) -> int:
        """All of them, empty ones and comments included (as `wc -l` counts)."""
        return len(self.source.splitlines())

    @property
    def comments(self) -> int:
        """Lines on which a comment stands."""
        tokens = tokenize.generate_tokens(io.StringIO(self.source).readline)
        return sum(token.type == tokenize.COMMENT for token in tokens)


Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
Modules = Mapping[str, Module]


def read(root: Path = ROOT) -> Modules:
    """All modules of the package by their dotted names."""
    found = {}
    for path in sorted((root / PACKAGE).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = Module(name, path.relative_to(root), path.read_text(encoding="utf-8"))
    return found


def imports(modules: Modules) -> dict[str, set[str]]:
    """Which modules of the package a module names: at its head, inside functions, and for types only.

    `from package import name` is an import of the module `package.name` when there is one, else of the package.
    """
    found: dict[str, set[str]] = {}
    for module in modules.values():
        named: set[str] = set()
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Import):
                named |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                whole = [f"{node.module}.{alias.name}" for alias in node.names]
                named |= {name if name in modules else node.module for name in whole}
        found[module.name] = named & modules.keys() - {module.name}
    return found


def circles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """Groups of modules in which each can be reached from each other, the largest first."""
    reached = {name: _reach(graph, name) for name in graph}
    groups = {tuple(sorted(other for other in found if name in reached[other])) for name, found in reached.items()}
    return sorted((list(group) for group in groups if len(group) > 1), key=lambda group: (-len(group), group))


def _reach(graph: Mapping[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    ahead = [start]
    while ahead:
        fresh = graph[ahead.pop()] - found
        found |= fresh
        ahead += fresh
    return found


def doubles(modules: Modules) -> dict[str, list[str]]:
    """Names of classes that are defined in more than one module, with these. A class within a class bears its name."""
    places = defaultdict(list)
    for module in modules.values():
        for node in _classes(module.tree.body):
            places[node.name].append(module.name)
    return {name: found for name, found in sorted(places.items()) if len(found) > 1}


def docstrings(modules: Modules) -> Iterator[tuple[str, str]]:
    """Where every docstring of a module, class or function stands, and its text."""
    for module in modules.values():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Module | Definition) and (text := ast.get_docstring(node)):
                line = 1 if isinstance(node, ast.Module) else node.lineno
                yield f"{module.path.as_posix()}:{line}", text


def only_children(modules: Modules) -> dict[str, str]:
    """Base classes with exactly one child in the package, and that in another file: `base` -> `child`, dotted.

    Such a base is no idea of its own but a file that was cut in two. Classes are told apart by their names alone.
    """
    homes = {node.name: module.name for module in modules.values() for node in _classes(module.tree.body)}
    children: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for module in modules.values():
        ours = {node.name for node in _classes(module.tree.body)} | _brought(module.tree, modules)
        for node in _classes(ast.walk(module.tree)):
            for base in node.bases:
                first, name = _base(base)
                if first in ours and name in homes:
                    children[name].append((module.name, node.name))
    return {
        f"{homes[name]}.{name}": ".".join(found[0])
        for name, found in sorted(children.items())
        if len(found) == 1 and found[0][0] != homes[name]
    }


def _classes(nodes: Iterable[ast.AST]) -> Iterator[ast.ClassDef]:
    return (node for node in nodes if isinstance(node, ast.ClassDef))


def _brought(tree: ast.Module, modules: Modules) -> set[str]:
    """The names that a module imports from the package."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in modules
        for alias in node.names
    }


def _base(base: ast.expr) -> tuple[str, str]:
    """Of `module.Base[Result]` the first name and the last: module, Base."""
    if isinstance(base, ast.Subscript):
        base = base.value
    names = ast.unparse(base).split(".")
    return names[0], names[-1]


@dataclass(frozen=True)
class Figure:
    """A row of the table."""

    what: str
    value: int | float
    most: int | None
    """None: it is only told."""
    found: tuple[str, ...] = ()
    """What was counted."""

    def __str__(self) -> str:
        """One line."""
        value = f"{self.value:,}" if isinstance(self.value, int) else f"{self.value:.2%}"
        most = "" if self.most is None else f"at most {self.most:,}{'' if self.met else '  OVER'}"
        return f"{self.what:<52}{value:>9}   {most}".rstrip()

    @property
    def met(self) -> bool:
        """Whether it is within what it should be."""
        return self.most is None or self.value <= self.most


def figures(modules: Modules) -> list[Figure]:
    """All rows."""
    lines = sum(module.lines for module in modules.values())
    rings = circles(imports(modules))
    twice = doubles(modules)
    texts = list(docstrings(modules))
    short = [f"{place} {text}" for place, text in texts if len(text.split()) <= SHORT]
    alone = only_children(modules)
    return [
        Figure(f"modules in {PACKAGE}/", len(modules), MODULES),
        Figure("lines, all of them", lines, LINES),
        Figure("import circles, imports for types counted", len(rings), 0, tuple(map(" ".join, rings))),
        Figure("class names in two places", len(twice), 0, tuple(map(_listed, twice.items()))),
        Figure(f"docstrings of at most {SHORT} words", len(short), SHORT_DOCSTRINGS, tuple(short)),
        Figure(
            "bases with one child, in another file", len(alone), 0, tuple(" > ".join(pair) for pair in alone.items())
        ),
        Figure("docstrings", len(texts), None),
        Figure("lines with a comment", sum(module.comments for module in modules.values()) / max(lines, 1), None),
    ]


def _listed(double: tuple[str, list[str]]) -> str:
    return f"{double[0]}: {', '.join(double[1])}"


def main() -> int:
    """Print the table. Returns 1 when a figure is over."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT, help="a checkout (default: this one)")
    parser.add_argument("--list", action="store_true", help="name what was counted")
    wanted = parser.parse_args()
    rows = figures(read(wanted.folder))
    for row in rows:
        print(row)
        if wanted.list:
            print(*(f"    {line}\n" for line in row.found), sep="", end="")
    return int(not all(row.met for row in rows))


if __name__ == "__main__":
    sys.exit(main())
