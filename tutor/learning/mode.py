"""In which ways a quiz can be taken."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """The two ways to take a quiz."""

    PRACTICE = "oefenen"
    """Feedback at once, hints, a second try, undo."""
    TEST = "toets"
    """Feedback at the end, no hints, one try."""
