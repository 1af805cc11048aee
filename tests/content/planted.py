"""A planted fault: what to spoil in the good pack, and where the one problem must be reported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.content.pack import TODAY, Pack


@dataclass(frozen=True)
class Fault:
    """A change in a file of the good pack that causes exactly one problem."""

    code: str
    file: str
    old: str
    new: str
    at: str | None = None
    """Text that starts on the line of the problem, after the change; None: the line of the change."""
    where: str | None = None
    """File of the problem; None: the file that changes."""
    today: date = TODAY

    def plant(self, pack: Pack) -> tuple[str, int]:
        """Spoil the pack. Returns the file and line of the problem."""
        line = pack.replace(self.file, self.old, self.new)
        where = self.where or self.file
        return where, pack.line(where, self.at) if self.at else line
