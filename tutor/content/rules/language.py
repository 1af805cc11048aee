"""B1: short active sentences in everyday words that a reader can know, and no more of them than are learned at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import TypeAlias

from tutor.content.lint_context import LintContext, Piece, ease_of, words
from tutor.content.markdown import is_drawing, plain
from tutor.content.problem_kinds import Location, error, warning
from tutor.content.source import Pack
from tutor.model import Problem, StepRole

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


MAX_STEM = 45
MAX_FEEDBACK = 60
MAX_CORE = 90
MAX_STEP = 150
"""Words."""

LONG_STEM = warning("lange-vraag", "Situatie en vraag hebben samen hooguit 45 woorden.")
LONG_FEEDBACK = warning("lange-feedback", "Feedback en uitleg hebben hooguit 60 woorden.")
LONG_STEP = warning("lange-stap", "Een kernstap heeft hooguit 90 woorden, een andere stap 150.")


def stems(context: LintContext) -> Iterator[Problem]:
    """Questions that have to be read twice."""
    for item in context.items:
        count = len(words(f"{item.value.situation} {item.value.asked}"))
        if count > MAX_STEM:
            message = f"Situatie en vraag hebben samen {count} woorden; {MAX_STEM} mag."
            yield LONG_STEM(item.at("question"), message, "Laat weg wat niet nodig is om te antwoorden.")


def feedback(context: LintContext) -> Iterator[Problem]:
    """Feedback that becomes a lesson."""
    for string in context.item_strings:
        count = len(words(string.text)) if string.field in ("feedback", "explanation") else 0
        if count > MAX_FEEDBACK:
            message = f"Deze tekst heeft {count} woorden; {MAX_FEEDBACK} mag."
            yield LONG_FEEDBACK(string.place, message, "Kort in tot: waarom, en wat dan wel.")


def steps(context: LintContext) -> Iterator[Problem]:
    """Steps that do not fit on a screen."""
    for text in context.texts:
        if text.step is None:
            continue
        step = text.step.value
        read = [token for token in text.tokens if not is_drawing(token)]  # a drawing is looked at
        count = len(words(plain(read)))
        limit = MAX_CORE if step.role is StepRole.CORE else MAX_STEP
        if count > limit:
            message = f"De stap ‘{step.anchor}’ heeft {count} woorden; {limit} mag."
            yield LONG_STEP(text.step.place, message, "Kort in of maak er twee stappen van.")


MAX_SENTENCE = 20
"""Words."""
EASE_AIM = 60
EASE_FLOOR = 45
"""Flesch-Douma: below the aim is a warning, below the floor an error."""

LONG_SENTENCE = warning("lange-zin", "Een zin heeft hooguit 20 woorden.")
PASSIVE = warning("lijdende-vorm", "Zinnen zeggen wie iets doet.")
OFFICIALESE = warning("ambtelijk-woord", "Gewone woorden in plaats van ambtelijke.")
HARD = warning("moeilijk-leesbaar", "De tekst van een les heeft een leesbaarheid (Flesch-Douma) van 60 of meer.")
TOO_HARD = error(
    "te-moeilijk", "De tekst van een les heeft een leesbaarheid (Flesch-Douma) van 45 of meer.", teaching=True
)

PLAIN: Mapping[str, str] = {
    "aangaande": "over",
    "alsmede": "en",
    "alvorens": "voordat",
    "betreffende": "over",
    "conform": "volgens",
    "derhalve": "dus",
    "desalniettemin": "toch",
    "dientengevolge": "daardoor",
    "dien(?:t|en)(?: \\w+){0,3} te \\w+(?:en|aan|ien|oen|ijn)": "moet",
    "doch": "maar",
    "gaarne": "graag",
    "hetgeen": "wat",
    "indien": "als",
    "ingevolge": "volgens",
    "inzake": "over",
    "jegens": "tegenover",
    "krachtens": "volgens",
    "met betrekking tot": "over",
    "met inachtneming van": "volgens",
    "middels": "met",
    "omtrent": "over",
    "onderhavige": "deze",
    "te allen tijde": "altijd",
    "ten aanzien van": "over",
    "ten behoeve van": "voor",
    "ten einde": "om",
    "teneinde": "om",
    "ter zake": "daarover",
    "tevens": "ook",
    "thans": "nu",
    "uit hoofde van": "door",
    "voornoemde?": "die",
    "zulks": "dat",
}
"""Officialese (a regular expression) and what to write instead."""

_OFFICIALESE = re.compile(rf"\b({'|'.join(PLAIN)})\b", re.IGNORECASE)
_QUOTED = re.compile(r"‘[^‘’]*(?:’(?=\w)[^‘’]*)*’|“[^”]*”|\"[^\"]*\"")
_PASSIVE = re.compile(r"\b(?:word|wordt|worden|werd|werden)\b", re.IGNORECASE)
_PARTICIPLE = re.compile(
    r"\b(?:(?:aan|af|bij|door|in|mee|na|om|onder|op|over|toe|uit|vast|voor|weg|goed|vrij|open|terug|samen)?ge"
    r"|be|ver|ont|her)(?!meente|bied|volg|sprek)\w{2,}(?:d|t|en)\b",
    re.IGNORECASE,
)


def sentences(context: LintContext) -> Iterator[Problem]:
    """Sentences that take too long a breath, or in which nobody does anything twice."""
    for piece in context.pieces:
        passive = not piece.quoted and len(_PASSIVE.findall(piece.text)) > 1
        for sentence, found in piece.sentences:
            count = len(found)
            if count > MAX_SENTENCE:
                message = f"De zin ‘{_start(sentence)} …’ heeft {count} woorden."
                yield LONG_SENTENCE(piece.where(), message, "Maak er twee zinnen van.")
            if passive and len(_PASSIVE.findall(sentence)) > 1 and len(_PARTICIPLE.findall(sentence)) > 1:
                message = f"De zin ‘{_start(sentence)} …’ staat twee keer in de lijdende vorm."
                yield PASSIVE(piece.where(), message, "Zeg wie het doet: ‘het college stuurt’.")


def _start(sentence: str) -> str:
    return " ".join(sentence.split()[:5])


def officialese(context: LintContext) -> Iterator[Problem]:
    """Officialese for which a plain word exists."""
    names = cache(lambda: _names(context))
    for piece in context.pieces:
        if piece.quoted or not _OFFICIALESE.search(piece.text):
            continue
        for match in _OFFICIALESE.finditer(names().sub(" ", _QUOTED.sub(" ", piece.text))):
            instead = next(plain for word, plain in PLAIN.items() if re.fullmatch(word, match[0], re.IGNORECASE))
            yield OFFICIALESE(piece.where(), f"‘{match[0]}’ is ambtelijk.", f"Schrijf bijvoorbeeld ‘{instead}’.")


def ease(context: LintContext) -> Iterator[Problem]:
    """Lessons that are hard to read."""
    known = explained(context.pack)
    own: dict[str, list[Piece]] = {}
    for text in context.texts:
        if text.step:
            own.setdefault(text.step.place.path, []).extend(text.pieces)
    for lesson in context.lessons:
        pieces = own.get(lesson.head.document.path, [])
        score = ease_of([found for piece in pieces for _, found in piece.sentences], known)
        if score is not None and score < EASE_AIM:
            code = TOO_HARD if score < EASE_FLOOR else HARD
            message = f"De leesbaarheid van deze les is {score:.0f}."
            yield code(lesson.head.at("title"), message, "Maak de zinnen korter en de woorden eenvoudiger.")


def _names(context: LintContext) -> re.Pattern[str]:
    """Names of sources and terms, which nobody can rewrite."""
    names = {law.name for law in context.pack.laws.values()}
    names |= {phrase for term in context.pack.terms.values() for phrase in (term.term, *term.also)}
    longest_first = sorted(filter(None, names), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)", re.IGNORECASE)
