"""The real windows in a real terminal: kill -9 loses nothing that was shown, and signals give the terminal back."""

from __future__ import annotations

import os
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pyte
import pytest

from tests.classroom.samples import catalogue
from tutor.classroom.session import ClassSession
from tutor.cli.root import now
from tutor.service.evening import Evening
from tutor.store import FILE_NAME, Store

if sys.platform != "win32":
    import fcntl
    import pty
    import termios

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals of POSIX")
ROOT = Path(__file__).parents[2]
COLUMNS, ROWS = 80, 24
LIMIT = 20
"""Seconds after which something will not come any more."""
PAGE_DOWN = b"\x1b[6~"
CTRL_Q = b"\x11"
LEAVE_SCREEN = b"\x1b[?1049l"


class Terminal:
    """A window in a pseudo-terminal, and what is on its screen."""

    def __init__(self, name: str, home: Path) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.class_window", name],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=ROOT,
            env={**os.environ, "TERM": "xterm-256color", "RAADSTUTOR_HOME": str(home)},
            start_new_session=True,
        )
        os.close(slave)
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self.received = b""

    def _read(self, seconds: float) -> bool:
        """Take in what was drawn; gives whether there was anything."""
        if not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:
            return False
        self.received += data
        self._stream.feed(data)
        return bool(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self._screen.display).split())

    def wait(self, words: str) -> None:
        """Until these words are on the screen."""
        end = time.monotonic() + LIMIT
        while words not in self.text:
            assert time.monotonic() < end, f"no {words!r} in {self.text!r}"
            self._read(0.05)

    def wait_for_nothing(self) -> None:
        """Until the screen is empty."""
        end = time.monotonic() + LIMIT
        while self.text:
            assert time.monotonic() < end, self.text
            self._read(0.05)

    def press(self, keys: bytes) -> None:
        os.write(self._master, keys)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(LIMIT)
        while self._read(0):
            pass

    def ends(self) -> int:
        """The exit code, with all that was written before."""
        end = time.monotonic() + LIMIT
        while self.process.poll() is None and time.monotonic() < end:
            self._read(0.05)
        while self._read(0):
            pass
        return self.process.wait(1)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._master)


@contextmanager
def opened(name: str, home: Path) -> Iterator[Terminal]:
    terminal = Terminal(name, home)
    try:
        yield terminal
    finally:
        terminal.close()


def evening_of(store: Store) -> Evening:
    return Evening(catalogue(), store, clock=now, rng=Random(0))


def stored(home: Path) -> ClassSession:
    with Store.open(home / FILE_NAME, device="test", clock=now) as store:
        return evening_of(store).resume()


def to_the_vote(home: Path) -> None:
    """Begin an evening, and go to its first vote with discussion."""
    with Store.open(home / FILE_NAME, device="test", clock=now) as store:
        evening = evening_of(store)
        evening.start(catalogue().plans[0])
        evening.set_present(40)
        evening.jump(2)
        while evening.session.stage.name != "Stem 1":
            evening.forward()


def test_killing_the_window_of_the_trainer_loses_nothing_that_was_shown(tmp_path: Path) -> None:
    to_the_vote(tmp_path)
    rng = Random(4)
    shown = 0
    for _ in range(4):
        with opened("bediening", tmp_path) as window:
            window.wait("3 van 12")
            window.wait(f"Geteld: {shown} van de 40")
            assert "Stem 1" in window.text
            for _ in range(rng.randint(1, 3)):
                window.press(b"a")
                shown += 1
                window.wait(f"Geteld: {shown} van de 40")
            window.press(b"b" * 5)
            time.sleep(rng.random() * 0.05)
            window.kill()
        counts = stored(tmp_path).counts
        assert shown <= sum(counts) <= shown + 5
        shown = sum(counts)


def test_killing_the_window_of_the_beamer_costs_nothing(tmp_path: Path) -> None:
    to_the_vote(tmp_path)
    with opened("bediening", tmp_path) as desk:
        desk.wait("Geteld: 0")
        desk.press(b"a")  # a vote without hands asks whether to go on
        desk.wait("Geteld: 1")
        for before, after in (("Wie beslist?", "overtuig elkaar"), ("overtuig elkaar", "Wie beslist?")):
            with opened("scherm", tmp_path) as screen:
                screen.wait(before)
                desk.press(PAGE_DOWN)
                screen.wait(after)
                screen.kill()
        desk.wait("Stem 2")


@pytest.mark.parametrize("number", [signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)])
@pytest.mark.parametrize("name", ["bediening", "scherm"])
def test_a_signal_gives_the_terminal_back(name: str, number: signal.Signals, tmp_path: Path) -> None:
    to_the_vote(tmp_path)
    with opened(name, tmp_path) as window:
        window.wait("Wie beslist?")
        window.process.send_signal(number)
        assert window.ends() == 128 + number
        assert LEAVE_SCREEN in window.received
        assert b"Traceback" not in window.received
    assert stored(tmp_path).stage.name == "Stem 1"


def test_the_first_evening_from_an_empty_folder(tmp_path: Path) -> None:
    """Both windows open before there is anything, and everything is done with keys."""
    with opened("scherm", tmp_path) as screen, opened("bediening", tmp_path) as desk:
        screen.wait("Straks beginnen we")
        desk.wait("Welke avond?")
        desk.press(b"\r")
        desk.wait("Hoeveel mensen zijn er?")
        desk.press(b"18\r")
        desk.wait("18 aanwezig")
        screen.wait("Fijn dat je er bent.")
        desk.press(b"g3")
        screen.wait("Wie beslist?")
        desk.press(b".")
        screen.wait_for_nothing()
        for window in (desk, screen):
            window.press(CTRL_Q)
            assert window.ends() == 0
