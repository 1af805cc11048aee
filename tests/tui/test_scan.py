"""The zelfscan and the route, by keyboard."""

from __future__ import annotations

import re

import pytest

from tests.knowing import right_response
from tests.tui.helpers import SampleWorkspace, opened, press, seen, told
from tutor.learning.answers import Confidence, GiveUp, shown_order
from tutor.learning.route import Role
from tutor.model import Single
from tutor.tui.screens.dialog import CertaintyDialog
from tutor.tui.screens.lessons import RouteScreen
from tutor.tui.screens.today import TodayScreen
from tutor.tui.screens.unjudged import ScanScreen
from tutor.tui.widgets.question import AnswerForm, AnswerSubmitted


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=["80x24", "40x12"])
async def test_a_scan_tells_nothing_until_its_end(size: tuple[int, int]) -> None:
    desk = SampleWorkspace()
    async with opened(desk, size=size) as (app, pilot):
        await press(pilot, "7")
        assert "Je krijgt geen cijfer." in told(app) or size[0] == 40
        await press(pilot, "1")
        assert isinstance(app.screen, ScanScreen)
        for number in (1, 2, 3):
            assert f"vraag {number} van 3" in seen(app)
            await press(pilot, "f3")
            assert not any(words in told(app) for words in ("Niet goed", "Uitleg bij", "Je weet het nog niet"))
        assert isinstance(app.screen, RouteScreen)
        text = told(app)
        assert "Rollen en instrumenten 0 van 2 goed" in text
        await press(pilot, *["down"] * 9)
        assert "Andere tijd per week (nu 30 minuten)" in told(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen)
        assert "Zelfscan:" not in seen(app)
        await press(pilot, "7")
        assert isinstance(app.screen, RouteScreen)


async def test_the_weeks_fit_the_time_and_the_lessons_open() -> None:
    async with opened(SampleWorkspace(), size=(80, 40)) as (app, pilot):
        await press(pilot, "7", "1", "f3", "f3", "f3")
        assert re.findall(r"Week \d \(\d+ minuten\)", seen(app)) == ["Week 1 (30 minuten)"]
        await press(pilot, *["down"] * 3, "enter", "1")
        assert re.findall(r"Week \d \(\d+ minuten\)", seen(app)) == [f"Week {n} (10 minuten)" for n in (1, 2, 3)]
        await press(pilot, *["up"] * 5, "enter")
        assert "Wie bestuurt de gemeente?" in seen(app).splitlines()[0]


async def test_a_role_without_lessons_is_told() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "7", "3")
        assert isinstance(app.screen, TodayScreen)
        assert "Voor deze rol zijn er nog geen" in told(app)


async def test_a_scan_that_was_left_goes_on() -> None:
    desk = SampleWorkspace()
    async with opened(desk) as (app, pilot):
        await press(pilot, "7", "1", "escape")
        assert "ga verder waar je was" not in seen(app), "nothing was answered"
        await press(pilot, "7", "1", "f3", "escape")
        assert "Zelfscan: ga verder waar je was" in seen(app)
    async with opened(desk) as (app, pilot):
        await press(pilot, "7")
        assert "vraag 2 van 3" in seen(app)


async def test_an_answer_in_a_scan_is_confirmed_and_what_is_known_is_skipped() -> None:
    async with opened(SampleWorkspace(), size=(80, 40)) as (app, pilot):
        await press(pilot, "7", "1")
        while isinstance(app.screen, ScanScreen):
            screen, item = app.screen, app.screen.scan.current
            assert item
            if isinstance(item, Single):
                order = shown_order(item, screen.scan.seed)
                await press(pilot, str(order.index(0) + 1))
                assert app.screen.scan.current is item, "one key does not hand in what cannot be taken back"
                await press(pilot, "enter")
            else:
                screen.post_message(AnswerSubmitted(screen.query_one(AnswerForm), right_response(item)))
                await press(pilot)
            assert isinstance(app.screen, CertaintyDialog), "a guess is no knowing"
            await press(pilot, "down", "enter")
        assert isinstance(app.screen, RouteScreen)
        assert "Rollen en instrumenten ━━━━━━━━━━━━ 2 van 2 goed" in told(app)
        assert "Je hebt alle lessen van deze route gehad" in told(app)


async def test_a_scan_that_is_done_again_shows_growth() -> None:
    desk = SampleWorkspace()
    profile = desk.create("Samira")
    study = desk.open(profile)
    for knows in (False, True):
        scan = study.scan(Role.COUNCILLOR)
        while item := scan.current:
            scan, _ = study.answer_scan(scan, right_response(item) if knows else GiveUp(), Confidence.SURE)
    async with opened(desk, profile=profile) as (app, pilot):
        await press(pilot, "7")
        assert "2 van 2 goed (vorige keer 0 van 2)" in told(app)
        assert "Je hebt alle lessen van deze route gehad, of je kende ze al." in told(app)
        await press(pilot, "down", "enter")
        assert "Zelfscan als raadslid" in told(app), "what was told is not asked again"
        await press(pilot, "2")
        assert "Zelfscan: wat ben je?" in told(app)


async def test_a_scan_that_cannot_be_stored_stays() -> None:
    desk = SampleWorkspace()
    async with opened(desk) as (app, pilot):
        await press(pilot, "7", "1")
        desk.fill_disk()
        await press(pilot, "f3")
        assert "Niet opgeslagen" in told(app)
        assert "vraag 1 van 3" in seen(app)
