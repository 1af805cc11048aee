"""The report of a group: counted by hand, nothing under five people, nobody named.

Seen red with: answers that were taken back counted too; only the next event looked at for an undo.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from itertools import chain
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.learning.samples import CATALOGUE, LESSON, SINGLE, START
from tutor.classroom.group import Group, GroupReport, ItemStatistic, count, doubts, group_report, told_apart
from tutor.learning.answers import Choose, GiveUp, Response
from tutor.learning.events import TOGETHER
from tutor.learning.grading import Outcome
from tutor.learning.profile import join
from tutor.learning.progress import Progress
from tutor.learning.quiz import Mode
from tutor.model import Catalogue, Misconception
from tutor.service.study import Study
from tutor.store import Store

REGISTER = (Misconception(id="misvatting-nee", text="Nee is altijd nee.", talking_point="Wanneer niet?"),)
CONTENT: Catalogue = replace(CATALOGUE, misconceptions=REGISTER)
RIGHT, WRONG = Choose((0,)), Choose((1,))


def _take(store: Store, learner: str, first: Response, *, rest: bool, seed: int) -> None:
    here = Study(CONTENT, store, learner, clock=lambda: START, rng=Random(seed))
    session = here.quiz(LESSON, Mode.TEST if rest else Mode.PRACTICE)
    session, _ = here.answer(session, first)
    while rest and session.current:
        session, _ = here.answer(session, GiveUp())
    here.hand_in(session) if rest else here.proceed(session)


def _counted(store: Store) -> Group:
    return count((one.id, chain.from_iterable(map(store.events, one.ids))) for one in store.people())


def _group(size: int) -> GroupReport:
    store = Store.open(None, device="trainer", clock=lambda: START)
    for number in range(size):
        learner = store.add_learner(f"Code {number}").id
        _take(store, learner, WRONG if number % 2 else RIGHT, rest=number < 5, seed=2 * number)
        _take(store, learner, RIGHT, rest=number < 5, seed=2 * number + 1)
    return group_report(CONTENT, _counted(store))


def test_counts_made_by_hand() -> None:
    """Five take the whole Toets twice and end with the first item right; five others answer two items once, of whom two
    have the first one right. Everybody counts once per item.
    """
    made = _group(10)
    (goal,) = made.goals
    assert (goal.answers, goal.right) == (5 * 6 + 5 * 2, round(7 / 40, 1))
    assert made.misconceptions == ()
    (gain,) = made.gains
    assert gain.pairs == 5
    assert gain.first == round(3 / 5 / 6, 1)
    assert gain.last == round(1 / 6, 1)


def _wrong(store: Store, learner: str, times: int) -> None:
    for seed in range(times):
        _take(store, learner, WRONG, rest=False, seed=1000 + seed)


@pytest.mark.parametrize(("people", "shown"), [(4, False), (5, True)])
def test_five_answers_of_one_person_are_not_five_people(people: int, shown: bool) -> None:
    """Seen red with a misconception that was counted in answers."""
    store = Store.open(None, device="trainer", clock=lambda: START)
    for number in range(9):
        learner = store.add_learner(f"Code {number}").id
        if number < people:
            _wrong(store, learner, 5)
        else:
            _take(store, learner, RIGHT, rest=False, seed=number)
    made = group_report(CONTENT, _counted(store))
    assert [one.share for one in made.misconceptions] == ([round(5 / 9, 1)] if shown else [])


def test_one_person_with_two_profiles_is_one_person() -> None:
    """Seen red with profiles that were counted."""
    store = Store.open(None, device="trainer", clock=lambda: START)
    people = [store.add_learner(f"Code {number}") for number in range(6)]
    for number, person in enumerate(people):
        _take(store, person.id, WRONG, rest=False, seed=number)
    assert group_report(CONTENT, _counted(store)).learners == 6
    store.append(TOGETHER, [join(people[0], people[1]), join(people[2], people[0])])
    made = group_report(CONTENT, _counted(store))
    assert (made.learners, made.goals, made.misconceptions) == (4, (), ())


def test_small_groups_are_hidden() -> None:
    made = _group(4)
    assert (made.goals, made.misconceptions, made.gains) == ((), (), ())
    assert made.hidden == 6
    assert made.to_plain()["learners"] is None


def test_nobody_is_named() -> None:
    assert "Code" not in json.dumps(_group(10).to_plain())


def test_an_answer_taken_back_is_not_counted_and_does_not_make_a_group_of_five() -> None:
    store = Store.open(None, device="trainer", clock=lambda: START)
    for number in range(5):
        here = Study(CONTENT, store, store.add_learner(f"Code {number}").id, clock=lambda: START, rng=Random(number))
        session, _ = here.answer(here.quiz(LESSON, Mode.PRACTICE), WRONG)
        if number == 4:
            here.undo(session)
    group = _counted(store)
    (only,) = group.answers
    assert (only.item, only.answers) == (LESSON.items[0].id, 4)
    assert dict(group.learners_per_item) == {LESSON.items[0].id: 4}


MOVES = st.lists(st.sampled_from(["right", "wrong", "retry", "undo", "proceed"]), max_size=25)


@example([["wrong", "retry", "right", "undo"], ["wrong", "retry", "undo"], ["wrong", "retry", "right", "undo", "undo"]])
@settings(max_examples=40, deadline=None)
@given(st.lists(MOVES, min_size=1, max_size=3))
def test_the_group_counts_what_replay_counts(people: list[list[str]]) -> None:
    """Whatever was answered, tried again and taken back."""
    store = Store.open(None, device="trainer", clock=lambda: START)
    expected: Counter[tuple[str, str]] = Counter()
    for number, moves in enumerate(people):
        learner = store.add_learner(f"Code {number}").id
        here = Study(CONTENT, store, learner, clock=lambda: START, rng=Random(number))
        session = here.quiz(LESSON, Mode.PRACTICE)
        for move in moves:
            match move:
                case "right" | "wrong" if session.current is LESSON.items[0]:
                    session, _ = here.answer(session, RIGHT if move == "right" else WRONG)
                case "right" | "wrong":
                    session, _ = here.answer(session, GiveUp())
                case "retry":
                    session = here.retry(session)
                case "undo":
                    session = here.undo(session)
                case "proceed":
                    session = here.proceed(session)
        answers = Progress.replay(store.events(learner)).answers
        expected.update({answer.item: answer.outcome for answer in answers if answer.attempt == 1}.items())
    counted: Counter[tuple[str, str]] = Counter()
    for each in _counted(store).answers:
        if each.outcome != Outcome.UNSCORED:
            counted[each.item, each.outcome] += each.answers
    assert counted == expected


@pytest.mark.parametrize(
    ("facility", "discrimination", "chosen", "doubt"),
    [
        (0.6, 0.4, ((0, 12), (1, 5), (2, 3)), []),
        (0.95, None, ((0, 19), (1, 1), (2, 1)), ["bijna iedereen heeft dit goed"]),
        (0.6, 0.05, ((0, 12), (1, 5), (2, 3)), ["wie de rest goed heeft, heeft deze niet vaker goed"]),
        (0.6, 0.4, ((0, 12), (1, 8)), ["niemand koos ‘Soms’"]),
        (
            0.3,
            0.4,
            ((0, 6), (1, 10), (2, 4)),
            ["niet vaker goed dan wie raadt", "‘Nee’ is vaker gekozen dan het goede antwoord"],
        ),
    ],
)
def test_an_item_that_does_not_work_is_told(
    facility: float, discrimination: float | None, chosen: tuple[tuple[int, int], ...], doubt: list[str]
) -> None:
    statistic = ItemStatistic(item="les-a", answers=20, facility=facility, discrimination=discrimination, chosen=chosen)
    assert doubts(statistic, SINGLE) == doubt


@pytest.mark.parametrize(
    ("before", "now", "people"),
    [
        ("abcdef", "abcdefg", 1),
        ("abcdef", "abcde", 1),
        ("abcdef", "abcdgh", 4),
        ("abcde", "abcde", 0),
        ("", "abcde", 0),
    ],
)
def test_a_group_that_is_nearly_the_one_before_is_told_apart(before: str, now: str, people: int) -> None:
    assert told_apart(before, now) == people
    assert told_apart("abcdefghij", "klmno") == 0
    assert told_apart("abcdefghij", "abcde") == 0
