"""TOML within bounds: nothing an author or a pack writes can hang, crash or exhaust the program.

Bounds: 8 levels, 8 parts in a key, whole numbers of 15 digits, no nan or infinity. Depth and key parts are counted
before parsing, because a parser recurses on the first and is quadratic in the second.

No TOML library tells on which line a value stands, and authors need that. `index` finds it in text that a TOML parser
has accepted already, so it follows the grammar but judges nothing.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import tomli

from tutor.content import characters
from tutor.content.problem_kinds import Location, error
from tutor.content.textfile import FORBIDDEN
from tutor.model import Problem

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


MAX_DEPTH = 8
"""Levels of tables and lists."""
MAX_KEY_PARTS = 8
FLAT = 2
"""Levels of brackets with which, without keys of three parts, no value can stand too deep."""
MAX_DIGITS = 15

INVALID = error("toml", "Het bestand is geldige TOML.")
TOO_DEEP = error("toml-te-diep", "TOML is hooguit 8 niveaus diep, met hooguit 8 delen per sleutel.")
BAD_NUMBER = error("getal-buiten-grenzen", "Getallen zijn eindig en hebben hooguit 15 cijfers.")

_OPAQUE = re.compile(rf"{STRING}|#[^\n]*", re.DOTALL)
_MANY_PARTS = re.compile(r"(?:\.[^.\n=,\[\]{}]*){8}")
_SOME_PARTS = re.compile(r"(?:\.[^.\n=,\[\]{}]*){2}")
_ODD_NUMBER = re.compile(r"nan|inf|[0-9_]{15}|[0-9][eExob]")
_INNERMOST = re.compile(r"\[[^\[\]{}]*\]|\{[^\[\]{}]*\}")
_TOKEN = re.compile(rf"{STRING}|#[^\n]*|[\[\]{{}}.,=\n]", re.DOTALL)

_DUTCH = (
    ("Expected '='", "Na een sleutel hoort een =-teken."),
    ("Expected ']'", "De kop van een tabel eindigt met ]."),
    ("Expected ']]'", "De kop van een lijst van tabellen eindigt met ]]."),
    ("Expected newline", "Na een waarde begint een nieuwe regel."),
    ("Expected", "Een tekst is niet afgesloten met een aanhalingsteken."),
    ("Unterminated string", "Een tekst is niet afgesloten met een aanhalingsteken."),
    ("Illegal character '\\n'", "Een tekst is niet afgesloten met een aanhalingsteken op dezelfde regel."),
    ("Illegal character", "Hier staat een teken dat niet mag."),
    ("Unescaped", "Een backslash in een tekst met dubbele aanhalingstekens schrijf je als \\\\."),
    ("Escaped character", "Deze \\u-code is geen teken."),
    ("Invalid hex value", "Deze \\u-code klopt niet."),
    ("Invalid date", "Deze datum bestaat niet; schrijf jaar-maand-dag, zoals 2026-11-23."),
    ("Invalid initial character", "Hier begint geen geldige sleutel."),
    ("Invalid statement", "Deze regel is geen sleutel, tabel of opmerking."),
    ("Invalid value", "Deze waarde klopt niet; zet tekst tussen dubbele aanhalingstekens."),
    ("Unclosed array", "Deze lijst is niet afgesloten met ]."),
    ("Unclosed inline table", "Deze tabel is niet afgesloten met }."),
    ("Cannot declare", "Deze tabel staat er al."),
    ("Duplicate inline table key", "Deze sleutel staat er al."),
    ("Cannot overwrite", "Deze sleutel staat er al."),
    ("Cannot", "Deze tabel past niet bij wat er al staat."),
)
"""How messages of the parser begin, and what they mean. The first that fits is used."""


_CURLY = "“”„‟‘’‚‛«»"
"""Quotation marks of a word processor."""


@dataclass(frozen=True)
class TomlDocument:
    """Parsed TOML that knows where everything stands."""

    path: str
    text: str
    data: dict[str, Any]
    first_line: int = 1
    """Line of the file on which the text starts: front matter does not start at the top."""

    @cached_property
    def _index(self) -> Mapping[KeyPath, int]:
        return index(self.text)

    def at(self, *path: str | int) -> Location:
        """The place of a key path, or of the nearest thing above it that exists."""
        for length in range(len(path), -1, -1):
            if (line := self._index.get(path[:length])) is not None:
                return Location(self.path, line + self.first_line - 1)
        return Location(self.path, self.first_line)


def parse(text: str, path: str, first_line: int = 1) -> tuple[TomlDocument | None, tuple[Problem, ...]]:
    """The document, or None and why not. `path` is the path in problems."""
    bare = _OPAQUE.sub("", text)
    long_keys = _SOME_PARTS.search(bare)
    levels = _levels(bare)
    if levels > MAX_DEPTH or (long_keys and _MANY_PARTS.search(bare)):
        return None, (_deep(_first_deep(text, path, first_line)),)
    try:
        data = tomli.loads(text)
    except tomli.TOMLDecodeError as fault:
        place = Location(path, fault.lineno + first_line - 1)
        line = text.split("\n")[fault.lineno - 1]
        odd_one = line[fault.colno - 1 : fault.colno]
        said = _look_alike(odd_one) or _with_comma(line) or _dutch(fault.msg)
        message = f"{said} (kolom {fault.colno})"
        return None, (INVALID(place, message, "Herstel deze regel, of kijk een regel hoger."),)
    except RecursionError:
        return None, (_deep(Location(path, first_line)),)
    except ValueError:
        return None, (_number(Location(path, first_line)),)
    document = TomlDocument(path, text, data, first_line)
    odd = "\\" in text or long_keys or levels > FLAT or _ODD_NUMBER.search(bare)
    problems = tuple(_out_of_bounds(document, data, ())) if odd else ()
    return (None, problems) if problems else (document, ())


def _look_alike(character: str) -> str:
    """What is wrong with a character that looks like what belongs here; empty when it does not."""
    if character and character in _CURLY:
        return f'{character} is een krullend aanhalingsteken; TOML wil rechte: ".'
    invisible = character.isspace() and character not in " \t\r\n"
    return "Hier staat een bijzondere spatie, die je niet ziet. Typ een gewone spatie." if invisible else ""


def _with_comma(line: str) -> str:
    """What is wrong with a number as people here write it; empty when this is none."""
    number = re.fullmatch(r"[^=\"]*=\s*(\d{1,15}),(\d{1,15})\s*", line)
    return f"Een getal schrijf je hier met een punt: {number[1]}.{number[2]}." if number else ""


def _dutch(message: str) -> str:
    return next((dutch for start, dutch in _DUTCH if message.startswith(start)), "Dit is geen geldige TOML.")


def _levels(bare: str) -> int:
    """How deep brackets go, found by taking away the innermost ones; counting stops one beyond what may be."""
    levels = 0
    while levels <= MAX_DEPTH and _INNERMOST.search(bare):
        bare = _INNERMOST.sub("", bare)
        levels += 1
    return levels


def _first_deep(text: str, path: str, first_line: int) -> Location:
    """Where brackets or key parts first go too far."""
    depth = parts = 0
    for match in _TOKEN.finditer(text):
        match match[0]:
            case ".":
                parts += 1
            case "[" | "{":
                depth, parts = depth + 1, 0
            case "]" | "}":
                depth, parts = depth - 1, 0
            case "=" | "," | "\n":
                parts = 0
        if depth > MAX_DEPTH or parts >= MAX_KEY_PARTS:
            return Location(path, text.count("\n", 0, match.start()) + first_line)
    return Location(path, first_line)


def _deep(place: Location) -> Problem:
    return TOO_DEEP(
        place,
        f"Hier zijn meer dan {MAX_DEPTH} niveaus of meer dan {MAX_KEY_PARTS} delen in een sleutel.",
        "Gebruik alleen de tabellen uit de handleiding.",
    )


def _out_of_bounds(document: TomlDocument, value: object, path: KeyPath) -> Iterator[Problem]:
    """What the grammar allows and content does not."""
    match value:
        case str():
            for match in characters.forbidden(value):
                yield FORBIDDEN(
                    document.at(*path),
                    f"Deze tekst bevat het verboden teken {characters.name(match[0])}.",
                    "Haal de code van dat teken weg.",
                )
                break
        case dict() | list() if len(path) > MAX_DEPTH:
            yield _deep(document.at(*path))
        case dict():
            for key, child in value.items():
                if any(characters.forbidden(key)):
                    yield FORBIDDEN(document.at(*path, key), "Deze sleutel bevat een verboden teken.", "Typ hem over.")
                yield from _out_of_bounds(document, child, (*path, key))
        case list():
            for position, child in enumerate(value):
                yield from _out_of_bounds(document, child, (*path, position))
        case bool():
            pass
        case int() if abs(value) >= 10**MAX_DIGITS:
            yield _number(document.at(*path))
        case float() if not math.isfinite(value) or abs(value) >= 10**MAX_DIGITS:
            yield _number(document.at(*path))


def _number(place: Location) -> Problem:
    return BAD_NUMBER(place, "Dit getal is oneindig of te groot.", f"Gebruik hooguit {MAX_DIGITS} cijfers.")
