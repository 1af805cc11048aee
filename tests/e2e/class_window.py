"""A window of an evening on the file in RAADSTUTOR_HOME, with a small plan: `python -m tests.e2e.class_window NAAM`."""

from __future__ import annotations

import sys
from random import SystemRandom

from tests.classroom.samples import catalogue
from tutor.cli import evening, windows
from tutor.cli.root import now, open_store
from tutor.service.evening import Evening
from tutor.store import StoreError
from tutor.tui.classroom.beamer import BeamerApp
from tutor.tui.classroom.desk import ClassDesk
from tutor.tui.classroom.trainer import TrainerApp


def main(name: str) -> int:
    with open_store() as store:
        desk = ClassDesk(
            evening=Evening(catalogue(), store, clock=now, rng=SystemRandom()),
            settings=store,
            trouble=(StoreError,),
            write_report=evening.write_report,
            report_taken=evening.report_taken,
            folder="verslagen",
        )
        return windows.run(BeamerApp(desk) if name == "scherm" else TrainerApp(desk))


sys.exit(main(sys.argv[1]))
