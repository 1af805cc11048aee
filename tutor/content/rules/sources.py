"""Sources: each one is in the register, and so is its article; what a text names is among them.

And what laws say in our own words: of every article and `lid` that something cites, and of no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial

from tutor.content import statute
from tutor.content.files import BAD_BLOCK, LONG_BLOCK, MOST_WORDS
from tutor.content.lint_context import LintContext, Named, String
from tutor.content.problem_kinds import Location, error, warning
from tutor.content.schema import suggestion
from tutor.content.source import Pack, Placed
from tutor.model import Casus, Fact, Item, Law, LessonHead, Norm, Problem, Term

NO_SOURCE = error("geen-bron", "Elk item, elke les, elke casus en elk feit noemt een bron.", teaching=True)
BAD_REFERENCE = error("verwijzing", "Een bron is id, artikel, lid en onderdeel, zoals gemeentewet 160 lid 1 d.")
UNKNOWN_SOURCE = error("onbekende-bron", "Elke bron staat in bronnen.toml.")
UNKNOWN_ARTICLE = error("onbekend-artikel", "Elk artikel staat bij zijn wet in bronnen.toml.", teaching=True)
UNLISTED_ARTICLE = error(
    "artikel-zonder-bron", "Elk artikel dat een tekst noemt, staat in ‘bronnen’ van die tekst.", teaching=True
)
NOT_ELSEWHERE = error(
    "stap-zonder-anders",
    "Noemt een stap een artikel dat voor een Statenlid of AB-lid anders is, dan zegt een blok dat.",
)
CASUS_NOT_ELSEWHERE = error(
    "casus-zonder-anders",
    "Rust een casus op een artikel dat voor een Statenlid of AB-lid anders is, dan zegt een van haar knopen dat.",
    teaching=True,
)
NORM_WITHOUT_LAW = error("norm-zonder-wet", "Een item met norm wet noemt een artikel van een wet.", teaching=True)


def sources(context: LintContext) -> Iterator[Problem]:
    """References that are none, or to a law or article that is not in the register."""
    register = context.pack.laws
    for string in context.strings:
        if string.field == "sources":
            yield from _reference_faults(string, register, context.pack)


def other_texts(context: LintContext) -> Iterator[Problem]:
    """Articles with a date of their own that the law itself does not list."""
    for law in () if context.lessons else context.pack.registers.laws:
        for number, text in enumerate(law.value.other_texts):
            for at, article in enumerate(text.articles):
                if article not in law.value.articles:
                    place = law.at("other_texts", number, "articles", at)
                    message = f"Artikel {article} staat niet bij de artikelen van ‘{law.value.id}’."
                    yield UNKNOWN_ARTICLE(place, message, "Zet het ook daar, of herstel het nummer.")


def elsewhere(context: LintContext) -> Iterator[Problem]:
    """Steps that name an article of which another law says otherwise, and say nothing of that to whom it concerns."""
    others = {
        (law.id, article): (*(one for one in law.elsewhere if article in one.articles),)
        for law in context.pack.laws.values()
        for article in {article for one in law.elsewhere for article in one.articles}
    }
    for lesson in context.lessons if others else ():
        listed = {tuple(source.split()[:2]) for source in lesson.head.value.sources}
        for step in lesson.steps:
            told = {body for block in step.value.elsewhere for body in block.bodies}
            for (law, article), roles in others.items():
                named = any(
                    mention.article == article and mention.law in (law, None) and (law, article) in listed
                    for mention in context.mentions.find(step.value.text)
                )
                for role in (one.role for one in roles if named and lesson.module in one.modules):
                    if role not in told:
                        told.add(role)
                        yield NOT_ELSEWHERE(
                            Location(step.place.path, step.place.line),
                            f"Artikel {article} is voor wie ‘{role}’ is anders, en deze stap zegt niet hoe.",
                            f'Zet onder de stap een blok ```{{.anders voor="{role}"}}.',
                        )


def cases_elsewhere(context: LintContext) -> Iterator[Problem]:
    """The same for cases, and blocks in one of their scenes that are too long or for a role that has one there."""
    others = [(law.id, one) for law in context.pack.laws.values() for one in law.elsewhere]
    modules = {casus.value.id: lesson.module for lesson in context.lessons for casus in lesson.cases}
    for casus in context.cases:
        value = casus.value
        rests = {*value.sources, *(source for node in value.nodes for one in node.choices for source in one.sources)}
        named = {tuple(source.split()[:2]) for source in rests}
        told = {block.role for node in value.nodes for block in node.elsewhere}
        for law, one in others:
            differs = named & {(law, article) for article in one.articles}
            if differs and one.role not in told and modules[value.id] in one.modules:
                told.add(one.role)
                message = f"Artikel {min(differs)[1]} is voor wie ‘{one.role}’ is anders, en deze casus zegt niet hoe."
                remedy = "Zet [[knoop.anders]] bij de knoop waar dat telt."
                yield CASUS_NOT_ELSEWHERE(casus.at("nodes"), message, remedy)
        for at, node in enumerate(value.nodes):
            for number, block in enumerate(node.elsewhere):
                where = ("nodes", at, "elsewhere", number, "text")  # located only for what is wrong: it takes long
                if block.role in {one.role for one in node.elsewhere[:number]}:
                    yield BAD_BLOCK(
                        casus.at(*where), f"In deze knoop staat al een blok voor ‘{block.role}’.", "Maak er één van."
                    )
                if (words := len(block.text.split())) > MOST_WORDS:
                    yield LONG_BLOCK(
                        casus.at(*where), f"Dit blok heeft {words} woorden.", f"Schrap er {words - MOST_WORDS}."
                    )


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
    sorts = {name: law.sort for name, law in context.pack.laws.items()}
    for item in context.items:
        named = {sorts.get(source.partition(" ")[0]) for source in item.value.sources}
        if item.value.norm is Norm.LAW and named and not named & {"wet", None}:
            message = "De norm is ‘wet’, maar geen van de bronnen is een wet."
            yield NORM_WITHOUT_LAW(item.at("norm"), message, "Noem het artikel of kies een andere norm.")


def unlisted_articles(context: LintContext) -> Iterator[Problem]:
    """Articles in a text that are not among its sources: when they change, nothing would point to that text."""
    for lesson in context.lessons:
        for step in lesson.steps:
            for block in step.value.elsewhere:
                place = partial(Location, step.place.path, step.place.line)
                yield from _unlisted(context, block.text, lesson.head.value.sources, place)
    for text in context.texts:
        if text.step:
            for passage in text.passages:
                yield from _unlisted(
                    context, passage.text, text.lesson.head.value.sources, partial(text.at, passage.line)
                )
    for string in context.strings:
        if string.field != "sources" and (sources := sources_of(string)) is not None:
            yield from _unlisted(context, string.text, sources, partial(string.value.at, *string.path))


def sources_of(string: String) -> tuple[str, ...] | None:
    """What this text rests on; None where that cannot be said, or where `geen-bron` says that it is missing."""
    match string.value.value, string.path:
        case Casus(sources=own, nodes=nodes), ("nodes", int(node), "choices", int(choice), *_) if own:
            return (*own, *nodes[node].choices[choice].sources)
        case Casus(nodes=nodes), ("nodes", int(node), "elsewhere", int(block), *_):
            return nodes[node].elsewhere[block].sources
        case Term(sources=own), _:
            return own
        case value, _:
            return getattr(value, "sources", None) or None


def _unlisted(
    context: LintContext, text: str, sources: tuple[str, ...], place: Callable[[], Location]
) -> Iterator[Problem]:
    mentions = dict.fromkeys(context.mentions.find(text))
    if not mentions:
        return
    try:
        listed = [statute.parse(source) for source in sources]
    except statute.BadReference:
        return
    for article, law in mentions:
        if any(source.article == article and law in (None, source.law) for source in listed):
            continue
        laws = [entry.id for entry in context.pack.laws.values() if article in entry.articles]
        name = law or next((source.law for source in listed if source.law in laws), "wet")
        yield UNLISTED_ARTICLE(
            place(),
            f"De tekst noemt artikel {article}, maar dat staat niet in de bronnen.",
            f"Zet bijvoorbeeld ‘{name} {article}’ in ‘bronnen’, of herstel het nummer.",
        )


def _reference_faults(string: String, register: Mapping[str, Law], pack: Pack) -> Iterator[Problem]:
    try:
        reference = statute.parse(string.text)
    except statute.BadReference as bad:
        yield BAD_REFERENCE(string.place, f"{bad}.", "Herstel de verwijzing.")
        return
    law = register.get(reference.law)
    if law is None and pack.refused.excuses("wet", reference.law):
        return
    if law is None:
        message = f"De bron ‘{reference.law}’ staat niet in bronnen.toml."
        yield UNKNOWN_SOURCE(string.place, message, suggestion(reference.law, register))
    elif reference.article is None and law.articles:
        place = string.place
        yield UNKNOWN_ARTICLE(place, f"Bij ‘{law.id}’ hoort een artikel.", "Zet het artikel achter de naam van de wet.")
    elif reference.article is not None and reference.article not in law.articles:
        message = f"Artikel {reference.article} van ‘{law.id}’ staat niet in bronnen.toml."
        remedy = "Lees het artikel en zet het in bronnen.toml, of herstel de verwijzing."
        if law.id in pack.below.register:  # a pack cannot add to a law that came with the program
            message = f"Artikel {reference.article} van ‘{law.id}’ kent Raadstutor niet."
            remedy = "Kijk in de wet of het nummer klopt. Dan mag dit zo blijven; de tutor legt het artikel niet uit."
        yield UNKNOWN_ARTICLE(string.place, message, remedy)


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
