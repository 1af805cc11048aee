"""In which order options are shown: shuffled once per attempt, but numbers, dates and the author's fixed order stay."""

from __future__ import annotations

import re
from random import Random

from tutor.model import Dilemma, Item, Matching, Multiple, Ordering, Single

_NUMBER_OR_DATE = re.compile(
    r"^(€\s*)?(ongeveer |minstens |hooguit |binnen |vóór |na |op |om )?"
    r"(\d|een\b|één\b|twee\b|drie\b|vier\b|vijf\b|zes\b|zeven\b|acht\b|negen\b|tien\b|elf\b|twaalf\b)",
    re.IGNORECASE,
)


def keeps_order(texts: tuple[str, ...]) -> bool:
    """Whether these options are all numbers or dates, which are read most easily in their own order."""
    return all(_NUMBER_OR_DATE.match(text) for text in texts)


def shown_order(item: Item, seed: int) -> tuple[int, ...]:
    """Indices of the author in the order shown; the same seed gives the same order.

    For an ordering item these are the parts (never in the right order already), for a matching item the right sides.
    """
    rng = Random(f"{seed}:{item.id}")
    match item:
        case Single(options=options, fixed=fixed) | Multiple(options=options, fixed=fixed):
            order = list(range(len(options)))
            if not fixed and not keeps_order(tuple(option.text for option in options)):
                rng.shuffle(order)
        case Dilemma(options=options):
            order = list(range(len(options)))
        case Ordering(parts=parts):
            order = list(range(len(parts)))
            while len(order) > 1 and order == sorted(order):
                rng.shuffle(order)
        case Matching():
            order = list(range(len(item.rights)))
            rng.shuffle(order)
        case _:
            order = []
    return tuple(order)
