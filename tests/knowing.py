"""A learner who knows every answer: what to choose, in the terms of whatever screen it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tutor.learning.grading import right_answer
from tutor.model import Item, Matching, Multiple, Number, Open, Ordering, ShortText, Single

WRITTEN = "Mijn antwoord."


def right_keys(item: Item, key_of: Callable[[str], str]) -> Iterator[str]:
    """Keys or words of the right answer, in order; `key_of`: the key that the screen gives to a text.

    Nothing for an opinion: there any answer is as good.
    """
    match item:
        case Single(options=options) | Multiple(options=options):
            yield from (key_of(option.text) for option in options if option.key)
        case Ordering(parts=parts):
            yield from (key_of(part.text) for part in parts)
        case Matching(pairs=pairs):
            yield from (key_of(pair.right) for pair in pairs)
        case Number() | ShortText():
            yield right_answer(item)
        case Open():
            yield WRITTEN
