"""Line mode at this terminal or pipe."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from typing import TextIO

from tutor.learning.profile import NotOneProfile, Profile
from tutor.line.console import Console
from tutor.line.menu import Menu
from tutor.service import phrases
from tutor.service.study import Study
from tutor.service.workspace import Workspace
from tutor.store import NameRefused
from tutor.system import Refusal

WIDTH = 78
"""Characters per line at the most: longer ones are hard to read."""
LOOK_ONLY = "Met lees, zoek, woord en voortgang kun je alles bekijken. Typ gast om zonder bewaren te oefenen."
ANEW = "Een nieuw profiel maak je met: nieuw NAAM."
AS_GUEST = "Je kijkt mee als gast. Er wordt niets bewaard."


def converse(
    workspace: Workspace, first: Callable[[], Profile], command: str, source: TextIO, sink: TextIO, *, named: bool
) -> None:
    """Run the command, or read commands from `source`, as the `first` profile. `named`: the user said which one."""
    current, greeting = _first_study(workspace, first, may_be_guest=source.isatty() and not named)

    def switch(name: str | None, new: bool) -> tuple[Study, str]:
        nonlocal current
        try:
            if name is None:
                current, greeting = workspace.guest(), AS_GUEST
            else:
                wanted = partial(workspace.wanted, name, new=new, otherwise=ANEW)
                current, greeting = _study_of(workspace, wanted)
        except (NameRefused, NotOneProfile) as refused:
            return current, str(refused)
        return current, greeting

    console = Console(source, sink, pauses=source.isatty(), width=width_of(sink))
    console.say(greeting)
    Menu(console, current, switch, workspace).run(command)


def _first_study(workspace: Workspace, first: Callable[[], Profile], *, may_be_guest: bool) -> tuple[Study, str]:
    """A person for whom no profile can be made is a guest; a program wants to know that it went wrong."""
    try:
        return _study_of(workspace, first)
    except Refusal as refusal:
        if not may_be_guest:
            raise
        return workspace.guest(), f"{refusal} {AS_GUEST}"


def _study_of(workspace: Workspace, wanted: Callable[[], Profile]) -> tuple[Study, str]:
    known = {profile.id for profile in workspace.profiles()}
    profile = wanted()
    made = "" if profile.id in known else " Dat profiel is nieuw."
    study = workspace.open(profile)
    trouble = workspace.trial()
    warning = f"\n{phrases.NOTHING_KEPT} {trouble} {LOOK_ONLY}" if trouble else ""
    return study, f"Je leert als {profile.label}.{made}{warning}"


def width_of(sink: TextIO) -> int:
    """A pipe gets whole sentences, so that other programs can search in them."""
    return min(WIDTH, shutil.get_terminal_size().columns - 1) if sink.isatty() else 0
