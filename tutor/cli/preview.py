"""A pack that somebody is writing, read again after each change, and its places in an editor."""

from __future__ import annotations

import errno
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path, PurePath, PureWindowsPath

from tutor.cli.root import below, working_folder
from tutor.content.check import check_package
from tutor.content.layers import last_good, layered
from tutor.content.package import files_of, read_head
from tutor.content.verdicts import Verdicts
from tutor.model import Catalogue, Municipality, Problem
from tutor.system import Refusal, reason

AT_LINE = ("code", "codium", "subl", "hx", "zed")
"""Editors that take `file:line`; others take `+line file`, on Windows only those in `PLUS_LINE`."""
PLUS_LINE = ("vim", "nvim", "gvim", "emacs", "nano", "micro")


class Desk:
    """One pack, on top of everything else that there is here."""

    def __init__(self, folder: Path, content: Catalogue, municipality: Municipality | None) -> None:
        """`content` and `municipality`: what the pack comes on top of."""
        self._folder = folder
        self._below = content
        self._municipality = municipality
        self._own = Catalogue()
        self._verdicts = Verdicts()

    @classmethod
    def at(cls, folder: Path) -> Desk:
        """The pack in a folder. Raises Refusal when it is none."""
        working = working_folder() or folder
        head, problems = read_head(working)
        if head is None:
            raise Refusal(f"Met {working} kan ik niet beginnen. {problems[0]}")
        return cls(folder, *below(folder))

    @property
    def modules(self) -> tuple[str, ...]:
        """The modules of the pack itself."""
        return tuple(module.head.id for module in self._own.modules)

    def looks(self) -> object:
        """Sizes and times of its files."""
        seen = {}
        for name in files_of(self._folder):
            with suppress(OSError):
                status = (self._folder / name).stat()
                seen[name] = (status.st_size, status.st_mtime_ns, status.st_ino)
        return seen

    def read(self) -> tuple[Catalogue, tuple[Problem, ...]]:
        """What there is to show, in which a file that was half saved is as it was, and all that is wrong."""
        package, problems = check_package(self._folder, self._below, date.today(), self._verdicts, whole=True)
        if package.head:
            self._own = last_good(self._own, package.pack)
        return layered(self._below, self._own, self._municipality or package.municipality), problems

    def edit(self, problem: Problem) -> None:
        """Open a place in the editor that somebody chose for this terminal. Raises Refusal."""
        path = self._folder / problem.path
        words = editing(os.environ, path, problem.line, sys.platform)
        if not words:
            raise Refusal(f"Zet EDITOR op je editor, of open zelf {path}, regel {problem.line}.")
        words[0] = shutil.which(words[0]) or words[0]  # of Visual Studio Code, Windows finds only `code.cmd`
        try:
            if words[0].lower().endswith((".cmd", ".bat")) and set("&|<>^%") & set(words[-1]):
                raise OSError  # the console would take a part of the name for a command
            if sys.platform == "win32":  # in a window of its own, and the app goes on beside it
                subprocess.Popen(words, creationflags=subprocess.CREATE_NEW_CONSOLE)
            else:
                ended = subprocess.run(words, check=False).returncode
                if ended in (126, 127):  # what a script says that could not start the editor itself
                    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        except OSError as error:
            raise Refusal(f"{words[0]} start niet ({reason(error)}); open zelf {path}, regel {problem.line}.") from None


def editing(environ: Mapping[str, str], path: Path, line: int, platform: str) -> list[str]:
    """What opens a place in the editor that the environment names, if any; on Windows that is Notepad otherwise."""
    chosen = environ.get("VISUAL") or environ.get("EDITOR") or ""
    if platform != "win32":
        try:
            words = shlex.split(chosen)
        except ValueError:  # one quote
            words = chosen.split()
        name = PurePath(words[0]).stem if words else ""
    else:  # with or without quotes, as people type them there; a backslash is no escape
        whole = chosen.lower().endswith((".exe", ".cmd")) and '"' not in chosen
        words = [chosen] if whole else [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', chosen)]
        words = words or [environ.get("SYSTEMROOT", r"C:\Windows") + r"\notepad.exe"]
        name = PureWindowsPath(words[0]).stem.lower()
    if not words:
        return []
    if name in AT_LINE:
        return [*words, *(["-g"] if name in ("code", "codium") else []), f"{path}:{line}"]
    return [*words, str(path)] if platform == "win32" and name not in PLUS_LINE else [*words, f"+{line}", str(path)]
