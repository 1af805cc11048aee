"""What must be looked at again soon: content whose date comes up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tutor.dates import full_date
from tutor.model import Catalogue

QUARTER = timedelta(days=91)
OLD_TEXT = timedelta(days=365)
"""A law text that was read longer ago than this is read again."""


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """Something to look at, and by when."""

    by: date
    what: str
    """Dutch: `feit onkosten-raadslid`."""


def due(catalogue: Catalogue, today: date) -> tuple[Due, ...]:
    """What comes up within a quarter of a year, or is late, earliest first."""
    return tuple(sorted(one for one in _all(catalogue) if one.by <= today + QUARTER))


def _all(catalogue: Catalogue) -> Iterator[Due]:
    for fact in catalogue.facts:
        yield Due(fact.review_by, f"feit {fact.id}: {fact.text}")
    for lesson in catalogue.lessons.values():
        yield Due(lesson.head.review_by, f"les {lesson.head.id}: {lesson.head.title}")
        for item in lesson.items:
            if item.review_by:
                yield Due(item.review_by, f"item {item.id}")
    for law in catalogue.laws:
        if law.text_date:
            yield Due(
                law.text_date + OLD_TEXT, f"wettekst {law.id}: gelezen in de tekst van {full_date(law.text_date)}"
            )
