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

    def __init__(self, explained: Iterable[str], used: Iterable[str]) -> None:
        self.explained = frozenset(_lower(explained))
        self._parts = self.explained | {word for word in _lower(used) if MIN_PART <= len(word) <= MAX_WORD}

    def knows(self, word: str) -> bool:
        """Whether this word is short, explained, everyday, or a compound of two such words."""
        return all(self._knows(part) for word in _lower([word]) for part in re.split(r"[-/&.]", word))

    def _knows(self, word: str) -> bool:
        if len(word) <= MAX_WORD or _EVERYDAY.fullmatch(word):
            return True
        if any(_without(word, ending) in self.explained for ending in _ENDINGS):
            return True
        return any(
            word[cut:] in self._parts and any(_without(word[:cut], link) in self._parts for link in _LINKS)
            for cut in range(MIN_PART, len(word) - MIN_PART + 1)
        )


def vocabulary(review: Review) -> Vocabulary:
    """The vocabulary of this content."""
    terms = (term.value for term in review.pack.registers.terms)
    explained = [phrase for term in terms for phrase in (term.term, *term.also)]
    return Vocabulary(explained, (piece.text for piece in review.pieces))


def _lower(texts: Iterable[str]) -> Iterable[str]:
    return (word.lower().replace("’", "'") for text in texts for word in words(text))


def _without(word: str, ending: str) -> str:
    return word.removesuffix(ending) if word.endswith(ending) else ""
