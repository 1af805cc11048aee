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
from itertools import count
from pathlib import Path
from random import Random

from textual.widgets import Input

from tutor.cli.desk import StoreDesk
from tutor.content.load import load
from tutor.model import Lesson, StepRole
from tutor.store import Store
from tutor.tui.app import TutorApp
from tutor.tui.desk import Profile

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "beelden"
START = datetime(2026, 11, 23, 19, 30, tzinfo=UTC)
FONT = "DejaVu Sans Mono, Menlo, Consolas, monospace"


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: where the keys lead, in which window and theme."""

    name: str
    keys: tuple[str, ...]
    size: tuple[int, int] = (80, 24)
    theme: str = "raadstutor-donker"


SHOTS = (
    Shot("begin", ()),
    Shot("module", ("3",)),
    Shot("les", ("1",)),
    Shot("woord", ("1", "1"), theme="raadstutor-licht"),
    Shot("vraag", ("1", "end", "enter")),
    Shot("uitleg", ("1", "end", "enter", "1"), size=(80, 30)),
    Shot("casus", ("3", "c"), theme="raadstutor-licht"),
    Shot("zoeken", ("ctrl+p", *"motie")),
    Shot("contrast", ("3",), theme="raadstutor-contrast"),
    Shot("smal", ("1",), size=(40, 16), theme="raadstutor-licht"),
)


def clock() -> Callable[[], datetime]:
    """A clock that ticks a second each time it is read."""
    ticks = count()
    return lambda: START + timedelta(seconds=next(ticks))


def without_web(svg: str) -> str:
    """The picture without fonts from the web, and with spaces that every viewer keeps."""
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"@font-face\s*{[^}]*}\s*", "", svg)
    svg = re.sub(r"font-family: [^;]*;", f"font-family: {FONT};", svg)
    return svg.replace("<text ", '<text xml:space="preserve" ').replace("&#160;", " ")


def halfway(desk: StoreDesk, profile: Profile) -> None:
    """Samira read the first part of the first lesson."""
    study = desk.open(profile)
    first: Lesson = next(iter(desk.catalogue.lessons.values()))
    core = next(step.anchor for step in first.steps if step.role is StepRole.CORE)
    study.go(study.open_lesson(first.head.id).to_step(core))
    desk.remember(f"rondleiding:{profile.id}", "klaar")


async def take(shot: Shot) -> str:
    """The picture as SVG."""
    ticking = clock()
    catalogue, _ = load(ROOT)
    with Store.open(None, device="beelden", clock=ticking) as store:
        desk = StoreDesk(catalogue, store, clock=ticking, rng=Random(3))
        profile = desk.create("Samira")
        halfway(desk, profile)
        app = TutorApp(desk, profile=profile)
        async with app.run_test(size=shot.size) as pilot:
            app.theme = shot.theme
            for key in shot.keys:
                await pilot.press(key)
                await app.workers.wait_for_complete()
                await pilot.pause()
            for field in app.screen.query(Input):
                field.cursor_blink = False
            await pilot.pause()
            return without_web(app.export_screenshot())


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
