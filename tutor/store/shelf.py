"""Content that was read and checked before, kept so that the next start takes from it only what it needs.

The shelf is a file that can be thrown away: it says which files it was made of; when those change it is made again.
`tutor.store.kept` makes a catalogue of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache, cached_property, reduce
from pathlib import Path
from typing import Any, Protocol
from zlib import crc32

import msgspec

from tutor.content.manifest import Manifest, manifest, same_folders
from tutor.model import (
    Catalogue,
    ClassPlan,
    Fact,
    Law,
    Lesson,
    Lookalikes,
    Misconception,
    ModuleHead,
    Programme,
    Term,
)
from tutor.store import derived

FILE_NAME = "inhoud.db"
VERSION = 1
"""Goes up when the tables change."""

_TABLES = (
    "CREATE TABLE made (key TEXT NOT NULL)",
    "CREATE TABLE folder (path TEXT PRIMARY KEY, time INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE file (path TEXT PRIMARY KEY, size INTEGER NOT NULL, time INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE part (name TEXT PRIMARY KEY, value BLOB NOT NULL, checksum INTEGER NOT NULL)",
    "CREATE TABLE lesson (id TEXT PRIMARY KEY, value BLOB NOT NULL, checksum INTEGER NOT NULL)",
    "CREATE TABLE thing (id TEXT PRIMARY KEY, sort TEXT NOT NULL, lesson TEXT NOT NULL, place INTEGER NOT NULL)"
    " WITHOUT ROWID",
)
PARTS: Mapping[str, Any] = {
    "laws": tuple[Law, ...],
    "facts": tuple[Fact, ...],
    "terms": tuple[Term, ...],
    "misconceptions": tuple[Misconception, ...],
    "lookalikes": tuple[Lookalikes, ...],
    "plans": tuple[ClassPlan, ...],
    "programmes": tuple[Programme, ...],
    "mark": str,
}
"""What a catalogue has beside its modules."""
_MODULES, _THINGS = "modules", "things"


class Named(Protocol):
    """An item, casus or goal."""

    @property
    def id(self) -> str:
        """Content id."""


class ShelvedModule(msgspec.Struct, frozen=True, array_like=True):
    """A module as it is kept: without its lessons."""

    head: ModuleHead
    ids: tuple[str, ...]


class Broken(Exception):
    """What was kept cannot be read back."""


def keep(catalogue: Catalogue, mark: str, stamp: str, seen: Manifest, path: Path) -> bool:
    """Put a catalogue on the shelf; whether that worked.

    `mark`: its fingerprint for searching. `stamp`: of the program that read it. `seen`: the files it was read from.
    """

    def fill(connection: sqlite3.Connection) -> None:
        for table in _TABLES:
            connection.execute(table)
        connection.execute("INSERT INTO made VALUES (?)", (_key(stamp),))
        connection.executemany("INSERT INTO folder VALUES (?, ?)", seen.folders.items())
        connection.executemany("INSERT INTO file VALUES (?, ?, ?)", ((at, *of) for at, of in seen.files.items()))
        for name, lesson in catalogue.lessons.items():
            connection.execute("INSERT INTO lesson VALUES (?, ?, ?)", _sealed(name, lesson))
        connection.executemany("INSERT INTO thing VALUES (?, ?, ?, ?)", _things(catalogue))
        modules = tuple(ShelvedModule(module.head, tuple(module.ids)) for module in catalogue.modules)
        more = {"mark": mark, _MODULES: modules, _THINGS: _checksum(connection)}
        parts = {name: getattr(catalogue, name) for name in PARTS} | more
        connection.executemany("INSERT INTO part VALUES (?, ?, ?)", (_sealed(*part) for part in parts.items()))

    return derived.write(path, fill)


def _things(catalogue: Catalogue) -> Iterator[tuple[str, str, str, int]]:
    """Where every item, casus and goal is."""
    place = 0
    for name, lesson in catalogue.lessons.items():
        sorts: dict[str, Iterable[Named]] = {"item": lesson.items, "casus": lesson.cases, "goal": lesson.head.goals}
        for sort, things in sorts.items():
            for thing in things:
                yield thing.id, sort, name, place
                place += 1


def _sealed(name: str, value: object) -> tuple[str, bytes, int]:
    packed = msgspec.msgpack.encode(value)
    return name, packed, crc32(packed)


def _checksum(connection: sqlite3.Connection) -> int:
    """Over all that says where items, cases and goals are."""
    rows = connection.execute("SELECT id, sort, lesson, place FROM thing ORDER BY id")
    return reduce(lambda before, row: crc32("\x1f".join(map(str, row)).encode(), before), rows, 0)


def _key(stamp: str) -> str:
    return f"{VERSION}:{stamp}"


class Shelf:
    """The file, opened. Everything that cannot be read back as it was written raises Broken."""

    @classmethod
    def at(cls, path: Path | None, root: Path, stamp: str, *, closely: bool) -> Shelf | None:
        """The shelf at a path, if it was made of the content below `root` as it is now, by the same program.

        `closely`: look at every file; else at the folders only, see `same_folders`.
        """
        connection = derived.read_only(path)
        if connection is None:
            return None
        shelf = cls(connection)
        with suppress(sqlite3.Error):
            fits = connection.execute("SELECT key FROM made").fetchall() == [(_key(stamp),)]
            if fits and (shelf.fits(root) if closely else same_folders(root, shelf._folders())):
                return shelf
        connection.close()
        return None

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use `Shelf.at`."""
        self.connection = connection

    def fits(self, root: Path) -> bool:
        """Whether every file below a root is as it was when the shelf was made."""
        with suppress(sqlite3.Error):
            rows = self.connection.execute("SELECT path, size, time FROM file")
            files = {path: (size, time) for path, size, time in rows}
            return Manifest(self._folders(), files) == manifest(root)
        return False

    def _folders(self) -> dict[str, int]:
        return dict(self.connection.execute("SELECT path, time FROM folder"))

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def modules(self) -> tuple[ShelvedModule, ...]:
        """The modules in order."""
        found: tuple[ShelvedModule, ...] = self._part(_MODULES, tuple[ShelvedModule, ...])
        return found

    def part(self, name: str) -> Any:
        """One of `PARTS`."""
        return self._part(name, PARTS[name])

    def _part(self, name: str, kind: Any) -> Any:
        return self._value("SELECT value, checksum FROM part WHERE name = ?", name, kind)

    def lesson(self, name: str) -> Lesson:
        """The lesson with this id, which must be there."""
        found: Lesson = self._value("SELECT value, checksum FROM lesson WHERE id = ?", name, Lesson)
        return found

    def _value(self, sql: str, name: str, kind: Any) -> Any:
        try:
            row = self.connection.execute(sql, (name,)).fetchone()
            if row is None or crc32(row[0]) != row[1]:
                raise Broken
            return _decoder(kind).decode(row[0])
        except (sqlite3.Error, msgspec.MsgspecError, TypeError) as error:
            raise Broken from error

    def home(self, thing: str) -> str | None:
        """The id of the lesson that has an item, casus or goal; None when there is no such thing."""
        rows = self._rows("SELECT lesson FROM thing WHERE id = ?", thing)
        if not rows:
            self.prove_things()
        return rows[0][0] if rows else None

    def names(self, sort: str | None = None) -> list[str]:
        """The ids of all items, cases or goals, or of all three, in the order of the lessons."""
        self.prove_things()
        where, values = ("WHERE sort = ? ", (sort,)) if sort else ("", ())
        return [name for (name,) in self._rows(f"SELECT id FROM thing {where}ORDER BY place", *values)]

    def prove_things(self) -> None:
        """Make sure that what is not found is not there."""
        if not self._things_are_whole:
            raise Broken

    @cached_property
    def _things_are_whole(self) -> bool:
        try:
            return bool(_checksum(self.connection) == self._part(_THINGS, int))
        except (sqlite3.Error, Broken, UnicodeError):
            return False

    def _rows(self, sql: str, *values: str) -> list[Any]:
        try:
            return self.connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise Broken from error


@cache
def _decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind)
