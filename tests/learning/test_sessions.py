"""Quiz, casus and lesson as frozen values."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.content.pack import shipped
from tests.learning.samples import CASUS, ITEMS, LESSON, MULTIPLE, NUMBER, OPEN, SHORT, SINGLE, START, STATEMENT
from tests.learning.test_grading import RESPONSES
from tutor.content.rules.lessons import reach
from tutor.learning.answers import Choose, GiveUp, Opinion, Reflect, Response, Write
from tutor.learning.casus import CasusSession, tree
from tutor.learning.grading import PROMPTED, Outcome
from tutor.learning.lesson import (
    QUIZ_LENGTH,
    LessonSession,
    PageKind,
    asked_items,
    gradable,
    gradable_items,
    more_items,
    pages,
    practice_items,
    quiz_items,
)
from tutor.learning.mastery import MASTERY_ITEMS
from tutor.learning.progress import Answer
from tutor.learning.quiz import TRIES, Mode, Phase, QuizSession
from tutor.model import Item


def quiz(*items: Item, mode: Mode = Mode.PRACTICE) -> QuizSession:
    return QuizSession(id="s", subject="les", purpose="quiz", mode=mode, items=items, seed=1)


def answer(session: QuizSession, response: Response) -> QuizSession:
    return session.answer(response, None, START)[0]


def test_practice_gives_feedback_and_then_goes_on() -> None:
    session = answer(quiz(SINGLE, MULTIPLE), Choose((0,)))
    assert session.phase is Phase.FEEDBACK
    assert session.current is SINGLE
    session = session.proceed()
    assert (session.phase, session.current) == (Phase.ASKING, MULTIPLE)


def test_practice_allows_a_second_try_but_the_first_counts() -> None:
    session = answer(quiz(SINGLE), Choose((1,)))
    assert session.may_retry
    session = answer(session.retry(), Choose((0,)))
    assert not session.may_retry
    results = session.proceed().results()
    assert (results.right, results.lines[0].tries) == (0, TRIES)


def test_no_second_try_after_giving_up_or_a_right_answer() -> None:
    assert not answer(quiz(SINGLE), GiveUp()).may_retry
    assert not answer(quiz(SINGLE), Choose((0,))).may_retry


def test_what_was_not_right_comes_back_once_at_the_end() -> None:
    """Seen red without it, and with the answers of the second round counted for the score."""
    session = quiz(SINGLE, MULTIPLE, NUMBER)
    session = answer(session, Choose((1,))).retry()
    assert session.comes_back(SINGLE)
    session = answer(answer(session, Choose((0,))).proceed(), Choose((0, 1))).proceed()
    session = answer(session, GiveUp()).proceed()
    assert [item.id for item in session.order] == ["les-a", "les-b", "les-e", "les-a", "les-e"]
    assert (session.returning, session.current, session.place) == (True, SINGLE, (1, 2))
    assert session.phase is Phase.ASKING
    assert not session.may_undo
    wrong = answer(session, Choose((1,)))
    assert (wrong.phase, wrong.may_retry, wrong.withholds, wrong.may_undo) == (Phase.FEEDBACK, False, False, False)
    session = answer(wrong.proceed(), Write("12")).proceed()
    assert session.phase is Phase.DONE, "once, also when it is wrong again"
    assert (session.results().right, len(session.results().scored)) == (1, 3)
    assert [line.tries for line in session.results().lines] == [3, 1, 2]


def test_nothing_comes_back_in_a_test_or_of_one_question_or_of_an_opinion() -> None:
    assert answer(quiz(SINGLE, MULTIPLE, mode=Mode.TEST), GiveUp()).order == (SINGLE, MULTIPLE)
    assert answer(quiz(SINGLE), GiveUp()).proceed().phase is Phase.DONE
    assert answer(quiz(STATEMENT, SINGLE), Opinion(0)).order == (STATEMENT, SINGLE)


def test_a_test_goes_straight_on_without_hints_or_undo() -> None:
    session = quiz(SINGLE, MULTIPLE, mode=Mode.TEST)
    assert session.take_hint() is session
    session = answer(session, Choose((1,)))
    assert session.current is MULTIPLE
    assert session.undo() is session
    session = answer(session, Choose((0,)))
    assert session.phase is Phase.REVIEW
    assert (session.attempts, session.finished()) == ((), [])
    session = session.hand_in(START)
    assert session.phase is Phase.DONE
    (goal,) = session.results().per_goal
    assert (goal.items, goal.score) == (2, 0.5)


def test_who_skips_or_comes_back_in_a_test_goes_on_with_what_is_open() -> None:
    session = quiz(SINGLE, MULTIPLE, NUMBER, mode=Mode.TEST).beside(1)
    assert session.current is MULTIPLE
    session = answer(session, Choose((0,)))
    assert session.current is NUMBER
    session = answer(session, Write("12"))
    assert (session.phase, session.place) == (Phase.REVIEW, (3, 3)), "what was skipped waits in the review"
    assert [item for item in session.open if not session.given_at(item)] == [SINGLE]
    session = answer(session.look_at(1), Choose((0, 1)))
    assert session.phase is Phase.REVIEW
    assert session.look_at(0).mark().marked == {SINGLE.id}
    assert session.beside(-1).current is NUMBER
    assert quiz(SINGLE, NUMBER).look_at(1).position == 0, "only of a toets"
    done = session.hand_in(START)
    assert [attempt.response for attempt in done.attempts] == [GiveUp(), Choose((0, 1)), Write("12")]


def test_what_changed_is_told_by_the_last_answer_before() -> None:
    """Seen red with answers of the same session counted, and with second tries."""

    def before(item: Item, outcome: Outcome, *, session: str = "eerder", attempt: int = 1) -> Answer:
        return Answer(
            item=item.id, session=session, outcome=outcome, score=0, attempt=attempt, confidence=None, at=START
        )

    right, wrong = Outcome.RIGHT, Outcome.WRONG
    session = answer(quiz(SINGLE, MULTIPLE, NUMBER), Choose((0,))).proceed()
    session = answer(session, Choose((0,))).proceed()
    earlier = [before(SINGLE, right), before(SINGLE, wrong), before(SINGLE, right, attempt=2), before(MULTIPLE, right)]
    here = [before(SINGLE, right, session="s"), before(MULTIPLE, wrong, session="s")]
    assert session.results().changes("s", [*earlier, *here]) == (frozenset({SINGLE.id}), frozenset({MULTIPLE.id}))
    assert session.results().changes("s", here) == (frozenset(), frozenset())


def test_hint_is_shown_once_asked_for() -> None:
    session = quiz(SINGLE)
    assert session.hint == ""
    assert session.take_hint().hint == SINGLE.hint
    assert quiz(MULTIPLE).take_hint().hint == ""


def test_unclear_answers_do_not_count() -> None:
    session, verdict = quiz(SHORT).answer(Write("amendemant"), None, START)
    assert verdict.outcome is Outcome.UNCLEAR
    assert session.attempts == ()
    assert quiz(NUMBER).answer(Write("12 of 13"), None, START)[0].attempts == ()


@pytest.mark.parametrize("typed", [Write("amendement", prompted=True), Write("Het amendement")])
def test_who_was_told_the_word_does_not_have_it_right_at_once(typed: Write) -> None:
    session, _ = quiz(SHORT, SINGLE).answer(Write("amendemant"), None, START)
    session, verdict = session.answer(typed, None, START)
    assert (verdict.outcome, verdict.score) == (Outcome.PARTLY, 0.5)
    assert verdict.notes[0].text == f"{PROMPTED} {SHORT.feedback}"
    assert not session.may_retry, "the word is known: there is nothing left to find"
    assert not session.withholds
    assert session.results().right == 0
    assert session.proceed().named == frozenset()


def test_another_word_than_the_one_that_was_named_is_the_learners_own() -> None:
    session, _ = quiz(SHORT).answer(Write("amendemant"), None, START)
    assert session.answer(Write("wijzigingsvoorstel"), None, START)[1].right
    assert session.answer(Write("motie"), None, START)[1].outcome is Outcome.WRONG


def test_an_answer_can_be_taken_back_until_the_right_one_is_shown() -> None:
    wrong = answer(quiz(SINGLE, MULTIPLE), Choose((1,)))
    assert wrong.may_undo
    assert wrong.undo() == quiz(SINGLE, MULTIPLE)
    assert wrong.retry().undo() == quiz(SINGLE, MULTIPLE)
    for shown in (
        wrong.reveal(),
        wrong.reveal().proceed(),
        wrong.proceed(),
        answer(wrong.retry(), Choose((1,))),
        answer(quiz(SINGLE), Choose((0,))),
        answer(quiz(SINGLE), GiveUp()),
        answer(quiz(OPEN), Reflect("x", ())),
        answer(quiz(OPEN), Reflect("x", ())).retry(),
        answer(quiz(SHORT), Write("amendement", prompted=True)),
        replace(wrong, opened_with=1),
    ):
        assert not shown.may_undo
        assert shown.undo() is shown
    assert answer(quiz(STATEMENT), Opinion(1)).may_undo, "there is no right answer to see"


def test_opinions_are_not_kept_even_in_memory() -> None:
    session = answer(quiz(STATEMENT), Opinion(1))
    assert session.attempts[0].response is None
    assert session.results().scored == ()


@given(st.lists(st.tuples(st.sampled_from(("answer", "retry", "proceed", "hint", "undo")), RESPONSES), max_size=30))
def test_undo_takes_back_exactly_the_last_answer(steps: list[tuple[str, Response]]) -> None:
    session = quiz(*ITEMS)
    for step, response in steps:
        before = session
        match step:
            case "answer":
                session = answer(session, response)
                if len(session.attempts) > len(before.attempts):
                    assert replace(session.without_last(), named=before.named) == before
            case "retry":
                session = session.retry()
            case "proceed":
                session = session.proceed()
            case "hint":
                session = session.take_hint()
            case _:
                session = session.undo()
                assert len(session.attempts) == max(0, len(before.attempts) - before.may_undo)
        assert 0 <= session.position <= len(session.items)
        assert all(len(session.tries_at(item.id)) <= TRIES for item in session.items)


def test_casus_tells_the_own_road_and_the_road_not_taken() -> None:
    session = CasusSession.begin("w", CASUS)
    assert session.role == "raadslid"
    session = session.choose(0)
    assert (session.role, session.node.id) == ("griffier", "gebeld")
    assert session.last is not None
    assert session.last.consequence == "Na bellen."
    assert session.debrief() is None
    debrief = session.choose(0).debrief()
    assert debrief is not None
    assert [choice.text for _, choice in debrief.path] == ["bellen", "vragen"]
    assert [[choice.text for choice in road.choices] for road in debrief.not_taken] == [["wachten"], ["zwijgen"]]
    assert debrief.floor == CASUS.floor


@pytest.mark.parametrize("seed", range(3))
def test_the_tree_of_a_casus_has_every_choice_once_and_marks_those_that_were_taken(seed: int) -> None:
    """Seen red with scenes beside the path drawn where they are met a second time."""
    for casus in shipped().cases.values():
        walk, session = Random(seed), CasusSession.begin("w", casus)
        while not session.finished and len(session.path) < 20:
            session = session.choose(walk.randrange(len(session.node.choices)))
        nodes = {node.id: node for node in casus.nodes}
        beyond = reach(
            {name: {choice.target for choice in node.choices} for name, node in nodes.items()}, [casus.start]
        )
        twigs = tree(session, whole=True)
        if len({taken.node for taken in session.path}) == len(session.path):
            assert len(twigs) == sum(len(nodes[name].choices) for name in beyond)
        assert [twig.text for twig in twigs if twig.taken] == [
            casus.node(taken.node).choices[taken.choice].text for taken in session.path
        ]
        so_far = tree(session.back(), whole=False)
        assert sum(twig.taken for twig in so_far) == len(session.path) - 1
        assert not any(twig.ending for twig in so_far if not twig.taken), "the rail gives no ending away"


def test_casus_back_variation_and_impossible_choices() -> None:
    session = CasusSession.begin("w", CASUS).choose(1)
    assert session.back().node.id == "mail"
    assert session.choose(0) is session
    varied = session.vary("wat-als-spoed")
    assert varied.node.id == "spoed"
    assert varied.role == "raadslid"
    debrief = varied.choose(0).debrief()
    assert debrief is not None
    assert debrief.variations == ()
    assert session.vary("bestaat-niet") is session
    assert session.restart().node.id == "mail"


def test_lesson_pages_are_in_the_promised_order() -> None:
    assert [page.id for page in pages(LESSON)] == [
        "stap:situatie",
        "prik:les-a",
        "stap:kern-een",
        "vraag:les-b",
        "stap:kern-twee",
        "vraag:les-c",
        "stap:voorbeeld",
        "casus:les-casus",
        "quiz:les",
        "stap:gesprek",
        "stap:morgen",
    ]


def test_the_quiz_of_a_lesson_has_six_questions_and_ends_with_what_was_guessed() -> None:
    """Seen red with a quiz of all that was not asked on the way."""
    assert [item.id for item in quiz_items(LESSON)] == ["les-d", "les-e", "les-f", "les-g", "les-h", "les-a"]
    assert [item.id for item in more_items(LESSON)] == ["les-i"]
    assert [item.id for item in gradable_items(LESSON)] == ["les-a", "les-b", "les-c", "les-d", "les-e", "les-f"]


def test_the_quiz_of_each_lesson_fits_in_an_etappe_and_leaves_no_goal_out() -> None:
    """A goal is mastered on two items at least: a lesson asks so many of each."""
    for lesson in shipped().lessons.values():
        quiz, asked = quiz_items(lesson), asked_items(lesson)
        assert len(quiz) == QUIZ_LENGTH, lesson.head.id
        assert [item.id for item in quiz if item.id in lesson.head.prequestions] == [
            item.id for item in quiz[-len(lesson.head.prequestions) :]
        ]
        for goal in lesson.head.goals:
            found = [item for item in asked if item.goal == goal.id and gradable(item)]
            assert len(found) >= MASTERY_ITEMS, goal.id
        assert sorted((*asked, *more_items(lesson)), key=id) == sorted(practice_items(lesson), key=id)


def test_lesson_place() -> None:
    session = LessonSession.at(LESSON, "stap:voorbeeld")
    assert session.page.subject == "voorbeeld"
    assert session.forward().page.kind is PageKind.CASUS
    assert session.back().page.kind is PageKind.CHECK
    assert LessonSession.at(LESSON, "stap:weg").index == 0
    assert LessonSession.at(LESSON).back().index == 0
    assert session.to_step("kern-een").page.title == "Kern-een"
    assert session.to_step("weg") is session


@given(st.sampled_from(sorted(shipped().cases)), st.lists(st.integers(0, 3), min_size=12, max_size=12))
def test_the_scenes_that_are_told_never_become_fewer_and_end_right(name: str, choices: list[int]) -> None:
    """Seen red with the mean over the roads from here: `van ongeveer 4` became 3 after a choice."""
    walk = CasusSession.begin("x", shipped().cases[name])
    told = [walk.scenes]
    for choice in choices:
        if not walk.finished:
            walk = walk.choose(choice % len(walk.node.choices))
            told.append(walk.scenes)
    assert [number for number, _ in told] == list(range(1, len(told) + 1))
    assert [total for _, total in told] == sorted(total for _, total in told)
    assert all(number <= total for number, total in told)
    assert not walk.finished or told[-1][0] == told[-1][1]
