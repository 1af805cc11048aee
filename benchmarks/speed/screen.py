"""A program in a pseudo-terminal of 100 by 30, read without pause, with the time at which everything arrived.

The terminal of the tests draws what comes in; that takes longer than the program itself, so here bytes are only kept,
and looked at after their time was taken.
"""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter
from types import TracebackType

if sys.platform != "win32":
    import pty
    import termios

COLUMNS, ROWS = 100, 30
PATIENCE = 60.0
"""Seconds after which what should appear is said not to appear."""
QUIET = 0.08
"""Seconds without a byte after which a picture counts as complete."""
ENTER, ESCAPE, DOWN, UP, CTRL_Q = "\r", "\x1b", "\x1b[B", "\x1b[A", "\x11"

_CAN_YOU_FRAME, _I_CAN = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
_CODES = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[^\[]")


class NothingSeen(Exception):
    """What was waited for did not come; the text says what did."""


class Program:
    """Runs a command until it is left. All times are seconds since it was started, or since the last key."""

    def __init__(self, command: Sequence[str | Path], environment: Mapping[str, str], folder: Path) -> None:
        self._ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (ROWS, COLUMNS))
        self._since = perf_counter()
        self._seen = b""
        self._last = self._since
        self.process = subprocess.Popen(
            [str(part) for part in command],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment,
            cwd=folder,
            start_new_session=True,
        )
        os.close(theirs)

    def __enter__(self) -> Program:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Ask it to stop, as a user does: what it does on its way out belongs to the next start."""
        if self.process.poll() is None and kind is None:
            self.press(CTRL_Q)
            while self._read(PATIENCE):
                pass
        if self.process.poll() is None and kind is not None:
            self.process.kill()
        self.process.wait()
        os.close(self._ours)

    @property
    def text(self) -> str:
        """What was written since the last key, without codes; in the order in which it was written."""
        return _CODES.sub(b"", self._seen).decode(errors="ignore")

    def press(self, keys: str) -> None:
        """Type, and begin to count."""
        self._seen = b""
        self._since = self._last = perf_counter()
        os.write(self._ours, keys.encode())

    def until(self, *wanted: str) -> float:
        """Seconds until all of these texts were on the screen. Raises NothingSeen."""
        while not all(text in self.text for text in wanted):
            if not self._read(PATIENCE):
                raise NothingSeen(f"no {' and '.join(wanted)} in:\n{self.text}")
        return self._last - self._since

    def complete(self, quiet: float = QUIET) -> float:
        """Seconds until the last byte of the picture. Raises NothingSeen when nothing came at all."""
        if not self._seen and not self._read(PATIENCE):
            raise NothingSeen("no picture")
        while self._read(quiet):
            pass
        return self._last - self._since

    def still(self, seconds: float) -> None:
        """Read until nothing came for so many seconds, also when the key changed nothing."""
        while self._read(seconds):
            pass

    def busy(self, seconds: float) -> None:
        """Read for so many seconds, whatever comes."""
        end = perf_counter() + seconds
        while perf_counter() < end:
            self._read(QUIET)

    @property
    def written(self) -> int:
        """Bytes since the last key."""
        return len(self._seen)

    def memory(self) -> float:
        """MB that the process has in memory now."""
        shown = subprocess.run(["ps", "-o", "rss=", "-p", str(self.process.pid)], capture_output=True, check=True)
        return int(shown.stdout) / 1024

    def _read(self, patience: float) -> bool:
        """Take in what is written. False when nothing came in so many seconds, or the program stopped."""
        ready, _, _ = select.select([self._ours], [], [], patience)
        if not ready:
            return False
        try:
            data = os.read(self._ours, 1 << 16)
        except OSError:
            return False
        self._last = perf_counter()
        self._seen += data
        if _CAN_YOU_FRAME in data:
            os.write(self._ours, _I_CAN)
        return bool(data)
