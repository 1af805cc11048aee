"""Who is learning, in line mode: who there are, who is one person, who goes, and what comes from a stick."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tutor.line.console import Console

if TYPE_CHECKING:
    from tutor.service.workspace import Workspace

NOTHING = "Er is niets veranderd."


def show(console: Console, workspace: Workspace) -> None:
    """Everybody, and how to go on as one of them."""
    for profile in workspace.profiles():
        console.say(profile.told)
    console.say("Typ een naam achter profiel, bijvoorbeeld: profiel Samira.")


def join(console: Console, workspace: Workspace, typed: str) -> None:
    """`Samira met Samira laptop`: two profiles of one person."""
    names = _two(typed, "met")
    if names is None:
        console.say("Typ twee namen, bijvoorbeeld: samen Samira met Samira laptop.")
        return
    first, other = map(workspace.find, names)
    console.say(f"{first.told}\n{other.told}")
    if _agreed(console, f"Zijn dit profielen van dezelfde persoon? Samen heten ze {first.name}."):
        console.say(f"Opgeslagen. Dit is nu één profiel: {workspace.join(first, other).told}.")


def part(console: Console, workspace: Workspace, name: str) -> None:
    """Joined profiles by themselves again."""
    apart = workspace.part(workspace.find(name))
    console.say(f"Opgeslagen. Dit zijn weer losse profielen: {'; '.join(one.told for one in apart)}.")


def rename(console: Console, workspace: Workspace, typed: str) -> None:
    """`Samira als Sam`: another name."""
    names = _two(typed, "als")
    if names is None:
        console.say("Typ twee namen, bijvoorbeeld: hernoem Samira als Sam.")
        return
    profile = workspace.find(names[0])
    console.say(f"{profile.label} heet nu: {workspace.rename(profile, names[1]).name}")


def erase(console: Console, workspace: Workspace, name: str) -> None:
    """All of a profile on this computer, after the name was typed once more."""
    profile = workspace.find(name)
    console.say(f"Alles van {profile.told} gaat weg van deze computer, meteen en voorgoed.")
    if console.ask(f"Typ {profile.label} om te wissen; met alleen Enter blijft alles:") != profile.label:
        console.say(NOTHING)
        return
    for line in workspace.erase(profile):
        console.say(line)


def bring(console: Console, workspace: Workspace, path: str) -> None:
    """Progress from a stick: told first, then asked."""
    from tutor.service.bringing import asks  # what reads parcels need not be there at a start

    bringing = workspace.bring(path)
    for line in bringing.lines:
        console.say(line)
    if bringing.arrival.asks and _agreed(console, "Ook overnemen wat wegblijft? Doe dat alleen als jij het zelf deed."):
        bringing = workspace.bring(path, everything=True)
        for line in bringing.lines:
            console.say(line)
    if not bringing.arrival.events:
        console.say(NOTHING)
    elif _agreed(console, "Overnemen?"):
        console.say(f"Opgeslagen: {bringing.take_in()} gebeurtenissen overgenomen.")
    for request in bringing.asked:
        console.say(asks(request))
        label = request.profile.label
        if console.ask(f"Typ {label} om te wissen; met alleen Enter blijft alles:") == label:
            for line in workspace.forget(request):
                console.say(line)


def _two(typed: str, word: str) -> list[str] | None:
    """What stands on either side of a word."""
    names = [name.strip() for name in re.split(rf"\s{word}\s", typed, maxsplit=1, flags=re.IGNORECASE)]
    return names if len(names) == 2 and all(names) else None


def _agreed(console: Console, question: str) -> bool:
    if console.ask(f"{question} (ja of nee)").casefold() in ("j", "ja"):
        return True
    console.say(NOTHING)
    return False
