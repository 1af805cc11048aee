"""Keys that are true: what a screen shows below and in `?` does something, and a letter means one thing everywhere."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.app import App
from textual.binding import Binding
from textual.pilot import Pilot

import tutor.tui
from tests.tui.helpers import MODULE, ROUTES, SampleWorkspace, opened, press, seen
from tutor.tui.app import TutorApp
from tutor.tui.screens.dialog import ChoiceDialog, keys_of_screen
from tutor.tui.text import plain
from tutor.tui.widgets.frame import BottomLine, KeyLine

MEANING = {
    "b": "Bladwijzer",
    "c": "Casus",
    "d": "Omlaag",
    "g": "Gereedschap",
    "h": "Herhalen",
    "i": "Inhoud",
    "k": "Wie is wie",
    "l": "Leerverslag",
    "m": "Dit ga ik doen",
    "n": "Notitie",
    "o": "Oefenen",
    "p": "Profiel",
    "r": "Opnieuw",
    "s": "Bron",
    "t": "Toets",
    "u": "Omhoog",
    "v": "Voortgang",
    "w": "Wetten",
    "x": "Zekerheid",
    "z": "Zoeken",
    "ctrl+c": "Stoppen?",
    "ctrl+f": "Zoeken",
    "ctrl+o": "Artikelen",
    "ctrl+p": "Ga naar",
    "ctrl+q": "Stoppen",
    "ctrl+r": "Met resultaten",
    "ctrl+s": "Bewaar of Bewaar en vergelijk",
    "f1": "Hulp of Sluiten",
    "f2": "Hint",
    "f3": "Toon het antwoord of Weet ik niet",
    "f4": "Neem terug",
    "f5": "Lees de les of Terug naar de vraag",
    "f6": "Alle vragen",
    "f7": "Markeer",
    "f8": "Volgende fout",
    "f9": "Naar de plek",
}
"""What each letter, function key and Ctrl means in the whole app; the second of two closes what the first opened, or
does the same. Where a question is asked, a to g are its answers: no key is needed there that these letters stand for
elsewhere. In a list that leads somewhere only digits choose."""


def own_bindings() -> Iterator[tuple[str, Binding]]:
    """Every key of every screen and widget of the app, one by one. Windows of an evening have a help of their own."""
    for module in pkgutil.walk_packages(tutor.tui.__path__, "tutor.tui."):
        if module.name.startswith("tutor.tui.classroom"):
            continue
        for kind in vars(importlib.import_module(module.name)).values():
            if isinstance(kind, type) and kind.__module__ == module.name:
                for binding in vars(kind).get("BINDINGS", ()):
                    assert isinstance(binding, Binding)
                    yield from ((key, binding) for key in binding.key.split(","))


def test_a_key_means_one_thing_in_the_whole_app() -> None:
    """Seen red with: z for certainty beside z for searching; a letter that is not in the table; F2 for a hint, for the
    articles of a tool and for results in a leerverslag."""
    found = defaultdict(set)
    for key, binding in own_bindings():
        named = (len(key) == 1 and key.isalpha()) or re.fullmatch(r"f\d+|ctrl\+.", key)
        if named and not binding.action.startswith("press("):
            found[key].add(binding.description.replace("Notities", "Notitie"))  # to write one, or to see them all
    assert {key: " of ".join(sorted(said)) for key, said in sorted(found.items())} == MEANING


LEADS = {
    "Hulp": "HelpScreen",
    "Ga naar": "TutorPalette",
    "Zoeken": "SearchScreen",
    "Notities": "NotebookScreen",
    "Voortgang": "ProgressScreen",
    "Wetten": "StatutesScreen",
    "Wie is wie": "PeopleScreen",
    "Gereedschap": "ToolsScreen",
    "Profiel": "ProfilesScreen",
    "Oefenen": "QuizScreen",
    "Toets": "QuizScreen",
    "Casus": "CasusScreen",
    "Bron": "SourceDialog",
    "Inhoud": "OutlineDialog",
    "Notitie": "NoteEditor",
    "Leerverslag": "CertificateDialog",
    "Open module": "ModuleScreen",
}
"""The screen that a key opens, where its words say so."""
CLOSES = ("Sluiten", "Terug", "Terug naar de vraag", "Klaar", "Morgen verder")
"""Words of Escape."""
MOVES = {"up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "shift+tab", "space", "u", "d"}
"""Keys that have nothing to do at an edge; a hint of one of them is pressed all the same."""
EVERYWHERE = ("Stoppen", "Ga naar", "Hulp")
"""Words of keys that do the same on each screen, in any size."""
SIZES = ((80, 24), (120, 40), (40, 12))


def state(app: App[int]) -> tuple[object, ...]:
    """All that a learner can notice of a key."""
    told = tuple(note.message for note in app._notifications)
    return len(app.screen_stack), type(app.screen).__name__, seen(app), id(app.screen.focused), told


async def visit(app: TutorApp, pilot: Pilot[int], keys: tuple[str, ...]) -> None:
    app.clear_notifications()
    app.enter(None)
    await pilot.pause()
    await press(pilot, *keys)
    await app.workers.wait_for_complete()
    await pilot.pause()


def offered(app: TutorApp) -> list[tuple[str, str, bool]]:
    """Key, words, and whether it is shown below, for all that the screen offers now."""
    bar = app.screen.query(KeyLine).last()
    shown = {(hint.key.split(",")[0], hint.description) for hint in bar.hints()}
    more = {(key.key.split(",")[0], key.description) for key in keys_of_screen(app.screen)}
    return sorted((key, words, (key, words) in shown) for key, words in shown | more)


@pytest.mark.parametrize(
    "size",
    [SIZES[0], *(pytest.param(size, marks=pytest.mark.long) for size in SIZES[1:])],
    ids=lambda size: f"{size[0]}x{size[1]}",
)
async def test_each_key_does_what_it_says(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Seen red with: `Terug` on the first page, `Kies` in an empty list, a search for nothing, `Hulp` in the help."""
    stopped: list[bool] = []
    tried: set[tuple[str, str, str]] = set()
    wrong = []
    async with opened(SampleWorkspace(documents=tmp_path), size=size) as (app, pilot):
        monkeypatch.setattr(app, "exit", lambda *_, **__: stopped.append(True))
        for name, way in ROUTES.items():
            await visit(app, pilot, way)
            if not app.screen.query(KeyLine):
                continue  # the palette
            on, there, fresh = type(app.screen).__name__, offered(app), state(app)
            for key, words, shown in there:
                if (on, key, words) in tried or (key in MOVES and not shown):
                    continue
                if words in EVERYWHERE and size != SIZES[0]:
                    continue
                if state(app) != fresh:
                    await visit(app, pilot, way)
                fresh = before = state(app)
                if (key, words, shown) not in offered(app):
                    continue  # another question came, in another order
                tried.add((on, key, words))
                stopped.clear()
                await press(pilot, key)
                await app.workers.wait_for_complete()
                await pilot.pause()
                after = state(app)
                if words == "Stoppen":
                    fine = bool(stopped) or after[1] == "ConfirmDialog"
                elif words in LEADS:
                    fine = after != before and LEADS[words] in (before[1], after[1])  # or closes what it opened
                elif key == "escape":
                    fine = words in CLOSES and (after[0] != before[0] or after[1] != before[1] or after[2] != before[2])
                else:
                    fine = after != before
                if after[:2] != before[:2]:
                    app.clear_notifications()
                    await press(pilot, "escape")  # mostly leads back, which is quicker than to begin again
                if not fine:
                    wrong.append((name, on, key, words, shown))
    assert not wrong, "\n".join(map(str, wrong))
    assert len(tried) > (100 if size == SIZES[0] else 50)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=["80x24", "40x12"])
async def test_a_message_covers_no_keys_and_no_tour(size: tuple[int, int]) -> None:
    """Seen red with: messages at the place where Textual puts them."""
    async with opened(SampleWorkspace(), size=size, toured=False) as (app, pilot):
        for way in ((), ("1",), MODULE, (*MODULE, "o")):
            await visit(app, pilot, way)
            app.start_tour() if not way else None
            await pilot.pause()
            bottom = [strip for strip in app.screen.query(BottomLine) if strip.display]
            top = min(strip.region.y for strip in bottom)
            before = seen(app).splitlines()[top:]
            app.tell("Er is iets gebeurd. " * 6)
            await pilot.pause()
            assert "Er is iets" in seen(app)
            assert seen(app).splitlines()[top:] == before, way


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=["80x24", "40x12"])
async def test_the_first_page_of_help_has_what_the_key_line_left_out(size: tuple[int, int]) -> None:
    """In a lesson: the note and the bookmark. Seen red with: keys that only move before them."""
    async with opened(SampleWorkspace(), size=size) as (app, pilot):
        await visit(app, pilot, ROUTES["kern" if size[0] == 80 else "les"])
        keys = seen(app).splitlines()[-1]
        assert "Enter Verder" in keys
        assert ("n Notitie" in keys) is (size[0] == 80)
        await press(pilot, "question_mark")
        for words in ("Notitie", "Bladwijzer", "Inhoud"):
            assert words in seen(app)


async def test_below_a_dialog_stand_no_keys_of_the_screen_behind_it() -> None:
    """The compositor of a dialog draws the screen below through it, so this asks what is visible there."""
    async with opened(SampleWorkspace()) as (app, pilot):
        keys = app.screen.query_one(KeyLine)
        assert keys.visible
        await press(pilot, "5")
        assert not keys.visible
        assert "Enter Kies" in seen(app)
        await press(pilot, "escape")
        assert keys.visible


async def test_the_question_above_a_long_list_is_in_view() -> None:
    """Of a dialog in a small window, which begins at the cursor."""
    async with opened(SampleWorkspace(), size=(40, 12)) as (app, pilot):
        answers = [plain(f"Antwoord {number}") for number in range(9)]
        app.push_screen(ChoiceDialog(plain("Wat ben je?"), plain("Dan kies ik lessen die bij je passen."), answers))
        await pilot.pause()
        await pilot.pause()
        assert "Wat ben je?" in seen(app)
        assert "▶ 1 Antwoord 0" in seen(app)
        await press(pilot, "end", *["down"] * 8)
        assert "▶ 9 Antwoord 8" in seen(app)
