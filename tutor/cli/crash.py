"""A report of an unexpected error, for whoever mends the program."""

from __future__ import annotations

import os
import platform
import tempfile
import traceback
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from tutor import __version__


def write(error: BaseException, folder: Path | None, at: datetime) -> Path | None:
    """Write where and why the program stopped, without the values of variables, which may be a learner's words.

    Tries `folder`, then the folder for temporary files. None: neither could be written.
    """
    text = "\n".join(
        (
            f"raadstutor {__version__}, Python {platform.python_version()}, {platform.platform()}",
            at.isoformat(timespec="seconds"),
            "",
            *traceback.format_exception(error),
        )
    )
    name = f"fout-{at:%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    for place in (folder, Path(tempfile.gettempdir())):
        if place is not None:
            with suppress(OSError):
                place.mkdir(mode=0o700, parents=True, exist_ok=True)
                path = place / name
                descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
                    file.write(text)
                return path
    return None
