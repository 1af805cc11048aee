"""Reading with what it collects on its way: facts filled in, problems, and ids of things that were refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from msgspec.structs import replace

from tutor.content import textfile, toml
from tutor.content.problem_kinds import Location, error
from tutor.content.schema import UNKNOWN_KEY, WRONG_TYPE, Schema, is_id, suggestion
from tutor.content.source import Placed, Refused
from tutor.content.textfile import Folder
from tutor.content.toml import KeyPath, TomlDocument
from tutor.model import Catalogue, Problem

UNKNOWN_FACT = error("onbekend-feit", "Elk {feit:…} staat in feiten.toml.")

_FACT = re.compile(r"\{\s*feit\s*:?([^{}\n]*)\}")


class Facts:
    """The values to fill in, by id, and the ids that were asked for."""

    def __init__(self, values: Mapping[str, str], refused: Refused) -> None:
        self._values = values
        self._refused = refused
        self.used: set[str] = set()

    def in_text(self, text: str, first: Callable[[], Location]) -> tuple[str, tuple[Problem, ...]]:
        """A text with its facts filled in; `first` gives the place of its first line."""
        problems: list[Problem] = []

        def value(match: re.Match[str]) -> str:
            fact = match[1].strip()
            self.used.add(fact)
            if fact not in self._values and not self._refused.excuses("feit", fact):
                start = first()
                place = Location(start.path, start.line + text.count("\n", 0, match.start()))
                message = f"Het feit ‘{fact}’ staat niet in feiten.toml."
                problems.append(UNKNOWN_FACT(place, message, suggestion(fact, self._values)))
            return self._values.get(fact, match[0])

        return _FACT.sub(value, text), tuple(problems)

    def in_data(self, data: Any, document: TomlDocument, path: KeyPath = ()) -> tuple[Any, tuple[Problem, ...]]:
        """TOML data with the facts filled in everywhere; `path` says where in the document it stands."""
        match data:
            case str() if "{" in data:
                filled, problems = self.in_text(data, lambda: document.at(*path))
                return filled, tuple(replace(problem, line=document.at(*path).line) for problem in problems)
            case dict():
                pairs = {key: self.in_data(child, document, (*path, key)) for key, child in data.items()}
                return {key: child for key, (child, _) in pairs.items()}, _all(pairs.values())
            case list():
                children = [self.in_data(child, document, (*path, at)) for at, child in enumerate(data)]
                return [child for child, _ in children], _all(children)
        return data, ()


def _all(filled: Any) -> tuple[Problem, ...]:
    return tuple(problem for _, problems in filled for problem in problems)


NO_PREFIX = error("id-zonder-pakket", "Elk id in een pakket begint met het id van het pakket.")
DOUBLE_ID = error("dubbel-id", "Elk id komt één keer voor.")

T = TypeVar("T")


class ContentReader:
    """Reads files of one content folder."""

    def __init__(self, root: Path, below: Catalogue | None = None, prefix: str = "") -> None:
        """`below`: content that this comes on top of. No id here may be one of it, and all begin with `prefix`."""
        self._root = root
        self.below = below or Catalogue()
        self._prefix = prefix
        self._ids: dict[str, Callable[[], Location]] = {}
        self.problems: list[Problem] = []
        self.refused = Refused()
        self.facts = self.facts_and({})
        self._data: dict[str, bytes] = {}

    def folder(self, shown: str) -> Folder:
        """The folder with this path inside the root."""
        return Folder(self._root, shown)

    def top(self, shown: str) -> Folder:
        """One of the two folders of all content; what comes on top of other content may do without."""
        return Folder(self._root, shown, optional=bool(self._prefix))

    def facts_and(self, values: Mapping[str, str]) -> Facts:
        """These facts, and those below."""
        return Facts({**{fact.id: fact.value for fact in self.below.facts}, **values}, self.refused)

    def text(self, shown: str, limit: int) -> str | None:
        """The text of a file of at most `limit` bytes."""
        text, problems = textfile.read(self._root / shown, shown, limit, self._data.pop(shown, None))
        self.problems.extend(problems)
        return text

    def data(self, shown: str, limit: int) -> bytes | None:
        """The bytes of a file, which are kept for who reads its text next; None when that will tell what is wrong."""
        data = textfile.data(self._root / shown, shown, limit)[0]
        if data is not None:
            self._data[shown] = data
        return data

    def forget(self, paths: Iterable[str]) -> None:
        """Nobody will read the text of these."""
        for shown in paths:
            self._data.pop(shown, None)

    def toml(self, text: str, shown: str, first_line: int = 1) -> TomlDocument | None:
        """The TOML in a text; `first_line` is the line of the file on which the text starts."""
        document, problems = toml.parse(text, shown, first_line)
        self.problems.extend(problems)
        return document

    def document(self, shown: str, kind: str) -> TomlDocument | None:
        """The TOML in a file with things of this kind."""
        text = self.text(shown, textfile.MAX_TOML)
        document = None if text is None else self.toml(text, shown)
        if document is None:
            self.refused.add(kind)
        return document

    def decode(
        self, kind: str, schema: Schema[T], data: Any, document: TomlDocument, path: KeyPath = ()
    ) -> Placed[T] | None:
        """A table as a value, with its facts filled in."""
        data, unknown = self.facts.in_data(data, document, path) if "{" in document.text else (data, ())
        value, faults = schema.decode(data, document, path)
        self.problems.extend((*unknown, *faults))
        if value is not None and not unknown:
            return Placed(value, document, path)
        name = data.get("id") if isinstance(data, dict) else None
        self.refused.add(kind, name if is_id(name) else None)
        return None

    def tables(self, document: TomlDocument, key: str, others: Iterable[str] = ()) -> Iterator[tuple[KeyPath, Any]]:
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

    def claim(self, name: str, at: Callable[[], Location], space: str = "") -> bool:
        """Whether this id is new in its name space; if not, that is reported. Lessons and all they hold share one."""
        if self._prefix and not f"{name}-".startswith(f"{self._prefix}-"):
            message = f"In dit pakket begint elk id met ‘{self._prefix}’; ‘{name}’ niet."
            self.problems.append(NO_PREFIX(at(), message, f"Noem het bijvoorbeeld ‘{self._prefix}-{name}’."[:200]))
            return False
        if any(name in ids for ids in self._taken(space)):
            message = f"Het id ‘{name}’ is al van Raadstutor of van een ander pakket."
            self.problems.append(DOUBLE_ID(at(), message, "Kies een ander id."))
            return False
        first = self._ids.setdefault(f"{space}:{name}", at)
        if first is not at:
            place = first()
            message = f"Het id ‘{name}’ bestaat al ({place.path}:{place.line})."
            self.problems.append(DOUBLE_ID(at(), message, "Kies een ander id."))
        return first is at

    def take(self, names: Collection[str], at: Callable[[], Location]) -> bool:
        """Claim all these ids of one lesson, if none of them is anything else yet."""
        spaced = {f":{name}": at for name in names}
        taken = [ids for ids in self._taken("") if ids]
        if self._ids.keys() & spaced or any(name in ids for ids in taken for name in names):
            return False
        self._ids |= spaced
        return True

    def _taken(self, space: str) -> Iterator[Collection[str]]:
        """The ids below in a name space."""
        below = self.below
        match space:
            case "":
                yield from (below.lessons, below.items, below.cases, below.goals)
                yield [module.head.id for module in below.modules]
            case "wettekst":
                yield below.statutes
            case _:
                yield [entry.id for entry in getattr(below, _SPACES.get(space, ""), ())]


_SPACES = {
    "wet": "laws",
    "feit": "facts",
    "begrip": "terms",
    "misvatting": "misconceptions",
    "paar": "lookalikes",
    "persoon": "people",
    "plan": "plans",
    "programma": "programmes",
}
"""Where a catalogue has what is claimed in a name space."""
