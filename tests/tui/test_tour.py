"""The first minute."""

from __future__ import annotations

import importlib
import inspect
from pkgutil import iter_modules

from tests.tui.helpers import MODULE, SampleWorkspace, opened, press, seen, settled, told
from tutor.tui import screens
from tutor.tui.screens.lesson import LessonScreen
from tutor.tui.screens.module import ModuleScreen
from tutor.tui.screens.today import TodayScreen
from tutor.tui.screens.unjudged import GuessScreen
from tutor.tui.tour import END, STOPS, Move, Tour

WALK = ("down", "up", "enter", "question_mark", "escape", "enter")


def test_the_tour_waits_for_the_right_key_on_the_right_screen() -> None:
    tour = Tour()
    assert tour.key("TodayScreen", "enter") == (tour, Move.NOTHING)
    assert tour.key("ModuleScreen", "down") == (tour, Move.NOTHING)
    assert tour.key("TodayScreen", "down") == (Tour(1), Move.ON)


def test_escape_skips_unless_it_is_asked_for() -> None:
    assert Tour().key("TodayScreen", "escape")[1] is Move.OUT
    assert Tour().key("ModuleScreen", "escape")[1] is Move.NOTHING
    help_stop = next(index for index, stop in enumerate(STOPS) if "escape" in stop.keys)
    assert Tour(help_stop).key("HelpScreen", "escape") == (Tour(help_stop + 1), Move.ON)


def test_every_stop_is_on_a_screen_that_exists() -> None:
    modules = [importlib.import_module(f"{screens.__name__}.{file.name}") for file in iter_modules(screens.__path__)]
    known = {name for module in modules for name, kind in vars(module).items() if inspect.isclass(kind)}
    assert {stop.screen for stop in STOPS} <= known


async def test_a_new_learner_is_taken_through_the_real_screens() -> None:
    desk = SampleWorkspace()
    async with opened(desk, toured=False) as (app, pilot):
        for stop, key in zip(STOPS, WALK, strict=True):
            assert stop.text in told(app)
            assert (
                told(app).index(stop.text) > told(app).index("Wie bestuurt") if stop.screen == "TodayScreen" else True
            )
            await press(pilot, key)
            await settled(app, pilot)
        assert isinstance(app.screen, GuessScreen)
        assert END in told(app)
        await press(pilot, "1")
        assert END not in told(app)
    async with opened(desk, toured=False) as (app, _):
        assert STOPS[0].text not in told(app)


async def test_escape_skips_the_tour_and_it_does_not_come_back() -> None:
    desk = SampleWorkspace()
    async with opened(desk, toured=False) as (app, pilot):
        await press(pilot, "down", "escape")
        assert isinstance(app.screen, TodayScreen)
        assert "Druk op ↑" not in told(app)
    async with opened(desk, toured=False) as (app, _):
        assert STOPS[0].text not in told(app)


async def test_a_learner_who_wanders_off_is_told_where_the_tour_waits() -> None:
    async with opened(SampleWorkspace(), toured=False) as (app, pilot):
        await press(pilot, *MODULE)
        assert isinstance(app.screen, ModuleScreen)
        assert STOPS[0].elsewhere in told(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen)
        assert STOPS[0].text in told(app)


async def test_the_tour_can_be_taken_again() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "1")
        assert isinstance(app.screen, LessonScreen)
        app.start_tour()
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)
        assert STOPS[0].text in told(app)


async def test_the_tour_fits_a_small_screen() -> None:
    async with opened(SampleWorkspace(), toured=False, size=(40, 12)) as (app, _):
        assert STOPS[0].text in told(app)
        assert "? Hulp" in seen(app).splitlines()[-1]
