"""A window that closes without a signal: the program ends by itself and never spins."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tutor.tui.shell import terminal_closed

if sys.platform != "win32":
    import pty

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals of POSIX")


def test_a_terminal_is_gone_when_its_other_side_closed() -> None:
    master, slave = pty.openpty()
    assert not terminal_closed(slave)
    os.close(master)
    assert terminal_closed(slave)
    os.close(slave)


@pytest.mark.parametrize("arguments", [[], ["klas", "scherm"]])
def test_the_app_ends_when_its_terminal_is_gone(arguments: list[str], tmp_path: Path) -> None:
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "tutor", *arguments],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        env={**os.environ, "TERM": "xterm-256color", "RAADSTUTOR_HOME": str(tmp_path)},
    )
    os.close(slave)
    assert os.read(master, 1)
    os.close(master)
    try:
        process.wait(30)
    finally:
        process.kill()
    assert process.returncode == 129
