"""Characters that have no place in content: they can steer a terminal or make text lie.

Refused are C0 (but tab and newline), DEL, C1, bidi controls, line and paragraph separators, zero-width and other
invisible characters, the soft hyphen, tags, surrogates and noncharacters, and heaps of combining marks. The
zero-width joiner (U+200D) is allowed: emoji need it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_RANGES = (
    (0x00, 0x08),
    (0x0B, 0x1F),
    (0x7F, 0x9F),
    (0xAD, 0xAD),
    (0x061C, 0x061C),
    (0x200B, 0x200C),
    (0x200E, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB),
    (0xFFFE, 0xFFFF),
    (0xD800, 0xDFFF),
    (0xE0000, 0xE007F),
)
_CLASS = "".join(f"{chr(low)}-{chr(high)}" for low, high in _RANGES)
_MARKS = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(f"[{_CLASS}]")


@cache
def _odd() -> re.Pattern[str]:
    return re.compile(f"[{_CLASS}{_MARKS[1:]}")


@cache
def _heap() -> re.Pattern[str]:
    return re.compile(f"(?<={_MARKS}{{4}}){_MARKS}")


def forbidden(text: str) -> Iterator[re.Match[str]]:
    """Every forbidden character in this text: first those nobody sees, then combining marks beyond the fourth."""
    if _odd().search(text):
        yield from _unseen().finditer(text)
        yield from _heap().finditer(text)


def name(character: str) -> str:
    """How people look a character up: `U+202E`."""
    return f"U+{ord(character):04X}"


def visible(text: str) -> str:
    """The text on one line, with a visible replacement for what a terminal must not receive."""
    if text.isprintable():  # nothing that is refused is printable, but for heaps of marks
        return text if text.isascii() else _heap().sub("", text)
    return _heap().sub("", _unseen().sub("\ufffd", text.replace("\n", " ").replace("\t", " ")))


def json_text(value: object) -> str:
    """A JSON document with a line break. Characters that could steer a terminal are written as `\\u009b`."""
    import json  # most verbs need none

    document = json.dumps(value, ensure_ascii=False, indent=2)
    for sign in {match[0] for match in forbidden(document)}:
        document = document.replace(sign, json.dumps(sign)[1:-1])
    return f"{document}\n"
