"""What the papers of this project promise, sentence by sentence, for `tests/test_promises.py`."""

import re
import zlib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAPERS = ("README.md", "PRIVACY.md", "BEVEILIGING.md", "TOEGANKELIJKHEID.md")
ENDS = re.compile(r"(?<=[.!?])[*)’”]*\s+(?=[A-Z`*‘\[])")
"""Where a sentence ends and another begins, in one line of text."""


def sentences(text: str) -> list[str]:
    """All sentences, list entries and table rows of a page in Markdown, a line each; no headings or examples."""
    text = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"^(#.*|!\[.*|\|[-| :]+)$", "", text, flags=re.MULTILINE)
    text = re.sub(r"^(?=\s*(?:[-*|]|\d+\.) ?)", "\n", text, flags=re.MULTILINE)
    blocks = (" ".join(block.split()) for block in re.split(r"\n\s*\n", text))
    found = [part for block in blocks if block for part in ([block] if block.startswith("|") else ENDS.split(block))]
    return [sentence for sentence in found if len(sentence) > 3]


def mark(sentence: str) -> str:
    """What the register calls a sentence: how it begins, and four digits that change with any letter."""
    return f"{sentence[:48].rstrip()} #{zlib.crc32(sentence.encode()) & 0xFFFF:04x}"
