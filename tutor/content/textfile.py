"""Folders and text files of content, read without trusting them, and limits on Markdown before it is parsed.

A table of 8 kB can become 200,000 tokens, because a parser fills up short rows. With these limits parsing a step
costs milliseconds, whatever somebody wrote.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import takewhile
from pathlib import Path

from tutor.content import characters
from tutor.content.problem_kinds import Location, error, warning
from tutor.model import Problem
from tutor.system import reason

KILO = 1024
MAX_TOML = 256 * KILO
"""Bytes in a TOML file."""
MAX_LESSON = 32 * KILO
"""Bytes in a lesson."""
MAX_LINE = 2_000
"""Characters in a line."""
MAX_REPORTED = 20
"""Forbidden characters reported per file; mending those shows the rest."""

UNREADABLE = error("onleesbaar", "Elk bestand is een gewoon bestand dat je mag lezen.")
TOO_LARGE = error("bestand-te-groot", "Een TOML-bestand is hooguit 256 kB, een les hooguit 32 kB.")
NOT_UTF8 = error("geen-utf8", "Bestanden zijn UTF-8.")
FORBIDDEN = error("verboden-teken", "Geen stuurtekens, onzichtbare tekens of tekens die de leesrichting omdraaien.")
LONG_LINE = error("regel-te-lang", "Een regel heeft hooguit 2.000 tekens.")


def read(path: Path, shown: str, limit: int, found: bytes | None = None) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a file with LF line ends and in NFC, or None and why not.

    `shown` is the path in problems, `limit` the largest size in bytes, `found` what `data` gave before.
    """
    found, problem = (found, None) if found is not None else data(path, shown, limit)
    if found is None:
        return None, (problem,) if problem else ()
    try:
        text = found.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        line = found.count(b"\n", 0, bad.start) + 1
        return None, (
            NOT_UTF8(
                Location(shown, line),
                f"Byte {found[bad.start]:02X} is geen geldige UTF-8.",
                "Sla het bestand op als UTF-8.",
            ),
        )
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    problems = (*_forbidden(text, shown), *_long_lines(text, shown))
    return (None, problems) if problems else (text, ())


def data(path: Path, shown: str, limit: int) -> tuple[bytes | None, Problem | None]:
    """The bytes of a file, or None and why not."""
    place = Location(shown, 1)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return None, UNREADABLE(place, "Dit is geen gewoon bestand.", "Zet hier een tekstbestand neer.")
        if status.st_size <= limit:
            read = _bytes(path, status.st_size, limit)
            if len(read) <= limit:
                return read, None
    except OSError as fault:
        why = reason(fault)
        return None, UNREADABLE(
            place, f"Het bestand is niet te lezen ({why}).", "Controleer of het bestaat en of je het mag lezen."
        )
    return None, TOO_LARGE(
        place, f"Het bestand is groter dan {limit // KILO} kB.", "Verdeel de inhoud over meer bestanden."
    )


def _bytes(path: Path, size: int, limit: int) -> bytes:
    """What is in a file of about this size, up to a little more than the limit. Raises OSError.

    Without the objects of `open`: `controleer` looks into a thousand files when one has changed.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        read = os.read(descriptor, size + 1)
        while len(read) != size and len(read) <= limit and (more := os.read(descriptor, limit)):
            read += more  # it grew, or came in pieces
        return read
    finally:
        os.close(descriptor)


def _forbidden(text: str, shown: str) -> tuple[Problem, ...]:
    return tuple(
        FORBIDDEN(
            Location(shown, text.count("\n", 0, match.start()) + 1),
            f"Hier staat het verboden teken {characters.name(match[0])}.",
            "Haal het weg of typ de regel opnieuw.",
        )
        for match, _ in zip(characters.forbidden(text), range(MAX_REPORTED), strict=False)
    )


def _long_lines(text: str, shown: str) -> tuple[Problem, ...]:
    return tuple(
        LONG_LINE(
            Location(shown, number),
            f"Deze regel heeft {len(line)} tekens; {MAX_LINE} mag.",
            "Breek de regel af.",
        )
        for number, line in enumerate(text.split("\n"), 1)
        if len(line) > MAX_LINE
    )


NO_FOLDER = error("map-ontbreekt", "De mappen lessons/ en quizzes/ zijn er.")
MISNAMED = error(
    "bestandsnaam",
    "Een les en haar itembank heten: twee cijfers, en dan kleine letters, cijfers en streepjes.",
)
STRAY = warning("onbekend-bestand", "In de mappen staan alleen bestanden die de tutor kent.")

LESSON = re.compile(r"\d{2,3}-[a-z0-9]+(?:-[a-z0-9]+)*\.md")
QUIZ = re.compile(r"\d{2,3}-[a-z0-9]+(?:-[a-z0-9]+)*\.toml")
PROGRAMME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.toml")
MODULE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


_LEFT = re.compile(
    r"\..*|.*~|.*\.(?:sw[a-p]|bak|tmp|orig)|#.*#|~\$.*|\d{4}|thumbs\.db|desktop\.ini|ehthumbs\.db", re.IGNORECASE
)
"""What editors and systems leave beside a file: `4913` is how Vim tries whether it can write."""


def unread(name: str) -> bool:
    """Whether a name is nobody's business."""
    return _LEFT.fullmatch(name) is not None


class Folder:
    """A folder inside the content root, without what editors and systems leave there."""

    def __init__(self, root: Path, shown: str, *, optional: bool = False) -> None:
        self._shown = shown
        self._problems: list[Problem] = []
        self._names: list[str] = []
        try:
            with os.scandir(root / shown) as entries:
                self._names = sorted(entry.name for entry in entries if not unread(entry.name))
        except OSError as fault:
            if not (optional and isinstance(fault, FileNotFoundError)):
                self._problems.append(_unreadable_folder(root, shown, fault))

    def take(self, wanted: re.Pattern[str] | tuple[str, ...]) -> tuple[str, ...]:
        """The names that fit, in order; what nobody takes is stray."""
        fits = wanted.__contains__ if isinstance(wanted, tuple) else wanted.fullmatch
        taken = tuple(name for name in self._names if fits(name))
        self._names = [name for name in self._names if name not in taken]
        return taken

    @property
    def readable(self) -> bool:
        """Whether the names are known."""
        return not self._problems

    def problems(self) -> tuple[Problem, ...]:
        """Why the folder is unreadable, and what is wrong with each name that was not taken."""
        return (*self._problems, *(_stray(self._shown, name) for name in self._names))


def _unreadable_folder(root: Path, shown: str, fault: OSError) -> Problem:
    if isinstance(fault, FileNotFoundError):
        with suppress(OSError), os.scandir((root / shown).parent) as entries:
            wanted = Path(shown).name
            for entry in entries:
                if entry.name.casefold() == wanted:
                    message = f"De map heet {entry.name}, en een hoofdletter is een andere letter."
                    return NO_FOLDER(Location(shown, 1), message, f"Noem haar {wanted}.")
    code = NO_FOLDER if isinstance(fault, FileNotFoundError) else UNREADABLE
    message = f"De map {shown}/ is niet te lezen ({reason(fault)})."
    return code(Location(shown, 1), message, "Maak de map, of geef jezelf leesrecht.")


def _stray(shown: str, name: str) -> Problem:
    """A name that the tutor does not know. One that is meant for a lesson or its items would be missed."""
    place = Location(f"{shown}/{name}", 1)
    stem, ending = Path(name).stem, Path(name).suffix
    meant = shown.startswith(("lessons/", "quizzes/")) and ending.casefold() == (
        ".md" if shown.startswith("lessons/") else ".toml"
    )
    if not meant:
        return STRAY(place, "De tutor kent dit bestand niet.", "Geef het een naam uit de handleiding, of haal het weg.")
    better = plain_name(stem) + ending.casefold()
    if not name[0].isdigit():
        message = "De naam van een les en van een itembank begint met een nummer van twee cijfers."
        return STRAY(place, message, f"Noem het bijvoorbeeld 01-{better}, of haal het weg.")
    return MISNAMED(place, "Zo wordt dit bestand niet gelezen.", f"Noem het {better}.")


def plain_name(stem: str) -> str:
    """A name as it may be: two digits, small letters without accents, and dashes."""
    letters = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    dashed = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    words = dashed.lstrip("0123456789")
    number = dashed.removesuffix(words)
    return "-".join(filter(None, (number and str(int(number)).zfill(2), words.strip("-"))))


MAX_TEXT = 8 * KILO
"""Bytes in the text of a step or a casus node."""
MAX_COLUMNS = 8
MAX_ROWS = 30
"""Rows of a table, not counting its head."""
MAX_CELLS = 300
"""Cells of all tables in a text."""

LONG_TEXT = error("tekst-te-groot", "Een stap of knoop is hooguit 8 kB, 600 tokens, 150 blokken en 6 niveaus diep.")
LARGE_TABLE = error("tabel-te-groot", "Een tabel heeft hooguit 8 kolommen en 30 rijen; samen hooguit 300 cellen.")

_CONTAINERS = re.compile(r"[\s>]*(?:(?:[-*+]|\d+[.)])\s+[\s>]*)*")
_RULE = re.compile(r"(?=.*-)(?=.*[|:])[|:\- \t]+")


def beyond(text: str, first: Callable[[], Location]) -> Iterator[Problem]:
    """What makes this Markdown too large to parse; `first` gives the place of its first line."""
    if (size := len(text.encode())) > MAX_TEXT:
        yield LONG_TEXT(first(), f"Deze tekst is {size} bytes; {MAX_TEXT} mag.", "Verdeel de tekst over meer stappen.")
    cells = 0
    for number, columns, rows in _tables(text):
        cells += columns * (rows + 1)
        for count, limit, name in (
            (columns, MAX_COLUMNS, "kolommen"),
            (rows, MAX_ROWS, "rijen"),
            (cells, MAX_CELLS, "cellen, met de tabellen erboven"),
        ):
            if count > limit:
                message = f"Deze tabel heeft {count} {name}; {limit} mag."
                start = first()
                yield LARGE_TABLE(Location(start.path, start.line + number), message, "Splits de tabel.")
                break


def _tables(text: str) -> Iterator[tuple[int, int, int]]:
    """Line of the rule below the head, from 0, columns, and rows of everything that may be a table."""
    if "-" not in text:
        return
    lines = [line[match.end() :] if (match := _CONTAINERS.match(line)) else line for line in text.split("\n")]
    for number, line in enumerate(lines):
        if _RULE.fullmatch(line):
            columns = line.strip().removeprefix("|").removesuffix("|").count("|") + 1
            rows = takewhile(str.strip, lines[number + 1 :])
            yield number, columns, sum(1 for _ in rows)
