"""A window on hostile content in the terminal of this process: `python -m tests.hostile.window NAAM VERSLAG [alle]`.

It is walked past all its screens, and then says in a JSON file which places were seen on which screen. With `alle`
every hostile text is used, else some of each kind.
"""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from textual.pilot import Pilot

from tests.hostile.evening import room_of
from tests.hostile.poison import Places
from tests.hostile.strings import EVERY, FEW
from tests.hostile.walk import app_of, screens
from tests.tui.classroom.room import Window
from tests.tui.helpers import told
from tests.tui.idle import no_waiting
from tutor.tui.app import TutorApp
from tutor.tui.classroom.app import BeamerApp, ClassApp
from tutor.tui.classroom.trainer import TrainerApp
from tutor.tui.shell import Shell


async def stages(app: ClassApp, pilot: Pilot[int]) -> AsyncIterator[str]:
    """Every page of every stage, and for the trainer the dialogs."""
    window = Window(app, pilot)
    while True:
        await window.look()
        yield app.evening.session.stage.name
        if app.evening.session.forward() == app.evening.session.cursor:
            break
        app.evening.forward()
    for key in "gofe" if isinstance(app, TrainerApp) else "":
        await window.press(key)
        yield key
        await window.press("escape")


def main(name: str, target: Path, strings: Sequence[str]) -> int:
    places, shown = Places(), dict[str, list[str]]()
    app: Shell = app_of(strings, places) if name == "app" else _of_evening(name, strings, places)

    async def drive(pilot: Pilot[int]) -> None:
        await pilot.pause()
        visits = screens(app, pilot) if isinstance(app, TutorApp) else stages(app, pilot)  # type: ignore[arg-type]
        async for visit in visits:
            shown.setdefault(visit, []).extend(places.found(told(app)))
        app.exit(0)

    with no_waiting():
        code = app.run(auto_pilot=drive)  # type: ignore[arg-type]
    if app.failure:
        raise app.failure
    report = {visit: sorted(set(found)) for visit, found in shown.items()}
    target.write_text(json.dumps({"signs": places.signs, "shown": report}), encoding="utf-8")
    return code or 0


def _of_evening(name: str, strings: Sequence[str], places: Places) -> ClassApp:
    room, _ = room_of(strings, places)
    window: ClassApp = BeamerApp(room.workspace()) if name == "scherm" else TrainerApp(room.workspace())
    return window


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), EVERY if sys.argv[3:] else FEW[::2]))
