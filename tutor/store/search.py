"""Full-text search. The index of the content is a file that can be thrown away: it is made again from the content.

Notes of a learner are never written here: they are indexed in memory, so that erasing a learner erases them all.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, suppress
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from tutor.model import Catalogue
from tutor.model.catalogue import Document, FindKind, Found
from tutor.store.connection import connect
from tutor.store.errors import SQLITE_ERRORS, SettingRefused
from tutor.store.private import whole

FILE_NAME = "zoeken.db"
VERSION = 5
"""Of the tables; another one means that the index is made again."""
MOST: dict[FindKind, int] = {
    FindKind.TERM: 5,
    FindKind.ARTICLE: 5,
    FindKind.NOTE: 10,
    FindKind.STEP: 15,
    FindKind.ITEM: 15,
}
"""How much of each kind is shown."""
_WORDS, _LETTERS = 12, 64
"""Of a query, what is looked for: more words find nothing more."""
_ALIKE = 0.75
"""How alike a mistyped word must be, from 0 to 1."""
_SAY_NOTHING = frozenset(
    re.findall(
        r"\w+",
        "aan al als bij dan dat de deze die dit door een en er haar heb heeft het hij hoe ik in is je kan "
        "maar me met mijn na naar niet nog nu of om onder ook op over te tot u uit van veel voor waar was wat "
        "we wel wie wij worden wordt ze zich zij zijn zo zonder zou ",
    )
)
"""Words that half of all texts have."""
_MARK = "\x1f"
"""Around words that were found in an excerpt. No content has it, see `tutor.content.characters`."""
_WORD = re.compile(r"[\w\u0300-\u036f]+")
_ROOM = 10**9
"""Documents of one kind have numbers from so many times the place of the kind: a number tells the kind."""
_TABLES = (
    """CREATE VIRTUAL TABLE document USING fts5(
    title, place, text, lesson UNINDEXED, target UNINDEXED,
    tokenize = "unicode61 remove_diacritics 2"
)""",
    "CREATE VIRTUAL TABLE word USING fts5vocab(document, row)",
    "CREATE TABLE title (title TEXT NOT NULL, document INTEGER PRIMARY KEY)",
    "CREATE INDEX title_of_document ON title (title)",
    "CREATE TABLE item (id TEXT PRIMARY KEY, document INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE made (key TEXT NOT NULL)",
)
_RANKED = "SELECT rowid FROM document WHERE document MATCH ? ORDER BY bm25(document, 8.0, 2.0, 1.0)"
"""All that has the words, and nothing more of it: whoever asks for an excerpt here waits for one of every match."""
_TITLED = "SELECT document FROM title WHERE title = ?"
_SHOWN = f"""SELECT rowid, lesson, target, title, place, snippet(document, 2, '{_MARK}', '{_MARK}', '…', 16)
FROM document WHERE document MATCH ? AND +rowid IN (SELECT value FROM json_each(?))"""
"""The plus has FTS5 go through its matches once; without it, it looks for the words again for every number."""
_AMONG = "SELECT document FROM item WHERE id IN (SELECT value FROM json_each(?))"

_CHANGED = (*SQLITE_ERRORS, LookupError, TypeError, AttributeError)
"""What a search in a file runs into that somebody changed: rows that are gone or of no kind, and bytes for text."""

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
        telling = [word for word in typed if word not in _SAY_NOTHING] or typed
        words = list(dict.fromkeys(reversed(telling)))[::-1][-_WORDS:]
        if not words:
            return ()
        whole = [f'"{word}"' for word in words]
        begun = [*whole[:-1], f"{whole[-1]}*"]
        self._take_notes(tuple(notes))
        for joint in (" AND ", " OR "):
            if found := self._all([(joint.join(quoted), exact) for quoted in (whole, begun)], seen):
                return found
        return ()

    def meant(self, query: str) -> str:
        """The query with words of the content for those that are in none of it; empty when there are no such words."""
        words = _WORD.findall(_sound(query))[:_WORDS]
        try:
            self._content = self._content or self._opened()
            likely = [_like(self._content, word[:_LETTERS].casefold()) or word for word in words]
        except SQLITE_ERRORS:  # somebody changed the file
            return ""
        return " ".join(likely) if likely != words else ""

    def renew(self, catalogue: Catalogue) -> None:
        """Search in this content from now on."""
        self.close()
        self._catalogue = catalogue

    def close(self) -> None:
        """Let go of the file. May be called twice, and searching afterwards opens it again."""
        for connection in (self._content, self._notes):
            if connection:
                connection.close()
        self._content = self._notes = None
        self._noted = ()

    def _all(self, matches: Iterable[Match], seen: Collection[str]) -> tuple[Found, ...]:
        """What fits one of these, and before it what fits an earlier one."""
        known: dict[FindKind, dict[tuple[str, str], Found]] = {kind: {} for kind in FindKind}
        for match in matches:
            fits = _found(self._notes, match, seen) if self._notes else {}
            for kind, some in (fits | self._in_content(match, seen)).items():
                for found in some:
                    known[kind].setdefault((found.lesson, found.target), found)
        return tuple(found for kind, some in known.items() for found in islice(some.values(), MOST[kind]))

    def _in_content(self, match: Match, seen: Collection[str]) -> dict[FindKind, list[Found]]:
        self._content = self._content or self._opened()
        try:
            found = _found(self._content, match, seen)
            if all(self._is_there(one) for some in found.values() for one in some):
                return found
        except _CHANGED:
            pass
        self._content.close()
        self._content = _made(self._documents(), "")
        return _found(self._content, match, seen)

    def _is_there(self, found: Found) -> bool:
        """Whether the content has it where the index says. May raise LookupError as well."""
        if found.kind is FindKind.TERM:
            return found.target in self._catalogue.glossary
        if found.kind is FindKind.ARTICLE:
            law, article = found.target.split(" ")
            return self._catalogue.statutes[law].article(article) is not None
        lesson = self._catalogue.lessons[found.lesson]
        if found.kind is FindKind.STEP:
            return lesson.step(found.target) is not None
        return any(item.id == found.target for item in lesson.bank)

    def _take_notes(self, notes: tuple[Document, ...]) -> None:
        if notes == self._noted:
            return
        if self._notes:
            self._notes.close()
        self._notes = _made(notes, "") if notes else None
        self._noted = notes

    def _documents(self) -> Iterator[Document]:
        from tutor.content.export import documents

        return documents(self._catalogue)

    def _opened(self) -> sqlite3.Connection:
        """The index in the file if it fits the content; else a new one, kept in the file if that can be written."""
        from tutor.content.export import fingerprint

        key = f"{VERSION}:{fingerprint(self._catalogue)}"
        if kept := _kept(self._path, key):
            return kept
        if self._path and _write(self._path, self._documents(), key):
            kept = _kept(self._path, key)
        return kept or _made(self._documents(), key)


def _like(content: sqlite3.Connection, word: str) -> str:
    """The word of the content that looks most like this one, if it is none itself; else empty."""
    sql = "SELECT term FROM word WHERE term >= ? AND term < ?"
    plain = "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
    first = plain[:1]
    terms = [term for (term,) in content.execute(sql, (first, first + chr(0x10FFFF)))] if first else []
    close = get_close_matches(plain, terms, 1, _ALIKE)
    return close[0] if close and close[0] != plain else ""


def _found(connection: sqlite3.Connection, match: Match, seen: Collection[str]) -> dict[FindKind, list[Found]]:
    """The best of each kind that an index has."""
    words, exact = match
    ranked = [number for (number,) in connection.execute(_RANKED, (words,))]
    titled = {number for (number,) in connection.execute(_TITLED, (exact,))}
    numbers: dict[FindKind, list[int]] = {}
    for number in sorted(ranked, key=lambda number: number not in titled) if titled else ranked:
        numbers.setdefault(_KINDS[number // _ROOM], []).append(number)
    chosen: dict[FindKind, list[int]] = {}
    for kind, all_of_it in numbers.items():
        wanted = _answered(connection, all_of_it, seen) if kind is FindKind.ITEM else iter(all_of_it)
        chosen[kind] = list(islice(wanted, MOST[kind]))
    shown = _shown(connection, words, [number for some in chosen.values() for number in some])
    return {kind: [shown[number] for number in some] for kind, some in chosen.items()}


_KINDS = tuple(FindKind)


def _answered(connection: sqlite3.Connection, numbers: list[int], seen: Collection[str]) -> Iterator[int]:
    """Those of these documents that are items which may be found."""
    if len(seen) < len(numbers):
        known = {number for (number,) in connection.execute(_AMONG, (json.dumps(list(seen)),))}
        return (number for number in numbers if number in known)
    sql = "SELECT target FROM document WHERE rowid = ?"
    return (number for number in numbers if connection.execute(sql, (number,)).fetchone()[0] in seen)


def _shown(connection: sqlite3.Connection, words: str, numbers: list[int]) -> dict[int, Found]:
    """What these documents are, with an excerpt around the words."""
    rows = connection.execute(_SHOWN, (words, json.dumps(numbers))) if numbers else ()
    return {
        number: Found(
            kind=_KINDS[number // _ROOM],
            lesson=lesson,
            target=target,
            title=title,
            place=place,
            excerpt=tuple(excerpt.split(_MARK)),
        )
        for number, lesson, target, title, place, excerpt in rows
    }


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
    counts = dict.fromkeys(FindKind, 0)
    for one in texts:
        number = _KINDS.index(one.kind) * _ROOM + counts[one.kind]
        counts[one.kind] += 1
        title, place, text, lesson, target = map(_sound, (one.title, one.place, one.text, one.lesson, one.target))
        row = (number, title, place, text, lesson, target)
        connection.execute(
            "INSERT INTO document (rowid, title, place, text, lesson, target) VALUES (?, ?, ?, ?, ?, ?)", row
        )
        connection.execute("INSERT INTO title VALUES (?, ?)", (" ".join(title.casefold().split()), number))
        if one.kind is FindKind.ITEM:
            connection.execute("INSERT OR IGNORE INTO item VALUES (?, ?)", (target, number))
    connection.execute("INSERT INTO made VALUES (?)", (key,))


def _sound(text: str) -> str:
    """Text that SQLite takes and that has no marks of its own."""
    return text.encode("utf-8", "replace").decode().replace(_MARK, " ").replace("\0", " ")


def _kept(path: Path | None, key: str) -> sqlite3.Connection | None:
    """The index in the file; None when there is none, or when it is of other content."""
    connection = None
    with suppress(OSError, *SQLITE_ERRORS, SettingRefused):
        if path and path.is_file() and not path.is_symlink():
            connection = connect(path, writable=False)
            if connection.execute("SELECT key FROM made").fetchall() == [(key,)]:
                return connection
    if connection:
        connection.close()
    return None


def _write(path: Path, texts: Iterable[Document], key: str) -> bool:
    """Make the index in a file, whole or not at all, and for this user only; whether that worked."""
    with suppress(OSError, *SQLITE_ERRORS, SettingRefused):
        with whole(path) as ready, closing(connect(ready)) as connection:
            # No journal: a file that is not finished never gets its name.
            connection.execute("PRAGMA journal_mode = OFF").close()
            connection.execute("PRAGMA synchronous = OFF").close()
            connection.execute("BEGIN")
            _fill(connection, texts, key)
            connection.execute("COMMIT")
        return True
    return False
