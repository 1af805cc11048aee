"""Full-text search. The index of the content is a file that can be thrown away: it is made again from the content.

Notes of a learner are never written here: they are indexed in memory, so that erasing a learner erases them all.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeAlias

from tutor.model import Catalogue
from tutor.model.finding import Document, FindKind, Found
from tutor.store import derived
from tutor.store.connection import connect

FILE_NAME = "zoeken.db"
VERSION = 2
"""Of the tables; another one means that the index is made again."""
MOST: dict[FindKind, int] = {FindKind.TERM: 5, FindKind.NOTE: 10, FindKind.STEP: 15, FindKind.ITEM: 15}
"""How much of each kind is shown."""
_WORDS, _LETTERS = 12, 64
"""Of a query, what is looked for: more words find nothing more."""
_MARK = "\x1f"
"""Around words that were found in an excerpt. No content has it, see `tutor.content.characters`."""
_WORD = re.compile(r"[\w\u0300-\u036f]+")
_TABLES = (
    """CREATE VIRTUAL TABLE document USING fts5(
    title, place, text, kind UNINDEXED, lesson UNINDEXED, target UNINDEXED,
    tokenize = "unicode61 remove_diacritics 2"
)""",
    "CREATE TABLE made (key TEXT NOT NULL)",
)
_SEARCH = f"""
SELECT kind, lesson, target, title, place, snippet(document, 2, '{_MARK}', '{_MARK}', '…', 16)
FROM document WHERE document MATCH ? AND kind = ? ORDER BY lower(title) = ? DESC, bm25(document, 8.0, 2.0, 1.0)
"""


Match: TypeAlias = tuple[str, str]
"""What FTS5 looks for, and the title that goes before all others."""


class SearchIndex:
    """Finds steps, items, terms and notes by their words. Any query gives a list, never an error."""

    def __init__(self, catalogue: Catalogue, path: Path | None) -> None:
        """`path`: where the index is kept; None, or a folder that cannot be written: in memory.

        Nothing is read or made before the first search.
        """
        self._catalogue = catalogue
        self._path = path
        self._content: sqlite3.Connection | None = None
        self._notes: sqlite3.Connection | None = None
        self._noted: tuple[Document, ...] = ()

    def search(self, query: str, *, seen: Collection[str], notes: Iterable[Document]) -> tuple[Found, ...]:
        """What has all words of the query, the last one perhaps unfinished; else what has some of them.

        `seen`: ids of the items that may be found. Accents and capitals make no difference.
        """
        query = _sound(query)
        typed = [word[:_LETTERS].casefold() for word in _WORD.findall(query)]
        exact = " ".join(query.casefold().split())
        words = list(dict.fromkeys(reversed(typed)))[::-1][-_WORDS:]
        if not words:
            return ()
        quoted = [f'"{word}"' for word in words]
        quoted[-1] += "*"
        self._take_notes(tuple(notes))
        for joint in (" AND ", " OR "):
            found = tuple(self._all((joint.join(quoted), exact), seen))
            if found:
                return found
        return ()

    def close(self) -> None:
        """Let go of the file. May be called twice, and searching afterwards opens it again."""
        for connection in (self._content, self._notes):
            if connection:
                connection.close()
        self._content = self._notes = None
        self._noted = ()

    def _all(self, match: Match, seen: Collection[str]) -> Iterator[Found]:
        for kind in FindKind:
            found = (one for one in self._of_kind(match, kind) if kind is not FindKind.ITEM or one.target in seen)
            yield from (one for _, one in zip(range(MOST[kind]), found, strict=False))

    def _of_kind(self, match: Match, kind: FindKind) -> list[Found]:
        if kind is FindKind.NOTE:
            return _rows(self._notes, match, kind) if self._notes else []
        self._content = self._content or self._opened()
        try:
            return _rows(self._content, match, kind)
        except sqlite3.Error:  # somebody changed the file
            self._content.close()
            self._content = _made(self._documents(), "")
            return _rows(self._content, match, kind)

    def _take_notes(self, notes: tuple[Document, ...]) -> None:
        if notes == self._noted:
            return
        if self._notes:
            self._notes.close()
        self._notes = _made(notes, "") if notes else None
        self._noted = notes

    def _documents(self) -> Iterator[Document]:
        from tutor.content.searchable import documents

        return documents(self._catalogue)

    def _opened(self) -> sqlite3.Connection:
        """The index in the file if it fits the content; else a new one, kept in the file if that can be written."""
        from tutor.content.searchable import fingerprint

        key = f"{VERSION}:{fingerprint(self._catalogue)}"
        if kept := _kept(self._path, key):
            return kept
        if self._path and derived.write(self._path, lambda file: _fill(file, self._documents(), key)):
            kept = _kept(self._path, key)
        return kept or _made(self._documents(), key)


def _rows(connection: sqlite3.Connection, match: Match, kind: FindKind) -> list[Found]:
    words, exact = match
    with closing(connection.execute(_SEARCH, (words, kind, exact))) as rows:
        return [
            Found(
                kind=FindKind(kind),
                lesson=lesson,
                target=target,
                title=title,
                place=place,
                excerpt=tuple(excerpt.split(_MARK)),
            )
            for kind, lesson, target, title, place, excerpt in rows
        ]


def _made(texts: Iterable[Document], key: str) -> sqlite3.Connection:
    """A new index in memory."""
    connection = connect(None)
    connection.execute("BEGIN")
    _fill(connection, texts, key)
    connection.execute("COMMIT")
    return connection


def _fill(connection: sqlite3.Connection, texts: Iterable[Document], key: str) -> None:
    """Make the index in an empty file, inside a transaction of the caller."""
    for table in _TABLES:
        connection.execute(table)
    rows = (
        [_sound(part) for part in (one.title, one.place, one.text, one.kind, one.lesson, one.target)] for one in texts
    )
    connection.executemany("INSERT INTO document VALUES (?, ?, ?, ?, ?, ?)", rows)
    connection.execute("INSERT INTO made VALUES (?)", (key,))


def _sound(text: str) -> str:
    """Text that SQLite takes and that has no marks of its own."""
    return text.encode("utf-8", "replace").decode().replace(_MARK, " ").replace("\0", " ")


def _kept(path: Path | None, key: str) -> sqlite3.Connection | None:
    """The index in the file; None when there is none, or when it is of other content."""
    connection = derived.read_only(path)
    if connection is None:
        return None
    with suppress(sqlite3.Error):
        if connection.execute("SELECT key FROM made").fetchall() == [(key,)]:
            return connection
    connection.close()
    return None
