"""The window of a learner at this terminal. Textual is loaded when it opens."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from tutor.cli.exits import Exit
from tutor.cli.root import open_desk
from tutor.cli.terminal import need_screens

if TYPE_CHECKING:
    from tutor.tui.shell import Shell


def run(app: Shell) -> int:
    """Open a window until it is closed. Gives the exit code; raises what went wrong."""
    app.run()
    if app.failure:
        raise app.failure
    return app.return_code or Exit.OK


def tutor(name: str | None) -> int:
    """The app of a learner; a name that is new becomes a profile."""
    need_screens()
    gc.disable()  # what is made while starting stays: looking through it again and again costs 10 ms
    from tutor.tui.app import TutorApp

    with open_desk(at_once=True) as desk:
        return run(TutorApp(desk, profile=desk.wanted(name) if name is not None else None))
