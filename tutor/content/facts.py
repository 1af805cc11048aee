"""`{feit:id}` in content becomes the value of that fact."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace

from tutor.content.positions import KeyPath
from tutor.content.problem_kinds import Location, error
from tutor.content.schema import suggestion
from tutor.content.source import Refused
from tutor.content.toml import TomlDocument
from tutor.model import Problem

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
