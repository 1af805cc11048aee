"""Every key and value of a TOML document is found on the line where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import tomli
from hypothesis import given

from tests.content.pack import FILES, GOOD
from tests.content.toml_texts import documents
from tutor.content.toml import KeyPath, index


def paths(data: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    yield path
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, child in pairs:
        yield from paths(child, (*path, key))


@given(documents())
def test_exactly_the_keys_that_a_parser_sees_are_found(text: str) -> None:
    assert set(index(text)) == set(paths(tomli.loads(text)))


@given(documents())
def test_the_line_of_a_key_is_the_one_after_which_a_parser_knows_it(text: str) -> None:
    lines = text.split("\n")
    found = index(text)
    for length in range(len(lines)):
        try:
            known = set(paths(tomli.loads("\n".join(lines[:length]))))
        except tomli.TOMLDecodeError:
            continue
        assert known == {path for path, line in found.items() if line <= length or path == ()}


@pytest.mark.parametrize("file", [file for file in FILES if file.endswith(".toml")])
def test_the_line_of_a_key_in_a_content_file_names_it(file: str) -> None:
    text = (GOOD / file).read_text("utf-8")
    lines = text.split("\n")
    for path, line in index(text).items():
        names = [part for part in path if isinstance(part, str)]
        if names:
            assert names[-1] in lines[line - 1]


HARD = """\
# [[no]] = "x"
a = 1 # b = 2
"quoted \\u0041.key" = 'c = "3"'
d.e . f = [ # first
  "x",
  { g = 1, h = [2, 3] },

  '''
not = "a key"
''', 4,
]
[[t]]
x = 1979-05-27 07:32:00
y = \"\"\"
[[t]]
\\"\"\" still\"\"\"\"
[[t]]
[t.sub]
z = -1.5e3
[[t.list]]
[[t.list]]
w = true
[u.v]
"""


def test_lines_by_hand() -> None:
    assert dict(index(HARD)) == {
        (): 1,
        ("a",): 2,
        ("quoted A.key",): 3,
        ("d",): 4,
        ("d", "e"): 4,
        ("d", "e", "f"): 4,
        ("d", "e", "f", 0): 5,
        ("d", "e", "f", 1): 6,
        ("d", "e", "f", 1, "g"): 6,
        ("d", "e", "f", 1, "h"): 6,
        ("d", "e", "f", 1, "h", 0): 6,
        ("d", "e", "f", 1, "h", 1): 6,
        ("d", "e", "f", 2): 8,
        ("d", "e", "f", 3): 10,
        ("t",): 12,
        ("t", 0): 12,
        ("t", 0, "x"): 13,
        ("t", 0, "y"): 14,
        ("t", 1): 17,
        ("t", 1, "sub"): 18,
        ("t", 1, "sub", "z"): 19,
        ("t", 1, "list"): 20,
        ("t", 1, "list", 0): 20,
        ("t", 1, "list", 1): 21,
        ("t", 1, "list", 1, "w"): 22,
        ("u",): 23,
        ("u", "v"): 23,
    }
    assert set(index(HARD)) == set(paths(tomli.loads(HARD)))
