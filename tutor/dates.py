"""Days and times as the Dutch write them, and what must not be parted at the end of a line."""

from __future__ import annotations

import re
from datetime import date, time
from textwrap import wrap
from typing import Any

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


_NAMES = r"€|§|\b(?:[Aa]rtikel(?:en)?|[Aa]rt\.|[Ll]id|[Ll]eden|nr\.|blz\.)"
_UNITS = (
    r"%|(?:procent|euro|cent|miljoen|miljard|uur|minuut|minuten|dag|dagen|week|weken|maand|maanden|jaar|keer|zetels?"
    rf"|stemmen|leden|raadsleden|inwoners|meter|kilometer|km|ha|m²|m2|{'|'.join(MONTHS)})\b"
)
_BELONGS = re.compile(rf"({_NAMES}) (?=[0-9A-Z])|(?<=\d) (?={_UNITS})")


def kept_together(text: str, width: int, gap: str = "\u00a0") -> str:
    """The text with a `gap` where a line of `width` may not end: `artikel 6`, `€ 9 miljoen`, `20.00 uur`, `1 mei`.

    What is wider than a line may be parted; each gap stands for one space.
    """
    if not any(sign in text for sign in "0123456789€§"):
        return text
    bound = _BELONGS.sub(rf"\1{gap}", text)
    runs = re.compile(rf"[^ \n]*{gap}[^ \n]*")
    return runs.sub(lambda run: run[0] if len(run[0]) <= width else run[0].replace(gap, " "), bound)


def wrapped_lines(text: str, width: int, **options: Any) -> list[str]:
    """`textwrap.wrap`, which keeps together what belongs together."""
    rows = wrap(kept_together(text, width - len(options.get("subsequent_indent", ""))), width, **options)
    return [row.replace("\u00a0", " ") for row in rows]
