"""The one door through which verbs speak: names, paths and errors of others are only text in a terminal."""

from __future__ import annotations

import json
import sys
from typing import TextIO

from tutor.content import characters


def say(text: object, out: TextIO | None = None) -> None:
    """Write a text and a line break, by default to standard output. Its lines stay; a character that could steer a
    terminal becomes visible.
    """
    lines = map(characters.visible, str(text).split("\n"))
    (out or sys.stdout).write("\n".join(lines) + "\n")


def say_json(value: object) -> None:
    """Write a JSON document to standard output."""
    sys.stdout.write(json_text(value))


def ask(question: str) -> str:
    """A line of the user; empty at the end of the input."""
    try:
        return input(characters.visible(question)).strip()
    except EOFError:
        say("")
        return ""


def at_terminal() -> bool:
    """Whether somebody is there to read a question and to answer it."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def agreed(question: str) -> bool:
    """Whether the user says yes."""
    return ask(f"{question} (ja of nee) ").casefold() in ("j", "ja")


def json_text(value: object) -> str:
    """A JSON document with a line break. Characters that could steer a terminal are written as `\\u009b`."""
    document = json.dumps(value, ensure_ascii=False, indent=2)
    for sign in {match[0] for match in characters.forbidden(document)}:
        document = document.replace(sign, json.dumps(sign)[1:-1])
    return f"{document}\n"
