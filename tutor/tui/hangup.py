"""Noticing that the terminal is gone when nobody says so: not every way to close a window sends a signal."""

from __future__ import annotations

import select

SECONDS = 2.0
"""How often to look."""
SIGHUP = 1
"""What a closed terminal stands for; Windows has no name for it."""


def terminal_closed(descriptor: int) -> bool:
    """Whether the other side of a terminal was closed. False where the system cannot tell."""
    if not hasattr(select, "poll"):
        return False
    poller = select.poll()
    poller.register(descriptor, 0)
    gone = select.POLLHUP | select.POLLERR | select.POLLNVAL
    return any(flags & gone for _, flags in poller.poll(0))
