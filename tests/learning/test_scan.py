"""The zelfscan, and the route that it leads to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import msgspec
import pytest

from tests.content.pack import shipped
from tests.learning.samples import CATALOGUE, LESSON, MULTIPLE, NUMBER, SHORT, SINGLE, START, STATEMENT, Tape, study
from tutor.learning.answers import Choose, Confidence, GiveUp, Response, Write
from tutor.learning.grading import Outcome
from tutor.learning.plan import make_plan, whole
from tutor.learning.route import Role, lessons_for, plan
from tutor.learning.scan import QUESTIONS, WRONG_IN_A_ROW, Scan
from tutor.model import Catalogue, Item, Lesson, Module, ModuleHead

RIGHT, WRONG = Choose((0,)), Choose((1,))


def _lesson(lesson_id: str, module: str, **head: Any) -> Lesson:
    easy = msgspec.structs.replace(SINGLE, id=f"{lesson_id}-a")
    hard = msgspec.structs.replace(SINGLE, id=f"{lesson_id}-b", difficulty=3)
    changed = msgspec.structs.replace(LESSON.head, id=lesson_id, **head)
    return replace(LESSON, head=changed, module=module, items=(easy, hard, STATEMENT))


def _catalogue(**sizes: int) -> Catalogue:
    return Catalogue(
        modules=tuple(
            Module(
                head=ModuleHead(id=name, title=name, order=1, text=""),
                lessons=tuple(_lesson(f"{name}-{n:02}", name) for n in range(size)),
            )
            for name, size in sizes.items()
        )
    )


def _scan(catalogue: Catalogue, answers: Any) -> Scan:
    scan = Scan.begin("s", Role.COUNCILLOR, catalogue, seed=1)
    while scan.current:
        scan, _ = scan.answer(answers(scan), START, Confidence.SURE)
    return scan


def test_a_scan_asks_the_hardest_item_of_different_lessons_over_all_modules() -> None:
    scan = _scan(_catalogue(rollen=10, integriteit=10, regio=9), lambda scan: RIGHT)
    assert len(scan.asked) == QUESTIONS
    assert len({asked.lesson for asked in scan.asked}) == QUESTIONS
    assert all(asked.item.endswith("-b") for asked in scan.asked)
    assert [result.asked for result in scan.per_module] == [5, 5, 5]
    assert scan.known == {asked.lesson for asked in scan.asked}


def test_a_scan_stops_asking_about_a_module_that_is_new() -> None:
    def knows_only_regio(scan: Scan) -> Response:
        assert scan.current
        return RIGHT if scan.current.id.startswith("regio") else WRONG

    scan = _scan(_catalogue(rollen=10, integriteit=10, regio=9), knows_only_regio)
    asked = {result.module: result.asked for result in scan.per_module}
    assert asked == {"rollen": WRONG_IN_A_ROW, "integriteit": WRONG_IN_A_ROW, "regio": 9}
    assert {lesson[:5] for lesson in scan.known} == {"regio"}


def test_a_scan_survives_and_its_answers_count_for_memory() -> None:
    catalogue, tape = _catalogue(rollen=10), Tape()
    here = study(tape, catalogue)
    scan = here.scan(Role.COUNCILLOR)
    for _ in range(4):
        scan, _ = here.answer_scan(scan, RIGHT, Confidence.SURE)
    again = study(tape, catalogue)
    resumed = again.scan(Role.COUNCILLOR)
    assert replace(resumed, asked=()) == replace(scan, asked=())
    assert [asked.item for asked in resumed.asked] == [asked.item for asked in scan.asked]
    while resumed.current:
        resumed, _ = again.answer_scan(resumed, GiveUp())
    assert len(again.progress.memory.cards) == len(resumed.asked)
    (result,) = study(tape, catalogue).progress.scans
    assert (result.right, result.known) == (4, resumed.known)


def test_an_unclear_answer_does_not_count_in_a_scan() -> None:
    catalogue = Catalogue(modules=CATALOGUE.modules)
    scan = Scan.begin("s", Role.COUNCILLOR, catalogue, seed=3)
    while scan.current and scan.current.id != "les-e":
        scan = replace(scan, seed=scan.seed + 1)
    after, verdict = scan.answer(Write("twaalf of dertien"), START)
    assert verdict is not None
    assert (after, verdict.outcome) == (scan, Outcome.UNCLEAR)


def test_a_word_that_the_tutor_named_is_not_known_in_a_scan() -> None:
    catalogue = Catalogue(modules=CATALOGUE.modules)
    scan = Scan.begin("s", Role.COUNCILLOR, catalogue, seed=3)
    short = replace(scan, lessons=(replace(scan.lessons[0], items=(SHORT,)),))
    asked, verdict = short.answer(Write("amendemant"), START)
    assert verdict is not None
    assert verdict.meant is not None
    assert not asked.answer(Write("het amendement"), START, Confidence.SURE)[0].known
    assert not asked.answer(verdict.meant, START, Confidence.SURE)[0].known
    assert short.answer(Write("amendement"), START, Confidence.SURE)[0].known


def _kinds(*items: Item) -> Catalogue:
    found = tuple(msgspec.structs.replace(item, id=f"les-{n}", difficulty=3 - n) for n, item in enumerate(items))
    module = replace(CATALOGUE.modules[0], lessons=(replace(LESSON, items=found, cases=()),), ids=())
    return replace(CATALOGUE, modules=(module,))


def _asked(content: Catalogue, *responses: tuple[Response, Confidence | None]) -> Scan:
    scan = Scan.begin("s", Role.COUNCILLOR, content, seed=1)
    for response, confidence in responses:
        assert scan.current
        scan, _ = scan.answer(response, START, confidence)
    assert scan.current is None
    return scan


def test_a_lesson_is_skipped_on_right_and_sure_or_on_two_right_of_which_one_cannot_be_guessed() -> None:
    """Once one right answer was enough: a guess among three options skipped a lesson in one of four."""
    content, twelve = _kinds(SINGLE, NUMBER), Write("12")
    assert _asked(content, (RIGHT, Confidence.SURE)).known == {"les"}
    assert _asked(content, (RIGHT, None), (twelve, None)).known == {"les"}
    assert _asked(content, (RIGHT, Confidence.GUESS), (GiveUp(), None)).known == frozenset()
    assert _asked(content, (WRONG, Confidence.SURE)).known == frozenset()
    assert _asked(_kinds(SINGLE, SINGLE), (RIGHT, None)).known == frozenset(), "a second guess would tell nothing"
    assert _asked(_kinds(NUMBER, SINGLE), (twelve, None), (RIGHT, None)).known == {"les"}


def test_who_guesses_skips_nothing() -> None:
    """Every choice guessed, the rest given up, in the shipped lessons. Seen red with one right answer as the rule."""
    content = shipped()
    skipped = 0
    for seed in range(20):
        scan, rng = Scan.begin("s", Role.COUNCILLOR, content, seed), Random(seed)
        while item := scan.current:
            choice = Choose((rng.randrange(3),)) if hasattr(item, "options") else GiveUp()
            scan, _ = scan.answer(choice, START)
        skipped += len(scan.known)
    assert skipped / 20 < 0.5


def test_what_was_skipped_comes_back_once_per_goal_and_one_wrong_answer_opens_the_lesson() -> None:
    """Seen red with the probes left out: of what was skipped nothing came back ever."""
    tape, content = Tape(), _kinds(SINGLE, MULTIPLE, SINGLE)
    here = study(tape, content)
    here.answer_scan(here.scan(Role.COUNCILLOR), RIGHT, Confidence.SURE)
    assert here.progress.skipped(content) == {"les"}
    made = make_plan(here.progress, content)
    assert (made.now, made.skippable) == (None, (content.lessons["les"],))
    other = replace(content.lessons["les"], items=content.lessons["les"].items[1:])
    module = replace(content.modules[0], lessons=(other,), ids=())
    there = study(tape, replace(content, modules=(module,)))  # its own question left the catalogue
    assert not there.may_review()
    tape.now += timedelta(days=30)
    review = there.review()
    assert review
    assert [item.id for item in review.items] == ["les-1"], "the hardest of the goal, and only that"
    assert "sla je over na de zelfscan" in there.why_now(review)
    there.answer(review, GiveUp())
    assert there.progress.skipped(there.catalogue) == frozenset()
    assert make_plan(there.progress, there.catalogue).now == whole(other)
    assert [lesson.head.id for week in there.route(Role.COUNCILLOR, 30) for lesson in week.lessons] == ["les"]


def test_a_route_skips_what_is_known_and_puts_prerequisites_first() -> None:
    first = _lesson("m-01", "m", prerequisites=("m-03",))
    second = _lesson("m-02", "m", audience=("wethouder",))
    third = _lesson("m-03", "m")
    module = Module(head=ModuleHead(id="m", title="m", order=1, text=""), lessons=(first, second, third))
    catalogue = Catalogue(modules=(module,))
    assert [lesson.head.id for lesson in lessons_for(Role.COUNCILLOR, catalogue)] == ["m-03", "m-01"]
    assert [lesson.head.id for lesson in lessons_for(Role.COUNCILLOR, catalogue, {"m-03"})] == ["m-01"]
    assert [lesson.head.id for lesson in lessons_for(Role.ALDERMAN, catalogue)] == ["m-02"]


@pytest.mark.parametrize(("minutes", "sizes"), [(5, [1, 1, 1]), (20, [2, 1]), (60, [3])])
def test_a_route_fits_the_minutes_per_week(minutes: int, sizes: list[int]) -> None:
    lessons = _catalogue(m=3).modules[0].lessons
    weeks = plan(lessons, minutes)
    assert [len(week.lessons) for week in weeks] == sizes
    assert sum(week.minutes for week in weeks) == 30
