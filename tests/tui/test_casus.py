"""A casus by keyboard: to each ending, back, another fact, and the debrief."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import count
from typing import cast

import msgspec
import pytest

from tests.content.pack import shipped
from tests.tui.asking import LESSON, Desk, at_work
from tests.tui.helpers import HOSTILE, MODULE, SampleWorkspace, opened, press, seen
from tests.tui.sample import CATALOGUE
from tests.tui.test_quiz import is_clean, poisoned
from tutor.learning.lesson import LessonSession
from tutor.model import Casus, Catalogue, Module
from tutor.tui.screens.casus import CasusScreen
from tutor.tui.text import clean
from tutor.tui.widgets.picker import MenuList

CASUS = LESSON.cases[0]


class Walk:
    """A casus on screen."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.outcomes: list[bool | None] = []

    async def open(self, casus: Casus = CASUS) -> None:
        """Open it where the learner left it."""
        await self.desk.app.push_screen(
            CasusScreen(self.desk.study, self.desk.study.open_casus(casus)), self.outcomes.append
        )
        await self.desk.settle()

    @property
    def screen(self) -> CasusScreen:
        return cast(CasusScreen, self.desk.app.screen)

    @property
    def text(self) -> str:
        return self.desk.text

    async def press(self, *keys: str) -> None:
        await self.desk.press(*keys)


@asynccontextmanager
async def walking(desk: SampleWorkspace | None = None, *, size: tuple[int, int] = (80, 40)) -> AsyncIterator[Walk]:
    async with at_work(desk, size=size) as at:
        walk = Walk(at)
        await walk.open()
        yield walk


@pytest.mark.parametrize("size", [(80, 40), (40, 12)], ids=["80x40", "40x12"])
async def test_every_ending_can_be_reached(size: tuple[int, int]) -> None:
    roads = ((("1", "enter", "a", "enter"), "sterk"), (("a", "enter", "2", "enter"), "kan"), (("b", "enter"), "zwak"))
    words = {"sterk": "✓ Sterk", "kan": "~ Verdedigbaar", "zwak": "✗ Zwak"}
    async with walking(size=size) as walk:
        for keys, ending in roads:
            await walk.press(*keys)
            assert walk.screen.session.node.id == f"einde-{ending}"
            assert f"Het is klaar ({ending})." in walk.text
            if size[0] == 80:
                assert f"Zo liep het af: {words[ending]}" in walk.text
                assert f"Deze weg is {ending}." in walk.text
            await walk.press("r")
            assert walk.screen.session.node.id == "mail"


async def test_a_choice_shows_what_it_brings_before_the_next_scene() -> None:
    async with walking() as walk:
        assert "Casus › Drie vragen in één mail" in walk.text
        assert "Je bent: raadslid" in walk.text
        assert "Mevrouw Bakker mailt je." in walk.text
        await walk.press("1")
        assert "Gevolg: Je belt de wethouder." in walk.text
        assert "~ Verdedigbaar Handig." in walk.text
        assert "De wethouder neemt op." not in walk.text
        await walk.press("enter")
        assert "De wethouder neemt op." in walk.text
        assert "Je bent nu: griffier" in walk.text


async def test_a_key_pressed_twice_chooses_once() -> None:
    async with walking() as walk:
        menu = walk.screen.query_one(MenuList)
        for _ in range(2):
            menu.action_press("1")
        await walk.desk.settle()
        assert len(walk.screen.session.path) == 1


async def test_enter_chooses_only_what_the_arrows_point_at() -> None:
    async with walking() as walk:
        await walk.press("enter")
        assert "Kies eerst wat je doet." in walk.text
        assert walk.screen.session.path == ()
        await walk.press("down", "down", "enter")
        assert "Gevolg: Je doet niets." in walk.text


async def test_choices_can_be_taken_back_everywhere() -> None:
    async with walking() as walk:
        assert "Backspace" not in walk.text
        await walk.press("1", "backspace")
        assert "Mevrouw Bakker mailt je." in walk.text
        await walk.press("1", "enter", "backspace")
        assert "Mevrouw Bakker mailt je." in walk.text
        assert "Je bent: raadslid" in walk.text
        await walk.press("2", "enter", "backspace")
        assert "Mevrouw Bakker mailt je." in walk.text
        assert walk.desk.kinds.count("casus_back") == 3


async def test_the_debrief_shows_both_roads_and_the_law() -> None:
    async with walking(size=(80, 60)) as walk:
        await walk.press("1", "enter", "1", "enter")
        own, _, rest = walk.text.partition("De weg die je niet nam")
        assert "1. ~ Je belt de wethouder. (verdedigbaar) 2. ~ Je vraagt door." in own
        passed, _, law = rest.partition("Wat de wet in elk geval vraagt")
        assert "1. ~ Je doet niets." in passed
        assert "→ Gevolg: Je doet niets." in passed
        assert "2. ~ Je bedankt." in passed
        assert "De raad stelt vast, het college voert uit." in law
        assert "Bron: artikel 7 Gemeentewet." in law
        await walk.press("enter")
        assert walk.outcomes == [True]


async def test_another_fact_leads_another_way() -> None:
    async with walking() as walk:
        await walk.press("2", "enter")
        assert "1 Maar wat als er spoed is?" in walk.text
        await walk.press("1")
        assert "Nu anders Maar wat als er spoed is?" in walk.text
        assert "De wethouder neemt op." in walk.text
        assert "Je bent nu: griffier" in walk.text
        await walk.press("2", "enter")
        assert "Maar wat als er spoed is?" not in walk.text
        await walk.press("r")
        assert "Mevrouw Bakker mailt je." in walk.text
        await walk.press("escape")
        assert walk.outcomes == [None]


async def test_a_new_app_goes_on_where_the_learner_was() -> None:
    kept = SampleWorkspace()
    async with walking(kept) as walk:
        await walk.press("1", "escape")
        assert walk.outcomes == [None]
    async with walking(kept) as walk:
        assert "Gevolg: Je belt de wethouder." in walk.text
        await walk.press("enter", "1", "enter")
        assert "Het is klaar (sterk)." in walk.text
    async with walking(kept) as walk:
        await walk.press("enter")
        assert "Het is klaar (sterk)." in walk.text


async def test_what_cannot_be_stored_changes_nothing() -> None:
    kept = SampleWorkspace()
    async with walking(kept) as walk:
        kept.fill_disk()
        await walk.press("1")
        assert "Niet opgeslagen" in walk.text
        assert "Gevolg" not in walk.text
        kept.fill_disk(False)
        await walk.press("1")
        assert "Gevolg: Je belt de wethouder." in walk.text
        kept.fill_disk()
        await walk.press("backspace")
        assert "Gevolg: Je belt de wethouder." in walk.text
        assert walk.desk.kinds == ["casus_started", "casus_chosen"]


async def test_the_tree_so_far_stands_beside_a_wide_casus_and_the_whole_one_at_its_end() -> None:
    """Seen red with a rail that is filled once."""
    async with walking(size=(120, 60)) as walk:
        assert "Jouw weg" in walk.text
        assert "○ wat je niet kiest" in walk.text
        await walk.press("a", "enter")
        assert "├ ● Je belt de wethouder." in walk.text
        assert "└ ○ Je doet niets." in walk.text
        assert "○ Je doet niets. ✗" not in walk.text
        await walk.press("a", "enter")
        assert walk.text.count("├ ● Je vraagt door. ✓") == 1, "only in the debrief"
        assert walk.text.count("└ ○ Je doet niets. ✗") == 1
    async with walking() as walk:
        await walk.press("a", "enter")
        assert "● Je belt de wethouder." not in walk.text


async def test_the_law_of_a_choice_stands_beside_what_it_brought() -> None:
    lesson = shipped().lessons["rollen-01"]
    async with at_work(SampleWorkspace(shipped()), size=(120, 40)) as desk:
        await desk.app.push_screen(CasusScreen(desk.study, desk.study.open_casus(lesson.cases[0])))
        assert "scène 1 van minstens 3 nog 7 minuten" in desk.text
        await desk.press("a")
        assert "Artikel 160 Gemeentewet" in desk.text
        assert len(desk.app.screen.query("Rail .law")) == 1
        await desk.press("enter")
        assert not desk.app.screen.query("Rail .law")


async def test_a_casus_by_mouse() -> None:
    async with walking() as walk:
        await walk.desk.click("Je doet niets.")
        await walk.desk.click("Enter Verder")
        assert "Het is klaar (zwak)." in walk.text
        await walk.desk.click("Maar wat als er spoed is?")
        await walk.desk.click("Je bedankt.")
        await walk.desk.click("Enter Verder")
        await walk.desk.click("Opnieuw beginnen")
        assert "Mevrouw Bakker mailt je." in walk.text


async def test_nothing_unseen_is_chosen() -> None:
    async with walking(size=(40, 12)) as walk:
        await walk.press("2", "enter")
        assert "Klaar" not in seen(walk.desk.app).splitlines()[3]
        pages = [walk.text]
        while "▶ Klaar" not in pages[-1]:
            assert "Enter Lees verder" in pages[-1]
            await walk.press("enter")
            assert walk.outcomes == []
            pages.append(walk.text)
        assert len(pages) > 2, "nothing that stands before it is skipped"
        assert "Enter Kies" in pages[-1]
        await walk.press("enter")
        assert walk.outcomes == [True]


def with_casus(casus: Casus) -> Catalogue:
    lesson = replace(LESSON, cases=(casus,))
    module = CATALOGUE.modules[0]
    return replace(CATALOGUE, modules=(Module(head=module.head, lessons=(lesson, *module.lessons[1:])),))


def hostile_casus(poison: str) -> Casus:
    numbers = count()

    def bad(text: str) -> str:
        return cast(str, poisoned(text, poison, numbers))

    change = msgspec.structs.replace
    nodes = tuple(
        change(
            node,
            text=bad("x"),
            role=bad("x") if node.role else None,
            debrief=bad("x"),
            choices=tuple(
                change(choice, text=bad("x"), consequence=bad("x"), feedback=bad("x")) for choice in node.choices
            ),
        )
        for node in CASUS.nodes
    )
    variations = tuple(change(variation, question=bad("x")) for variation in CASUS.variations)
    return change(CASUS, title=bad("x"), role=bad("x"), floor=bad("x"), nodes=nodes, variations=variations)


async def test_hostile_text_in_every_field() -> None:
    poison = " ".join(HOSTILE)
    words = [clean(part) for part in HOSTILE if part.isascii() and part.isprintable() and not part.endswith("\\")]
    casus = hostile_casus(poison)
    async with at_work(SampleWorkspace(with_casus(casus)), size=(110, 70)) as desk:
        walk = Walk(desk)
        await walk.open(casus)
        for keys in ((), ("1",), ("enter",), ("1",), ("enter",), ("1",)):
            await walk.press(*keys) if keys else None
            assert is_clean(desk)
            assert all(word in walk.text for word in words), (keys, walk.text)
        assert desk.app.is_running


async def test_a_reminder_stands_in_one_place_until_something_is_chosen() -> None:
    async with walking() as walk:
        await walk.press(*["enter"] * 6)
        assert walk.text.count("Kies eerst wat je doet.") == 1
        assert not walk.desk.app._notifications
        await walk.press("1")
        assert "Kies eerst wat je doet." not in walk.text


async def test_a_note_is_written_in_a_casus_and_stands_beside_it() -> None:
    """Seen red with: a rail without notes."""
    async with opened(SampleWorkspace(), size=(120, 40)) as (app, pilot):
        assert app.routes
        await press(pilot, *MODULE, "c", "n", *"Bel", "ctrl+s")
        assert isinstance(app.screen, CasusScreen)
        await press(pilot)
        assert "Bel" in seen(app)
        book = app.routes.study.progress.notebook
        assert [note.text for note in book.notes.values()] == ["Bel"]
        await press(pilot, "escape", "escape", "n")
        assert "Bel" in seen(app), "among the notes, with the step that it belongs to"


async def test_one_escape_leaves_the_casus_and_its_lesson_and_the_arrow_skips_it() -> None:
    """Seen red with a casus that dismisses with False."""
    async with opened(SampleWorkspace(shipped())) as (app, pilot):
        assert app.routes
        lesson, study = shipped().lessons["rollen-01"], app.routes.study
        study.go(LessonSession.at(lesson, "casus:rollen-01-casus"))
        await press(pilot, "1")
        assert isinstance(app.screen, CasusScreen)
        await press(pilot, "a", "enter", "escape")
        assert "Nu" in seen(app)
        assert type(app.screen).__name__ == "TodayScreen"
        await press(pilot, "1", "enter")
        assert "scène 2 van minstens" in seen(app)
        assert "→ Sla over" in seen(app)
        await press(pilot, "right")
        assert "Etappe 3 van 4 is klaar." in seen(app)


async def test_who_you_are_is_said_once() -> None:
    """Seen red with a role above every scene."""
    casus = shipped().lessons["rollen-01"].cases[0]
    async with walking(SampleWorkspace(shipped())) as walk:
        await walk.open(casus)
        assert "Je bent: raadslid" in walk.text
        await walk.press("a", "enter", "b", "enter")
        assert "Andere rol" in walk.text
        assert walk.text.count("Je bent nu") == 1


async def test_a_choice_in_the_tree_is_never_cut_off() -> None:
    """Seen red with lines that are cut off."""
    casus = shipped().lessons["rollen-01"].cases[0]
    async with walking(SampleWorkspace(shipped()), size=(120, 60)) as walk:
        await walk.open(casus)
        await walk.press("a", "enter")
        for choice in casus.nodes[0].choices:
            assert choice.text.split()[-1] in walk.text.partition("Jouw weg")[2]
        assert "…" not in walk.text
