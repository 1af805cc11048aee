"""Terms of a raad: a day in, the days that follow from it out, each with its article.

A term does not end on some days: Algemene termijnenwet, articles 1 to 4 (text of 10 October 2010). By article 3 lid 3
the Crown can make other days equal to holidays. Those stand in the Staatscourant and are not here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import cache, partial

from msgspec import Struct

from tutor.dates import MONTHS, WEEKDAYS, day_and_month, full_date
from tutor.model.drawing import Timeline, TimePoint
from tutor.tools.tool import Fields, Setting, Sort, Tool, ToolAnswer, ToolField

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


TERMS = "termijn"
USUAL = "30 dagen"
"""Answers to written questions, when no rule of a municipality is known."""
WEEK = timedelta(weeks=1)
_CROWN = (
    "De feestdagen komen uit artikel 3 Algemene termijnenwet (tekst van 10 oktober 2010). Bij besluit kunnen er dagen "
    "bij komen; die staan in de Staatscourant, en niet hier."
)
_FIXED = "Een vaste datum in de wet laat ik staan, ook in een weekend: houd de vroegste dag aan."
_SENT = (
    "Zonder algemeen bestuur tellen de weken tot de dag van het besluit. De begroting gaat binnen twee weken na het "
    "vaststellen naar GS (of naar de minister, als een provincie meedoet)."
)
_BACK = "Terugtellen schuift niet op voor een weekend of feestdag (artikel 1, lid 2, Algemene termijnenwet)."


class DueDay(Struct, frozen=True, kw_only=True):
    """A day that follows, and why."""

    day: date
    text: str
    after: str = ""
    """What holds from then on."""
    source: str = ""


class Reckoned(Struct, frozen=True):
    """The days of a term, and what there is to say of them."""

    moments: list[DueDay]
    notes: list[str]

    def add(self, day: date, text: str, source: str = "", after: str = "") -> None:
        """One more day."""
        self.moments.append(DueDay(day=day, text=text, source=source, after=after))

    def last(self, start: date, days: int, text: str, source: str, late: str = "") -> date:
        """The last day of a term of a law, with a word on what the Algemene termijnenwet does to it.

        `late`: what holds after that day, and not yet on it.
        """
        end, plain = last_day(start, days), start + days * _DAY
        self.add(end, text, source, _from(end, late))
        if end != plain:
            kind = free(plain)
            why = f"{full_date(plain)} is {kind}. De termijn loopt daarom door tot en met {full_date(end)}"
            self.notes.append(f"{why} (artikel 1 Algemene termijnenwet).")
        self.notes.append(_CROWN)
        return end


def _from(end: date, late: str) -> str:
    """What a drawing says from the last day on, so that it is also true on that day itself."""
    return f"Na {day_and_month(end)} {late}" if late else ""


def read_day(text: str, today: date) -> date | None:
    """The day that somebody means: `3-11-2026`, `3-11` of this year, `3 november 2026`, `2026-11-03`; or None."""
    words = text.strip().casefold()
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words):
        year, month, day = map(int, match.groups())
    elif match := re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2}|[a-z]+)(?:[-/. ](\d{4}))?", words):
        named = next((at for at, name in enumerate(MONTHS, 1) if name.startswith(match[2][:3])), 0)
        month = int(match[2]) if match[2].isdecimal() else named if len(match[2]) > 2 else 0
        day, year = int(match[1]), int(match[3] or today.year)
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_span(text: str) -> tuple[int, str] | None:
    """How long a rule of one's own gives: `30 dagen; artikel 38` is (30, dagen). None for what is no such rule."""
    match = re.match(r"(\d{1,3}) *(werkdag(?:en)?|dag(?:en)?|we(?:ek|ken))\b", text.strip().casefold())
    return (int(match[1]), match[2]) if match and int(match[1]) else None


# The terms


def _regulation(day: date, made: Reckoned) -> None:
    made.add(day, "De raad krijgt het ontwerp", "wgr 1 lid 2", "De raad kan zijn zienswijze geven.")
    text = "Laatste dag: de zienswijze is bij het eigen college (of de burgemeester)"
    made.last(day, 56, text, "wgr 1 lid 3", "is het te laat.")
    made.notes.append("Ook voor wijzigen, toetreden en uittreden (Wgr 1, lid 5). Het reces zet de klok niet stil.")


def _consent(day: date, made: Reckoned) -> None:
    made.add(day, "De vraag om toestemming wordt verzonden", "wgr 1 lid 4", "De raad zegt ja of nee.")
    first, last = day + 13 * WEEK, day + 26 * WEEK
    said = _from(first, "is zwijgen ja, als de raad niet uitstelde.")
    made.add(first, "Laatste dag: het besluit van de raad, of het bericht van uitstel", "awb 10:31 lid 1", said)
    made.add(last, "Uiterste dag na één keer uitstel", "awb 10:31 lid 2", _from(last, "is zwijgen ja."))
    made.notes.append("Dertien weken is meer dan twaalf: de Algemene termijnenwet schuift niets op (artikel 4).")


def _region(day: date, made: Reckoned) -> None:
    year = day.year
    made.add(date(year, 4, 29), f"Laatste dag: kaders {year + 1} en voorlopige jaarrekening bij de raden", "wgr 34b")
    text = "Uiterste dag: het ontwerp gaat naar de raden"
    made.add(day - 12 * WEEK, text, "wgr 35 lid 1", "De raad maakt zijn zienswijze.")
    text = "Het ontwerp wordt aangeboden aan het algemeen bestuur"
    made.add(day, text, "wgr 35 lid 3", "Een zienswijze komt niet meer bij het ontwerp.")
    made.add(date(year, 7, 14), f"Laatste dag: de jaarrekening {year - 1} is verstuurd", "wgr 34 lid 4")
    made.add(date(year, 9, 14), "Laatste dag: de vastgestelde begroting is verstuurd", "wgr 34 lid 2")
    made.notes.extend((_BACK, _FIXED, _SENT))
    if day > date(year, 9, 14):
        made.notes.append("Let op: aangeboden na 14 september kan de begroting niet meer op tijd worden verstuurd.")


def _region_draft(day: date, made: Reckoned) -> None:
    text = "Het dagelijks bestuur verstuurt het ontwerp van de begroting"
    made.add(day, text, "wgr 35 lid 1", "De raad maakt zijn zienswijze.")
    text = "Vroegste dag van aanbieden aan het algemeen bestuur: dan is je zienswijze er"
    made.add(day + 12 * WEEK, text, "wgr 35 lid 1", "Een zienswijze komt niet meer bij het ontwerp.")
    made.notes.append("Eerder aanbieden mag niet, later wel. Een datum in de brief is een wens, geen wet.")


def _sent(day: date, made: Reckoned, fixed: date, what: str, source: str) -> None:
    """Within two weeks, and before a day of the year: the stricter one counts."""
    end = last_day(day, 14)
    if end <= fixed:
        made.last(day, 14, f"Laatste dag: {what} binnen twee weken naar GS", source)
    else:
        made.add(fixed, f"Laatste dag: {what} naar GS", source)
        made.notes.append(f"Twee weken zou tot en met {full_date(end)} zijn, maar de vaste datum is strenger. {_FIXED}")
    if day > fixed:
        then = "GS kunnen dan bepalen dat zij de begroting eerst goedkeuren (Gw 203, lid 2)."
        made.notes.append(f"Let op: dit is na {full_date(fixed)}. {then}")


def _budget(day: date, made: Reckoned) -> None:
    year = day.year
    text = "Uiterste dag: openbare kennisgeving dat het ontwerp ter inzage ligt"
    made.add(day - 2 * WEEK, text, "gemeentewet 190 lid 3", "Iedereen kan het ontwerp lezen.")
    made.add(day, f"De raad bespreekt de begroting {year + 1} en stelt haar vast", "gemeentewet 191 lid 1")
    _sent(day, made, date(year, 11, 14), "de begroting", "gemeentewet 191 lid 2")
    text = "Laatste dag om vast te stellen; ook de laatste dag waarop GS goedkeuring vooraf kunnen eisen"
    made.add(date(year, 12, 31), text, "gemeentewet 203")
    made.add(date(year + 1, 1, 1), "Het begrotingsjaar begint", "gemeentewet 189 lid 4")
    made.notes.append(_BACK)


def _accounts(day: date, made: Reckoned) -> None:
    text = "Uiterste dag: openbare kennisgeving dat de stukken ter inzage liggen"
    made.add(day - 2 * WEEK, text, "gemeentewet 197 lid 3", "Iedereen kan de jaarstukken lezen.")
    made.add(day, f"De raad bespreekt de jaarstukken {day.year - 1} en stelt ze vast", "gemeentewet 198 lid 1")
    _sent(day, made, date(day.year, 7, 14), "de jaarstukken", "gemeentewet 200")
    made.notes.append(_BACK)


def _objection(day: date, made: Reckoned) -> None:
    made.add(day, "Het besluit is bekendgemaakt", "awb 6:8 lid 1")
    made.add(day + _DAY, "De termijn begint", "awb 6:8 lid 1", "Bezwaar maken kan.")
    text = "Laatste dag voor bezwaar"
    made.last(day, 42, text, "awb 6:7", "is het te laat, tenzij je daar niets aan kon doen (artikel 6:11).")


def _questions(day: date, made: Reckoned, rule: str, setting: Setting) -> str:
    """What is wrong with the rule, if anything is."""
    span = read_span(rule)
    if not span:
        return "Schrijf de termijn als een aantal dagen, weken of werkdagen, zoals 30 dagen."
    number, unit = span
    end = working_day(day, number) if unit.startswith("werk") else day + number * (WEEK if unit[0] == "w" else _DAY)
    made.add(day, "De vragen zijn ingediend", "gemeentewet 155 lid 1", "Het college schrijft zijn antwoord.")
    made.add(
        end, f"Laatste dag voor het antwoord: {number} {unit}", after=_from(end, "vraag je waar het antwoord blijft.")
    )
    own = setting.host.orders.get("vragen-termijn", "") if setting.host else ""
    if setting.host and read_span(own) == span:
        made.notes.append(f"Bij jullie ({setting.host.name}): {own.rstrip('. ')}.")
    else:
        made.notes.append(
            "De Gemeentewet noemt geen termijn. Kijk in jullie reglement van orde hoeveel dagen het zijn."
        )
    made.notes.append("De Algemene termijnenwet gaat over termijnen in een wet. In een reglement schuift niets op.")
    return ""


# As tools


def _answer(
    fields: Fields, setting: Setting, *, title: str, make: Callable[[date, Reckoned], str | None]
) -> ToolAnswer:
    day = read_day(fields["dag"], setting.today)
    if day is None:
        return ToolAnswer(trouble="Schrijf de dag als 3-11-2026, of als 3 november 2026.")
    if day.year not in YEARS:
        return ToolAnswer(trouble=f"Ik reken met dagen van {YEARS[0]} tot en met {YEARS[-1]}.")
    made = Reckoned([], [])
    if trouble := make(day, made):
        return ToolAnswer(trouble=trouble)
    moments = sorted(made.moments, key=lambda moment: moment.day)
    notes, years = tuple(dict.fromkeys(made.notes)), {moment.day.year for moment in (moments[0], moments[-1])}
    heading = f"{title}, {day.year}" if len(years) == 1 else title
    return ToolAnswer(
        drawing=Timeline(title=heading, moments=tuple(map(_point, moments)), today=_written(setting.today)),
        notes=notes,
        sources=tuple(dict.fromkeys(moment.source for moment in moments if moment.source)),
        facts={
            "date": day.isoformat(),
            "moments": [
                {
                    "date": moment.day.isoformat(),
                    "weekday": WEEKDAYS[moment.day.weekday()],
                    "text": moment.text,
                    "source": moment.source,
                }
                for moment in moments
            ],
            "notes": notes,
        },
    )


def _point(moment: DueDay) -> TimePoint:
    text = f"{moment.text} ({WEEKDAYS[moment.day.weekday()]})"
    return TimePoint(when=_written(moment.day), text=text, after=moment.after)


def _written(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year:04}"


def _asks(label: str) -> Callable[[Setting], tuple[ToolField, ...]]:
    return lambda setting: (ToolField(name="dag", label=label, sort=Sort.DAY, value=_written(setting.today)),)


def _term(name: str, title: str, lesson: str, label: str, make: Callable[[date, Reckoned], None]) -> Tool:
    answer = partial(_answer, title=title, make=make)
    return Tool(id=name, sort=TERMS, title=title, lesson=lesson, bare=("dag",), fields=_asks(label), answer=answer)


def _question_fields(setting: Setting) -> tuple[ToolField, ...]:
    own = read_span(setting.host.orders.get("vragen-termijn", "")) if setting.host else None
    label, value = "Hoe lang heeft het college, volgens jullie reglement?", f"{own[0]} {own[1]}" if own else USUAL
    rule = ToolField(name="termijn", label=label, sort=Sort.LINE, value=value)
    return (*_asks("Op welke dag zijn de vragen ingediend?")(setting), rule)


def _question_answer(fields: Fields, setting: Setting) -> ToolAnswer:
    make = partial(_questions, rule=fields["termijn"], setting=setting)
    return _answer(fields, setting, title="Schriftelijke vragen: het antwoord", make=make)


TOOLS: Iterable[Tool] = (
    _term(
        "bezwaar", "Bezwaar tegen een besluit", "sociaal-01", "Op welke dag is het besluit bekendgemaakt?", _objection
    ),
    Tool(
        id="vragen",
        sort=TERMS,
        title="Antwoord op schriftelijke vragen",
        lesson="rollen-05",
        bare=("dag",),
        fields=_question_fields,
        answer=_question_answer,
    ),
    _term(
        "begroting",
        "Begroting van de gemeente",
        "financien-01",
        "Op welke dag stelt de raad de begroting vast?",
        _budget,
    ),
    _term(
        "jaarstukken",
        "Jaarrekening en jaarverslag van de gemeente",
        "financien-01",
        "Op welke dag stelt de raad de jaarstukken vast?",
        _accounts,
    ),
    _term(
        "regeling",
        "Zienswijze op een gemeenschappelijke regeling",
        "regio-03",
        "Op welke dag kreeg de raad het ontwerp?",
        _regulation,
    ),
    _term(
        "toestemming",
        "Toestemming voor een gemeenschappelijke regeling",
        "regio-03",
        "Op welke dag is de vraag aan de raad verzonden?",
        _consent,
    ),
    _term(
        "regiobegroting",
        "Begroting van een gemeenschappelijke regeling: tel terug",
        "regio-04",
        "Op welke dag krijgt het algemeen bestuur haar aangeboden?",
        _region,
    ),
    _term(
        "regio-ontwerp",
        "Begroting van een gemeenschappelijke regeling: vanaf het ontwerp",
        "regio-04",
        "Op welke dag verstuurde het dagelijks bestuur het ontwerp?",
        _region_draft,
    ),
)
