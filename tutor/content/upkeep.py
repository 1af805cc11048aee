"""What an author looks after: goals that are taught and asked, content whose date comes up, and spelling.

Spelling is judged by the dictionary of Hunspell that the computer has (its format: `man 5 hunspell`); the glossary and
the names of laws are words too. A compound counts when its parts are known: that lets through a strange one rather
than name a good one. Words with a capital, such as names, are passed over.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from tutor.content.lint_context import parts, words
from tutor.content.source import Pack
from tutor.dates import full_date
from tutor.learning.lesson import gradable
from tutor.model import Catalogue, Item, Lesson, Problem, Severity, StepRole

MIN_ITEMS = 2
ENOUGH_ITEMS = 4
"""Of a goal that can be graded, so that one can be held back as the check of mastery."""
TEACHING = (StepRole.CORE, StepRole.EXAMPLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalCoverage:
    """One goal: which steps teach it, and with which items it is asked there."""

    lesson: str
    goal: str
    text: str
    items_by_step: tuple[tuple[str, tuple[str, ...]], ...]
    """Anchor and items, in the order of the lesson."""
    gradable: int
    """Items that can be graded."""
    held_back: str | None
    """The item that is held back as the check."""
    gaps: tuple[str, ...]
    """Dutch; empty when the goal is covered."""

    @property
    def wish(self) -> str:
        """Dutch: what would make mastery of the goal mean more; empty when it has all."""
        if self.gradable < ENOUGH_ITEMS:
            return f"{self.gradable} items met een goed antwoord; met {ENOUGH_ITEMS} kan er één achtergehouden worden"
        return "" if self.held_back else "nog geen item achtergehouden"


def coverage(catalogue: Catalogue) -> tuple[GoalCoverage, ...]:
    """Every goal of every lesson."""
    return tuple(
        _goal(lesson, goal.id, goal.text) for lesson in catalogue.lessons.values() for goal in lesson.head.goals
    )


def unasked_steps(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Lesson and anchor of core steps to which no item points."""
    for lesson in catalogue.lessons.values():
        asked = {item.step for item in lesson.items}
        for step in lesson.steps:
            if step.role is StepRole.CORE and step.anchor not in asked:
                yield lesson.head.id, step.anchor


def _goal(lesson: Lesson, goal: str, text: str) -> GoalCoverage:
    items = [item for item in lesson.items if item.goal == goal]
    by_step = tuple(
        (step.anchor, found)
        for step in lesson.steps
        if (found := tuple(item.id for item in items if item.step == step.anchor))
    )
    return GoalCoverage(
        lesson=lesson.head.id,
        goal=goal,
        text=text,
        items_by_step=by_step,
        gradable=sum(map(gradable, items)),
        held_back=next((item.id for item in items if item.held_back), None),
        gaps=tuple(_gaps(lesson, items)),
    )


def _gaps(lesson: Lesson, items: list[Item]) -> Iterator[str]:
    if len(items) < MIN_ITEMS:
        yield f"{len(items)} items; minstens {MIN_ITEMS}"
    if not any(item.scored for item in items):
        yield "geen item met een goed antwoord"
    taught = {step.anchor for step in lesson.steps if step.role in TEACHING}
    if not any(item.step in taught for item in items):
        yield "geen stap die dit leert"


QUARTER = timedelta(days=91)
OLD_TEXT = timedelta(days=365)
"""A law text that was read longer ago than this is read again."""


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """Something to look at, and by when."""

    by: date
    what: str
    """Dutch: `feit onkosten-raadslid`."""


def due(catalogue: Catalogue, today: date) -> tuple[Due, ...]:
    """What comes up within a quarter of a year, or is late, earliest first."""
    return tuple(sorted(one for one in _all(catalogue) if one.by <= today + QUARTER))


def _all(catalogue: Catalogue) -> Iterator[Due]:
    for fact in catalogue.facts:
        yield Due(fact.review_by, f"feit {fact.id}: {fact.text}")
    for lesson in catalogue.lessons.values():
        yield Due(lesson.head.review_by, f"les {lesson.head.id}: {lesson.head.title}")
        for item in lesson.bank:
            if item.review_by:
                yield Due(item.review_by, f"item {item.id}")
    for statute in catalogue.statutes.values():
        yield Due(statute.review_by, f"wet in eigen woorden: {statute.law}")
    for law in catalogue.laws:
        for day in filter(None, {law.text_date, *(text.text_date for text in law.other_texts)}):
            yield Due(day + OLD_TEXT, f"wettekst {law.id}: gelezen in de tekst van {full_date(day)}")


DICTIONARIES = (
    "/usr/share/hunspell",
    "/usr/share/myspell/dicts",
    "/usr/share/myspell",
    "/Library/Spelling",
    "~/Library/Spelling",
)
NAMES = ("nl_NL", "nl")
SHORTEST_PART = 3
MOST_PARTS = 4
"""Letters of a part of a compound."""
CODE = "spelling"
_STRESS = re.compile("\u0301")
"""The accent of a word that is stressed: móet."""
_PLAIN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


def find_dictionary(folders: Iterable[str] = DICTIONARIES) -> tuple[Path, Path] | None:
    """The Dutch dictionary of this computer: its words and its endings."""
    for folder in folders:
        for name in NAMES:
            listed, endings = (Path(folder).expanduser() / f"{name}{suffix}" for suffix in (".dic", ".aff"))
            if listed.is_file() and endings.is_file():
                return listed, endings
    return None


def read_dictionary(path: Path) -> str:
    """The text of a file of a dictionary, which says in its first lines how it is encoded, or is in UTF-8."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("iso-8859-15")


def _plain(text: str) -> str:
    return text.replace("ĳ", "ij").replace("Ĳ", "IJ").replace("’", "'")


class Dictionary:
    """The words of a dictionary with all that its endings make of them."""

    def __init__(self, listed: str, endings: str, own: Iterable[str] = ()) -> None:
        """`listed` and `endings`: the texts of a .dic and an .aff file; `own`: words that count as well."""
        self._flags: dict[str, set[str]] = defaultdict(set)
        for line in _plain(listed).splitlines()[1:]:
            entry = line.split("\t")[0].split(" ")[0]
            word, _, flags = entry.partition("/")
            self._flags[word] |= _split(flags)
        for word in own:
            self._flags[_plain(word)] |= set()
        self._suffixes: dict[str, list[tuple[str, str, re.Pattern[str]]]] = defaultdict(list)
        self._prefixes: dict[str, list[str]] = defaultdict(list)
        for line in _plain(endings).splitlines():
            match line.split():
                case ["SFX", flag, strip, add, *rest] if not (strip in "YN" and add.isdecimal()):
                    condition = rest[0] if rest and not rest[0].startswith(("ts:", "#")) else "."
                    with suppress(re.error):  # a rule that we cannot read makes no words
                        pattern = re.compile(f"{condition}\\Z")
                        self._suffixes[_text(add)].append((flag, _text(strip), pattern))
                case ["PFX", flag, _, add, *_] if not add.isdecimal():
                    self._prefixes[_text(add)].append(flag)
        self._longest = max(map(len, self._suffixes), default=0)
        self.knows = lru_cache(maxsize=1 << 16)(self._knows)

    def _knows(self, word: str) -> bool:
        word = _plain(word)
        calm = unicodedata.normalize("NFC", _STRESS.sub("", unicodedata.normalize("NFD", word)))
        return any(self._simple(one) or self._compound(one, MOST_PARTS) for one in dict.fromkeys((word, calm)))

    def _simple(self, word: str) -> bool:
        """Whether a word is listed, or made of a listed one with an ending and a beginning."""
        if word in self._flags or any(True for _ in self._bases(word)):
            return True
        for size in range(1, len(word)):
            for flag in self._prefixes.get(word[:size], ()):
                rest = word[size:]
                if flag in self._flags.get(rest, ()) or any(flag in self._flags[base] for base in self._bases(rest)):
                    return True
        return False

    def _bases(self, word: str) -> Iterator[str]:
        """Listed words of which this is a form."""
        for size in range(min(self._longest, len(word) - 1) + 1):
            for flag, strip, condition in self._suffixes.get(word[len(word) - size :], ()):
                base = word[: len(word) - size] + strip
                if flag in self._flags.get(base, ()) and condition.search(base):
                    yield base

    def _compound(self, word: str, most: int) -> bool:
        """Whether a word is made of known parts, with an s or a hyphen between them."""
        for size in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            first = word[:size]
            if not any(map(self._simple, {first, first.removesuffix("-"), first.removesuffix("s")})):
                continue
            rest = word[size:]
            if self._simple(rest) or (most > 2 and self._compound(rest, most - 1)):
                return True
        return False


def _split(flags: str) -> set[str]:
    """Flags of two characters, as the Dutch dictionary has them."""
    return {flags[at : at + 2] for at in range(0, len(flags), 2)}


def _text(part: str) -> str:
    text = part.partition("/")[0]
    return "" if text == "0" else text


def unknown_words(pack: Pack, dictionary: Dictionary, today: date) -> list[Problem]:
    """Each unknown word at the first place where it stands, with how often it occurs."""
    places: dict[str, Problem] = {}
    counts: dict[str, int] = defaultdict(int)
    for part in parts(pack, today, pack.lessons):
        for piece in part.pieces:
            for word in words(piece.text):
                if not _PLAIN.fullmatch(word) or word != word.lower() or dictionary.knows(word):
                    continue
                counts[word] += 1
                if word not in places:
                    at = piece.where()
                    places[word] = Problem(at.path, at.line, Severity.WARNING, CODE, "", "")
    return sorted(_told(problem, word, counts) for word, problem in places.items())


def _told(problem: Problem, word: str, counts: Mapping[str, int]) -> Problem:
    often = f" ({counts[word]} keer)" if counts[word] > 1 else ""
    message = f"‘{word}’ staat niet in het woordenboek{often}."
    remedy = "Verbeter het, of zet het in begrippen.toml als het een vakwoord is."
    return Problem(problem.path, problem.line, problem.severity, CODE, message, remedy)


def own_words(pack: Pack) -> Iterator[str]:
    """Words of the glossary and of the register of laws."""
    for term in pack.catalogue.terms:
        for text in (term.term, *term.also):
            yield from words(text)
    for law in pack.catalogue.laws:
        yield from words(f"{law.name} {law.short}")
