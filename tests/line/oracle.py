"""A learner who knows every answer, and reads the screen to find out which letter it has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tests.knowing import right_keys
from tutor.model import (
    Catalogue,
    Dilemma,
    Gaps,
    Item,
    Matching,
    Single,
    Statement,
)

_LETTERED = re.compile(r"^([a-z])\. (.*)$", re.MULTILINE)


def letters(screen: str) -> Mapping[str, str]:
    """Letter of every option on the screen, by its text."""
    return {text.strip(): letter for letter, text in _LETTERED.findall(screen)}


def asked(screen: str, catalogue: Catalogue) -> Item:
    """The item whose question was put last."""
    found = [
        (screen.rindex(item.question), len(item.stem), item)
        for item in catalogue.items.values()
        if item.question in screen and item.situation in screen
    ]
    return max(found, key=lambda one: one[:2])[2]


def reply(screen: str, catalogue: Catalogue) -> str:
    """The right answer to the question on the screen, as a learner types it."""
    item = asked(screen, catalogue)
    on_screen = letters(screen[screen.rindex(item.question) :])
    return " ".join(_marks(item, on_screen))


def _marks(item: Item, on_screen: Mapping[str, str]) -> Iterator[str]:
    keys = right_keys(item, on_screen.__getitem__)
    match item:
        case Matching() | Gaps(typed=False):
            yield from (f"{number}{key}" for number, key in enumerate(keys, 1))
        case Statement() | Dilemma():
            yield "a"
        case _:
            yield from keys


def wrong(screen: str, catalogue: Catalogue) -> str:
    """An answer that is not right, for a single choice question."""
    item = asked(screen, catalogue)
    assert isinstance(item, Single)
    return next(letters(screen[screen.rindex(item.question) :])[o.text] for o in item.options if not o.key)
