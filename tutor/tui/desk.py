"""What the app needs from outside: profiles, a learner's study, and small settings. `tutor.cli` implements it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from tutor.documents.form import Form
from tutor.model import Catalogue
from tutor.service.study import Study


class Profile(Struct, frozen=True, kw_only=True):
    """Somebody who learns on this computer."""

    id: str
    """Learner id in the store."""
    name: str
    """As typed: goes through `tutor.tui.text` like all text."""


class SavedSettings(Protocol):
    """Where small settings of this computer are kept."""

    @property
    def trouble(self) -> tuple[type[Exception], ...]:
        """Errors that a user can do something about: `str()` is Dutch. The methods here raise these."""

    def recall(self, setting: str) -> str | None:
        """A setting, or None when it was never set."""

    def remember(self, setting: str, value: str) -> None:
        """Keep a setting, in place of what it was."""

    def backup_news(self) -> str:
        """Dutch: that no backup could be made of what was stored, said once; else empty."""


class Desk(SavedSettings, Protocol):
    """Where profiles are kept and studies are opened."""

    @property
    def catalogue(self) -> Catalogue:
        """All content that this installation has."""

    @property
    def trouble(self) -> tuple[type[Exception], ...]:
        """Errors that a user can do something about: `str()` is Dutch. All methods here, and `Study`, raise these."""

    def profiles(self) -> Sequence[Profile]:
        """All profiles, the one used last first."""

    def create(self, name: str) -> Profile:
        """A new profile. One of `trouble` when the name is empty, too long or taken, or nothing can be stored."""

    def open(self, profile: Profile) -> Study:
        """The study of a profile, replayed from its log; makes it the one used last if that can be stored."""

    def trial(self) -> str:
        """Dutch: why nothing can be stored now; empty if it can, which is tried out."""

    def guest(self) -> Study:
        """A study whose log is forgotten when the app closes."""

    def inspect(self) -> None:
        """Look at what starting left for later: all of the learners' file. May be called from another thread.

        Raises one of `trouble` when the file is damaged: then nothing must be stored in it.
        """

    @property
    def documents(self) -> Path:
        """The folder where a learner expects a file of their own."""

    def taken(self, path: str) -> bool:
        """Whether a file would be lost that is at a path as somebody types it. Raises one of `trouble`."""

    def write(self, path: str, text: str, form: Form, *, replace: bool) -> Path:
        """Write a file, whole or not at all; a new one is private. Gives where it is.

        One of `trouble` when it may not be written: also for a file that is there, unless the learner agreed to
        `replace` it.
        """
