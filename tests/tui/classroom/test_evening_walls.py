"""Every kind of page of the evenings that come with the program, on three walls: all of it is there, apart, and seen.

Seen red with: no room for what the room does now; a result without its digits.
"""

from __future__ import annotations

from itertools import chain
from random import Random

import pytest

from tests.content.pack import shipped
from tests.tui.classroom.room import Room, Window, beamer, trainer
from tutor.classroom.slide import SHEET, BarRow
from tutor.classroom.votes import key_of, made_up, percentage
from tutor.service.evening import Evening
from tutor.tools.meeting import Vote

WALLS = ((80, 24), (46, 12), (200, 60))
Place = tuple[int, int, int]


def pages_of(evening: Evening, seen: set[tuple[str, str]]) -> list[Place]:
    """Hold the evening, and give a page of each kind of stage that was not seen before."""
    found, before = [], None
    while evening.session.cursor != before:
        session = evening.session
        if session.ballot:
            key, options = key_of(session.content.items[session.stage.item]), len(session.counts)
            evening.vote(made_up(Random(options), 23, options, key, again=session.ballot.round in ("2", "na")))
        if session.stage.point and session.stage.reveals:
            evening.decide(Vote(seats=session.seats, sitting=session.seats, recused=0, for_=12, against=9))
        kind = (type(session.activity).__name__, session.stage.name.strip("0123456789 "))
        if kind not in seen and not session.page_index:
            seen.add(kind)
            found.append(session.cursor)
        before = session.cursor
        evening.forward()
    return found


@pytest.mark.parametrize("size", WALLS, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_kind_of_page_is_whole_on_the_wall(size: tuple[int, int]) -> None:
    seen: set[tuple[str, str]] = set()
    for plan in shipped().plans:
        room = Room(shipped())
        evening = room.evening(plan, present=23)
        places = pages_of(evening, seen)
        if not places:
            continue
        async with beamer(room, size=size) as window:
            while window.evening.session.space == SHEET:
                await window.pilot.pause(0.05)
            for place in places:
                evening.refresh()
                evening.jump(*place[:2])
                if evening.session.stage.seconds:
                    evening.toggle_timer()
                for _ in evening.session.beamer:
                    await window.look()
                    whole(window, evening)
                    evening.forward()


def whole(window: Window, evening: Evening) -> None:
    """Everything of the page is in the window, once, and in its place."""
    session, rows = evening.session, window.rows
    where = (session.plan.id, session.activity.id, session.stage.name, session.page_index)
    text = "".join("".join(rows).split())
    said = [row.text for row in session.page.title]
    for row in chain.from_iterable(session.page.blocks):
        said.append(row.label if isinstance(row, BarRow) else row.text)
        if isinstance(row, BarRow) and row.votes:
            said.append(f"{row.votes.count} {percentage(row.votes.share)}%")
    if any(session.cursor):
        said.append(session.call(evening.now()))
    for words in said:
        assert "".join(words.split()) in text, (*where, words)
    assert len(rows) <= window.app.size.height, where
    assert max(map(len, rows)) <= window.app.size.width, where
    sheet, clock = (window.app.screen.query_one(name).region for name in ("#sheet", "#clock"))
    assert not sheet.intersection(clock), where
    assert not session.page.cut, where
    if session.stage.name == "Uitslag" and session.stage.slide.title == "Over de lijn" and window.app.size.height > 12:
        assert "██" in "".join(rows).replace("█" * 3, ""), where


@pytest.mark.parametrize(
    ("size", "told"), [((200, 60), "Op de muur zijn de letters klein"), ((18, 5), "is te klein"), ((80, 24), "")]
)
async def test_the_trainer_is_told_what_the_room_cannot_read(size: tuple[int, int], told: str) -> None:
    room = Room(shipped())
    room.evening(shipped().plans[0])
    async with beamer(room, size=size) as wall, trainer(room, size=(120, 40)) as desk:
        while wall.evening.session.space == SHEET:
            await wall.pilot.pause(0.05)
        room.clock.move(seconds=1)
        await desk.look()
        assert (told in desk.text) if told else ("Op de muur" not in desk.text)
