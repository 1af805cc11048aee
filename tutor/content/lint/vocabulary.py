"""Which long words a reader can be expected to know."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TypeAlias

from tutor.content.lint.words import words
from tutor.content.lint_context import LintContext
from tutor.content.problem_kinds import Location, warning
from tutor.content.source import Pack
from tutor.model import Problem

MAX_WORD = 14
"""Letters of a word that needs no further look."""
MIN_PART = 3
"""Letters of a part of a compound."""

UNKNOWN_WORD = warning(
    "lang-woord",
    "Een woord van meer dan 14 letters staat in de woordenlijst, of is een samenstelling van gewone woorden.",
)

_EVERYDAY = re.compile(
    r"verantwoordelijk(?:e|heid|heden)?|vanzelfsprekende?|tegelijkertijd|waarschijnlijke?|belangstelling"
    r"|zelfstandig(?:e|heid)|daadwerkelijke?|oorspronkelijke?|uiteindelijke?|(?:volks)?vertegenwoordig\w*"
)
_LINKS = ("", "s", "e", "n", "en", "er")
"""What Dutch puts between the parts of a compound."""
_ENDINGS = ("", "s", "'s", "e", "n", "en")
"""What Dutch puts behind a word."""


class Vocabulary:
    """Words of the glossary, and short words that the content itself uses.

    A compound of two of those is no harder than its parts: `begrotingsavond` beside `begroting` and `avond`.
    """

    def __init__(self, explained: frozenset[str], used: Iterable[str]) -> None:
        self._explained = explained
        self._parts = explained.union(used)

    def knows(self, word: str) -> bool:
        """Whether this word is short, explained, everyday, or a compound of two such words."""
        if len(word) <= MAX_WORD:
            return True
        return all(self._knows(part) for part in re.split(r"[-/&.]", _plain(word)))

    def _knows(self, word: str) -> bool:
        if len(word) <= MAX_WORD or _EVERYDAY.fullmatch(word):
            return True
        if any(_without(word, ending) in self._explained for ending in _ENDINGS):
            return True
        return any(
            word[cut:] in self._parts and any(_without(word[:cut], link) in self._parts for link in _LINKS)
            for cut in range(MIN_PART, len(word) - MIN_PART + 1)
        )


LongWord: TypeAlias = tuple[str, Callable[[], Location]]
"""A word, and where its paragraph starts."""


def words_of(context: LintContext) -> Iterator[tuple[str, set[str], list[LongWord]]]:
    """Of each paragraph its path, its words that can be part of another, and the long ones. Names are no words."""
    for piece in context.pieces:
        linked = {word.lower() for link in piece.explained for word in words(link)}
        used = {_plain(word) for _, found in piece.sentences for word in found if MIN_PART <= len(word) <= MAX_WORD}
        long = [
            (word, piece.where)
            for _, found in (() if piece.quoted else piece.sentences)
            for position, word in enumerate(found)
            if len(word) > MAX_WORD and not (position and word[0].isupper()) and word.lower() not in linked
        ]
        yield piece.path, used, long


def long_words(pack: Pack, used: Iterable[str], long: Iterable[LongWord]) -> Iterator[Problem]:
    """The long words that nobody can be expected to know; `used`: the words of all content.

    Short words anywhere in it make a compound easy, so nothing can be said before everything was looked at.
    """
    knows = cache(Vocabulary(explained(pack), used).knows)
    for word, where in long:
        if not knows(word):
            message = f"‘{word}’ heeft meer dan {MAX_WORD} letters en staat niet in de woordenlijst."
            yield UNKNOWN_WORD(where(), message, "Kies een korter woord of leg het uit in begrippen.toml.")


def explained(pack: Pack) -> frozenset[str]:
    """The words of the glossary, in lower case."""
    phrases = (phrase for term in pack.terms.values() for phrase in (term.term, *term.also))
    return frozenset(_plain(word) for phrase in phrases for word in words(phrase))


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


def _without(word: str, ending: str) -> str:
    return word.removesuffix(ending) if word.endswith(ending) else ""
