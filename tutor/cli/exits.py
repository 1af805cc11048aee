"""How a run can end: what the shell gets to hear, and what the user reads."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes. The first four are a promise to scripts, see README.md."""

    OK = 0
    PROBLEMS = 1
    MISUSE = 2
    DAMAGED = 3
    CRASH = 70
    """EX_SOFTWARE of sysexits.h."""
    INTERRUPTED = 130
    """128 + SIGINT, as shells count."""
    PIPE_CLOSED = 141
    """128 + SIGPIPE."""
