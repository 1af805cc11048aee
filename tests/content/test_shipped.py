"""The content that comes with the program is good, all of it."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.content.pack import TODAY
from tutor.content import content_root
from tutor.content.check import check
from tutor.content.upkeep import coverage
from tutor.model import Catalogue, Problem, Single


@pytest.fixture(scope="module")
def shipped() -> tuple[Catalogue, tuple[Problem, ...]]:
    pack, problems = check(content_root(), TODAY)
    return pack.catalogue, problems


def test_nothing_is_wrong(shipped: tuple[Catalogue, tuple[Problem, ...]]) -> None:
    assert [str(problem) for problem in shipped[1]] == []


def test_there_is_something_to_learn(shipped: tuple[Catalogue, tuple[Problem, ...]]) -> None:
    catalogue = shipped[0]
    assert catalogue.lessons
    assert len(catalogue.items) >= 10 * len(catalogue.lessons)


def test_every_goal_can_be_checked(shipped: tuple[Catalogue, tuple[Problem, ...]]) -> None:
    """Seen red with one item less held back."""
    assert [(goal.goal, goal.wish, goal.gaps) for goal in coverage(shipped[0]) if goal.wish or goal.gaps] == []


def test_ids_are_unique(shipped: tuple[Catalogue, tuple[Problem, ...]]) -> None:
    catalogue = shipped[0]
    lessons = [lesson for module in catalogue.modules for lesson in module.lessons]
    names = [
        *(module.head.id for module in catalogue.modules),
        *(lesson.head.id for lesson in lessons),
        *(goal.id for lesson in lessons for goal in lesson.head.goals),
        *(item.id for lesson in lessons for item in lesson.items),
        *(casus.id for lesson in lessons for casus in lesson.cases),
    ]
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_the_key_of_single_choices_has_no_favourite_length(
    shipped: tuple[Catalogue, tuple[Problem, ...]],
) -> None:
    """If the longest option were always right, nobody would have to read."""
    choices = [item for item in shipped[0].items.values() if isinstance(item, Single)]
    longest = sum(_longest_is_key(item) for item in choices)
    assert longest <= len(choices) / 2


def _longest_is_key(item: Single) -> bool:
    return max(item.options, key=lambda option: len(option.text)).key


def test_every_law_of_which_articles_are_cited_says_what_they_say(
    shipped: tuple[Catalogue, tuple[Problem, ...]],
) -> None:
    """`controleer` asks it of laws that have a file; a pack may cite its own law without one.

    Seen red with the file of the Woo away.
    """
    catalogue, _ = shipped
    assert {law.id for law in catalogue.laws if law.articles} == set(catalogue.statutes)


def test_a_programme_says_how_long_its_lessons_take(shipped: tuple[Catalogue, tuple[Problem, ...]]) -> None:
    """A minute or two apart is no untruth: a lesson changes with every word."""
    catalogue, _ = shipped
    every = [stop for one in catalogue.programmes for section in one.sections for stop in section.stops]
    whole = [stop for stop in every if stop.what == "les"]
    assert len(whole) > 40
    untrue = {s.lesson: s.minutes for s in whole if abs(s.minutes - catalogue.lessons[s.lesson].head.minutes) > 2}
    assert not untrue
