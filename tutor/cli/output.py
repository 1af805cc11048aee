"""The one door through which verbs write: names, paths and errors of others are only text in a terminal."""

from __future__ import annotations

import json
from typing import TextIO

from tutor.content import characters


def say(text: object, out: TextIO) -> None:
    """Write a text and a line break. Its lines stay; a character that could steer a terminal becomes visible."""
    out.write("\n".join(map(characters.visible, str(text).split("\n"))) + "\n")


def json_text(value: object) -> str:
    """A JSON document with a line break. Characters that could steer a terminal are written as `\\u009b`."""
    document = json.dumps(value, ensure_ascii=False, indent=2)
    for sign in {match[0] for match in characters.forbidden(document)}:
        document = document.replace(sign, json.dumps(sign)[1:-1])
    return f"{document}\n"
