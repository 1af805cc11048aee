"""Proof that a file is whole: SQLite's own check, our checksums, and the schema word for word."""

from __future__ import annotations

import sqlite3

from tutor.store import schema
from tutor.store.errors import SQLITE_ERRORS, is_damage, told
from tutor.store.rows import TABLES, columns, intact

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
        kept = schema.definitions(connection)
        if not (schema.ours(kept) if version == schema.VERSION else schema.plain(sql for *_, sql in kept)):
            return (schema.FOREIGN,)
        for table in TABLES:
            rows = connection.execute(f"SELECT {columns(table)} FROM {table}")
            if broken := sum(not intact(row) for row in rows):
                found.append(f"in {table} kloppen {broken} rijen niet met hun controlegetal")
    except SQLITE_ERRORS as error:
        if not is_damage(error):
            raise
        return (told(error),)
    return tuple(found)
