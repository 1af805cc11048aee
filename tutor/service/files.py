"""Files that a user asks for: read with a limit, and written in one way, after a look at what is there."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path, PureWindowsPath

from tutor.documents.form import SUFFIXES, Form
from tutor.store.errors import NoFolder
from tutor.store.private import NO_FOLLOW, data_folder, put_in_place
from tutor.system import Refusal, reason

REPORTS = "Raadstutor-verslagen"
"""Folder for reports of evenings, in the folder of the data when that was chosen, else in the user's own folder."""
UNFINISHED, UNFINISHED_END = ".raadstutor-", ".onaf"
"""How the name of a file begins and ends that is not finished."""
ANYBODY_WRITES = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def documents() -> Path:
    """The home folder; without one, the folder where the program was started."""
    try:
        return Path.home()
    except RuntimeError:
        return Path.cwd()


def typed_path(typed: str, wanted: str, folder: Path | None = None) -> Path:
    """The path that somebody typed, seen from a folder. Raises Refusal for what is none; `wanted`: what to type."""
    name = typed.strip()
    if not name or not name.isprintable():
        raise Refusal(f"Typ {wanted}.")
    try:
        return (folder or Path()) / Path(name).expanduser()
    except RuntimeError:
        raise Refusal(f"De map van {name} is er niet; kies een andere.") from None


def read_bytes(path: Path, most: int) -> bytes:
    """The first `most` bytes of a file: a device never ends. Raises Refusal with a Dutch reason."""
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise Refusal(f"{path} is niet te lezen ({reason(error)}).") from None


def make_folder(place: Path, how: str) -> None:
    """Make a folder that a user asked for, if need be. Raises Refusal, which ends with `how` to go on, in Dutch."""
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(f"De map {place} kan ik niet maken ({reason(error)}); {how}.") from None


def fill(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by path into a folder where nothing of that name is; nothing is written over. Raises OSError."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)


def new_folder(place: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder with these files, whole or not at all. Raises Refusal, also when there is something already."""
    import shutil
    import tempfile

    if os.path.lexists(place):
        raise Refusal(f"{place} bestaat al. Kies een andere map; ik schrijf nergens overheen.")
    if look(place).among_data:
        raise Refusal(f"{place} ligt in de map met je gegevens. Kies een andere map, dan gaat daar niets verloren.")
    made: Path | None = None
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=place.parent, prefix=UNFINISHED, suffix=UNFINISHED_END))
        fill(made, files)
        made.rename(place)
    except OSError as error:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)
        raise Refusal(f"De map {place} kan ik niet maken ({reason(error)}); kies een andere.") from None


def write(path: Path, content: bytes, form: Form, *, replace: bool = False) -> Way:
    """Write a file that a user asked for: the one way in which verbs and screens do so.

    A new file is private, one that is replaced keeps its mode, and a link stays a link. Raises AlreadyThere for a file
    that is there, unless `replace`; other Refusals with a Dutch reason.
    """
    seen = look(path)
    way = way_to_write(seen, form, replace=replace)
    try:
        if way is Way.THROUGH:
            _write_through(seen, content)
        else:
            _write_whole(seen, content)
    except OSError as error:
        raise Refusal(f"{path} is niet te schrijven ({reason(error)}).") from None
    return way


def look(path: Path) -> Target:
    """What stands at a path. Raises Refusal when that cannot be seen."""
    try:
        real = path.resolve()
        linked = path.is_symlink()
        status = path.stat() if os.path.lexists(path) else None
    except FileNotFoundError:
        return Target(path=path, real=real, linked=linked, standing=Standing.DANGLING)
    except (OSError, RuntimeError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "zo'n naam kan niet"
        raise Refusal(f"{path} is niet te schrijven ({why}); kies een andere naam.") from None
    among_data = _among_data(real)
    if status is None:
        return Target(path=path, real=real, standing=Standing.NOTHING, among_data=among_data)
    return Target(
        path=path,
        real=real,
        linked=linked,
        standing=Standing.STREAM if _is_output(status) else _standing(status.st_mode),
        among_data=among_data,
        identity=(status.st_dev, status.st_ino),
    )


def _standing(mode: int) -> Standing:
    if stat.S_ISREG(mode):
        return Standing.FILE if mode & ANYBODY_WRITES else Standing.PROTECTED
    if stat.S_ISDIR(mode):
        return Standing.FOLDER
    return Standing.STREAM if stat.S_ISFIFO(mode) or stat.S_ISCHR(mode) else Standing.OTHER


def _is_output(status: os.stat_result) -> bool:
    """Whether this is what standard output goes to, as `/dev/stdout` is; the shell made it ready."""
    try:
        return os.path.samestat(status, os.fstat(sys.stdout.fileno()))
    except (OSError, ValueError, AttributeError):  # output that was closed, or is kept in memory
        return False


def _among_data(real: Path) -> bool:
    """Whether a path without links is inside the folder of the data, however that is spelled.

    What Raadstutor itself keeps there for people, its reports, does not count.
    """
    try:
        data = data_folder(os.environ)
        place = next((folder for folder in (real, *real.parents) if _same(folder, data)), None)
    except (NoFolder, OSError):
        return False
    return place is not None and real.relative_to(place).parts[:1] != (REPORTS,)


def _same(folder: Path, other: Path) -> bool:
    return folder == other.resolve() or (folder.exists() and other.exists() and folder.samefile(other))


def _write_through(target: Target, content: bytes) -> None:
    """Into a pipe or a terminal. A pipe that nobody reads would wait for ever."""
    if _is_output(target.path.stat()):
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        descriptor = os.open(target.path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))
    except OSError as error:
        if error.errno != errno.ENXIO:
            raise
        raise Refusal(f"Er leest niemand uit {target.path}; start eerst het programma dat leest.") from None
    os.set_blocking(descriptor, True)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)


def _write_whole(target: Target, content: bytes) -> None:
    """Beside it, and then under its name. Also takes away what a run that was killed left in that folder."""
    import tempfile  # costs 3 ms at the start of a program that may never write a file

    folder = target.real.parent
    _sweep(folder)
    try:
        descriptor, name = tempfile.mkstemp(dir=folder, prefix=UNFINISHED, suffix=UNFINISHED_END)
    except OSError as error:
        raise Refusal(f"In de map {folder} kan ik niet schrijven ({reason(error)}); kies een andere.") from None
    ready = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            _lock(descriptor)
            file.write(content)
            file.flush()
            if target.standing is Standing.FILE:
                ready.chmod(stat.S_IMODE(target.real.stat().st_mode))
            if look(target.path) != target:
                raise Refusal(f"{target.path} is intussen veranderd; probeer het opnieuw.")
            if os.name == "posix":  # elsewhere a file that is open cannot get another name
                put_in_place(ready, target.real)
        if os.name != "posix":
            put_in_place(ready, target.real)
    finally:
        with suppress(OSError):
            ready.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Take away unfinished files, known by their names, that no program is writing any more.

    The folder itself tells of them, so that a stick is swept whatever computer it is in, and nothing on this computer
    remembers where somebody put a file.
    """
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            ours = entry.name.startswith(UNFINISHED) and entry.name.endswith(UNFINISHED_END)
            if ours and entry.is_file(follow_symlinks=False):
                _take_away(Path(entry.path))


def _take_away(left: Path) -> None:
    with suppress(OSError):
        if sys.platform == "win32":  # which refuses to take away a file that somebody has open
            left.unlink()
            return
        descriptor = os.open(left, os.O_RDWR | NO_FOLLOW)
        try:
            if _lock(descriptor):
                left.unlink()
        finally:
            os.close(descriptor)


def _lock(descriptor: int) -> bool:
    """Lock a file until it is closed; whether no other program has it locked."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # also on a disk without locks, where nobody can know
        return False
    return True


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
    """How bytes get to a target without harming what is there."""

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


def unfit_on_windows(path: PureWindowsPath) -> str:
    """The first part of a path that Windows takes for something else than a name; empty when there is none.

    A colon makes a hidden stream, a dot at the end is left out, and `con` or `nul.md` are devices.
    """
    for part in path.parts[1:] if path.anchor else path.parts:
        device = re.fullmatch(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", part.strip(), re.IGNORECASE)
        odd = re.search(r'[<>:"|?*\x00-\x1f]', part) or (part not in (".", "..") and part[-1:] in (".", " "))
        if device or odd:
            return part
    return ""


def way_to_write(target: Target, form: Form, *, replace: bool) -> Way:
    """How to write a file of this form there. `replace`: somebody agreed to lose the file that is there.

    Raises AlreadyThere, or Refusal when it may not be written at all.
    """
    path = target.path
    if sys.platform == "win32" and (part := unfit_on_windows(PureWindowsPath(path))):
        raise Refusal(f'‘{part}’ kan op Windows geen naam zijn; laat < > : " | ? * en een punt aan het eind weg.')
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
