"""One system call of a run goes wrong: the disk is full, fails or refuses, or the process is killed just before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tests.disk.calls import Call
from tests.disk.recording import Recording

KILL = "KILL"
ERRORS: Mapping[str, tuple[str, ...]] = {
    "openat": ("ENOSPC", "EACCES"),
    "mkdir": ("ENOSPC", "EACCES"),
    "write": ("ENOSPC", "EIO"),
    "pwrite64": ("ENOSPC", "EIO"),
    "fsync": ("EIO",),
    "fdatasync": ("EIO",),
    "ftruncate": ("EIO",),
    "unlink": ("EACCES",),
    "rename": ("ENOSPC", "EACCES"),
    "link": ("EACCES",),
}
"""What each call that changes a disk can answer."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fault:
    """A call, and what becomes of it."""

    call: Call
    what: str
    """The name of an error, or KILL."""

    @property
    def injection(self) -> str:
        """For strace."""
        return f"{self.call.name}:{'signal' if self.kills else 'error'}={self.what}:when={self.call.nth}"

    @property
    def kills(self) -> bool:
        """Whether the process ends there."""
        return self.what == KILL


def faults(recording: Recording) -> Iterator[Fault]:
    """All that can go wrong in a run like this, one at a time."""
    for call in recording.calls():
        for what in (*ERRORS[call.plain], KILL):
            yield Fault(call, what)


def spread(whole: Sequence[T], most: int) -> Sequence[T]:
    """At most so many, spread evenly."""
    if len(whole) <= most:
        return whole
    return [whole[(2 * place + 1) * len(whole) // (2 * most)] for place in range(most)]
