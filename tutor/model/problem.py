"""What is wrong in the content."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """How bad a problem in the content is."""

    ERROR = "fout"
    WARNING = "waarschuwing"


class Problem(Struct, frozen=True, order=True):
    """Something wrong in the content: where, what, and how to mend it."""

    path: str
    """Relative to the content folder, with forward slashes."""
    line: int
    severity: Severity
    code: str
    """Stable short name of the rule, such as `onbekende-sleutel`."""
    message: str
    """Dutch: what is wrong."""
    remedy: str
    """Dutch: how to mend it."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.severity}: {self.message} {self.remedy} [{self.code}]"
