"""What was found in each lesson when it was last checked, so that only what changed is checked again.

A verdict counts for the same words in the same places, judged by the same rules beside the same registers on the same
day: all of that is in its key. So a key is a proof, and nothing has to be thrown away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableMapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

import msgspec
from msgspec import Struct

from tutor.content.source import Pack, PlacedLesson
from tutor.model import Problem

RULES = ("content", "learning", "model")
"""Folders of the program that have a say in a verdict."""


class LessonVerdict(Struct, frozen=True, array_like=True):
    """What was found in one lesson."""

    problems: tuple[Problem, ...]
    used: frozenset[str]
    """Its words."""
    long: tuple[tuple[str, str, int], ...]
    """Its long words, each with path and line."""


Verdicts: TypeAlias = MutableMapping[str, LessonVerdict]
"""By key."""


def keys(pack: Pack, today: date) -> dict[str, str]:
    """The key of each lesson, by its id."""
    beside = _beside(pack, today)
    encode = msgspec.msgpack.Encoder(order="sorted").encode
    return {lesson.head.value.id: sha256(beside + encode([*_content(lesson)])).hexdigest() for lesson in pack.lessons}


def files(lesson: PlacedLesson) -> Iterator[str]:
    """The paths of the files of a lesson."""
    yield lesson.head.document.path
    if lesson.bank:
        yield lesson.bank.path
    yield from (casus.document.path for casus in lesson.cases)


def _beside(pack: Pack, today: date) -> bytes:
    """A digest of all that a verdict rests on besides the lesson."""
    registers = pack.registers
    below = pack.below
    told = [
        today.isoformat(),
        list(pack.laws.values()),
        list(pack.terms.values()),
        sorted(pack.misconceptions),
        sorted(pack.lesson_ids),
        [(placed.value, placed.document.text) for placed in registers.facts],
        [placed.value for placed in registers.counting_rules],
        sorted(below.lessons),
        pack.refused.names,
    ]
    return sha256(_program() + msgspec.msgpack.encode(told)).digest()


def _content(lesson: PlacedLesson) -> Iterable[object]:
    yield (lesson.module, lesson.whole, lesson.head.document.text, lesson.bank.text if lesson.bank else "")
    yield list(files(lesson))
    yield lesson.head.value
    yield [(step.value, step.place, step.text_line) for step in lesson.steps]
    yield [(item.value, item.path) for item in lesson.items]
    yield [(casus.value, casus.document.text) for casus in lesson.cases]


def _program() -> bytes:
    """A digest of the rules."""
    package = Path(__file__).parent.parent
    found = sorted(path for folder in RULES for path in (package / folder).rglob("*.py"))
    return sha256(b"".join(path.name.encode() + path.read_bytes() for path in found)).digest()
