"""Whether the Textual app can run here. Textual itself does not look, and spins or draws blindly if it cannot."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Mapping
from typing import TextIO

from tutor.cli.exits import Exit, Refusal

TERMINALS_WITHOUT_CURSOR = {"", "dumb", "unknown"}


def refusal(
    stdin: TextIO | None,
    stdout: TextIO | None,
    stderr: TextIO | None,
    environ: Mapping[str, str],
    platform: str,
    instead: str = "raadstutor regel",
) -> str | None:
    """Why the app cannot open, as one Dutch sentence that says what to do instead; None: it can.

    Standard error counts as well: Textual draws on it. `platform` is `sys.platform`; `instead` is a command.
    """
    reason = _reason(stdin, stdout, stderr, environ, platform)
    if reason is None:
        return None
    return f"Raadstutor kan hier geen schermen tekenen, want {reason}; gebruik de regelmodus: {instead}."


def need_screens(instead: str = "raadstutor regel") -> None:
    """Refuse where Textual cannot draw, and name the command to use `instead`. Raises Refusal."""
    if reason := refusal(sys.stdin, sys.stdout, sys.stderr, os.environ, sys.platform, instead):
        raise Refusal(reason, Exit.MISUSE)


def _reason(
    stdin: TextIO | None, stdout: TextIO | None, stderr: TextIO | None, environ: Mapping[str, str], platform: str
) -> str | None:
    if not _is_terminal(stdin):
        return "de invoer komt niet van een toetsenbord"
    if not (_is_terminal(stdout) and _is_terminal(stderr)):
        return "de uitvoer gaat niet naar een scherm"
    term = environ.get("TERM", "")
    if platform != "win32" and term in TERMINALS_WITHOUT_CURSOR:
        return f"deze terminal zegt dat hij het niet kan (TERM={term})"
    encoding = getattr(stderr, "encoding", None) or "ascii"
    if codecs.lookup(encoding).name != "utf-8":
        return f"deze terminal gebruikt tekenset {encoding} in plaats van UTF-8"
    return None


def _is_terminal(stream: TextIO | None) -> bool:
    """Whether the stream is open and belongs to a terminal. Python has None for one that was closed before start."""
    return stream is not None and not stream.closed and stream.isatty()
