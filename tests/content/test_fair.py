"""Bots that know nothing of the law: what they score above chance is given away by the way items are written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

import pytest

from tutor.content import content_root
from tutor.content.load import load
from tutor.model import Catalogue, Single

Bot = Callable[[Single], float]
"""The expected score of a bot on an item, 0 to 1."""
MARGIN = 0.05
"""How far above chance a bot may come, as a share of the items."""


def _best(item: Single, values: Iterable[float]) -> float:
    """The chance to hit the key when a bot picks at random among the options it likes best."""
    ranked = list(values)
    liked = [option for option, value in zip(item.options, ranked, strict=True) if value == max(ranked)]
    return sum(option.key for option in liked) / len(liked)


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) > 3}


def longest(item: Single) -> float:
    """Always picks the longest option."""
    return _best(item, (len(option.text) for option in item.options))


def shortest(item: Single) -> float:
    """Always picks the shortest option."""
    return _best(item, (-len(option.text) for option in item.options))


def echo(item: Single) -> float:
    """Always picks the option with the most words of the stem."""
    stem = _words(item.stem)
    return _best(item, (len(stem & _words(option.text)) for option in item.options))


def contrary(item: Single) -> float:
    """Always picks the option with the fewest words of the stem."""
    stem = _words(item.stem)
    return _best(item, (-len(stem & _words(option.text)) for option in item.options))


def hinted(item: Single) -> float:
    """Always picks the option with the most words of the hint."""
    hint = _words(item.hint)
    return _best(item, (len(hint & _words(option.text)) for option in item.options))


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load(content_root())[0]


@pytest.mark.parametrize("bot", [longest, shortest, echo, contrary, hinted])
def test_bots_that_know_nothing_score_no_better_than_chance(
    bot: Bot, catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    items = [item for item in catalogue.items.values() if isinstance(item, Single)]
    chance = sum(1 / len(item.options) for item in items) / len(items)
    score = sum(map(bot, items)) / len(items)
    with capsys.disabled():
        print(f"\n{bot.__name__}: {score:.1%} of {len(items)} items; chance {chance:.1%}")
    assert score <= chance + MARGIN


def test_a_bot_that_is_right_would_be_caught(catalogue: Catalogue) -> None:
    items = [item for item in catalogue.items.values() if isinstance(item, Single)]
    assert sum(_best(item, (float(option.key) for option in item.options)) for item in items) == len(items)


def test_keys_stand_in_all_places_equally_often(catalogue: Catalogue) -> None:
    threes = [item for item in catalogue.items.values() if isinstance(item, Single) and len(item.options) == 3]
    places = Counter(next(n for n, option in enumerate(item.options) if option.key) for item in threes)
    for place in range(3):
        assert abs(places[place] / len(threes) - 1 / 3) <= 2 * MARGIN


def test_no_item_is_answered_by_the_stem_of_another(catalogue: Catalogue) -> None:
    """The text of a key that no other option shares does not stand in another stem of the same lesson."""
    for lesson in catalogue.lessons.values():
        for item in lesson.items:
            if not isinstance(item, Single):
                continue
            (key,) = (option.text.strip(" .‘’") for option in item.options if option.key)
            if len(key.split()) < 4:
                continue
            others = [other.stem for other in lesson.items if other.id != item.id]
            assert not [stem for stem in others if key.casefold() in stem.casefold()], item.id
