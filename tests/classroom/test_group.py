"""The report of a group: counted by hand, nothing under five people, nobody named."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random

import pytest

from tests.learning.samples import CATALOGUE, LESSON, START
from tutor.classroom.group import GroupReport, group_report
from tutor.learning.quiz import Mode
from tutor.learning.response import Choose, GiveUp, Response
from tutor.model import Catalogue, Misconception
from tutor.store import Store
from tutor.study import Study

REGISTER = (Misconception(id="misvatting-nee", text="Nee is altijd nee.", talking_point="Wanneer niet?"),)
CONTENT: Catalogue = replace(CATALOGUE, misconceptions=REGISTER)
RIGHT, WRONG = Choose((0,)), Choose((1,))


def _take(store: Store, learner: str, first: Response, *, rest: bool) -> None:
    here = Study(CONTENT, store, learner, clock=lambda: START, rng=Random(learner))
    session = here.quiz(LESSON, Mode.TEST)
    session, _ = here.answer(session, first)
    while rest and session.current:
        session, _ = here.answer(session, GiveUp())


def _group(size: int) -> GroupReport:
    store = Store.open(None, device="trainer", clock=lambda: START)
    for number in range(size):
        learner = store.add_learner(f"Code {number}").id
        _take(store, learner, WRONG if number % 2 else RIGHT, rest=number < 5)
        _take(store, learner, RIGHT, rest=number < 5)
    group = store.group()
    return group_report(
        CONTENT,
        learners=group.learners,
        answers=group.answers,
        learners_per_item=group.learners_per_item,
        tests=[(pair.lesson, pair.first, pair.last) for pair in group.tests],
    )


def test_counts_made_by_hand() -> None:
    """Five take the whole Toets twice, five others answer only the first item and then half of the second."""
    made = _group(10)
    (goal,) = made.goals
    assert (goal.answers, goal.right) == (5 * 2 * 6 + 5 * 2, (3 + 5 + 2) / 70)
    (one,) = made.misconceptions
    assert (one.misconception, one.share) == ("Nee is altijd nee.", 5 / 15)
    (gain,) = made.gains
    assert gain.pairs == 5
    assert gain.first == pytest.approx(3 / 5 / 6)
    assert gain.last == pytest.approx(1 / 6)


def test_small_groups_are_hidden() -> None:
    made = _group(4)
    assert (made.goals, made.misconceptions, made.gains) == ((), (), ())
    assert made.hidden == 6
    assert made.to_plain()["learners"] is None


def test_nobody_is_named() -> None:
    assert "Code" not in json.dumps(_group(10).to_plain())
