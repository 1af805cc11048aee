"""Days and times as the Dutch write them."""

from __future__ import annotations

import re
from datetime import date, time

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

YEARS = range(1970, 3000)
"""When something can have been learned; far from where adding days to a date goes wrong."""


def day_and_month(day: date) -> str:
    """A day of the year, such as `3 november`."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def full_date(day: date) -> str:
    """A whole date, such as `3 november 2026`."""
    return f"{day_and_month(day)} {day.year}"


def clock_time(text: str) -> time | None:
    """A time of the day as people type it, such as `19.30` or `19:30`; None when it is no such thing."""
    found = re.fullmatch(r"([0-9]{1,2})[.:]([0-9]{2})", text.strip())
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))


def duration(minutes: int) -> str:
    """`50 minuten`, `1 uur`, `2 uur en 5 minuten`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} {'minuut' if rest == 1 else 'minuten'}"
    return f"{hours} uur" + (f" en {duration(rest)}" if rest else "")
