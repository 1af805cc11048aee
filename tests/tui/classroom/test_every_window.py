"""Both windows at every stage: in every size and theme, with hostile text, in Dutch, and without secrets."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from textual.theme import Theme

from tests.classroom.samples import catalogue
from tests.tui.classroom.room import Room, Window, to, trainer
from tests.tui.classroom.test_beamer import everything, secrets, words_of
from tests.tui.helpers import HOSTILE
from tests.tui.test_every_screen import ENGLISH, STEERING
from tutor.service.evening import Evening
from tutor.tui import themes

SIZES = ((40, 12), (60, 18), (80, 24), (99, 17), (120, 40), (200, 60))
USUAL = ((40, 12), (80, 24))
"""Sizes for which every page is looked at; for the others one of each kind."""
DIALOGS = {"o": "Wat werd er gezegd?", "f": "Wat spreken jullie af?", "a": "Hoeveel", "g": "Ga naar", "e": "afsluiten?"}


async def walk(window: Window, evening: Evening, *, kinds: bool = False) -> AsyncIterator[None]:
    """Every page of every stage, done in another window; `kinds`: one page of each kind of stage."""
    seen: set[str] = set()
    while True:
        if not kinds or evening.session.stage.name not in seen:
            await window.look()
            yield
        seen.add(evening.session.stage.name)
        if evening.session.forward() == evening.session.cursor:
            return
        evening.forward()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_trainer_at_every_stage_in_every_size(size: tuple[int, int]) -> None:
    room, evening = everything(catalogue())
    async with trainer(room, size=size) as window:
        async for _ in walk(window, evening, kinds=size not in USUAL):
            rows = window.rows
            text = " ".join(" ".join(rows).split())
            assert len(rows) == size[1]
            assert max(map(len, rows)) <= size[0]
            assert "Hulp" in rows[-1]
            assert "Speling: " in text
            assert evening.session.stage.name.split()[0] in text
            assert ENGLISH.findall(text) == []


@pytest.mark.parametrize("size", [(40, 12), (80, 24)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_dialogs_in_every_size(size: tuple[int, int]) -> None:
    room = Room()
    room.evening()
    async with trainer(room, size=size) as window:
        for key, words in DIALOGS.items():
            await window.press(key)
            if key != "g" or size[1] > 12:
                assert words in window.text
            assert "Sluiten" in window.rows[-1]
            assert ENGLISH.findall(window.text) == []
            await window.press("escape")
        await window.to("raad", "Stemming")
        await window.press("t", *"7", "tab", *"5", "enter")
        assert window.evening.session.outcomes["zwembad"].decision == "aangenomen"


async def test_one_window_on_the_beamer_keeps_all_secrets() -> None:
    content = catalogue()
    room, evening = everything(content)
    async with trainer(room, size=(80, 24)) as window:
        await window.press("n")
        async for _ in walk(window, evening):
            stage, text = evening.session.stage, window.text
            for note in filter(None, (*stage.notes, "GEHEIME NOTITIE", "Advies", "Hierna")):
                assert words_of(note) not in text, stage.name
            if not stage.reveals and stage.item:
                for secret in secrets(content.items[stage.item]):
                    assert words_of(secret) not in text, stage.name


@pytest.mark.parametrize("theme", themes.ALL, ids=lambda theme: theme.name)
async def test_the_trainer_sees_the_colours_of_the_theme(theme: Theme) -> None:
    known = {value.lower()[:7] for value in theme.to_color_system().generate().values() if value.startswith("#")}
    room, evening = everything(catalogue())
    async with trainer(room, size=(120, 40)) as window:
        window.app.set_theme(theme.name)
        async for _ in walk(window, evening, kinds=True):
            colours = {
                colour.name
                for strip in window.app.screen._compositor.render_strips()
                for segment in strip
                if segment.style and segment.text.strip()
                for colour in (segment.style.color, segment.style.bgcolor)
                if colour
            }
            assert colours <= known, evening.session.stage.name


@pytest.mark.parametrize("words", HOSTILE)
async def test_hostile_text_can_be_typed(words: str) -> None:
    room = Room()
    to(room.evening(), "vraag", "Stem 1")
    async with trainer(room) as window:
        for key in ("o", "t"):
            await window.press(key)
            window.app.screen.query_one("LineField").value = words  # type: ignore[attr-defined]
            await window.press("enter")
            assert STEERING.findall("".join(window.rows)) == []
        assert window.app.is_running
