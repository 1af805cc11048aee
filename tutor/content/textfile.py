"""Folders and text files of content, read without trusting them."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from pathlib import Path

from tutor.content import characters
from tutor.content.problem_kinds import Location, error, warning
from tutor.model import Problem
from tutor.system import reason

KILO = 1024
MAX_TOML = 128 * KILO
"""Bytes in a TOML file."""
MAX_LESSON = 32 * KILO
"""Bytes in a lesson."""
MAX_LINE = 2_000
"""Characters in a line."""
MAX_REPORTED = 20
"""Forbidden characters reported per file; mending those shows the rest."""

UNREADABLE = error("onleesbaar", "Elk bestand is een gewoon bestand dat je mag lezen.")
TOO_LARGE = error("bestand-te-groot", "Een TOML-bestand is hooguit 128 kB, een les hooguit 32 kB.")
NOT_UTF8 = error("geen-utf8", "Bestanden zijn UTF-8.")
FORBIDDEN = error("verboden-teken", "Geen stuurtekens, onzichtbare tekens of tekens die de leesrichting omdraaien.")
LONG_LINE = error("regel-te-lang", "Een regel heeft hooguit 2.000 tekens.")


def read(path: Path, shown: str, limit: int) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a file with LF line ends and in NFC, or None and why not.

    `shown` is the path in problems, `limit` the largest size in bytes.
    """
    data, problem = _bytes(path, Location(shown, 1), limit)
    if data is None:
        return None, (problem,) if problem else ()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        line = data.count(b"\n", 0, bad.start) + 1
        return None, (
            NOT_UTF8(
                Location(shown, line),
                f"Byte {data[bad.start]:02X} is geen geldige UTF-8.",
                "Sla het bestand op als UTF-8.",
            ),
        )
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    problems = (*_forbidden(text, shown), *_long_lines(text, shown))
    return (None, problems) if problems else (text, ())


def _bytes(path: Path, place: Location, limit: int) -> tuple[bytes | None, Problem | None]:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return None, UNREADABLE(place, "Dit is geen gewoon bestand.", "Zet hier een tekstbestand neer.")
        if status.st_size <= limit:
            with path.open("rb") as file:
                data = file.read(limit + 1)
            if len(data) <= limit:
                return data, None
    except OSError as fault:
        why = reason(fault)
        return None, UNREADABLE(
            place, f"Het bestand is niet te lezen ({why}).", "Controleer of het bestaat en of je het mag lezen."
        )
    return None, TOO_LARGE(
        place, f"Het bestand is groter dan {limit // KILO} kB.", "Verdeel de inhoud over meer bestanden."
    )


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
STRAY = warning("onbekend-bestand", "In de mappen staan alleen bestanden die de tutor kent.")

LESSON = re.compile(r"\d{2,3}-[a-z0-9]+(?:-[a-z0-9]+)*\.md")
QUIZ = re.compile(r"\d{2,3}-[a-z0-9]+(?:-[a-z0-9]+)*\.toml")
PROGRAMME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.toml")
MODULE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Folder:
    """A folder inside the content root. Names with a dot in front are nobody's business."""

    def __init__(self, root: Path, shown: str) -> None:
        self._shown = shown
        self._problems: list[Problem] = []
        self._names: list[str] = []
        try:
            with os.scandir(root / shown) as entries:
                self._names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
        except OSError as fault:
            code = NO_FOLDER if isinstance(fault, FileNotFoundError) else UNREADABLE
            why = reason(fault)
            message = f"De map {shown}/ is niet te lezen ({why})."
            self._problems.append(code(Location(shown, 1), message, "Maak de map, of geef jezelf leesrecht."))

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
        """Why the folder is unreadable, and a warning for each name that was not taken."""
        advice = "Geef het een naam uit de handleiding, of haal het weg."
        stray = (Location(f"{self._shown}/{name}", 1) for name in self._names)
        return (*self._problems, *(STRAY(place, "De tutor kent dit bestand niet.", advice) for place in stray))
