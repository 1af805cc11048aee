"""Tools for tonight, in lines: what is not typed behind the name is asked, field after field."""

from __future__ import annotations

import re

from tutor.content.statute import cite_all
from tutor.learning.drawing import told
from tutor.line.console import Console
from tutor.model import Catalogue
from tutor.service import phrases
from tutor.tools.shelf import SORTS, TOOLS, of_sort
from tutor.tools.tool import Setting, Sort, Tool, ToolAnswer, ToolField

_GIVEN = re.compile(r"(?:^|\s)([a-z][a-z-]*)=")


def use(console: Console, catalogue: Catalogue, setting: Setting, words: str) -> None:
    """`gereedschap` lists the tools, `gereedschap bezwaar` asks its fields, `gereedschap bezwaar 3-11-2026` answers."""
    sort, _, rest = words.partition(" ")
    name, given = (sort, rest) if sort in TOOLS else rest.partition(" ")[::2]
    if tool := TOOLS.get(name):
        say_answer(console, catalogue, tool, tool.answer(_filled(console, setting, tool, given.strip()), setting))
        return
    known = {sort: SORTS[sort]} if sort in SORTS else SORTS
    if words and (rest or sort not in SORTS):
        console.say(f"“{name or sort}” is geen gereedschap. Kies uit:")
    for one, about in known.items():
        console.say(f"{one.capitalize()}. {about}")
        for each in of_sort(one):
            console.say(f"- gereedschap {each.id}: {each.title}", indent="  ")


def _filled(console: Console, setting: Setting, tool: Tool, typed: str) -> dict[str, str]:
    """What was typed behind the name, as `naam=waarde` or as the first field; without it, the answers to questions."""
    fields = tool.fields(setting)
    first, *pairs = _GIVEN.split(typed)
    given = dict(zip(pairs[::2], (value.strip() for value in pairs[1::2]), strict=True))
    if odd := given.keys() - {field.name for field in fields}:
        known = ", ".join(field.name for field in fields)
        console.say(f"“{min(odd)}” is hier geen veld. Er zijn: {known}.")
    if first.strip():
        given = {fields[0].name: first.strip(), **given}
    if not given:
        given = {field.name: said for field in fields if (said := _asked(console, field))}
    return tool.filled(setting, given)


def _asked(console: Console, field: ToolField) -> str:
    """An answer; empty for what stands there at first."""
    kept = f" (Enter = {field.value})" if field.value else ""
    match field.sort:
        case Sort.CHOICE:
            names = dict(field.options)
            options = ", ".join(f"{key} ({name})" for key, name in field.options)
            kept = f" (Enter = {names[field.value]})" if field.value in names else ""
            while (said := console.ask(f"{field.label} {options}{kept}:").casefold()) and said not in names:
                console.say(f"Kies uit: {', '.join(names)}.")
            return said
        case Sort.POINTS:
            console.say(f"{field.label} Elk punt op een regel; een lege regel als het af is.")
            points: list[str] = []
            while said := console.ask(f"{len(points) + 1}:"):
                points.append(said)
            return "\n".join(points)
    return console.ask(f"{field.label}{kept}:")


def say_answer(console: Console, catalogue: Catalogue, tool: Tool, answer: ToolAnswer) -> None:
    """The answer in sentences, with what it rests on and the lesson that teaches it."""
    if answer.trouble:
        console.say(answer.trouble)
        return
    if answer.drawing:
        for line in told(answer.drawing, said=answer.counts or None):
            console.say(line, indent="  ")
    for note in answer.notes:
        console.say(f"- {note}", indent="  ")
    if cited := cite_all(answer.sources, catalogue.register):
        console.say(f"Bron: {cited}.")
    if lesson := catalogue.lessons.get(tool.lesson):
        console.say(f"{phrases.TAUGHT_IN}: {lesson.head.title} (les {tool.lesson}).")
