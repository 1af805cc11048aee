"""What every tool has: fields to fill in, and what it makes of them. Each face shows that in its own way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct

from tutor.model import Municipality
from tutor.model.drawing import Drawing
from tutor.tools.meeting import Count
from tutor.tools.paper import WrittenPaper


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
