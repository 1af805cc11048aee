"""What was refused, so that a reference to it is not reported as a second fault."""

from __future__ import annotations


class Refused:
    """Ids of refused things by kind: `les`, `stap`, `item`, `casus`, and the keys of the registers."""

    def __init__(self) -> None:
        self._ids: set[tuple[str, str | None]] = set()

    def add(self, kind: str, name: str | None = None) -> None:
        """Remember that a thing was refused; without a name if its id could not be read."""
        self._ids.add((kind, name))

    def __len__(self) -> int:
        return len(self._ids)

    def excuses(self, kind: str, name: str) -> bool:
        """Whether a reference to this id is no fault of its own: that thing was refused, or may have been."""
        return (kind, name) in self._ids or (kind, None) in self._ids

    def any(self, kind: str) -> bool:
        """Whether anything of this kind was refused."""
        return any(found == kind for found, _ in self._ids)
