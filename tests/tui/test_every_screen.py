"""Every screen: in every size and theme, with hostile words of a learner, in Dutch."""

from __future__ import annotations

import re

import pytest
from textual.pilot import Pilot
from textual.theme import Theme

from tests.tui.helpers import HOSTILE, MODULE, ROUTES, SampleWorkspace, opened, press, seen, told
from tutor.tui import themes
from tutor.tui.app import TutorApp
from tutor.tui.palette import TutorPalette
from tutor.tui.screens.dialog import HelpScreen, keys_of_screen
from tutor.tui.screens.today import TodayScreen
from tutor.tui.text import clean
from tutor.tui.widgets.frame import KeyLine
from tutor.tui.widgets.scrolling import LessonText

ROOMY = (200, 60)
SIZES = ((40, 12), (80, 24), ROOMY)
STEERING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060-\u2069\ufeff]")
ENGLISH = re.compile(
    r"\b(search|command|commands|matches|found|quit|theme|themes|keys|screenshot|maximize|minimize|palette|focus|press|"
    r"submit|close|open the|show|hide|help panel|the|and|of the|next|previous|scroll|copy|select|enter text|yes|"
    r"cancel|ok|error|warning|loading|password|toggle|bell|change|return|prompt|light|dark)\b",
    re.IGNORECASE,
)

CLASSES = re.compile(r"\b(Picker|Checklist|Static|Row|Vertical|VerticalScroll|Reader|LessonText|Container)\b")
"""What Textual writes where a widget has nothing to show."""


async def visit(app: TutorApp, pilot: Pilot[int], keys: tuple[str, ...], *, anew: bool = True) -> str:
    """The text of a screen, reached from the home of a new guest, or else from the screen in view."""
    if anew:
        app.enter(None)
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)
    await press(pilot, *keys)
    await app.workers.wait_for_complete()
    await pilot.pause()
    return seen(app)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_screen_in_every_size_is_dutch_and_shows_the_way_out(size: tuple[int, int]) -> None:
    async with opened(SampleWorkspace(), size=size) as (app, pilot):
        way: tuple[str, ...] = ()
        for keys, name in sorted((keys, name) for name, keys in ROUTES.items()):
            if size == ROOMY and name not in ("vandaag", "module", "kern", "oefenen", "hulp", "zoeken"):
                continue  # where there is room for everything, these stand for all
            anew = not way or keys[: len(way)] != way
            text = await visit(app, pilot, keys if anew else keys[len(way) :], anew=anew)
            way = keys
            if not isinstance(app.screen, TutorPalette):
                assert re.search("Hulp|Sluiten", " ".join(text.splitlines()[-4:])), name  # at the foot of a dialog
                assert "Ctrl+Q" in told(app), name
            assert ENGLISH.findall(text) == [], name
            assert CLASSES.findall(text) == [], name
            assert max(map(len, text.splitlines())) <= size[0]


@pytest.mark.parametrize("theme", themes.ALL, ids=lambda theme: theme.name)
async def test_screens_use_the_colours_of_the_theme(theme: Theme) -> None:
    """So that the contrast of what is seen is the contrast that was computed."""
    known = {value.lower()[:7] for value in theme.to_color_system().generate().values() if value.startswith("#")}
    async with opened(SampleWorkspace()) as (app, pilot):
        app.set_theme(theme.name)
        for name in ("vandaag", "module", "kern", "oefenen", "casus", "hulp"):
            await visit(app, pilot, ROUTES[name])
            shown = {
                colour.name
                for strip in app.screen._compositor.render_strips()
                for segment in strip
                if segment.style and segment.text.strip()
                for colour in (segment.style.color, segment.style.bgcolor)
                if colour
            }
            assert shown <= known, name


async def test_hostile_errors_and_messages_are_shown() -> None:
    async with opened(SampleWorkspace(), size=(200, 60)) as (app, pilot):
        for words in HOSTILE:
            app.warn(words)
            await pilot.pause()
            assert clean(words) in told(app)
            assert STEERING.findall(seen(app).replace("\n", "")) == []
            app.clear_notifications()
        assert app.is_running


async def test_hostile_names_can_be_typed() -> None:
    async with opened(SampleWorkspace(), name=None) as (app, pilot):
        await press(pilot, "enter")
        app.screen.query_one("Field").value = "[/b] \x1b]52;c;eA==\x1b\\ \u202e"  # type: ignore[attr-defined]
        await press(pilot, "enter")
        assert STEERING.findall(seen(app).replace("\n", "")) == []
        assert "[/b]" in told(app)
        assert app.is_running


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_everything_in_a_list_can_be_reached(size: tuple[int, int]) -> None:
    async with opened(SampleWorkspace(), size=size) as (app, pilot):
        await press(pilot, *["down"] * 8)
        assert "Geld en grip" in seen(app)
        await press(pilot, *["up"] * 3)
        assert "Programma" in seen(app)
        await press(pilot, *MODULE, *["down"] * 3)
        found = told(app)
        assert "2 · Drie rollen" in found
        assert "hoogste orgaan is." in found


@pytest.mark.parametrize("size", [(40, 12), (80, 24)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_help_begins_with_all_keys_of_the_screen_and_shown_keys_do_something(size: tuple[int, int]) -> None:
    """Seen red with: F1 that does nothing on a dialog; keys of Textual, in English, among them."""
    async with opened(SampleWorkspace(), size=size) as (app, pilot):
        for name in ("vandaag", "module", "kern", "oefenen", "toets", "casus", "woord", "zoek", "notitie"):
            await visit(app, pilot, ROUTES[name])
            screen = app.screen
            offered = {key.description for key in keys_of_screen(screen)}
            hints = [key for key in screen.query(KeyLine).last().hints() if not key.action.startswith("app.")]
            elsewhere = {"quit", "command_palette"}
            assert {key.description for key in hints if key.action not in elsewhere} <= offered, name
            assert all(
                screen.active_bindings[key.key.split(",")[0]].enabled for key in hints if key.action != "quit"
            ), name
            if size[0] == 80:
                await press(pilot, "f1")
                assert isinstance(app.screen, HelpScreen), name
                words = " ".join(
                    line.plain for line in app.screen.query_one(LessonText).lines(70)[: 3 * len(offered) + 8]
                )
                assert words.startswith("Op dit scherm"), name
                assert all(description in words for description in offered), (name, words)
                await press(pilot, "escape")
