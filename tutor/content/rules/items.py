"""Items: each wrong answer has a known misconception, and no right answer is counted wrong."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.content.lint_context import LintContext
from tutor.content.problem_kinds import Location, error
from tutor.content.schema import suggestion
from tutor.content.source import Placed
from tutor.model import Dilemma, Item, Matching, Multiple, Number, Option, Ordering, Problem, ShortText, Single

NO_MISCONCEPTION = error("afleider-zonder-misvatting", "Elke foute optie noemt haar misvatting.")
KEY_MISCONCEPTION = error("goed-met-misvatting", "Een goede optie noemt geen misvatting.")
DILEMMA_KEY = error("dilemma-met-sleutel", "Een dilemma heeft geen goede optie en geen misvatting.")
UNKNOWN_MISCONCEPTION = error("onbekende-misvatting", "Elke misvatting staat in misvattingen.toml.")
DOUBLE_OPTION = error("dubbele-optie", "Geen twee opties, onderdelen of linkerkanten zijn gelijk.")
RIGHT_MISTAKE = error("fout-is-goed", "Een bekende fout wijkt af van het goede antwoord, en is van dezelfde soort.")


def misconceptions(context: LintContext) -> Iterator[Problem]:
    """Wrong options without a misconception, and misconceptions where they do not belong."""
    for item in context.items:
        match item.value:
            case Single(options=options) | Multiple(options=options):
                for at, option in enumerate(options):
                    yield from _option_faults(option, item, "options", at)
            case Matching(distractors=distractors):
                for at, option in enumerate(distractors):
                    yield from _option_faults(option, item, "distractors", at)
            case Dilemma(options=options):
                for at, option in enumerate(options):
                    if option.key or option.misconception:
                        remedy = "Haal ‘goed’ en ‘misvatting’ weg."
                        yield DILEMMA_KEY(item.at("options", at), "Een dilemma heeft geen goed of fout.", remedy)


def known_misconceptions(context: LintContext) -> Iterator[Problem]:
    """Misconceptions that are not in the register."""
    known = {entry.value.id for entry in context.pack.registers.misconceptions}
    for string in context.item_strings:
        if string.field != "misconception" or string.text in known:
            continue
        if not context.pack.refused.excuses("misvatting", string.text):
            message = f"De misvatting ‘{string.text}’ staat niet in misvattingen.toml."
            yield UNKNOWN_MISCONCEPTION(string.place, message, suggestion(string.text, known))


def doubles(context: LintContext) -> Iterator[Problem]:
    """Options that a learner cannot tell apart."""
    for item in context.items:
        match item.value:
            case Single(options=options) | Multiple(options=options) | Dilemma(options=options):
                yield from _doubles(item, "options", "text", [option.text for option in options])
            case Ordering(parts=parts):
                yield from _doubles(item, "parts", "text", [part.text for part in parts])
            case Matching(pairs=pairs, distractors=distractors):
                yield from _doubles(item, "pairs", "left", [pair.left for pair in pairs])
                rights = {_same(pair.right) for pair in pairs}
                for at, option in enumerate(distractors):
                    if _same(option.text) in rights:
                        yield _double(option.text, item.at("distractors", at, "text"))


def mistakes(context: LintContext) -> Iterator[Problem]:
    """Known mistakes that are right, or that nobody can type."""
    for item in context.items:
        match item.value:
            case Number(answer=answer, tolerance=tolerance, mistakes=known):
                for at, mistake in enumerate(known):
                    if isinstance(mistake.value, str):
                        yield _mistake(item.at("mistakes", at, "value"), "Dit is geen getal.")
                    elif abs(mistake.value - answer) <= tolerance:
                        yield _mistake(item.at("mistakes", at, "value"), f"{mistake.value:g} telt als goed.")
            case ShortText(answers=answers, mistakes=known):
                right = {_same(answer) for answer in answers}
                for at, mistake in enumerate(known):
                    if not isinstance(mistake.value, str):
                        yield _mistake(item.at("mistakes", at, "value"), "Dit is geen tekst.")
                    elif _same(mistake.value) in right:
                        yield _mistake(item.at("mistakes", at, "value"), f"‘{mistake.value}’ telt als goed.")


def _option_faults(option: Option, item: Placed[Item], field: str, at: int) -> Iterator[Problem]:
    if not option.key and not option.misconception:
        message = "Deze foute optie noemt geen misvatting."
        yield NO_MISCONCEPTION(item.at(field, at), message, "Voeg ‘misvatting’ toe, met een id uit misvattingen.toml.")
    if option.key and option.misconception:
        message = "Deze optie is goed en noemt toch een misvatting."
        yield KEY_MISCONCEPTION(item.at(field, at, "misconception"), message, "Haal ‘misvatting’ weg.")


def _doubles(item: Placed[Item], field: str, part: str, texts: list[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for at, text in enumerate(texts):
        if _same(text) in seen:
            yield _double(text, item.at(field, at, part))
        seen.add(_same(text))


def _double(text: str, place: Location) -> Problem:
    return DOUBLE_OPTION(place, f"‘{text[:60]}’ staat er twee keer.", "Maak de teksten verschillend.")


def _mistake(place: Location, message: str) -> Problem:
    return RIGHT_MISTAKE(place, message, "Kies een ander fout antwoord.")


def _same(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")
