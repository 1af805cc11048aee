"""A window of an evening on the file in RAADSTUTOR_HOME, with a small plan: `python -m tests.e2e.class_window NAAM`."""

from __future__ import annotations

import sys

from tests.classroom.samples import catalogue
from tutor.cli import windows
from tutor.cli.root import open_store, workspace_on
from tutor.tui.classroom.app import BeamerApp
from tutor.tui.classroom.trainer import TrainerApp


def main(name: str) -> int:
    with open_store() as store:
        workspace = workspace_on(store, catalogue())
        return windows.run(BeamerApp(workspace) if name == "scherm" else TrainerApp(workspace))


sys.exit(main(sys.argv[1]))
