"""Home, modules, profiles and help by keyboard."""

from __future__ import annotations

import importlib
import pkgutil
import re
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.pilot import Pilot

import tutor.tui
from benchmarks.speed.bench import HOME
from tests.content.pack import shipped
from tests.tui.helpers import LESSON_END, MODULE, SampleWorkspace, opened, practise, press, seen, told
from tests.tui.sample import CATALOGUE
from tutor.exchange.parcel import pack
from tutor.learning.answers import GiveUp
from tutor.learning.notebook import Place
from tutor.learning.overview import DayAhead, mistakes
from tutor.learning.quiz import Mode
from tutor.learning.route import Role
from tutor.model import Catalogue
from tutor.service.phrases import NO_MISTAKES
from tutor.tui.app import TutorApp
from tutor.tui.screens.casus import CasusScreen
from tutor.tui.screens.dialog import ConfirmDialog, HelpScreen, NameDialog
from tutor.tui.screens.lessons import ModuleScreen
from tutor.tui.screens.profiles import ProfilesScreen
from tutor.tui.screens.quiz import QuizScreen
from tutor.tui.screens.statutes import StatutesScreen
from tutor.tui.screens.today import TodayScreen
from tutor.tui.widgets import charts
from tutor.tui.widgets.frame import key_name
from tutor.tui.widgets.picker import MenuList


async def test_home_greets_and_counts() -> None:
    async with opened(SampleWorkspace()) as (app, _):
        text = seen(app)
        assert "Dag Samira." in text
        assert "Begin hier: Wie bestuurt de gemeente?" in text
        assert "Rollen en instrumenten" in text
        assert "Geld en grip" in text
        assert "· nieuw" in text
        assert [awaited for awaited in HOME if awaited not in text] == []  # what the benchmarks wait for


async def test_home_when_everything_is_finished() -> None:
    desk = SampleWorkspace(Catalogue(modules=CATALOGUE.modules[1:]))
    async with opened(desk) as (app, pilot):
        assert app.routes
        (lesson,) = desk.catalogue.lessons.values()
        practise(app.routes.study, lesson)
        session = app.routes.study.open_lesson(lesson.head.id)
        while not session.at_end:
            session = app.routes.study.go(session.forward())
        assert isinstance(app.screen, TodayScreen)
        app.screen.on_screen_resume()
        await press(pilot)
        text = told(app)
        assert "Mooi werk! Alle lessen van je plan zijn af. Op 24 november komt er weer iets terug" in text
        assert "Wetten: lees een artikel" in text
        await press(pilot, "1")
        assert isinstance(app.screen, TodayScreen)
        await press(pilot, "w")
        assert isinstance(app.screen, StatutesScreen)


async def test_home_uses_the_window() -> None:
    """Nothing to scroll for in a small one, and in a large one no more than a third empty.

    Its column is that of a lesson. Seen red with: the lessons of a module left out; a margin that home had not.
    """
    for size, least in (((80, 24), 18), ((120, 40), 26), ((200, 60), 40)):
        async with opened(SampleWorkspace(shipped()), size=size) as (app, pilot):
            page = app.screen.query_one("#page")
            used = sum(child.outer_size.height + child.styles.margin.height for child in page.children)
            assert used >= least, size
            assert page.max_scroll_y == 0, size
            greeting = app.screen.query_one("#greeting").content_region.x
            await press(pilot, "1")
            assert app.screen.query_one("LessonText").content_region.x == greeting, size


async def test_what_went_wrong_is_a_key_away() -> None:
    async with opened(SampleWorkspace(), size=(120, 40)) as (app, pilot):
        await press(pilot, "6")
        assert NO_MISTAKES in told(app)
        assert app.routes
        study = app.routes.study
        practise(study, study.catalogue.lessons["rollen-02"])
        assert isinstance(app.screen, TodayScreen)
        app.screen.on_screen_resume()
        await press(pilot)
        wrong = mistakes(study.progress, study.catalogue, study.now())
        assert f"6 Fouten {len(wrong)} vragen, " in told(app)
        await press(pilot, "6")
        assert isinstance(app.screen, QuizScreen)
        assert [item.id for item in app.screen.session.items] == list(wrong)


async def test_a_toets_that_was_left_is_named_on_home() -> None:
    """B23."""
    async with opened(SampleWorkspace(), size=(120, 40)) as (app, pilot):
        await press(pilot, *MODULE, "t", "enter", "1", "enter", "escape", "escape")
        assert isinstance(app.screen, TodayScreen)
        await press(pilot)
        found = re.search(r"Ook open: toets bij ‘Wie bestuurt de gemeente\?’ vraag 2 van \d+", told(app))
        assert found


async def test_where_nothing_can_be_stored_a_guest_comes_first() -> None:
    """B26."""
    async with opened(SampleWorkspace(), name=None) as (app, pilot):
        assert "▶ 1 Nieuw profiel" in told(app)
        app.unwritable = "De schijf is vol."
        await press(pilot)
        assert "▶ 2 Rondkijken als gast" in told(app)


async def test_one_pointer_at_a_time() -> None:
    """In the list or on the map. Seen red with both."""
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "down")
        assert seen(app).count("▶") == 1
        menu = app.screen.query_one(MenuList)
        row = menu.highlighted
        await press(pilot, "right")
        assert seen(app).count("▶") == 1
        assert "▶ Rollen en" in seen(app)
        await press(pilot, "enter", "escape")
        assert seen(app).count("▶") == 1, "back on the map"
        assert "▶ Rollen en" in seen(app)
        await press(pilot, "up")
        assert menu.highlighted == row
        assert seen(app).count("▶") == 1


async def test_keys_that_go_far_take_the_highlight_along() -> None:
    """B19. Seen red with a page that only scrolled."""
    async with opened(SampleWorkspace(shipped())) as (app, pilot):
        await press(pilot, "end", "enter")
        assert "Zelfscan: wat ben je?" in told(app), "the last thing to do"
        await press(pilot, "escape", *MODULE, "end")
        assert "▶ 0 · De burgemeester en de raad" in told(app)
        await press(pilot, "pageup")
        menu = app.screen.query_one(MenuList)
        assert menu.highlighted is not None
        assert 3 <= menu.highlighted <= 7
        assert menu.is_seen(menu.highlighted)
        await press(pilot, "home")
        assert "▶ 1 · Wie bestuurt de gemeente?" in told(app)
        assert app.screen.query_one("#page").scroll_y == 0


async def test_a_glance_at_what_comes_next_begins_nothing() -> None:
    """B1. Seen red with a place that was kept at once."""
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "2", "escape")
        assert app.routes
        assert app.routes.study.progress.places == {}
        assert "Begin hier: Wie bestuurt de gemeente?" in told(app)
        await press(pilot, "2", "enter", "escape", "escape")
        assert list(app.routes.study.progress.places) == ["rollen-02"]


async def test_beside_home_stands_what_was_done_and_what_returns() -> None:
    async with opened(SampleWorkspace(), size=(120, 40)) as (app, pilot):
        assert app.routes
        practise(app.routes.study, app.routes.study.catalogue.lessons["rollen-02"])
        assert isinstance(app.screen, TodayScreen)
        app.screen.on_screen_resume()
        await press(pilot)
        for words in ("Wat je deed", "Wat terugkomt", "vandaag", "di 24 november ━", "Programma’s kies met 4"):
            assert words in told(app)


async def test_a_module_shows_the_state_of_each_lesson() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, *MODULE)
        assert isinstance(app.screen, ModuleScreen)
        assert "· Wie bestuurt de gemeente?" in seen(app)
        await press(pilot, "enter", "escape")
        assert "… Wie bestuurt de gemeente?" in seen(app)
        assert "bezig, stap 1 van 9" in seen(app)
        await press(pilot, "enter", *LESSON_END, "escape")
        assert "gelezen, nog te oefenen" in seen(app)


async def test_a_module_shows_the_goals_of_the_highlighted_lesson() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, *MODULE)
        assert seen(app).count("Na deze les:") == 1
        before = seen(app).splitlines()
        await press(pilot, "down")
        after = seen(app).splitlines()
        assert seen(app).count("Na deze les:") == 1
        assert before != after


def quiz_on(app: TutorApp) -> tuple[Mode, str]:
    assert isinstance(app.screen, QuizScreen)
    return app.screen.session.mode, app.screen.session.subject


async def test_what_can_be_done_with_a_lesson() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, *MODULE, "down", "o")
        assert quiz_on(app) == (Mode.PRACTICE, "rollen-02")
        await press(pilot, "escape", "t")
        assert quiz_on(app) == (Mode.TEST, "rollen-02")
        await press(pilot, "escape", "c")
        assert isinstance(app.screen, CasusScreen)


async def test_the_first_start_makes_a_profile() -> None:
    desk = SampleWorkspace()
    async with opened(desk, name=None) as (app, pilot):
        assert isinstance(app.screen, ProfilesScreen)
        assert "Welkom" in seen(app)
        await press(pilot, "enter", *"Jo", "enter")
        assert "Wat ben je?" in seen(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen)
        assert "Dag Jo." in seen(app)
    async with opened(desk, name=None) as (app, _):
        assert isinstance(app.screen, TodayScreen), "straight in: there is nobody else"
    assert [profile.name for profile in desk.profiles()] == ["Jo"]


async def test_a_name_that_is_taken_is_refused_in_the_dialog() -> None:
    desk = SampleWorkspace()
    desk.remember(f"rondleiding:{desk.create('Jo').id}", "klaar")
    async with opened(desk, name=None) as (app, pilot):
        await press(pilot, "p", "2", *"Jo", "enter")
        assert isinstance(app.screen, NameDialog)
        assert app.screen.query_one("#trouble").visible
        assert len(desk.profiles()) == 1
        await press(pilot, "escape")
        assert isinstance(app.screen, ProfilesScreen)


async def test_a_profile_is_chosen() -> None:
    desk = SampleWorkspace()
    for name in ("Jo", "Kim"):
        desk.remember(f"rondleiding:{desk.create(name).id}", "klaar")
    async with opened(desk, name=None) as (app, pilot):
        await press(pilot, "down", "enter")
        assert "Dag Kim." in seen(app)
        await press(pilot, "p", "2")
        assert "Dag Jo." in seen(app)
        assert len(app.screen_stack) == 2


async def test_a_guest_is_asked_before_everything_is_gone() -> None:
    desk = SampleWorkspace()
    async with opened(desk, name=None) as (app, pilot):
        await press(pilot, "2")
        assert "Dag gast." in seen(app)
        await press(pilot, "1", "ctrl+q")
        assert isinstance(app.screen, ConfirmDialog)
        await press(pilot, "enter")
        assert not isinstance(app.screen, ConfirmDialog)
        assert app.is_running
        await press(pilot, "ctrl+q", "2")
    assert app.return_code == 0
    assert desk.profiles() == ()


async def test_a_guest_who_did_nothing_just_leaves() -> None:
    async with opened(SampleWorkspace(), name=None) as (app, pilot):
        await press(pilot, "2", "ctrl+q")
        assert not isinstance(app.screen, ConfirmDialog)
    assert app.return_code == 0


async def test_a_guest_keeps_under_a_name_what_was_done() -> None:
    """B4."""
    desk = SampleWorkspace()
    async with opened(desk, name=None) as (app, pilot):
        await press(pilot, "2", "1", "escape", "p")
        assert "Wat je als gast deed, gaat weg" in told(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen), "p by mistake"
        await press(pilot, "p", "1", *"Jo", "enter")
        assert "Wat ben je?" in seen(app)
        await press(pilot, "3", "enter")
        assert "Ga verder: Wie bestuurt de gemeente?" in seen(app)
        assert app.routes
        assert app.routes.study.progress.told_role is Role.ALDERMAN
    (jo,) = desk.profiles()
    assert sorted(event.kind for event in desk.store.events(jo.id)) == [
        "lesson_moved",
        "profile_created",
        "profile_role",
    ]


async def test_help_is_there_from_everywhere_and_can_be_read_to_its_end() -> None:
    async with opened(SampleWorkspace(), size=(40, 12)) as (app, pilot):
        for keys in ((), MODULE, ("1",)):
            await press(pilot, *keys, "question_mark")
            assert isinstance(app.screen, HelpScreen)
            await press(pilot, "escape", *["escape"] * bool(keys))
            assert isinstance(app.screen, TodayScreen)
        await press(pilot, "f1", "end")
        assert "veel contrast" in seen(app).replace("\n ", " ")


def bindings() -> set[str]:
    """Every key that some screen or widget of the app shows at the bottom; windows of an evening have other help."""
    found_modules = (module.name for module in pkgutil.walk_packages(tutor.tui.__path__, "tutor.tui."))
    names = [name for name in found_modules if not name.startswith("tutor.tui.classroom")]
    classes = {
        value
        for name in names
        for value in vars(importlib.import_module(name)).values()
        if isinstance(value, type) and value.__module__.startswith("tutor.tui")
    }
    found = [binding for kind in classes for binding in vars(kind).get("BINDINGS", ()) if isinstance(binding, Binding)]
    return {key_name(key) for binding in found if binding.show for key in binding.key.split(",")}


def test_every_key_that_is_shown_is_in_help() -> None:
    text = files("tutor.tui").joinpath("hulp.md").read_text(encoding="utf-8")
    keys = {
        word.strip() for row in text.splitlines() if row.startswith("|") for word in re.split(r" en | of |, |\|", row)
    }
    digits = {str(digit) for digit in range(10)}
    missing = bindings() - keys - digits
    assert missing == set()


async def test_help_shows_all_of_its_text() -> None:
    async with opened(SampleWorkspace(), size=(120, 200)) as (app, pilot):
        await press(pilot, "question_mark")
        for words in ("Toetsen bij een vraag", "Tekens", "Zo werkt het", "veel contrast"):
            assert words in seen(app)


async def test_home_that_is_left_open_shows_the_new_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day turns at four."""
    monkeypatch.setattr("tutor.tui.screens.today.LOOK_AT_CLOCK", 0.02)
    desk = SampleWorkspace()
    async with opened(desk) as (app, pilot):
        assert app.routes
        study = app.routes.study
        quiz = study.quiz(desk.catalogue.lessons["rollen-01"], Mode.TEST)
        while quiz.current:
            quiz, _ = study.answer(quiz, GiveUp())
        study.hand_in(quiz)
        desk.ahead = timedelta(hours=7)  # half past three in the night
        await pilot.pause(0.1)
        assert "Herhalen" not in seen(app)
        desk.ahead = timedelta(days=1)
        await pilot.pause(0.1)
        assert "Herhalen" in seen(app)


async def test_a_message_takes_the_place_of_the_one_before() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        for text in ("Een.", "Twee.", "Drie."):
            app.tell(text)
            await press(pilot)
        assert [note.message for note in app._notifications] == ["Drie."]


async def test_a_message_that_was_read_goes_at_the_next_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """B8. A warning stays. Seen red with messages that stay for as long as they like."""
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "6", "down")
        assert [note.message for note in app._notifications] == [NO_MISTAKES], "just told"
        monkeypatch.setattr("tutor.tui.shell.READ_AFTER", 0)
        await press(pilot, "v")
        assert list(app._notifications) == []
        app.warn("De schijf is vol.")
        await press(pilot, "escape")
        assert len(app._notifications) == 1


async def choose(app: TutorApp, pilot: Pilot[int], *words: str) -> None:
    """Choose what begins with these words in the list on the screen, and in the next ones."""
    for each in words:
        texts = [entry.text.plain for entry in app.screen.query_one(MenuList).entries]
        await press(pilot, str(1 + next(number for number, text in enumerate(texts) if text.startswith(each))))


async def test_two_profiles_are_made_one_and_taken_apart() -> None:
    desk = SampleWorkspace()
    for name in ("Jo", "Kim"):
        desk.create(name)
    async with opened(desk, profile=desk.find("Kim")) as (app, pilot):
        await press(pilot, "p")
        await choose(app, pilot, "Profielen beheren", "Twee profielen", "Kim", "Jo", "Ja, maak")
        assert [one.label for one in desk.profiles()] == ["Kim"]
        assert isinstance(app.screen, ProfilesScreen)
        assert len(app.screen_stack) == 2, "what was open is closed"
        assert "Kim (2 profielen samen)" in seen(app)
        await choose(app, pilot, "Profielen beheren", "Samengevoegde", "Kim")
        assert {one.label for one in desk.profiles()} == {"Jo", "Kim"}


async def test_a_profile_is_renamed_and_erased_after_its_name_was_typed() -> None:
    desk = SampleWorkspace()
    desk.create("Jo")
    async with opened(desk, name=None) as (app, pilot):
        await press(pilot, "p")
        await choose(app, pilot, "Profielen beheren", "Een andere naam", "Jo")
        await press(pilot, *"Kim", "enter")
        assert [one.label for one in desk.profiles()] == ["Kim"]
        await choose(app, pilot, "Profielen beheren", "Wissen", "Kim")
        await press(pilot, *"ja", "enter")
        assert "Er is niets gewist." in seen(app)
        await press(pilot, "ctrl+u", *"Kim", "enter")
        assert desk.profiles() == ()
        assert "Welkom" in seen(app)


async def test_a_stick_is_looked_at_before_anything_comes_in(tmp_path: Path) -> None:
    there = SampleWorkspace()
    study = there.open(there.create("Kim"))
    study.bookmark(Place(lesson="rollen-01", step="organen"))
    stick = tmp_path / "kim.json"
    stick.write_bytes(pack(there.store.events(study.learner)))
    desk = SampleWorkspace(documents=tmp_path)
    desk.create("Jo")
    async with opened(desk, name=None) as (app, pilot):
        await press(pilot, "p")
        for answer, names in (("Niets", {"Jo"}), ("Overnemen", {"Jo", "Kim"})):
            await choose(app, pilot, "Profielen beheren", "Voortgang van een stick")
            await press(pilot, *"kim.json", "enter")
            assert "Kim (nieuw hier): 1 bladwijzer" in seen(app)
            await choose(app, pilot, answer)
            assert {one.label for one in desk.profiles()} == names
        await choose(app, pilot, "Profielen beheren", "Voortgang van een stick")
        await press(pilot, *"weg.json", "enter")
        assert isinstance(app.screen, NameDialog), "there is no such file"


async def test_escape_goes_back_from_the_profiles() -> None:
    """But there is nothing behind them when the app begins."""
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "p")
        assert isinstance(app.screen, ProfilesScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen)
    async with opened(SampleWorkspace(), name=None) as (app, pilot):
        await press(pilot, "escape")
        assert isinstance(app.screen, ProfilesScreen)


async def test_help_has_another_key_where_one_types() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        assert "? Hulp" in seen(app)
        await press(pilot, "z")
        assert "F1 Hulp" in seen(app)
        await press(pilot, "f1")
        assert isinstance(app.screen, HelpScreen)


def test_a_number_of_questions_is_not_read_as_a_date() -> None:
    """`wo 3  do 4` stood there, on a Tuesday that was the first."""
    ahead = tuple(DayAhead(day=date(2026, 12, number), items=items) for number, items in ((1, 0), (2, 3), (3, 4)))
    assert charts.coming(ahead).plain == "wo: 3 vragen  do: 4"
