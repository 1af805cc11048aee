"""Line mode on standard input, again and again: a fresh process per user who is killed, without the start-up costs.

Run with RAADSTUTOR_HOME set, as `leren` for a learner, `avond` for the evening of a trainer, or `klas` for verbs.
Prints `PID n` for each process, and stops when one of them comes to a normal end.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from random import SystemRandom
from typing import TextIO

from tests.classroom.samples import PLAN
from tests.classroom.samples import catalogue as sample
from tutor.cli import main
from tutor.cli.conversation import converse
from tutor.cli.root import catalogue, now, open_store, workspace_on
from tutor.line import classroom
from tutor.line.console import Console
from tutor.model import Catalogue
from tutor.service.evening import Evening
from tutor.service.evenings import NoSession


def learn(content: Catalogue, source: TextIO) -> None:
    with open_store() as store:
        workspace = workspace_on(store, content)
        converse(workspace, partial(workspace.wanted, None), "", source, sys.stdout, named=False)


def lead(content: Catalogue, source: TextIO) -> None:
    with open_store() as store:
        evening = Evening(content, store, clock=now, rng=SystemRandom())
        with suppress(NoSession):
            evening.resume()
        if evening.current is None:
            evening.start(PLAN)
        classroom.run(Console(source, sys.stdout, pauses=False, width=0), evening)


def obey(source: TextIO) -> None:
    """Verbs of the command line, one a line."""
    while True:
        print("Opdracht: ", end="", flush=True)
        line = source.readline()
        if not line:
            return
        main(shlex.split(line))


def forget_input() -> None:
    """Drop a line that the process before this one was killed too early to read: it was not said to this one."""
    os.set_blocking(0, False)
    with suppress(BlockingIOError):
        while os.read(0, 65_536):
            pass
    os.set_blocking(0, True)


def serve(work: Callable[[TextIO], None]) -> None:
    while True:
        child = os.fork()
        if child == 0:
            print("PID", os.getpid(), flush=True)
            work(open(0, buffering=1, closefd=False))  # noqa: SIM115
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            return
        forget_input()


if sys.argv[1] == "klas":
    catalogue()  # read once, so that a verb can be killed in what it does
    serve(obey)
else:
    serve(partial(learn, catalogue()) if sys.argv[1] == "leren" else partial(lead, sample()))
