"""Where the learner's data lives."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tutor.store.errors import NoFolder

FILE_NAME = "voortgang.db"
HOME_VARIABLE = "RAADSTUTOR_HOME"


def chosen_folder(environ: Mapping[str, str]) -> Path | None:
    """The folder in RAADSTUTOR_HOME; None when it is not set. It need not exist. Raises NoFolder when it cannot."""
    home = environ.get(HOME_VARIABLE, "").strip()
    if not home:
        return None
    try:
        folder = Path(home).expanduser().absolute()
        folder.exists()
    except (OSError, RuntimeError, ValueError):
        raise NoFolder(home) from None
    return folder


def data_folder(environ: Mapping[str, str]) -> Path:
    """The folder of `voortgang.db`: RAADSTUTOR_HOME if set (all local state moves there), else that of the system.

    It need not exist. Raises NoFolder when it cannot.
    """
    if folder := chosen_folder(environ):
        return folder
    from platformdirs import user_data_path  # 25 ms, and not needed with RAADSTUTOR_HOME

    return user_data_path("raadstutor", appauthor=False)
