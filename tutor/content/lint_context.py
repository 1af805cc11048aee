"""What rules look at, worked out once: the parts of the content, their texts, and every string with its field.

And Dutch text in sentences, words and syllables, with how easy it reads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache, partial
from typing import NamedTuple

from markdown_it.token import Token
from msgspec import Struct
from msgspec.structs import FieldInfo, fields

from tutor.content import markdown, statute
from tutor.content.problem_kinds import Location
from tutor.content.source import Pack, Placed, PlacedLesson, PlacedStep
from tutor.content.verdicts import PROSE
from tutor.model import Casus, CasusNode, Content, Item, Law, LessonHead

_ABBREVIATIONS = frozenset(
    {"afd", "art", "artt", "bijv", "blz", "ca", "dhr", "dr", "drs", "evt", "excl", "fam", "gem", "hfst", "incl", "ing"}
    | {"ir", "jhr", "max", "mevr", "min", "mr", "nr", "nrs", "par", "pct", "prof", "red", "resp", "st", "tel", "vgl"}
    | {"vnl", "zgn"}
)
"""Written with a dot that ends no sentence. Compared in lower case, without the last dot."""

_LETTERS = re.compile(r"(?:[a-z]\.)*[a-z]")
"""Initials, and abbreviations such as d.w.z."""
_END = re.compile(r"[.!?…]+[’”'\")\]]*(?=\s)\s+(?=[‘“'\"(\[]*[A-ZÀ-Ý0-9])")
_TOKEN_BEFORE = re.compile(r"[^\s‘’“”'\"(]+$")
_WORD = re.compile(r"\d+(?:[.,:]\d+)*[a-z]?%?(?!\w)|[^\W\d_]+(?:[-'’.&/][^\W_]+)*\.?(?=\W|$)|[^\W_]+")
_VOWELS = re.compile(
    r"aai|ooi|oei|eeu|ieu|eau|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|au|ou|[aeiouäëïöüáéíóúàèìòùâêîôû]|y(?![aeiou])"
)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a paragraph. Abbreviations, initials, amounts and times end none."""
    found = []
    start = 0
    for match in _END.finditer(text):
        token = _TOKEN_BEFORE.search(text, start, match.start())
        before = token[0].lower() if token else ""
        if text[match.start()] == "." and _goes_on(before, text[start : match.start()]):
            continue
        found.append(text[start : match.end()].strip())
        start = match.end()
    found.append(text[start:].strip())
    return tuple(sentence for sentence in found if sentence)


def _goes_on(token: str, sentence: str) -> bool:
    """Whether the dot after this last token of a would-be sentence ends nothing."""
    if token.isdigit():
        return sentence.strip() == token
    letters = _LETTERS.fullmatch(token) and not sentence.endswith(("B en W", "b en w"))
    return bool(letters) or token in _ABBREVIATIONS


def words(text: str) -> tuple[str, ...]:
    """The words of a text: `B&W`, `e-learning`, `19.30` and `1.305,79` are one word each."""
    return tuple(word.rstrip(".") for word in _WORD.findall(text))


@lru_cache(maxsize=1 << 16)
def syllables(word: str) -> int:
    """Spoken parts of a word, about: groups of vowels; letters of an abbreviation in capitals; 1 for a number."""
    if word.isupper() and len(word) <= 4:
        return len(word)
    return max(1, len(_VOWELS.findall(word.lower().replace("qu", "kw"))))


def ease(paragraphs: Iterable[str], known: Collection[str] = ()) -> float | None:
    """The reading ease of paragraphs, see `ease_of`."""
    return ease_of([words(sentence) for paragraph in paragraphs for sentence in sentences(paragraph)], known)


def ease_of(parts: Sequence[Sequence[str]], known: Collection[str] = ()) -> float | None:
    """Flesch-Douma reading ease of sentences, given as words: 0 (very hard) to 100 (very easy); None without words.

    L = 206.84 - 0.93 * words per sentence - 77 * syllables per word. Source: W.H. Douma, De leesbaarheid van
    landbouwbladen, 1960. Words in `known` (lower case) count two syllables at most: a reader looks them up.
    """
    found = [word for part in parts for word in part]
    if not found:
        return None
    spoken = sum(min(syllables(word), 2) if word.lower() in known else syllables(word) for word in found)
    return 206.84 - 0.93 * len(found) / len(parts) - 77 * spoken / len(found)


@dataclass(frozen=True, slots=True)
class String:
    """A string of a content value."""

    text: str
    owner: type[Struct]
    """Type of the table in which it stands."""
    field: str
    """English name of its key."""
    required: bool
    """The key may not be left out."""
    value: Placed[Content]
    """The item, casus or entry it is part of."""
    path: tuple[str | int, ...]
    """English names and positions from that value."""

    @property
    def place(self) -> Location:
        """The line of its key, or the nearest above that."""
        return self.value.at(*self.path)


def strings(placed: Placed[Content]) -> Iterator[String]:
    """Every string in a value and in the values inside it, in the order of their fields."""
    yield from _inside(placed, placed.value, ())


def _inside(placed: Placed[Content], value: Struct, path: tuple[str | int, ...]) -> Iterator[String]:
    for field in _fields(type(value)):
        content = getattr(value, field.name)
        several = content if isinstance(content, tuple) else (content,)
        for position, one in enumerate(several):
            here = (*path, field.name, position) if isinstance(content, tuple) else (*path, field.name)
            if type(one) is str:
                yield String(one, type(value), field.name, field.required, placed, here)
            elif isinstance(one, Struct):
                yield from _inside(placed, one, here)


@cache
def _fields(kind: type[Struct]) -> tuple[FieldInfo, ...]:
    return fields(kind)


@dataclass(frozen=True)
class Text:
    """Markdown of a lesson: a step or a casus node."""

    tokens: list[Token]
    lesson: PlacedLesson
    step: PlacedStep | None
    """None for a node of a casus."""
    _start: Callable[[], Location]

    @cached_property
    def passages(self) -> tuple[markdown.Passage, ...]:
        """Its paragraphs, list items and cells."""
        return tuple(markdown.passages(self.tokens))

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Its running text: no table cells, where sentences need no verb."""
        return tuple(
            Piece(
                passage.text,
                partial(_below, self._start, passage.line),
                self.lesson.head.document.path,
                passage.quoted,
                passage.explained,
            )
            for passage in self.passages
            if not passage.cell
        )

    @property
    def first(self) -> Location:
        """The line on which the text starts."""
        return self._start()

    def at(self, line: int) -> Location:
        """The place of a line of the text, from 0."""
        return _below(self._start, line)


def _below(start: Callable[[], Location], line: int) -> Location:
    first = start()
    return Location(first.path, first.line + line)


@dataclass(frozen=True)
class Piece:
    """A paragraph, or the text of one key."""

    text: str
    where: Callable[[], Location]
    """Where it starts. Asked for what is wrong only: the places of a file cost as much as reading it."""
    path: str
    """A file of the same lesson, or the register."""
    quoted: bool = False
    """Somebody else's words."""
    explained: tuple[str, ...] = ()
    """What is linked to the glossary."""

    @cached_property
    def sentences(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Its sentences, each with its words."""
        return tuple((sentence, words(sentence)) for sentence in sentences(self.text))


PART = 100
"""Lessons."""


def parts(pack: Pack, today: date, lessons: Sequence[PlacedLesson] | None = None) -> Iterator[LintContext]:
    """All content in parts: first what stands outside the lessons, then so many lessons at a time.

    `lessons`: of these only.
    """
    lessons = pack.lessons if lessons is None else tuple(lessons)
    yield LintContext(pack, today, lessons=(), outside=outside(pack))
    for first in range(0, len(lessons), PART):
        yield LintContext(pack, today, lessons=tuple(lessons[first : first + PART]), outside=())


def outside(pack: Pack) -> tuple[Placed[Content], ...]:
    """Every value from a table that belongs to no lesson: registers, modules, plans and programmes."""
    registers = pack.registers
    return (
        *registers.laws,
        *registers.statutes,
        *registers.facts,
        *registers.terms,
        *registers.misconceptions,
        *registers.lookalikes,
        *registers.people,
        *registers.counting_rules,
        *(module.head for module in pack.modules),
        *pack.plans,
        *pack.programmes,
    )


class Named(NamedTuple):
    """What texts name of the registers."""

    sources: frozenset[str]
    misconceptions: frozenset[str]


class Mention(NamedTuple):
    """An article that running text names: `artikel 2:4 Awb`, `artikelen 155, lid 1, en 169`."""

    article: str
    law: str | None
    """Id in the register; None when the text leaves it to the reader."""


_LETTER = r"(?:,? onder(?:deel)? [a-z]{1,2}\b)?"
_LID = rf"(?:,? lid \d+[a-z]?(?: [a-z]\b)?|,? leden \d+(?:, \d+)* en \d+)?{_LETTER}"
_NAMED = re.compile(
    # after ‘artikel 32, lid 4’ every number is a lid; after ‘artikelen 155, lid 1’ the next number is an article
    rf"\b[Aa]rtikel (?P<one>{statute.ARTICLE}),? (?:lid|leden) \d+[a-z]?"
    rf"(?:(?:,|,? en|,? of) \d+[a-z]?\b)*(?: [a-z]\b)?{_LETTER}"
    rf"|\b[Aa]rtikel(?:en)? (?P<several>{statute.ARTICLE}{_LID}"
    rf"(?:(?:,|,? en|,? of| tot en met) {statute.ARTICLE}{_LID})*)"
)
_EACH = re.compile(rf"({statute.ARTICLE}){_LID}")


class Mentions:
    """Reads the articles that running text names. Of `artikelen 28 tot en met 32` it sees both ends."""

    def __init__(self, laws: Iterable[Law]) -> None:
        self._ids = {name.replace("'", "’").casefold(): law.id for law in laws for name in (law.name, law.short)}
        names = "|".join(map(re.escape, sorted(self._ids, key=len, reverse=True))) or r"(?!)"  # without laws: nothing
        self._law = re.compile(rf",? (?:(?:van|uit) (?:de|het) )?({names})\b", re.IGNORECASE)

    def find(self, text: str) -> Iterator[Mention]:
        """Each article, in the order of the text."""
        if "rtikel" not in text:
            return
        text = " ".join(text.replace("'", "’").split())
        for match in _NAMED.finditer(text):
            law = self._law.match(text, match.end())
            for article in (match["one"],) if match["one"] else _EACH.findall(match["several"]):
                yield Mention(article.replace(" ", ""), self._ids[law[1].casefold()] if law else None)


@dataclass(frozen=True)
class LintContext:
    """Content that was read, on the day it is judged. Values, strings and texts are those of one part of it.

    In parts, because ten thousand lessons in sentences and words take 15 GB.
    """

    pack: Pack
    """All content, to look things up."""
    today: date
    lessons: tuple[PlacedLesson, ...]
    """Those of this part."""
    outside: tuple[Placed[Content], ...]
    """What of this part belongs to no lesson."""

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every text in Markdown: steps of lessons and nodes of cases."""
        return tuple(self._texts())

    @cached_property
    def strings(self) -> tuple[String, ...]:
        """Every string of all values."""
        return (*(string for value in self.others for string in strings(value)), *self.item_strings)

    @cached_property
    def item_strings(self) -> tuple[String, ...]:
        """Every string of the items."""
        return tuple(string for item in self.items for string in strings(item))

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """All running text, but for the cells of tables."""
        return tuple(self._pieces())

    @cached_property
    def mentions(self) -> Mentions:
        """Reads which articles a text names."""
        return Mentions(self.pack.laws.values())

    @cached_property
    def others(self) -> tuple[Placed[Content], ...]:
        """Every value from a table that is no item."""
        return (*self.heads, *self.cases, *self.outside)

    @cached_property
    def heads(self) -> tuple[Placed[LessonHead], ...]:
        """The heads of all lessons."""
        return tuple(lesson.head for lesson in self.lessons)

    @cached_property
    def items(self) -> tuple[Placed[Item], ...]:
        """The items of all lessons, also those that only some roles get."""
        return tuple(item for lesson in self.lessons for item in (*lesson.items, *lesson.variants))

    @cached_property
    def cases(self) -> tuple[Placed[Casus], ...]:
        """The cases of all lessons."""
        return tuple(casus for lesson in self.lessons for casus in lesson.cases)

    def _texts(self) -> Iterator[Text]:
        for lesson in self.lessons:
            for step in lesson.steps:
                start = partial(Location, step.place.path, step.text_line)
                yield Text(markdown.parse(step.value.text), lesson, step, start)
            for casus in lesson.cases:
                for at, node in enumerate(casus.value.nodes):
                    yield Text(markdown.parse(node.text), lesson, None, partial(casus.at, "nodes", at, "text"))

    def _pieces(self) -> Iterator[Piece]:
        for text in self.texts:
            yield from text.pieces
        for string in self.strings:
            if string.field in PROSE and string.text and not is_markdown(string):
                yield Piece(string.text, partial(string.value.at, *string.path), string.value.document.path)


def is_markdown(string: String) -> bool:
    """Whether this string is drawn as Markdown."""
    return string.owner is CasusNode and string.field == "text"
