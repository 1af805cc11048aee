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


class Refusal(Exception):
    """The run cannot go on. `str()` is one Dutch sentence: what is wrong and what to do."""

    def __init__(self, sentence: str, code: Exit = Exit.PROBLEMS) -> None:
        super().__init__(sentence)
        self.code = code


class AlreadyThere(Refusal):
    """There is a file already, and nobody agreed to replace it."""
