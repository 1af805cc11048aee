"""Files that a user asks for: whole or not at all, and only for their own eyes."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from tutor.cli.exits import Refusal
from tutor.store.private import put_in_place
from tutor.system import reason


def documents() -> Path:
    """The home folder; without one, the folder where the program was started."""
    try:
        return Path.home()
    except RuntimeError:
        return Path.cwd()


def typed_path(typed: str, wanted: str, folder: Path | None = None) -> Path:
    """The path that somebody typed, seen from a folder. Raises Refusal for what is none; `wanted`: what to type."""
    name = typed.strip()
    if not name or not name.isprintable():
        raise Refusal(f"Typ {wanted}.")
    try:
        return (folder or Path()) / Path(name).expanduser()
    except RuntimeError:
        raise Refusal(f"De map van {name} is er niet; kies een andere.") from None


def read_bytes(path: Path, most: int) -> bytes:
    """The first `most` bytes of a file: a device never ends. Raises Refusal with a Dutch reason."""
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise Refusal(f"{path} is niet te lezen ({reason(error)}).") from None


def write_file(path: Path, text: str) -> None:
    """Write a text to a file. See `write_bytes`."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file atomically and durably: a new one, or in place of an old one.

    Raises Refusal with a Dutch reason.
    """
    import tempfile  # costs 3 ms at the start of a program that may never write a file

    try:
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise Refusal(f"In de map {path.parent} kan ik niet schrijven ({reason(error)}); kies een andere.") from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        put_in_place(Path(temporary), path)
    except OSError as error:
        with suppress(OSError):
            Path(temporary).unlink()
        raise Refusal(f"{path} is niet te schrijven ({reason(error)}).") from None
