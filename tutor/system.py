"""How a user gives a command, errors for people, those of the operating system in Dutch, and the garbage collector."""

from __future__ import annotations

import errno
import gc
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from pathlib import Path

NAME = "raadstutor"
STARTED_BY = "RAADSTUTOR_START"
"""Environment variable that the Makefile sets to `make`, and a folder that is handed out to the file one starts."""


def command(words: str = "") -> str:
    """The command with these words behind it, to be typed as it is."""
    start = _start()
    if start == "make run":
        return f'{start} ARGS="{words}"' if words else start
    return f"{start} {words}".strip()


@cache
def _start() -> str:
    import shutil  # brings three kinds of archives, and `--help` names no command

    return started(sys.orig_argv, sys.argv[0], os.environ.get(STARTED_BY, ""), shutil.which(NAME))


def started(given: Sequence[str], script: str, by: str, on_path: str | None) -> str:
    """What to type to start the program.

    `given`: the words that started Python; `script`: what Python runs; `by`: who started it; `on_path`: the program
    that a shell finds by its name.
    """
    if by == "make":
        return "make run"
    if by.endswith((".command", ".cmd")):
        return quoted(by)
    if "-m" in given[:-1] and given[given.index("-m") + 1] == "tutor":
        return " ".join(quoted(word) for word in given[: given.index("-m") + 2])
    if Path(script).stem != NAME or (on_path and Path(on_path).resolve() == Path(script).resolve()):
        return NAME
    return quoted(os.path.relpath(script)) if Path(script).is_relative_to(Path.cwd()) else quoted(script)


def quoted(given: object, platform: str = sys.platform) -> str:
    """A name or path as the shell of that platform takes it for one word; the console of Windows cannot quote a `%`."""
    word = str(given)
    if platform == "win32":
        return word if re.fullmatch(r"[^\s&()^;,=!'`@{}$#|<>\[\]][^\s&()^;,=!'`@{}$|<>\[\]]*", word) else f'"{word}"'
    import shlex

    return word if re.fullmatch(r"[\w@%+=:,./-][\w@%+=:,./#-]*", word) else shlex.quote(word)


class Refusal(Exception):
    """What was asked cannot be done, and the user can do something about it.

    `str()` is Dutch: what is wrong, where, and how to mend it.
    """

    code = 1
    """With which the program ends when nobody catches it."""

    def __init__(self, text: str, code: int | None = None) -> None:
        super().__init__(text)
        if code is not None:
            self.code = code


@contextmanager
def gc_paused() -> Iterator[None]:
    """Pause the cyclic garbage collector, for work that makes millions of objects and no cycles.

    Looking for cycles costs as much as the work itself then. Reference counting goes on.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class Cause(StrEnum):
    """Why the system refused, each as the Dutch end of a sentence."""

    ABSENT = "het bestaat niet"
    FORBIDDEN = "dat mag niet op deze computer"
    NO_FILE = "het is geen bestand"
    FULL = "de schijf is vol"
    READ_ONLY = "de schijf is alleen-lezen"
    FAULT = "de schijf geeft een fout"
    TOO_LONG = "de naam is te lang"
    BAD_NAME = "zo’n naam kan niet"
    LOOP = "het is een koppeling die nergens uitkomt"
    IN_USE = "een ander programma houdt het vast, bijvoorbeeld Excel, OneDrive of de virusscanner"
    PROTECTED = "de stick of schijf is beveiligd tegen schrijven; kijk of er een schuifje op zit"
    GONE = "de stick of schijf is er niet meer"
    VIRUS = "de virusscanner houdt het tegen"
    CLOUD = "OneDrive heeft het bestand nu niet op deze computer staan"
    OTHER = "het systeem weigert"


_WINDOWS: Mapping[int, Cause] = {
    **dict.fromkeys((32, 33), Cause.IN_USE),  # sharing and lock violations
    19: Cause.PROTECTED,
    **dict.fromkeys((15, 20, 21, 53, 55, 59, 64, 67, 1167, 1617), Cause.GONE),  # no such drive, device or network path
    **dict.fromkeys((23, 1006, 1117, 1392), Cause.FAULT),
    **dict.fromkeys((39, 112), Cause.FULL),
    **dict.fromkeys((225, 226), Cause.VIRUS),
    **dict.fromkeys((*range(358, 405),), Cause.CLOUD),
    **dict.fromkeys((111, 206), Cause.TOO_LONG),
    **dict.fromkeys((123, 161), Cause.BAD_NAME),
}
"""By the number of Windows: what Python makes of it is EACCES for all kinds of things."""
_FULL = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
"""No room: on the disk, in one file, or in what this user may have."""


def cause(error: OSError) -> Cause:
    """Why the system refused, from its error; on Windows `winerror` tells more than the type."""
    if found := _WINDOWS.get(_number(error)):
        return found
    match error:
        case FileNotFoundError():
            return Cause.ABSENT
        case PermissionError():
            return Cause.FORBIDDEN
        case IsADirectoryError() | NotADirectoryError():
            return Cause.NO_FILE
        case _ if error.errno in _FULL:
            return Cause.FULL
        case _ if error.errno == errno.EROFS:
            return Cause.READ_ONLY
        case _ if error.errno == errno.EIO:
            return Cause.FAULT
        case _ if error.errno in (errno.ENODEV, errno.ENXIO):
            return Cause.GONE
        case _ if error.errno == errno.ENAMETOOLONG:
            return Cause.TOO_LONG
        case _ if error.errno == errno.ELOOP:
            return Cause.LOOP
    return Cause.OTHER


def _number(error: OSError) -> int:
    """That of Windows, or 0. `open` goes through the C library, which knows only those of POSIX: then ask once more."""
    number = getattr(error, "winerror", None)
    if number is None and sys.platform == "win32" and isinstance(error.filename, str):
        import _winapi

        reading_and_writing, shared_with_all, existing = 0xC0000000, 7, 3
        try:
            handle = _winapi.CreateFile(error.filename, reading_and_writing, shared_with_all, 0, existing, 0, 0)
            _winapi.CloseHandle(handle)
        except OSError as again:
            number = again.winerror
    return number or 0


def reason(error: OSError) -> str:
    """Why the system refused, as the Dutch end of a sentence."""
    return cause(error).value


STICK_GONE = (
    "De stick of schijf met {} is er niet meer. Steek hem terug en start opnieuw. Wat was opgeslagen, staat er nog."
)


def gone(path: Path) -> bool:
    """Whether not even the folder of a file is there: a stick that was pulled out, or a drive of the network."""
    return not os.path.exists(path.parent)  # noqa: PTH110  that of a path raises where a device went away
