"""Which long words a reader can be expected to know."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tutor.content.lint.words import words
from tutor.content.review import Review

MAX_WORD = 14
"""Letters of a word that needs no further look."""
MIN_PART = 3
"""Letters of a part of a compound."""

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
        self._parts = explained | {_plain(word) for word in used if MIN_PART <= len(word) <= MAX_WORD}

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


def vocabulary(review: Review) -> Vocabulary:
    """The vocabulary of this content."""
    used = (word for piece in review.pieces for _, found in piece.sentences for word in found)
    return Vocabulary(explained(review), used)


def explained(review: Review) -> frozenset[str]:
    """The words of the glossary, in lower case."""
    terms = (term.value for term in review.pack.registers.terms)
    phrases = (phrase for term in terms for phrase in (term.term, *term.also))
    return frozenset(_plain(word) for phrase in phrases for word in words(phrase))


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


def _without(word: str, ending: str) -> str:
    return word.removesuffix(ending) if word.endswith(ending) else ""
