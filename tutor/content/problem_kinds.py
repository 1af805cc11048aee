"""Every kind of problem that content can have, with its stable name and severity.

A rule defines its code next to the function that finds it; defining registers it, so that `all_kinds` can list
what `raadstutor controleer` proves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from tutor.content.characters import visible
from tutor.model import Problem, Severity

_registry: dict[str, ProblemKind] = {}


class Location(NamedTuple):
    """A line in a content file."""

    path: str
    """Relative to the content folder, with forward slashes."""
    line: int
    """Starts at 1."""


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A kind of problem. Calling it gives a problem at a place."""

    name: str
    severity: Severity
    demand: str
    """Dutch: what good content does."""
    teaching: bool = False
    """Whether it is about how our own lessons teach: of others it is advice."""

    def __call__(self, place: Location, message: str, remedy: str) -> Problem:
        """The problem at this place; text of authors inside the message is made harmless for a terminal."""
        return Problem(visible(place.path), place.line, self.severity, self.name, visible(message), visible(remedy))


def error(name: str, demand: str, *, teaching: bool = False) -> ProblemKind:
    """Define a kind of problem that makes `controleer` fail; see `ProblemKind.teaching`.

    Raises ValueError for a name that exists.
    """
    return _define(ProblemKind(name, Severity.ERROR, demand, teaching))


def warning(name: str, demand: str) -> ProblemKind:
    """Define a kind of problem that counts with `--streng` only. Raises ValueError for a name that exists."""
    return _define(ProblemKind(name, Severity.WARNING, demand))


def all_kinds() -> Mapping[str, ProblemKind]:
    """All kinds of problems by name. Import `tutor.content.check` first: modules define their own."""
    return MappingProxyType(_registry)


def _define(code: ProblemKind) -> ProblemKind:
    if code.name in _registry:
        raise ValueError(f"code {code.name!r} is defined twice")
    _registry[code.name] = code
    return code
