"""The few things that Textual says to a terminal. Whatever else arrives there came from a text."""

from __future__ import annotations

import re
from collections import Counter

from tests.hostile.strings import steering

_MODES = "25|1000|1003|1004|1006|1015|1049|2004|2026|7"
OWN = {
    "colours and style": r"\x1b\[[0-9;]*m",
    "cursor to a place": r"\x1b\[\d+;\d+H",
    "mode on or off": rf"\x1b\[\?(?:{_MODES})[hl]",
    "asks about a mode": r"\x1b\[\?(?:2026|2048)\$p",
    "keyboard protocol": r"\x1b\[(?:>\d+|<)u",
    "shape of the pointer": r"\x1b\]22;(?:default|text|pointer)\x07",
    "end of a line": r"\r\n",
}
"""ECMA-48 and XTerm; the modes are cursor, mouse, focus, other screen, paste, frames and wrapping."""
_OWN = re.compile("|".join(f"(?P<g{number}>{pattern})" for number, pattern in enumerate(OWN.values())))


def read(raw: bytes) -> tuple[Counter[str], set[str], str]:
    """How often each of our own sequences was sent, what else could steer a terminal, and the text between them."""
    sent: Counter[str] = Counter()
    names = list(OWN)
    found = raw.decode("utf-8", "surrogateescape")

    def count(match: re.Match[str]) -> str:
        sent[names[int((match.lastgroup or "g0")[1:])]] += 1
        return "\n"

    text = _OWN.sub(count, found)
    return sent, {sign for part in set(text.split("\n")) for sign in steering(part)}, text
