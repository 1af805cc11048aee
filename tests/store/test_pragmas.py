"""The settings that storage rests on, read back from each connection (not from our own constant).

Seen red with: the connection that sqlite-utils makes by itself; a search index or a copy with the defaults of SQLite;
a busy_timeout that stays 0 after a look.
"""

import re
import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Any, ClassVar

import pytest

import tutor.store
from tests.figures import Figures
from tests.learning.samples import CATALOGUE
from tests.store import future
from tests.store.helpers import Clock, answer, everything, open_store, raw
from tutor.model.catalogue import Document, FindKind
from tutor.store import SettingRefused
from tutor.store.connection import connect, read_back, uri
from tutor.store.repair import repair
from tutor.store.search import FILE_NAME, SearchIndex

NOTE = Document(kind=FindKind.NOTE, lesson="les", target="kern", title="Kern", place="De les", text="Bel de raad.")

WANTED: dict[str, Any] = {
    "journal_mode": "truncate",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
    "recursive_triggers": 1,
    "cell_size_check": 1,
    "busy_timeout": 10_000,
    **({"fullfsync": 1} if sys.platform == "darwin" else {}),
}


def settings(connection: sqlite3.Connection) -> dict[str, Any]:
    return {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in WANTED}


@pytest.mark.parametrize("writable", [True, False])
def test_every_connection_is_safe(path: Path, writable: bool) -> None:
    open_store(path).close()
    with closing(connect(path, writable=writable)) as connection:
        assert settings(connection) == WANTED


def test_memory_is_as_strict(path: Path) -> None:
    with closing(connect(None)) as connection:
        assert settings(connection) == WANTED | {"journal_mode": "memory"}


class Watched(sqlite3.Connection):
    """Notes its settings before each statement that is no setting itself, and when it is closed."""

    seen: ClassVar[dict[str, list[dict[str, Any]]]] = {}
    place = ""

    def note(self) -> None:
        settings_now = {name: super(Watched, self).execute(f"PRAGMA {name}").fetchone()[0] for name in WANTED}
        self.seen.setdefault(self.place, []).append(settings_now)

    def execute(self, sql: str, *rest: Any) -> sqlite3.Cursor:
        if not sql.startswith(("PRAGMA", "BEGIN IMMEDIATE")):  # waiting to write has its own way
            self.note()
        return super().execute(sql, *rest)

    def executemany(self, sql: str, *rest: Any) -> sqlite3.Cursor:
        self.note()
        return super().executemany(sql, *rest)

    def executescript(self, sql: str) -> sqlite3.Cursor:
        self.note()
        return super().executescript(sql)

    def backup(self, target: sqlite3.Connection, **rest: Any) -> None:
        assert isinstance(target, Watched)
        self.note()
        target.note()
        super().backup(target, **rest)

    def close(self) -> None:
        with suppress(sqlite3.ProgrammingError):  # closed before
            self.note()
        super().close()


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[dict[str, Any]]]:
    """The settings of all connections, by module that connects and name of the file."""
    plain = sqlite3.connect

    def watch(place: str | Path, **options: Any) -> sqlite3.Connection:
        connection: Watched = plain(place, **options, factory=Watched)
        module = sys._getframe(1).f_globals["__name__"].rsplit(".", 1)[-1]
        connection.place = f"{module}: {str(place).rsplit('/', 1)[-1]}"
        return connection

    monkeypatch.setattr(Watched, "seen", {})
    monkeypatch.setattr(sqlite3, "connect", watch)
    return Watched.seen


def lived_in(path: Path) -> None:
    """Everything for which a file is opened."""
    clock = Clock()
    with open_store(path, clock) as store, open_store(path, clock) as window, open_store(None) as laptop:
        anna, bram = store.add_learner("Anna"), window.add_learner("Bram")
        store.append(anna.id, [answer()])
        window.version()
        window.remember("thema", "donker")
        laptop.merge(everything(store))
        laptop.append(anna.id, [answer()])
        store.merge(everything(laptop))
        list(store.events("x"))
        store.back_up()
        store.erase(bram.id)
    for _ in range(2):
        index = SearchIndex(CATALOGUE, path.with_name(FILE_NAME))
        index.search("raad", seen=(), notes=[NOTE])
        index.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tutor.store.database.writable", lambda _: False)
        with open_store(path) as store:
            assert everything(store)
    repair(path, clock=clock)
    with pytest.MonkeyPatch.context() as patch:
        future.upgrade(patch.setattr)
        open_store(path).close()


@pytest.mark.figures("Settings of every connection, read back")
def test_every_connection_keeps_the_settings(
    path: Path, watched: dict[str, list[dict[str, Any]]], figures: Figures
) -> None:
    """From its first use to its end, whatever it is for."""
    lived_in(path)
    different = 0
    for place, seen in watched.items():
        different += sum(any(found[name] != value for name, value in wanted(place).items()) for found in seen)
    figures(files=len(watched), settings=len(WANTED), times_read=sum(map(len, watched.values())), different=different)
    numbers = r"-\d+$|(?<=onaf)-\d+-\d+|(?<=Z)-\d{4}(?=\.db)"
    assert {re.sub(numbers, "", place.split("?")[0]) for place in watched} == {
        *("connection: voortgang.db", "connection: :memory:", "connection: onaf.tmp", "connection: zoeken.db"),
        "connection: .zoeken.db",
        *("connection: voortgang.db.herstel", f"connection: {BACKUP}", "repair: voortgang.db", f"repair: {BACKUP}"),
    }
    assert different == 0, watched


BACKUP = "voortgang-20250301T120000Z.db"


def wanted(place: str) -> dict[str, Any]:
    """What has to be set for a file."""
    if place.startswith("repair"):
        return {"trusted_schema": 0}
    if (
        ": onaf-" in place and place.endswith("?mode=rw")
    ) or ".zoeken.db-" in place:  # a copy is written out as a whole before it gets its name
        return WANTED | {"journal_mode": "off", "synchronous": 0}
    return WANTED | ({"journal_mode": "memory"} if place.endswith(":memory:") else {})


def test_nobody_connects_in_another_way() -> None:
    """`repair.py` only reads damaged files, which refuse settings."""
    sources = Path(tutor.store.__file__).parent.glob("*.py")
    users = {source.name for source in sources if re.search(r"sqlite3\.connect\(", source.read_text(encoding="utf-8"))}
    assert users == {"connection.py", "repair.py"}


@pytest.mark.parametrize("name", [name for name in WANTED if name != "busy_timeout"])
def test_another_value_is_refused(path: Path, name: str) -> None:
    open_store(path).close()
    with closing(connect(path)) as connection:
        connection.execute(f"PRAGMA {name} = {'delete' if name == 'journal_mode' else 1 - WANTED[name] % 2}")
        with pytest.raises(SettingRefused, match=name):
            read_back(connection)


def test_a_file_that_another_program_put_in_wal_mode_comes_back(path: Path) -> None:
    open_store(path).close()
    with raw(path) as connection:
        assert connection.execute("PRAGMA journal_mode = wal").fetchone() == ("wal",)
    with closing(connect(path)) as connection:
        assert settings(connection) == WANTED


def test_wal_mode_that_cannot_be_left_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(path).close()
    monkeypatch.setattr("tutor.store.connection.PRAGMAS", WANTED | {"busy_timeout": 10})
    with raw(path) as other:
        other.execute("PRAGMA journal_mode = wal")
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM event").fetchone()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            connect(path)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (PureWindowsPath("C:\\Users\\Zoë\\voortgang.db"), "file:///C:/Users/Zo%C3%AB/voortgang.db?mode=ro"),
        (PureWindowsPath("\\\\server\\map\\voortgang.db"), "file:////server/map/voortgang.db?mode=ro"),
        (PurePosixPath("/home/a b/x?y#z.db"), "file:///home/a%20b/x%3Fy%23z.db?mode=ro"),
    ],
)
def test_a_path_as_sqlite_takes_it(path: PurePath, name: str) -> None:
    """A share has four slashes: SQLite refuses a server."""
    assert uri(path, "mode=ro") == name
