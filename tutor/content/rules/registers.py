"""Registers: complete, and without entries that nobody uses."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.content.codes import error, warning
from tutor.content.review import everything
from tutor.content.source import Pack
from tutor.content.strings import strings
from tutor.model import Problem

UNDATED_LAW = error("wet-zonder-datum", "Bij elke wet staan de datum van de tekst en de artikelen.")
UNUSED = warning("ongebruikt", "Elke bron, elk feit en elke misvatting in de registers wordt gebruikt.")
DOUBLE_TERM = warning("dubbele-term", "Elk woord staat bij één begrip.")


def dated_laws(pack: Pack) -> Iterator[Problem]:
    """Laws of which nobody knows which text was read."""
    for law in pack.registers.laws:
        if law.value.sort == "wet" and not (law.value.text_date and law.value.articles):
            message = f"Bij ‘{law.value.id}’ ontbreekt tekst_van of artikelen."
            yield UNDATED_LAW(law.at(), message, 'Vul beide in, of kies soort = "lokaal" of "literatuur".')


def unused(pack: Pack) -> Iterator[Problem]:
    """Sources, facts and misconceptions that nothing refers to. Terms stand on their own: people look them up."""
    if pack.problems:  # something that was refused may refer to it
        return
    used = {"sources": set[str](), "misconception": set[str]()}
    for string in (string for value in everything(pack) for string in strings(value)):
        if string.field in used:
            used[string.field].add(string.text.partition(" ")[0])
    registers = pack.registers
    for entries, names in (
        (registers.laws, used["sources"]),
        (registers.facts, pack.facts_used),
        (registers.misconceptions, used["misconception"]),
    ):
        for entry in entries:
            if entry.value.id not in names:
                yield UNUSED(entry.at("id"), f"Niets verwijst naar ‘{entry.value.id}’.", "Gebruik het of haal het weg.")


def double_terms(pack: Pack) -> Iterator[Problem]:
    """Words that lead to two entries of the glossary."""
    seen: dict[str, str] = {}
    for term in pack.registers.terms:
        words = [(term.value.term, term.at("term"))]
        words += [(word, term.at("also", at)) for at, word in enumerate(term.value.also)]
        for word, place in words:
            first = seen.setdefault(word.casefold(), term.value.id)
            if first != term.value.id:
                yield DOUBLE_TERM(place, f"‘{word}’ staat ook bij ‘{first}’.", "Laat het op één plaats staan.")
