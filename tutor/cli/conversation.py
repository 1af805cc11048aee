"""Line mode at this terminal or pipe."""

from __future__ import annotations

import shutil
from typing import TextIO

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
AS_GUEST = "Je kijkt mee als gast. Er wordt niets bewaard."


def converse(workspace: Workspace, name: str | None, command: str, source: TextIO, sink: TextIO) -> None:
    """Run the command, or read commands from `source`, as the profile with this name or else the one used last."""
    current, greeting = _first_study(workspace, name, is_person=source.isatty())

    def switch(name: str | None) -> tuple[Study, str]:
        nonlocal current
        try:
            current, greeting = (workspace.guest(), AS_GUEST) if name is None else _study_of(workspace, name)
        except NameRefused as refused:
            return current, str(refused)
        return current, greeting

    console = Console(source, sink, pauses=source.isatty(), width=width_of(sink))
    console.say(greeting)
    Menu(console, current, switch, workspace.backup_news).run(command)


def _first_study(workspace: Workspace, name: str | None, *, is_person: bool) -> tuple[Study, str]:
    """A person for whom no profile can be made is a guest; a program wants to know that it went wrong."""
    try:
        return _study_of(workspace, name)
    except Refusal as refusal:
        if name is not None or not is_person:
            raise
        return workspace.guest(), f"{refusal} {AS_GUEST}"


def _study_of(workspace: Workspace, name: str | None) -> tuple[Study, str]:
    known = {profile.id for profile in workspace.profiles()}
    profile = workspace.wanted(name)
    made = "" if profile.id in known else " Dat profiel is nieuw."
    study = workspace.open(profile)
    trouble = workspace.trial()
    warning = f"\n{phrases.NOTHING_KEPT} {trouble} {LOOK_ONLY}" if trouble else ""
    return study, f"Je leert als {profile.name}.{made}{warning}"


def width_of(sink: TextIO) -> int:
    """A pipe gets whole sentences, so that other programs can search in them."""
    return min(WIDTH, shutil.get_terminal_size().columns - 1) if sink.isatty() else 0
