"""An evening in line mode, again and again: a fresh process per trainer who is killed, without the start-up costs.

Run with RAADSTUTOR_HOME set. Prints `PID n` for each process, and stops when one of them comes to a normal end.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from random import SystemRandom

from tests.classroom.samples import PLAN, catalogue
from tutor.cli.root import now, open_store
from tutor.evening import Evening, NoSession
from tutor.line import classroom
from tutor.line.console import Console


def main() -> None:
    content = catalogue()
    while True:
        child = os.fork()
        if child == 0:
            print("PID", os.getpid(), flush=True)
            with open_store() as store:
                evening = Evening(content, store, clock=now, rng=SystemRandom())
                with suppress(NoSession):
                    evening.resume()
                if evening.current is None:
                    evening.start(PLAN)
                source = open(0, buffering=1, closefd=False)  # noqa: SIM115
                classroom.run(Console(source, sys.stdout, pauses=False, width=0), evening)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            return


main()
