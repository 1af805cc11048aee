"""Content with hostile text behind everything that somebody reads, and a sign that tells where it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from tutor import model

NAMES = {
    *(
        "local",
        "id",
        "goal",
        "goals",
        "step",
        "sources",
        "audience",
        "prequestions",
        "prerequisites",
        "anchor",
        "check",
        "instead_of",
    ),
    *("lesson", "start", "target", "order", "judgement", "ending", "norm", "module", "sort", "articles"),
    *("misconception", "difficulty", "bwb", "what", "follow_up", "item", "items", "moment", "ids"),
    *("law", "number", "labels"),
}
"""Fields that are no text to read, as long as they hold text: `Lesson.items` holds items."""
BASES = (
    model.content.Content,
    model.classplan.ActivityBase,
    model.classplan.TwoVotes,
    model.item.Debate,
    model.item.ItemBase,
)
"""Kinds of which there are no values."""

T = TypeVar("T")
FIRST = 0x4E00
"""Signs of places are ideographs: none of our texts has one."""


class Places:
    """Gives every kind of place a sign of its own."""

    def __init__(self) -> None:
        self.signs: dict[str, str] = {}

    def sign(self, place: str) -> str:
        return self.signs.setdefault(place, chr(FIRST + len(self.signs)))

    def found(self, text: str) -> frozenset[str]:
        """The places from which there is text in a text."""
        return frozenset(place for place, sign in self.signs.items() if sign in text)

    def marked(self, strings: Iterable[str]) -> Callable[[str, str], str]:
        """Makes text of a place hostile: every string is followed by the sign of the place."""
        strings = tuple(strings)

        def mark(text: str, place: str) -> str:
            sign = self.sign(place)
            return " ".join((text, *(f"{string}{sign}" for string in strings)))

        return mark


def poisoned(value: T, mark: Callable[[str, str], str], place: str = "") -> T:
    """The same content in which `mark` changed every text that is no name; places are called `Item.question`."""
    changed: Any = value
    if isinstance(value, str) and not isinstance(value, Enum):
        changed = mark(value, place)
    elif isinstance(value, tuple):
        changed = tuple(poisoned(part, mark, place) for part in value)
    elif isinstance(value, Mapping):
        changed = {name: poisoned(part, mark) for name, part in value.items()}
    elif isinstance(value, msgspec.Struct):
        changed = msgspec.structs.replace(value, **_parts(value, value.__struct_fields__, mark))
    elif is_dataclass(value) and not isinstance(value, type):
        changed = replace(value, **_parts(value, [field.name for field in fields(value)], mark))
    return changed  # type: ignore[no-any-return]


def _parts(value: object, names: Iterable[str], mark: Callable[[str, str], str]) -> dict[str, Any]:
    kind = type(value).__name__
    found = {name: getattr(value, name) for name in names}
    return {
        name: poisoned(part, mark, f"{kind}.{name}")
        for name, part in found.items()
        if name not in NAMES or (isinstance(part, tuple) and part and not isinstance(part[0], str))
    }


def _holds_text(kind: object) -> bool:
    return kind is str or (get_origin(kind) is not Literal and any(map(_holds_text, get_args(kind))))


def model_places() -> frozenset[str]:
    """Every text field of the content model that somebody could read, from the model itself."""
    kinds = {kind for kind in vars(model).values() if isinstance(kind, type) and issubclass(kind, msgspec.Struct)}
    kinds -= {model.Problem, model.Municipality, model.Partnership}  # of one’s own computer, in `filled_in` only
    return frozenset(
        f"{kind.__name__}.{name}"
        for kind in kinds - set(BASES)
        for name, hint in get_type_hints(kind).items()
        if name in kind.__struct_fields__ and name not in NAMES and _holds_text(hint)
    )
