"""What laws say in our own words: of every article and `lid` that something cites, and of no other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import partial

from tutor.content import statute
from tutor.content.lint_context import LintContext, Named
from tutor.content.problem_kinds import error, warning
from tutor.content.schema import suggestion
from tutor.content.source import Pack
from tutor.model import Problem

UNKNOWN_LAW = error("wettekst-zonder-wet", "Een bestand in lessons/wetten/ noemt een wet uit bronnen.toml.")
UNLISTED = error("wettekst-zonder-artikel", "Een artikel in lessons/wetten/ staat ook bij zijn wet in bronnen.toml.")
DOUBLE = error("wettekst-dubbel", "Een artikel staat één keer in lessons/wetten/, met een nummer per lid.")
UNEXPLAINED = error(
    "bron-zonder-uitleg", "Elk lid dat een bron noemt, staat in eigen woorden in lessons/wetten/.", teaching=True
)
UNCITED = warning("uitleg-zonder-bron", "Naar elk artikel in lessons/wetten/ verwijst een tekst.")


def entries(pack: Pack) -> Iterator[Problem]:
    """Entries that stand twice, or are of a law or article that is not in the register."""
    laws = pack.laws
    for placed in pack.registers.statutes:
        law = laws.get(placed.value.law)
        if law is None:
            if not pack.refused.excuses("wet", placed.value.law):
                message = f"De wet ‘{placed.value.law}’ staat niet in bronnen.toml."
                yield UNKNOWN_LAW(placed.at("law"), message, suggestion(placed.value.law, laws))
            continue
        seen: set[str] = set()
        for at, entry in enumerate(placed.value.entries):
            place = partial(placed.at, "entries", at, "number")
            if entry.number not in law.articles:
                yield UNLISTED(
                    place(), f"Artikel {entry.number} staat niet in bronnen.toml.", "Zet het daar bij de wet."
                )
            if entry.number in seen:
                yield DOUBLE(place(), f"Artikel {entry.number} staat er al.", "Maak er één van.")
            if not entry.paragraphs or (entry.labels and len(entry.labels) != len(entry.paragraphs)):
                message = f"Artikel {entry.number} heeft {len(entry.paragraphs)} leden en {len(entry.labels)} nummers."
                yield DOUBLE(place(), message, "Geef elk lid één nummer, of laat ‘lidnummers’ weg.")
            seen.add(entry.number)


def untold(context: LintContext) -> Iterator[Problem]:
    """Sources of which nothing is told in our own words; for laws that have a file."""
    pack = context.pack
    told = {
        (placed.value.law, entry.number): {label for label, _ in entry.numbered}
        for placed in pack.registers.statutes
        for entry in placed.value.entries
    }
    laws = {law for law, _ in told}
    register = _articles(pack)
    for string in context.strings:
        reference = _article(string.text) if string.field == "sources" else None
        if reference is None or reference.law not in laws:
            continue
        key = (reference.law, reference.article or "")
        article = f"artikel {reference.article} van ‘{reference.law}’"
        if key not in register:
            continue
        if key not in told:
            message = f"Wat {article} zegt, staat niet in lessons/wetten/."
            yield UNEXPLAINED(string.place, message, "Lees het artikel en schrijf het daar in eigen woorden.")
        elif reference.lid and reference.lid not in told[key]:
            message = f"Lid {reference.lid} van {article} staat niet in lessons/wetten/."
            yield UNEXPLAINED(string.place, message, "Schrijf elk lid daar in eigen woorden, of herstel de bron.")


def uncited(pack: Pack, named: Named) -> Iterator[Problem]:
    """The other way round."""
    if pack.refused:
        return  # what was refused may cite it
    idle = _articles(pack) - {tuple(source.split(maxsplit=2)[:2]) for source in named.sources}
    if idle:  # those that are only cited with a space, as ‘kieswet X 8’
        idle -= {(one.law, one.article or "") for one in map(_article, named.sources) if one}
    for placed in pack.registers.statutes:
        for at, entry in enumerate(placed.value.entries):
            if (placed.value.law, entry.number) in idle:
                message = f"Naar artikel {entry.number} verwijst niets."
                yield UNCITED(placed.at("entries", at), message, "Haal het weg of noem het als bron.")


def _articles(pack: Pack) -> set[tuple[str, str]]:
    return {(law.id, article) for law in pack.laws.values() for article in law.articles}


def _article(source: str) -> statute.Reference | None:
    """The article that something rests on; what is no reference is reported elsewhere."""
    with suppress(statute.BadReference):
        reference = statute.parse(source)
        return reference if reference.article else None
    return None
