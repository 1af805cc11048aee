"""What all content keeps to: ids of its lesson, dates that are not past, texts that fit, full registers,
and a known misconception behind each wrong answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial

from tutor.content.lint_context import LintContext, Named, String, is_markdown
from tutor.content.problem_kinds import Location, error, warning
from tutor.content.schema import suggestion
from tutor.content.source import Pack, Placed
from tutor.model import ClassPlan, Dilemma, Fact, Gaps, Item, LessonHead, Matching, Multiple, Option, Problem, Single
from tutor.model.catalogue import UNFINISHED

FOREIGN_ID = error("id-zonder-les", "Het id van een doel, item of casus begint met het id van de les.")


def prefixes(context: LintContext) -> Iterator[Problem]:
    """Ids that do not begin with the id of their lesson."""
    for lesson in context.lessons:
        head = lesson.head.value
        named: list[tuple[str, Callable[[], Location]]] = [
            *((goal.id, partial(lesson.head.at, "goals", at, "id")) for at, goal in enumerate(head.goals)),
            *((item.value.id, partial(item.at, "id")) for item in (*lesson.items, *lesson.variants)),
            *((casus.value.id, partial(casus.at, "id")) for casus in lesson.cases),
        ]
        for name, at in named:
            if not name.startswith(f"{head.id}-"):
                message = f"Het id ‘{name}’ begint niet met ‘{head.id}-’."
                yield FOREIGN_ID(at(), message, f"Noem het bijvoorbeeld ‘{head.id}-{name.rpartition('-')[2]}’.")


UNWRITTEN = warning("nog-invullen", f"Waar {UNFINISHED} stond, staat een tekst.")


def unwritten(context: LintContext) -> Iterator[Problem]:
    """Places that an author left for later: until they are written, the lesson is a draft."""
    for string in context.strings:
        if UNFINISHED in string.text:
            yield _unwritten(string.place)
    for step in (step for lesson in context.lessons for step in lesson.steps):
        if UNFINISHED in step.value.title:
            yield _unwritten(step.place)
        for at, line in enumerate(step.value.text.split("\n")):
            if UNFINISHED in line:
                yield _unwritten(Location(step.place.path, step.text_line + at))


def _unwritten(place: Location) -> Problem:
    return UNWRITTEN(place, f"Hier staat nog {UNFINISHED}.", "Schrijf de tekst, of haal dit deel weg.")


MAX_AGE = 18
"""Months that a peildatum stays good."""

EXPIRED = error("verlopen-peildatum", "Een peildatum is hooguit 18 maanden oud en ligt niet in de toekomst.")
REVIEW_DUE = warning("herziening-nodig", "Wat herzien moest worden, is herzien.")


def expired(context: LintContext) -> Iterator[Problem]:
    """Lessons and facts that nobody looked at for too long."""
    values: tuple[Placed[Fact | LessonHead], ...] = (*context.pack.registers.facts, *context.heads)
    for value in values:
        day = value.value.peildatum
        if months_later(day, MAX_AGE) < context.today:
            message = f"De peildatum {day} is meer dan {MAX_AGE} maanden geleden."
            yield EXPIRED(value.at("peildatum"), message, "Lees de bronnen opnieuw en zet de datum van vandaag.")
        elif day > context.today:
            yield EXPIRED(value.at("peildatum"), f"De peildatum {day} ligt in de toekomst.", "Herstel de datum.")


def review_due(context: LintContext) -> Iterator[Problem]:
    """What its author wanted to look at again before today."""
    values: tuple[Placed[Fact | LessonHead | Item], ...] = (
        *context.pack.registers.facts,
        *context.heads,
        *context.items,
    )
    for value in values:
        day = value.value.review_by
        if day is not None and day <= context.today:
            message = f"Dit moest voor {day} worden herzien."
            yield REVIEW_DUE(value.at("review_by"), message, "Lees de bronnen opnieuw en kies een nieuwe datum.")


def months_later(day: date, months: int) -> date:
    """The same day of the month, or the last one, this many months later."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for length in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, length)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


MAX_TITLE = 200
MAX_STEM = 2_000
"""Characters of situation and question together, and of any other text."""
MAX_OPTION = 500

EMPTY = error("lege-tekst", "Elke verplichte tekst is ingevuld.")
LONG_STRING = error("tekst-te-lang", "Een titel heeft hooguit 200 tekens, een optie 500, een andere tekst 2.000.")
MARKUP = warning("markdown-in-tekst", "Markdown staat alleen in stappen en in de tekst van een knoop.")

_LIMITS: Mapping[str, int] = {
    **dict.fromkeys(("title", "term", "name", "short", "role", "unit"), MAX_TITLE),
    **dict.fromkeys(("left", "right", "answers", "value", "also", "shifts"), MAX_OPTION),
}
_OPTIONS = ("Option", "Part", "CasusChoice")
_MARKUP = re.compile(
    r"\*\*|\]\(|^#|(?<!\w)_\w[^_\n]*\w_(?!\w)|(?<![\w*])\*\w[^*\n]*\w\*(?![\w*])|<[a-zA-Z/!]", re.MULTILINE
)


def empty(context: LintContext) -> Iterator[Problem]:
    """Required texts without a word."""
    for string in context.strings:
        if string.required and not string.text.strip() and not _left_out(string):
            yield EMPTY(string.place, "Deze tekst is leeg.", "Vul de tekst in.")


def _left_out(string: String) -> bool:
    """Whether this is of an item in a plan, which may do without."""
    return isinstance(string.value.value, ClassPlan) and string.field in ("goal", "step", "explanation", "feedback")


def long_strings(context: LintContext) -> Iterator[Problem]:
    """Texts that fit on no screen."""
    for string in context.strings:
        short = string.field == "text" and string.owner.__name__ in _OPTIONS
        limit = MAX_OPTION if short else _LIMITS.get(string.field, MAX_STEM)
        if not is_markdown(string) and len(string.text) > limit:
            message = f"Deze tekst heeft {len(string.text)} tekens; {limit} mag."
            yield LONG_STRING(string.place, message, "Kort de tekst in.")
    for item in context.items:
        parts = (item.value.situation, item.value.question)
        if len(item.value.stem) > MAX_STEM >= max(map(len, parts)):
            message = f"Situatie en vraag hebben samen {len(item.value.stem)} tekens; {MAX_STEM} mag."
            yield LONG_STRING(item.at("question"), message, "Kort de situatie in.")


def markup(context: LintContext) -> Iterator[Problem]:
    """Markdown where nobody draws it: it would be shown as it is."""
    for string in context.strings:
        if not is_markdown(string) and (found := _MARKUP.search(string.text)):
            message = f"‘{found[0]}’ lijkt op opmaak, en die werkt hier niet."
            yield MARKUP(string.place, message, "Schrijf gewone tekst.")


UNDATED_LAW = error("wet-zonder-datum", "Bij elke wet staan de datum van de tekst en de artikelen.")
UNUSED = warning("ongebruikt", "Elke bron, elk feit en elke misvatting in de registers wordt gebruikt.")
DOUBLE_TERM = warning("dubbele-term", "Elk woord staat bij één begrip.")


def dated_laws(pack: Pack) -> Iterator[Problem]:
    """Laws of which nobody knows which text was read."""
    for law in pack.registers.laws:
        if law.value.sort == "wet" and not (law.value.text_date and law.value.articles):
            message = f"Bij ‘{law.value.id}’ ontbreekt tekst_van of artikelen."
            yield UNDATED_LAW(law.at(), message, 'Vul beide in, of kies soort = "lokaal" of "literatuur".')


def unused(pack: Pack, named: Named) -> Iterator[Problem]:
    """Sources, facts and misconceptions that nothing refers to. Terms stand on their own: people look them up."""
    if pack.problems:  # something that was refused may refer to it
        return
    registers = pack.registers
    for entries, names in (
        (registers.laws, {source.partition(" ")[0] for source in named.sources}),
        (registers.facts, pack.facts_used),
        (registers.misconceptions, named.misconceptions),
    ):
        for entry in entries:
            if entry.value.id not in names:
                yield UNUSED(entry.at("id"), f"Niets verwijst naar ‘{entry.value.id}’.", "Gebruik het of haal het weg.")


def double_terms(pack: Pack) -> Iterator[Problem]:
    """Words that lead to two entries of the glossary."""
    below = pack.below.terms
    seen = {word.casefold(): term.id for term in below for word in (term.term, *term.also)}
    for term in pack.registers.terms:
        words = [(term.value.term, partial(term.at, "term"))]
        words += [(word, partial(term.at, "also", at)) for at, word in enumerate(term.value.also)]
        for word, place in words:
            first = seen.setdefault(word.casefold(), term.value.id)
            if first != term.value.id:
                yield DOUBLE_TERM(place(), f"‘{word}’ staat ook bij ‘{first}’.", "Laat het op één plaats staan.")


NO_MISCONCEPTION = error("afleider-zonder-misvatting", "Elke foute optie noemt haar misvatting.", teaching=True)
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
            case Matching(distractors=distractors) | Gaps(distractors=distractors):
                for at, option in enumerate(distractors):
                    yield from _option_faults(option, item, "distractors", at)
            case Dilemma(options=options):
                for at, option in enumerate(options):
                    if option.key or option.misconception:
                        remedy = "Haal ‘goed’ en ‘misvatting’ weg."
                        yield DILEMMA_KEY(item.at("options", at), "Een dilemma heeft geen goed of fout.", remedy)


def known_misconceptions(context: LintContext) -> Iterator[Problem]:
    """Misconceptions that are not in the register."""
    known = context.pack.misconceptions
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
