"""The settings that storage rests on, read back from each connection (not from our own constant)."""

import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import tutor.store
from tests.store.helpers import Clock, answer, open_store, raw
from tutor.store import SettingRefused, repair
from tutor.store.connection import connect, read_back

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


def test_the_store_uses_such_connections_for_whatever_it_writes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def watched(connection: sqlite3.Connection, *, in_memory: bool = False) -> None:
        seen.append(settings(connection))
        read_back(connection, in_memory=in_memory)

    monkeypatch.setattr("tutor.store.connection.read_back", watched)
    with open_store(path) as store:
        store.append(store.add_learner("Anna").id, [answer()])
        store.back_up()
    repair(path, clock=Clock())
    assert len(seen) > 5
    assert all(found == WANTED for found in seen)


def test_nobody_connects_in_another_way() -> None:
    """`wreck.py` only reads damaged files, which refuse settings; `search.py` keeps what can be made anew."""
    sources = Path(tutor.store.__file__).parent.glob("*.py")
    users = {source.name for source in sources if re.search(r"sqlite3\.connect\(", source.read_text(encoding="utf-8"))}
    assert users == {"connection.py", "search.py", "wreck.py"}


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
