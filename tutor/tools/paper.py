"""What somebody wrote with a tool, as parts that any program for texts has: headings, paragraphs and lists."""

from __future__ import annotations

import re
from enum import StrEnum

from msgspec import Struct

from tutor.dates import wrapped_lines

BLANK = "…"
"""Stands where nothing was filled in."""
_MARK = re.compile(r"^\s*(?:[-–—•*]|\d{1,2}[.)])\s+")
_WIDTH = 78


class PaperPart(StrEnum):
    """How a part of a paper is set."""

    HEADING = "kop"
    TEXT = "tekst"
    POINTS = "punten"
    NUMBERED = "nummers"


class PaperPiece(Struct, frozen=True):
    """A part of a paper; a heading or a paragraph is one line."""

    part: PaperPart
    lines: tuple[str, ...]


class WrittenPaper(Struct, frozen=True):
    """A paper as it can be handed in."""

    title: str
    pieces: tuple[PaperPiece, ...]


def points_of(text: str) -> tuple[str, ...]:
    """The points that somebody typed on lines: without their own dash or number, and without what ends a point."""
    return tuple(point for line in text.splitlines() if (point := " ".join(_MARK.sub("", line).split()).rstrip(" ;,")))


def as_text(paper: WrittenPaper) -> str:
    """The paper as plain text, for a mail."""
    blocks = ["\n".join(wrapped_lines(paper.title, _WIDTH))]
    for piece in paper.pieces:
        rows = []
        for number, line in enumerate(piece.lines, 1):
            mark = {PaperPart.POINTS: "- ", PaperPart.NUMBERED: f"{number}. "}.get(piece.part, "")
            rows += wrapped_lines(
                line, _WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark), break_on_hyphens=False
            )
        blocks.append("\n".join(rows))
    return "\n\n".join(blocks) + "\n"
