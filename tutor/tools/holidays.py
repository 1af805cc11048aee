"""Days on which a term of a law does not end: Algemene termijnenwet, articles 1 to 4 (text of 10 October 2010).

By article 3 lid 3 the Crown can make other days equal to holidays. Those stand in the Staatscourant and are not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

YEARS = range(2014, 2100)
"""For which days of the calendar are known here: since 2014 the birthday of the King is kept on 27 April."""
LONGEST = 90
"""Days: the law does not apply to terms of more, nor of more than twelve weeks (article 4 a)."""
_DAY = timedelta(days=1)


def easter(year: int) -> date:
    """Easter Sunday, by the rule that Meeus printed for all years of the Gregorian calendar."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leaps, years = divmod(century, 4)
    moved = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moved + 15) % 30
    fours, ones = divmod(rest, 4)
    weekday = (32 + 2 * years + 2 * fours - epact - ones) % 7
    month, day = divmod(epact + weekday - 7 * ((golden + 11 * epact + 22 * weekday) // 451) + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> Mapping[date, str]:
    """The days of article 3 lid 1 and 2, by what they are called."""
    first, king = easter(year), date(year, 4, 27)
    return {
        date(year, 1, 1): "Nieuwjaarsdag",
        first - 2 * _DAY: "Goede Vrijdag",
        first + _DAY: "tweede paasdag",
        king - _DAY if king.weekday() == 6 else king: "Koningsdag",
        date(year, 5, 5): "Bevrijdingsdag",
        first + 39 * _DAY: "Hemelvaartsdag",
        first + 50 * _DAY: "tweede pinksterdag",
        date(year, 12, 25): "eerste kerstdag",
        date(year, 12, 26): "tweede kerstdag",
    }


def free(day: date) -> str:
    """What kind of day it is on which no term ends; empty for a working day."""
    return holidays(day.year).get(day) or {5: "een zaterdag", 6: "een zondag"}.get(day.weekday(), "")


def last_day(before: date, days: int) -> date:
    """The last day of a term in a law that begins the day after `before`: extended over free days (article 1 lid 1).

    A term of at least three days gets at least two working days (article 2).
    """
    last = before + days * _DAY
    if days > LONGEST:
        return last
    working = sum(not free(before + number * _DAY) for number in range(1, days + 1))
    while free(last) or (days >= 3 and working < 2):
        last += _DAY
        working += not free(last)
    return last


def working_day(before: date, days: int) -> date:
    """The day that is so many working days later."""
    while days:
        before += _DAY
        days -= not free(before)
    return before
