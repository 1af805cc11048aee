"""What the two windows need from outside. `tutor.cli` implements it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from tutor.classroom.report import Report
from tutor.service.evening import Evening


class Settings(Protocol):
    """Where small settings are kept; the methods raise the `trouble` of `ClassDesk`."""

    def recall(self, key: str) -> str | None:
        """A setting of this computer, or None when it was never set."""

    def remember(self, key: str, value: str) -> None:
        """Keep a setting of this computer."""

    def backup_news(self) -> str:
        """Dutch: that no backup could be made of what was stored, said once; else empty."""


class WriteReport(Protocol):
    """Writes the report into a folder that is named as people type it; gives what was made, as a Dutch sentence."""

    def __call__(self, made: Report, folder: str, *, replace: bool) -> str:
        """`replace`: the trainer agreed to lose the files that are there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassDesk:
    """An evening, and what stands around it."""

    evening: Evening
    settings: Settings
    trouble: tuple[type[Exception], ...]
    """Errors that a user can do something about: `str()` is Dutch. The evening and the rest here raise these."""
    write_report: WriteReport
    report_taken: Callable[[Report, str], bool]
    """Whether files would be lost if the report came in a folder."""
    folder: str
    """Where a report goes when the trainer names no other folder."""

    def recall(self, setting: str) -> str | None:
        """A setting of this computer, or None when it was never set."""
        return self.settings.recall(setting)

    def remember(self, setting: str, value: str) -> None:
        """Keep a setting of this computer."""
        self.settings.remember(setting, value)

    def backup_news(self) -> str:
        """Dutch: that no backup could be made of what was stored, said once; else empty."""
        return self.settings.backup_news()
