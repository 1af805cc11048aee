"""The window for the beamer: what the room sees, and what it never sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.color import Color
from textual.geometry import Size

from tests.classroom.samples import catalogue, long_items
from tests.classroom.test_evening import vote
from tests.tui.classroom.room import Room, Window, beamer, to
from tests.tui.test_themes import contrast
from tutor.classroom.votes import LETTERS
from tutor.learning.grading import right_answer
from tutor.model import Catalogue, Item, Municipality
from tutor.service.evening import Evening
from tutor.store import StoreBusy, StoreReadOnly
from tutor.tui import themes
from tutor.tui.classroom.app import PATIENCE
from tutor.tui.classroom.page import ENDED, LARGE, PAUSED, TIME_IS_UP, WAITING, Clock, in_blocks, space_of
from tutor.tui.screens.dialog import HelpScreen

SIZES = ((80, 24), (120, 40))
SHAPES = set("━─│╭╮╰╯█▒┏┓┗┛┃╸╹╺╻╏┣┫┳┻╋")
"""Characters that are no text: they need less contrast (WCAG 2.2, 1.4.11)."""


def words_of(text: str) -> str:
    """Words without the way they are broken into lines."""
    return " ".join(text.split())


def secrets(item: Item) -> Iterator[str]:
    """What an item teaches."""
    yield item.explanation
    yield "✓"
    yield f"Goed: {right_answer(item)}"
    for part in (*getattr(item, "options", ()), *getattr(item, "mistakes", ()), *getattr(item, "parts", ())):
        yield part.feedback
    if feedback := getattr(item, "feedback", ""):
        yield feedback


def everything(content: Catalogue) -> tuple[Room, Evening]:
    """A room with an evening in which everything that can be done was done."""
    room = Room(content)
    evening = room.evening()
    while True:
        if evening.session.ballot:
            evening.vote(tuple(range(1, len(evening.session.counts) + 1)))
        if evening.session.stage_index == evening.session.page_index == 0:
            evening.note("GEHEIME NOTITIE")
        if evening.session.stage.point and evening.session.stage.reveals:
            evening.decide(vote(6, 6))
        if evening.session.forward() == evening.session.cursor:
            break
        evening.forward()
    evening.score(1, 3)
    evening.jump(0)
    return room, evening


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("items", [(), long_items()], ids=["short", "long"])
async def test_no_answer_is_seen_before_it_is_revealed(size: tuple[int, int], items: tuple[Item, ...]) -> None:
    """Every page of every stage of a plan with all activities, after everything was voted on."""
    content = catalogue(items) if items else catalogue()
    room, evening = everything(content)
    visited = 0
    async with beamer(room, size=size) as window:
        while window.evening.session.space != space_of(Size(*size)):  # the wall is measured once it stands still
            await window.pilot.pause(0.05)
        while True:
            await window.look()
            session, text = window.evening.session, window.text
            visited += 1
            for line in session.page:
                cells = " ".join(line.replace("█", " ").replace("▒", " ").split())
                result = line.endswith(" procent")
                assert result or line[:2].strip("✓ ").isupper() or cells in text, session.stage.name
            for note in filter(None, (*session.stage.notes, "GEHEIME NOTITIE", session.activity.trainer)):
                assert words_of(note) not in text, session.stage.name
            if not session.stage.reveals and session.stage.item:
                for secret in secrets(content.items[session.stage.item]):
                    assert words_of(secret) not in text, session.stage.name
                assert not any(f"{letter.upper()} {count}" in text for count, letter in enumerate(LETTERS[:4], 1))
            if session.forward() == session.cursor:
                break
            evening.forward()
    assert visited >= sum(map(len, evening.session.stages))


def shown(window: Window) -> Iterator[tuple[str, Color, Color]]:
    """Text with its colour and what is behind it."""
    for strip in window.app.screen._compositor.render_strips():
        for segment in strip:
            if segment.text.strip() and segment.style and segment.style.color and segment.style.bgcolor:
                front, back = Color.from_rich_color(segment.style.color), Color.from_rich_color(segment.style.bgcolor)
                yield segment.text, *((back, front) if segment.style.reverse else (front, back))


@pytest.mark.parametrize("keys", [(), ("c",)], ids=["white", "black"])
async def test_contrast_is_high_enough_for_the_back_of_the_room(keys: tuple[str, ...]) -> None:
    room = Room()
    async with beamer(room) as window:
        await window.press(*keys)
        evening = room.evening()
        for activity, stage in (("welkom", "Uitleg"), ("vraag", "Stil denken"), ("vraag", "Onthullen"), ("", "")):
            if activity:
                to(evening, activity, stage)
                evening.toggle_timer()
                room.clock.move(seconds=100 if stage == "Stil denken" else 1)
            else:
                evening.end()
            await window.look()
            for text, front, back in shown(window):
                needed = 3 if set(text.strip()) <= SHAPES | {" "} else 7
                assert contrast(front, back) >= needed, (text, front, back)


async def test_it_waits_and_says_goodbye() -> None:
    room = Room()
    async with beamer(room) as window:
        assert WAITING in window.text
        await window.press("space", "left", "full_stop", "b")
        assert WAITING in window.text
        evening = room.evening()
        await window.look()
        assert WAITING not in window.text
        assert "Fijn dat je er bent." in window.text
        evening.end()
        await window.look()
        assert ENDED in window.text
        await window.press("space", "full_stop")
        assert ENDED in window.text


async def test_black_is_all_black_and_comes_back() -> None:
    room = Room()
    evening = room.evening()
    async with beamer(room) as window:
        evening.toggle_timer()
        evening.toggle_black()
        await window.look()
        assert window.text == ""
        backs = {
            segment.style.bgcolor.name
            for strip in window.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.bgcolor
        }
        assert backs == {"#000000"}
        evening.toggle_black()
        await window.look()
        assert "Fijn dat je er bent." in window.text


async def test_votes_are_side_by_side_with_numbers() -> None:
    room = Room()
    evening = room.evening()
    to(evening, "vraag", "Stem 1")
    evening.vote((4, 6, 2))
    to(evening, "vraag", "Stem 2")
    evening.vote((9, 2, 1))
    evening.forward()
    async with beamer(room) as window:
        rows = "\n".join(" ".join(row.split()) for row in window.rows)
        assert "A ✓ Ja 1 ▒▒▒▒ 4 33%" in rows
        assert "2 ██████████ 9 75%" in rows
        assert "B Nee 1 ▒▒▒▒▒▒▒ 6 50%" in rows


def clock_of(window: Window) -> str:
    return str(window.app.screen.query_one(Clock).render())


async def test_the_clock_is_large_and_ends_with_a_signal() -> None:
    room = Room()
    evening = room.evening()
    to(evening, "vraag", "Stil denken")
    async with beamer(room) as window:
        assert not window.app.screen.query_one("#clock").display
        evening.toggle_timer()
        room.clock.move(seconds=12)
        await window.look()
        assert "\n".join(in_blocks("0:48", LARGE)) in clock_of(window)
        assert window.app.screen.query_one("#clock").display
        evening.toggle_timer()
        await window.look()
        assert PAUSED in window.text
        evening.toggle_timer()
        room.clock.move(seconds=90)
        await window.look()
        assert "\n".join(in_blocks("0:00", LARGE)) in clock_of(window)
        assert TIME_IS_UP in window.text
        assert evening.session.stage.name == "Stil denken"


async def test_a_clicker_that_is_on_this_window_works_too() -> None:
    room = Room()
    room.evening()
    async with beamer(room) as window:
        await window.press("pagedown")
        assert room.stored().session.cursor == (1, 0, 0)
        await window.press("pageup")
        assert room.stored().session.cursor == (0, 0, 0)
        await window.press("full_stop")
        assert room.stored().session.black
        await window.press("a", "1", "o", "e", "k", "g", "n", "t", "r")
        assert "Hoeveel" not in window.text
        assert room.stored().session.black


async def test_colours_are_remembered() -> None:
    room = Room()
    async with beamer(room) as window:
        assert window.app.theme == themes.BEAMER_WHITE.name
        await window.press("c")
        assert window.app.theme == themes.BEAMER_BLACK.name
    async with beamer(room) as window:
        assert window.app.theme == themes.BEAMER_BLACK.name
        await window.press("c")
        assert window.app.theme == themes.BEAMER_WHITE.name


async def test_where_nothing_can_be_written_it_still_shows(tmp_path: Path) -> None:
    room = Room(path=tmp_path / "raadstutor.db")
    evening = room.evening()
    store = room.store()
    store.writing = StoreReadOnly("In deze map kan Raadstutor niet schrijven.")
    async with beamer(room, store=store) as window:
        await window.press("c")
        assert window.app.theme == themes.BEAMER_BLACK.name
        assert "niet schrijven" in window.text
        evening.forward()
        await window.look()
        assert "Nulmeting" in window.text


async def test_a_file_that_cannot_be_read_keeps_the_page_and_says_so(tmp_path: Path) -> None:
    room = Room(path=tmp_path / "raadstutor.db")
    evening = room.evening()
    store = room.store()
    async with beamer(room, store=store) as window:
        store.reading = StoreBusy(None)
        for _ in range(PATIENCE):
            window.app.look_again()
        await window.settle()
        assert "Fijn dat je er bent." in window.text
        assert "Ik blijf het proberen." in window.text
        evening.forward()
        store.reading = None
        await window.look()
        assert "proberen" not in window.text
        assert "Nulmeting" in window.text


async def test_another_plan_than_the_one_that_was_there() -> None:
    room = Room()
    room.evening().jump(3)
    async with beamer(room) as window:
        assert "Over de lijn" in window.text
        room.evening()
        await window.look()
        assert "Fijn dat je er bent." in window.text


async def test_help_and_commands() -> None:
    async with beamer(Room()) as window:
        await window.press("question_mark")
        assert isinstance(window.app.screen, HelpScreen)
        assert "klas bediening" in window.text
        await window.press("escape", "ctrl+p")
        await window.app.workers.wait_for_complete()
        await window.settle()
        assert "Kleur: zwart" in window.text


async def test_another_size_moves_everything_along() -> None:
    room = Room()
    evening = room.evening()
    to(evening, "vraag", "Stem 1")
    async with beamer(room, size=(50, 12)) as window:
        options = ("A Ja", "B Nee", "C Soms")
        for size in ((50, 12), (120, 40), (80, 24), (50, 12)):
            await window.pilot.resize_terminal(*size)
            await window.settle()
            assert all(option in window.text for option in options), size


async def test_letters_that_count_hands_do_nothing_on_the_wall() -> None:
    """A trainer counts in the wrong window. Seen red with: b makes it black, c changes its colours."""
    room = Room()
    evening = room.evening()
    to(evening, "vraag", "Stem 1")
    async with beamer(room) as window:
        theme = window.app.theme
        await window.press("a", "b", "c")
        assert (window.app.theme, room.stored().session.black) == (theme, False)
        evening.refresh()
        evening.forward()
        await window.look()
        await window.press("b", "c")
        assert window.app.theme != theme
        assert room.stored().session.black


@pytest.mark.parametrize("size", [(46, 12), (80, 24)])
async def test_goodbye_stands_alone_in_its_frame(size: tuple[int, int]) -> None:
    """Seen red with: what the room was to do last still below it."""
    room = Room()
    evening = room.evening()
    to(evening, "vraag", "Overleg")
    async with beamer(room, size=size) as window:
        evening.end()
        await window.look()
        assert "Overleg" not in window.text
        assert "╰" in "".join(window.rows)


async def test_the_municipality_and_the_evening_have_a_name_at_the_start_and_the_end() -> None:
    """Seen red with: no name at the end."""
    room = Room(replace(catalogue(), municipality=Municipality(name="Waterveen", inhabitants=30_000)))
    async with beamer(room) as window:
        assert "Gemeente Waterveen" in window.text
        evening = room.evening()
        await window.look()
        assert "Een avond · Gemeente Waterveen" in window.text
        evening.end()
        await window.look()
        assert "Een avond Gemeente Waterveen" in window.text
