"""Following a programme: which stops are behind, and which one is next."""

from __future__ import annotations

from tests.learning.samples import CASUS, CATALOGUE, LESSON, Tape, study
from tutor.learning.answers import GiveUp
from tutor.learning.lesson import quiz_items
from tutor.learning.plan import ProgrammeState, follow
from tutor.learning.quiz import Mode
from tutor.model import Programme, Section, Stop
from tutor.service.study import Study

PROGRAMME = Programme(
    id="eerste-week",
    title="Je eerste week",
    text="Vier stappen.",
    audience=("raadslid",),
    sections=(
        Section(
            title="Dag 1",
            stops=(
                Stop(lesson="les", minutes=3, what="stap", step="kern-een"),
                Stop(lesson="weg", minutes=10),
                Stop(lesson="les", minutes=10),
            ),
        ),
        Section(
            title="Dag 2",
            stops=(Stop(lesson="les", minutes=5, what="quiz"), Stop(lesson="les", minutes=5, what="casus")),
        ),
    ),
)


def _state(here: Study) -> ProgrammeState:
    return follow(PROGRAMME, here.progress, CATALOGUE)


def test_a_new_learner_begins_at_the_first_stop_that_is_there() -> None:
    state = _state(study(Tape()))
    assert [stop.stop.what for stop in state.stops] == ["stap", "les", "quiz", "casus"]
    assert (state.done, state.next) == (0, state.stops[0])


def test_each_kind_of_stop_is_made_by_doing_it() -> None:
    here = study(Tape())
    session = here.open_lesson("les")
    while session.page.subject != "kern-een":
        session = here.go(session.forward())
    assert [stop.done for stop in _state(here).stops] == [True, False, False, False]
    while not session.at_end:
        session = here.go(session.forward())
    assert [stop.done for stop in _state(here).stops] == [True, False, False, False], "its questions were skipped"
    quiz = here.lesson_quiz(LESSON)
    for number, _ in enumerate(quiz_items(LESSON)):
        assert not _state(here).stops[2].done, number
        quiz = here.proceed(here.answer(quiz, GiveUp())[0])
    assert [stop.done for stop in _state(here).stops] == [True, False, True, False], "two questions are left"
    rest = here.quiz(LESSON, Mode.PRACTICE)
    while rest.current:
        rest = here.proceed(here.answer(rest, GiveUp())[0])
    assert _state(here).stops[1].done
    walk = here.open_casus(CASUS)
    assert _state(here).next == _state(here).stops[3]
    while not walk.finished:
        walk = here.choose(walk, 0)
    assert (_state(here).done, _state(here).next) == (4, None)


def test_a_step_that_was_opened_by_itself_counts_and_leaves_the_bookmark() -> None:
    here = study(Tape())
    here.read_step(LESSON, "kern-een")
    assert _state(here).stops[0].done
    assert here.progress.places == {}
    assert here.open_lesson("les").index == 0


def test_a_quiz_of_one_mode_counts_as_well() -> None:
    here = study(Tape())
    quiz = here.quiz(LESSON, Mode.PRACTICE)
    while quiz.current:
        quiz = here.proceed(here.answer(quiz, GiveUp())[0])
    assert _state(here).stops[2].done
