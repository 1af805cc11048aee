"""The installed app in a real pseudo-terminal: keys go in, and what a person sees comes out."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pyte

if sys.platform != "win32":
    import pty
    import termios

COLUMNS, ROWS = 80, 24
PATIENCE = 20.0
"""Seconds after which what should appear is said not to appear."""
ENTER, ESCAPE, DOWN, RIGHT, PAGE_DOWN, CTRL_S = "\r", "\x1b", "\x1b[B", "\x1b[C", "\x1b[6~", "\x13"
MORE = "▼"
"""Stands on the screen as long as there is text below."""

_FRAME, _END_OF_FRAME = b"\x1b[?2026h", b"\x1b[?2026l"
_CAN_YOU_FRAME, _I_CAN = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
_FOREIGN = re.compile(rb"\x1b\[[<>=][0-9;]*[a-z]|\x1b\[[?][0-9;]*[$]p")
"""Keyboard and mode requests, which pyte would print."""
_UNFINISHED = re.compile(rb"\x1b(\[[0-?]*[ -/]*)?\Z")
_DECORATION = str.maketrans(dict.fromkeys("│▌▊▎█▁▂▃▄▅▆▇▔╭╮╰╯─━╸╺┃", " ") | dict.fromkeys("¹²³⁴⁵⁶⁷⁸⁹⁰"))


class Terminal:
    """Runs `python -m tutor`. Nothing is looked at while the app is in the middle of drawing."""

    def __init__(
        self,
        home: Path,
        *arguments: str,
        within: Sequence[str] = (),
        confine: Callable[[], None] | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        """`arguments`: of the command; `within`: a command that runs it; `environ`: what else it finds set.

        `confine`: runs in the new process before the program does, to take something away from it.
        """
        self._ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (ROWS, COLUMNS))
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._drawing = False
        self._rest = b""
        self.process = subprocess.Popen(
            [*within, sys.executable, "-m", "tutor", *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "TERM": "xterm-256color", "RAADSTUTOR_HOME": str(home), **(environ or {})},
            start_new_session=True,
            preexec_fn=confine,
        )
        os.close(theirs)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.kill()
        os.close(self._ours)

    def kill(self) -> None:
        """kill -9."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def ends(self) -> int:
        """The exit code, once the program has drawn its last and stopped."""
        deadline = time.monotonic() + PATIENCE
        while self._read(deadline):
            pass
        return self.process.wait(PATIENCE)

    @property
    def rows(self) -> tuple[str, ...]:
        """What is on the screen."""
        return tuple(self._screen.display)

    @property
    def text(self) -> str:
        """The screen as lines, without spaces at the end."""
        return "\n".join(row.rstrip() for row in self.rows)

    @property
    def place(self) -> str:
        """The top line and the line of progress below it."""
        return f"{self.rows[0]}\n{self.rows[1]}"

    @property
    def keys(self) -> str:
        """The lines with keys at the bottom."""
        return " ".join(self.rows[self._bottom :])

    @property
    def body(self) -> tuple[str, ...]:
        """The lines between the place and the keys, without margin, frames, scrollbar and numbers of links."""
        top = 3 if re.match(r" *(stap|vraag) \d+ van \d+", self.rows[1]) else 2
        return tuple(row[:-1].translate(_DECORATION).rstrip() for row in self.rows[top : self._bottom])

    @property
    def _bottom(self) -> int:
        """The first line with keys: these lines have a background of their own."""
        colour = self._screen.buffer[ROWS - 1][0].bg
        found = ROWS - 1
        while found > 1 and self._screen.buffer[found - 1][0].bg == colour:
            found -= 1
        return found

    def press(self, *keys: str) -> None:
        """Type; nothing is waited for."""
        os.write(self._ours, "".join(keys).encode())

    def resize(self, rows: int, columns: int) -> None:
        """As when somebody drags the corner of the window, or zooms."""
        termios.tcsetwinsize(self._ours, (rows, columns))
        self._screen.resize(rows, columns)
        self.process.send_signal(signal.SIGWINCH)  # no terminal of ours is in charge of it

    def until(self, seen: Callable[[], bool], what: str) -> None:
        """Wait until this is on the screen. Raises AssertionError, with the screen, when it does not come."""
        deadline = time.monotonic() + PATIENCE
        while not seen():
            assert self._read(deadline), f"no {what}:\n{self.text}"

    def changes(self, patience: float) -> bool:
        """Wait for another picture. False when none came within so many seconds."""
        before, deadline = self.rows, time.monotonic() + patience
        while self._read(deadline):
            if self.rows != before:
                return True
        return False

    def _read(self, deadline: float) -> bool:
        """Draw what the app sent, to the end of its picture. False when nothing came in time, or the app stopped."""
        while True:
            ready, _, _ = select.select([self._ours], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                return False
            try:
                self._draw(os.read(self._ours, 1 << 16))
            except OSError:
                return False
            if not self._drawing:
                return True

    def _draw(self, data: bytes) -> None:
        data = self._rest + data
        half = _UNFINISHED.search(data)
        data, self._rest = (data[: half.start()], half[0]) if half else (data, b"")
        if _CAN_YOU_FRAME in data:
            os.write(self._ours, _I_CAN)
        if (last := max(data.rfind(_FRAME), data.rfind(_END_OF_FRAME))) >= 0:
            self._drawing = data.startswith(_FRAME, last)
        self._stream.feed(_FOREIGN.sub(b"", data))
