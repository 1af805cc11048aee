"""Votes as counts: reading them quickly, checking them, and what they tell the trainer. Never per person."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum
from random import Random

Counts = tuple[int, ...]
"""Number of votes per option, in the order on the screen."""

TOO_FEW = 0.3
PLENTY = 0.8
"""Below 30 per cent right, discussion spreads errors; above 80 there is little to discuss (Crouch & Mazur 2001)."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"
MOST = 999


class Advice(StrEnum):
    """What the trainer had best do after the first vote."""

    EXPLAIN = "Minder dan 30 procent goed: leg eerst uit, en stem dan opnieuw."
    DISCUSS = "Laat tweetallen overleggen en stem daarna opnieuw."
    CONFIRM = "Meer dan 80 procent goed: bevestig kort en ga door."


def read_counts(text: str, options: int) -> Counts | str:
    """Counts from `7 3 9 1`, or `a=12 c=3` (not named is 0), or per table `4 1 / 3 2`, which adds up.

    A str is a Dutch sentence on what is wrong.
    """
    tables = [_read_table(table, options) for table in text.split("/")]
    wrong = next((table for table in tables if isinstance(table, str)), None)
    if wrong is not None:
        return wrong
    counts = tuple(sum(column) for column in zip(*tables, strict=True))
    return counts if max(counts) <= MOST else f"Meer dan {MOST} stemmen kan niet."


def _read_table(text: str, options: int) -> list[int] | str:
    named = re.findall(r"([a-z])\s*[=:]?\s*([0-9]+)", text.casefold())
    if not named:
        numbers = re.findall(r"[0-9]+", text)
        if len(numbers) != options:
            return f"Geef {options} getallen, bijvoorbeeld {' '.join('7391528463'[:options])}, of a=7 b=3."
        return [int(number[:9]) for number in numbers]
    counts = [0] * options
    for letter, number in named:
        if (place := LETTERS.index(letter)) >= options:
            return f"Optie {letter.upper()} is er niet; kies uit A tot en met {LETTERS[options - 1].upper()}."
        counts[place] = int(number[:9])
    return counts


def doubt(counts: Counts, present: int) -> str:
    """A soft warning when the votes do not add up to those present; empty when they do."""
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


def advice(counts: Counts, key: Collection[int]) -> Advice | None:
    """What to do after the first vote; None where there is no key or nobody voted."""
    if not key or not sum(counts):
        return None
    right = share(counts, key)
    return Advice.EXPLAIN if right < TOO_FEW else Advice.CONFIRM if right > PLENTY else Advice.DISCUSS


def gain(before: Counts, after: Counts, key: Collection[int]) -> float | None:
    """Hake's normalised gain: the share of what could be won that was won; None when nothing could be."""
    if not sum(before) or not sum(after):
        return None
    first, second = share(before, key), share(after, key)
    return (second - first) / (1 - first) if first < 1 else None


def made_up(rng: Random, present: int, options: int, key: Collection[int], *, again: bool) -> Counts:
    """Votes for a rehearsal: people lean to the key, and more so the second time."""
    weights = [(4.0 if again else 1.5) if index in key else 1.0 for index in range(options)]
    votes = rng.choices(range(options), weights, k=present)
    return tuple(votes.count(index) for index in range(options))
