"""Whether a file may be written where a user wants it: rules about what stands there, which know no disk."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from tutor.documents.form import SUFFIXES, Form
from tutor.system import Refusal


class AlreadyThere(Refusal):
    """There is a file already, and nobody agreed to replace it."""


class Standing(Enum):
    """What stands at a path, seen through links."""

    NOTHING = auto()
    FILE = auto()
    PROTECTED = auto()
    """A file that nobody may change."""
    STREAM = auto()
    """A pipe, a terminal, standard output: what is written goes on to somewhere else."""
    FOLDER = auto()
    DANGLING = auto()
    """A link to what is not there."""
    OTHER = auto()
    """A disk, a socket."""


class Way(Enum):
    """How to write."""

    WHOLE = auto()
    """Beside it first, then under its name: whoever looks sees the old file or the whole new one."""
    THROUGH = auto()
    """Into what is there, which stays what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A place for a file, and what was seen there."""

    path: Path
    """As the user wrote it."""
    real: Path
    """Where links lead."""
    standing: Standing
    linked: bool = False
    """Whether the path itself is a link."""
    among_data: bool = False
    """Whether it is inside the folder of the learners' data."""
    identity: tuple[int, int] | None = None
    """Device and number of what stands there."""


def way_to_write(target: Target, form: Form, *, replace: bool) -> Way:
    """How to write a file of this form there. `replace`: somebody agreed to lose the file that is there.

    Raises AlreadyThere, or Refusal when it may not be written at all.
    """
    path = target.path
    match target.standing:
        case Standing.FOLDER:
            raise Refusal(f"{path} is een map; zet er de naam van een bestand achter.")
        case Standing.DANGLING:
            raise Refusal(f"{path} is een koppeling naar iets wat er niet is; kies een andere naam.")
        case Standing.OTHER:
            raise Refusal(f"{path} is geen gewoon bestand; kies een andere naam.")
    if target.among_data:
        raise Refusal(f"{path} ligt in de map met je gegevens. Kies een andere map, dan gaat daar niets verloren.")
    if target.standing is Standing.STREAM:
        return Way.THROUGH
    if path.suffix.casefold() not in SUFFIXES[form]:
        raise Refusal(f"{path} past niet: er komt {form} in. Kies een naam die eindigt op {SUFFIXES[form][0]}.")
    if target.standing is Standing.PROTECTED:
        raise Refusal(f"{path} is beveiligd tegen veranderen; kies een andere naam.")
    if target.standing is Standing.FILE and not replace:
        linked = f" (een koppeling naar {target.real})" if target.linked else ""
        raise AlreadyThere(f"{path} is er al{linked}; kies een andere naam, of vervang het met --vervang.")
    return Way.WHOLE
