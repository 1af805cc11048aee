"""Dutch text in sentences, words and syllables, and how easy it reads."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

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
