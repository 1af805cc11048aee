"""Votes as counts: reading them quickly, checking them, and what they tell the trainer. Never per person."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from enum import StrEnum
from random import Random

from tutor.learning.grading import right_answer
from tutor.model import Dilemma, Item, Multiple, Single, Statement

Counts = tuple[int, ...]
"""Number of votes per option, in the order on the screen."""

TOO_FEW = 0.3
PLENTY = 0.8
"""Below 30 per cent right, discussion spreads errors; above 80 there is little to discuss (Crouch & Mazur 2001)."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"
MOST = 999
SIDES = ("Eens", "Oneens")


class Advice(StrEnum):
    """What the trainer had best do after the first vote."""

    EXPLAIN = "Minder dan 30 procent goed: leg eerst uit (l), en stem dan opnieuw."
    DISCUSS = "Laat tweetallen overleggen en stem daarna opnieuw."
    CONFIRM = "Meer dan 80 procent goed: bevestig kort, en ga met x naar het antwoord."


def read_counts(text: str, options: int) -> Counts | str:
    """Counts as people say them: `7 3 9 1`, `a=12 c=3`, `12a 3b` (not named is 0), or per table `4 1 / 3 2`, added up.

    A str is a Dutch sentence on what is wrong: what cannot be read whole is never guessed at.
    """
    tables = [_read_table(table, options) for table in text.split("/")]
    read = [table for table in tables if not isinstance(table, str)]
    if len(read) < len(tables):
        return next(table for table in tables if isinstance(table, str))
    counts = tuple(sum(column) for column in zip(*read, strict=True))
    return counts if max(counts) <= MOST else f"Meer dan {MOST} stemmen kan niet."


def read_tables(text: str, options: int) -> tuple[Counts, ...]:
    """What was typed for each table, of a line that `read_counts` reads; nothing where it was typed for the room."""
    tables = [_read_table(table, options) for table in text.split("/")]
    return tuple(tuple(table) for table in tables if not isinstance(table, str)) if len(tables) > 1 else ()


_GAP = r"[\s,;.]*(?:en\b)?[\s,;.]*"
_WAYS = (
    re.compile(rf"(?P<letter>[a-z])\s*[=:]?\s*(?P<number>[0-9]+)(?:{_GAP})"),
    re.compile(rf"(?P<number>[0-9]+)\s*[x×]?\s*(?P<letter>[a-z])(?![a-z])(?:{_GAP})"),
)
"""A letter and its number, and the other way round. A whole line keeps to one of the two."""


def _read_table(text: str, options: int) -> list[int] | str:
    line = text.strip().casefold()
    for way in _WAYS:
        found = list(way.finditer(line))
        if found and "".join(match[0] for match in found) == line:
            return _named([(match["letter"], match["number"]) for match in found], options)
    numbers = re.split(r"[\s,;]+", line)
    if len(numbers) != options or not all(re.fullmatch("[0-9]+", number) for number in numbers):
        example = " ".join("7391528463"[:options])
        return (
            f"Dit lees ik niet: {text.strip()!r}. Typ {options} getallen, bijvoorbeeld {example}, of a=7 b=3, of 7a 3b."
        )
    return [int(number[:9]) for number in numbers]


def _named(pairs: list[tuple[str, str]], options: int) -> list[int] | str:
    counts: dict[int, int] = {}
    for letter, number in pairs:
        place = LETTERS.index(letter)
        if place >= options:
            return f"Optie {letter.upper()} is er niet; kies uit A tot en met {LETTERS[options - 1].upper()}."
        if place in counts:
            return f"{letter.upper()} staat er twee keer. Typ elke letter één keer, of zet een streep tussen tafels: /."
        counts[place] = int(number[:9])
    return [counts.get(place, 0) for place in range(options)]


def doubt(counts: Counts, present: int, *, each_once: bool = True) -> str:
    """A soft warning when the votes do not fit those present; empty when they do.

    `each_once`: everybody raises a hand once; else for as many options as he or she likes.
    """
    if not each_once:
        most = max(counts, default=0)
        return (
            f"Bij één letter zijn er {most} handen, en er zijn {present} aanwezigen. Klopt dat?"
            if most > present
            else ""
        )
    difference = sum(counts) - present
    if difference > 0:
        return f"Dat zijn er {difference} meer dan de {present} aanwezigen. Klopt dat?"
    if difference < 0:
        return f"{-difference} van de {present} aanwezigen stemden niet."
    return ""


def share(counts: Counts, key: Collection[int]) -> float:
    """The share of the votes for the key, 0 to 1; 0 without votes."""
    total = sum(counts)
    right = sum(counts[index] for index in key if index < len(counts))
    return right / total if total else 0.0


def percentage(part: float) -> int:
    """A share of 0 to 1 as a whole percentage, halves away from zero, as everybody does by hand."""
    return math.floor(round(100 * abs(part), 6) + 0.5) * (-1 if part < 0 else 1)


def advice(counts: Counts, key: Collection[int]) -> Advice | None:
    """What to do after the first vote; None where there is no key or nobody voted."""
    if not key or not sum(counts):
        return None
    right = share(counts, key)
    return Advice.EXPLAIN if right < TOO_FEW else Advice.CONFIRM if right > PLENTY else Advice.DISCUSS


def shares(counts: Counts, asked: int, *, each_once: bool) -> tuple[float, ...]:
    """What part chose each option, 0 to 1: of the votes, or where each may choose more, of the people asked.

    Nobody counted the people when `asked` is 0; there were at least as many as the most hands for one option.
    """
    people = sum(counts) if each_once else max(asked, *counts)
    return tuple(count / people if people else 0.0 for count in counts)


def normalised_gain(first: float, last: float) -> float | None:
    """The share of what could be won that was won (Hake 1998), from shares of right answers.

    None where it says nothing: when nothing could be won, and after a loss, which it would measure on another scale.
    """
    return (last - first) / (1 - first) if first < 1 and last >= first else None


def made_up(rng: Random, present: int, options: int, key: Collection[int], *, again: bool) -> Counts:
    """Votes for a rehearsal: people lean to the key, and more so the second time."""
    weights = [(4.0 if again else 1.5) if index in key else 1.0 for index in range(options)]
    votes = rng.choices(range(options), weights, k=present)
    return tuple(votes.count(index) for index in range(options))


def votable(item: Item) -> tuple[str, ...]:
    """What can be voted for: the texts of the options."""
    match item:
        case Single(options=options) | Multiple(options=options) | Dilemma(options=options):
            return tuple(option.text for option in options)
        case Statement():
            return SIDES
        case _:
            return ()


def key_of(item: Item) -> frozenset[int]:
    """Indices of the right options; empty for opinions and for items that are not voted on by letter."""
    if isinstance(item, Single | Multiple):
        return frozenset(index for index, option in enumerate(item.options) if option.key)
    return frozenset()


def key_notes(item: Item) -> tuple[str, ...]:
    """What the trainer needs to know of the answer, and of each wrong one."""
    options = item.options if isinstance(item, Single | Multiple) else ()
    if not options:
        return (f"Goed: {right_answer(item)}",)
    if not any(option.key for option in options):
        return ()  # a matter of opinion, asked during the evening
    lettered = [(LETTERS[index].upper(), option) for index, option in enumerate(options)]
    notes = [(f"{'Goed is' if one.key else 'Niet'} {letter}: {one.text}", one) for letter, one in lettered]
    notes.sort(key=lambda note: not note[1].key)
    return tuple(f"{said} ({_spoken(one.feedback)})" if one.feedback else said for said, one in notes)


_PRAISE = re.compile(r"(?:ja|klopt)[.:!,]\s+", re.IGNORECASE)
"""How feedback begins that speaks to one learner who chose right."""


def _spoken(feedback: str) -> str:
    """Feedback as a trainer says it to a room."""
    said = _PRAISE.sub("", feedback, count=1) if _PRAISE.match(feedback) else feedback
    return said[:1].upper() + said[1:]


def reasons(item: Item) -> tuple[str, ...]:
    """Why the answer is right, for the wall: the explanation, and where that names no article, first what the learner
    reads who chose right.
    """
    options = item.options if isinstance(item, Single | Multiple) else ()
    said = [_spoken(option.feedback) for option in options if option.key and option.feedback]
    return tuple(filter(None, [*(said if "artikel" not in item.explanation.casefold() else []), item.explanation]))
