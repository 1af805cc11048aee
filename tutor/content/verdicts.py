"""What was found in each lesson when it was last checked, so that only what changed is read and checked again.

A verdict counts for the same bytes in the same files, judged by the same rules beside the same registers on the same
day: all of that is in its key. So a key is a proof, and nothing has to be thrown away. What a lesson asks of others and
they of it is no part of the key: that stands in the verdict, and is looked at each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import TypeVar
from zlib import compress

import msgspec
from msgspec import Struct, structs

from tutor import FOLDER
from tutor.content.source import PlacedLesson, Registers, SeenLesson
from tutor.model import Catalogue, Lesson, Problem

RULES = ("content", "learning", "model", "tools")
"""Folders of the program that have a say in a verdict."""
S = TypeVar("S", bound=Struct)


class VerdictSection(Struct, array_like=True):
    """What was found in one folder of content beside the same registers on the same day."""

    found: dict[str, SeenLesson] = {}
    """By key."""
    words: list[str] = []
    """Of all lessons: in the row of bits of a lesson the nth says whether it has the nth word."""

    def rows(self, several: Iterable[Iterable[str]]) -> tuple[bytes, ...]:
        """The words of each as bits; new words are added."""
        numbers = {word: number for number, word in enumerate(self.words)}
        rows = []
        for used in several:
            places = [numbers.setdefault(word, len(numbers)) for word in sorted(set(used))]
            row = bytearray(max(places, default=0) // 8 + 1)
            for place in places:
                row[place // 8] |= 1 << place % 8
            rows.append(bytes(row))
        self.words.extend([*numbers][len(self.words) :])
        return tuple(rows)

    def spelled(self, rows: Iterable[bytes]) -> set[str]:
        """The words of rows of bits together."""
        whole = 0
        for row in rows:
            whole |= int.from_bytes(row, "little")
        return {word for word, bit in zip(self.words, reversed(f"{whole:b}"), strict=False) if bit == "1"}


class Verdicts:
    """What was found before, in so many folders, the last ones checked. What nobody asks for is not decoded."""

    MOST = 3

    def __init__(self, data: bytes | memoryview = b"") -> None:
        """`data`: what `saved` gave. Raises MsgspecError when it is something else."""
        self._kept = msgspec.msgpack.decode(data, type=dict[str, msgspec.Raw]) if data else {}
        self._open: dict[str, VerdictSection] = {}
        self.changed = False
        """Whether there is anything new to keep."""

    def section(self, name: str) -> VerdictSection:
        """The section with this name, which may be empty."""
        if name not in self._open:
            kept = self._kept.get(name)
            self._open[name] = msgspec.msgpack.decode(kept, type=VerdictSection) if kept else VerdictSection()
        self._open[name] = self._open.pop(name)
        for other in [*self._open][: -self.MOST]:
            del self._open[other]
        return self._open[name]

    def saved(self) -> bytes:
        """What to keep for the next time."""
        every: dict[str, VerdictSection | msgspec.Raw] = {**self._kept, **self._open}
        return msgspec.msgpack.encode(dict([*every.items()][-self.MOST :]))


class Recall:
    """What was found before, asked on a day about one folder of content."""

    def __init__(self, known: Verdicts, today: date, *, whole: bool = False) -> None:
        """`whole`: the lessons themselves are wanted, also of those that are not read again."""
        self.known = known
        self.section = VerdictSection()
        self.used: dict[str, SeenLesson] = {}
        """What of it holds now, by key."""
        self.whole = whole
        self.forgetful = False
        """Set to have everything read."""
        self._today = today
        self.beside = b""
        """A digest of all that a verdict rests on besides the lesson."""
        self.counted: frozenset[str] = frozenset()
        """Items of which a register asks what they say."""

    def begin(self, registers: Registers, below: Catalogue, prefix: str, refused: tuple[tuple[str, str], ...]) -> None:
        """Take in what stands beside the lessons."""
        self.counted = frozenset(name for rule in registers.counting_rules for name in rule.value.items)
        entries = (registers.laws, registers.terms, registers.misconceptions, registers.statutes)
        told = [
            self._today.isoformat(),
            prefix,
            [[placed.value for placed in some] for some in (*entries, registers.counting_rules)],
            [(placed.value, placed.document.text) for placed in registers.facts],
            [below.laws, below.terms, below.people, [entry.id for entry in below.misconceptions]],
            [placed.value for placed in registers.people],
            sorted(below.lessons),
            refused,
        ]
        self.beside = sha256(_program() + msgspec.msgpack.encode(told)).digest()
        self.section = self.known.section(self.beside.hex())

    def key(self, files: Mapping[str, bytes]) -> str:
        """The key of files, by their paths."""
        names = sorted(files)
        digest = sha256(self.beside + msgspec.msgpack.encode([(name, len(files[name])) for name in names]))
        for name in names:
            digest.update(files[name])
        return digest.hexdigest()

    def recall(self, key: str) -> SeenLesson | None:
        """The lesson with this key, if it need not be read."""
        seen = None if self.forgetful else self.section.found.get(key)
        if seen is None or not (seen.whole or not self.whole):
            return None
        self.used[key] = seen
        return seen

    def close(self, *, sound: bool) -> None:
        """Keep what holds now; nothing else, if all content is sound: who mends what is not finds the rest again."""
        before = self.section.found
        self.section.found = self.used if sound else before | self.used
        self.known.changed |= before.keys() != self.section.found.keys()

    def text(self, lesson: PlacedLesson) -> bytes:
        """What is kept of a lesson."""
        kept = lesson.lesson if self.whole else self._outline(lesson.lesson)
        return compress(msgspec.msgpack.encode(kept), level=1)

    def _outline(self, lesson: Lesson) -> Lesson:
        return replace(
            lesson,
            head=_without_prose(lesson.head),
            steps=tuple(map(_without_prose, lesson.steps)),
            items=tuple(item if item.id in self.counted else _without_prose(item) for item in lesson.items),
            cases=tuple(structs.replace(_without_prose(casus), nodes=(), variations=()) for casus in lesson.cases),
        )


PROSE = frozenset(
    {
        "text",
        "title",
        "passage",
        "situation",
        "question",
        "hint",
        "explanation",
        "feedback",
        "left",
        "right",
        "model_answer",
    }
    | {
        "decides",
        "floor",
        "pros",
        "cons",
        "shifts",
        "discuss",
        "trainer",
        "trainer_after",
        "consequence",
        "debrief",
        "talking_point",
        "paragraphs",
        "preparation",
    }
)
"""Fields that hold running text."""


def _without_prose(value: S) -> S:
    fields: dict[str, object] = {}
    for name in value.__struct_fields__:
        match getattr(value, name):
            case str() if name in PROSE:
                fields[name] = ""
            case (Struct(), *_) as several:
                fields[name] = tuple(map(_without_prose, several))
            case tuple():
                fields[name] = ()
    return structs.replace(value, **fields)


def excusable(problems: Iterable[Problem]) -> bool:
    """Whether one of these is no fault of its own when something else could not be read, see `Refused.excuses`."""
    return any(problem.code == "kapotte-link" for problem in problems)


def files(lesson: PlacedLesson) -> Iterator[str]:
    """The paths of the files of a lesson."""
    yield lesson.head.document.path
    if lesson.bank:
        yield lesson.bank.path
    yield from (casus.document.path for casus in lesson.cases)


def _program() -> bytes:
    """A digest of the rules."""
    found = sorted(path for folder in RULES for path in (FOLDER / folder).rglob("*.py"))
    return sha256(b"".join(path.name.encode() + path.read_bytes() for path in found)).digest()
