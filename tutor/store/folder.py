"""Where the learner's data lives."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tutor.store.errors import NoFolder

FILE_NAME = "voortgang.db"
HOME_VARIABLE = "RAADSTUTOR_HOME"


def data_folder(environ: Mapping[str, str]) -> Path:
    """The folder of `voortgang.db`: RAADSTUTOR_HOME if set (all local state moves there), else that of the system.

    It need not exist. Raises NoFolder when it cannot.
    """
    if home := environ.get(HOME_VARIABLE, "").strip():
        try:
            folder = Path(home).expanduser().absolute()
            folder.exists()
        except (OSError, RuntimeError, ValueError):
            raise NoFolder(home) from None
        return folder
    from platformdirs import user_data_path  # 25 ms, and not needed with RAADSTUTOR_HOME

    return user_data_path("raadstutor", appauthor=False)
