"""What the learner sees of an item in line mode, and what is asked."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.learning.presentation import LETTERS, OPINIONS, choices, shown_order
from tutor.model import Dilemma, Item, Matching, Multiple, Number, Ordering, ShortText, Single, Statement


def shown(item: Item, seed: int) -> list[str]:
    """The lines under the stem: options with letters, and for matching also the numbered left sides."""
    order = shown_order(item, seed)
    match item:
        case Matching():
            lefts = [f"{number}. {pair.left}" for number, pair in enumerate(item.pairs, 1)]
            return [*lefts, "Kies uit:", *_lettered([item.rights[index] for index in order])]
        case Statement():
            return _lettered(OPINIONS)
        case _:
            texts = choices(item)
            return _lettered([texts[index] for index in order])


def prompt(item: Item) -> str:
    """What the learner is asked to type."""
    match item:
        case Single() | Dilemma() | Statement():
            return "Je keuze (letter):"
        case Multiple():
            return "Meer antwoorden mogelijk. Je keuzes (letters, bijvoorbeeld a c):"
        case Ordering():
            example = " ".join(reversed(LETTERS[: len(item.parts)]))
            return f"Zet op volgorde (letters van eerst naar laatst, bijvoorbeeld {example}):"
        case Matching():
            last = len(item.rights) - 1
            example = " ".join(f"{n + 1}{LETTERS[min(n, last)]}" for n in range(len(item.pairs)))
            return f"Maak paren; een letter mag vaker (bijvoorbeeld {example}):"
        case Number(unit=unit):
            return f"Je antwoord in {unit}:" if unit else "Je antwoord (een getal):"
        case ShortText():
            return "Je antwoord (een of twee woorden):"
        case _:
            return "Schrijf je antwoord op één regel:"


def _lettered(texts: Sequence[str]) -> list[str]:
    return [f"{LETTERS[n]}. {text}" for n, text in enumerate(texts)]
