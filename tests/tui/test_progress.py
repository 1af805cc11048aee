"""Voortgang drawn in the terminal, the choice to be asked for certainty, and the leerverslag."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from tests.tui.helpers import START, SampleWorkspace, opened, press, seen, told
from tests.tui.sample import CATALOGUE
from tutor.learning.answers import Choose, Confidence
from tutor.learning.quiz import Mode
from tutor.service.workspace import Profile
from tutor.tui.app import TutorApp
from tutor.tui.screens.progress import CertificateDialog, ProgressScreen
from tutor.tui.widgets.frame import Field
from tutor.tui.widgets.scrolling import Row


def practised(desk: SampleWorkspace) -> Profile:
    """Somebody who finished a lesson and answered three questions, sure of all of them."""
    profile = desk.create("Samira")
    study = desk.open(profile)
    session = study.open_lesson("rollen-01")
    while not session.at_end:
        session = study.go(session.forward())
    quiz = study.quiz(CATALOGUE.lessons["rollen-01"], Mode.PRACTICE)
    for chosen in (0, 1, 0):
        quiz = study.proceed(study.answer(quiz, Choose((chosen,)), Confidence.SURE)[0])
    return profile


def text(app: TutorApp) -> str:
    """All text of the screen, also what is not in view."""
    return "\n".join(row.text for row in app.screen.query(Row))


async def test_everything_there_is_to_see() -> None:
    desk = SampleWorkspace()
    profile = practised(desk)
    desk.ahead = timedelta(days=1)
    async with opened(desk, profile=profile, size=(80, 60)) as (app, pilot):
        await press(pilot, "v")
        assert isinstance(app.screen, ProgressScreen)
        assert text(app).splitlines() != []
        lines = seen(app).splitlines()
        assert any(re.fullmatch(r" +23-11 +░ 1 +· *", line) for line in lines), "Monday with a minute, Tuesday without"
        assert "De afgelopen vier weken leerde je in één week." in told(app)
        assert "Samen 1 minuut, naar schatting." in told(app)
        assert "0 van 2 lessen af" in told(app)
        assert "0 van 4 doelen beheerst" in told(app)
        assert "– Je noemt de drie bestuursorganen. (1 van 3 goed)" in told(app)
        assert "nu nog" not in told(app), "what was never known is not known still (B3)"
        assert re.search(r"(vandaag|[a-z]{2} \d+ (november|december)) ━+ [123]\b", told(app))
        assert re.search(r"zeker ━+─* 1 van 3, 33 procent goed", told(app))
        assert "gok nog niet gezegd" in told(app)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=["80x24", "40x12"])
async def test_the_text_can_be_read_to_its_end(size: tuple[int, int]) -> None:
    desk = SampleWorkspace()
    profile = practised(desk)
    async with opened(desk, profile=profile, size=size) as (app, pilot):
        await press(pilot, "v")
        pages = [told(app)]
        for _ in range(20):
            await press(pilot, "space")
            pages.append(told(app))
        assert "Je noemt de drie" in pages[-1]
        for title in ("Wanneer je leerde", "Wat je kunt", "Wat terugkomt", "Hoe zeker je bent", "Per leerdoel"):
            assert any(title in page for page in pages), title
        await press(pilot, "home")
        assert told(app) == pages[0]


async def test_numbers_stand_beside_every_picture() -> None:
    desk = SampleWorkspace()
    async with opened(desk, profile=practised(desk), size=(80, 60)) as (app, pilot):
        await press(pilot, "v")
        drawn = [line for line in seen(app).splitlines() if re.search("[━─░▒▓█]", line) and "lessen" not in line]
        assert drawn
        assert all(re.search(r"\d", line) for line in drawn)


async def test_certainty_is_switched_on_and_off() -> None:
    desk = SampleWorkspace()
    async with opened(desk, size=(80, 60)) as (app, pilot):
        await press(pilot, "v")
        assert "Met x vraag ik na elk antwoord hoe zeker je bent." in told(app)
        await press(pilot, "x")
        assert "Met x zet je dat uit." in told(app)
        assert app.routes
        assert app.routes.preferences.certainty
        await press(pilot, "escape", "ctrl+p", *"zekerheid")
        await app.workers.wait_for_complete()
        await press(pilot)
        assert "Zekerheid vragen: uit" in told(app)
        await press(pilot, "enter")
        assert not app.routes.preferences.certainty


def proposed(folder: Path, name: str) -> Path:
    """Whose it is and of when is in the name, so that a griffier can keep those of everybody in one folder."""
    return folder / f"leerverslag-{name}-{START.astimezone():%Y-%m-%d}.html"


async def test_a_leerverslag_is_written_where_the_learner_says(tmp_path: Path) -> None:
    desk = SampleWorkspace(documents=tmp_path)
    async with opened(desk, profile=practised(desk)) as (app, pilot):
        await press(pilot, "v", "l")
        assert isinstance(app.screen, CertificateDialog)
        assert app.screen.query_one(Field).value == str(proposed(tmp_path, "samira"))
        assert "[ ] Ctrl+R: ook mijn resultaten" in seen(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ProgressScreen)
        assert "Het leerverslag staat in" in told(app)
        page = proposed(tmp_path, "samira").read_text()
        assert page.startswith("<!doctype html>")
        assert "Leerverslag van Samira" in page
        assert "Resultaten" not in page
        await press(pilot, "l", "ctrl+r", "enter")
        assert "Dat bestand is er al." in told(app)
        assert proposed(tmp_path, "samira").read_text() == page
        await press(pilot, "enter")
        assert "Resultaten per leerdoel" in proposed(tmp_path, "samira").read_text()


async def test_a_leerverslag_as_text_and_in_a_place_that_is_not_there(tmp_path: Path) -> None:
    desk = SampleWorkspace(documents=tmp_path)
    async with opened(desk, profile=practised(desk), size=(40, 12)) as (app, pilot):
        await press(pilot, "v", "l")
        field = app.screen.query_one(Field)
        field.value = "/weg/verslag.md"
        await press(pilot, "enter")
        assert isinstance(app.screen, CertificateDialog)
        said = " ".join(str(part.render()) for part in app.screen.query("#trouble"))
        assert "In de map /weg kan ik niet schrijven" in said
        field.value = "verslag.md"
        await press(pilot, "enter")
        assert (tmp_path / "verslag.md").read_text().startswith("# Leerverslag van Samira\n")
        await press(pilot, "l", "escape")
        assert isinstance(app.screen, ProgressScreen)
        assert [path.name for path in tmp_path.iterdir()] == ["verslag.md"]


async def test_a_guest_can_have_one_too(tmp_path: Path) -> None:
    desk = SampleWorkspace(documents=tmp_path)
    async with opened(desk, name=None) as (_, pilot):
        await press(pilot, "2", "v", "l", "enter")
        assert "Leerverslag van gast" in proposed(tmp_path, "gast").read_text()
