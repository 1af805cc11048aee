"""What the operating system says, in Dutch."""

from __future__ import annotations

import errno

_FULL = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
"""No room: on the disk, in one file, or in what this user may have."""


def reason(error: OSError) -> str:
    """Why the system refused."""
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
        case _ if error.errno == errno.ELOOP:
            return "het is een koppeling die nergens uitkomt"
        case _:
            return "het systeem weigert"
