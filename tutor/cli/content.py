"""The content that comes with the program."""

from __future__ import annotations

from pathlib import Path

from tutor.cli.exits import Refusal
from tutor.content.load import load
from tutor.content.paths import content_root
from tutor.model import Catalogue


def content_folder() -> Path:
    """The folder with `lessons/` and `quizzes/`. Raises Refusal when the installation is broken."""
    try:
        return content_root()
    except FileNotFoundError as missing:
        raise Refusal(f"De lessen ontbreken in {missing}; installeer Raadstutor opnieuw.") from None


def catalogue() -> Catalogue:
    """All lessons that can be read. Raises Refusal when there are none."""
    content, _ = load(content_folder())
    if not content.lessons:
        raise Refusal("Geen enkele les is te lezen; bekijk met raadstutor controleer wat eraan schort.")
    return content
