"""B1: short active sentences in everyday words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tutor.content import markdown
from tutor.content.codes import error, warning
from tutor.content.lint import words
from tutor.content.lint.vocabulary import MAX_WORD, explained, vocabulary
from tutor.content.review import Review
from tutor.model import Problem

MAX_SENTENCE = 20
"""Words."""
EASE_AIM = 60
EASE_FLOOR = 45
"""Flesch-Douma: below the aim is a warning, below the floor an error."""

LONG_SENTENCE = warning("lange-zin", "Een zin heeft hooguit 20 woorden.")
PASSIVE = warning("lijdende-vorm", "Zinnen zeggen wie iets doet.")
OFFICIALESE = warning("ambtelijk-woord", "Gewone woorden in plaats van ambtelijke.")
LONG_WORD = warning(
    "lang-woord",
    "Een woord van meer dan 14 letters staat in de woordenlijst, of is een samenstelling van gewone woorden.",
)
HARD = warning("moeilijk-leesbaar", "De tekst van een les heeft een leesbaarheid (Flesch-Douma) van 60 of meer.")
TOO_HARD = error("te-moeilijk", "De tekst van een les heeft een leesbaarheid (Flesch-Douma) van 45 of meer.")

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


def sentences(review: Review) -> Iterator[Problem]:
    """Sentences that take too long a breath, or in which nobody does anything twice."""
    for piece in review.pieces:
        for sentence, found in piece.sentences:
            count = len(found)
            start = " ".join(sentence.split()[:5])
            if count > MAX_SENTENCE:
                message = f"De zin ‘{start} …’ heeft {count} woorden."
                yield LONG_SENTENCE(piece.place, message, "Maak er twee zinnen van.")
            if piece.quoted or len(_PASSIVE.findall(sentence)) < 2:
                continue
            if len(_PARTICIPLE.findall(sentence)) >= 2:
                message = f"De zin ‘{start} …’ staat twee keer in de lijdende vorm."
                yield PASSIVE(piece.place, message, "Zeg wie het doet: ‘het college stuurt’.")


def officialese(review: Review) -> Iterator[Problem]:
    """Words of an office."""
    names = _names(review)
    for piece in review.pieces:
        if piece.quoted or not _OFFICIALESE.search(piece.text):
            continue
        for match in _OFFICIALESE.finditer(names.sub(" ", _QUOTED.sub(" ", piece.text))):
            instead = next(plain for word, plain in PLAIN.items() if re.fullmatch(word, match[0], re.IGNORECASE))
            yield OFFICIALESE(piece.place, f"‘{match[0]}’ is ambtelijk.", f"Schrijf bijvoorbeeld ‘{instead}’.")


def long_words(review: Review) -> Iterator[Problem]:
    """Long words that the glossary does not explain. Names are no words."""
    known = vocabulary(review)
    for piece in review.pieces:
        linked = {word.lower() for link in piece.explained for word in words.words(link)}
        for _, found in () if piece.quoted else piece.sentences:
            for position, word in enumerate(found):
                name = position and word[:1].isupper()
                if not (name or known.knows(word) or word.lower() in linked):
                    message = f"‘{word}’ heeft meer dan {MAX_WORD} letters en staat niet in de woordenlijst."
                    yield LONG_WORD(piece.place, message, "Kies een korter woord of leg het uit in begrippen.toml.")


def ease(review: Review) -> Iterator[Problem]:
    """Lessons that are hard to read."""
    known = explained(review)
    for lesson in review.pack.lessons:
        own = (text for text in review.texts if text.lesson is lesson and text.first.path == lesson.head.document.path)
        passages = (passage for text in own for passage in markdown.passages(text.tokens))
        score = words.ease((passage.text for passage in passages if not passage.cell), known)
        if score is not None and score < EASE_AIM:
            code = TOO_HARD if score < EASE_FLOOR else HARD
            message = f"De leesbaarheid van deze les is {score:.0f}."
            yield code(lesson.head.at("title"), message, "Maak de zinnen korter en de woorden eenvoudiger.")


def _names(review: Review) -> re.Pattern[str]:
    """Names of sources and terms, which nobody can rewrite."""
    registers = review.pack.registers
    names = {law.value.name for law in registers.laws}
    names |= {phrase for term in registers.terms for phrase in (term.value.term, *term.value.also)}
    longest_first = sorted(filter(None, names), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)", re.IGNORECASE)
