"""How an answer turned out."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """How an answer turned out."""

    RIGHT = "goed"
    PARTLY = "deels goed"
    WRONG = "fout"
    UNSCORED = "geen oordeel"
    UNCLEAR = "onduidelijk"
    """Not counted: the learner is asked to say it again."""
