"""Somebody who talks to line mode through pipes, and kills it at any moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


class Talker:
    """A conversation that goes on in a fresh process after each kill, see `line_server`."""

    def __init__(self, home: Path, what: str, prompts: Sequence[str]) -> None:
        """`what`: the work of the server; `prompts`: how a line begins that waits for an answer."""
        self._prompts = tuple(prompts)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.line_server", what],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "RAADSTUTOR_HOME": str(home), "PYTHONIOENCODING": "utf-8"},
        )
        assert self.process.stdin
        assert self.process.stdout
        self._in, self._out = self.process.stdin, self.process.stdout
        self._until("PID ")
        self._pid = int(self._until("\n"))
        self.screen = self.prompt()
        """What the process showed first."""

    def _until(self, end: str) -> str:
        read = b""
        while not read.endswith(end.encode()):
            byte = self._out.read(1)
            assert byte, f"line mode stopped after {read.decode()!r}"
            read += byte
        return read.decode()

    def prompt(self) -> str:
        """What is printed until it waits for an answer again."""
        text = self._until(": ")
        while not self._waits(text):
            text += self._until(": ")
        return text

    def _waits(self, text: str) -> bool:
        return text.endswith(": ") and text.rsplit("\n", 1)[-1].startswith(self._prompts)

    def type(self, line: str) -> None:
        """Send a line without waiting for what it does."""
        self._in.write(f"{line}\n".encode())
        self._in.flush()

    def say(self, line: str) -> str:
        """Send a line, and wait until it was done."""
        self.type(line)
        self.screen = self.prompt()
        return self.screen

    def kill(self) -> tuple[str, bool]:
        """kill -9, and wait for the next process. Gives what had still been printed, and whether it waited again."""
        os.kill(self._pid, signal.SIGKILL)
        rest = self._until("PID ").removesuffix("PID ")
        self._pid = int(self._until("\n"))
        self.screen = self.prompt()
        return rest, self._waits(rest)

    def leave(self) -> None:
        """End of the input."""
        self._in.close()
        self.process.wait(10)
        self._out.close()
