"""Search by keyboard: results while typing, and the place that has them."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from tests.tui.helpers import HOSTILE, MODULE, SampleWorkspace, click, opened, press, seen, settled, told
from tutor.content.characters import forbidden
from tutor.tui.screens.dialog import NoteDialog
from tutor.tui.screens.lesson import LessonScreen
from tutor.tui.screens.results import ItemDialog
from tutor.tui.screens.search import SearchScreen
from tutor.tui.screens.today import TodayScreen
from tutor.tui.widgets.frame import Field


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=["80x24", "40x12"])
async def test_words_lead_to_the_step_that_has_them(size: tuple[int, int]) -> None:
    async with opened(SampleWorkspace(), size=size) as (app, pilot):
        await press(pilot, "z")
        assert "Je zoekt in alle lessen en woorden" in told(app)
        await press(pilot, *"speeltui")
        assert "De mail van mevrouw Bakker" in told(app)
        assert "Lessen" in told(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, LessonScreen)
        assert "stap 1 van 9" in seen(app)
        assert app.routes
        assert app.routes.study.progress.places == {}, "looking something up leaves the bookmark"
        assert app.routes.study.progress.visited == {"rollen-01": {"stap:situatie"}}
        await press(pilot, "escape")
        assert isinstance(app.screen, SearchScreen)
        assert app.screen.query_one(Field).value == "speeltui"
        await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen)


async def test_the_arrows_go_through_the_results_while_typing_goes_on() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "slash", *"organen")
        assert seen(app).count("▶") == 1
        before = seen(app)
        await press(pilot, "down")
        assert seen(app) != before
        await press(pilot, "up", "up", *" raad")
        assert app.screen.query_one(Field).value == "organen raad"
        await press(pilot, "enter")
        assert isinstance(app.screen, LessonScreen)
        assert "Drie organen" in seen(app)


async def test_a_step_from_a_search_leads_on_and_back_to_the_own_place() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "1", "escape", "slash", *"organen", "enter")
        assert "Drie organen" in seen(app)
        await press(pilot, "backspace")
        assert "stap 1 van 9" in seen(app)


async def test_a_word_and_a_note() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "z", *"wethouders")
        assert "Woorden ▶ college Burgemeester en wethouders samen." in told(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, NoteDialog)
        await press(pilot, "escape", "escape", "1", "n", *"presidium", "ctrl+s", "escape", "z", *"presid")
        assert "Je notities ▶ De mail van mevrouw Bakker Wie bestuurt de gemeente? presidium" in told(app)
        await press(pilot, "enter", "n", "ctrl+a", *"weg", "ctrl+s", "escape")
        assert "Niets gevonden." in told(app)


async def test_questions_are_found_once_they_were_answered() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "z", *"griffie")
        assert "Vragen die je al had" not in told(app)
        await press(pilot, "escape", *MODULE, "o", "f3", "escape", "escape", "z", *"griffie")
        assert "Vragen die je al had ▶ Vraag a: wie besluit?" in told(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ItemDialog)
        assert "Zo zit het" in told(app)
        assert "Het goede antwoord De raad (a)." in told(app).replace("█ ", "")
        assert "Je weet het nog niet" not in told(app)
        await press(pilot, "s")
        assert "De inwoners kiezen de raad." in told(app)
        await press(pilot, "escape", "f5")
        assert "Elke gemeente heeft drie organen" in told(app)


async def test_nothing_found_and_nothing_to_open() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "ctrl+f", *"xqz", "enter", "down", "up")
        assert isinstance(app.screen, SearchScreen)
        assert "Niets gevonden." in told(app)


async def test_the_palette_and_the_mouse_lead_there_too() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "ctrl+p", *"alle teksten")
        await settled(app, pilot)
        await press(pilot, "enter", "slash")
        assert isinstance(app.screen, SearchScreen)
        assert app.screen.query_one(Field).value == "/", "a slash in the field is a slash"
        await press(pilot, *"speeltuin")
        await click(app, pilot, "De mail van mevrouw Bakker")
        assert isinstance(app.screen, LessonScreen)


async def test_hostile_words_are_only_words() -> None:
    async with opened(SampleWorkspace(), size=(40, 12)) as (app, pilot):
        await press(pilot, "z")
        for words in HOSTILE:
            app.screen.query_one(Input).value = f'{words} " OR'
            await press(pilot, "down")
            assert list(forbidden(seen(app).replace("\n", ""))) == []
        assert app.is_running


async def test_there_is_no_search_before_a_profile_was_chosen() -> None:
    async with opened(SampleWorkspace(), name=None) as (app, pilot):
        await press(pilot, "slash")
        assert not isinstance(app.screen, SearchScreen)
