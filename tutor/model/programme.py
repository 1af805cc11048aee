"""Programmes: ordered routes through the content, which a griffier can write."""

from __future__ import annotations

from typing import Literal

from tutor.model.content import Content, Id


class Stop(Content, frozen=True, kw_only=True):
    """One thing to do: a lesson, one step of it, its quiz or its casus."""

    lesson: str
    minutes: int
    what: Literal["les", "stap", "quiz", "casus"] = "les"
    step: str | None = None
    """Anchor, for `what` is `stap`."""


class Section(Content, frozen=True, kw_only=True):
    """A week, or a situation such as "Je wilt een motie indienen"."""

    title: str
    stops: tuple[Stop, ...]

    @property
    def minutes(self) -> int:
        """Minutes for all stops together."""
        return sum(stop.minutes for stop in self.stops)


class Programme(Content, frozen=True, kw_only=True):
    """A programme: one file in `lessons/programmas/`."""

    id: Id
    title: str
    text: str
    audience: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def minutes(self) -> int:
        """Minutes for all sections together."""
        return sum(section.minutes for section in self.sections)
