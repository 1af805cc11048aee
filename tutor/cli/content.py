"""The content that comes with the program."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import tutor
from tutor.cli.exits import Refusal
from tutor.content import content_root
from tutor.content.manifest import manifest
from tutor.model import Catalogue
from tutor.store import data_folder, shelf
from tutor.store.errors import NoFolder
from tutor.store.kept import Kept

READERS = ("content", "content/rules", "model")
"""Parts of the program that decide what a file of content becomes."""


def content_folder() -> Path:
    """The folder with `lessons/` and `quizzes/`. Raises Refusal when the installation is broken."""
    try:
        return content_root()
    except FileNotFoundError as missing:
        raise Refusal(f"De lessen ontbreken in {missing}; installeer Raadstutor opnieuw.") from None


def catalogue(*, closely: bool = True) -> Catalogue:
    """All lessons that can be read, from the shelf if they were read before. Raises Refusal when there are none.

    `closely`: look at every file of content for a change; else at its folders only, and `renew` looks closely later.
    """
    root, path, stamp = content_folder(), _shelf(), _stamp()
    found = shelf.Shelf.at(path, root, stamp, closely=closely)
    return Kept(found, lambda: _read(root)) if found else _read_and_keep(root, path, stamp)


def renew(content: Catalogue) -> bool:
    """Put the content on the shelf anew if a file was changed in place since; whether that was so.

    The catalogue that is given stays as it is: what somebody is reading does not change under their eyes.
    """
    root = content_folder()
    if not isinstance(content, Kept) or content.shelf.fits(root):
        return False
    _read_and_keep(root, _shelf(), _stamp())
    return True


def _read_and_keep(root: Path, path: Path | None, stamp: str) -> Catalogue:
    seen = manifest(root)  # before reading: who changes a file meanwhile is noticed next time
    content = _read(root)
    if path and path.parent.is_dir():
        from tutor.content.searchable import fingerprint

        shelf.keep(content, fingerprint(content), stamp, seen, path)
    return content


def _read(root: Path) -> Catalogue:
    from tutor.content.load import load  # not needed for what is on the shelf

    content, _ = load(root)
    if not content.lessons:
        raise Refusal("Geen enkele les is te lezen; bekijk met raadstutor controleer wat eraan schort.")
    return content


def _shelf() -> Path | None:
    try:
        return data_folder(os.environ) / shelf.FILE_NAME
    except NoFolder:
        return None


def stamp(parts: Iterable[str]) -> str:
    """Which program is at work, as far as these parts of it decide: what another one kept does not count."""
    package = Path(tutor.__file__).parent
    times = [0]
    for part in parts:
        with os.scandir(package / part) as entries:
            times += [entry.stat().st_mtime_ns for entry in entries if entry.name.endswith(".py")]
    return f"{tutor.__version__}:{max(times)}:{len(times)}"


def _stamp() -> str:
    return f"{stamp(READERS)}:{content_folder()}"
