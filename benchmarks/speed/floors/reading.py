"""Read a content folder, TOML with tomli and Markdown with markdown-it: `python reading.py FOLDER`.

One process, one pass, nothing kept. The Markdown parser has the settings of the program.
"""

from __future__ import annotations

import sys
from pathlib import Path

import tomli
from markdown_it import MarkdownIt

PARSER = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})

for path in sorted(Path(sys.argv[1]).rglob("*.toml")):
    data = tomli.loads(path.read_text("utf-8"))
    for node in data.get("knoop", ()):
        PARSER.parse(node["tekst"])
for path in sorted(Path(sys.argv[1]).rglob("*.md")):
    _, front, body = path.read_text("utf-8").split("+++\n", 2)
    tomli.loads(front)
    PARSER.parse(body)
