"""A report in which every number was computed by hand, first.

The measurement is that of a council evening of 23 people, 21 of whom stayed. Right before, of 23: 14, 9, 7, 6, 13, 15,
10, 23. Right after, of 21: 18, 17, 15, 18, 20, then 2 of only 4 who voted (hidden), 0 and 20.

    14/23 = 0.6087  18/21 = 0.8571  +0.2484   25 points
     9/23 = 0.3913  17/21 = 0.8095  +0.4182   42
     7/23 = 0.3043  15/21 = 0.7143  +0.4100   41
     6/23 = 0.2609  18/21 = 0.8571  +0.5963   60 (59.63)
    13/23 = 0.5652  20/21 = 0.9524  +0.3872   39
    15/23 = 0.6522  hidden          none
    10/23 = 0.4348   0/21 = 0       -0.4348   43 lost
    23/23 = 1       20/21 = 0.9524  -0.0476    5 lost

Of the seven with two open votes: 14 + 9 + 7 + 6 + 13 + 10 + 23 = 82 of 161, 0.5093; 18 + 17 + 15 + 18 + 20 + 0 + 20 =
108 of 147, 0.7347; 0.2254 more, 23 points. Five papers with a code: (2 + 3 + 4 + 4 + 2) / (5 x 8) = 15/40 = 0.375
before, (6 + 5 + 8 + 6 + 5) / 40 = 30/40 = 0.75 after, 38 points (37.5, and halves go up).
"""

from __future__ import annotations

import json
from csv import reader
from io import BytesIO
from random import Random

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]

from tests.classroom.test_evening import Shelf
from tests.content.pack import shipped
from tutor.classroom.outcome import Report
from tutor.classroom.records import Ballot
from tutor.classroom.votes import key_of, votable
from tutor.documents.form import Form
from tutor.documents.report import encoded, in_form
from tutor.learning.evening_events import ClassPaired
from tutor.model import Measurement
from tutor.service.evening import Evening

BEFORE = (14, 9, 7, 6, 13, 15, 10, 23)
AFTER = (18, 17, 15, 18, 20, 2, 0, 20)
STAYED = (21, 21, 21, 21, 21, 4, 21, 21)
PAPERS = ((2, 6), (3, 5), (4, 8), (4, 6), (2, 5))


def evening() -> Evening:
    content, shelf = shipped(), Shelf()
    plan = next(plan for plan in content.plans if plan.id == "nulmeting-en-eindmeting")
    held = Evening(content, shelf, clock=shelf.clock, rng=Random(5))
    held.start(plan)
    held.set_present(23)
    first, last = (one for one in plan.activities if isinstance(one, Measurement))
    assert first.items == last.items
    for item, before, after, stayed in zip(first.items, BEFORE, AFTER, STAYED, strict=True):
        for activity, name, right, people in ((first, "voor", before, 23), (last, "na", after, stayed)):
            held.vote(_counts(held, item, right, people), Ballot(activity.id, item, name))
    for number, (before, after) in enumerate(PAPERS):
        for moment, right in (("voor", before), ("na", after)):
            held.keep(ClassPaired(code=f"otter{number}", moment=moment, right=right, asked=8))  # type: ignore[arg-type]
    return held


def _counts(held: Evening, item: str, right: int, people: int) -> tuple[int, ...]:
    """That many for the key of this evening, and all others for one other option."""
    asked = held.session.content.items[item]
    (key,) = key_of(asked)
    other = (key + 1) % len(votable(asked))
    return tuple(right if at == key else people - right if at == other else 0 for at in range(len(votable(asked))))


@pytest.fixture(scope="module")
def report() -> Report:
    return evening().report()


def test_each_question(report: Report) -> None:
    rights = [[one.right for one in item.rounds] for item in report.items]
    assert rights == [
        [0.6087, 0.8571],
        [0.3913, 0.8095],
        [0.3043, 0.7143],
        [0.2609, 0.8571],
        [0.5652, 0.9524],
        [0.6522, None],
        [0.4348, 0.0],
        [1.0, 0.9524],
    ]
    assert [item.difference for item in report.items] == [0.2484, 0.4182, 0.41, 0.5962, 0.3872, None, -0.4348, -0.0476]


def test_all_together_and_of_the_same_people(report: Report) -> None:
    both, same = report.measured, report.paired
    assert both is not None
    assert same is not None
    assert (both.items, both.votes_before, both.votes_after, both.before, both.after) == (7, 161, 147, 0.5093, 0.7347)
    assert (same.people, same.before, same.after) == (5, 0.375, 0.75)


@pytest.mark.parametrize("form", [Form.MARKDOWN, Form.HTML])
def test_in_words(report: Report, form: Form) -> None:
    said = in_form(report, form)
    for words in (
        "24 november 2026, 23 aanwezigen.",
        "voor: 61 procent van 23 goed; na: 86 procent van 21 goed. 25 procentpunten erbij.",
        "voor: 39 procent van 23 goed; na: 81 procent van 21 goed. 42 procentpunten erbij.",
        "voor: 30 procent van 23 goed; na: 71 procent van 21 goed. 41 procentpunten erbij.",
        "voor: 26 procent van 23 goed; na: 86 procent van 21 goed. 60 procentpunten erbij.",
        "voor: 57 procent van 23 goed; na: 95 procent van 21 goed. 39 procentpunten erbij.",
        "voor: 65 procent van 23 goed.",
        "voor: 43 procent van 23 goed; na: 0 procent van 21 goed. 43 procentpunten eraf.",
        "voor: 100 procent van 23 goed; na: 95 procent van 21 goed. 5 procentpunten eraf.",
        "7 vragen. Voor: 51 procent van 161 antwoorden goed; na: 73 procent van 147. 23 procentpunten erbij.",
        "5 mensen leverden twee keer een briefje in met dezelfde code. Gemiddeld goed, voor: 38 procent; na: 75 "
        "procent. 38 procentpunten erbij.",
    ):
        assert words in said, words


def test_in_every_other_form_the_same(report: Report) -> None:
    plain = json.loads(in_form(report, Form.JSON))
    assert [[one["right"] for one in item["rounds"]] for item in plain["items"]][5] == [0.6522, None]
    assert plain["measured"]["after"] == 0.7347
    rows = list(reader(in_form(report, Form.CSV).splitlines()[1:], delimiter=";"))
    assert sum(int(row[-1]) for row in rows) == 8 * 23 + 7 * 21
    book = load_workbook(BytesIO(encoded(report, Form.XLSX)))
    cells = {row[0].value: row[1].value for row in book["Avond"].iter_rows() if row[0].value}
    assert (cells["goed, voor"], cells["goed, na"], cells["briefjes, voor en na"]) == (0.5093, 0.7347, 5)
    cast = [row[5].value for sheet in book for row in sheet.iter_rows() if len(row) > 6]
    votes = [count for count in cast if isinstance(count, int)]
    assert sum(votes) == 8 * 23 + 7 * 21


def test_ones_are_ones_and_who_was_not_counted_is_not_none() -> None:
    """Seen red with: `1 vragen`, `1 punten` and `0 aanwezigen`."""
    shelf = Shelf()
    held = Evening(shipped(), shelf, clock=shelf.clock, rng=Random(5))
    held.start(shipped().plans[0])
    held.score(2, 1)
    held.score(1, 0)
    said = in_form(held.report(), Form.MARKDOWN)
    assert "aanwezigen niet geteld." in said
    assert said.index("Team 2: 1 punt\n") < said.index("Team 1: 0 punten\n")
