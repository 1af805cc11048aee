"""Line mode on standard input, again and again: a fresh process per learner who is killed, without the start-up costs.

Run with RAADSTUTOR_HOME set. Prints `PID n` for each process, and stops when one of them comes to a normal end.
"""

from __future__ import annotations

import os
import sys
from random import Random

from tutor.cli.content import catalogue
from tutor.cli.conversation import converse
from tutor.cli.desk import StoreDesk
from tutor.cli.root import now, open_store


def main() -> None:
    content = catalogue()
    while True:
        child = os.fork()
        if child == 0:
            print("PID", os.getpid(), flush=True)
            with open_store() as store:
                desk = StoreDesk(content, store, clock=now, rng=Random())
                converse(desk, None, "", open(0, buffering=1, closefd=False), sys.stdout)  # noqa: SIM115
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            return


main()
