"""Where this program was installed from, how it is brought up to date there, and the date of its content."""

from __future__ import annotations

import re
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path

from tutor import FOLDER, __version__, shipped
from tutor.dates import full_date

_DATED = re.compile(rb"^peildatum = (\d{4}-\d\d-\d\d)", re.MULTILINE)
_HEAD = 8192
"""Bytes of a lesson; its date stands in its first lines."""


class Route(StrEnum):
    """How the program came here, in the words of README and docs/installeren.md, where each has its row."""

    SOURCE = "de broncode, met make run"
    SOURCE_ON_WINDOWS = "de broncode op Windows, met Python"
    PIPX = "pipx"
    UV = "uv"
    PIP = "pip, zonder internet"
    FOLDER = "de map voor Windows"
    INSTALLER = "het installatiebestand"
    MSI = "het msi-bestand"
    UNIX_FOLDER = "de map voor Linux en macOS"
    STICK = "een stick met de map gegevens"


UPDATE = {
    Route.SOURCE: "haal de nieuwe versie op in die map, en doe daar make run",
    Route.SOURCE_ON_WINDOWS: "haal de nieuwe versie op in die map, en doe de tweede en derde regel van README opnieuw",
    Route.PIPX: "haal de nieuwe versie op, en doe daar de twee regels van README, met pipx install . --force",
    Route.UV: "haal de nieuwe versie op, en doe daar de twee regels van README, met uv tool install . --reinstall",
    Route.PIP: "neem een nieuwe map stick mee, en installeer daaruit, de laatste regel met --force-reinstall",
    Route.FOLDER: "pak de nieuwe zip uit over de oude map",
    Route.INSTALLER: "voer het nieuwe installatiebestand uit",
    Route.MSI: "vraag je helpdesk om het nieuwe msi-bestand",
    Route.UNIX_FOLDER: "pak het nieuwe bestand uit over de oude map",
    Route.STICK: "pak het nieuwe bestand uit over de map op de stick",
}


def route(package: Path, prefix: Path, platform: str) -> tuple[Route, Path]:
    """How a program came here, and the folder that is it.

    `package`: the folder `tutor`; `prefix`: the environment of its Python; `platform`: as in `sys.platform`.
    """
    if package.parent.name == "site" and (package.parents[1] / "start.py").is_file():
        folder = package.parents[2]
        if (folder / "gegevens").is_dir():
            return Route.STICK, folder
        if (folder / "Raadstutor.command").is_file():
            return Route.UNIX_FOLDER, folder
        if (folder / "verwijder.exe").is_file():
            return Route.INSTALLER, folder
        return Route.MSI if folder.parent.name.startswith("Program Files") else Route.FOLDER, folder
    if (prefix / "pipx_metadata.json").is_file():
        return Route.PIPX, prefix
    if (prefix / "uv-receipt.toml").is_file():
        return Route.UV, prefix
    if (package.parent / "pyproject.toml").is_file():
        return Route.SOURCE_ON_WINDOWS if platform == "win32" else Route.SOURCE, package.parent
    return Route.PIP, prefix


def content_date(root: Path) -> date | None:
    """The newest date that lessons below a content root give for what they say about the law."""
    found: list[bytes] = []
    for path in root.glob("lessons/*/*.md"):
        with path.open("rb") as file:
            found += _DATED.findall(file.read(_HEAD))
    return date.fromisoformat(max(found).decode()) if found else None


def version() -> str:
    """What `--version` says; the first line is the version alone."""
    way, folder = route(FOLDER, Path(sys.prefix), sys.platform)
    # A wheel was told when it was built: to look in every lesson would cost as much as the rest.
    day = date.fromisoformat(shipped.DATE) if shipped.DATE else content_date(FOLDER.parent)
    lines = [f"raadstutor {__version__}", f"Gekomen met: {way} ({folder})."]
    if day:
        lines.append(f"De inhoud is van {full_date(day)}.")
    return "\n".join([*lines, f"Bijwerken: {UPDATE[way]}."])
