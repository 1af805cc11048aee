"""Errors for people, those of the operating system in Dutch, and Python's garbage collector."""

from __future__ import annotations

import errno
import gc
from collections.abc import Iterator
from contextlib import contextmanager


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


_FULL = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
"""No room: on the disk, in one file, or in what this user may have."""


def reason(error: OSError) -> str:
    """Why the system refused, as the Dutch end of a sentence."""
    match error:
        case FileNotFoundError():
            return "het bestaat niet"
        case PermissionError():
            return "dat mag niet op deze computer"
        case IsADirectoryError() | NotADirectoryError():
            return "het is geen bestand"
        case _ if error.errno in _FULL:
            return "de schijf is vol"
        case _ if error.errno == errno.EROFS:
            return "de schijf is alleen-lezen"
        case _ if error.errno == errno.EIO:
            return "de schijf geeft een fout"
        case _ if error.errno == errno.ENAMETOOLONG:
            return "de naam is te lang"
        case _ if error.errno == errno.ELOOP:
            return "het is een koppeling die nergens uitkomt"
        case _:
            return "het systeem weigert"
