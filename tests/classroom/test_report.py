"""The report equals counts made by hand, and hides small groups."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.classroom.samples import PLAN, catalogue
from tests.classroom.test_session import Evening
from tutor.classroom.report import Report, report
from tutor.classroom.session import Ballot
from tutor.learning.evening_events import ClassAgreed, ClassDecided, ClassNoted, ClassPresent, ClassScored, ClassVoted
from tutor.model import Decision, Misconception


def reported(text: str = "Goed gesprek.") -> Report:
    register = (
        Misconception(id="misvatting-nee", text="Nee is altijd nee.", talking_point="Wanneer niet?"),
        Misconception(id="misvatting-soms", text="Soms klopt.", talking_point="Hoe vaak?"),
    )
    evening = Evening(replace(catalogue(), misconceptions=register))
    votes = {
        Ballot("vraag", "les-a", "1"): (4, 6, 2),
        Ballot("vraag", "les-a", "2"): (8, 3, 1),
        Ballot("lijn", "les-h", "1"): (3, 1),
        Ballot("nulmeting", "les-b", "voor"): (2, 2, 4, 4),
    }
    for ballot, counts in votes.items():
        evening.do(ClassVoted(activity=ballot.activity, subject=ballot.subject, round=ballot.round, counts=counts))
    evening.do(ClassPresent(present=12))
    evening.do(ClassNoted(activity=evening.session.activity.id, text=text))
    evening.do(ClassAgreed(activity=evening.session.activity.id, text=text))
    evening.do(ClassScored(team=1, points=2))
    evening.do(ClassDecided(point="zwembad", for_=12, against=11, decision=Decision.ADOPTED))
    return report(evening.session, evening.content)


def test_counts_made_by_hand() -> None:
    made = reported()
    by_item = {item.item: item for item in made.items}
    first, second = by_item["les-a"].rounds
    assert (first.counts, second.counts) == ((4, 6, 2), (8, 3, 1))
    assert (first.right, second.right) == (0.3333, 0.6667)
    assert by_item["les-a"].gain == pytest.approx(0.5)
    (before,) = by_item["les-b"].rounds
    assert before.right == pytest.approx(4 / 12, abs=1e-4)
    assert [(one.misconception, one.share) for one in made.misconceptions] == [("Nee is altijd nee.", 0.25)]
    assert made.follow_up == (("les", "De les"),)
    assert [item.item for item in made.items] == ["les-a", "les-b", "les-h"]


def test_small_groups_are_hidden_everywhere() -> None:
    made = reported()
    (opinion,) = next(item for item in made.items if item.item == "les-h").rounds
    assert opinion.counts is None
    assert '"counts": null' in json.dumps(made.to_plain())


def test_an_empty_evening_has_areported() -> None:
    evening = Evening()
    made = report(evening.session, evening.content)
    assert made.items == ()
    assert made.title == PLAN.title
