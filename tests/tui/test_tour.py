"""The first minute."""

from __future__ import annotations

import importlib
import inspect
from itertools import permutations
from pkgutil import iter_modules

from tests.tui.helpers import SampleWorkspace, click, opened, press, seen, settled, told
from tutor.tui import screens
from tutor.tui.screens.lesson import LessonScreen
from tutor.tui.screens.lessons import ModuleScreen
from tutor.tui.screens.today import TodayScreen
from tutor.tui.screens.unjudged import GuessScreen
from tutor.tui.tour import ASKED, END, HELP, HOME, LESSON, Did, Tour


def test_what_was_done_is_not_asked_whatever_came_first() -> None:
    for order in permutations(Did):
        tour = Tour()
        for one in order:
            tour = tour.saw(one)
            assert tour.asked not in tour.did
        assert tour.text(LESSON) == END


def test_every_stop_is_on_a_screen_that_exists() -> None:
    modules = [importlib.import_module(f"{screens.__name__}.{file.name}") for file in iter_modules(screens.__path__)]
    known = {name for module in modules for name, kind in vars(module).items() if inspect.isclass(kind)}
    assert {HOME, LESSON, HELP} <= known


async def test_a_new_learner_is_taken_through_the_real_screens() -> None:
    desk = SampleWorkspace()
    async with opened(desk, toured=False) as (app, pilot):
        keys = {Did.OPENED: ("enter",), Did.READ_ON: ("enter",)}
        for asked in Did:
            assert " ".join(ASKED[asked].split()) in told(app)
            await press(pilot, *keys[asked])
            await settled(app, pilot)
        assert isinstance(app.screen, GuessScreen)
        assert END in told(app)
        await press(pilot, "1")
        assert END not in told(app)
    async with opened(desk, toured=False) as (app, _):
        assert "Welkom!" not in told(app)


async def test_the_tour_goes_along_with_the_mouse_and_with_another_order() -> None:
    """A click on the lesson counts as a key does, and nobody has to open help to be rid of the tour."""
    async with opened(SampleWorkspace(), toured=False) as (app, pilot):
        await press(pilot, "question_mark")
        assert "Esc brengt je terug" in told(app)
        await press(pilot, "escape")
        await click(app, pilot, "Begin hier")
        await settled(app, pilot)
        assert isinstance(app.screen, LessonScreen)
        assert " ".join(ASKED[Did.READ_ON].split()) in told(app)
        await press(pilot, "enter", "1")
        assert END not in told(app)


async def test_escape_skips_the_tour_and_it_does_not_come_back() -> None:
    desk = SampleWorkspace()
    async with opened(desk, toured=False) as (app, pilot):
        await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen)
        assert "Welkom!" not in told(app)
    async with opened(desk, toured=False) as (app, _):
        assert "Welkom!" not in told(app)


async def test_a_learner_who_wanders_off_is_told_where_the_tour_waits() -> None:
    async with opened(SampleWorkspace(), toured=False) as (app, pilot):
        await press(pilot, "right", "enter")
        assert isinstance(app.screen, ModuleScreen)
        assert "De rondleiding wacht op het beginscherm." in told(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen)
        assert "Welkom!" in told(app)


async def test_the_tour_can_be_taken_again() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "1")
        assert isinstance(app.screen, LessonScreen)
        app.start_tour()
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)
        assert "Welkom!" in told(app)


async def test_the_tour_fits_a_small_screen() -> None:
    async with opened(SampleWorkspace(), toured=False, size=(40, 12)) as (app, _):
        assert "Welkom!" in told(app)
        assert "? Hulp" in seen(app).splitlines()[-1]
