"""Pictures of the app with the content that comes with it, for the readme: `python scripts/screenshots.py [map]`.

The same content gives the same pictures: clock and chance are fixed. They name no font on the web.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

from textual.widgets import Input

from tutor.content.load import load
from tutor.learning.answers import Arrange, Choose, Confidence, GiveUp, Join, Reflect, Response, Write
from tutor.learning.events import ProfileProgramme
from tutor.learning.grading import right_answer
from tutor.learning.lesson import LessonSession
from tutor.learning.quiz import Mode, Phase, QuizSession
from tutor.model import Catalogue, Item, Lesson, Matching, Multiple, Number, Open, Ordering, ShortText, Single, StepRole
from tutor.service.study import Study
from tutor.service.workspace import Profile, Workspace
from tutor.store import Store
from tutor.tui.app import TutorApp
from tutor.tui.classroom.app import BeamerApp
from tutor.tui.classroom.trainer import TrainerApp
from tutor.tui.shell import Shell
from tutor.tui.text import OldConsole

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "beelden"
START = datetime(2026, 11, 23, 19, 30, tzinfo=UTC)
FONT = "DejaVu Sans Mono, Menlo, Consolas, monospace"
PROGRAMME = "vliegende-start"
PLAN = "integriteitsavond"
VOTE, PRESENT = "belang", 23
"""An activity of that plan, and the people in the room."""
HANDS = {"Stem 1": (7, 5, 11), "Stem 2": (3, 2, 18)}
"""Hands by stage."""


class Clock:
    """Ticks a second each time it is read, until it is stopped."""

    def __init__(self) -> None:
        self.moment = START
        self.tick = timedelta(seconds=1)

    def __call__(self) -> datetime:
        """The time, UTC."""
        self.moment += self.tick
        return self.moment


@dataclass(frozen=True, slots=True)
class Room:
    """What a picture is taken of: content, a log in memory, and a clock."""

    catalogue: Catalogue
    store: Store
    clock: Clock
    rng: Random


Opening = Callable[[Room], Shell]


def learner(room: Room) -> tuple[Workspace, Profile]:
    """Samira, who has seen the tour."""
    workspace = Workspace(room.catalogue, room.store, clock=room.clock, rng=room.rng)
    profile = workspace.create("Samira")
    workspace.remember(f"rondleiding:{profile.id}", "klaar")
    return workspace, profile


def halfway(room: Room) -> Shell:
    """The app after the first part of the first lesson."""
    workspace, profile = learner(room)
    study = workspace.open(profile)
    first: Lesson = next(iter(room.catalogue.lessons.values()))
    core = next(step.anchor for step in first.steps if step.role is StepRole.CORE)
    study.go(study.open_lesson(first.head.id).to_step(core))
    return TutorApp(workspace, profile=profile)


def weeks(room: Room) -> Shell:
    """The app after three lessons in four weeks, with review now and then."""
    workspace, profile = learner(room)
    study = workspace.open(profile)
    lessons = iter(room.catalogue.lessons.values())
    for days in (24, 22, 17, 15, 9, 8, 4):
        room.clock.moment = START - timedelta(days=days)
        if review := study.review():
            answer_all(study, review, room)
        if days in (24, 17, 9):
            lesson = next(lessons)
            place = study.open_lesson(lesson.head.id)
            while not place.at_end:
                place = place.forward()
            study.go(place)
            answer_all(study, study.quiz(lesson, Mode.TEST), room)
    room.clock.moment = START
    return TutorApp(workspace, profile=profile)


def busy(room: Room) -> Shell:
    """The same, with a programme that is followed and another lesson left halfway."""
    app = weeks(room)
    study = app.workspace.open(app.workspace.profiles()[0])
    study.tell(ProfileProgramme(programme=PROGRAMME))
    later = list(room.catalogue.lessons)[5]
    study.go(study.open_lesson(later).forward().forward())
    return app


def answer_all(study: Study, session: QuizSession, room: Room) -> None:
    """Answer what is asked; one in six is not known."""
    while session.phase is not Phase.DONE and (item := session.current):
        if session.phase is Phase.FEEDBACK:
            session = study.proceed(session)
            continue
        known = room.rng.random() > 1 / 6
        room.clock.moment += timedelta(seconds=30)
        response = best(item) if known else GiveUp()
        session, _ = study.answer(session, response, room.rng.choice(list(Confidence)) if known else None)
    if session.phase is Phase.REVIEW:
        study.hand_in(session)


def best(item: Item) -> Response:
    """The right answer."""
    match item:
        case Single() | Multiple():
            return Choose(tuple(index for index, option in enumerate(item.options) if option.key))
        case Ordering():
            return Arrange(tuple(range(len(item.parts))))
        case Matching():
            return Join(tuple(item.rights.index(pair.right) for pair in item.pairs))
        case Number() | ShortText():
            return Write(right_answer(item))
        case Open():
            return Reflect(item.model_answer, tuple(range(len(item.criteria))))
        case _:
            return GiveUp()


def placed(room: Room, lesson: str, page: str) -> Shell:
    """The app of somebody who stopped at a page of a lesson."""
    workspace, profile = learner(room)
    study = workspace.open(profile)
    study.go(LessonSession.at(room.catalogue.lessons[lesson], page))
    return TutorApp(workspace, profile=profile)


def tested(room: Room) -> Shell:
    """The app of somebody who filled in the toets of the first lesson, and has to hand it in."""
    workspace, profile = learner(room)
    study = workspace.open(profile)
    test = study.quiz(next(iter(room.catalogue.lessons.values())), Mode.TEST)
    while item := test.current:
        test = study.mark(test) if room.rng.random() < 1 / 6 else test
        test, _ = study.answer(test, best(item) if room.rng.random() > 1 / 3 else GiveUp())
    return TutorApp(workspace, profile=profile)


def classroom(room: Room, window: Callable[[Workspace], Shell], stage: str) -> Shell:
    """A window on an evening, at a stage of a vote."""
    workspace = Workspace(room.catalogue, room.store, clock=room.clock, rng=room.rng)
    evening = workspace.evening()
    plan = next(plan for plan in room.catalogue.plans if plan.id == PLAN)
    session = evening.start(plan)
    evening.set_present(PRESENT)
    room.clock.moment += timedelta(minutes=25)
    evening.jump([activity.id for activity in plan.activities].index(VOTE))
    while session.stage.name != stage:
        before, session = session, evening.forward()
        if session.cursor == before.cursor:
            raise LookupError(f"{PLAN} has no stage {stage}")
        if session.stage.name in HANDS:
            session = evening.vote(HANDS[session.stage.name])
    return window(workspace)


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: of what, where the keys lead, in which window and theme; "" leaves the theme as it is."""

    name: str
    keys: tuple[str, ...]
    size: tuple[int, int] = (80, 24)
    theme: str = "raadstutor-donker"
    opening: Opening = halfway
    old_console: bool = False
    """Drawn with the signs and in the frame of a console of Windows before Windows Terminal."""


SIZES = {"80": (80, 24), "120": (120, 40), "200": (200, 60)}
EVERYWHERE: tuple[tuple[str, tuple[str, ...], Opening], ...] = (
    ("stap", ("1",), halfway),
    ("antwoord", ("1", "0"), partial(placed, lesson="rollen-01", page="vraag:rollen-01-d")),
    ("wet", ("1", "0", "s"), partial(placed, lesson="rollen-01", page="vraag:rollen-01-d")),
    ("casus", ("1", "a"), partial(placed, lesson="rollen-01", page="casus:rollen-01-casus")),
    ("nakijken", ("right", "enter", "t"), tested),
    ("uitslag", ("right", "enter", "t", "enter"), tested),
    ("wie-beslist", ("1",), partial(placed, lesson="rollen-01", page="stap:hoogste")),
    ("stroom", ("1",), partial(placed, lesson="rollen-02", page="stap:kiezen")),
    ("stoelen", ("1",), partial(placed, lesson="rollen-04", page="stap:geldig")),
    ("tijdlijn", ("1",), partial(placed, lesson="rollen-10", page="stap:ontslag")),
    ("structuur", ("1",), partial(placed, lesson="regio-02", page="stap:ab-db")),
    ("balken", ("1",), partial(placed, lesson="financien-02", page="stap:weerstand")),
)
"""What is looked at in three windows: the name, the keys, and what is opened."""

SHOTS = (
    Shot("begin", ()),
    Shot("begin-80", (), opening=busy),
    Shot("begin-120", (), size=(120, 40), opening=busy),
    Shot("begin-200", (), size=(200, 60), opening=busy),
    Shot("begin-windows", (), old_console=True),
    Shot("module", ("right", "enter")),
    Shot("les", ("1",)),
    Shot("woord", ("1", "1"), theme="raadstutor-licht"),
    Shot("vraag", ("1", "end", "enter")),
    Shot("uitleg", ("1", "end", "enter", "1"), size=(80, 30)),
    Shot("casus", ("right", "enter", "c"), theme="raadstutor-licht"),
    Shot("zoeken", ("ctrl+p", *"motie")),
    Shot("contrast", ("right", "enter"), theme="raadstutor-contrast"),
    Shot("smal", ("1",), size=(40, 16), theme="raadstutor-licht"),
    Shot("herhalen", ("h",), opening=weeks),
    Shot("voortgang", ("v",), size=(80, 34), opening=weeks),
    Shot("programma", ("4", "enter"), theme="raadstutor-licht"),
    Shot("beamer", (), size=(64, 20), theme="", opening=partial(classroom, window=BeamerApp, stage="Onthullen")),
    Shot("bediening", (), size=(80, 22), opening=partial(classroom, window=TrainerApp, stage="Stem 2")),
    *(
        Shot(f"{name}-{wide}", keys, size=size, opening=opening)
        for name, keys, opening in EVERYWHERE
        for wide, size in SIZES.items()
    ),
)


def without_web(svg: str) -> str:
    """The picture without fonts from the web, and with spaces that every viewer keeps."""
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"@font-face\s*{[^}]*}\s*", "", svg)
    svg = re.sub(r"font-family: [^;]*;", f"font-family: {FONT};", svg)
    return svg.replace("<text ", '<text xml:space="preserve" ').replace("&#160;", " ")


def framed(svg: str) -> str:
    """The picture with the buttons of a window where Windows has them, and no round ones."""
    width = float(re.findall(r'viewBox="0 0 ([\d.]+)', svg)[0])
    svg = re.sub(r'<g transform="translate\(26,22\)">\s*(<circle[^>]*>\s*)+</g>', "", svg)
    buttons = f'<text x="{width - 90:.0f}" y="27" fill="#c5c8c6" font-family="{FONT}" font-size="16">─  □  ×</text>'
    return svg.replace("</svg>", f"{buttons}\n</svg>")


async def take(shot: Shot) -> str:
    """The picture as SVG."""
    clock = Clock()
    catalogue, _ = load(ROOT)
    with Store.open(None, device="beelden", clock=clock) as store:
        app = shot.opening(Room(catalogue, store, clock, Random(3)))
        clock.tick = timedelta()
        if shot.old_console:
            app._old_console = [OldConsole()]
        async with app.run_test(size=shot.size) as pilot:
            app.theme = shot.theme or app.theme
            for key in shot.keys:
                await pilot.press(key)
                await app.workers.wait_for_complete()
                await pilot.pause()
            for field in app.screen.query(Input):
                field.cursor_blink = False
            await pilot.pause()
            svg = without_web(app.export_screenshot())
            return framed(svg) if shot.old_console else svg


def main() -> None:
    """Write all pictures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for shot in SHOTS:
        path = folder / f"{shot.name}.svg"
        path.write_text(asyncio.run(take(shot)), encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()
