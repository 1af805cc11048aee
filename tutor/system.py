"""What the operating system says, in Dutch."""

from __future__ import annotations

import errno


def reason(error: OSError) -> str:
    """Why the system refused."""
    match error:
        case FileNotFoundError():
            return "het bestaat niet"
        case PermissionError():
            return "dat mag niet op deze computer"
        case IsADirectoryError() | NotADirectoryError():
            return "het is geen bestand"
        case _ if error.errno == errno.ENOSPC:
            return "de schijf is vol"
        case _ if error.errno == errno.ELOOP:
            return "het is een koppeling die nergens uitkomt"
        case _:
            return "het systeem weigert"
