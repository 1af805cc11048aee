"""What reading collects on its way: problems, and the ids of things that were refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from tutor.content import textfile, toml
from tutor.content.codes import Place, error
from tutor.content.facts import Facts
from tutor.content.folder import Folder
from tutor.content.positions import KeyPath
from tutor.content.schema import UNKNOWN_KEY, WRONG_TYPE, Schema, suggestion
from tutor.content.source import Placed
from tutor.content.toml import Document
from tutor.model import Problem

DOUBLE_ID = error("dubbel-id", "Elk id komt één keer voor.")

NAMELESS = "?"
"""Stands among the refused ids for things whose id could not be read."""

T = TypeVar("T")


class Reader:
    """Reads files of one content folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._ids: dict[str, Place] = {}
        self.problems: list[Problem] = []
        self.refused: set[str] = set()
        self.facts = Facts({})

    def folder(self, shown: str) -> Folder:
        """The folder with this path inside the root."""
        return Folder(self._root, shown)

    def text(self, shown: str, limit: int) -> str | None:
        """The text of a file of at most `limit` bytes."""
        text, problems = textfile.read(self._root / shown, shown, limit)
        self.problems.extend(problems)
        if text is None:
            self.refused.add(NAMELESS)
        return text

    def toml(self, text: str | None, shown: str, first_line: int = 1) -> Document | None:
        """The TOML in a text; `first_line` is the line of the file on which the text starts."""
        if text is None:
            return None
        document, problems = toml.parse(text, shown, first_line)
        self.problems.extend(problems)
        if document is None:
            self.refused.add(NAMELESS)
        return document

    def document(self, shown: str) -> Document | None:
        """The TOML in a file."""
        return self.toml(self.text(shown, textfile.MAX_TOML), shown)

    def decode(self, schema: Schema[T], data: Any, document: Document, path: KeyPath = ()) -> Placed[T] | None:
        """A table as a value, with its facts filled in."""
        data, unknown = self.facts.in_data(data, document, path)
        value, faults = schema.decode(data, document, path)
        self.problems.extend((*unknown, *faults))
        if value is not None and not unknown:
            return Placed(value, document, path)
        self.refused.add(_id_in(data))
        return None

    def excused(self, name: str) -> bool:
        """Whether a reference to this id is no fault of its own: that thing was refused, or may have been."""
        return name in self.refused or NAMELESS in self.refused

    def tables(self, document: Document, key: str, others: Iterable[str] = ()) -> Iterator[tuple[KeyPath, Any]]:
        """The tables `[[key]]` at the top of a document, which has no keys but this one and the others."""
        known = (key, *others)
        for name in document.data:
            if name not in known:
                message = f"De sleutel ‘{name}’ bestaat hier niet."
                self.problems.append(UNKNOWN_KEY(document.at(name), message, suggestion(name, known)))
        tables = document.data.get(key, [])
        if isinstance(tables, list):
            yield from (((key, position), table) for position, table in enumerate(tables))
        else:
            message = f"‘{key}’ moet een lijst van tabellen zijn."
            self.problems.append(WRONG_TYPE(document.at(key), message, f"Schrijf [[{key}]]."))

    def claim(self, name: str, place: Place, space: str = "") -> bool:
        """Whether this id is new in its name space; if not, that is reported."""
        first = self._ids.setdefault(f"{space}:{name}", place)
        if first is not place:
            message = f"Het id ‘{name}’ bestaat al ({first.path}:{first.line})."
            self.problems.append(DOUBLE_ID(place, message, "Kies een ander id."))
        return first is place


def _id_in(data: Any) -> str:
    name = data.get("id") if isinstance(data, dict) else None
    return name if isinstance(name, str) else NAMELESS
