"""The tables, how older files become newer ones, and the proof that a file is whole.

The proof is SQLite's own check, our checksums, and the schema word for word.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.store.connection import transaction
from tutor.store.errors import SQLITE_ERRORS, Damaged, is_damage, told
from tutor.store.rows import TABLES, columns, intact

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

MIGRATION_SET = "raadstutor"
VERSION = 1
"""`PRAGMA user_version` of a file that this program writes: the number of migrations."""

VERSION_1 = (
    """CREATE TABLE event (
    id TEXT PRIMARY KEY NOT NULL,
    learner TEXT NOT NULL,
    device TEXT NOT NULL,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    subject TEXT NOT NULL,
    revision TEXT NOT NULL,
    body TEXT NOT NULL,
    checksum INTEGER NOT NULL
) STRICT""",
    "CREATE INDEX event_of_learner ON event (learner, id)",
    "CREATE INDEX event_of_profile ON event (id) WHERE kind IN ('profile_created', 'profile_renamed')",
    """CREATE TABLE tombstone (
    learner TEXT PRIMARY KEY NOT NULL,
    at TEXT NOT NULL,
    checksum INTEGER NOT NULL
) STRICT""",
    """CREATE TABLE setting (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL,
    checksum INTEGER NOT NULL
) STRICT""",
    """CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'event: alleen toevoegen'); END""",
    """CREATE TRIGGER event_is_kept BEFORE DELETE ON event
WHEN NOT EXISTS (SELECT 1 FROM tombstone WHERE learner = OLD.learner)
BEGIN SELECT RAISE(ABORT, 'event: alleen toevoegen'); END""",
    """CREATE TRIGGER event_of_erased_learner BEFORE INSERT ON event
WHEN EXISTS (SELECT 1 FROM tombstone WHERE learner = NEW.learner)
BEGIN SELECT RAISE(ABORT, 'event: profiel is gewist'); END""",
    """CREATE TRIGGER tombstone_is_never_changed BEFORE UPDATE ON tombstone
BEGIN SELECT RAISE(ABORT, 'tombstone: alleen toevoegen'); END""",
    """CREATE TRIGGER tombstone_is_kept BEFORE DELETE ON tombstone
BEGIN SELECT RAISE(ABORT, 'tombstone: alleen toevoegen'); END""",
)
SCHEMA = VERSION_1
"""The newest schema, word for word as SQLite keeps it, so that a file can be compared with it."""
FOREIGN = "de tabellen zijn niet meer zoals Raadstutor ze maakte"
_MIGRATIONS = "_sqlite_migrations"


def migrations() -> Migrations:
    """All migrations, oldest first. Imports sqlite-utils (65 ms), so it is called only when there is work."""
    from sqlite_utils import Migrations

    steps = Migrations(MIGRATION_SET)

    @steps(name="1-events")
    def events(db: Database) -> None:
        for statement in VERSION_1:
            db.execute(statement)

    return steps


def version_of(connection: sqlite3.Connection, path: Path) -> int:
    """The schema version; 0 for an empty file. Raises Damaged if the file contradicts itself or is not ours.

    No table is read before its definition was: a view with its name could go on without end.
    """
    try:
        with transaction(connection, reading=True):
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            kept = definitions(connection)
            recorded = 0
            if any(name == _MIGRATIONS and sql.startswith("CREATE TABLE") for name, _, sql in kept):
                count = f"SELECT count(*) FROM {_MIGRATIONS} WHERE migration_set = ?"
                (recorded,) = connection.execute(count, (MIGRATION_SET,)).fetchone()
    except SQLITE_ERRORS as error:
        if not is_damage(error):
            raise
        raise Damaged(path, (told(error),)) from error
    if recorded != version or (kept and not version):
        raise Damaged(path, ("de inhoud is niet die van een bestand van Raadstutor",))
    if version == VERSION and not ours(kept):
        raise Damaged(path, (FOREIGN,))
    return int(version)


def definitions(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """All of sqlite_master but what SQLite makes by itself: name, table, and SQL. Raises sqlite3.Error."""
    kept = connection.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE sql NOT NULL OR type != 'index'")
    return [(str(name), str(table), str(sql)) for name, table, sql in kept]


def plain(statements: Iterable[str]) -> bool:
    """Whether these define only what can be read to its end: no views, and no virtual tables."""
    return all(re.match("CREATE (TABLE|(UNIQUE )?INDEX|TRIGGER) ", sql) for sql in statements)


def ours(kept: Iterable[tuple[str, str, str]]) -> bool:
    """Whether these definitions are those of a file of this version, with nothing added to them."""
    rest = [sql for _, table, sql in kept if table != _MIGRATIONS]
    beside = [sql for _, table, sql in kept if table == _MIGRATIONS]
    return sorted(rest) == sorted(SCHEMA) and plain(beside) and "CREATE TRIGGER" not in " ".join(beside)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file to the newest version, all or nothing. Two windows may do this at the same time."""
    from sqlite_utils import Database

    steps = migrations()
    with transaction(connection):
        database = Database(connection, execute_plugins=False)
        steps.apply(database)
        connection.execute(f"PRAGMA user_version = {len(steps.applied(database))}")


MAX_FINDINGS = 20


def findings(connection: sqlite3.Connection) -> tuple[str, ...]:
    """What is wrong with the file, one Dutch line each; empty if nothing is.

    Raises sqlite3.Error only when the file could not be read at all (locked, disk gone).

    SQLite does not notice 61% of flipped bits, because it has no checksums for what it holds: hence ours.
    """
    try:
        found = [line for (line,) in connection.execute(f"PRAGMA integrity_check({MAX_FINDINGS})") if line != "ok"]
        if found:
            return tuple(f"SQLite meldt: {line}" for line in found)
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        kept = definitions(connection)
        if not (ours(kept) if version == VERSION else plain(sql for *_, sql in kept)):
            return (FOREIGN,)
        for table in TABLES:
            rows = connection.execute(f"SELECT {columns(table)} FROM {table}")
            if broken := sum(not intact(row) for row in rows):
                found.append(f"in {table} kloppen {broken} rijen niet met hun controlegetal")
    except SQLITE_ERRORS as error:
        if not is_damage(error):
            raise
        return (told(error),)
    return tuple(found)
