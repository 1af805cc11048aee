"""From content files to the values of `tutor.model`, with every problem by file and line.

`load` reads what the program needs to run; `check` proves in addition everything that `docs/inhoud-schrijven.md` asks.
"""

from __future__ import annotations

from pathlib import Path

from tutor import FOLDER
from tutor.system import Refusal


def content_root(package: Path = FOLDER) -> Path:
    """The folder that holds `lessons/` and `quizzes/`: inside an installed package, or beside it in a source tree.

    Raises Refusal if neither has them: then the installation is broken.
    """
    for root in (package / "_content", package.parent):
        if (root / "lessons").is_dir() and (root / "quizzes").is_dir():
            return root
    raise Refusal(f"De lessen ontbreken in {package / '_content'}; installeer Raadstutor opnieuw.")
