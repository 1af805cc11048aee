"""Drawings as lines of marks, at any width from 24 cells. Each mark has a tone that a face colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby, pairwise
from typing import TypeAlias

from tutor.dates import kept_together, wrapped_lines
from tutor.learning.drawing import amount, counts, days_of, groups, in_room, named, now, standing
from tutor.model.drawing import Bars, Deciding, Drawing, Procedure, Seats, Structure, Timeline
from tutor.tools.meeting import Count


class Tone(StrEnum):
    """What a mark means, for a face to colour. No tone is told by colour alone."""

    PLAIN = ""
    TITLE = "titel"
    MUTED = "zwak"
    GOOD = "goed"
    BAD = "fout"
    NOW = "nu"
    ONE = "een"
    TWO = "twee"
    THREE = "drie"
    FOUR = "vier"


Strokes: TypeAlias = tuple[tuple[str, Tone], ...]
"""A line of a drawing, from left to right."""

NARROWEST = 24
"""Cells that a drawing gets at the least."""


_SEATS = {
    "voor": ("●", Tone.GOOD),
    "aanwezig": ("●", Tone.GOOD),
    "tegen": ("○", Tone.BAD),
    "stemt niet mee": ("◐", Tone.NOW),
    "niet in de zaal": ("·", Tone.MUTED),
    "lege zetel": ("x", Tone.MUTED),
}


def _seats(seats: Seats, at: int, width: int, said: Sequence[Count] | None) -> list[Strokes]:
    there = groups(seats, at)
    marks = [_SEATS[name] for name, number in there for _ in range(number)]
    a_row = -(-len(marks) // -(-len(marks) * 2 // width))
    rows = [marks[first : first + a_row] for first in range(0, len(marks), a_row)]
    drawn: list[Strokes] = [tuple((f"{mark} ", tone) for mark, tone in row) for row in rows]
    drawn += _flowing([(_SEATS[name], (f" {number} {name}", Tone.PLAIN)) for name, number in there], width)
    for count in counts(seats, at) if said is None else said:
        sign = ("✓ ", Tone.GOOD) if count.met else ("✗ ", Tone.BAD)
        drawn += _hang((sign,), count.sentence, width)
    return drawn


def _timeline(timeline: Timeline, at: int | None, width: int) -> list[Strokes]:
    days = days_of(timeline)
    names = [named(timeline, day) for day in days]
    room = max(len(name) for name in (*names, *([] if at is None else [named(timeline, at)])))
    drawn = [_axis(days, days[0] - 1 if at is None else at, width)]
    told = at is None
    for moment, day, name in zip(timeline.moments, days, names, strict=True):
        if at is not None and day > at and not told:
            drawn += _here(timeline, at, room, width)
            told = True
        mark = ("● ", Tone.GOOD) if at is not None and day <= at else ("○ ", Tone.MUTED)
        drawn += _hang((mark, (f"{name:<{room}}  ", Tone.TITLE)), moment.text, width)
    return drawn if told or at is None else [*drawn, *_here(timeline, at, room, width)]


def _here(timeline: Timeline, at: int, room: int, width: int) -> list[Strokes]:
    return _hang((("▶ ", Tone.NOW), (f"{named(timeline, at):<{room}}  ", Tone.NOW)), now(timeline, at), width, Tone.NOW)


def _axis(days: list[int], at: int, width: int) -> Strokes:
    """The points on one scale: what has been is a thick line."""
    span = max(1, days[-1] - days[0])
    place = {
        round((day - days[0]) * (width - 1) / span): ("●", Tone.GOOD) if day <= at else ("○", Tone.MUTED)
        for day in days
    }
    here = round((min(max(at, days[0]), days[-1]) - days[0]) * (width - 1) / span)
    if at >= days[0]:
        place[here] = ("◆", Tone.NOW)
    cells = [place.get(cell, ("━", Tone.GOOD) if cell < here else ("─", Tone.MUTED)) for cell in range(width)]
    return tuple(("".join(mark for mark, _ in run), tone) for tone, run in groupby(cells, key=lambda cell: cell[1]))


def _deciding(drawing: Deciding, width: int) -> list[Strokes]:
    place = {organ.name: number for number, organ in enumerate(drawing.organs)}
    last = len(drawing.organs) - 1
    drawn: list[Strokes] = []
    for number, organ in enumerate(drawing.organs):
        mark = ("◆ ", Tone.NOW) if organ.decisive else ("□ ", Tone.ONE)
        name = (organ.name, Tone.NOW if organ.decisive else Tone.TITLE)
        word = " beslist" if organ.decisive else ""
        rail = ("│ " if number < last else "  ", Tone.MUTED)
        does = f"{word}{':' if organ.does else ''} {organ.does}".rstrip()
        drawn += _hang((mark, name), does, width, below=(rail, ("  ", Tone.PLAIN)))
        for flow in drawing.flows:
            there, back = place[flow.origin] == number, place[flow.target] == number
            if there and place[flow.target] == number + 1:
                drawn += _hang((rail, ("↓ ", Tone.ONE)), flow.what, width, below=(rail, ("  ", Tone.PLAIN)))
            elif back and place[flow.origin] == number + 1:
                drawn += _hang((rail, ("↑ ", Tone.ONE)), flow.what, width, below=(rail, ("  ", Tone.PLAIN)))
            elif there and place[flow.target] != number - 1:
                to = f"naar {flow.target}: {flow.what}"
                drawn += _hang((rail, ("→ ", Tone.ONE)), to, width, below=(rail, ("  ", Tone.PLAIN)))
    return drawn


def _procedure(drawing: Procedure, width: int) -> list[Strokes]:
    room = len(str(len(drawing.steps)))
    last = len(drawing.steps)
    drawn: list[Strokes] = []
    for number, step in enumerate(drawing.steps, 1):
        rail = (f"{'│' if number < last else ' ':>{room}} ", Tone.MUTED)
        tone = Tone.TITLE if step.branches else Tone.PLAIN
        drawn += _hang(((f"{number:>{room}} ", Tone.NOW),), step.text, width, tone, below=(rail,))
        for branch in step.branches:
            lead = (rail, ("→ ", Tone.ONE), (f"{branch.condition}: ", Tone.TITLE))
            drawn += _hang(lead, branch.outcome, width, below=(rail, ("    ", Tone.PLAIN)))
    return drawn


def _structure(drawing: Structure, width: int) -> list[Strokes]:
    def branch(parent: str, rails: str) -> Iterator[Strokes]:
        children = [unit for unit in drawing.units if unit.under == parent]
        for number, unit in enumerate(children, 1):
            end = number == len(children)
            turn = ("└─ " if end else "├─ ") if parent else ""
            under = rails + (("   " if end else "│  ") if parent else "")
            more = any(below.under == unit.name for below in drawing.units)
            who = f": {unit.members}" if unit.members else ""
            lead = ((f"{rails}{turn}", Tone.MUTED), (unit.name, Tone.TITLE))
            below = ((f"{under}{'│ ' if more else '  '}", Tone.MUTED),)
            yield from _hang(lead, who, width, below=below)
            yield from branch(unit.name, under)

    return list(branch("", ""))


_FILLS = (("█", Tone.ONE), ("▒", Tone.TWO), ("▓", Tone.THREE), ("░", Tone.FOUR), ("◼", Tone.NOW), ("◻", Tone.MUTED))


def _bars(drawing: Bars, width: int) -> list[Strokes]:
    names = list(dict.fromkeys(share.name for bar in drawing.bars for share in bar.shares))
    longest = max(sum(share.amount for share in bar.shares) for bar in drawing.bars)
    drawn: list[Strokes] = []
    for bar in drawing.bars:
        total = sum(share.amount for share in bar.shares)
        drawn.append(((f"{bar.name}: ", Tone.TITLE), (f"{amount(total, drawing.unit)} {drawing.unit}", Tone.PLAIN)))
        edges, so_far = [0], 0.0
        for share in bar.shares:
            so_far += share.amount
            edges.append(max(edges[-1] + 1, round(so_far / longest * width)))
        fills = [_FILLS[names.index(share.name) % len(_FILLS)] for share in bar.shares]
        sizes = [right - left for left, right in pairwise(edges)]
        drawn.append(tuple((mark * size, tone) for (mark, tone), size in zip(fills, sizes, strict=True)))
        legend = [
            (
                (mark, tone),
                (f" {share.name} {amount(share.amount, drawing.unit)} ({share.amount / total:.0%})", Tone.PLAIN),
            )
            for (mark, tone), share in zip(fills, bar.shares, strict=True)
        ]
        drawn += _flowing(legend, width)
    return drawn


# Lines


def _cells(strokes: Strokes) -> int:
    return sum(len(text) for text, _ in strokes)


def _hang(
    lead: Strokes, text: str, width: int, tone: Tone = Tone.PLAIN, *, below: Strokes = (("  ", Tone.PLAIN),)
) -> list[Strokes]:
    """A text behind its lead; what does not fit goes on below it, behind `below`."""
    under = max(8, width - _cells(below))
    if _cells(lead) > width - 8:  # a name as long as the line goes on below itself, and the text after it
        *mark, (name, name_tone) = lead
        colon = text.startswith(":")
        first, *names = wrapped_lines(f"{name.rstrip()}{':' * colon}", max(8, width - _cells(tuple(mark))))
        more = [(part, name_tone) for part in wrapped_lines(" ".join(names), under)]
        more += [(part, tone) for part in wrapped_lines(text[colon:], under)]
        return [(*mark, (first, name_tone)), *((*below, part) for part in more)]
    room = max(1, width - _cells(lead))
    space = text[: len(text) - len(text.lstrip())]
    words = [word.replace("\ue000", " ") for word in kept_together(text, room, "\ue000").split()]
    first = space + words[0] if words and len(space + words[0]) <= room else ""
    at = 1 if first else 0
    while at < len(words) and first and len(first) + 1 + len(words[at]) <= room:
        first, at = f"{first} {words[at]}", at + 1
    return [(*lead, (first, tone)), *((*below, (more, tone)) for more in wrapped_lines(" ".join(words[at:]), under))]


def _flowing(pieces: Sequence[Strokes], width: int) -> list[Strokes]:
    """Pieces beside each other, as many in a line as fit."""
    drawn: list[Strokes] = []
    for piece in pieces:
        if drawn and _cells(drawn[-1]) + 2 + _cells(piece) <= width:
            drawn[-1] = (*drawn[-1], ("  ", Tone.PLAIN), *piece)
        else:
            drawn.append(piece)
    return drawn


def draw(drawing: Drawing, width: int, at: int | None = None, *, said: Sequence[Count] | None = None) -> list[Strokes]:
    """Its lines. `at`: the number that play moved, or where it begins (see `start`). `said`: see `told`."""
    width = max(width, NARROWEST)
    title: list[Strokes] = [((part, Tone.TITLE),) for part in wrapped_lines(drawing.title, width)]
    match drawing:
        case Seats():
            return [*title, *_seats(drawing, in_room(drawing) if at is None else at, width, said)]
        case Timeline():
            return [*title, *_timeline(drawing, standing(drawing) if at is None else at, width)]
        case Deciding():
            return [*title, *_deciding(drawing, width)]
        case Procedure():
            return [*title, *_procedure(drawing, width)]
        case Structure():
            return [*title, *_structure(drawing, width)]
        case Bars():
            return [*title, *_bars(drawing, width)]
