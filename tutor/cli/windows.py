"""The windows of a learner and of an evening at this terminal, if it can draw one. Textual is loaded when one opens.

Textual itself does not look where it is, and spins or draws blindly where it cannot work.
"""

from __future__ import annotations

import codecs
import gc
import os
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from tutor.cli.output import Exit
from tutor.cli.root import open_workspace, wanted_profile
from tutor.system import Refusal, command

if TYPE_CHECKING:
    from tutor.cli.evening import Wanted
    from tutor.tui.shell import Shell

TERMINALS_WITHOUT_CURSOR = {"", "dumb", "unknown"}


def refusal(
    stdin: TextIO | None,
    stdout: TextIO | None,
    stderr: TextIO | None,
    environ: Mapping[str, str],
    platform: str,
    instead: str = "regel",
) -> str | None:
    """Why the app cannot open, as one Dutch sentence that says what to do instead; None: it can.

    Standard error counts as well: Textual draws on it. `platform` is `sys.platform`; `instead` is a verb.
    """
    reason = _reason(stdin, stdout, stderr, environ, platform)
    if reason is None:
        return None
    return f"Raadstutor kan hier geen schermen tekenen, want {reason}; gebruik de regelmodus: {command(instead)}."


def need_screens(instead: str = "regel") -> None:
    """Refuse where Textual cannot draw, and name the verb to use `instead`. Raises Refusal."""
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
    if not draws():
        return "dit venster kent geen kleuren en plaatsen; open liever Windows Terminal"
    return None


def draws() -> bool:
    """Whether a console of Windows follows the codes that put text in its place and colour; elsewhere always.

    Textual asks for that too, and does not look at the answer.
    """
    if sys.platform != "win32":
        return True
    import ctypes
    from ctypes import wintypes

    output, follows_codes = -11, 4
    kernel, mode = ctypes.windll.kernel32, wintypes.DWORD()
    handle = kernel.GetStdHandle(output)
    if not kernel.GetConsoleMode(handle, ctypes.byref(mode)):
        return True  # no console of Windows, but a terminal of its own
    return bool(kernel.SetConsoleMode(handle, mode.value | follows_codes))


def _is_terminal(stream: TextIO | None) -> bool:
    """Whether the stream is open and belongs to a terminal. Python has None for one that was closed before start."""
    return stream is not None and not stream.closed and stream.isatty()


def run(app: Shell) -> int:
    """Open a window until it is closed. Gives the exit code; raises what went wrong."""
    app.run()
    if app.failure:
        raise app.failure
    return app.return_code or Exit.OK


def tutor(name: str | None, *, new: bool) -> int:
    """The app of a learner; without a name he or she chooses."""
    need_screens()
    gc.disable()  # what is made while starting stays: looking through it again and again costs 10 ms
    from tutor.tui.app import TutorApp

    with open_workspace(at_once=True, window=True) as workspace:
        profile = wanted_profile(workspace, name, new=new) if new or name is not None else None
        return run(TutorApp(workspace, profile=profile))


def control(wanted: Wanted) -> int:
    """The trainer's window. Raises Refusal for a plan or an evening that is not there."""
    from tutor.cli.evening import find
    from tutor.tui.classroom.trainer import TrainerApp

    with open_workspace(on_disk=True, window=True) as workspace:
        plan = find(workspace.catalogue, wanted.plan) if wanted.plan is not None else None
        session = workspace.evening().evenings.named(wanted.mark).id if wanted.mark is not None else None
        app = TrainerApp(workspace, plan=plan, session=session, rehearsal=wanted.rehearsal, begins=wanted.begins)
        return run(app)


def beamer(mark: str | None) -> int:
    """The window for the beamer. `mark`: of an evening to put there. Raises Refusal for one that is not there."""
    from tutor.tui.classroom.app import BeamerApp

    with open_workspace(on_disk=True, window=True) as workspace:
        if mark is not None:
            evening = workspace.evening()
            evening.put_on_wall(evening.evenings.named(mark).id)
        return run(BeamerApp(workspace))


def preview(folder: Path) -> int:
    """The app of a guest on a pack that somebody is writing. Raises Refusal for a folder that is none."""
    need_screens("--inhoud MAP regel")
    from tutor.cli.preview import Desk
    from tutor.cli.root import now, working_in, workspace_on
    from tutor.store import Store
    from tutor.tui.app import PreviewApp, Written

    with working_in(str(folder)), Store.open(None, device="", clock=now) as store:
        desk = Desk.at(folder)
        content, problems = desk.read()
        module = next((one.head.id for one in content.modules if one.head.id in desk.modules), "")
        with closing(workspace_on(store, content)) as workspace:
            return run(PreviewApp(workspace, Written(desk.looks, desk.read, desk.edit), problems, module))
