"""Tools for tonight, in lines: what is not typed behind the name is asked, field after field."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from tutor.content.statute import cite_all
from tutor.documents.form import Form
from tutor.documents.paper import ENDS, WRONG_END, encoded, paper_form
from tutor.learning.drawing import told
from tutor.line.console import Back, Console, Stopped
from tutor.model import Catalogue
from tutor.service import phrases
from tutor.system import Refusal
from tutor.tools.shelf import SORTS, TOOLS, of_sort
from tutor.tools.tool import Setting, Sort, Tool, ToolAnswer, ToolField, WrittenPaper, as_text
from tutor.tools.writing import WRITING

_GIVEN = re.compile(r"(?:^|\s)([a-z][a-z-]*)=")


Keep = Callable[[str, bytes, Form, bool], Path]
"""Writes a file where somebody types it; the last word says whether one that is there may go. Raises Refusal."""


def use(console: Console, catalogue: Catalogue, setting: Setting, words: str, keep: Keep | None = None) -> None:
    """`gereedschap` lists the tools, `gereedschap bezwaar` asks its fields, `gereedschap bezwaar 3-11-2026` answers."""
    sort, _, rest = words.partition(" ")
    name, given = (sort, rest) if sort in TOOLS else rest.partition(" ")[::2]
    if tool := TOOLS.get(name):
        answer = tool.answer(fill_in(console, setting, tool, given.strip()), setting)
        say_answer(console, catalogue, tool, answer)
        if answer.paper and keep:
            _keep(console, answer.paper, keep)
        return
    known = {sort: SORTS[sort]} if sort in SORTS else SORTS
    if words and (rest or sort not in SORTS):
        console.say(f"“{name or sort}” is geen gereedschap. Kies uit:")
    for one, about in known.items():
        console.say(f"{one.capitalize()}. {about}")
        for each in of_sort(one):
            console.say(f"- gereedschap {each.id}: {each.title}", indent="  ")


def fill_in(console: Console, setting: Setting, tool: Tool, typed: str) -> dict[str, str]:
    """What was typed behind the name, as `naam=waarde` or without a name; else, and of a paper the rest, what is asked.

    Raises Back or Stopped for who leaves.
    """
    fields = tool.fields(setting)
    first, *pairs = _GIVEN.split(typed)
    given = dict(zip(pairs[::2], (value.strip() for value in pairs[1::2]), strict=True))
    if odd := given.keys() - {field.name for field in fields}:
        known = ", ".join(field.name for field in fields)
        console.say(f"“{min(odd)}” is hier geen veld. Er zijn: {known}.")
    bare = first.split(None, max(0, len(tool.bare) - 1))
    given |= dict(zip(tool.bare, (word.strip() for word in bare), strict=False))
    if not given or tool.sort == WRITING:
        console.say(f"{tool.title}. Met menu ga je terug.")
        given |= {field.name: said for field in fields if field.name not in given and (said := _asked(console, field))}
    return tool.filled(setting, given)


def _line(console: Console, prompt: str) -> str:
    """A line. Raises Back or Stopped for who wants to leave."""
    match (said := console.ask(prompt)).casefold():
        case "menu":
            raise Back
        case "stop":
            raise Stopped
    return said


def _asked(console: Console, field: ToolField) -> str:
    """An answer; empty for what stands there at first."""
    kept = f" (Enter = {field.value})" if field.value else ""
    match field.sort:
        case Sort.CHOICE:
            names = dict(field.options)
            options = ", ".join(f"{key} ({name})" for key, name in field.options)
            kept = f" (Enter = {names[field.value]})" if field.value in names else ""
            while (said := _line(console, f"{field.label} {options}{kept}:").casefold()) and said not in names:
                console.say(f"Kies uit: {', '.join(names)}.")
            return said
        case Sort.POINTS:
            console.say(f"{field.label} Elk punt op een regel; een lege regel als het af is.")
            points: list[str] = []
            while said := _line(console, f"{len(points) + 1}:"):
                points.append(said)
            return "\n".join(points)
    end = "" if field.label.endswith("?") and not kept else ":"
    return _line(console, f"{field.label.rstrip(':')}{kept}{end}")


def _keep(console: Console, paper: WrittenPaper, keep: Keep) -> None:
    """Ask for a file, until it is written or the learner does not want one."""
    from tutor.service.files import AlreadyThere  # knows what a disk can do wrong, and with it the store

    prompt = f"Bewaren in een bestand ({', '.join(ENDS)}); Enter = niet bewaren:"
    while typed := _line(console, prompt):
        form = paper_form(typed)
        if form is None:
            console.say(WRONG_END)
            continue
        for agreed in (False, True):
            try:
                console.say(f"Het stuk staat in {keep(typed, encoded(paper, form), form, agreed)}.")
                return
            except AlreadyThere:
                if console.ask(f"{typed} is er al. Vervangen? (ja of nee)").casefold() not in ("j", "ja"):
                    break
            except Refusal as refusal:
                console.say(str(refusal))
                break


def say_answer(console: Console, catalogue: Catalogue, tool: Tool, answer: ToolAnswer) -> None:
    """The answer in sentences, with what it rests on and the lesson that teaches it."""
    if answer.trouble:
        console.say(answer.trouble)
        return
    if answer.drawing:
        for line in told(answer.drawing, said=answer.counts or None):
            console.say(line, indent="  ")
    if answer.paper:
        console.say(as_text(answer.paper))
        for count in answer.counts:
            console.say(f"{'Goed' if count.met else 'Nog niet'}: {count.sentence}", indent="  ")
    for note in answer.notes:
        console.say(f"- {note}", indent="  ")
    if cited := cite_all(answer.sources, catalogue.register):
        console.say(f"Bron: {cited}.")
    if lesson := catalogue.lessons.get(tool.lesson):
        console.say(f"{phrases.TAUGHT_IN}: {lesson.head.title} (les {tool.lesson}).")
