"""What a drawing says: what its data may be, the counts behind it, what play changes, and all of it in words.

A learner can move one number of a drawing: how many members are there, or what day it is. That number is called `at`
here; the day of a timeline is its ordinal, or the author's number of units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from tutor.dates import day_and_month, full_date
from tutor.model import Decision, Municipality
from tutor.model.drawing import Bars, Deciding, Drawing, Procedure, Seats, Structure, Timeline, Unit
from tutor.tools.meeting import Count, Vote, decide, majority_of, opening, validity
from tutor.tools.voting import WATERVEEN


def faults(drawing: Drawing) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What cannot be so, with the keys of where it stands."""
    match drawing:
        case Seats():
            yield from _seat_faults(drawing)
        case Timeline():
            yield from _timeline_faults(drawing)
        case Deciding(organs=organs, flows=flows):
            names = {organ.name for organ in organs}
            for at, flow in enumerate(flows):
                if odd := {flow.origin, flow.target} - names:
                    yield ("pijl", at), f"‘{odd.pop()}’ is geen orgaan van deze tekening"
        case Structure(units=units):
            for at, unit in enumerate(units):
                above = {one.name for one in units[:at]}
                if not unit.name.strip():
                    yield ("deel", at, "naam"), "Een deel heeft een naam"
                elif unit.name in above:
                    yield ("deel", at, "naam"), f"‘{unit.name}’ staat er twee keer in"
                elif unit.under and unit.under not in above:
                    yield ("deel", at, "onder"), f"‘{unit.under}’ staat hier niet boven"
        case Bars(bars=()):
            yield ("balk",), "Deze tekening heeft geen balk"
        case Bars(bars=bars):
            for at, bar in enumerate(bars):
                if not bar.shares or any(share.amount <= 0 for share in bar.shares):
                    yield ("balk", at), "Een balk heeft delen, elk met een bedrag boven nul"
        case Procedure(steps=steps):
            if len(steps) < 2:
                yield ("stap",), "Een stroom heeft minstens twee stappen"


def _timeline_faults(timeline: Timeline) -> Iterator[tuple[tuple[str | int, ...], str]]:
    values = [moment.when for moment in timeline.moments]
    days = [_day(value) for value in values]
    if len(values) < 2:
        yield ("moment",), "Een tijdlijn heeft minstens twee momenten"
    elif None in days:
        yield ("moment", days.index(None), "op"), "Deze dag bestaat niet"
    elif timeline.today is not None and _day(timeline.today) is None:
        yield ("vandaag",), "Deze dag bestaat niet"
    elif len({_sort(value) for value in (*values, timeline.today or values[0])}) > 1:
        yield ("moment",), "Schrijf alle momenten met een jaar, alle zonder jaar, of alle als getal"
    elif sorted(days, key=lambda day: day or 0) != days:
        yield ("moment",), "De momenten staan niet op volgorde"
    elif isinstance(values[0], int) != (timeline.unit is not None):
        yield ("eenheid",), "Een eenheid hoort bij getallen, en alleen daarbij"


_MOST_SEATS = 100
"""More than any council, Staten or water board has."""


def _seat_faults(seats: Seats) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if not 0 < seats.seats <= _MOST_SEATS:
        yield ("zetels",), f"Een tekening heeft 1 tot {_MOST_SEATS} zetels"
    elif (seats.pros is None) != (seats.cons is None):
        yield ("voor",), "Geef voor én tegen, of geen van beide"
    elif seats.pros is None and (seats.present is None or seats.abstaining):
        yield ("aanwezig",), "Geef hoeveel leden aanwezig zijn, of hoeveel er voor en tegen stemmen"
    elif min(seats.empty, seats.abstaining, seats.present or 0, seats.pros or 0, seats.cons or 0) < 0:
        yield ("zetels",), "Een aantal is nooit kleiner dan nul"
    elif max(in_room(seats), seats.present or 0) > seats.seats - seats.empty:
        yield ("zetels",), "Er zijn meer leden aanwezig dan er zitting hebben"
    elif seats.pros is not None and seats.present is not None and seats.present < in_room(seats):
        yield ("aanwezig",), "Er doen meer leden mee dan er tekenden"


# Play

PLAYED = (Seats, Timeline)
"""Drawings that a learner can play with."""


def start(drawing: Drawing, today: date) -> int | None:
    """Where a drawing begins that can be played with; None for one that cannot."""
    match drawing:
        case Seats():
            return in_room(drawing)
        case Timeline():
            first, last = ends(drawing)
            if (there := standing(drawing)) is not None:
                return there
            there = _of_year(today) if _sort(drawing.moments[0].when) == "dag" else today.toordinal()
            return there if drawing.unit is None and first <= there <= last else first
    return None


def moved(drawing: Drawing, at: int, steps: int) -> int:
    """The number that some steps to the right or left lead to."""
    match drawing:
        case Seats():
            return min(max(at + steps, drawing.abstaining), drawing.seats - drawing.empty)
        case Timeline():
            first, last = ends(drawing)
            size = 7 if drawing.unit is None and last - first > 60 else 1
            return min(max(at + steps * size, first), last)
    return at


def typed(drawing: Drawing, text: str) -> int | None:
    """What a learner means who types a number or a day, such as `12` or `3-5`; None when it is not on the drawing."""
    found: list[int | None] = []
    if isinstance(drawing, Timeline) and drawing.unit is None:
        if match := re.fullmatch(r"(\d{1,2})[-/ ](\d{1,2})(?:[-/ ](\d{4}))?", text.strip()):
            yearly = _sort(drawing.moments[0].when) == "dag"
            years = (
                [_ANY_YEAR] if yearly else [int(match[3])] if match[3] else [_date(end).year for end in ends(drawing)]
            )
            found = [_calendar(year, int(match[2]), int(match[1])) for year in years]
    elif text.strip().isdecimal() and len(text) < 8:
        found = [int(text)]
    return next((at for at in found if at is not None and moved(drawing, at, 0) == at), None)


def asks(drawing: Drawing) -> str:
    """What a learner can type to play with it."""
    match drawing:
        case Seats():
            return "een aantal leden"
        case Timeline(unit=None):
            return "een dag, zoals 3-5"
    return f"een getal ({drawing.unit})" if isinstance(drawing, Timeline) else ""


# Seats


def in_room(seats: Seats) -> int:
    """How many members are there at first."""
    return seats.present or 0 if seats.pros is None else seats.pros + (seats.cons or 0) + seats.abstaining


def _votes(seats: Seats, at: int) -> tuple[int, int]:
    """For and against when `at` members are in the room: who comes or goes is of one side, until it is empty."""
    pros, cons = seats.pros or 0, seats.cons or 0
    change = at - in_room(seats)
    if seats.leaving == "voor":
        pros += change
        return max(0, pros), cons + min(0, pros)
    cons += change
    return pros + min(0, cons), max(0, cons)


def counts(seats: Seats, at: int) -> tuple[Count, ...]:
    """What the law asks, counted: may the meeting open (20), is the vote valid (29), and is it carried (30 and 32)."""
    sitting = seats.seats - seats.empty
    signed = max(at, seats.present or 0) if seats.pros is not None else at
    opened = opening(sitting, signed)
    if seats.pros is None or not opened.met:
        return (opened,)
    pros, cons = _votes(seats, at)
    vote = Vote(seats=seats.seats, sitting=sitting, recused=seats.abstaining, for_=pros, against=cons)
    valid = validity(vote)
    return (opened, valid, _carried(vote)) if valid.met else (opened, valid)


_TIE = {
    Decision.REJECTED: "Niet aangenomen: {0} voor en {1} tegen, in een voltallige vergadering (artikel 32).",
    Decision.POSTPONED: "Uitgesteld: {0} voor en {1} tegen, en de vergadering is niet voltallig (artikel 32).",
}


def _carried(vote: Vote) -> Count:
    pros, cons, decision = vote.for_, vote.against, decide(vote)
    if pros == cons:
        return Count(sentence=_TIE[decision].format(pros, cons), met=False)
    carried = decision is Decision.ADOPTED
    word, need = "Aangenomen" if carried else "Niet aangenomen", majority_of(pros + cons)
    sentence = f"{word}: {pros} van {pros + cons} uitgebrachte stemmen; nodig {need} (artikel 30)."
    return Count(sentence=sentence, met=carried)


def groups(seats: Seats, at: int) -> list[tuple[str, int]]:
    """Name and number of each group of seats that is not empty."""
    pros, cons = _votes(seats, at)
    there = [("aanwezig", at)] if seats.pros is None else [("voor", pros), ("tegen", cons)]
    others = [
        ("stemt niet mee", seats.abstaining),
        ("niet in de zaal", seats.seats - seats.empty - at),
        ("lege zetel", seats.empty),
    ]
    return [(name, number) for name, number in (*there, *others) if number]


AT_HOME = "Bij jullie ("
"""How the title begins of a drawing of the learner's own raad."""


def at_home(seats: Seats, municipality: Municipality) -> Seats | None:
    """A drawing of the raad of Waterveen for that of a municipality, in which the same comes out. None if it cannot be.

    More than half of two seats more is one more: so many come, and vote with the larger side. With a tie both sides get
    them.
    """
    half = (municipality.seats - WATERVEEN) // 2  # raden have an odd number of members
    if seats.seats != WATERVEEN or not half:
        return None
    pros, cons = seats.pros, seats.cons
    tie = pros is not None and pros == cons
    own = replace(
        seats,
        title=f"{AT_HOME}{municipality.name}): {municipality.seats} zetels",
        seats=municipality.seats,
        pros=pros if pros is None or pros < (cons or 0) else pros + half,
        cons=cons if cons is None or cons < (pros or 0) else cons + half,
        present=None if seats.present is None else seats.present + half * (1 + tie),
    )
    return None if any(faults(own)) else own


_BOARDS = {
    "openbaar lichaam": "algemeen bestuur, dagelijks bestuur en voorzitter",
    "bedrijfsvoeringsorganisatie": "één bestuur",
    "gemeenschappelijk orgaan": "het orgaan zelf, geen rechtspersoon",
    "centrumgemeente": "een gemeente beslist namens de rest",
    "lichte regeling": "afspraken, geen eigen bestuur",
}
"""Who governs each sort of regeling: Wgr 8, 12 and 14a."""


def together(municipality: Municipality) -> Structure | None:
    """The gemeenschappelijke regelingen of a municipality, below who governs them; None if it named none."""
    units = [Unit(name=f"Gemeente {municipality.name}")]
    for sort, board in _BOARDS.items():
        names = [one.name for one in municipality.partnerships if one.sort == sort]
        if names:
            governed = Unit(name=f"{sort[0].upper()}{sort[1:]}", members=board, under=units[0].name)
            units += [governed, *(Unit(name=name, under=governed.name) for name in dict.fromkeys(names))]
    drawn = Structure(title=f"{AT_HOME}{municipality.name}): jullie regelingen", units=tuple(units))
    return None if len(units) == 1 or any(faults(drawn)) else drawn


# Timeline


def _calendar(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return None


def _of_year(day: date) -> int:
    """A day of every year, as a day of a year that has no 29 February."""
    return _calendar(_ANY_YEAR, day.month, day.day) or date(_ANY_YEAR, 2, 28).toordinal()


_DAY = re.compile(r"(\d{1,2})-(\d{1,2})(-\d{4})?")
_ANY_YEAR = 2027
"""Where days of every year are counted."""


def _day(value: int | str) -> int | None:
    """A point as a number; None for a day that does not exist."""
    if isinstance(value, int):
        return value
    match = _DAY.fullmatch(value)
    return match and _calendar(int((match[3] or f"-{_ANY_YEAR}")[1:]), int(match[2]), int(match[1]))


def _sort(value: int | str) -> str:
    return "getal" if isinstance(value, int) else "datum" if value.count("-") > 1 else "dag"


def _date(at: int) -> date:
    return date.fromordinal(at)


def days_of(timeline: Timeline) -> list[int]:
    """The moments of a timeline as ordinal days; 0 for one without a date."""
    return [_day(moment.when) or 0 for moment in timeline.moments]


def ends(timeline: Timeline) -> tuple[int, int]:
    """The first and the last point."""
    days = days_of(timeline)
    return days[0], days[-1]


_MANY = {"uur": "uur", "dag": "dagen", "week": "weken", "maand": "maanden", "jaar": "jaar"}


def standing(timeline: Timeline) -> int | None:
    """Where the story of a timeline is, if its author says so."""
    return None if timeline.today is None else _day(timeline.today)


def named(timeline: Timeline, at: int) -> str:
    """A day as it is called: `3 mei`, `week 5`."""
    if timeline.unit:
        return f"{timeline.unit} {at}"
    there = standing(timeline)
    years = {_date(day).year for day in (*ends(timeline), *([] if there is None else [there]))}
    return full_date(_date(at)) if len(years) > 1 else day_and_month(_date(at))


def now(timeline: Timeline, at: int) -> str:
    """What holds on a day, and how long until the next point."""
    days = days_of(timeline)
    past = [moment for moment, day in zip(timeline.moments, days, strict=True) if day <= at]
    said = [past[-1].after] if past and past[-1].after else []
    if ahead := next((day for day in days if day > at), None):
        left = ahead - at
        unit = timeline.unit or "dag"
        said.append(f"Nog {left} {unit if left == 1 else _MANY[unit]} tot {named(timeline, ahead)}.")
    return " ".join(said) or "Alles is geweest."


def amount(value: float, unit: str) -> str:
    """An amount as the Dutch write it: `84`, `30,2`, `1.250`, and of euros `223,50`."""
    written = f"{value:,.2f}".removesuffix(".00")
    if "." in written and unit != "euro":
        written = written.rstrip("0")
    return written.translate(str.maketrans(",.", ".,"))


# Words


def told(drawing: Drawing, at: int | None = None, *, said: Sequence[Count] | None = None) -> list[str]:
    """The same in sentences, for line mode, for who hears the screen, and for the checks of content.

    `said`: what a tool counted, in the place of what the drawing counts by itself.
    """
    title = drawing.title if drawing.title.endswith(("?", "!", ".")) else f"{drawing.title}."
    return [title, *_sentences(drawing, at, said)]


def _sentences(drawing: Drawing, at: int | None, said: Sequence[Count] | None) -> Iterator[str]:
    match drawing:
        case Seats():
            there = in_room(drawing) if at is None else at
            yield f"{drawing.seats} zetels: {', '.join(f'{number} {name}' for name, number in groups(drawing, there))}."
            yield from (count.sentence for count in (counts(drawing, there) if said is None else said))
        case Timeline():
            for moment, day in zip(drawing.moments, days_of(drawing), strict=True):
                yield f"- {named(drawing, day)}: {moment.text}"
            day_now = standing(drawing) if at is None else at
            if day_now is not None:
                yield f"Nu is het {named(drawing, day_now)}. {now(drawing, day_now)}"
        case Deciding():
            for organ in drawing.organs:
                yield f"- {organ.name}{' beslist' if organ.decisive else ''}{': ' if organ.does else ''}{organ.does}"
            for flow in drawing.flows:
                yield f"- van {flow.origin} naar {flow.target}: {flow.what}"
        case Procedure():
            for number, step in enumerate(drawing.steps, 1):
                yield f"{number}. {step.text}"
                yield from (f"   {branch.condition}: {branch.outcome}" for branch in step.branches)
        case Structure():
            for unit in drawing.units:
                under = f" (onder {unit.under})" if unit.under else ""
                yield f"- {unit.name}{under}{': ' if unit.members else ''}{unit.members}"
        case Bars():
            for bar in drawing.bars:
                shares = ", ".join(f"{share.name} {amount(share.amount, drawing.unit)}" for share in bar.shares)
                total = amount(sum(share.amount for share in bar.shares), drawing.unit)
                yield f"- {bar.name}, samen {total} {drawing.unit}: {shares}"
