"""The evenings that come with the program, as the trainer and the last row of the room need them.

Seen red with: explanations without where it stands; one plan without voting cards, with eight minutes for a last
measurement, with a title that is the question, with a task for groups that says to speak in turn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.content.pack import shipped
from tutor.classroom.content import EveningContent, prepare
from tutor.classroom.stages import Stage, stages_of
from tutor.content.statute import parse
from tutor.model import Activity, Break, CalendarGame, ClassPlan, Measurement, Round, Statement

PLANS = shipped().plans
EACH = pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
TASK = re.compile(r"(?:^|[.:] )(?:Schrijf|Zoek|Leg|Vul|Lees|Neem|Bedenk|Teken)\b")


def held(plan: ClassPlan) -> tuple[EveningContent, Iterator[tuple[Activity, tuple[Stage, ...]]]]:
    content = prepare(plan, shipped(), 1)
    return content, zip(content.plan.activities, stages_of(content), strict=True)


@EACH
def test_the_wall_says_why_and_where_it_stands(plan: ClassPlan) -> None:
    content, activities = held(plan)
    for stage in (stage for _, stages in activities for stage in stages if stage.name == "Uitleg" and stage.item):
        told, item = " ".join(stage.slide.text), content.items[stage.item]
        assert item.explanation in told
        assert not re.match("(?:Ja|Klopt)[.:,]", stage.slide.text[0]), "speaks to one learner"
        right = [one.feedback for one in getattr(item, "options", ()) if one.key and one.feedback]
        if right and "artikel" not in item.explanation.casefold():
            assert stage.slide.text[0] != item.explanation, "the why stands with the option"
        if any(parse(source).article for source in item.sources):
            assert re.search(r"artikel(?:en)? [0-9A-Z]", told), (item.id, told)


@EACH
def test_a_question_of_long_ago_is_answered_with_its_situation(plan: ClassPlan) -> None:
    content, activities = held(plan)
    for activity, stages in activities:
        if isinstance(activity, Measurement):
            for stage in (stage for stage in stages if stage.name == "Onthullen"):
                assert content.items[stage.item].setting in stage.slide.text
                assert " van " in stage.slide.title


@EACH
def test_who_votes_by_letter_has_a_card(plan: ClassPlan) -> None:
    _, activities = held(plan)
    letters = any("Letter" in stage.call for _, stages in activities for stage in stages)
    assert not letters or any("stemkaarten" in line for line in plan.preparation)


@EACH
def test_no_title_is_the_question_below_it(plan: ClassPlan) -> None:
    content, activities = held(plan)
    for stage in (stage for _, stages in activities for stage in stages if stage.item):
        assert content.items[stage.item].asked != stage.slide.title


@EACH
def test_the_minutes_are_enough_for_what_happens(plan: ClassPlan) -> None:
    """Its clocks, a minute for each vote and half a minute for each other page, with a sixth to spare."""
    for activity, stages in held(plan)[1]:
        votes, pages = sum(bool(one.vote) for one in stages), sum(not one.vote and not one.seconds for one in stages)
        needed = sum(one.seconds for one in stages) / 60 + votes + pages / 2
        assert needed <= activity.minutes * 7 / 6, (activity.id, needed)


@EACH
def test_a_task_for_groups_is_no_talk_in_turn(plan: ClassPlan) -> None:
    for activity in plan.activities:
        if isinstance(activity, Round) and TASK.search(activity.question):
            assert activity.call != "Om de beurt, kort", activity.id


@EACH
def test_every_phase_tells_a_new_trainer_what_to_do(plan: ClassPlan) -> None:
    """Seen red without the notes that belong to a phase: eleven of them had nothing to read."""
    for activity, stages in held(plan)[1]:
        for stage in stages:
            shown = stage.reveals and isinstance(activity, CalendarGame)
            assert stage.notes or shown or isinstance(activity, Break), (activity.id, stage.name)


@EACH
def test_a_stelling_is_called_one(plan: ClassPlan) -> None:
    """At the wall nothing else says that it is no fact. Seen red with one that had lost the word."""
    content = held(plan)[0]
    for item in content.items.values():
        assert not isinstance(item, Statement) or item.asked.startswith("Stelling: "), item.id
