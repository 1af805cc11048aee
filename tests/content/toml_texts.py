"""A Hypothesis strategy for TOML in all the ways in which it can be written."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

BARE = "abc019_-"
KEYS = st.text(BARE, min_size=1, max_size=3) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=3)
TRICKY = ['"""', "'''", "#", "a = 1", "[x]", "]]", '\\"', "\n[[y]]\nz = 3\n", "{", ",", "\\"]
STRINGS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x7f"), max_size=20)
SCALARS = (
    st.integers(-99, 99)
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.dates()
    | STRINGS
    | st.sampled_from(TRICKY)
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)
SPACE = st.sampled_from(["", "", " ", "\t"])
GAP = st.sampled_from(["", "", "\n", " # [[x]]\n", "\n\n# a = '\n"])


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A valid document."""
    return "\n".join(_table(draw, draw(st.dictionaries(KEYS, VALUES, max_size=5)), ()))


def _table(draw: st.DrawFn, data: dict[str, Any], path: tuple[str, ...]) -> list[str]:
    """The lines of a table: plain keys first, as TOML wants, then what has a header of its own."""
    plain: list[str] = []
    headed: list[str] = []
    for key, value in data.items():
        here = (*path, _key(draw, key))
        rows = isinstance(value, list) and value and all(isinstance(child, dict) for child in value)
        if rows and draw(st.booleans()):
            for child in value:
                headed += [f"[[{'.'.join(here)}]]{draw(GAP)}", *_table(draw, child, here)]
        elif isinstance(value, dict) and draw(st.booleans()):
            headed += [f"[{draw(SPACE)}{' . '.join(here)}]", *_table(draw, value, here)]
        elif isinstance(value, dict) and value and draw(st.booleans()):
            plain += [f"{here[-1]}.{_key(draw, name)} = {_value(draw, child)}" for name, child in value.items()]
        else:
            plain.append(f"{draw(SPACE)}{here[-1]} ={draw(SPACE)}{_value(draw, value)}{draw(GAP)}")
    return [*plain, *headed]


def _key(draw: st.DrawFn, key: str) -> str:
    bare = key and all(character in BARE for character in key)
    return key if bare and draw(st.booleans()) else json.dumps(key, ensure_ascii=False)


def _value(draw: st.DrawFn, value: Any) -> str:
    match value:
        case list():
            return f"[{''.join(f'{draw(GAP)}{_value(draw, child)}{draw(GAP)},' for child in value)}{draw(GAP)}]"
        case dict():
            return "{" + ", ".join(f"{_key(draw, key)} = {_value(draw, child)}" for key, child in value.items()) + "}"
        case str():
            return draw(st.sampled_from(_strings(value)))
        case bool():
            return str(value).lower()
    return str(value)


def _strings(text: str) -> list[str]:
    """This text as each kind of TOML string that can hold it."""
    ways = [json.dumps(text, ensure_ascii=False)]
    if all(character >= " " for character in text) and "'" not in text:
        ways.append(f"'{text}'")
    if all(character >= " " or character == "\n" for character in text):
        if "'''" not in text and not text.endswith("'"):
            ways.append(f"'''\n{text}'''")
        ways.append('"""\n' + text.replace("\\", "\\\\").replace('""', '"\\"') + '"""')
    return ways
