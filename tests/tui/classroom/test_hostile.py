"""Hostile text in both windows of an evening: it is seen, and it does nothing.

Seen red with: a `clean` and a `harden` that let characters pass.
"""

from __future__ import annotations

import pytest

from tests.figures import Figures
from tests.hostile.evening import content_of, room_of
from tests.hostile.poison import Places, model_places
from tests.hostile.strings import EVERY, FEW, steering
from tests.tui.classroom.room import Room, Window, beamer, trainer
from tests.tui.helpers import seen
from tests.tui.test_hostile import EVENING, LAYOUT
from tutor.tui.text import clean

NOT_SHOWN = {"RoleCard.name", "RoleCard.text", "RoleCard.secret"}
"""What is on paper only."""
BATCHES = [EVERY[at : at + 4] for at in range(0, len(EVERY), 4)]
"""Few at a time: the window of the trainer cuts what has no room."""
SIZE = (200, 60)


def squeezed(text: str) -> str:
    """Without white space: a page may break a word that does not fit."""
    return "".join(text.split())


class Sight:
    """What was seen in the windows."""

    def __init__(self, strings: tuple[str, ...]) -> None:
        self.strings = strings
        self.places = Places()
        self.shown = set[tuple[str, str]]()
        self.pages: dict[str, str] = {}

    def look(self, window: Window, name: str) -> None:
        """Nothing steers, and the window goes on."""
        assert window.app.is_running, name
        assert not window.app._exit, name
        assert steering(seen(window.app)) == [], name
        text = window.text
        self.shown |= {(name, place) for place in self.places.found(text)}
        self.pages[name] = self.pages.get(name, "") + squeezed(text)

    def missing(self) -> set[str]:
        """What no page of a window showed as the text that it is: what comes next is cut where there is no room."""
        pages = {
            window: "".join(text for name, text in self.pages.items() if name.split(",")[0] == window)
            for window in {name.split(",")[0] for name in self.pages}
        }
        return {
            f"{string!r} of {place} in {window}"
            for window, place in {(name.split(",")[0], place) for name, place in self.shown}
            for string in self.strings
            if string not in LAYOUT and squeezed(clean(string + self.places.signs[place])) not in pages[window]
        }


async def walk(strings: tuple[str, ...]) -> Sight:
    """Every page of every stage in both windows, and what stands around an evening."""
    sight = Sight(strings)
    async with trainer(Room(content_of(strings, sight.places)), size=SIZE) as desk:
        sight.look(desk, "plans")
        await desk.press("1")
        sight.look(desk, "plan")
    room, evening = room_of(strings, sight.places)
    async with trainer(room, size=SIZE) as desk, beamer(room, size=SIZE) as screen:
        while True:
            for window, name in ((desk, "trainer"), (screen, "beamer")):
                await window.look()
                sight.look(window, f"{name}, {evening.session.stage.name}")
            if evening.session.forward() == evening.session.cursor:
                break
            evening.forward()
        for key in ("g", "o", "f", "e"):
            await desk.press(key)
            sight.look(desk, f"trainer, {key}")
            await desk.press("escape")
        evening.end()
        for window, name in ((desk, "trainer"), (screen, "beamer")):
            await window.look()
            sight.look(window, f"{name}, the end")
    return sight


def check(sight: Sight) -> None:
    expected = {place for place in model_places() if place.startswith(EVENING)} - NOT_SHOWN
    own = {place for place in sight.places.signs if "." not in place}
    assert sight.missing() == set()
    assert (expected | own) - {place for _, place in sight.shown} == set()


async def test_hostile_text_is_seen_in_both_windows_and_does_nothing() -> None:
    check(await walk(FEW[::2]))


@pytest.mark.long
@pytest.mark.figures("Hostile text in both windows of an evening")
async def test_every_hostile_text_in_both_windows(figures: Figures) -> None:
    sights = [await walk(batch) for batch in BATCHES]
    shown = {pair for sight in sights for pair in sight.shown}
    figures(
        texts=len(EVERY),
        places=len({place for _, place in shown}),
        screens=len({name for name, _ in shown}),
        shown=sum(len(sight.shown) * len(sight.strings) for sight in sights),
        missing=sum(len(sight.missing()) for sight in sights),
    )
    for sight in sights:
        check(sight)
