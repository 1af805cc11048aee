"""What the learner sees of an item in line mode, and how a typed line becomes a response."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tutor.learning.presentation import shown_order
from tutor.learning.response import Arrange, Choose, Confidence, Join, Opinion, Response, Write
from tutor.learning.wording import normalise, read_whole
from tutor.model import Dilemma, Item, Matching, Multiple, Number, Open, Ordering, ShortText, Single, Statement

LETTERS = "abcdefghijklmnopqrstuvwxyz"
OPINIONS = ("Eens", "Oneens")


_CERTAINTY = re.compile(r"^(?P<answer>.*?)[\s,;]+(?P<certainty>gok|denk ik|zeker)$", re.IGNORECASE | re.DOTALL)


def certainty(line: str) -> tuple[str, Confidence | None]:
    """The answer in a line, and how sure the learner is, if that stands behind it: `a zeker`."""
    match = _CERTAINTY.match(line)
    return (match["answer"], Confidence(match["certainty"].casefold())) if match else (line, None)


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
            texts = _choices(item)
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


def read(item: Item, seed: int, line: str) -> Response | str:
    """The response in a typed line, or a Dutch sentence on what is wrong with it.

    Letters and numbers count as shown; the text of an option is understood as well.
    """
    order = shown_order(item, seed)
    match item:
        case Single() | Dilemma():
            picked = _pick(line, order, _choices(item))
            if len(picked) != 1:
                return f"Typ één letter van a tot en met {LETTERS[len(order) - 1]}."
            return Choose((picked[0],)) if isinstance(item, Single) else Opinion(picked[0])
        case Statement():
            picked = _pick(line, (0, 1), OPINIONS)
            return Opinion(picked[0]) if len(picked) == 1 else "Typ a (eens) of b (oneens)."
        case Multiple():
            picked = _pick(line, order, _choices(item))
            return Choose(tuple(sorted(set(picked)))) if picked else "Typ een of meer letters, bijvoorbeeld a c."
        case Ordering():
            picked = _pick(line, order, _choices(item))
            if sorted(picked) != sorted(order):
                return f"Typ alle {len(order)} letters, elk één keer, van eerst naar laatst."
            return Arrange(tuple(picked))
        case Matching():
            return _pairs(item, order, line)
        case Number() | ShortText() | Open():
            return Write(line)


def _choices(item: Item) -> tuple[str, ...]:
    match item:
        case Single() | Multiple() | Dilemma():
            return tuple(option.text for option in item.options)
        case Ordering():
            return tuple(part.text for part in item.parts)
        case _:
            return ()


def _lettered(texts: Sequence[str]) -> list[str]:
    return [f"{LETTERS[n]}. {text}" for n, text in enumerate(texts)]


def _pick(line: str, order: Sequence[int], texts: Sequence[str]) -> list[int]:
    """The author's indices of the letters or numbers in a line; empty when one of them is not there."""
    by_text = {normalise(text): index for index, text in enumerate(texts)}
    if normalise(line) in by_text:
        return [by_text[normalise(line)]]
    plain = re.sub(r"\ben\b", " ", line.casefold())
    if not re.fullmatch(r"[\da-z\s,;.)+-]+", plain):
        return []
    marks = re.findall(r"\d+|[a-z]", plain)
    places = [LETTERS.index(mark) if mark in LETTERS else (read_whole(mark) or 0) - 1 for mark in marks]
    return [order[place] for place in places] if all(0 <= place < len(order) for place in places) else []


def _pairs(item: Matching, order: Sequence[int], line: str) -> Response | str:
    numbered = re.findall(r"(\d+)\W*([a-z])", line.casefold())
    rights: list[int | None] = [None] * len(item.pairs)
    for number, letter in numbered:
        left, place = (read_whole(number) or 0) - 1, LETTERS.index(letter)
        if not (0 <= left < len(rights) and place < len(order)):
            return f"{number}{letter} bestaat niet bij deze vraag."
        rights[left] = order[place]
    if None in rights:
        return f"Geef elk getal van 1 tot en met {len(rights)} een letter, bijvoorbeeld 1a."
    return Join(tuple(rights))
