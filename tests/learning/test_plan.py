"""The one plan: what now, what next, what is open, what may be skipped."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from tests.content.pack import shipped
from tests.learning.samples import CATALOGUE, LESSON, SINGLE, START, Tape, study
from tutor.learning.answers import Choose, Confidence, GiveUp
from tutor.learning.events import ProfileProgramme, ProfileRole
from tutor.learning.overview import summarise
from tutor.learning.plan import OPEN, Basis, Plan, after, make_plan, programmes_for, quizzes_left, whole
from tutor.learning.quiz import Mode
from tutor.learning.route import Role
from tutor.model import Catalogue, Lesson, Programme, Section, Stop
from tutor.service.study import Study


def _lesson(name: str, *audience: str) -> Lesson:
    head = msgspec.structs.replace(
        LESSON.head, id=name, title=name, audience=audience or ("raadslid",), prequestions=()
    )
    goals = tuple(msgspec.structs.replace(goal, id=f"{name}-doel") for goal in head.goals)
    item = msgspec.structs.replace(SINGLE, id=f"{name}-a", goal=f"{name}-doel")
    return replace(LESSON, head=msgspec.structs.replace(head, goals=goals), items=(item,), cases=())


LESSONS = tuple(_lesson(name) for name in "abcdef")
STOPS = (Stop(lesson="e", minutes=3, what="quiz"), Stop(lesson="c", minutes=10))
PROGRAMME = Programme(
    id="p", title="P", text="T.", audience=("raadslid",), sections=(Section(title="Een", stops=STOPS),)
)
MODULE = replace(CATALOGUE.modules[0], lessons=(*LESSONS, _lesson("w", "wethouder")), ids=())
CONTENT: Catalogue = replace(CATALOGUE, modules=(MODULE,), programmes=(PROGRAMME,))


def _plan(here: Study) -> Plan:
    return make_plan(here.progress, CONTENT)


def _named(made: Plan) -> tuple[str | None, str | None, list[str]]:
    now, following = made.now, made.next
    return (
        now.lesson if now else None,
        following.lesson if following else None,
        [lesson.head.id for lesson in made.open],
    )


def _begin(here: Study, *lessons: str) -> None:
    for lesson in lessons:
        here.go(here.open_lesson(lesson).forward())


def _learn(here: Study, lesson: str) -> None:
    session = here.open_lesson(lesson)
    while not session.at_end:
        session = here.go(session.forward())
    here.answer(here.quiz(CONTENT.lessons[lesson], Mode.PRACTICE), GiveUp())


def test_the_latest_is_gone_on_with_and_no_lesson_that_was_begun_is_forgotten() -> None:
    here = study(Tape(), CONTENT)
    assert _named(_plan(here)) == ("a", "b", [])
    _begin(here, "a", "b", "d", "e", "f")
    assert _named(_plan(here)) == ("f", "a", ["e", "d", "b"])
    assert len(_plan(here).open) == OPEN
    _learn(here, "f")
    _learn(here, "a")
    assert _named(_plan(here)) == ("e", "b", ["d"])


def test_a_programme_goes_before_the_route_and_the_route_before_the_catalogue() -> None:
    here = study(Tape(), CONTENT)
    assert _plan(here).basis is Basis.CATALOGUE
    here.answer_scan(here.scan(Role.COUNCILLOR), Choose((0,)), Confidence.SURE)
    while (scan := here.scan(Role.COUNCILLOR)).asked and scan.current:
        here.answer_scan(scan, Choose((0,)) if len(scan.asked) < 2 else GiveUp(), Confidence.SURE)
    made = _plan(here)
    assert made.basis is Basis.ROUTE
    assert made.skippable
    assert made.now
    assert made.now.lesson not in {lesson.head.id for lesson in made.skippable}
    here.tell(ProfileProgramme(programme="p"))
    assert _plan(here).basis is Basis.PROGRAMME
    here.tell(ProfileProgramme(programme=""))
    assert _plan(here).basis is Basis.ROUTE


def test_a_programme_that_is_done_makes_room_for_the_rest() -> None:
    here = study(Tape(), CONTENT)
    here.tell(ProfileProgramme(programme="p"))
    assert (_plan(here).now, _plan(here).next) == STOPS
    _begin(here, "c")
    made = _plan(here)
    assert (made.now, made.begun, made.next) == (STOPS[1], True, STOPS[0]), "what was begun is not offered twice"
    _learn(here, "c")
    here.answer(here.quiz(CONTENT.lessons["e"], Mode.PRACTICE), GiveUp())
    made = _plan(here)
    assert (made.basis, made.now) == (Basis.CATALOGUE, whole(LESSONS[0]))
    assert made.programme
    assert made.programme.next is None


def test_programmes_of_your_own_role_stand_first() -> None:
    here = study()
    other, own = (msgspec.structs.replace(PROGRAMME, id=name, audience=(name,)) for name in ("wethouder", "statenlid"))
    content = replace(CONTENT, programmes=(other, PROGRAMME, own))
    assert programmes_for(here.progress, content) == [other, PROGRAMME, own]
    here.tell(ProfileRole(role=Role.PROVINCIAL))
    assert programmes_for(here.progress, content) == [own, PROGRAMME, other]
    for_all = msgspec.structs.replace(PROGRAMME, id="allen", audience=("statenlid", "raadslid"))
    mixed = replace(CONTENT, programmes=(for_all, other, own))
    assert programmes_for(here.progress, mixed) == [own, for_all, other]


@pytest.mark.parametrize(
    ("role", "first"),
    [
        (Role.COUNCILLOR, "vliegende-start"),
        (Role.GROUP_LEADER, "fractieavond"),
        (Role.CANDIDATE, "kandidaat"),
        (Role.ALDERMAN, "vliegende-start-wethouder"),
        (Role.PROVINCIAL, "vliegende-start-statenlid"),
        (Role.WATER_BOARD, "vliegende-start-ab-lid"),
    ],
)
def test_the_programme_that_is_meant_for_you_stands_first(role: Role, first: str) -> None:
    """Of those that are shipped. Seen red: Fractieavond stood first for a new raadslid, and for a candidate."""
    here = study(Tape(), shipped())
    here.tell(ProfileRole(role=role))
    assert programmes_for(here.progress, here.catalogue)[0].id == first


def test_who_said_to_be_a_raadslid_is_not_sent_to_lessons_of_others() -> None:
    here = study(Tape(), CONTENT)
    for lesson in "abcdef":
        _learn(here, lesson)
    assert _named(_plan(here)) == ("w", None, [])
    here.tell(ProfileRole(role=Role.COUNCILLOR))
    assert _named(_plan(here)) == (None, None, [])


@pytest.mark.parametrize("looks", [1, 3])
def test_looking_up_begins_nothing(looks: int) -> None:
    here = study(Tape(), CONTENT)
    for _ in range(looks):
        here.read_step(CONTENT.lessons["d"], "kern-een")
    assert _named(_plan(here)) == ("a", "b", [])
    assert not _plan(here).begun


def test_other_programs_see_the_plan() -> None:
    here = study(Tape(), CONTENT)
    _begin(here, "b")
    told = summarise(here.progress, CONTENT, START)
    assert told["plan"] == {
        "basis": "lessen",
        "programme": None,
        "now": {"lesson": "b", "what": "les", "step": None, "minutes": LESSON.head.minutes},
        "begun": True,
        "next": {"lesson": "a", "what": "les", "step": None, "minutes": LESSON.head.minutes},
        "open": [],
        "skippable": [],
    }
    assert [lesson["read"] for lesson in told["lessons"]] == [False] * 7


def test_a_few_quizzes_that_were_left_are_named_and_none_that_is_done() -> None:
    """Seen red with: all of them."""
    here = study(catalogue=CONTENT)
    for lesson in LESSONS:
        session, _ = here.answer(here.quiz(lesson, Mode.TEST), GiveUp())
    assert list(quizzes_left(here.progress)) == [(name, Mode.TEST) for name in "fed"]
    here.hand_in(session)
    assert list(quizzes_left(here.progress)) == [(name, Mode.TEST) for name in "edc"]


def test_at_the_end_of_a_lesson_stand_the_plan_and_the_next_of_the_module() -> None:
    """Seen red with: only what the plan says."""

    def offered(here: Study, lesson: str) -> list[str]:
        return [stop.lesson for stop in after(here.progress, CONTENT, CONTENT.lessons[lesson])]

    here = study(Tape(), CONTENT)
    _learn(here, "c")
    assert offered(here, "c") == ["d", "a"], "nobody chose a plan: the module goes first"
    _learn(here, "d")
    assert offered(here, "c") == ["e", "a"]
    _begin(here, "a")
    assert offered(here, "d") == ["a", "e"], "what was left halfway goes first"
    followed = study(Tape(), CONTENT)
    followed.tell(ProfileProgramme(programme="p"))
    _learn(followed, "a")
    assert offered(followed, "a") == ["e", "b"], "the programme goes first"
    assert offered(followed, "d") == ["e"], "the same lesson is offered once"
