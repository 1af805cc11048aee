"""What every tool has: fields to fill in, and what it makes of them. Each face shows that in its own way.

What somebody wrote with one has parts that any program for texts has: headings, paragraphs and lists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct

from tutor.dates import wrapped_lines
from tutor.model import Municipality
from tutor.model.drawing import Drawing
from tutor.tools.meeting import Count

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


class Sort(StrEnum):
    """What goes into a field."""

    NUMBER = "getal"
    DAY = "dag"
    LINE = "regel"
    POINTS = "punten"
    """Some lines, each a point of its own."""
    CHOICE = "keuze"


class ToolField(Struct, frozen=True, kw_only=True):
    """Something to fill in."""

    name: str
    """Key of `--json`, and what is typed before `=` in line mode."""
    label: str
    sort: Sort
    value: str = ""
    """What stands there at first."""
    options: tuple[tuple[str, str], ...] = ()
    """Of a choice: what is kept, and what it is called."""


class Setting(Struct, frozen=True):
    """Where and when a tool is used."""

    today: date
    host: Municipality | None = None
    """The municipality of whoever uses it; without it, Waterveen."""


class ToolAnswer(Struct, frozen=True, kw_only=True):
    """What a tool makes of the fields."""

    trouble: str = ""
    """Dutch: why it cannot make anything of them; then the rest is empty."""
    waiting: bool = False
    """Whether that is only because something is not filled in yet."""
    drawing: Drawing | None = None
    paper: WrittenPaper | None = None
    counts: tuple[Count, ...] = ()
    """What the law or the lesson asks, and whether it is so."""
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """References to the articles that it rests on."""
    facts: Mapping[str, object] = {}
    """The same for other programs."""


Fields = Mapping[str, str]
"""What was filled in, by the name of the field."""


class Tool(Struct, frozen=True, kw_only=True):
    """A tool: its answer is a pure function of what was filled in, and of where and when."""

    id: str
    sort: str
    """What it belongs to: the word after `gereedschap`."""
    title: str
    lesson: str
    """Id of the lesson that teaches it."""
    bare: tuple[str, ...]
    """Fields that can be typed behind its name without their own, in this order; the last one takes what is left."""
    fields: Callable[[Setting], tuple[ToolField, ...]]
    answer: Callable[[Fields, Setting], ToolAnswer]

    def filled(self, setting: Setting, given: Fields) -> dict[str, str]:
        """All fields: as given, or else what stands there at first."""
        return {field.name: given.get(field.name, field.value) for field in self.fields(setting)}
