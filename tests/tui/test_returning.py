"""Home, review and actions: what comes back, gently, and never as a backlog."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.content.pack import shipped
from tests.tui.helpers import SampleWorkspace, opened, practise, press, seen, told
from tests.tui.sample import CATALOGUE
from tutor.learning.answers import GiveUp
from tutor.learning.lesson import PageKind
from tutor.learning.notebook import CHECK_IN
from tutor.learning.quiz import Mode
from tutor.learning.review_queue import GENTLE
from tutor.learning.route import Role
from tutor.model import Catalogue
from tutor.service.study import REVIEW, Study
from tutor.service.workspace import Profile
from tutor.tui.destinations import ToLesson, ToQuiz, ToReview, ToScan
from tutor.tui.screens.dialog import ChoiceDialog
from tutor.tui.screens.lesson import LessonScreen
from tutor.tui.screens.lessons import ProgrammeScreen
from tutor.tui.screens.quiz import QuizScreen
from tutor.tui.screens.today import TodayScreen
from tutor.tui.screens.unjudged import ScanScreen
from tutor.tui.widgets.picker import MenuList


def learned(desk: SampleWorkspace, *, action: bool = False) -> tuple[Profile, Study]:
    """Somebody who did the quiz of every lesson and knew nothing."""
    profile = desk.create("Samira")
    study = desk.open(profile)
    for lesson in desk.catalogue.lessons.values():
        quiz = study.quiz(lesson, Mode.TEST)
        while quiz.current:
            quiz, _ = study.answer(quiz, GiveUp())
        study.hand_in(quiz)
    if action:
        study.plan_action(desk.catalogue.lessons["rollen-01"])
    return profile, study


async def test_a_new_learner_has_nothing_to_review() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        assert "Herhalen" not in seen(app)
        assert "Vijf minuten is genoeg om te beginnen." in told(app)
        await press(pilot, "h")
        assert isinstance(app.screen, TodayScreen)
        assert app.routes
        app.routes.go(ToReview())
        await press(pilot)
        assert "Vandaag hoeft er niets" in told(app)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=["80x24", "40x12"])
async def test_what_is_due_is_offered_as_a_session_and_not_as_a_backlog(size: tuple[int, int]) -> None:
    desk = SampleWorkspace()
    profile, study = learned(desk)
    desk.ahead = timedelta(days=8)
    assert len(study.progress.memory.cards) > 10
    async with opened(desk, profile=profile, size=size) as (app, pilot):
        home = told(app)
        found = re.search(r"3 Herhalen (\d+) vragen, (\d+) minuten", home)
        assert found
        assert int(found[1]) < len(study.progress.memory.cards), "what fits in a session, and no backlog"
        assert int(found[2]) <= 5
        assert "leerde je in één week." in home
        await press(pilot, "h")
        assert isinstance(app.screen, QuizScreen)
        assert app.screen.session.purpose == REVIEW
        assert "Waarom nu? Op 23 november ging deze vraag niet goed" in told(app)


async def test_after_a_pause_there_are_three_questions() -> None:
    desk = SampleWorkspace()
    profile, _ = learned(desk)
    desk.ahead = timedelta(days=60)
    async with opened(desk, profile=profile) as (app, pilot):
        assert "De afgelopen vier weken was het stil." in told(app)
        await press(pilot, "h")
        assert f"vraag 1 van {GENTLE}" in told(app)
        for _ in range(2 * GENTLE):  # what was not known comes back once at the end
            await press(pilot, "f3", "enter")
        assert "Resultaat › Herhalen" in told(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen)


async def test_a_review_that_was_left_goes_on() -> None:
    desk = SampleWorkspace()
    profile, _ = learned(desk)
    desk.ahead = timedelta(days=60)
    for position in (1, 2):
        async with opened(desk, profile=profile) as (app, pilot):
            await press(pilot, "h")
            assert f"vraag {position} van {GENTLE}" in told(app)
            await press(pilot, "f3", "enter", "escape")


@pytest.mark.parametrize(
    ("key", "kinds", "waiting"),
    [
        ("1", ["action_reported"], False),
        ("2", ["action_reported"], False),
        ("3", ["action_reported"], False),
        ("escape", [], True),
    ],
)
async def test_an_action_is_asked_about_first(key: str, kinds: list[str], waiting: bool) -> None:
    desk = SampleWorkspace()
    profile, study = learned(desk, action=True)
    before = len(list(desk.store.events(profile.id)))
    desk.ahead = CHECK_IN + timedelta(days=1)
    async with opened(desk, profile=profile) as (app, pilot):
        await press(pilot, "h")
        assert isinstance(app.screen, ChoiceDialog)
        for words in ("Hoe ging het?", "Uit de les Wie bestuurt de gemeente?", "Open één stuk.", "Laat maar"):
            assert words in told(app)
        await press(pilot, key)
        assert isinstance(app.screen, QuizScreen)
        assert app.routes
        study = app.routes.study
        assert [event.kind for event in list(desk.store.events(profile.id))[before:]] == kinds
        assert bool(study.progress.notebook.to_check(study.now())) is waiting


async def test_an_action_alone_is_enough_for_a_review() -> None:
    desk = SampleWorkspace()
    profile = desk.create("Samira")
    desk.open(profile).plan_action(CATALOGUE.lessons["rollen-01"])
    desk.ahead = CHECK_IN + timedelta(days=1)
    async with opened(desk, profile=profile) as (app, pilot):
        await press(pilot, "h", "1")
        assert isinstance(app.screen, TodayScreen)
        assert "Herhalen" not in seen(app)


async def test_the_essentials_fit_without_scrolling() -> None:
    desk = SampleWorkspace()
    profile, _ = learned(desk)
    desk.ahead = timedelta(days=60)
    async with opened(desk, profile=profile) as (app, pilot):
        await press(pilot, "1", "enter", "escape", "escape")
        for words in ("Herhalen", "Ga verder", "Volgende:", "Zelfscan", "Voortgang", "Zoeken", "Notities"):
            assert words in seen(app), words


async def test_what_stands_above_a_list_is_read_first() -> None:
    """Seen red: the focus moved a list that is longer than the page to its top, and what was said of it away."""
    async with opened(SampleWorkspace(shipped())) as (app, pilot):
        await press(pilot, "4", "enter", "enter")
        assert "Je volgt dit programma" in seen(app)
        menu = app.screen.query_one(MenuList)
        app.screen.set_focus(None)
        app.screen.set_focus(menu)
        await press(pilot)
        assert "Je volgt dit programma" in seen(app)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=["80x24", "40x12"])
async def test_a_programme_opens_at_its_next_stop(size: tuple[int, int]) -> None:
    async with opened(SampleWorkspace(), size=size) as (app, pilot):
        await press(pilot, "4")
        assert "Je eerste week" in seen(app)
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, ProgrammeScreen)
        assert app.routes
        assert app.routes.study.progress.programme == "eerste-week"
        await press(pilot, "enter")
        assert isinstance(app.screen, LessonScreen)
        assert "Drie organen" in seen(app)
        for _ in range(9):
            if isinstance(app.screen, LessonScreen):
                await press(pilot, "enter")
        assert isinstance(app.screen, ProgrammeScreen), "at the end of the stop, and not in the questions after it"
        assert "▶ · Les ‘Drie rollen, één raadslid’ (10 minuten)" in told(app)
        await press(pilot, "up")
        assert "▶ ✓ Stap ‘Drie organen’ uit" in told(app)
        await press(pilot, "down", "down", "enter")
        assert isinstance(app.screen, QuizScreen)
        assert app.screen.session.subject == "geld-01"
        study = app.routes.study
        study.go(study.open_lesson("rollen-02").forward())
        await press(pilot, "escape")
        assert "▶ … Les ‘Drie rollen, één raadslid’ (10 minuten) bezig" in told(app)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, TodayScreen)
        assert "1 van 4 gedaan" in told(app)
        assert "Ga verder: Drie rollen" in seen(app), "the next stop"


async def test_a_programme_that_is_done_says_so() -> None:
    desk = SampleWorkspace(Catalogue(modules=CATALOGUE.modules, programmes=CATALOGUE.programmes))
    profile = desk.create("Samira")
    study = desk.open(profile)
    study.read_step(CATALOGUE.lessons["rollen-01"], "organen")
    session = study.open_lesson("rollen-02")
    while not session.at_end:
        session = study.go(session.forward())
    for lesson in ("rollen-02", "geld-01"):
        practise(study, CATALOGUE.lessons[lesson])
    walk = study.open_casus(CATALOGUE.cases["geld-01-casus"])
    while not walk.finished:
        walk = study.choose(walk, 0)
    async with opened(desk, profile=profile, size=(80, 40)) as (app, pilot):
        await press(pilot, "4", "enter")
        assert "4 van 4 gedaan" in seen(app)
        assert "Alles van dit programma is gedaan." in seen(app)
        assert seen(app).count("✓") == 4


async def test_what_was_left_today_says_that_it_goes_on() -> None:
    desk = SampleWorkspace()
    profile = desk.create("Samira")
    study = desk.open(profile)
    study.answer(study.quiz(desk.catalogue.lessons["rollen-01"], Mode.TEST), GiveUp())
    async with opened(desk, profile=profile) as (app, pilot):
        assert app.routes
        app.routes.go(ToQuiz("rollen-01", Mode.TEST))
        await press(pilot)
        assert "Je gaat verder waar je was." in told(app)
        await press(pilot, "f3")
        assert "Je gaat verder waar je was." not in told(app)


@pytest.mark.parametrize(("key", "done"), [("1", 1), ("2", 0), ("escape", None)])
async def test_what_was_left_on_another_day_goes_on_or_begins_anew(key: str, done: int | None) -> None:
    desk = SampleWorkspace()
    profile = desk.create("Samira")
    study = desk.open(profile)
    study.answer(study.quiz(desk.catalogue.lessons["rollen-01"], Mode.TEST), GiveUp())
    desk.ahead = timedelta(days=90)
    async with opened(desk, profile=profile) as (app, pilot):
        assert app.routes
        app.routes.go(ToQuiz("rollen-01", Mode.TEST))
        await press(pilot)
        assert "Verder (23 november)" in told(app)
        assert "Opnieuw" in told(app)
        await press(pilot, key)
        if done is None:
            assert isinstance(app.screen, TodayScreen)
        else:
            assert isinstance(app.screen, QuizScreen)
            assert len(app.screen.session.given) == done


async def test_a_quiz_in_a_lesson_and_a_zelfscan_of_another_day_ask_too() -> None:
    desk = SampleWorkspace()
    profile = desk.create("Samira")
    study = desk.open(profile)
    about = desk.catalogue.lessons["rollen-01"]
    study.answer(study.lesson_quiz(about), GiveUp())
    lesson = study.open_lesson("rollen-01")
    quiz = next(page for page in lesson.pages if page.kind is PageKind.QUIZ)
    study.go(lesson.at(about, quiz.id))
    study.answer_scan(study.scan(Role.COUNCILLOR), GiveUp())
    desk.ahead = timedelta(days=3)
    async with opened(desk, profile=profile) as (app, pilot):
        assert app.routes
        app.routes.go(ToScan())
        await press(pilot)
        assert "Verder (23 november)" in told(app)
        await press(pilot, "2")
        assert "Zelfscan als raadslid" in told(app)
        await press(pilot, "1", "1")
        assert isinstance(app.screen, ScanScreen)
        assert app.screen.scan.asked == ()
        await press(pilot, "escape")
        app.routes.go(ToLesson("rollen-01"))
        await press(pilot)
        assert "Verder (23 november)" in told(app)
        await press(pilot, "2")
        assert isinstance(app.screen, QuizScreen)
        assert app.screen.session.attempts == ()
