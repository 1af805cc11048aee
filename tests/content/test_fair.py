"""Bots that know nothing of the law: what they score above chance is given away by the way items are written."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec
import pytest

from tests.content.pack import shipped
from tutor.model import Catalogue, Lesson, Single

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
    return shipped()


def _singles(lessons: Iterable[Lesson]) -> list[Single]:
    return [item for lesson in lessons for item in lesson.bank if isinstance(item, Single)]


@pytest.mark.parametrize("bot", [longest, shortest, echo, contrary, hinted])
def test_bots_that_know_nothing_score_no_better_than_chance(
    bot: Bot, catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    items = _singles(catalogue.lessons.values())
    chance = sum(1 / len(item.options) for item in items) / len(items)
    score = sum(map(bot, items)) / len(items)
    with capsys.disabled():
        print(f"\n{bot.__name__}: {score:.1%} of {len(items)} items; chance {chance:.1%}")
    assert score <= chance + MARGIN


def test_a_bot_that_is_right_would_be_caught(catalogue: Catalogue) -> None:
    items = _singles(catalogue.lessons.values())
    assert sum(_best(item, (float(option.key) for option in item.options)) for item in items) == len(items)


WORD_COUNTS = (2, 8, 15)
"""How often a word stands in the options that the bot learned from, at least, before it trusts that word."""
MODULE_ITEMS = 40
"""A module with that many items has to keep the margin by itself; with fewer, chance alone moves the share too far."""


def _learned(items: Iterable[Single], least: int) -> dict[str, float]:
    """What each word says for the key: log odds of naive Bayes, with Laplace smoothing."""
    texts = [(option.key, option.text) for item in items for option in item.options]
    keys = Counter(word for key, text in texts if key for word in _all_words(text))
    others = Counter(word for key, text in texts if not key for word in _all_words(text))
    key_count = sum(key for key, _ in texts)
    other_count = len(texts) - key_count
    return {
        word: math.log((keys[word] + 1) / (key_count + 2)) - math.log((others[word] + 1) / (other_count + 2))
        for word in keys | others
        if keys[word] + others[word] >= least
    }


def _all_words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _word_scores(modules: Mapping[str, Sequence[Single]], least: int) -> dict[str, float]:
    """Per module the share of right picks of a bot that counted words in the options of the other modules."""
    scores = {}
    for module, items in modules.items():
        weights = _learned((item for other in modules if other != module for item in modules[other]), least)
        likes = [
            _best(
                item,
                (round(sum(weights.get(word, 0) for word in _all_words(option.text)), 9) for option in item.options),
            )
            for item in items
        ]
        scores[module] = sum(likes) / len(items)
    return scores


@pytest.fixture(scope="module")
def singles(catalogue: Catalogue) -> Mapping[str, Sequence[Single]]:
    found = {module.head.id: _singles(module.lessons) for module in catalogue.modules}
    return {module: items for module, items in found.items() if items}


def _chance(items: Sequence[Single]) -> float:
    return sum(1 / len(item.options) for item in items) / len(items)


@pytest.mark.parametrize("least", WORD_COUNTS)
def test_words_of_other_modules_do_not_tell_the_key(
    least: int, singles: Mapping[str, Sequence[Single]], capsys: pytest.CaptureFixture[str]
) -> None:
    everything = [item for items in singles.values() for item in items]
    scores = _word_scores(singles, least)
    total = sum(scores[module] * len(items) for module, items in singles.items()) / len(everything)
    with capsys.disabled():
        each = ", ".join(f"{module} {score:.1%}" for module, score in scores.items())
        print(f"\nwords seen {least} times: {total:.1%} ({each}); chance {_chance(everything):.1%}")
    assert total <= _chance(everything) + MARGIN
    for module, items in singles.items():
        assert len(items) < MODULE_ITEMS or scores[module] <= _chance(items) + MARGIN, module


@pytest.mark.parametrize("least", WORD_COUNTS)
def test_a_word_that_marks_one_key_in_three_would_be_caught(
    least: int, singles: Mapping[str, Sequence[Single]]
) -> None:
    """The shipped content itself gave 41 to 43% before words such as ‘zelf’, ‘want’ and ‘niets’ were spread."""

    def marked(number: int, item: Single) -> Single:
        options = (
            msgspec.structs.replace(option, text=f"{option.text} Kijk zelf.")
            if option.key and number % 3 == 0
            else option
            for option in item.options
        )
        return msgspec.structs.replace(item, options=tuple(options))

    told = {module: [marked(*pair) for pair in enumerate(items)] for module, items in singles.items()}
    scores = _word_scores(told, least)
    large = [module for module, items in told.items() if len(items) >= MODULE_ITEMS]
    assert all(scores[module] > _chance(told[module]) + MARGIN for module in large)


def test_keys_stand_in_all_places_equally_often(catalogue: Catalogue) -> None:
    threes = [item for item in _singles(catalogue.lessons.values()) if len(item.options) == 3]
    places = Counter(next(n for n, option in enumerate(item.options) if option.key) for item in threes)
    for place in range(3):
        assert abs(places[place] / len(threes) - 1 / 3) <= 2 * MARGIN


def test_no_item_is_answered_by_the_stem_of_another(catalogue: Catalogue) -> None:
    """The text of a key that no other option shares does not stand in another stem of the same lesson."""
    for lesson in catalogue.lessons.values():
        for item in _singles([lesson]):
            (key,) = (option.text.strip(" .‘’") for option in item.options if option.key)
            if len(key.split()) < 4:
                continue
            others = [other.stem for other in lesson.bank if other.id != item.id]
            assert not [stem for stem in others if key.casefold() in stem.casefold()], item.id


def _told_no(catalogue: Catalogue) -> dict[str, tuple[int, int]]:
    """Per councillor of Waterveen: questions with this person whose key begins with no, and all with this person."""
    council = [one for one in catalogue.people if one.role.startswith(("raadslid,", "fractievoorzitter,"))]
    told = {}
    for person in council:
        names = re.compile(rf"\b({'|'.join({person.name, person.name.split()[0], *person.also})})\b")
        theirs = [item for item in catalogue.items.values() if names.search(item.stem)]
        singles = [item for item in theirs if isinstance(item, Single)]
        no = sum(option.key and option.text.lstrip("‘").startswith("Nee") for one in singles for option in one.options)
        told[person.name] = (no, len(theirs))
    return told


def test_no_councillor_is_wrong_more_often_than_the_others(catalogue: Catalogue) -> None:
    """Joost Hofman stood at 1.9 times the share of all before stems were spread over the council."""
    told = _told_no(catalogue)
    share = sum(no for no, _ in told.values()) / sum(every for _, every in told.values())
    assert len(told) == 7
    assert max(no / every for no, every in told.values()) <= 1.6 * share, told
