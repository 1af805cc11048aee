"""`{feit:id}` in content becomes the value of that fact."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tutor.content.codes import Place, error
from tutor.content.positions import KeyPath
from tutor.content.refused import Refused
from tutor.content.schema import suggestion
from tutor.content.toml import Document
from tutor.model import Problem

UNKNOWN_FACT = error("onbekend-feit", "Elk {feit:…} staat in feiten.toml.")

_FACT = re.compile(r"\{\s*feit\s*:?([^{}\n]*)\}")


class Facts:
    """The values to fill in, by id, and the ids that were asked for."""

    def __init__(self, values: Mapping[str, str], refused: Refused) -> None:
        self._values = values
        self._refused = refused
        self.used: set[str] = set()

    def in_text(self, text: str, first: Place) -> tuple[str, tuple[Problem, ...]]:
        """The text of a lesson with its facts filled in; `first` is the place of its first line."""
        problems: list[Problem] = []

        def value(match: re.Match[str]) -> str:
            place = Place(first.path, first.line + text.count("\n", 0, match.start()))
            filled, problem = self._value(match, place)
            problems.extend(problem)
            return filled

        return _FACT.sub(value, text), tuple(problems)

    def in_data(self, data: Any, document: Document, path: KeyPath = ()) -> tuple[Any, tuple[Problem, ...]]:
        """TOML data with the facts filled in everywhere; `path` says where in the document it stands."""
        match data:
            case str() if "{" in data:
                return self.in_text(data, document.at(*path))
            case dict():
                pairs = {key: self.in_data(child, document, (*path, key)) for key, child in data.items()}
                return {key: child for key, (child, _) in pairs.items()}, _all(pairs.values())
            case list():
                children = [self.in_data(child, document, (*path, at)) for at, child in enumerate(data)]
                return [child for child, _ in children], _all(children)
        return data, ()

    def _value(self, match: re.Match[str], place: Place) -> tuple[str, tuple[Problem, ...]]:
        fact = match[1].strip()
        self.used.add(fact)
        if fact in self._values:
            return self._values[fact], ()
        if self._refused.excuses("feit", fact):
            return match[0], ()
        advice = suggestion(fact, self._values)
        return match[0], (UNKNOWN_FACT(place, f"Het feit ‘{fact}’ staat niet in feiten.toml.", advice),)


def _all(filled: Any) -> tuple[Problem, ...]:
    return tuple(problem for _, problems in filled for problem in problems)
