"""The list of all evenings in the trainer's window, by keyboard.

Seen red with: reopening the wrong evening; a list that is not read again; erasing without a question.
"""

from __future__ import annotations

from tests.classroom.samples import PLAN
from tests.tui.classroom.room import Room, beamer, to, trainer
from tutor.tui.classroom.control import ControlScreen
from tutor.tui.classroom.evenings import NONE, EveningsScreen
from tutor.tui.classroom.trainer import HERE, ClosingScreen, PlansScreen


def two_evenings(room: Room) -> tuple[str, str]:
    """One that was closed a week ago, and one of today; the ids, the newest first."""
    first = room.evening(present=23)
    first.rename("De eerste")
    first.end()
    room.clock.move(days=7)
    second = room.evening()
    to(second, "vraag", "Stem 1")
    return second.session.id, first.session.id


async def test_all_evenings_are_in_the_list() -> None:
    room = Room()
    two_evenings(room)
    async with trainer(room) as window:
        assert isinstance(window.app.screen, ControlScreen)
        window.app.action_evenings()  # type: ignore[attr-defined]
        await window.settle()
        assert isinstance(window.app.screen, EveningsScreen)
        for words in ("Een avond, 1 december 2026", "De eerste, 24 november 2026", "afgesloten · 23 aanwezigen"):
            assert words in window.text
        await window.press("1")
        assert isinstance(window.app.screen, ControlScreen)
        assert window.evening.session.activity.id == "vraag"


async def test_without_an_evening_it_says_so() -> None:
    async with trainer(Room()) as window:
        await window.press("v")
        assert NONE in window.text
        await window.press("enter", "w", "h", "o", "escape")
        assert isinstance(window.app.screen, PlansScreen)


async def test_a_closed_evening_gives_its_report_and_can_be_reopened() -> None:
    room = Room()
    newest, closed = two_evenings(room)
    room.clock.move(days=1)
    async with trainer(room) as window:
        await window.press("v", "2")
        assert isinstance(window.app.screen, ClosingScreen)
        assert "verslag-avond-2026-11-24" in window.text
        await window.press("escape", "v", "down", "o")
        assert "De eerste, 24 november 2026 open" in window.text
        found = window.evening.evenings
        assert found.look(closed).ended is None
        assert found.look(newest).ended is None
        await window.press("h", *["backspace"] * 20)
        await window.type("Een ander")
        assert found.look(closed).title == "Een ander"
        assert found.look(newest).title == PLAN.title


async def test_erasing_is_asked_once_more() -> None:
    room = Room()
    newest, closed = two_evenings(room)
    room.clock.move(days=1)
    async with trainer(room) as window:
        await window.press("v", "down", "w", "enter")
        assert len(list(window.evening.evenings.all())) == 2
        await window.press("w", "2")
        assert [one.id for one in window.evening.evenings.all()] == [newest]
        assert "De eerste" not in window.text
        assert closed not in {event.learner for event in room.store().events(closed)}


async def test_choosing_another_plan_leaves_this_evening_in_the_list_and_the_wall_empty() -> None:
    room = Room()
    to(room.evening(), "vraag", "Stem 1")
    async with trainer(room) as window, beamer(room) as wall:
        assert "Wie beslist?" in wall.text
        window.app.action_plans()  # type: ignore[attr-defined]
        await window.settle()
        await wall.look()
        assert HERE in window.text
        assert "Straks beginnen we" in wall.text
        await window.press("1")
        await wall.look()
        assert "Wie beslist?" in wall.text


async def test_a_prepared_evening_begins_from_the_list() -> None:
    room = Room()
    prepared = room.workspace().evening().evenings.prepare(PLAN)
    async with trainer(room) as window:
        assert "Klaargezet: Een avond" in window.text
        await window.press("1")
        assert isinstance(window.app.screen, ControlScreen)
        assert window.evening.session.id == prepared
        assert window.evening.session.begun


async def test_one_evening_is_opened_by_its_id() -> None:
    room = Room()
    _, closed = two_evenings(room)
    async with trainer(room, session=closed) as window:
        assert isinstance(window.app.screen, ClosingScreen)


async def test_after_ninety_days_one_is_told_to_erase() -> None:
    """Seen red with: only the command line telling it."""
    room = Room()
    two_evenings(room)
    async with trainer(room) as window:
        for days, told in ((60, False), (31, True)):
            room.clock.move(days=days)
            window.app.action_plans()  # type: ignore[attr-defined]
            await window.settle()
            await window.press("v")
            assert ("ouder dan 90 dagen" in window.text) == told
            await window.press("escape")
