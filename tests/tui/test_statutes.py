"""Laws by keyboard: the article behind an answer, all laws, a search for a number, and the official text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.tui.helpers import SampleWorkspace, opened, press, seen, settled, told
from tests.tui.sample import CATALOGUE
from tutor.content.markdown import link_terms
from tutor.content.statute import Official
from tutor.model import Law, Step, StepRole, Term
from tutor.model.catalogue import PackOrigin
from tutor.tui.destinations import ToSource, ToTerm
from tutor.tui.screens.statutes import CITED, ArticleDialog, StatutesScreen
from tutor.tui.screens.today import TodayScreen

STEP = Step(anchor="kern", title="Kern", role=StepRole.CORE, text="De raad.")


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
        assert "Hierop steunen de lessen: ‘Wie bestuurt de gemeente?’" in told(app)


async def test_a_word_of_a_pack_beside_that_of_everybody() -> None:
    """The lesson of the pack links its own word, other lessons that of everybody; the dialog shows both."""
    own = Term(id="dorp-raad", term="gemeenteraad", explanation="Zo heet dat bij ons.", also=("raad",))
    origins = dict.fromkeys(("geld-01", "dorp-raad"), PackOrigin("Ons dorp"))
    catalogue = replace(CATALOGUE, terms=(*CATALOGUE.terms, own), origins=origins)
    for lesson, target in (("rollen-01", "gemeenteraad"), ("geld-01", "dorp-raad")):
        linked = link_terms(replace(catalogue.lessons[lesson], steps=(STEP,)), catalogue.words_in(lesson))
        assert linked.steps[0].text == f"De [raad](begrip:{target})."
    async with opened(SampleWorkspace(catalogue)) as (app, pilot):
        assert app.routes
        for target, told_of in (("gemeenteraad", "Raadstutor"), ("dorp-raad", "Ons dorp")):
            app.routes.go(ToTerm(target))
            await settled(app, pilot)
            own_words = "Zo heet dat bij ons."
            said = seen(app)
            first = said.index(f"gemeenteraad ({told_of})")
            assert [first < said.index(words) for words in ("Het hoogste bestuur", own_words)] == [True, True], said
            assert (said.index(own_words) < said.index("Het hoogste bestuur")) == (target == "dorp-raad")
            await press(pilot, "escape")
        app.routes.go(ToTerm("college"))
        await settled(app, pilot)
        assert "college (" not in told(app), "a word that only Raadstutor explains"


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
