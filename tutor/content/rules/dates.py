"""Dates: content grows old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tutor.content.codes import error, warning
from tutor.content.review import Review
from tutor.content.source import Placed
from tutor.model import Fact, Item, LessonHead, Problem

MAX_AGE = 18
"""Months that a peildatum stays good."""

EXPIRED = error("verlopen-peildatum", "Een peildatum is hooguit 18 maanden oud en ligt niet in de toekomst.")
REVIEW_DUE = warning("herziening-nodig", "Wat herzien moest worden, is herzien.")


def expired(review: Review) -> Iterator[Problem]:
    """Lessons and facts that nobody looked at for too long."""
    values: tuple[Placed[Fact | LessonHead], ...] = (*review.pack.registers.facts, *review.heads)
    for value in values:
        day = value.value.peildatum
        if months_later(day, MAX_AGE) < review.today:
            message = f"De peildatum {day} is meer dan {MAX_AGE} maanden geleden."
            yield EXPIRED(value.at("peildatum"), message, "Lees de bronnen opnieuw en zet de datum van vandaag.")
        elif day > review.today:
            yield EXPIRED(value.at("peildatum"), f"De peildatum {day} ligt in de toekomst.", "Herstel de datum.")


def review_due(review: Review) -> Iterator[Problem]:
    """What its author wanted to look at again before today."""
    values: tuple[Placed[Fact | LessonHead | Item], ...] = (
        *review.pack.registers.facts,
        *review.heads,
        *review.items,
    )
    for value in values:
        day = value.value.review_by
        if day is not None and day <= review.today:
            message = f"Dit moest voor {day} worden herzien."
            yield REVIEW_DUE(value.at("review_by"), message, "Lees de bronnen opnieuw en kies een nieuwe datum.")


def months_later(day: date, months: int) -> date:
    """The same day of the month, or the last one, this many months later."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for length in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, length)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
