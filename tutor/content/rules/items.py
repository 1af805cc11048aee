"""Items: each wrong answer has a known misconception."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.content.lint_context import LintContext
from tutor.content.problem_kinds import error
from tutor.content.schema import suggestion
from tutor.content.source import Placed
from tutor.model import Dilemma, Item, Matching, Multiple, Option, Problem, Single

NO_MISCONCEPTION = error("afleider-zonder-misvatting", "Elke foute optie noemt haar misvatting.")
KEY_MISCONCEPTION = error("goed-met-misvatting", "Een goede optie noemt geen misvatting.")
DILEMMA_KEY = error("dilemma-met-sleutel", "Een dilemma heeft geen goede optie en geen misvatting.")
UNKNOWN_MISCONCEPTION = error("onbekende-misvatting", "Elke misvatting staat in misvattingen.toml.")


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


def _option_faults(option: Option, item: Placed[Item], field: str, at: int) -> Iterator[Problem]:
    if not option.key and not option.misconception:
        message = "Deze foute optie noemt geen misvatting."
        yield NO_MISCONCEPTION(item.at(field, at), message, "Voeg ‘misvatting’ toe, met een id uit misvattingen.toml.")
    if option.key and option.misconception:
        message = "Deze optie is goed en noemt toch een misvatting."
        yield KEY_MISCONCEPTION(item.at(field, at, "misconception"), message, "Haal ‘misvatting’ weg.")
