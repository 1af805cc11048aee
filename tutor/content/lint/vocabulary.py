"""Which long words a reader can be expected to know."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial

from tutor.content.lint.words import words
from tutor.content.lint_context import LintContext
from tutor.content.problem_kinds import Location, warning
from tutor.content.source import Pack
from tutor.model import Problem

MAX_WORD = 14
"""Letters of a word that needs no further look."""
MIN_PART = 3
"""Letters of a part of a compound."""

LONG_WORD = warning(
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


class LongWords:
    """Looks for long words that the glossary does not explain. Names are no words.

    Short words anywhere in the content make a compound easy, so nothing can be said before everything was looked at.
    """

    def __init__(self, pack: Pack) -> None:
        self._explained = explained(pack)
        self._used: dict[str, set[str]] = {}
        self._long: dict[str, list[tuple[str, Callable[[], Location]]]] = {}

    def look(self, context: LintContext) -> None:
        """Take a part of the content in."""
        for piece in context.pieces:
            linked = {word.lower() for link in piece.explained for word in words(link)}
            used, long = self._used.setdefault(piece.path, set()), self._long.setdefault(piece.path, [])
            for _, found in piece.sentences:
                used.update(found)
                if piece.quoted:
                    continue
                for position, word in enumerate(found):
                    if len(word) > MAX_WORD and not (position and word[0].isupper()) and word.lower() not in linked:
                        long.append((word, piece.where))

    def of(self, paths: Iterable[str]) -> tuple[frozenset[str], tuple[tuple[str, str, int], ...]]:
        """The words of these files, and the long ones with where they stand."""
        paths = tuple(paths)
        used = frozenset(word for path in paths for word in self._used.get(path, ()))
        return used, tuple((word, *where()) for path in paths for word, where in self._long.get(path, ()))

    def remember(self, path: str, used: Iterable[str], long: Iterable[tuple[str, str, int]]) -> None:
        """Take in what was found in a lesson before; `path`: one of its files."""
        self._used.setdefault(path, set()).update(used)
        self._long.setdefault(path, []).extend((word, partial(Location, file, line)) for word, file, line in long)

    def problems(self) -> Iterator[Problem]:
        """The words that nobody can be expected to know."""
        everywhere = set[str]().union(*self._used.values())
        knows = cache(Vocabulary(self._explained, everywhere).knows)
        for word, where in (one for found in self._long.values() for one in found):
            if not knows(word):
                message = f"‘{word}’ heeft meer dan {MAX_WORD} letters en staat niet in de woordenlijst."
                yield LONG_WORD(where(), message, "Kies een korter woord of leg het uit in begrippen.toml.")


def explained(pack: Pack) -> frozenset[str]:
    """The words of the glossary, in lower case."""
    phrases = (phrase for term in pack.terms.values() for phrase in (term.term, *term.also))
    return frozenset(_plain(word) for phrase in phrases for word in words(phrase))


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


def _without(word: str, ending: str) -> str:
    return word.removesuffix(ending) if word.endswith(ending) else ""
