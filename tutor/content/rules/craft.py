"""Item writing: the key is not recognisable, and the question is one clear question.

Rules after Haladyna, Downing and Rodriguez (2002) and Rodriguez (2005).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from tutor.content.lint_context import LintContext, words
from tutor.content.problem_kinds import error, warning
from tutor.content.source import Pack, Placed
from tutor.learning.grading import named_key
from tutor.model import ClassPlan, Item, Measurement, Multiple, PeerQuestion, Problem, ShortText, Single, TeamQuiz

SHORT_OPTION = 30
"""Characters: options up to this length may differ."""
UNEQUAL = 1.5
"""Length of the longest option in lengths of the shortest."""
STANDS_OUT = 1.2
"""Length of the key in lengths of the longest distractor."""
TELLING_WORD = 5
"""Letters a word needs to give a key away."""

UNEQUAL_OPTIONS = warning("ongelijke-opties", "De langste optie is hooguit anderhalf keer zo lang als de kortste.")
LONGEST_KEY = warning("goed-is-langst", "De goede optie valt niet op door haar lengte.")
CATCH_ALL = warning("alle-of-geen", "Geen optie verwijst naar andere opties, zoals ‘alle bovenstaande’.")
ABSOLUTE = warning("absoluut-woord", "Foute opties verraden zich niet door ‘altijd’, ‘nooit’ of ‘geen enkele’.")
POSITION = warning("plaats-in-lijst", "Teksten noemen geen plaats van een optie: de tutor hutselt ze.")
LOOSE = warning("los-van-les", "Een vraag komt ook terug zonder haar les: zij noemt geen les, stap of tabel ervan.")
NEGATIVE = warning("ontkenning", "Een ontkenning in de vraag staat in hoofdletters: NIET of GEEN.")
TRIVIA = warning("artikelnummer", "Een vraag gaat niet over het nummer van een artikel.")
TELLING_HINT = warning("hint-verraadt", "Een hint verraadt het antwoord niet.")

_CATCH_ALL = re.compile(
    r"\b(?:alle|geen van(?: de)?|beide) (?:boven|onder)staande"
    r"|\bgeen van (?:deze|beide|alle|de (?:andere|opties|antwoorden))\b"
    r"|\balle (?:antwoorden|opties)\b|\b(?:antwoord|optie)s? [a-d]\b|^[A-D] en [A-D]\b",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(r"\b(?:altijd|nooit|alleen|uitsluitend|geen enkele?)\b", re.IGNORECASE)
_POSITION = re.compile(
    r"\b(?:(?:boven|onder)staande|hier(?:boven|onder)|(?:optie|antwoord) [A-D]\b"
    r"|de (?:eerste|tweede|derde|vierde|laatste|vorige|volgende) (?:optie|mogelijkheid))\b",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    r"\b(?:deze|(?:in|volgens|uit|van) de|de (?:vorige|volgende)) les\b(?! over\b)"
    r"|\b(?:kijk|zoek|lees|staat) (?:het )?in de (?:stap|tabel|tekening)\b|\bin de (?:stap|tabel) (?:staat|over)\b",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    r"^(?:wat|welke?|wie|waar|wanneer)\b(?:(?!\b(?:als|omdat|terwijl|die|dat|of|wat|om)\b)[^,;:‘])*?\b(?:niet|geen)\b"
)
_TRIVIA = re.compile(
    r"\b(?:welk|hoeveelste) (?:wets)?artikel\b|\bartikelnummer\b|\bnummer van (?:het|dit) artikel\b", re.IGNORECASE
)


def lengths(context: LintContext) -> Iterator[Problem]:
    """Options that differ so much in length that it says something."""
    for item in _choices(context):
        sizes = [len(option.text) for option in item.value.options]
        keys = [len(option.text) for option in item.value.options if option.key]
        others = [len(option.text) for option in item.value.options if not option.key]
        if max(sizes) <= SHORT_OPTION:
            continue
        if min(keys) > STANDS_OUT * max(others):
            message = f"De goede optie heeft {min(keys)} tekens, de langste foute {max(others)}."
            yield LONGEST_KEY(item.at("options"), message, "Kort de goede optie in of maak een foute langer.")
        elif max(sizes) > UNEQUAL * min(sizes):
            message = f"De opties hebben {min(sizes)} tot {max(sizes)} tekens."
            yield UNEQUAL_OPTIONS(item.at("options"), message, "Maak de opties ongeveer even lang.")


def options(context: LintContext) -> Iterator[Problem]:
    """Options that lean on other options, or that nobody can believe."""
    for item in _choices(context):
        honest = not any(_ABSOLUTE.search(option.text) for option in item.value.options if option.key)
        for at, option in enumerate(item.value.options):
            if found := _CATCH_ALL.search(option.text):
                place = item.at("options", at, "text")
                yield CATCH_ALL(
                    place, f"‘{found[0]}’ verwijst naar andere opties.", "Schrijf een optie die op zichzelf staat."
                )
            if honest and not option.key and (found := _ABSOLUTE.search(option.text)):
                place = item.at("options", at, "text")
                yield ABSOLUTE(
                    place, f"‘{found[0]}’ verraadt dat deze optie fout is.", "Schrijf de optie zonder dat woord."
                )


def positions(context: LintContext) -> Iterator[Problem]:
    """Texts that count on an order nobody will see."""
    for string in context.item_strings:
        if found := _POSITION.search(string.text):
            yield POSITION(string.place, f"‘{found[0]}’ noemt een plaats.", "Noem wat er staat.")
        if found := _LOOSE.search(string.text):
            message = f"‘{found[0]}’ is er niet als deze vraag in de zelfscan of bij het herhalen komt."
            yield LOOSE(string.place, message, "Zeg in de vraag zelf wat nodig is.")


def stems(context: LintContext) -> Iterator[Problem]:
    """Questions that hide a negation or ask for trivia."""
    for item in context.items:
        question = item.value.question
        if _NEGATIVE.search(question[:1].lower() + question[1:]):
            message = "In deze vraag staat een ontkenning die je makkelijk overslaat."
            yield NEGATIVE(item.at("question"), message, "Vraag het positief, of schrijf NIET in hoofdletters.")
        if _TRIVIA.search(question):
            yield TRIVIA(item.at("question"), "Deze vraag gaat over een artikelnummer.", "Vraag wat de regel betekent.")


def hints(context: LintContext) -> Iterator[Problem]:
    """Hints that are the answer."""
    for item in context.items:
        hint = {word.lower() for word in words(item.value.hint)}
        told = named_key(item.value, item.value.hint) or min(hint & _telling(item.value), default="")
        if told:
            message = f"De hint noemt ‘{told}’ uit het goede antwoord."
            yield TELLING_HINT(item.at("hint"), message, "Geef een duwtje zonder woorden uit het antwoord.")


def _telling(item: Item) -> set[str]:
    """Words that only the answer has: who reads them in the hint knows."""
    match item:
        case Single(options=options):
            keys = [option.text for option in options if option.key]
            others = [item.stem, *(option.text for option in options if not option.key)]
            return {word for word in _vocabulary(keys) - _vocabulary(others) if len(word) >= TELLING_WORD}
        case ShortText(answers=answers):
            return {word for word in _vocabulary(list(answers)) - _vocabulary([item.stem]) if len(word) >= TELLING_WORD}
    return set()


def _vocabulary(texts: list[str]) -> set[str]:
    return {word.lower() for text in texts for word in words(text)}


def _choices(context: LintContext) -> Iterator[Placed[Single | Multiple]]:
    for item in context.items:
        if isinstance(item.value, Single | Multiple):
            yield Placed(item.value, item.document, item.path)


FEW = 4
"""Fewer questions than this form no pattern."""

TELLING_LETTER = error(
    "letter-verraadt",
    "In een avond, en in elke meting of quiz, is niet steeds dezelfde letter het goede antwoord.",
    teaching=True,
)


def letters(pack: Pack) -> Iterator[Problem]:
    """Plans in which one place holds more than half of the keys and one more."""
    items = pack.items
    for plan in pack.plans:
        for path, names in _groups(plan.value):
            places = Counter(_places(names, items))
            place, times = max(places.items(), key=lambda pair: pair[1], default=(0, 0))
            if (count := places.total()) >= FEW and times > count / 2 + 1:
                message = f"Bij {times} van de {count} vragen is {chr(ord('A') + place)} het goede antwoord."
                yield TELLING_LETTER(
                    plan.at(*path), message, "Kies een paar andere items, met een andere goede letter."
                )
                break


def _groups(plan: ClassPlan) -> Iterator[tuple[tuple[str | int, ...], tuple[str, ...]]]:
    """What people vote on one after the other: each list of items, and then the whole evening. With its path."""
    evening: list[str] = []
    for at, activity in enumerate(plan.activities):
        match activity:
            case TeamQuiz(items=names) | Measurement(items=names):
                yield ("activities", at, "items"), names
                evening.extend(names)
            case PeerQuestion(item=name):
                evening.append(name)
    yield ("activities",), tuple(dict.fromkeys(evening))


def _places(names: tuple[str, ...], items: Mapping[str, Item]) -> Iterator[int]:
    for name in names:
        item = items.get(name)
        if isinstance(item, Single):
            yield next(place for place, option in enumerate(item.options) if option.key)
