"""A learner's life in a process of its own: each step is acknowledged on standard output once its call returned.

Times and ids are the same in every run, so what one run stored can be compared with another.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import TypeVar

from tests.store import future
from tests.store.helpers import Clock
from tutor.cli import main
from tutor.learning.events import Bookmarked, Noted
from tutor.learning.log import Draft, Event
from tutor.store import FILE_NAME, Store, StoreError, connection
from tutor.store.rows import columns, uuid7
from tutor.store.upkeep import Upkeep

NAME = "Zwaantje Uniekenaam"
"""Who gets erased."""
OTHER = "Anna"
BROUGHT = "Bram"
"""Who comes in with a parcel."""
FOLDER = "thuis"
"""The data folder, in the folder that is watched."""
STICK = "stick"
T = TypeVar("T")
PARCEL = "van-de-griffie.json"
EXPORT = "mee.json"


def data_file(root: Path) -> Path:
    return root / FOLDER / FILE_NAME


Row = tuple[object, ...]


def rows_of(path: Path) -> list[Row]:
    """All that learners did, settings aside, each behind the name of its table; nothing for no file or an empty one."""
    rows: list[Row] = []
    if path.exists():
        with closing(sqlite3.connect(path)) as file:
            tables = {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            for table in sorted({"event", "tombstone"} & tables):
                rows += file.execute(f"SELECT '{table}', {columns(table)} FROM {table} ORDER BY 2").fetchall()
    return rows


def fingerprint(rows: list[Row]) -> str:
    """Equal for the same rows."""
    return sha256(repr(rows).encode()).hexdigest()


class Seeded:
    """Ids of an own seed."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)

    def __call__(self, now: datetime) -> str:
        return uuid7(now, self._chance.getrandbits)


class Life:
    """Steps and their acknowledgements."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.path = data_file(root)
        self.clock = Clock()
        self.ids = Seeded(1)

    def say(self, **words: object) -> None:
        os.write(1, json.dumps(words).encode() + b"\n")

    def done(self, step: str, *stored: Event) -> None:
        """Acknowledge a step, with what the store said that it stored."""
        self.say(done=step, stored=[event.id for event in stored], content=fingerprint(rows_of(self.path)))

    def open(self) -> Store:
        return Store.open(self.path, device="laptop", clock=self.clock, ids=self.ids)

    def command(self, *arguments: str) -> None:
        """The command line, in this process."""
        os.environ.update(RAADSTUTOR_HOME=str(self.path.parent), RAADSTUTOR_NU=self.clock.now.isoformat())
        assert main(arguments) == 0, arguments

    def learn(self, store: Store, learner: str, times: int) -> None:
        for number in range(1, times + 1):
            self.done(f"answer {number}", *answer_once(store, learner, number))
            self.clock.move(minutes=3)


def facts(number: int, name: str) -> tuple[Draft, Draft]:
    """Two that belong together."""
    step = f"kern-{number}"
    noted = Draft(subject="rollen-01", body=Noted(step=step, text=f"{name} zegt ja"))
    return noted, Draft(subject="rollen-01", body=Bookmarked(step=step))


def answer_once(store: Store, learner: str, number: int, name: str = NAME) -> tuple[Event, ...]:
    return store.append(learner, facts(number, name))


def whole_life(root: Path, answers: int) -> None:
    """From an empty folder to an erasure, with a new version of the program on the way."""
    life = Life(root)
    with life.open() as store:
        zwaantje = store.add_learner(NAME).id
        life.done("profile", *store.events(zwaantje))
        life.learn(store, zwaantje, answers)
        store.back_up()
        life.done("backup")
    life.command("exporteer", "voortgang", str(root / STICK / EXPORT), "--vervang")
    life.done("export")
    future.upgrade()
    life.done("new version")
    with life.open():
        life.done("migration")
    life.command("samenvoegen", str(root / STICK / PARCEL), "--ja")
    life.done("import", *parcel_of(BROUGHT, 5))
    life.clock.move(minutes=1)
    life.command("exporteer", "voortgang", str(root / STICK / EXPORT), "--vervang")
    life.done("export of more")
    life.command("gegevens", "wis", NAME, "--ja")
    life.done("erasure")


def some_answers(root: Path, answers: int, *settings: str) -> None:
    """Answers in a file that is there, with other settings of SQLite, such as `synchronous=1`."""
    given = dict(setting.split("=") for setting in settings)
    changed = {name: int(value) if value.isdecimal() else value for name, value in given.items()}
    setattr(connection, "PRAGMAS", {**connection.PRAGMAS, **changed})  # noqa: B010
    setattr(Upkeep, "stored", lambda *_: None)  # noqa: B010  # a backup of a WAL writes by mmap, which no trace sees
    life = Life(root)
    life.ids = Seeded(2)
    with life.open() as store:
        life.learn(store, store.learners()[0].id, answers)


def careless(root: Path, answers: int) -> None:
    """An export by a program that syncs no file."""
    life = Life(root)
    with life.open() as store:
        life.learn(store, store.add_learner(NAME).id, answers)
    setattr(os, "fsync", lambda descriptor: None)  # noqa: B010
    life.command("exporteer", "voortgang", str(root / STICK / EXPORT), "--vervang")
    life.done("export")
    with life.open() as store:
        store.remember("thema", "donker")


def stubborn(root: Path, answers: int) -> None:
    """Each step is tried once more when the store refuses it: for a disk that fails once."""
    life = Life(root)
    store = _stubborn(life, "open", life.open)
    try:
        learner = _stubborn(life, "profile", lambda: store.add_learner(OTHER)).id
        for number in range(1, answers + 1):
            _stubborn(life, f"answer {number}", partial(answer_once, store, learner, number, OTHER))
            life.clock.move(minutes=12)
        _stubborn(life, "backup", store.back_up)
        erased = _stubborn(life, "profile to erase", lambda: store.add_learner(NAME)).id
        _stubborn(life, "erasure", lambda: store.erase(erased))
        _stubborn(life, f"answer {answers + 1}", partial(answer_once, store, learner, answers + 1, OTHER))
    finally:
        store.close()


def _stubborn(life: Life, step: str, attempt: Callable[[], T]) -> T:
    try:
        result = attempt()
    except StoreError as error:
        life.say(refused=step, why=str(error), content=fingerprint(rows_of(life.path)))
        result = attempt()
    life.done(step, *(result if step.startswith("answer") and isinstance(result, tuple) else ()))
    return result


def parcel_of(name: str, steps: int) -> list[Event]:
    """Events of another laptop."""
    with Store.open(None, device="griffie", clock=Clock(), ids=Seeded(3)) as store:
        learner = store.add_learner(name).id
        for number in range(steps):
            store.append(learner, [Draft(subject="rollen-02", body=Bookmarked(step=f"kern-{number}"))])
        return list(store.events(learner))


LIVES: dict[str, Callable[..., None]] = {
    "whole": whole_life,
    "answers": some_answers,
    "careless": careless,
    "stubborn": stubborn,
}

if __name__ == "__main__":
    kind, folder, number, *rest = sys.argv[1:]
    LIVES[kind](Path(folder), int(number), *rest)
