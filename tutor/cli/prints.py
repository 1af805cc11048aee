"""The verb `klas druk`: what a trainer prints."""

from __future__ import annotations

import re
from datetime import datetime, time
from pathlib import Path
from typing import TextIO

from tutor.cli.classroom import find
from tutor.cli.content import catalogue
from tutor.cli.exits import Exit, Refusal
from tutor.cli.files import write_file
from tutor.cli.output import say
from tutor.cli.root import now
from tutor.documents import prints
from tutor.learning.memory import AMSTERDAM
from tutor.model import Catalogue, Item, Lesson, MoralTalk


def make(kind: str, name: str | None, start: str, target: Path, out: TextIO) -> None:
    """Write something to print. `name` is the id of a lesson or plan, where the kind needs one. Raises Refusal."""
    content = catalogue()
    match kind:
        case "letters":
            page = prints.letter_cards()
        case "dilemmas":
            page = prints.dilemma_cards(_dilemmas(content, name))
        case "rollen":
            page = prints.role_cards(find(content, _needed(name)))
        case "draaiboek":
            page = prints.running_order(find(content, _needed(name)), content, _moment(start))
        case "samenvatting":
            page = prints.summary(_lesson(content, _needed(name)))
        case _:
            page = prints.quiz(_lesson(content, _needed(name)), key=kind == "antwoorden")
    write_file(target, page)
    say(f"Klaar om te printen: {target}. Open het in een browser.", out)


def _needed(name: str | None) -> str:
    if name is None:
        raise Refusal("Noem ook het id van de les of het plan.", Exit.MISUSE)
    return name


def _lesson(content: Catalogue, name: str) -> Lesson:
    if name not in content.lessons:
        raise Refusal(f"De les {name!r} is er niet; kies uit {', '.join(content.lessons)}.", Exit.MISUSE)
    return content.lessons[name]


def _dilemmas(content: Catalogue, name: str | None) -> list[Item]:
    """All dilemmas, or those of a plan."""
    if name is None:
        return list(content.items.values())
    talks = [activity.item for activity in find(content, name).activities if isinstance(activity, MoralTalk)]
    return [content.items[item] for item in talks]


def _moment(start: str) -> datetime:
    match = re.fullmatch(r"(\d{1,2})[.:](\d{2})", start)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise Refusal(f"Schrijf de begintijd als 19.30, niet als {start!r}.", Exit.MISUSE)
    today = now().astimezone(AMSTERDAM).date()
    return datetime.combine(today, time(int(match[1]), int(match[2])))
