"""The files of content, each read on its own: registers, lessons, item banks and cases.

A lesson file is TOML between two lines `+++`, then Markdown in steps. Blocks `{.anders}` at the end of a step tell
what the law says for who sits in another body than the raad.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar

from tutor.content.problem_kinds import Location, error
from tutor.content.reader import ContentReader
from tutor.content.schema import MISSING_KEY, Schema, bad_id, is_id, suggestion
from tutor.content.source import Placed, PlacedStep, Registers
from tutor.content.textfile import MAX_LESSON, beyond
from tutor.content.toml import KeyPath, TomlDocument
from tutor.model import (
    Casus,
    CountingRule,
    Elsewhere,
    Fact,
    Item,
    Law,
    LessonHead,
    Lookalikes,
    Misconception,
    Person,
    Problem,
    Statute,
    Step,
    StepRole,
    Term,
)
from tutor.model.lesson import BODIES
from tutor.model.municipality import COUNTED, LOCAL, SLOTS, taken_out

BAD_BLOCK = error("anders-klopt-niet", "Een blok {.anders} zegt voor wie het is, en staat aan het eind van een stap.")
LONG_BLOCK = error("anders-te-lang", "Een blok {.anders} heeft hooguit 40 woorden.")
MOST_WORDS = 40
_BEGIN = "```{.anders"
_BLOCK = re.compile(r'```\{\.anders voor="(?P<whom>[^"\n]*)"\}\n(?P<text>[^`]*?)\n?```[ \t]*(?:\n\s*|\Z)')
_NO_PLAIN_TEXT = re.compile(r"[<\[\]{}#|]|\n[ \t]*\n")
_EXAMPLE = '```{.anders voor="statenlid"}'


def taken_apart(lines: list[str], first: Location) -> tuple[list[str], tuple[Elsewhere, ...], tuple[Problem, ...]]:
    """The lines of a step without its blocks, the blocks, and what is wrong with them. `first`: of the first line."""
    start = next((at for at, line in enumerate(lines) if line.startswith(_BEGIN)), None)
    if start is None:
        return lines, (), ()
    text, at = "\n".join(lines[start:]).rstrip(), 0
    found: list[Elsewhere] = []
    problems: list[Problem] = []
    while at < len(text):
        place = Location(first.path, first.line + start + text.count("\n", 0, at))
        match = _BLOCK.match(text, at)
        if match is None:
            problems.append(BAD_BLOCK(place, "Dit is geen blok {.anders}.", f"Begin elk blok met {_EXAMPLE}, sluit het "
                                      "met ``` en zet er in deze stap niets meer achter."))  # fmt: skip
            break
        bodies = tuple(part.strip() for part in match["whom"].split(","))
        problems.extend(_faults(bodies, match["text"], tuple(body for one in found for body in one.bodies), place))
        found.append(Elsewhere(bodies=bodies, text=" ".join(match["text"].split())))
        at = match.end()
    return lines[:start], tuple(found), tuple(problems)


def _faults(bodies: tuple[str, ...], text: str, before: tuple[str, ...], place: Location) -> Iterator[Problem]:
    for body in bodies:
        if body not in BODIES:
            yield BAD_BLOCK(place, f"‘{body}’ is geen rol met een eigen wet.", suggestion(body, BODIES))
        elif (*before, *bodies).count(body) > 1:
            yield BAD_BLOCK(place, f"In deze stap staat al een blok voor ‘{body}’.", "Maak er één blok van.")
    if not text.strip() or _NO_PLAIN_TEXT.search(text):
        yield BAD_BLOCK(place, "In dit blok hoort één alinea gewone tekst.", "Haal lijsten, links en koppen weg.")
    words = len(text.split())
    if words > MOST_WORDS:
        yield LONG_BLOCK(place, f"Dit blok heeft {words} woorden.", f"Schrap er {words - MOST_WORDS}.")


FENCE = "+++"

NO_FRONT_MATTER = error("geen-voorwerk", "Een les begint met TOML tussen twee regels met +++.")
BAD_HEADING = error("kop-van-stap", "Achter elke kop ## staat {#anker .soort}, en zo nodig vraag=item-id.")
LOOSE_TEXT = error("tekst-buiten-stap", "Alle tekst staat onder een kop ##.")
NO_STEPS = error("les-zonder-stappen", "Een les heeft stappen.")
ODD_SLOT = error("onbekende-lokale-regel", "Een lokale regel heeft een naam die bestaat, en begint een kader Lokaal.")
BAD_PASSAGE = error("tekst-bij-vragen", "Een tekst bij vragen heeft een id en een tekst.")
NO_PASSAGE = error("onbekende-tekst", "Elke tekst waar een vraag bij hoort, staat in dezelfde bank.")
DOUBLE_ANCHOR = error("dubbel-anker", "Elk anker komt in een les één keer voor.")

_HEADING = re.compile(r"(?P<title>.*?)\s*\{(?P<attributes>[^{}]*)\}")
_REMEDY = "Schrijf bijvoorbeeld: ## Titel {#anker .kern vraag=item-id}."


class Parts(NamedTuple):
    """The two halves of a lesson file."""

    front: str
    front_line: int
    body: str
    body_line: int


def split(text: str, path: str) -> tuple[Parts | None, tuple[Problem, ...]]:
    """The front matter and the steps, or None and why not."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return None, (
            NO_FRONT_MATTER(Location(path, 1), "De les begint niet met een regel +++.", "Zet +++ op de eerste regel."),
        )
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        return None, (
            NO_FRONT_MATTER(Location(path, 1), "De tweede regel +++ ontbreekt.", "Zet +++ onder de TOML van de les."),
        )
    return Parts("\n".join(lines[1:end]), 2, "\n".join(lines[end + 1 :]), end + 2), ()


def steps_in(body: str, first: Location) -> tuple[tuple[PlacedStep, ...], tuple[Problem, ...]]:
    """The steps that are sound, and what is wrong with the others. `first` is the place of the body's first line."""
    lines = body.split("\n")
    heads = [number for number, line in enumerate(lines) if line.startswith("##") and not line.startswith("###")]
    problems = list(_loose(lines[: heads[0] if heads else len(lines)], first))
    if not heads and not problems:
        problems.append(NO_STEPS(first, "De les heeft geen stappen.", _REMEDY))
    found: dict[str, PlacedStep] = {}
    for head, end in pairwise([*heads, len(lines)]):
        place = Location(first.path, first.line + head)
        heading, faults = _heading(lines[head].removeprefix("##").strip(), place)
        below = Location(first.path, place.line + 1)
        told, elsewhere, odd = taken_apart(lines[head + 1 : end], below)
        text, local = taken_out("\n".join(told).rstrip())
        blank = len(text) - len(text.lstrip("\n"))
        faults = (*faults, *odd, *beyond(text[blank:], partial(Location, first.path, place.line + 1 + blank)))
        problems.extend((*faults, *_slot_faults(told, below)))
        if heading is None or faults:
            continue
        if heading.anchor in found:
            problems.append(DOUBLE_ANCHOR(place, f"Het anker ‘{heading.anchor}’ bestaat al.", "Kies een ander anker."))
            continue
        step = Step(
            anchor=heading.anchor,
            title=heading.title,
            role=heading.role,
            text=text[blank:],
            check=heading.check,
            local=local,
            elsewhere=elsewhere,
        )
        found[step.anchor] = PlacedStep(step, place, place.line + 1 + blank)
    return tuple(found.values()), tuple(problems)


def _slot_faults(lines: list[str], first: Location) -> Iterator[Problem]:
    known = (*SLOTS, *COUNTED)
    for at, line in enumerate(lines):
        place = Location(first.path, first.line + at)
        rest, names = taken_out(line)
        for name in set(names) - {*known, ""}:
            yield ODD_SLOT(place, f"De lokale regel ‘{name}’ bestaat niet.", suggestion(name, known))
        if "{lokaal:" in rest:
            message = "Deze lokale regel staat niet aan het begin van een kader."
            yield ODD_SLOT(place, message, f"Begin het kader zo: {LOCAL}{{lokaal:vragen-termijn}} …")


class _Heading(NamedTuple):
    title: str
    anchor: str
    role: StepRole
    check: str | None


def _loose(before: list[str], first: Location) -> Iterator[Problem]:
    """Text above the first heading: its first line is enough to say so."""
    number = next((number for number, line in enumerate(before) if line.strip()), None)
    if number is not None:
        place = Location(first.path, first.line + number)
        yield LOOSE_TEXT(place, "Deze tekst staat niet onder een kop ##.", f"Zet er een kop boven. {_REMEDY}")


def _heading(text: str, place: Location) -> tuple[_Heading | None, tuple[Problem, ...]]:
    match = _HEADING.fullmatch(text)
    if match is None:
        return None, (BAD_HEADING(place, "Achter deze kop staat geen {#anker .soort}.", _REMEDY),)
    words = match["attributes"].split()
    anchors = [word[1:] for word in words if word.startswith("#")]
    roles = [word[1:] for word in words if word.startswith(".")]
    checks = [word.removeprefix("vraag=") for word in words if word.startswith("vraag=")]
    faults = [
        *_count_faults(place, match["title"], anchors, roles, checks),
        *_word_faults(place, [word for word in words if not word.startswith(("#", ".", "vraag="))], roles),
        *(bad_id(word, place) for word in (*anchors, *checks) if not is_id(word)),
    ]
    if faults:
        return None, tuple(faults)
    return _Heading(match["title"], anchors[0], StepRole(roles[0]), checks[0] if checks else None), ()


def _count_faults(
    place: Location, title: str, anchors: list[str], roles: list[str], checks: list[str]
) -> Iterator[Problem]:
    if not title:
        yield BAD_HEADING(place, "Deze stap heeft geen titel.", _REMEDY)
    if len(anchors) != 1:
        yield BAD_HEADING(place, f"Deze kop heeft {len(anchors)} ankers; het moet er één zijn.", _REMEDY)
    if len(roles) != 1:
        yield BAD_HEADING(place, f"Deze kop heeft {len(roles)} soorten; het moet er één zijn.", _REMEDY)
    if len(checks) > 1:
        yield BAD_HEADING(place, f"Deze kop heeft {len(checks)} vragen; hooguit één mag.", _REMEDY)


def _word_faults(place: Location, odd: list[str], roles: list[str]) -> Iterator[Problem]:
    for word in odd:
        yield BAD_HEADING(place, f"‘{word}’ kan niet achter een kop.", _REMEDY)
    for role in roles:
        if role not in tuple(StepRole):
            yield BAD_HEADING(place, f"De soort ‘{role}’ bestaat niet.", suggestion(role, tuple(StepRole)))


FILES = (
    "bronnen.toml",
    "feiten.toml",
    "begrippen.toml",
    "misvattingen.toml",
    "lijkt-op.toml",
    "telregels.toml",
    "waterveen.toml",
)

LAWS = Schema[Law](Law)
FACTS = Schema[Fact](Fact)
TERMS = Schema[Term](Term)
MISCONCEPTIONS = Schema[Misconception](Misconception)
LOOKALIKES = Schema[Lookalikes](Lookalikes)
PEOPLE = Schema[Person](Person)
COUNTING_RULES = Schema[CountingRule](CountingRule)
STATUTE = Schema[Statute](Statute)

Entry = TypeVar("Entry", Law, Fact, Term, Misconception, Lookalikes, CountingRule, Person)


def read_registers(reader: ContentReader, present: tuple[str, ...]) -> Registers:
    """The registers that are present in `lessons/`. From here on the reader fills in facts."""
    facts = _entries(reader, present, "feiten.toml", "feit", FACTS)
    reader.facts = reader.facts_and({placed.value.id: placed.value.value for placed in facts})
    return Registers(
        facts=facts,
        laws=_entries(reader, present, "bronnen.toml", "wet", LAWS),
        terms=_entries(reader, present, "begrippen.toml", "begrip", TERMS),
        misconceptions=_entries(reader, present, "misvattingen.toml", "misvatting", MISCONCEPTIONS),
        lookalikes=_entries(reader, present, "lijkt-op.toml", "paar", LOOKALIKES),
        people=_entries(reader, present, "waterveen.toml", "persoon", PEOPLE),
        counting_rules=_entries(reader, present, "telregels.toml", "telregel", COUNTING_RULES),
    )


def _entries(
    reader: ContentReader, present: tuple[str, ...], name: str, key: str, schema: Schema[Entry]
) -> tuple[Placed[Entry], ...]:
    document = reader.document(f"lessons/{name}", key) if name in present else None
    if document is None:
        return ()
    decoded = [reader.decode(key, schema, data, document, path) for path, data in reader.tables(document, key)]
    return tuple(
        entry
        for entry in decoded
        if entry is not None and reader.claim(entry.value.id, partial(entry.at, "id"), space=key)
    )


def read_statute(reader: ContentReader, shown: str) -> Placed[Statute] | None:
    """What a law says in our own words, or None if the file is not sound."""
    document = reader.document(shown, "wettekst")
    found = document and reader.decode("wettekst", STATUTE, document.data, document)
    return found if found and reader.claim(found.value.law, partial(found.at, "law"), space="wettekst") else None


HEAD = Schema[LessonHead](LessonHead)
ITEM = Schema[Item](Item)
CASUS = Schema[Casus](Casus)


@dataclass(frozen=True, kw_only=True)
class LessonFile:
    """A lesson without its bank."""

    head: Placed[LessonHead]
    steps: tuple[PlacedStep, ...]
    whole: bool
    """No step was refused."""


@dataclass(frozen=True, kw_only=True)
class BankFile:
    """An item bank: `quizzes/<module>/<file>.toml`."""

    document: TomlDocument
    lesson: str | None
    items: tuple[Placed[Item], ...]
    whole: bool
    """No item was refused."""


def read_lesson(reader: ContentReader, shown: str) -> LessonFile | None:
    """A lesson file, or None if its front matter or no step at all is sound; then its items are of no use either."""
    text = reader.text(shown, MAX_LESSON)
    parts, problems = (None, ()) if text is None else split(text, shown)
    reader.problems.extend(problems)
    if parts is None:
        reader.refused.add("les")
        reader.refused.add("item")
        return None
    first = Location(shown, parts.body_line)
    body, unknown = reader.facts.in_text(parts.body, lambda: first)
    steps, faults = steps_in(body, first)
    reader.problems.extend((*unknown, *faults))
    if faults:
        reader.refused.add("stap")
    head = _head(reader, parts, shown)
    if head is None or not steps:
        reader.refused.add("les", head.value.id if head else None)
        reader.refused.add("item")
        return None
    return LessonFile(head=head, steps=steps, whole=not faults)


def _head(reader: ContentReader, parts: Parts, shown: str) -> Placed[LessonHead] | None:
    document = reader.toml(parts.front, shown, parts.front_line)
    return reader.decode("les", HEAD, document.data, document) if document else None


def read_bank(reader: ContentReader, shown: str) -> BankFile | None:
    """An item bank, or None if it is no TOML."""
    document = reader.document(shown, "item")
    if document is None:
        return None
    name = document.data.get("les")
    if not isinstance(name, str):
        reader.problems.append(
            MISSING_KEY(document.at("les"), "De sleutel ‘les’ ontbreekt.", 'Zet bovenaan les = "…".')
        )
    passages = _passages(reader, document)
    tables = reader.tables(document, "item", ("les", "tekst"))
    decoded = [
        reader.decode("item", ITEM, _with_passage(reader, document, path, data, passages), document, path)
        for path, data in tables
    ]
    items = tuple(item for item in decoded if item is not None)
    return BankFile(
        document=document,
        lesson=name if isinstance(name, str) else None,
        items=items,
        whole=len(items) == len(decoded),
    )


def _passages(reader: ContentReader, document: TomlDocument) -> Mapping[str, str]:
    """The texts that several questions are about, by their id in this bank."""
    tables = document.data.get("tekst", [])
    found: dict[str, str] = {}
    for position, table in enumerate(tables if isinstance(tables, list) else [tables]):
        match table:
            case {"id": str(name), "tekst": str(text), **rest} if not rest and name not in found:
                found[name] = text
            case _:
                message = "Een [[tekst]] heeft een eigen id en een tekst, en niets anders."
                reader.problems.append(
                    BAD_PASSAGE(document.at("tekst", position), message, "Vergelijk de handleiding.")
                )
    return found


def _with_passage(
    reader: ContentReader, document: TomlDocument, path: KeyPath, data: Any, passages: Mapping[str, str]
) -> Any:
    """An item with the text that it is about, in the place of its id."""
    name = data.get("bij") if isinstance(data, dict) else None
    if name is None:
        return data
    if name not in passages:
        place = document.at(*path, "bij")
        reader.problems.append(
            NO_PASSAGE(place, f"De tekst ‘{name}’ staat niet in deze bank.", suggestion(str(name), passages))
        )
        return {key: value for key, value in data.items() if key != "bij"}
    return data | {"bij": passages[name]}


def read_casus(reader: ContentReader, shown: str) -> Placed[Casus] | None:
    """A casus, or None if it is not sound."""
    document = reader.document(shown, "casus")
    return reader.decode("casus", CASUS, document.data, document) if document else None
