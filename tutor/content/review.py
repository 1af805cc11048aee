"""A pack under review: what several rules need, worked out once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from markdown_it.token import Token

from tutor.content import markdown
from tutor.content.codes import Place
from tutor.content.lint.words import sentences, words
from tutor.content.source import Pack, Placed, PlacedLesson
from tutor.content.strings import String, strings
from tutor.model import Casus, CasusNode, Content, Item, LessonHead


@dataclass(frozen=True)
class Text:
    """Markdown of a lesson: a step or a casus node."""

    tokens: list[Token]
    first: Place
    """Where it starts."""
    lesson: PlacedLesson

    def at(self, line: int) -> Place:
        """The place of a line of the text, from 0."""
        return Place(self.first.path, self.first.line + line)


PROSE = frozenset(
    {"text", "title", "situation", "question", "hint", "explanation", "feedback", "left", "right", "model_answer"}
    | {
        "decides",
        "floor",
        "pros",
        "cons",
        "shifts",
        "discuss",
        "trainer",
        "consequence",
        "debrief",
        "talking_point",
        "preparation",
    }
)
"""Fields that hold running text."""


@dataclass(frozen=True)
class Piece:
    """A paragraph, or the text of one key."""

    text: str
    place: Place
    quoted: bool = False
    """Somebody else's words."""
    explained: tuple[str, ...] = ()
    """What is linked to the glossary."""

    @cached_property
    def sentences(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Its sentences, each with its words."""
        return tuple((sentence, words(sentence)) for sentence in sentences(self.text))


@dataclass(frozen=True)
class Review:
    """Content that was read, on the day it is judged."""

    pack: Pack
    today: date

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """All Markdown, parsed."""
        return tuple(self._texts())

    @cached_property
    def strings(self) -> tuple[String, ...]:
        """Every string of those values."""
        return tuple(string for value in self.values for string in strings(value))

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """All running text, but for the cells of tables."""
        return tuple(self._pieces())

    @cached_property
    def values(self) -> tuple[Placed[Content], ...]:
        """Every value from a table: registers, modules, heads of lessons, items and cases."""
        registers = self.pack.registers
        return (
            *registers.laws,
            *registers.facts,
            *registers.terms,
            *registers.misconceptions,
            *(module.head for module in self.pack.modules),
            *self.heads,
            *self.items,
            *self.cases,
            *self.pack.registers.lookalikes,
            *self.pack.plans,
            *self.pack.programmes,
        )

    @cached_property
    def heads(self) -> tuple[Placed[LessonHead], ...]:
        """The heads of all lessons."""
        return tuple(lesson.head for lesson in self.pack.lessons)

    @cached_property
    def items(self) -> tuple[Placed[Item], ...]:
        """The items of all lessons."""
        return tuple(item for lesson in self.pack.lessons for item in lesson.items)

    @cached_property
    def cases(self) -> tuple[Placed[Casus], ...]:
        """The cases of all lessons."""
        return tuple(casus for lesson in self.pack.lessons for casus in lesson.cases)

    @property
    def whole(self) -> bool:
        """Nothing was refused. Only then can a rule say that something is used nowhere."""
        return not self.pack.problems

    def _texts(self) -> Iterator[Text]:
        for lesson in self.pack.lessons:
            for step in lesson.steps:
                yield Text(markdown.parse(step.value.text), Place(step.place.path, step.text_line), lesson)
            for casus in lesson.cases:
                for at, node in enumerate(casus.value.nodes):
                    yield Text(markdown.parse(node.text), casus.at("nodes", at, "text"), lesson)

    def _pieces(self) -> Iterator[Piece]:
        for text in self.texts:
            for passage in markdown.passages(text.tokens):
                if not passage.cell:
                    yield Piece(passage.text, text.at(passage.line), passage.quoted, passage.explained)
        for string in self.strings:
            if string.field in PROSE and string.text and not is_markdown(string):
                yield Piece(string.text, string.place)


def is_markdown(string: String) -> bool:
    """Whether this string is drawn as Markdown."""
    return string.owner is CasusNode and string.field == "text"
