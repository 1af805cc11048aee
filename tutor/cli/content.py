"""The content that comes with the program."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from tutor.command import command
from tutor.content import content_root
from tutor.content.manifest import manifest
from tutor.model import Catalogue
from tutor.shipped import DIGEST
from tutor.store import content_cache, data_folder
from tutor.store.errors import NoFolder
from tutor.system import Refusal

FALSE_CACHE = "De kopie van de lessen in {} zei iets anders dan de lessen zelf. Ze is weggegooid."


def catalogue(root: Path | None = None) -> Catalogue:
    """All lessons that can be read, from the cache if they were read before. Raises Refusal when there are none.

    `root`: what `content_root` gave, for who asked already.
    """
    root, path = root or content_root(), cache_file()
    if found := content_cache.load(path, root, read):
        return found
    seen = manifest(root)  # before reading: who changes a file meanwhile is noticed next time
    content = content_cache.shipped(root, DIGEST, read) or read(root)
    if path and path.parent.is_dir():
        content_cache.save(content, seen, path)
    return content


def cache_differs(root: Path) -> Path | None:
    """The cache of the content below a root, if it said anything else than that content: it is gone now."""
    path = cache_file()
    return path if path and content_cache.differs(path, root, read) else None


def cache_file() -> Path | None:
    """Where the cache is, also when there is none yet; None without a folder for data."""
    try:
        return data_folder(os.environ) / content_cache.FILE_NAME
    except NoFolder:
        return None


def read(root: Path) -> Catalogue:
    """All lessons that can be read, from the content itself. Raises Refusal when there are none."""
    from tutor.content.load import load  # not needed when the cache has it
    from tutor.content.searchable import fingerprint

    content, _ = load(root)
    if not content.lessons:
        raise Refusal(f"Geen enkele les is te lezen; bekijk met {command('controleer')} wat eraan schort.")
    return replace(content, fingerprint=fingerprint(content))
