"""What runs in processes of its own, to be killed."""

import os
import signal
import sqlite3
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Barrier
from typing import Any

from tests.store import future
from tests.store.helpers import answer, newer
from tutor.store import Store, StoreError
from tutor.store.repair import repair


def real_store(path: Path) -> Store:
    return Store.open(path, device="laptop", clock=lambda: datetime.now(UTC))


def answers(path: Path, learner: str, run: int, pipe: Connection) -> None:
    """Store answer after answer, each with its schedule, and say so after each COMMIT."""
    store = real_store(path)
    pipe.send_bytes(b"-1")
    for number in count():
        store.append(learner, [answer(run=run, count=number), newer("scheduled", run=run, count=number)])
        pipe.send_bytes(b"%d" % number)


def one_of_many(path: Path, name: str, number: int, start: Barrier, pipe: Connection) -> None:
    """Store so many answers together with others; send the ids, or what went wrong."""
    start.wait()
    try:
        with real_store(path) as store:
            learner = store.add_learner(name).id
            drafts = [answer(), newer("scheduled")]
            pipe.send([event.id for _ in range(number) for event in store.append(learner, drafts)])
    except Exception as error:
        pipe.send(repr(error))


def reading_only(path: Path, nobody: int, pipe: Connection) -> None:
    """Use the store without the rights of root, and send what came of it."""
    Store.open(None, device="", clock=lambda: datetime.now(UTC)).close()  # loads what nobody may not be able to read
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(nobody)
        os.setuid(nobody)
    try:
        with real_store(path) as store:
            (learner,) = store.learners()
            pipe.send(
                {
                    "events": list(store.events(learner.id)),
                    "writable": store.writable,
                    "reason": store.reason,
                    "refusal": refusal(lambda: store.append(learner.id, [answer()])),
                    "new file": refusal(lambda: real_store(path.with_name("nieuw.db")).close()),
                }
            )
    except Exception:
        pipe.send(traceback.format_exc())


def refusal(attempt: Callable[[], object]) -> str:
    """What the store says when it refuses; empty if it does not."""
    try:
        attempt()
    except StoreError as error:
        return str(error)
    return ""


def counted(job: str, path: Path, fatal: int, pipe: Connection) -> None:
    """Do a job and send how many steps it took and which one began the last transaction; or die in step `fatal`.

    Steps are SQL statements (as they begin, and each so many instructions of SQLite) and changes to the folder.
    """
    if job == "migrate":
        future.upgrade()
    steps = begun = 0

    def step(statement: str = "") -> None:
        nonlocal steps, begun
        steps += 1
        if statement == "BEGIN IMMEDIATE":
            begun = steps
        if steps == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def connect(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = plain_connect(*arguments, **options)
        connection.set_trace_callback(step)
        connection.set_progress_handler(step, INSTRUCTIONS)
        return connection

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event in CHANGES and str(path.parent) in str(arguments[0]):
            step()

    plain_connect = sqlite3.connect
    setattr(sqlite3, "connect", connect)  # noqa: B010
    sys.addaudithook(watch)
    JOBS[job](path)
    pipe.send((steps, begun))


def back_up(path: Path) -> None:
    with real_store(path) as store:
        store.back_up()


def erase(path: Path) -> None:
    with real_store(path) as store:
        store.erase(store.learners()[0].id)


def mend(path: Path) -> None:
    repair(path, clock=lambda: datetime.now(UTC))


def migrate(path: Path) -> None:
    real_store(path).close()


JOBS: dict[str, Callable[[Path], None]] = {"back up": back_up, "erase": erase, "repair": mend, "migrate": migrate}
INSTRUCTIONS = 2_000
"""Of SQLite's machine, in a step: half a millisecond."""
CHANGES = {"open", "os.rename", "os.remove", "os.link", "os.mkdir"}
