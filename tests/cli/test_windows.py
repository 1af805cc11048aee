"""Where Textual would spin or draw blindly, the app refuses in one sentence; elsewhere it opens."""

import io
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import TextIO

import pytest

from tutor.cli.output import Exit
from tutor.cli.windows import refusal

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals of POSIX")

COMMAND = [sys.executable, "-m", "tutor"]
ENTER_SCREEN = b"\x1b[?1049h"
LEAVE_SCREEN = b"\x1b[?1049l"
CTRL_Q = b"\x11"
LIMIT = 20
"""Seconds after which a process counts as hanging."""


Streams = tuple[TextIO | None, TextIO | None, TextIO | None]


class Screen(io.TextIOWrapper):
    """A stream of a terminal."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding)

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("streams", "term", "platform", "reason"),
    [
        ((None, Screen(), Screen()), "xterm", "linux", "de invoer komt niet van een toetsenbord"),
        ((io.StringIO(), Screen(), Screen()), "xterm", "linux", "de invoer komt niet van een toetsenbord"),
        ((Screen(), None, Screen()), "xterm", "linux", "de uitvoer gaat niet naar een scherm"),
        ((Screen(), Screen(), io.StringIO()), "xterm", "linux", "de uitvoer gaat niet naar een scherm"),
        ((Screen(), Screen(), Screen()), "dumb", "linux", "deze terminal zegt dat hij het niet kan (TERM=dumb)"),
        ((Screen(), Screen(), Screen()), "", "darwin", "deze terminal zegt dat hij het niet kan (TERM=)"),
        ((Screen(), Screen(), Screen("cp1252")), "xterm", "linux", "gebruikt tekenset cp1252 in plaats van UTF-8"),
    ],
)
def test_each_reason_has_its_sentence(streams: Streams, term: str, platform: str, reason: str) -> None:
    stdin, stdout, stderr = streams
    sentence = refusal(stdin, stdout, stderr, {"TERM": term}, platform)
    assert sentence
    assert reason in sentence
    assert sentence.endswith("gebruik de regelmodus: raadstutor regel.")


@pytest.mark.parametrize(("term", "platform"), [("xterm-256color", "linux"), ("linux", "linux"), ("", "win32")])
def test_an_able_terminal_is_not_refused(term: str, platform: str) -> None:
    assert refusal(Screen(), Screen("UTF8"), Screen(), {"TERM": term}, platform) is None


@pytest.mark.parametrize(
    ("is_console", "follows", "refused"), [(True, False, True), (True, True, False), (False, False, False)]
)
def test_a_console_that_follows_no_codes_is_told(
    is_console: bool, follows: bool, refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen red without the question in `_reason`, and with an answer that is not looked at: codes all over the screen.

    What is no console, such as a terminal of Git for Windows, follows them by itself.
    """
    asked: list[int] = []
    kernel = SimpleNamespace(
        GetStdHandle=lambda number: number,
        GetConsoleMode=lambda _handle, _mode: is_console,
        SetConsoleMode=lambda _handle, mode: asked.append(mode) or follows,  # type: ignore[func-returns-value]
    )
    monkeypatch.setattr("ctypes.windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr("sys.platform", "win32")
    sentence = refusal(Screen(), Screen(), Screen(), {}, "win32")
    assert ("open liever Windows Terminal" in (sentence or "")) is refused
    assert asked == ([4] if is_console else [])


@pytest.mark.parametrize(
    ("redirection", "environment"),
    [
        ("</dev/null", {}),
        ("<&-", {}),
        (">/dev/null", {}),
        (">&-", {}),
        ("2>/dev/null", {}),
        ("2>&-", {}),
        ("", {"TERM": "dumb"}),
        ("", {"TERM": ""}),
        ("", {"TERM": "unknown"}),
        ("", {"PYTHONIOENCODING": "ascii"}),
    ],
)
def test_the_app_does_not_open_where_it_cannot(redirection: str, environment: dict[str, str], tmp_path: Path) -> None:
    shown, code = in_terminal(f'exec "$@" {redirection}', tmp_path, environment)
    assert code == Exit.MISUSE
    assert ENTER_SCREEN not in shown
    if not redirection.startswith("2>"):
        assert shown.count(b"\n") == 1
        assert b"-m tutor regel" in shown


def test_the_app_opens_in_a_terminal(tmp_path: Path) -> None:
    shown, code = in_terminal('exec "$@"', tmp_path, {}, keys=CTRL_Q)
    assert code == Exit.OK
    assert ENTER_SCREEN in shown
    assert LEAVE_SCREEN in shown


def test_a_failing_app_leaves_the_terminal_usable_and_a_report(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from tutor.cli import main\n"
        "from tutor.tui.app import TutorApp\n"
        "def compose(app): raise RuntimeError('stuk')\n"
        "TutorApp.compose = compose\n"
        "sys.exit(main([]))\n"
    )
    shown, code = in_terminal('exec "$@"', tmp_path, {}, command=[sys.executable, "-c", script])
    assert code == Exit.CRASH
    assert shown.count(ENTER_SCREEN) == shown.count(LEAVE_SCREEN)
    assert b"Traceback" not in shown
    assert b"het verslag staat in" in shown
    (report,) = tmp_path.glob("fout-*.txt")
    told = report.read_text(encoding="utf-8")
    assert "RuntimeError" in told
    assert "stuk" not in told, "a message may quote what a learner typed"


def in_terminal(
    shell: str, home: Path, environment: dict[str, str], *, keys: bytes = b"", command: Sequence[str] = COMMAND
) -> tuple[bytes, int]:
    """Run a command in a pseudo-terminal through a shell line; type `keys` once it draws. What it wrote, exit code."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        ["sh", "-c", shell, "sh", *command],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color", "RAADSTUTOR_HOME": str(home), **environment},
        start_new_session=True,
    )
    os.close(theirs)
    os.set_blocking(ours, False)
    shown = b""
    deadline = time.monotonic() + LIMIT
    try:
        while process.poll() is None and time.monotonic() < deadline:
            shown += _read(ours)
            if keys and ENTER_SCREEN in shown:
                os.write(ours, keys)
                keys = b""
            time.sleep(0.02)
        shown += _read(ours)
        assert process.poll() is not None, "it hangs"
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    return shown, process.returncode


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 1 << 20)
    except OSError:  # nothing yet, or closed at the other end
        return b""
