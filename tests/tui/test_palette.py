"""Ctrl+P in Dutch, and safe for whatever content holds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.app import SystemCommand

from tests.tui.helpers import SampleWorkspace, opened, press, seen, settled, told
from tests.tui.sample import CATALOGUE
from tutor.model import Term
from tutor.tui.palette import NOTHING, TutorPalette, _score
from tutor.tui.screens.dialog import HelpScreen, NoteDialog
from tutor.tui.screens.lesson import LessonScreen
from tutor.tui.screens.lessons import ModuleScreen, ProgrammesScreen
from tutor.tui.screens.profiles import ProfilesScreen
from tutor.tui.screens.quiz import QuizScreen


async def test_it_opens_with_the_commands() -> None:
    async with opened(SampleWorkspace(), size=(80, 100)) as (app, pilot):
        await press(pilot, "ctrl+p")
        await settled(app, pilot)
        text = seen(app)
        assert app.PALETTE_HINT in text
        for title in ("Begin", "Module: Geld en grip", "Thema: veel contrast", "Hulp", "Profiel", "Stoppen"):
            assert title in text


@pytest.mark.parametrize(
    ("query", "screen"),
    [
        ("les: drie rollen", LessonScreen),
        ("toets drie", QuizScreen),
        ("oefenen begroting", QuizScreen),
        ("module geld", ModuleScreen),
        ("woord college", NoteDialog),
        ("gementeraad", NoteDialog),
        ("verder", LessonScreen),
        ("volgende", LessonScreen),
        ("sessie 5", LessonScreen),
        ("programma", ProgrammesScreen),
        ("hulp", HelpScreen),
        ("profiel", ProfilesScreen),
    ],
)
async def test_what_is_found_opens(query: str, screen: type[object]) -> None:
    """Also with a slip of the pen."""
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "ctrl+p")
        app.screen.query_one("CommandInput").value = query  # type: ignore[attr-defined]
        await pilot.pause()
        await settled(app, pilot)
        await press(pilot, "enter")
        await settled(app, pilot)
        assert isinstance(app.screen, screen)


async def test_nothing_found_is_said() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "ctrl+p", *"xqz")
        await settled(app, pilot)
        assert NOTHING in seen(app)
        await press(pilot, "escape")
        assert not isinstance(app.screen, TutorPalette)


async def test_a_theme_is_chosen_and_kept() -> None:
    desk = SampleWorkspace()
    async with opened(desk) as (app, pilot):
        await press(pilot, "ctrl+p", *"licht")
        await settled(app, pilot)
        await press(pilot, "enter")
        await settled(app, pilot)
        assert app.theme == "raadstutor-licht"
    assert desk.recall("thema") == "raadstutor-licht"


async def test_it_works_before_a_profile_was_chosen() -> None:
    async with opened(SampleWorkspace(), name=None) as (app, pilot):
        await press(pilot, "ctrl+p")
        await settled(app, pilot)
        assert "Thema: licht" in seen(app)
        assert "Module" not in told(app)


async def test_stoppen_stops() -> None:
    async with opened(SampleWorkspace()) as (app, pilot):
        await press(pilot, "ctrl+p", *"stoppen")
        await settled(app, pilot)
        await press(pilot, "enter")
        await pilot.pause()
    assert app.return_code == 0
    assert not app.is_running


async def test_hostile_titles_are_found_and_shown() -> None:
    term = Term(id="x", term="moot [/b] list[int] \x1b[2J", explanation="…")
    async with opened(SampleWorkspace(replace(CATALOGUE, terms=(term,)))) as (app, pilot):
        await press(pilot, "ctrl+p", *"moot")
        await settled(app, pilot)
        assert "Woord: moot [/b] list[int] \ufffd[2J" in told(app)


def test_all_words_in_a_title_go_before_a_word_in_what_is_said_about_it() -> None:
    known = (
        ("Oefenen: Motie en amendement", "Vragen met uitleg"),
        ("Toets: Motie en amendement", "Vragen, uitslag aan het eind"),
        ("Les: Motie en amendement", "Module Rollen"),
        ("Woord: motie vreemd aan de orde van de dag", "Uitleg"),
        ("Woord: motie van vreugde", "Uitleg"),
    )
    scores = {title: _score(["motie", "vr"], SystemCommand(title, about, str), title) for title, about in known}
    best = sorted(scores, key=lambda title: -scores[title])
    assert best[0].startswith("Woord: motie vreemd")
    assert best[1] == "Woord: motie van vreugde"
    assert scores["Les: Motie en amendement"] == 0
