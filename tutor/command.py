"""How a user gives a command: as this process was started, because `raadstutor` is not on the path of everybody."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

NAME = "raadstutor"
STARTED_BY = "RAADSTUTOR_START"
"""Environment variable that the Makefile sets to `make`, and a folder that is handed out to the file one starts."""


def command(words: str = "") -> str:
    """The command with these words behind it, to be typed as it is."""
    start = _start()
    if start == "make run":
        return f'{start} ARGS="{words}"' if words else start
    return f"{start} {words}".strip()


@cache
def _start() -> str:
    import shutil  # brings three kinds of archives, and `--help` names no command

    return started(sys.orig_argv, sys.argv[0], os.environ.get(STARTED_BY, ""), shutil.which(NAME))


def started(given: Sequence[str], script: str, by: str, on_path: str | None) -> str:
    """What to type to start the program.

    `given`: the words that started Python; `script`: what Python runs; `by`: who started it; `on_path`: the program
    that a shell finds by its name.
    """
    if by == "make":
        return "make run"
    if by.endswith((".command", ".cmd")):
        return quoted(by)
    if "-m" in given[:-1] and given[given.index("-m") + 1] == "tutor":
        return " ".join(quoted(word) for word in given[: given.index("-m") + 2])
    if Path(script).stem != NAME or (on_path and Path(on_path).resolve() == Path(script).resolve()):
        return NAME
    return quoted(os.path.relpath(script)) if Path(script).is_relative_to(Path.cwd()) else quoted(script)


def quoted(given: object, platform: str = sys.platform) -> str:
    """A name or path as the shell of that platform takes it for one word; the console of Windows cannot quote a `%`."""
    word = str(given)
    if platform == "win32":
        return word if re.fullmatch(r"[^\s&()^;,=!'`@{}$#|<>\[\]][^\s&()^;,=!'`@{}$|<>\[\]]*", word) else f'"{word}"'
    import shlex

    return word if re.fullmatch(r"[\w@%+=:,./-][\w@%+=:,./#-]*", word) else shlex.quote(word)
