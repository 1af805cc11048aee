"""What a Statenlid and the member of the board of a water board see that others do not, and the other way round."""

from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from tests.content.pack import Pack
from tests.learning.samples import CATALOGUE
from tutor.content.load import load
from tutor.learning.lesson import pages, quiz_items
from tutor.learning.route import ELSEWHERE, OFFICES, Role, everyones, tailored
from tutor.model import Catalogue, Elsewhere, Lesson, Module
from tutor.model.lesson import GoalElsewhere, SceneElsewhere


@pytest.fixture
def lesson(pack: Pack) -> Lesson:
    """The sample lesson, of which one guess and one check do not hold in a province."""
    (lesson,) = load(pack.root)[0].lessons.values()
    odd = {lesson.head.prequestions[0], next(step.check for step in lesson.steps if step.check)}
    items = (structs.replace(item, not_for=("statenlid",)) if item.id in odd else item for item in lesson.items)
    return replace(lesson, items=tuple(items))


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return Pack.copy(tmp_path / "inhoud")


def seen(lesson: Lesson, role: Role | None) -> Lesson:
    catalogue = tailored(Catalogue(modules=(Module(head=CATALOGUE.modules[0].head, lessons=(lesson,)),)), role)
    return catalogue.lessons[lesson.head.id]


def test_what_differs_stands_under_the_step_for_that_role_only(lesson: Lesson) -> None:
    said = "Bij jullie vraagt de motie iets van **Gedeputeerde Staten**."
    (step,) = (step for step in lesson.steps if step.elsewhere)
    assert step.elsewhere == (Elsewhere(bodies=("statenlid",), text=said),)
    assert "Gedeputeerde" not in step.text
    shown = seen(lesson, Role.PROVINCIAL).step(step.anchor)
    assert shown
    assert shown.text == f"{step.text}\n\n> **Statenlid.** {said}"
    for role in (None, Role.COUNCILLOR, Role.WATER_BOARD):
        assert seen(lesson, role).steps == lesson.steps


def test_what_the_own_law_answers_otherwise_is_not_asked(lesson: Lesson) -> None:
    odd = {item.id for item in lesson.items if item.not_for}
    ours = seen(lesson, Role.PROVINCIAL)
    assert odd
    assert not odd & {item.id for item in (*ours.items, *quiz_items(ours))}
    assert not odd & {page.subject for page in pages(ours)}
    assert odd <= {page.subject for page in pages(seen(lesson, Role.WATER_BOARD))}


def test_a_variant_takes_the_place_of_what_is_not_asked(pack: Pack) -> None:
    (lesson,) = load(pack.root)[0].lessons.values()
    (variant,) = lesson.variants
    replaced = next(item for item in lesson.items if item.id == variant.instead_of)
    assert replaced.id in {step.check for step in lesson.steps}
    lesson = replace(
        lesson, head=structs.replace(lesson.head, prequestions=(replaced.id, *lesson.head.prequestions[1:]))
    )
    ours = seen(lesson, Role.PROVINCIAL)
    assert [item.id for item in ours.items] == [
        variant.id if item.id == replaced.id else item.id for item in lesson.items
    ]
    assert ours.head.prequestions == (variant.id, *lesson.head.prequestions[1:])
    assert [step.check for step in ours.steps] == [
        variant.id if step.check == replaced.id else step.check for step in lesson.steps
    ]
    for role in (None, Role.COUNCILLOR, Role.WATER_BOARD):
        assert variant.id not in {item.id for item in seen(lesson, role).items}
        assert seen(lesson, role).steps == lesson.steps


def test_a_goal_speaks_of_the_own_body(lesson: Lesson) -> None:
    told = GoalElsewhere(role="ab-lid", text="Je telt of het AB mag beginnen.")
    goals = (*lesson.head.goals[:-1], structs.replace(lesson.head.goals[-1], elsewhere=(told,)))
    lesson = replace(lesson, head=structs.replace(lesson.head, goals=goals))
    assert [goal.text for goal in seen(lesson, Role.WATER_BOARD).head.goals] == [goals[0].text, told.text]
    assert [goal.text for goal in seen(lesson, Role.PROVINCIAL).head.goals] == [goal.text for goal in goals]


def test_a_variant_without_a_place_comes_at_the_end(pack: Pack) -> None:
    (lesson,) = load(pack.root)[0].lessons.values()
    loose = structs.replace(lesson.variants[0], instead_of="")
    ours = seen(replace(lesson, variants=(loose,)), Role.PROVINCIAL)
    assert ours.items[-1] == loose
    assert loose.id not in {page.subject for page in pages(ours)}


def test_a_casus_says_that_it_is_about_another_body_and_what_differs_there(lesson: Lesson) -> None:
    (casus,) = lesson.cases
    first, other = casus.node(casus.start), next(node for node in casus.nodes if node.id != casus.start)
    block = SceneElsewhere(role="statenlid", text="Bij jullie is dat een tiende.", sources=("gemeentewet 20",))
    nodes = tuple(
        structs.replace(node, elsewhere=(block,)) if node.id == other.id else structs.replace(node, elsewhere=())
        for node in casus.nodes
    )
    lesson = replace(lesson, cases=(structs.replace(casus, nodes=nodes),))
    (ours,) = seen(lesson, Role.PROVINCIAL).cases
    assert ours.node(first.id).text == f"{first.text.rstrip()}\n\n> **Statenlid.** {ELSEWHERE}"
    assert ours.node(other.id).text == f"{other.text.rstrip()}\n\n> **Statenlid.** {block.text}"
    (theirs,) = seen(lesson, Role.WATER_BOARD).cases
    assert theirs.node(other.id).text == other.text
    assert seen(lesson, Role.COUNCILLOR).cases == lesson.cases


@pytest.mark.parametrize("role", list(OFFICES))
def test_a_casus_of_the_own_body_does_not_say_that(lesson: Lesson, role: Role) -> None:
    (casus,) = lesson.cases
    own = replace(lesson, cases=(structs.replace(casus, role=role.value),))
    assert ELSEWHERE not in seen(own, role).cases[0].node(casus.start).text


def test_who_reads_for_a_group_has_the_questions_of_all_roles(lesson: Lesson) -> None:
    catalogue = Catalogue(modules=(Module(head=CATALOGUE.modules[0].head, lessons=(lesson,)),))
    assert {item.id for item in lesson.variants} <= everyones(catalogue).items.keys()
    assert not {item.id for item in lesson.variants} & catalogue.items.keys()


def test_nobody_else_pays_for_it(lesson: Lesson) -> None:
    catalogue = Catalogue(modules=(Module(head=CATALOGUE.modules[0].head, lessons=(lesson,)),))
    assert all(tailored(catalogue, role) is catalogue for role in (None, *Role) if role not in OFFICES)
