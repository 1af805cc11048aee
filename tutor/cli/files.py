"""Files that a user asks for: whole or not at all, and only for their own eyes."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from tutor.cli.exits import Refusal


def write_file(path: Path, text: str) -> None:
    """Write a text to a file: a new one, or in place of an old one, never half. Raises Refusal with a Dutch reason."""
    try:
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise Refusal(f"In de map {path.parent} kan ik niet schrijven ({error.strerror}); kies een andere.") from None
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError as error:
        with suppress(OSError):
            Path(temporary).unlink()
        raise Refusal(f"{path} is niet te schrijven ({error.strerror}).") from None
