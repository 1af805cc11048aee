"""Sources: each one is in the register, and so is its article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tutor.content import statute
from tutor.content.lint_context import LintContext, String
from tutor.content.problem_kinds import error
from tutor.content.schema import suggestion
from tutor.content.source import Placed, Refused
from tutor.model import Casus, Fact, Item, Law, LessonHead, Norm, Problem

NO_SOURCE = error("geen-bron", "Elk item, elke les, elke casus en elk feit noemt een bron.")
BAD_REFERENCE = error("verwijzing", "Een bron is id, artikel, lid en onderdeel, zoals gemeentewet 160 lid 1 d.")
UNKNOWN_SOURCE = error("onbekende-bron", "Elke bron staat in bronnen.toml.")
UNKNOWN_ARTICLE = error("onbekend-artikel", "Elk artikel staat bij zijn wet in bronnen.toml.")
NORM_WITHOUT_LAW = error("norm-zonder-wet", "Een item met norm wet noemt een artikel van een wet.")


def sources(context: LintContext) -> Iterator[Problem]:
    """References that are none, or to a law or article that is not in the register."""
    register = {law.value.id: law.value for law in context.pack.registers.laws}
    for string in context.strings:
        if string.field == "sources":
            yield from _reference_faults(string, register, context.pack.refused)


def missing_sources(context: LintContext) -> Iterator[Problem]:
    """Things that rest on nothing. A term of the glossary and a choice in a casus may."""
    values: tuple[Placed[Fact | LessonHead | Item | Casus], ...] = (
        *context.pack.registers.facts,
        *context.heads,
        *context.items,
        *context.cases,
    )
    for value in values:
        if not value.value.sources:
            yield NO_SOURCE(value.at("sources"), "Hier staat geen bron.", "Vul ‘bronnen’ in.")


def norms(context: LintContext) -> Iterator[Problem]:
    """Items that say the law decides but name no law."""
    sorts = {law.value.id: law.value.sort for law in context.pack.registers.laws}
    for item in context.items:
        named = {sorts.get(source.partition(" ")[0]) for source in item.value.sources}
        if item.value.norm is Norm.LAW and named and not named & {"wet", None}:
            message = "De norm is ‘wet’, maar geen van de bronnen is een wet."
            yield NORM_WITHOUT_LAW(item.at("norm"), message, "Noem het artikel of kies een andere norm.")


def _reference_faults(string: String, register: Mapping[str, Law], refused: Refused) -> Iterator[Problem]:
    try:
        reference = statute.parse(string.text)
    except statute.BadReference as bad:
        yield BAD_REFERENCE(string.place, f"{bad}.", "Herstel de verwijzing.")
        return
    law = register.get(reference.law)
    if law is None and refused.excuses("wet", reference.law):
        return
    if law is None:
        message = f"De bron ‘{reference.law}’ staat niet in bronnen.toml."
        yield UNKNOWN_SOURCE(string.place, message, suggestion(reference.law, register))
    elif reference.article is None and law.articles:
        place = string.place
        yield UNKNOWN_ARTICLE(place, f"Bij ‘{law.id}’ hoort een artikel.", "Zet het artikel achter de naam van de wet.")
    elif reference.article is not None and reference.article not in law.articles:
        message = f"Artikel {reference.article} van ‘{law.id}’ staat niet in bronnen.toml."
        yield UNKNOWN_ARTICLE(
            string.place, message, "Lees het artikel en zet het in bronnen.toml, of herstel de verwijzing."
        )
