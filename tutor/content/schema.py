"""From TOML data to the frozen values of `tutor.model`, with every fault named.

msgspec converts; it is fast and stops at the first fault. Only when it refuses, `_faults` walks the data beside the
same type description and explains in Dutch everything that is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import inspect

from tutor.content.problem_kinds import Location, error
from tutor.content.toml import KeyPath, TomlDocument
from tutor.model import KEYS, Id, Problem
from tutor.system import command

UNKNOWN_KEY = error("onbekende-sleutel", "Elke sleutel staat in de handleiding.")
MISSING_KEY = error("ontbrekende-sleutel", "Elke verplichte sleutel is ingevuld.")
WRONG_TYPE = error("verkeerd-type", "Elke waarde heeft het soort dat de handleiding noemt.")
WRONG_VALUE = error("verkeerde-waarde", "Elke waarde is er een die de handleiding toestaat.")
BAD_ID = error("ongeldig-id", "Een id is kleine letters, cijfers en streepjes, hooguit 60 tekens.")

T = TypeVar("T")

_ENGLISH = {**KEYS, "options": "optie", "choices": "keuze"}


class Schema(Generic[T]):
    """What one table of a content file must look like."""

    def __init__(self, kind: Any) -> None:
        self._kind = kind

    def decode(self, data: object, document: TomlDocument, path: KeyPath) -> tuple[T | None, tuple[Problem, ...]]:
        """The value, or None and everything that is wrong with it. `path` says where in the document it stands."""
        try:
            return msgspec.convert(data, type=self._kind), ()
        except msgspec.ValidationError as refusal:
            problems = tuple(_faults(self._type, data, document, path))
            unexplained = WRONG_VALUE(
                document.at(*path), f"Dit klopt niet: {refusal}.", "Vergelijk met de handleiding."
            )
            return None, problems or (unexplained,)

    @cached_property
    def _type(self) -> inspect.Type:
        return inspect.type_info(self._kind)


def suggestion(wrong: str, known: Iterable[str]) -> str:
    """A Dutch sentence that helps from a wrong word to one that exists. What has no order of its own is sorted."""
    known = tuple(sorted(known) if isinstance(known, Set) else known)
    if wrong in _ENGLISH and _ENGLISH[wrong] in known:
        return f"Bedoel je ‘{_ENGLISH[wrong]}’?"
    if close := get_close_matches(wrong, known, 1, 0.7):
        return f"Bedoel je ‘{close[0]}’?"
    if not known:
        return "Haal het weg."
    if len(known) <= 20:
        return f"Kies uit: {', '.join(known)}."
    return f"Zoek wat er is met {command('inhoud --ids WOORD')}, of zet het er zelf bij."


def is_id(text: object) -> bool:
    """Whether this can be the id of something."""
    return _converts(text, Id)


def bad_id(text: str, place: Location) -> Problem:
    """The problem that this text is no id."""
    return BAD_ID(
        place,
        f"‘{text[:80]}’ is geen geldig id.",
        "Gebruik kleine letters, cijfers en enkele streepjes, hooguit 60 tekens.",
    )


def _faults(kind: inspect.Type, value: object, document: TomlDocument, path: KeyPath) -> Iterator[Problem]:
    match kind:
        case inspect.UnionType():
            yield from _union_faults(kind, value, document, path)
        case inspect.StructType():
            yield from _struct_faults(kind, value, document, path)
        case inspect.VarTupleType():
            if not isinstance(value, list):
                yield _wrong_type(kind, document, path)
            else:
                for position, child in enumerate(value):
                    yield from _faults(kind.item_type, child, document, (*path, position))
        case inspect.DictType() if isinstance(value, Mapping):
            for key, child in value.items():
                yield from _faults(kind.value_type, child, document, (*path, key))
        case inspect.LiteralType():
            yield from _choice_faults(kind.values, value, document, path)
        case inspect.EnumType():
            yield from _choice_faults([member.value for member in kind.cls], value, document, path)
        case inspect.StrType(pattern=str(pattern)) if isinstance(value, str):
            if len(value) > (kind.max_length or len(value)) or not re.search(pattern, value):
                yield bad_id(value, document.at(*path))
        case _:
            if not _fits(kind, value):
                yield _wrong_type(kind, document, path)


def _union_faults(kind: inspect.UnionType, value: object, document: TomlDocument, path: KeyPath) -> Iterator[Problem]:
    structs = {member.tag: member for member in kind.types if isinstance(member, inspect.StructType)}
    if structs and isinstance(value, dict):
        tag_field = next(iter(structs.values())).tag_field or ""
        tag = value.get(tag_field)
        if isinstance(tag, str) and tag in structs:
            yield from _struct_faults(structs[tag], value, document, path)
        elif tag_field in value:
            yield from _choice_faults([str(name) for name in structs], tag, document, (*path, tag_field))
        else:
            yield _missing(tag_field, document, path)
        return
    others = [member for member in kind.types if not isinstance(member, inspect.NoneType)]
    if not any(not tuple(_faults(member, value, document, path)) for member in others):
        yield from _faults(others[0], value, document, path)


def _struct_faults(kind: inspect.StructType, value: object, document: TomlDocument, path: KeyPath) -> Iterator[Problem]:
    if not isinstance(value, Mapping):
        yield _wrong_type(kind, document, path)
        return
    fields = {item.encode_name: item for item in kind.fields}
    known = (*fields, kind.tag_field) if kind.tag_field else tuple(fields)
    absent = [name for name, item in fields.items() if item.required and name not in value]
    for key in value:
        if key not in known:
            advice = suggestion(key, [name for name in known if name not in value] or known)
            absent = [name for name in absent if f"‘{name}’" not in advice]
            yield UNKNOWN_KEY(document.at(*path, key), f"De sleutel ‘{key}’ bestaat hier niet.", advice)
    for name in absent:
        yield _missing(name, document, path)
    for name, item in fields.items():
        if name in value:
            yield from _faults(item.type, value[name], document, (*path, name))


def _choice_faults(
    choices: Iterable[object], value: object, document: TomlDocument, path: KeyPath
) -> Iterator[Problem]:
    choices = tuple(choices)
    if type(value) not in {type(choice) for choice in choices} or value not in choices:
        yield WRONG_VALUE(
            document.at(*path),
            f"‘{str(value)[:80]}’ kan niet bij ‘{path[-1]}’.",
            suggestion(str(value), map(str, choices)),
        )


def _missing(name: str, document: TomlDocument, path: KeyPath) -> Problem:
    return MISSING_KEY(document.at(*path), f"De sleutel ‘{name}’ ontbreekt.", f"Voeg ‘{name}’ toe.")


def _fits(kind: inspect.Type, value: object) -> bool:
    match kind:
        case inspect.StrType():
            return isinstance(value, str)
        case inspect.BoolType():
            return isinstance(value, bool)
        case inspect.IntType():
            return isinstance(value, int) and not isinstance(value, bool)
        case inspect.FloatType():
            return isinstance(value, int | float) and not isinstance(value, bool)
        case inspect.DateType():
            return _converts(value, date)
    return False


def _converts(value: object, kind: Any) -> bool:
    try:
        msgspec.convert(value, type=kind)
    except msgspec.ValidationError:
        return False
    return True


def _wrong_type(kind: inspect.Type, document: TomlDocument, path: KeyPath) -> Problem:
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    match kind:
        case inspect.StrType():
            what, how = "tekst", "Zet de waarde tussen dubbele aanhalingstekens."
        case inspect.BoolType():
            what, how = "true of false", f"Schrijf {key} = true of {key} = false."
        case inspect.IntType():
            what, how = "een heel getal", f"Schrijf bijvoorbeeld {key} = 10."
        case inspect.FloatType():
            what, how = "een getal", "Schrijf een getal zonder aanhalingstekens, met een punt voor decimalen."
        case inspect.DateType():
            what, how = "een datum", f"Schrijf bijvoorbeeld {key} = 2026-11-23."
        case inspect.VarTupleType(item_type=inspect.StructType() | inspect.UnionType() | inspect.DictType()):
            what, how = "een lijst van tabellen", f"Zet dubbele haken om de kop die eindigt op {key}."
        case inspect.VarTupleType():
            what, how = "een lijst", f'Schrijf bijvoorbeeld {key} = ["…", "…"].'
        case _:
            what, how = "een tabel", "Schrijf een kop tussen haken, met daaronder sleutels en waarden."
    return WRONG_TYPE(document.at(*path), f"‘{key}’ moet {what} zijn.", how)
