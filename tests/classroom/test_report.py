"""The report equals counts made by hand, and hides small groups."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.classroom.samples import PLAN, catalogue
from tests.classroom.test_evening import to
from tests.classroom.test_session import Evening
from tests.classroom.test_wall import begun
from tutor.classroom.outcome import Report
from tutor.classroom.records import Ballot
from tutor.classroom.report import report
from tutor.documents.report import _activity_rows, markdown
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
    evening.do(ClassPresent(present=12))
    for ballot, counts in votes.items():
        evening.do(ClassVoted(activity=ballot.activity, subject=ballot.subject, round=ballot.round, counts=counts))
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
    assert by_item["les-a"].gain == pytest.approx(0.5, abs=1e-3)
    assert by_item["les-a"].difference == pytest.approx(0.3334)
    (before,) = by_item["les-b"].rounds
    assert (before.right, before.people) == (None, 12)
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


def of_round(ballots: dict[Ballot, tuple[int, ...]], present: int = 23) -> Report:
    evening = Evening()
    evening.do(ClassPresent(present=present))
    for ballot, counts in ballots.items():
        evening.do(ClassVoted(activity=ballot.activity, subject=ballot.subject, round=ballot.round, counts=counts))
    return report(evening.session, evening.content)


@pytest.mark.parametrize(
    ("counts", "shown"), [((22, 1), False), ((0, 23), False), ((19, 4), False), ((18, 5), True), ((2, 1), False)]
)
def test_an_opinion_of_a_handful_is_hidden(counts: tuple[int, ...], shown: bool) -> None:
    """Seen red with: only the total looked at."""
    (item,) = of_round({Ballot("lijn", "les-h", "1"): counts}).items
    assert (item.rounds[0].counts is not None) == shown


def test_a_vote_on_facts_shows_small_counts() -> None:
    (item,) = of_round({Ballot("vraag", "les-a", "1"): (1, 22, 0)}).items
    assert item.rounds[0].counts == (1, 22, 0)


def test_a_loss_is_a_loss_in_points() -> None:
    """Twenty of 23 right before and two after were -600 per cent."""
    (item,) = of_round({Ballot("vraag", "les-a", "1"): (20, 3, 0), Ballot("vraag", "les-a", "2"): (2, 21, 0)}).items
    assert item.gain is None
    assert item.difference == pytest.approx(-18 / 23, abs=1e-3)


def test_what_people_thought_before_is_not_said_of_a_last_vote_that_is_hidden() -> None:
    register = (Misconception(id="misvatting-nee", text="Nee is altijd nee.", talking_point="Wanneer niet?"),)
    evening = Evening(replace(catalogue(), misconceptions=register))
    for name, counts in (("1", (2, 20, 1)), ("2", (2, 1, 0))):
        evening.do(ClassVoted(activity="vraag", subject="les-a", round=name, counts=counts))
    assert report(evening.session, evening.content).misconceptions == ()


def test_both_measurements_together() -> None:
    made = of_round(
        {
            Ballot("nulmeting", "les-a", "voor"): (7, 14, 2),
            Ballot("eindmeting", "les-a", "na"): (18, 2, 1),
        }
    )
    assert made.measured is not None
    assert (made.measured.items, made.measured.votes_before, made.measured.votes_after) == (1, 23, 21)
    assert made.measured.before == pytest.approx(7 / 23, abs=1e-3)
    assert made.measured.after == pytest.approx(18 / 21, abs=1e-3)
    assert of_round({Ballot("nulmeting", "les-a", "voor"): (7, 14, 2)}).measured is None


def test_where_more_letters_may_go_up_people_are_counted() -> None:
    """Seen red with: hands for right options among all hands."""
    (item,) = of_round({Ballot("vraag", "les-b", "1"): (18, 15, 7, 0)}, present=20).items
    assert (item.each_once, item.difference) == (False, None)
    assert (item.rounds[0].people, item.rounds[0].right) == (20, None)


def test_what_teams_won_is_kept_by_question() -> None:
    """One point for team 1 and two for team 2; then two more for team 1, with one taken back in between."""
    evening = begun()
    to(evening, "quiz", "Onthullen")
    first = evening.session.stage.item
    evening.score(1, 1)
    evening.score(2, 2)
    evening.forward()
    while evening.session.stage.item == first or not evening.session.stage.reveals:
        evening.forward()
    for points in (2, 1, 2, 3):
        evening.score(1, points)
    made = evening.report()
    assert [(one.item, one.points) for one in made.won] == [("les-a", {1: 1, 2: 2}), ("les-e", {1: 2})]
    said = markdown(made)
    assert "| vraag | Team 1 | Team 2 |" in said
    assert "| Vraag a? | 1 | 2 |" in said
    assert "| Vraag e? | 2 | 0 |" in said


@pytest.mark.parametrize(
    ("item", "tables", "shown"),
    [
        ("les-a", ((1, 4, 1), (5, 0, 0)), True),
        ("les-a", ((1, 4, 1), (3, 1, 0)), False),  # four people at the second
        ("les-a", ((1, 4, 1), (5, 0, 0), (0, 0, 0)), True),  # a table where nobody voted
        ("les-h", ((5, 5), (6, 7)), True),
        ("les-h", ((5, 5), (8, 5), (0, 6)), False),  # all of the third think the same
        ("les-h", ((5, 5), (4, 9)), False),
    ],
)
def test_of_tables_all_are_told_or_none(item: str, tables: tuple[tuple[int, ...], ...], shown: bool) -> None:
    """Seen red with: the other tables told, from which the total gives away the one that is hidden."""
    evening, activity = begun(), "vraag" if item == "les-a" else "lijn"
    counts = tuple(map(sum, zip(*tables, strict=True)))
    evening.vote(counts, Ballot(activity, item, "1"), tables=tables)
    made = evening.report()
    (result,) = made.items[0].rounds
    assert result.counts == counts
    assert result.tables == (tables if shown else None)
    said = markdown(made)
    assert ("- Tafel 2: " in said, "per tafel: verborgen" in said) == (shown, not shown)
    assert made.to_plain()["items"][0]["rounds"][0]["tables"] == ([list(one) for one in tables] if shown else None)
    assert ("tafel" in str(list(_activity_rows(made, made.activities[2 if activity == "vraag" else 3])))) == shown
