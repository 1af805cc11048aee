"""Parts of a lesson, and the minutes they take: from words and items, and from the learner's own times."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.content.pack import shipped
from tests.learning.samples import CASUS, CATALOGUE, ITEMS, LESSON, MATCHING, ORDERING, SINGLE, START, Tape, study
from tutor.learning.answers import Arrange, Choose, GiveUp
from tutor.learning.lesson import LessonSession, Page, PageKind, pages
from tutor.learning.minutes import (
    TRUSTED,
    WORDS_PER_MINUTE,
    WRONG,
    Pace,
    asking,
    lesson_minutes,
    page_minutes,
    walk_minutes,
)
from tutor.learning.parts import LONGEST_PART, SHORTEST_PART, how_far, parts, stop_after
from tutor.learning.progress import Progress
from tutor.learning.quiz import Mode, QuizSession
from tutor.model import CasusNode, Judgement, StepRole


def test_every_page_of_every_lesson_is_in_one_part_and_the_minutes_add_up() -> None:
    for lesson in shipped().lessons.values():
        found = parts(lesson)
        assert [page for part in found for page in part.pages] == list(pages(lesson)), lesson.head.id
        assert [part.number for part in found] == list(range(1, len(found) + 1))
        assert all(SHORTEST_PART <= round(part.minutes) <= LONGEST_PART for part in found), lesson.head.id
        assert sum(part.minutes for part in found) == pytest.approx(lesson_minutes(lesson), abs=0.51)
        assert lesson.head.minutes == lesson_minutes(lesson)
        assert len(found) in (3, 4), lesson.head.id


def test_an_etappe_is_cut_where_a_casus_begins_and_never_inside_a_kern() -> None:
    """Seen red with: a cut that looks at the minutes only, and one before a check question."""
    inside = 0
    for lesson in shipped().lessons.values():
        for part in parts(lesson)[1:]:
            step = lesson.step(part.pages[0].subject)
            assert step is None or step.role in (StepRole.CORE, StepRole.EXAMPLE), part.pages[0]
            assert part.pages[0].kind is not PageKind.CHECK
            inside += any(page.kind is PageKind.CASUS for page in part.pages[1:])
    assert inside <= 18, "where nothing else keeps to the minutes"


def test_a_lesson_that_cannot_be_cut_well_is_cut_as_well_as_can_be() -> None:
    """Own content may have a kern of twenty minutes, or no casus."""
    step = msgspec.structs.replace(LESSON.steps[1], text="woord " * 20 * WORDS_PER_MINUTE)
    lesson = replace(LESSON, steps=(LESSON.steps[0], step, *LESSON.steps[2:]), cases=())
    found = parts(lesson)
    assert [page for part in found for page in part.pages] == list(pages(lesson))
    assert max(part.minutes for part in found) >= 20
    assert len(parts(replace(LESSON, steps=LESSON.steps[:1], cases=(), items=()))) == 1


def test_minutes_come_from_the_words() -> None:
    step = LESSON.steps[1]
    long = msgspec.structs.replace(step, text="woord " * 3 * WORDS_PER_MINUTE)
    lesson = replace(LESSON, steps=(LESSON.steps[0], long, *LESSON.steps[2:]))
    page = Page(kind=PageKind.STEP, subject=step.anchor, title="")
    assert page_minutes(lesson, page) == pytest.approx(3, abs=0.1), "and what stands around it"
    assert lesson_minutes(lesson) == pytest.approx(lesson_minutes(LESSON) + 3, abs=1)


def test_what_is_told_of_an_answer_is_read_too() -> None:
    """Feedback and explanation. Seen red without the explanation: lessons took two minutes more than was promised."""
    before = shipped().lessons["rollen-01"]
    check = next(page for page in pages(before) if page.kind is PageKind.CHECK)
    item = next(one for one in before.items if one.id == check.subject)
    longer = msgspec.structs.replace(item, explanation=item.explanation + " woord" * WORDS_PER_MINUTE)
    after = replace(before, items=tuple(longer if one is item else one for one in before.items))
    assert page_minutes(after, check) == pytest.approx(page_minutes(before, check) + 1)
    quiz = Page(kind=PageKind.QUIZ, subject="rollen-01", title="")
    again = msgspec.structs.replace(before.head, prequestions=(*before.head.prequestions, item.id))
    twice = [page_minutes(replace(one, head=again), quiz) for one in (before, after)]
    assert twice[1] == pytest.approx(twice[0] + 1 + WRONG), "what goes wrong comes back at the end, and is told again"


def test_a_wrong_answer_takes_a_first_look_and_a_second_try() -> None:
    """Seen red with the second try left out: what was promised was too short by a quarter."""
    right, wrong = asking(SINGLE, right=True), asking(SINGLE, right=False)
    looked = sum(len(option.feedback.split()) for option in SINGLE.options if not option.key) / 2
    put = len(SINGLE.stem.split()) + sum(len(option.text.split()) for option in SINGLE.options)
    assert wrong - right == pytest.approx((put + looked + 10) / WORDS_PER_MINUTE + 10 / 60)
    prices = Pace().prices({})
    assert prices.minutes(SINGLE, right=True) == right
    assert prices.minutes(SINGLE, right=False) == wrong + right, "in a quiz it comes back"
    assert prices.expected([SINGLE]) == pytest.approx(right + WRONG * wrong)


def test_the_debrief_is_read_too() -> None:
    """What was not chosen, and what it would have brought. Seen red without: a casus of 8 minutes promised as 5."""
    (first, *others) = CASUS.nodes
    choices = [msgspec.structs.replace(one, consequence="woord " * WORDS_PER_MINUTE) for one in first.choices]
    longer = msgspec.structs.replace(CASUS, nodes=(msgspec.structs.replace(first, choices=tuple(choices)), *others))
    before = sum(len(one.consequence.split()) for one in first.choices) / WORDS_PER_MINUTE
    more = walk_minutes(longer, first.id) - walk_minutes(CASUS, first.id)
    assert more == pytest.approx(len(choices) - before, abs=0.05)
    behind = walk_minutes(longer, others[0].id, [first.id]) - walk_minutes(longer, others[0].id)
    assert behind > len(choices) - 1, "what is behind is told at the end"


def test_a_casus_that_goes_round_ends() -> None:
    """Seen red when a scene that was seen was walked through again: it never ended."""
    (first, *others) = CASUS.nodes
    choice = msgspec.structs.replace(first.choices[0], target=first.id)
    circle = msgspec.structs.replace(first, choices=(choice, *first.choices[1:]))
    end = CasusNode(id="slot", text="woord " * WORDS_PER_MINUTE, ending=Judgement.STRONG)
    casus = msgspec.structs.replace(CASUS, nodes=(circle, *others, end))
    page = Page(kind=PageKind.CASUS, subject=casus.id, title="")
    assert 0 < page_minutes(replace(LESSON, cases=(casus,)), page) < 1.5


def _paced(right: float, wrong: float, rounds: int) -> Pace:
    """A learner who takes so many seconds for a choice, feedback not read."""
    tape = Tape()
    here = study(tape)
    for number in range(2 * rounds):
        session = here.quiz(replace(LESSON, items=(SINGLE, ORDERING)), Mode.PRACTICE, anew=True)
        seconds = right if number % 2 else wrong
        here.answer(session, Choose((number % 2 - 1 if number % 2 else 1,)))
        tape.kept[-1] = msgspec.structs.replace(tape.kept[-1], at=tape.kept[-2].at + timedelta(seconds=seconds))
    return Progress.replay(tape.kept).pace


def _slower(pace: Pace, *, right: bool) -> float:
    """How many times the usual minutes asking takes this learner."""
    prices, usual = pace.prices({SINGLE.id: SINGLE}), Pace().prices({})
    known = prices.minutes(SINGLE, right=True), usual.minutes(SINGLE, right=True)
    if right:
        return known[0] / known[1]
    return (prices.minutes(SINGLE, right=False) - known[0]) / (usual.minutes(SINGLE, right=False) - known[1])


def test_an_item_takes_what_it_took_this_learner_before() -> None:
    """Times of the learner count the more, the more there are; those of another kind and outcome do not."""
    usual = {right: 60 * asking(SINGLE, right=right) for right in (True, False)}
    few, many = _paced(20, 100, 1), _paced(20, 100, 25)
    assert _slower(few, right=True) == pytest.approx((20 / usual[True] + TRUSTED) / (1 + TRUSTED))
    assert _slower(many, right=False) == pytest.approx((25 * 100 / usual[False] + TRUSTED) / (25 + TRUSTED))
    assert many.prices({}).minutes(MATCHING, right=True) == asking(MATCHING, right=True)


def test_who_makes_coffee_did_not_think_for_an_hour() -> None:
    assert _slower(_paced(3600, 50, 3), right=True) == 1, "a break is no learning"
    assert [took.seconds for took in _paced(900, 50, 1).answers["choose/goed"]] == [300]


def test_a_second_try_belongs_to_the_first_and_the_return_at_the_end_does_not() -> None:
    """Seen red with first tries only: a wrong answer seemed to take half of what it takes."""
    tape = Tape()
    here = study(tape)
    session = here.quiz(replace(LESSON, items=(SINGLE, ORDERING)), Mode.PRACTICE)
    steps: list[Callable[[], QuizSession]] = [
        lambda: here.answer(session, Choose((1,)))[0],
        lambda: here.retry(session),
        lambda: here.answer(session, Choose((0,)))[0],
        lambda: here.proceed(session),
    ]
    for step in steps:
        tape.now += timedelta(seconds=20)
        session = step()
    took = here.progress.pace.answers["choose/fout"][-1]
    assert took.item == SINGLE.id
    spent = took.seconds
    assert spent == 60 + 3 * 80, "answered, looked, tried again, read"
    for _ in range(2):
        tape.now += timedelta(seconds=20)
        session = here.answer(session, Arrange((0, 1, 2)) if session.current == ORDERING else Choose((0,)))[0]
        tape.now += timedelta(seconds=20)
        session = here.proceed(session)
    assert session.current is None, "it came back"
    assert here.progress.pace.answers["choose/fout"][-1].seconds == spent
    assert "choose/goed" not in here.progress.pace.answers


def test_giving_up_tells_nothing_about_a_kind() -> None:
    tape = Tape()
    here = study(tape)
    session = here.quiz(LESSON, Mode.PRACTICE)
    here.answer(session, GiveUp())
    assert here.progress.pace.answers == {}
    assert not isinstance(ITEMS[2], type(SINGLE))
    here.answer(here.quiz(replace(LESSON, items=(ORDERING,)), Mode.PRACTICE, anew=True), Arrange((0, 1, 2)))
    assert list(here.progress.pace.answers) == ["arrange/goed"]


@given(st.floats(0.2, 5))
def test_reading_slowly_makes_lessons_longer(factor: float) -> None:
    lesson, pace = LESSON, Pace()
    read = [page for page in pages(lesson) if page.kind is PageKind.STEP]
    for page in read:
        pace.reading[f"les/{page.id}"] = 60 * factor * page_minutes(lesson, page)
    expected = (len(read) * min(factor, 2.5) + TRUSTED) / (len(read) + TRUSTED)
    assert pace.slowness(CATALOGUE.lessons.values()) == pytest.approx(expected)
    assert Pace().slowness(CATALOGUE.lessons.values()) == 1


def test_a_page_takes_until_the_next_page() -> None:
    tape = Tape(START)
    here = study(tape)
    session = here.go(here.open_lesson("les"))
    here.go(session.forward())
    assert here.progress.pace.reading == {f"les/{session.page.id}": 60}


def test_how_far_is_weighed_in_minutes() -> None:
    """Seen red with: pages that count the same."""
    lesson = shipped().lessons["rollen-01"]
    session, places = LessonSession.at(lesson), []
    spent = sum(page_minutes(lesson, page) for page in session.pages)
    for _ in session.pages:
        far = how_far(session, Pace(), ())
        places.append((far.etappe.number, far.step, far.share))
        behind = sum(part.minutes for part in parts(lesson)[: far.etappe.number - 1])
        assert behind + far.share * far.etappe.minutes + far.left + far.after == pytest.approx(spent)
        assert session.page == far.etappe.pages[far.step - 1]
        session = session.forward()
    assert places == sorted(set(places))
    assert [share for _, step, share in places if step == 1] == [0] * len(parts(lesson)), "each etappe begins anew"
    first = [share for number, _, share in places if number == 1]
    assert first != [pytest.approx(step / len(first)) for step in range(len(first))]
    slow = Pace(reading={f"rollen-01/{page.id}": 600 for page in session.pages})
    assert (
        how_far(LessonSession.at(lesson), slow, [lesson]).left > 1.5 * how_far(LessonSession.at(lesson), slow, ()).left
    )


def test_a_lesson_has_a_place_to_stop_after_each_etappe_but_the_last() -> None:
    for lesson in shipped().lessons.values():
        session, stops = LessonSession.at(lesson), []
        for _ in session.pages:
            stops += [part.number for part in (stop_after(session),) if part]
            session = session.forward()
        count = len(parts(lesson))
        assert stops[0] == 1, lesson.head.id
        assert stops == list(range(1, count)), lesson.head.id
    assert stop_after(LessonSession.at(LESSON)) is None, "after less than two minutes nobody stops"
