"""Laws by keyboard: the article behind an answer, all laws, a search for a number, and the official text."""

from __future__ import annotations

from datetime import date

import pytest

from tests.tui.helpers import SampleWorkspace, opened, press, seen, settled, told
from tutor.content.statute import Official
from tutor.model import Law
from tutor.tui.destinations import ToSource
from tutor.tui.screens.statutes import CITED, ArticleDialog, StatutesScreen
from tutor.tui.screens.today import TodayScreen


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=["80x24", "40x12"])
async def test_leafing_through_the_laws(size: tuple[int, int]) -> None:
    async with opened(SampleWorkspace(), size=size) as (app, pilot):
        await press(pilot, "w")
        assert isinstance(app.screen, StatutesScreen)
        assert "Gemeentewet 1 artikel" in told(app)
        await press(pilot, "enter")
        assert "7 Wie de raad kiest" in told(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ArticleDialog)
        assert "Artikel 7 Gemeentewet" in told(app)
        await press(pilot, "escape", "escape", "escape")
        assert isinstance(app.screen, TodayScreen)


async def test_an_article_is_found_by_its_number() -> None:
    """Seen red with the articles left out of the index."""
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "z", *"artikel 7")
        assert "Wetten ▶ Artikel 7 Gemeentewet Wie de raad kiest" in told(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ArticleDialog)
        assert "Hierop steunen de lessen: Wie bestuurt de gemeente?" in told(app)


class Loaded(SampleWorkspace):
    """Somebody loaded the official text of every law."""

    def official(self, law: Law) -> Official | None:
        return Official(law.bwb or "", date(2027, 1, 1), {"7": ("Letterlijk zo.",)})


async def test_the_official_text_beside_ours_and_a_link_to_it() -> None:
    async with opened(Loaded(), size=(64, 24)) as (app, pilot):
        assert app.routes
        app.routes.go(ToSource("rollen-01-a"))
        await settled(app, pilot)
        assert "Let op: die is nieuwer dan de tekst van deze les." in told(app)
        assert "Letterlijk zo." in told(app)
        assert CITED not in seen(app), "the item cites the article as a whole"
