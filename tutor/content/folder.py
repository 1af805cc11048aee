"""What is in a content folder, by the names that content files have."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tutor.content.codes import Place, error, warning
from tutor.content.textfile import UNREADABLE
from tutor.model import Problem
from tutor.system import reason

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
            self._problems.append(code(Place(shown, 1), message, "Maak de map, of geef jezelf leesrecht."))

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
        stray = (Place(f"{self._shown}/{name}", 1) for name in self._names)
        return (*self._problems, *(STRAY(place, "De tutor kent dit bestand niet.", advice) for place in stray))
