"""Study: everything that happened is found back by replay, and opinions never enter the log."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import zip_longest

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.content.pack import shipped
from tests.learning.samples import CASUS, CATALOGUE, ITEMS, LESSON, MULTIPLE, SINGLE, START, STATEMENT, Tape, study
from tests.learning.test_grading import RESPONSES
from tutor.learning.answers import Choose, GiveUp, Opinion, Response
from tutor.learning.events import Answered, Guessed, Undone
from tutor.learning.grading import Outcome
from tutor.learning.lesson import LessonSession, PageKind, asked_items, practice_items
from tutor.learning.log import Draft, Event
from tutor.learning.mastery import standings
from tutor.learning.overview import summarise
from tutor.learning.plan import make_plan, whole
from tutor.learning.progress import Progress
from tutor.learning.quiz import Mode, Phase, QuizSession
from tutor.learning.review_queue import GENTLE
from tutor.learning.route import Role
from tutor.model import Catalogue, Lesson, Module, revision
from tutor.service.phrases import lesson_state
from tutor.service.study import Study

STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ("answer", "answer", "retry", "proceed", "proceed", "hint", "undo", "mark", "first", "hand in")
        ),
        RESPONSES,
    ),
    max_size=40,
)


def _play(here: Study, session: QuizSession, steps: list[tuple[str, Response]]) -> QuizSession:
    moves: dict[str, Callable[[QuizSession], QuizSession]] = {
        "retry": here.retry,
        "proceed": here.proceed,
        "hint": here.hint,
        "undo": here.undo,
        "mark": here.mark,
        "first": lambda session: session.look_at(0),
        "hand in": lambda session: here.hand_in(session) if session.phase is Phase.REVIEW else session,
    }
    for step, response in steps:
        session = here.answer(session, response)[0] if step == "answer" else moves[step](session)
    return session


def _without_times(session: QuizSession) -> QuizSession:
    """Attempts carry the time of the clock, events that of the log; what was named is not kept."""
    attempts, given = (tuple(replace(a, at=a.at.min) for a in some) for some in (session.attempts, session.given))
    position = session.position if session.mode is Mode.PRACTICE else 0
    return replace(session, attempts=attempts, given=given, opened_with=0, named=frozenset(), position=position)


@settings(deadline=None)
@given(STEPS, st.sampled_from(Mode))
def test_replay_equals_state(steps: list[tuple[str, Response]], mode: Mode) -> None:
    tape = Tape()
    here = study(tape)
    session = _play(here, here.quiz(LESSON, mode), steps)
    again = study(tape)
    assert again.progress == here.progress
    resumed = again.running("les", mode)
    if tape.kept and session.phase is not Phase.DONE:
        assert resumed is not None
        assert _without_times(resumed) == _without_times(session)
    else:
        assert resumed is None


@settings(deadline=None)
@given(st.lists(st.sampled_from(("a", "b", "back", "vary", "restart")), max_size=15))
def test_casus_replay_equals_state(steps: list[str]) -> None:
    tape = Tape()
    here = study(tape)
    session = here.open_casus(CASUS)
    for step in steps:
        match step:
            case "back":
                session = here.casus_back(session)
            case "vary":
                session = here.vary(session, "wat-als-spoed")
            case "restart":
                session = here.restart_casus(session)
            case _:
                session = here.choose(session, "ab".index(step))
    assert not tape.kept or study(tape).open_casus(CASUS) == session


def test_a_lesson_is_done_when_it_was_read_and_four_in_five_of_what_it_asks_was_answered() -> None:
    """Seen red with all questions of the lesson asked, of which half are for who wants more."""
    content = shipped()
    lesson, here = content.lessons["rollen-01"], study(Tape(), content)
    asked = [item.id for item in asked_items(lesson)]
    assert 0.8 * len(practice_items(lesson)) > len(asked) == 12
    answers = here.ask(asked)
    for number in range(len(asked)):
        if number < 10:
            answers = here.proceed(here.answer(answers, GiveUp())[0])
        assert here.progress.practised(lesson) is (number >= 9)
    assert not here.progress.learned(lesson)
    assert lesson_state(here.progress, lesson) == "Je deed de vragen. De les is af als je ook alle stappen leest."
    for step in lesson.steps:
        here.read_step(lesson, step.anchor)
    assert here.progress.learned(lesson)


def test_lesson_place_survives_and_finishing_starts_over() -> None:
    tape = Tape()
    here = study(tape)
    session = here.go(here.open_lesson("les").forward().forward())
    assert study(tape).open_lesson("les") == session
    while not session.at_end:
        session = here.go(session.forward())
    assert here.progress.read(LESSON)
    assert not here.progress.learned(LESSON), "every question was skipped"
    assert study(tape).open_lesson("les").page.kind is PageKind.CHECK, "what was skipped first"
    quiz = here.quiz(LESSON, Mode.PRACTICE)
    while quiz.current:
        quiz = here.proceed(here.answer(quiz, GiveUp())[0])
    assert here.progress.learned(LESSON)
    assert study(tape).open_lesson("les") == LessonSession.at(LESSON)


def test_merely_looking_leaves_no_trace() -> None:
    tape = Tape()
    here = study(tape)
    here.quiz(LESSON, Mode.PRACTICE)
    here.open_casus(CASUS)
    here.open_lesson("les")
    assert tape.kept == []


def test_opinions_never_enter_the_log() -> None:
    tape = Tape()
    here = study(tape)
    session = here.quiz(LESSON, Mode.PRACTICE)
    while session.current is not STATEMENT:
        session = here.proceed(here.answer(session, Choose((0,)))[0])
    here.answer(session, Opinion(1))
    here.guess(STATEMENT, Opinion(1))
    assert [
        event.body.response
        for event in tape.kept
        if isinstance(event.body, Answered | Guessed) and event.subject == STATEMENT.id
    ] == [None, None]


class Full(Tape):
    """A log on a full disk."""

    def append(self, learner: str, drafts: Iterable[Draft]) -> tuple[Event, ...]:
        raise OSError("vol")


def test_what_was_not_stored_is_not_in_the_progress() -> None:
    here = study(Full())
    with pytest.raises(OSError, match="vol"):
        here.answer(here.quiz(LESSON, Mode.PRACTICE), Choose((0,)))
    assert here.progress.events == 0


def test_one_answer_is_one_transaction() -> None:
    calls: list[list[str]] = []

    class Counting(Tape):
        def append(self, learner: str, drafts: Iterable[Draft]) -> tuple[Event, ...]:
            listed = list(drafts)
            calls.append([draft.kind for draft in listed])
            return super().append(learner, listed)

    here = study(Counting())
    session = here.quiz(LESSON, Mode.PRACTICE)
    for _ in range(2):
        session = here.proceed(here.answer(session, Choose((0,)))[0])
    assert calls == [["quiz_started", "answered"], ["proceeded"], ["answered"], ["proceeded"]]
    calls.clear()
    test = here.quiz(LESSON, Mode.TEST)
    while test.current:
        test, _ = here.answer(test, Choose((0,)))
    assert calls == [["quiz_started", "filled"], *[["filled"]] * 5]
    here.hand_in(test)
    assert calls[-1] == [*["answered"] * 6, "quiz_finished"]


def test_mastery_needs_three_days_and_two_items() -> None:
    """Three quizzes in one evening are no spaced successes."""
    tape = Tape()
    here = study(tape)

    def right_on(day: float, *items: int) -> None:
        tape.now = START + timedelta(days=day)
        for item in items:
            lesson = replace(LESSON, items=(ITEMS[item],))
            session = here.quiz(lesson, Mode.TEST)
            here.hand_in(here.answer(session, Choose((0,)) if item == 0 else Choose((0, 1)))[0])

    def mastered() -> bool:
        return standings(here.progress, CATALOGUE, here.now())["les-doel"].mastered

    right_on(0, 0, 1, 0, 1)
    right_on(0.25, 0, 1)
    assert not mastered(), "before and after midnight is one evening"
    right_on(1, 0, 0)
    assert not mastered()
    right_on(2, 1)
    standing = standings(here.progress, CATALOGUE, here.now())["les-doel"]
    assert (standing.mastered, standing.items, standing.right, standing.score) == (True, 2, 2, 1.0)


def test_a_changed_item_keeps_its_history_without_old_feedback() -> None:
    tape = Tape()
    here = study(tape)
    session, _ = here.answer(here.quiz(LESSON, Mode.PRACTICE), Choose((1,)))
    changed = msgspec.structs.replace(SINGLE, question="Nieuwe vraag?")
    lesson = replace(LESSON, items=(changed, MULTIPLE))
    module = replace(CATALOGUE.modules[0], lessons=(lesson,))
    resumed = study(tape, replace(CATALOGUE, modules=(module,))).running(lesson.head.id, Mode.PRACTICE)
    assert resumed is not None
    assert resumed.attempts[0].verdict.outcome is session.attempts[0].verdict.outcome
    assert resumed.attempts[0].verdict.notes == ()
    assert resumed.items == (changed, MULTIPLE)


def test_home_knows_what_to_continue_and_what_is_next() -> None:
    tape = Tape()
    here = study(tape)
    made = make_plan(here.progress, CATALOGUE)
    assert (made.now, made.begun, made.next) == (whole(LESSON), False, None)
    here.go(here.open_lesson("les").forward())
    made = make_plan(here.progress, CATALOGUE)
    assert (made.now, made.begun, made.next) == (whole(LESSON), True, None)


def test_the_summary_tells_what_happened() -> None:
    here = study(Tape())
    session = here.quiz(LESSON, Mode.TEST)
    while session.current:
        session, _ = here.answer(session, Choose((0,)))
    here.hand_in(session)
    summary = summarise(here.progress, CATALOGUE, here.now())
    assert summary["answers"] == 6
    assert summary["lessons"][0]["state"] == "new"
    (goal,) = summary["goals"]
    assert (goal["items"], goal["right"], goal["mastered"]) == (6, 1, False)
    assert goal["score"] == pytest.approx(1.5 / 6)
    (done,) = summary["quizzes"]
    assert (done["mode"], done["right"], done["scored"]) == ("toets", 1, 6)


def _at_once(*tapes: Tape) -> list[Event]:
    """The events of several laptops as a merge puts them, one minute apart."""
    turns = zip_longest(*(tape.kept for tape in tapes))
    return [event for turn in turns for event in turn if event is not None]


def test_taking_back_on_one_laptop_leaves_the_answer_of_another() -> None:
    one, two = Tape(), Tape(START + timedelta(seconds=30))
    here, there = study(one), study(two, seed=8)
    session = here.answer(here.quiz(LESSON, Mode.PRACTICE), Choose((2,)))[0]
    there.answer(there.quiz(LESSON, Mode.PRACTICE), Choose((1,)))
    here.undo(session)
    assert Progress.replay(_at_once(one, two)).memory == there.progress.memory


def test_what_was_answered_before_the_quiz_was_opened_is_not_taken_back() -> None:
    """Whether the right answer was shown by then, nobody kept."""
    tape = Tape()
    here = study(tape)
    wrong = here.answer(here.quiz(LESSON, Mode.PRACTICE), Choose((1,)))[0]
    assert wrong.may_undo
    again = study(tape).quiz(LESSON, Mode.PRACTICE)
    assert (again.phase, again.withholds, again.may_undo) == (Phase.FEEDBACK, True, False)
    assert here.answer(again.retry(), Choose((1,)))[0].tries_at(SINGLE.id)[0] == again.tries[0]


def test_an_old_log_in_which_more_was_taken_back_replays_as_it_did() -> None:
    """Once an answer could be taken back after its right answer was shown, and at the next question."""
    tape = Tape()
    here = study(tape)
    right = here.proceed(here.answer(here.quiz(LESSON, Mode.PRACTICE), Choose((0,)))[0])
    tape.append(here.learner, [Draft(subject=SINGLE.id, body=Undone(session=right.id))])
    again = study(tape).quiz(LESSON, Mode.PRACTICE)
    assert (again.position, again.attempts, again.phase) == (0, (), Phase.ASKING)
    assert SINGLE.id not in study(tape).progress.memory.cards


def test_two_scans_on_two_laptops_keep_their_own_answers() -> None:
    one, two = Tape(), Tape(START + timedelta(seconds=30))
    here, there = study(one), study(two, seed=8)
    mine, yours = here.scan(Role.COUNCILLOR), there.scan(Role.COUNCILLOR)
    while mine.current and yours.current:
        mine, _ = here.answer_scan(mine, GiveUp())
        yours, _ = there.answer_scan(yours, Choose((0,)))
    merged = Progress.replay(_at_once(one, two))
    assert [scan.answers for scan in merged.scans] == [here.progress.scans[0].answers, there.progress.scans[0].answers]
    assert merged.scanning == []


def test_a_scan_that_was_left_does_not_come_back_after_a_later_one() -> None:
    tape = Tape()
    here = study(tape)
    here.answer_scan(here.scan(Role.COUNCILLOR), GiveUp())
    later = here.scan(Role.CLERK)
    while later.current:
        later, _ = here.answer_scan(later, GiveUp())
    assert here.progress.scanning == study(tape).progress.scanning == []


def _all_wrong(tape: Tape) -> Study:
    """Somebody who knew nothing in a toets, and comes back two days later."""
    here = study(tape)
    session = here.quiz(LESSON, Mode.TEST)
    while session.current:
        session, _ = here.answer(session, GiveUp())
    here.hand_in(session)
    tape.now += timedelta(days=2)
    return study(tape)


def _asks(session: QuizSession | None) -> list[str]:
    assert session
    return [item.id for item in session.items]


def test_a_review_of_another_day_is_let_go_and_chosen_anew() -> None:
    tape = Tape()
    here = _all_wrong(tape)
    begun = here.review()
    assert begun
    here.answer(begun, GiveUp())
    again = here.review()
    assert again
    assert (again.id, len(again.attempts)) == (begun.id, 1), "on the same evening it goes on"
    tape.now += timedelta(hours=6)
    assert study(tape).review() == replace(again, opened_with=1), "also after midnight"
    tape.now += timedelta(days=60)
    anew = study(tape).review()
    assert anew
    assert (anew.attempts, len(anew.items)) == ((), GENTLE)


def test_a_review_does_not_ask_what_is_due_no_more() -> None:
    tape = Tape()
    here = _all_wrong(tape)
    begun = here.review()
    assert begun
    here.answer(begun, GiveUp())
    practice = here.quiz(LESSON, Mode.PRACTICE)
    for _ in range(2):
        practice = here.proceed(here.answer(practice, GiveUp())[0])
    assert MULTIPLE.id in _asks(begun)[1:]
    answered = {_asks(begun)[0], SINGLE.id, MULTIPLE.id}
    assert set(_asks(here.review())) == set(_asks(begun)) - answered
    while practice.current:
        practice = here.proceed(here.answer(practice, GiveUp())[0])
    assert here.review() is None
    assert not here.may_review()


def test_what_was_left_on_another_day_can_be_begun_anew_and_mixes_nothing() -> None:
    tape = Tape()
    here = study(tape)
    left, _ = here.answer(here.quiz(LESSON, Mode.TEST), Choose((0,)))
    assert here.left_on(left) is None
    tape.now += timedelta(days=90)
    here = study(tape, seed=8)
    assert here.left_on(here.quiz(LESSON, Mode.TEST)) == date(2026, 11, 24)
    assert here.quiz(LESSON, Mode.TEST) == replace(left, given=here.quiz(LESSON, Mode.TEST).given)
    anew = here.quiz(LESSON, Mode.TEST, anew=True)
    assert (anew.id != left.id, anew.given, here.left_on(anew)) == (True, (), None)
    anew, _ = here.answer(anew, GiveUp())
    resumed = study(tape).quiz(LESSON, Mode.TEST)
    assert (resumed.id, study(tape).left_on(resumed)) == (anew.id, None)
    while anew.current:
        anew, _ = here.answer(anew, GiveUp())
    anew = here.hand_in(anew)
    assert here.progress.done[-1].right == anew.results().right == 0
    assert here.quiz(LESSON, Mode.TEST).given == (), "what was let go does not come back"
    assert study(tape).progress == here.progress


def test_an_answer_of_a_toets_can_be_changed_and_only_the_last_one_counts() -> None:
    """Seen red with answers that were stored as `answered` when they were given."""
    tape = Tape()
    here = study(tape)
    session, _ = here.answer(here.mark(here.quiz(LESSON, Mode.TEST)), Choose((1,)))
    session, _ = here.answer(session.look_at(0), Choose((0,)))
    assert (here.progress.answers, here.progress.memory.cards) == ([], {})
    resumed = study(tape).quiz(LESSON, Mode.TEST)
    given = resumed.given_at(SINGLE)
    assert given
    assert (given.response, resumed.marked, resumed.position) == (Choose((0,)), frozenset({SINGLE.id}), 1)
    done = here.hand_in(resumed.look_at(len(resumed.items)))
    assert done.phase is Phase.DONE
    first, *others = here.progress.answers
    assert (first.item, first.outcome, first.attempt) == (SINGLE.id, Outcome.RIGHT, 1)
    assert [other.outcome for other in others] == [Outcome.WRONG] * (len(done.items) - 1), "what is open is not known"
    assert here.progress.done[-1].right == 1
    assert study(tape).progress == here.progress


def test_a_toets_of_a_program_that_counted_each_answer_at_once_goes_on() -> None:
    """What was stored as `answered` stays as it is; what comes after it can be changed until it is handed in."""
    tape = Tape()
    here = study(tape)
    old = here.quiz(LESSON, Mode.TEST)
    body = Answered(
        session=old.id,
        mode=Mode.TEST,
        response=Choose((1,)),
        confidence=None,
        outcome=Outcome.WRONG,
        score=0,
        attempt=1,
    )
    tape.append(here.learner, [old.started(), Draft(subject=SINGLE.id, revision=revision(SINGLE), body=body)])
    session = study(tape).quiz(LESSON, Mode.TEST)
    assert (session.id, session.position, len(session.attempts)) == (old.id, 1, 1)
    assert session.look_at(0) is session, "what counts already stays shut"
    here = study(tape)
    while session.current:
        session, _ = here.answer(session, GiveUp())
    here.hand_in(session)
    assert [answer.item for answer in here.progress.answers] == [item.id for item in session.items]
    assert here.progress.quizzes == {}


def test_a_zelfscan_that_was_left_on_another_day_can_be_begun_anew() -> None:
    tape = Tape()
    two = Catalogue(modules=(Module(head=CATALOGUE.modules[0].head, lessons=(LESSON, _other())),))
    here = study(tape, two)
    left, _ = here.answer_scan(here.scan(Role.COUNCILLOR), GiveUp())
    tape.now += timedelta(days=1)
    here = study(tape, two, seed=8)
    assert here.left_on(here.scan(Role.COUNCILLOR)) == date(2026, 11, 24)
    anew = here.scan(Role.COUNCILLOR, anew=True)
    assert (anew.id != left.id, anew.asked, here.left_on(anew)) == (True, (), None)


def _other() -> Lesson:
    """The same lesson under other ids."""
    items = tuple(msgspec.structs.replace(item, id=item.id.replace("les", "ander")) for item in ITEMS)
    return replace(LESSON, head=msgspec.structs.replace(LESSON.head, id="ander"), items=items)


def test_a_check_of_another_day_is_asked_again() -> None:
    tape = Tape()
    here = study(tape)
    lesson = here.open_lesson("les")
    page = next(page for page in lesson.pages if page.kind is PageKind.CHECK)
    here.answer(here.check(LESSON, page), GiveUp())
    assert here.check(LESSON, page).attempts
    tape.now += timedelta(days=1)
    assert study(tape).check(LESSON, page).attempts == ()


def test_review_brings_back_what_is_due_and_resumes() -> None:
    tape = Tape()
    here = study(tape)
    session = here.quiz(LESSON, Mode.TEST)
    while session.current:
        session, _ = here.answer(session, Choose((0,)))
    assert not here.progress.answers, "nothing counts before it is handed in"
    here.hand_in(session)
    assert here.review() is None
    tape.now += timedelta(days=10)
    review = here.review()
    assert review is not None
    assert {item.id for item in review.items} == {"les-a", "les-b", "les-c", "les-d", "les-e", "les-f"}
    assert here.why_now(review)
    here.answer(review, Choose((0,)))
    resumed = study(tape).review()
    assert resumed is not None
    assert resumed.id == review.id


def test_dated_items_leave_tests_and_reviews() -> None:
    tape = Tape()
    head = msgspec.structs.replace(LESSON.head, review_by=START.date())
    lesson = replace(LESSON, head=head)
    catalogue = replace(CATALOGUE, modules=(replace(CATALOGUE.modules[0], lessons=(lesson,)),))
    here = study(tape, catalogue)
    here.answer(here.quiz(lesson, Mode.PRACTICE), Choose((0,)))
    tape.now += timedelta(days=10)
    assert here.review() is None
    assert here.quiz(lesson, Mode.TEST).items == ()
    assert len(here.quiz(lesson, Mode.PRACTICE).items) == len(lesson.items)


def test_what_was_brought_home_comes_first_and_once() -> None:
    tape = Tape()
    here = study(tape)
    assert here.assign("Integriteit", ["les-c", "bestaat-niet", STATEMENT.id, "les-a"]) == 2
    again = study(tape)
    review = again.review()
    assert review is not None
    assert [item.id for item in review.items] == ["les-c", "les-a"]
    assert again.why_now(review) == "Deze vraag nam je mee van de avond ‘Integriteit’."
    review, _ = again.answer(review, GiveUp())
    assert list(again.progress.assigned) == ["les-a"]
    assert study(tape).assign("Leeg", ["bestaat-niet"]) == 0
