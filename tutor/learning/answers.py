"""What a learner can answer and how it turned out; in which order options are shown, and how a typed line is read.

Indices count in the order of the author, whatever order was shown. Options are shuffled once per attempt, but numbers,
dates and the author's fixed order stay. A typed line becomes a response by letter, number or word, as shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from math import factorial
from random import Random
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from tutor.learning.wording import normalise, read_whole
from tutor.model import Dilemma, Gaps, Item, Matching, Multiple, Number, Open, Ordering, ShortText, Single, Statement


class Mode(StrEnum):
    """The two ways to take a quiz."""

    PRACTICE = "oefenen"
    """Feedback at once, hints, a second try, undo."""
    TEST = "toets"
    """Feedback at the end, no hints, one try."""


class Outcome(StrEnum):
    """How an answer turned out."""

    RIGHT = "goed"
    PARTLY = "deels goed"
    WRONG = "fout"
    UNSCORED = "geen oordeel"
    UNCLEAR = "onduidelijk"
    """Not counted: the learner is asked to say it again."""


class Confidence(StrEnum):
    """How sure the learner says to be."""

    GUESS = "gok"
    THINK = "denk ik"
    SURE = "zeker"


class Choose(Struct, frozen=True, tag="choose", omit_defaults=True):
    """Options of a single or multiple choice item."""

    indices: tuple[int, ...]
    reason: str = ""
    """Why, in the learner's own words, where the item asks for it. Nobody judges it."""


def with_reason(choice: Choose, reason: str) -> Choose:
    """The same choice, with why."""
    return Choose(choice.indices, reason.strip())


class Arrange(Struct, frozen=True, tag="arrange"):
    """Parts of an ordering item, first to last."""

    order: tuple[int, ...]


class Join(Struct, frozen=True, tag="join"):
    """For each pair of a matching item the index in `Matching.rights`, or None."""

    rights: tuple[int | None, ...]


class Write(Struct, frozen=True, tag="write", omit_defaults=True):
    """A number or a short text as typed."""

    text: str
    prompted: bool = False
    """Whether the tutor named this text itself, in "Bedoelde je …?", before the learner chose or typed it."""


class Reflect(Struct, frozen=True, tag="reflect"):
    """An open answer with the criteria that the learner found in it."""

    text: str
    met: tuple[int, ...]


class Opinion(Struct, frozen=True, tag="opinion"):
    """What the learner thinks of a stelling (0 eens, 1 oneens) or dilemma. Never stored."""

    index: int


class GiveUp(Struct, frozen=True, tag="give-up"):
    """ "Ik weet het niet": wrong, and the answer may be shown."""


Response: TypeAlias = Choose | Arrange | Join | Write | Reflect | Opinion | GiveUp


def chance_of_guessing(response: Response | None) -> float:
    """The chance that somebody who knows nothing gives this answer right, for answers that did not tell it yet.

    Then every item with one right option had three, and nearly all with several had four.
    """
    match response:
        case Choose(indices=(_,)):
            return 1 / 3
        case Choose():
            return 1 / 15
        case Arrange(order=order):
            return 1 / factorial(len(order))
        case Join(rights=rights):
            return 1 / factorial(len(rights))
    return 0


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
        case Matching() | Gaps(typed=False):
            order = list(range(len(item.rights)))
            rng.shuffle(order)
        case _:
            order = []
    return tuple(order)


def presented(item: Item, seed: int) -> Item:
    """The item with its options in the order in which this seed shows them; other kinds as they are."""
    match item:
        case Single(options=options) | Multiple(options=options):
            return replace(item, options=tuple(options[index] for index in shown_order(item, seed)))
    return item


LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""What can be chosen has a letter, so there are no more things to choose from than letters."""
OPINIONS = ("Eens", "Oneens")
LONGEST = 200
"""Characters of a typed answer."""


class Command(StrEnum):
    """What a line can be instead of an answer."""

    HELP = "?"
    STOP = "stop"
    MENU = "menu"
    HINT = "hint"
    REREAD = "lees"
    UNDO = "terug"
    GIVE_UP = "weet niet"


_ALIASES: Mapping[str, Command] = {"hulp": Command.HELP, "weet ik niet": Command.GIVE_UP}
_CERTAINTY = re.compile(r"^(?P<answer>.*?)[\s,;]+(?P<certainty>gok|denk ik|zeker)$", re.IGNORECASE | re.DOTALL)


def command(line: str) -> Command | None:
    """The command that a line is; None for an answer."""
    plain = line.strip().casefold()
    return _ALIASES.get(plain) or (Command(plain) if plain in set(Command) else None)


def certainty(line: str) -> tuple[str, Confidence | None]:
    """The answer in a line, and how sure the learner is, if that stands behind it: `a zeker`."""
    match = _CERTAINTY.match(line)
    return (match["answer"], Confidence(match["certainty"].casefold())) if match else (line, None)


def read(item: Item, seed: int, line: str) -> Response | str:
    """The response in a typed line, or a Dutch sentence on what is wrong with it.

    Letters and numbers count as shown; the text of an option is understood as well.
    """
    order = shown_order(item, seed)
    match item:
        case Single() | Dilemma():
            picked = _pick(line, order, choices(item))
            if len(picked) != 1:
                return f"Typ één letter van a tot en met {LETTERS[len(order) - 1]}."
            return Choose((picked[0],)) if isinstance(item, Single) else Opinion(picked[0])
        case Statement():
            picked = _pick(line, (0, 1), OPINIONS)
            return Opinion(picked[0]) if len(picked) == 1 else "Typ a (eens) of b (oneens)."
        case Multiple():
            picked = _pick(line, order, choices(item))
            return Choose(tuple(sorted(set(picked)))) if picked else "Typ een of meer letters, bijvoorbeeld a c."
        case Ordering():
            picked = _pick(line, order, choices(item))
            if sorted(picked) != sorted(order):
                return f"Typ alle {len(order)} letters, elk één keer, van eerst naar laatst."
            return Arrange(tuple(picked))
        case Matching() | Gaps(typed=False):
            return _pairs(item, order, line)
        case Number() | ShortText() | Open() | Gaps():
            return Write(line)


def choices(item: Item) -> tuple[str, ...]:
    """The texts that get a letter each, in the order of the author; of a matching item see `Matching.rights`."""
    match item:
        case Single() | Multiple() | Dilemma():
            return tuple(option.text for option in item.options)
        case Ordering():
            return tuple(part.text for part in item.parts)
        case _:
            return ()


def said(item: Item, response: Response) -> str:
    """A response in words, on one line; empty for one that does not fit the item."""
    texts = choices(item)
    match item, response:
        case Statement(), Opinion(index=index):
            return OPINIONS[index] if index in (0, 1) else ""
        case _, Choose(indices=indices) | Arrange(order=indices):
            return _listed(texts[index] for index in indices if 0 <= index < len(texts))
        case _, Opinion(index=index):
            return texts[index] if 0 <= index < len(texts) else ""
        case Matching() | Gaps(), Join(rights=rights):
            known = item.rights
            pairs = zip(item.pairs, rights, strict=False)
            return _listed(f"{pair.left} → {known[n]}" for pair, n in pairs if n is not None and n < len(known))
        case _, Write(text=text) | Reflect(text=text):
            return text
    return ""


def _listed(parts: Iterable[str]) -> str:
    """One part as it is; more behind each other, each without a full stop of its own."""
    found = list(parts)
    return "; ".join(part.removesuffix(".") for part in found) if len(found) > 1 else "".join(found)


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


def _pairs(item: Matching | Gaps, order: Sequence[int], line: str) -> Response | str:
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
