"""A walk past every screen of the learner's app, in the same way without a terminal and in a real one."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Sequence

from msgspec.structs import replace
from textual.pilot import Pilot

from tests.hostile.poison import Places, poisoned
from tests.tui.asking import Desk
from tests.tui.helpers import ROUTES, START, SampleWorkspace
from tests.tui.sample import CATALOGUE
from tutor.learning.answers import Arrange, Choose, Join, Opinion, Reflect, Response, Write
from tutor.learning.notebook import Place
from tutor.model import ShortText
from tutor.service.workspace import Profile
from tutor.tui.app import TutorApp
from tutor.tui.destinations import ToProgramme
from tutor.tui.screens.casus import CasusScreen

WAYS = {
    **{name: keys for name, keys in ROUTES.items() if name != "programma"},
    "herhalen": ("h",),
    "herhaald": ("h", "f3"),
    "profiel": ("p",),
}
TELLING = {
    "vandaag",
    "woord",
    "module",
    "gevonden",
    "bron",
    "herhalen",
    "wie is wie",
    "bewaard",
    "zoek motie",
    "voortgang",
}
"""Ways to screens that together show every place that a question does not."""
LONGEST_TITLE = 200
"""Characters, see `tutor.learning.events`."""
PARTS = 8
"""Parts of a long page that are looked at."""
ANSWERS: dict[str, tuple[Response, ...]] = {
    "a": (Choose((1,)), Choose((0,))),
    "b": (Choose((2,)),),
    "c": (Choose((0, 1)),),
    "d": (Arrange((2, 1, 0)),),
    "e": (Join((1, 0)), Join((0, 1))),
    "f": (Write("11"), Write("12")),
    "g": (Write("motie"), Write("")),
    "h": (Reflect("Wat?", (0,)), Reflect("Wat?", ())),
    "i": (Opinion(0),),
    "j": (Opinion(0),),
    "k": (Join((0, 2)), Join((0, 1))),
}
"""Answers to each sample item, wrong ones too. An empty text stands for the right word, which is hostile."""
ROADS = (("1", "enter", "1", "enter"), ("b", "enter", "enter"))
"""Keys through the sample casus."""


def app_of(strings: Sequence[str], places: Places) -> TutorApp:
    """The app of a learner with a hostile name and hostile notes, on hostile content."""
    mark, left = places.marked(strings), deque(strings)
    workspace = SampleWorkspace(poisoned(CATALOGUE, mark))
    name = mark("Samira", "the name of a profile")
    for number in range(len(WAYS) + 1):
        study = workspace.open(Profile(id=f"hostile{number}", name=name, created=START))
        study.note(Place(lesson="rollen-01", step="organen"), mark("Bel Ruben", "a note"))
        study.assign(_title(left, places.sign("the title of an evening")), ["rollen-01-a", "rollen-01-b"])
        workspace.remember(f"rondleiding:{study.learner}", "klaar")
    return TutorApp(workspace, profile=Profile(id="hostile0", name=name, created=START))


def _title(strings: deque[str], sign: str) -> str:
    """Of an evening: as many of these strings as may be stored of one. The next title begins with those after them."""
    title = "Een avond"
    for _ in range(len(strings)):
        longer = f"{title} {strings[0]}{sign}"
        if len(longer) > LONGEST_TITLE:
            break
        title = longer
        strings.rotate(-1)
    return title


async def screens(app: TutorApp, pilot: Pilot[int], *, brief: bool = False) -> AsyncIterator[str]:
    """Go to every screen, each as a learner who did nothing yet; gives a name when there is something to look at.

    `brief`: only those screens that together show every place.
    """
    profile = app._profile
    assert profile
    for number, (route, keys) in enumerate(WAYS.items(), 1):
        if brief and route not in TELLING:
            continue
        app.enter(replace(profile, id=f"hostile{number}"))
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        yield route
    app.enter(profile)
    await pilot.pause()
    desk = Desk(app.workspace, app, pilot)  # type: ignore[arg-type]
    assert app.routes
    app.routes.go(ToProgramme(desk.study.catalogue.programmes[0].id))
    await desk.settle()
    yield "programma"
    await app.pop_screen()
    async for name in _questions(desk, brief):
        yield name
    async for name in _cases(desk):
        yield name
    app.warn(profile.name)
    await pilot.pause()
    yield "an error"


async def _questions(desk: Desk, brief: bool) -> AsyncIterator[str]:
    content = desk.study.catalogue
    for item in (*content.lessons["rollen-01"].items, content.items["geld-01-k"]):
        letter = item.id[-1]
        await desk.ask(item)
        await desk.press("f2")
        async for _ in _parts(desk):
            yield f"question {letter}"
        for number, response in enumerate(ANSWERS[letter]):
            await desk.ask(item)
            right = isinstance(item, ShortText) and response == Write("")
            desk.screen._answer(Write(item.answers[0]) if right else response)  # type: ignore[union-attr]
            await desk.settle()
            async for _ in _parts(desk):
                yield f"answer {letter}{number}"
            if brief and letter not in "cfk":
                continue
            await desk.press("enter")
            async for _ in _parts(desk):
                yield f"explanation {letter}{number}"
        if brief and letter not in "dik":
            continue
        await desk.ask(item)
        await desk.press("f3", "f3")
        async for _ in _parts(desk):
            yield f"given up {letter}"
    await desk.app.pop_screen()


async def _cases(desk: Desk) -> AsyncIterator[str]:
    casus = desk.study.catalogue.lessons["rollen-01"].cases[0]
    for road in ROADS:
        await desk.app.push_screen(CasusScreen(desk.study, desk.study.open_casus(casus)))
        await desk.settle()
        for key in road:
            async for _ in _parts(desk):
                yield f"casus {road[0]}"
            await desk.press(key)
        async for _ in _parts(desk):
            yield f"end of casus {road[0]}"
        await desk.app.pop_screen()


async def _parts(desk: Desk) -> AsyncIterator[None]:
    """Every part of a page that does not fit the screen."""
    for _ in range(PARTS):
        yield
        if "▼" not in desk.text:
            return
        await desk.press("pagedown")
