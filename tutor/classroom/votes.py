"""Votes as counts: reading them quickly, checking them, and what they tell the trainer. Never per person."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum

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
    """Counts from `7 3 9 1`, or `a=12 c=3` (not named is 0); else a Dutch sentence on what is wrong."""
    named = re.findall(r"([a-z])\s*[=:]?\s*(\d+)", text.casefold())
    if named:
        counts = [0] * options
        for letter, number in named:
            if (place := LETTERS.index(letter)) >= options:
                return f"Optie {letter.upper()} is er niet; kies uit A tot en met {LETTERS[options - 1].upper()}."
            counts[place] = int(number)
    else:
        numbers = re.findall(r"\d+", text)
        if len(numbers) != options:
            return f"Geef {options} getallen, bijvoorbeeld {' '.join('7391528463'[:options])}, of a=7 b=3."
        counts = [int(number) for number in numbers]
    return tuple(counts) if max(counts) <= MOST else f"Meer dan {MOST} stemmen kan niet."


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
