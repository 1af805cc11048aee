"""Assembling a lesson from its file, its bank and its cases, so that everything they name exists.

The rest of the program relies on this: a right answer exists, every target of a casus is a node, and the lesson has
the goal and the step.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

import msgspec

from tutor.content.files import BankFile, LessonFile
from tutor.content.problem_kinds import Location, error
from tutor.content.reader import ContentReader
from tutor.content.schema import suggestion
from tutor.content.source import Placed, PlacedLesson, PlacedStep
from tutor.content.textfile import beyond
from tutor.learning.answers import LETTERS
from tutor.model import (
    GAP,
    Casus,
    Dilemma,
    Gaps,
    Item,
    LessonHead,
    Matching,
    Multiple,
    Open,
    Ordering,
    Problem,
    ShortText,
    Single,
)

RIGHT_OPTIONS = error(
    "aantal-goed", "Een keuze heeft precies één goede optie, een meerkeuze minstens één goede en één foute."
)
TOO_FEW_PARTS = error("te-weinig-delen", "Een item heeft genoeg opties, onderdelen, paren, antwoorden of criteria.")
TOO_MANY_PARTS = error("te-veel-delen", "Een item heeft hooguit 26 opties, onderdelen, paren of rechterkanten.")
"""Each gets a letter."""
GAP_COUNT = error("gaten-en-antwoorden", "Elk gat in een tekst heeft zijn eigen antwoord, in dezelfde volgorde.")
UNKNOWN_GOAL = error("onbekend-doel", "Elk doel staat in het voorwerk van de les.")
UNKNOWN_STEP = error("onbekende-stap", "Elke stap van een item is een anker in de les.")
BROKEN_TARGET = error("onbekende-knoop", "Een casus verwijst alleen naar knopen die bestaan.")
DOUBLE_NODE = error("dubbele-knoop", "Elke knoop en elke wat_als heeft binnen de casus een eigen id.")
NODE_END = error("knoop-zonder-vervolg", "Een knoop heeft keuzes of een einde, niet allebei.")


def item_faults(item: Placed[Item], goals: Collection[str], anchors: Collection[str]) -> Iterator[Problem]:
    """Why this item of a lesson cannot be used."""
    value = item.value
    if value.goal not in goals:
        yield _unknown_goal(value.goal, item.at("goal"), goals)
    if value.step not in anchors:
        yield UNKNOWN_STEP(item.at("step"), f"De les heeft geen stap ‘{value.step}’.", suggestion(value.step, anchors))
    match value:
        case Single(options=options):
            right = sum(option.key for option in options)
            yield from _enough(item, "options", len(options), 2)
            if right != 1 and len(options) > 1:
                yield RIGHT_OPTIONS(item.at(), f"Deze keuze heeft {right} goede opties.", "Maak er precies één goed.")
        case Multiple(options=options):
            right = sum(option.key for option in options)
            yield from _enough(item, "options", len(options), 2)
            if right in (0, len(options)) and len(options) > 1:
                yield RIGHT_OPTIONS(
                    item.at(), f"Deze meerkeuze heeft {right} goede opties van {len(options)}.", "Geef goede en foute."
                )
        case Dilemma(options=options):
            yield from _enough(item, "options", len(options), 2)
        case Ordering(parts=parts):
            yield from _enough(item, "parts", len(parts), 2)
        case Matching(pairs=pairs):
            yield from _enough(item, "pairs", len(pairs), 2)
            if len(pairs) <= len(LETTERS):
                yield from _lettered(item, "distractors", len(value.rights))
        case Gaps(gaps=gaps):
            yield from _enough(item, "gaps", len(gaps), 1)
            if len(gaps) != value.sentence.count(GAP):
                message = (
                    f"In de zin staan {value.sentence.count(GAP)} gaten ({GAP}), en er zijn {len(gaps)} antwoorden."
                )
                yield GAP_COUNT(item.at("sentence"), message, "Geef elk gat een eigen [[item.gat]].")
            for at, gap in enumerate(gaps):
                if not gap.answers:
                    yield TOO_FEW_PARTS(item.at("gaps", at, "answers"), "Dit gat heeft geen antwoord.", "Vul aan.")
            if all(gap.answers for gap in gaps) and not value.typed:
                yield from _lettered(item, "distractors", len(value.rights))
        case ShortText(answers=answers):
            yield from _enough(item, "answers", len(answers), 1)
        case Open(criteria=criteria):
            yield from _enough(item, "criteria", len(criteria), 1)


def casus_faults(casus: Placed[Casus], goals: Collection[str]) -> Iterator[Problem]:
    """Why this casus of a lesson cannot be used."""
    value = casus.value
    nodes = {node.id for node in value.nodes}
    yield from (
        _unknown_goal(goal, casus.at("goals", at), goals) for at, goal in enumerate(value.goals) if goal not in goals
    )
    yield from _double_nodes(casus)
    yield from _target(value.start, nodes, casus, "start")
    for at, variation in enumerate(value.variations):
        yield from _target(variation.target, nodes, casus, "variations", at, "target")
    for at, node in enumerate(value.nodes):
        yield from beyond(node.text, partial(casus.at, "nodes", at, "text"))
        if bool(node.choices) == bool(node.ending):
            yield NODE_END(
                casus.at("nodes", at),
                f"De knoop ‘{node.id}’ heeft {'keuzes én een einde' if node.choices else 'geen keuzes en geen einde'}.",
                "Geef de knoop twee tot vier keuzes, of een einde.",
            )
        for choice, option in enumerate(node.choices):
            yield from _target(option.target, nodes, casus, "nodes", at, "choices", choice, "target")


def _double_nodes(casus: Placed[Casus]) -> Iterator[Problem]:
    groups = {
        "nodes": [node.id for node in casus.value.nodes],
        "variations": [variation.id for variation in casus.value.variations],
    }
    for field, names in groups.items():
        for at, name in enumerate(names):
            if name in names[:at]:
                yield DOUBLE_NODE(casus.at(field, at, "id"), f"Het id ‘{name}’ staat er al.", "Kies een ander id.")


def _target(target: str, nodes: Collection[str], casus: Placed[Casus], *fields: str | int) -> Iterator[Problem]:
    if target not in nodes:
        yield BROKEN_TARGET(casus.at(*fields), f"De knoop ‘{target}’ bestaat niet.", suggestion(target, nodes))


def _unknown_goal(goal: str, place: Location, goals: Collection[str]) -> Problem:
    return UNKNOWN_GOAL(place, f"De les heeft geen doel ‘{goal}’.", suggestion(goal, goals))


def _enough(item: Placed[Item], field: str, count: int, least: int) -> Iterator[Problem]:
    if count < least:
        yield TOO_FEW_PARTS(
            item.at(field), f"Dit item heeft {count} van deze lijst; het moeten er minstens {least} zijn.", "Vul aan."
        )
    yield from _lettered(item, field, count)


def _lettered(item: Placed[Item], field: str, count: int) -> Iterator[Problem]:
    if count > len(LETTERS):
        message = f"Dit item heeft er {count}; er zijn {len(LETTERS)} letters om uit te kiezen."
        yield TOO_MANY_PARTS(item.at(field), message, "Maak er twee vragen van.")


UNKNOWN_LESSON = error("onbekende-les", "Elke les die wordt genoemd, bestaat.")
UNKNOWN_ITEM = error("onbekend-item", "Elk item dat een les noemt, staat in haar itembank.")
BAD_VARIANT = error("variant-klopt-niet", "Een item voor één rol komt op een plaats die voor die rol leeg is.")


def join(
    reader: ContentReader,
    module: str,
    file: LessonFile,
    bank: BankFile | None,
    cases: Iterable[Placed[Casus]],
    lessons: Collection[str],
) -> PlacedLesson:
    """The lesson with what is sound of its bank and cases. `lessons` are the ids of all lessons."""
    refused, problems = len(reader.refused), len(reader.problems)
    head = file.head.value
    goals = {goal.id for goal in head.goals}
    for at, goal in enumerate(head.goals):
        reader.claim(goal.id, partial(file.head.at, "goals", at, "id"))
    every = _items(reader, file, bank, goals)
    items = tuple(item for item in every if not item.value.only_for)
    variants = tuple(_variants(reader, every))
    sound_cases = _cases(reader, cases, goals)
    known = {item.value.id for item in items}
    closed = msgspec.structs.replace(
        head,
        prequestions=_existing(reader, file.head, "prequestions", "item", known, unknown_item),
        prerequisites=_existing(reader, file.head, "prerequisites", "les", lessons, unknown_lesson),
    )
    steps = tuple(_checked(reader, step, known) for step in file.steps)
    untouched = (refused, problems) == (len(reader.refused), len(reader.problems))
    return PlacedLesson(
        head=Placed(closed, file.head.document),
        module=module,
        steps=steps,
        items=items,
        variants=variants,
        cases=sound_cases,
        bank=bank.document if bank else None,
        whole=untouched and file.whole and bank is not None and bank.whole,
    )


def unknown_lesson(name: str, place: Location, lessons: Collection[str]) -> Problem:
    """The problem that there is no such lesson."""
    return UNKNOWN_LESSON(place, f"De les ‘{name}’ bestaat niet.", suggestion(name, lessons))


def unknown_item(name: str, place: Location, items: Collection[str]) -> Problem:
    """The problem that the bank has no such item."""
    return UNKNOWN_ITEM(place, f"Het item ‘{name}’ staat niet in de itembank.", suggestion(name, items))


def _existing(
    reader: ContentReader,
    head: Placed[LessonHead],
    field: str,
    kind: str,
    known: Collection[str],
    problem: Callable[[str, Location, Collection[str]], Problem],
) -> tuple[str, ...]:
    names: tuple[str, ...] = getattr(head.value, field)
    for at, name in enumerate(names):
        if name not in known and not reader.refused.excuses(kind, name):
            reader.problems.append(problem(name, head.at(field, at), known))
    return tuple(name for name in names if name in known)


def _checked(reader: ContentReader, step: PlacedStep, items: Collection[str]) -> PlacedStep:
    check = step.value.check
    if check is None or check in items:
        return step
    if not reader.refused.excuses("item", check):
        reader.problems.append(unknown_item(check, step.place, items))
    return replace(step, value=msgspec.structs.replace(step.value, check=None))


def _items(
    reader: ContentReader, file: LessonFile, bank: BankFile | None, goals: Collection[str]
) -> tuple[Placed[Item], ...]:
    anchors = {step.value.anchor for step in file.steps}
    sound = []
    for item in bank.items if bank else ():
        faults = tuple(item_faults(item, goals, anchors))
        if file.whole or item.value.step in anchors:
            reader.problems.extend(faults)
        if reader.claim(item.value.id, partial(item.at, "id")) and not faults:
            sound.append(item)
        else:
            reader.refused.add("item", item.value.id)
    return tuple(sound)


def _variants(reader: ContentReader, items: Iterable[Placed[Item]]) -> Iterator[Placed[Item]]:
    """Those that only a role with a law of its own gets, each in a place that no other has."""
    places = {item.value.id: item.value for item in items if not item.value.only_for}
    taken: set[tuple[str, str]] = set()
    for item in items:
        fault = _variant_fault(reader, item.value, places, taken)
        if fault:
            reader.problems.append(BAD_VARIANT(item.at("instead_of"), *fault))
        elif item.value.only_for:
            yield item
        taken.update((item.value.instead_of, role) for role in item.value.only_for if item.value.instead_of)


def _variant_fault(
    reader: ContentReader, item: Item, places: Mapping[str, Item], taken: Collection[tuple[str, str]]
) -> tuple[str, str] | None:
    """What is wrong with its place, and how to mend that."""
    place = item.instead_of
    if item.only_for and item.not_for:
        return "Dit item is ‘alleen_voor’ en ‘niet_voor’ tegelijk.", "Haal ‘niet_voor’ weg."
    if not place or (item.only_for and reader.refused.excuses("item", place)):
        return None
    if not item.only_for:
        return "Dit item komt in de plaats van een ander, maar zegt niet voor wie.", "Zet er ‘alleen_voor’ bij."
    if place not in places:
        return f"Het item ‘{place}’ staat niet in de itembank.", suggestion(place, places)
    if kept := [role for role in item.only_for if role not in places[place].not_for]:
        return f"Wie ‘{kept[0]}’ is, krijgt ‘{place}’ ook.", f'Zet bij ‘{place}’ ook niet_voor = ["{kept[0]}"].'
    if double := [role for role in item.only_for if (place, role) in taken]:
        return f"In de plaats van ‘{place}’ komt voor ‘{double[0]}’ al een ander item.", "Eén is genoeg."
    return None


def _cases(reader: ContentReader, cases: Iterable[Placed[Casus]], goals: Collection[str]) -> tuple[Placed[Casus], ...]:
    sound = []
    for casus in cases:
        faults = tuple(casus_faults(casus, goals))
        reader.problems.extend(faults)
        if reader.claim(casus.value.id, partial(casus.at, "id")) and not faults:
            sound.append(casus)
        else:
            reader.refused.add("casus", casus.value.id)
    return tuple(sound)
