"""TOML within bounds: nothing an author or a pack writes can hang, crash or exhaust the program.

Bounds: 8 levels, 8 parts in a key, whole numbers of 15 digits, no nan or infinity. Depth and key parts are counted
before parsing, because a parser recurses on the first and is quadratic in the second.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import tomli

from tutor.content import characters
from tutor.content.positions import STRING, KeyPath, index
from tutor.content.problem_kinds import Location, error
from tutor.content.textfile import FORBIDDEN
from tutor.model import Problem

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
        odd_one = text.split("\n")[fault.lineno - 1][fault.colno - 1 : fault.colno]
        message = f"{_look_alike(odd_one) or _dutch(fault.msg)} (kolom {fault.colno})"
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
