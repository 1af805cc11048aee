"""A pack that somebody is writing, read again after each change, and its places in an editor."""

from __future__ import annotations

import os
import shlex
import subprocess
from contextlib import suppress
from datetime import date
from pathlib import Path

from tutor.cli.root import below, working_folder
from tutor.content.check import check_package
from tutor.content.layers import last_good, layered
from tutor.content.package import files_of, read_head
from tutor.content.verdicts import Verdicts
from tutor.model import Catalogue, Municipality, Problem
from tutor.system import Refusal, reason

AT_LINE = ("code", "codium", "subl", "hx", "zed")
"""Editors that take `file:line`; others take `+line file`."""


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
        chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR")
        if not chosen:
            raise Refusal(f"Zet EDITOR op je editor, of open zelf {path}, regel {problem.line}.")
        words = shlex.split(chosen, posix=os.name == "posix")
        at_line = Path(words[0]).stem in AT_LINE
        goto = ["-g"] if Path(words[0]).stem in ("code", "codium") else []
        place = [*goto, f"{path}:{problem.line}"] if at_line else [f"+{problem.line}", str(path)]
        try:
            subprocess.run([*words, *place], check=False)  # the author's own editor
        except OSError as error:
            raise Refusal(f"{words[0]} start niet ({reason(error)}); open zelf {path}, regel {problem.line}.") from None
