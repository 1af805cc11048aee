"""A learner who knows every answer: what to choose, in the terms of the core or of whatever screen it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tutor.learning.answers import Arrange, Choose, Join, Response, Write
from tutor.learning.grading import right_answer
from tutor.model import Dilemma, Gaps, Item, Matching, Multiple, Number, Open, Ordering, ShortText, Single

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
        case Gaps(typed=True):
            yield "; ".join(item.answers)
        case Matching(pairs=pairs) | Gaps(pairs=pairs):
            yield from (key_of(pair.right) for pair in pairs)
        case Number() | ShortText():
            yield right_answer(item)
        case Open():
            yield WRITTEN


def right_response(item: Item) -> Response:
    """A right answer, for an item that has one."""
    match item:
        case Single(options=options) | Multiple(options=options):
            return Choose(tuple(index for index, option in enumerate(options) if option.key))
        case Ordering(parts=parts):
            return Arrange(tuple(range(len(parts))))
        case Gaps(typed=True):
            return Write("; ".join(item.answers))
        case Matching(pairs=pairs) | Gaps(pairs=pairs):
            return Join(tuple(item.rights.index(pair.right) for pair in pairs))
        case Number() | ShortText():
            return Write(right_answer(item))
    raise AssertionError(item)


def texts(item: Item) -> tuple[str, ...]:
    """What can be chosen, placed or joined, in the order of the author."""
    match item:
        case Single(options=options) | Multiple(options=options) | Dilemma(options=options):
            return tuple(option.text for option in options)
        case Ordering(parts=parts):
            return tuple(part.text for part in parts)
        case Matching(pairs=pairs) | Gaps(typed=False, pairs=pairs):
            return (*(pair.left for pair in pairs), *item.rights)
    return ()
