"""Where every key and value of a TOML document stands.

No TOML library tells the line of a value, and authors need it. `index` reads text that a TOML parser has accepted
already, so it follows the grammar but judges nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import TypeAlias

import tomli

KeyPath: TypeAlias = tuple[str | int, ...]
"""Keys and list positions from the root, such as `("item", 2, "optie", 0, "tekst")`."""

STRING = (
    r'"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"[^"\\\n]*(?:\\.[^"\\\n]*)*"'
    r"|'[^'\n]*'"
)
"""A TOML string; needs re.DOTALL."""

_SPACE = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_KEY = re.compile(r'[ \t]*([A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\')[ \t]*(\.?)')
_SCALAR = re.compile(rf"{STRING}|\d{{4}}-\d\d-\d\d \d[^,\]}}\s#]*|[^,\]}}\s#]+", re.DOTALL)


def index(text: str) -> Mapping[KeyPath, int]:
    """The line, from 1, of every key, list element and table in a valid TOML document."""
    return _Scanner(text).document()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[KeyPath, int] = {(): 1}
        self.tables: dict[KeyPath, int] = {}
        self.newlines = [match.start() for match in re.finditer("\n", text)]

    def document(self) -> Mapping[KeyPath, int]:
        table: KeyPath = ()
        while self.skip() < len(self.text):
            if self.take("[["):
                table = self.array_of_tables(self.key())
                self.take("]]")
            elif self.take("["):
                table = self.mark(self.resolve(self.key()))
                self.take("]")
            else:
                self.pair(table)
        return self.lines

    def skip(self) -> int:
        """Pass white space and comments."""
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.at

    def take(self, token: str) -> bool:
        """Pass this token if it is next."""
        found = self.text.startswith(token, self.at)
        self.at += len(token) if found else 0
        return found

    def mark(self, path: KeyPath) -> KeyPath:
        """Remember the line of a path, and of the paths above it that had none."""
        line = bisect_right(self.newlines, self.at - 1) + 1
        for length in range(1, len(path) + 1):
            self.lines.setdefault(path[:length], line)
        return path

    def key(self) -> KeyPath:
        parts: list[str] = []
        while match := _KEY.match(self.text, self.at):
            self.at = match.end()
            parts.append(_unquoted(match[1]))
            if not match[2]:
                break
        return tuple(parts)

    def resolve(self, key: KeyPath) -> KeyPath:
        """A key in a header, with the position of the last element of each array of tables on its way."""
        path: KeyPath = ()
        for part in key:
            path = (*path, part)
            if path in self.tables:
                path = (*path, self.tables[path])
        return path

    def array_of_tables(self, key: KeyPath) -> KeyPath:
        array = (*self.resolve(key[:-1]), key[-1])
        self.tables[array] = self.tables.get(array, -1) + 1
        return self.mark((*array, self.tables[array]))

    def pair(self, table: KeyPath) -> None:
        path = self.mark((*table, *self.key()))
        self.skip()
        self.take("=")
        self.value(path)

    def value(self, path: KeyPath) -> None:
        self.skip()
        if self.take("["):
            position = 0
            while self.skip() < len(self.text) and not self.take("]"):
                self.value(self.mark((*path, position)))
                position += 1
                self.skip()
                self.take(",")
        elif self.take("{"):
            while self.skip() < len(self.text) and not self.take("}"):
                self.pair(path)
                self.skip()
                self.take(",")
        else:
            match = _SCALAR.match(self.text, self.at)
            self.at = match.end() if match else self.at + 1


def _unquoted(key: str) -> str:
    if key.startswith("'"):
        return key[1:-1]
    return next(iter(tomli.loads(f"{key} = 0"))) if key.startswith('"') else key
