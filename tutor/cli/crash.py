"""A report of an unexpected error, for whoever mends the program."""

from __future__ import annotations

import os
import platform
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from tutor import __version__
from tutor.store.private import make_folder


def write(error: BaseException, folder: Path | None, at: datetime) -> Path | None:
    """Write where the program stopped and for what kind of error, without anything that a learner may have typed.

    So no values of variables, and not the message of the error either, because it often quotes one.
    Tries `folder`, then the folder for temporary files. None: neither could be written.
    """
    text = "\n".join(
        (
            f"raadstutor {__version__}, Python {platform.python_version()}, {platform.platform()}",
            at.isoformat(timespec="seconds"),
            "",
            *_told(error),
            "",
        )
    )
    name = f"fout-{at:%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    for place in (folder, Path(tempfile.gettempdir())):
        if place is not None:
            with suppress(OSError):
                make_folder(place)
                path = place / name
                descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
                    file.write(text)
                return path
    return None


def _told(error: BaseException) -> Iterator[str]:
    """Places and kinds of errors, the first one first."""
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier:
        yield from _told(earlier)
        yield "\nEn daarna:\n"
    if isinstance(error, BaseExceptionGroup):
        for part in error.exceptions:
            yield from _told(part)
            yield "\nEn samen daarmee:\n"
    yield from (line.rstrip("\n") for line in traceback.format_tb(error.__traceback__))
    number = getattr(error, "errno", None)
    yield f"{type(error).__module__}.{type(error).__qualname__}" + (f" ({number})" if number else "")
