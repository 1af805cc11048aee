"""Plans for a classroom evening, programmes, and items that look alike: all name parts of any lesson."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

import msgspec

from tutor.content.assemble import item_faults, unknown_item, unknown_lesson
from tutor.content.problem_kinds import error, warning
from tutor.content.reader import ContentReader
from tutor.content.schema import Schema, suggestion
from tutor.content.source import Placed
from tutor.model import (
    CalendarGame,
    ClassPlan,
    Debate,
    Item,
    ItemBase,
    Lesson,
    Line,
    Lookalikes,
    Measurement,
    MoralTalk,
    Multiple,
    PeerQuestion,
    Problem,
    Programme,
    Severity,
    Single,
    Stop,
    TeamQuiz,
)

PLAN = Schema[ClassPlan](ClassPlan)

ODD_ITEM = error(
    "item-past-niet",
    "Een activiteit over een mening noemt een stelling of dilemma, een stemming een vraag met opties.",
)
DOUBLE_ACTIVITY = error("dubbele-activiteit", "Elke activiteit heeft binnen het plan een eigen id.")
ODD_QUESTION = error("eigen-vraag", "Het id van een eigen vraag begint met het id van de avond.")
EMPTY_PLAN = error("leeg-plan", "Een plan heeft activiteiten, en elke activiteit duurt minstens één minuut.")


def read_plan(reader: ContentReader, shown: str) -> Placed[ClassPlan] | None:
    """A plan, or None if it is not sound by itself."""
    document = reader.document(shown, "plan")
    return reader.decode("plan", PLAN, _completed(document.data), document) if document else None


LEFT_OUT: Mapping[str, object] = {
    "doel": "",
    "stap": "",
    "uitleg": "",
    "norm": "gebruik",
    "bronnen": [],
    "moeilijkheid": 2,
}
"""What an item in a plan may do without: it belongs to no lesson."""


def _completed(data: dict[str, Any]) -> dict[str, Any]:
    """A plan with what its own items left out."""
    items = data.get("item")
    if not isinstance(items, list):
        return data
    return data | {"item": [_whole(item) if isinstance(item, dict) else item for item in items]}


def _whole(item: dict[str, Any]) -> dict[str, Any]:
    parts = {
        name: [{"feedback": ""} | one if isinstance(one, dict) else one for one in item[name]]
        for name in ("optie", "onderdeel", "paar", "criterium", "fout")
        if isinstance(item.get(name), list)
    }
    filled = {"feedback": ""} if item.get("soort") in ("getal", "kort") else {}
    return {**LEFT_OUT, **filled, **item, **parts}


def sound_plans(
    reader: ContentReader, plans: Collection[Placed[ClassPlan]], shared: Mapping[str, Item], lessons: Collection[str]
) -> tuple[Placed[ClassPlan], ...]:
    """The plans of which all items exist; the others are reported."""
    sound = []
    for plan in plans:
        before = len(reader.problems)
        items: Mapping[str, Item] = ChainMap({item.id: item for item in plan.value.questions}, shared)  # type: ignore[arg-type]
        reader.problems.extend(_question_faults(reader, plan))
        missing = [name for _, name, _ in _items(plan.value) if name not in items]
        reader.problems.extend(_plan_faults(reader, plan, items, lessons))
        if (
            reader.claim(plan.value.id, partial(plan.at, "id"), "plan")
            and len(reader.problems) == before
            and not missing
        ):
            sound.append(plan)
    return tuple(sound)


def _question_faults(reader: ContentReader, plan: Placed[ClassPlan]) -> Iterator[Problem]:
    """Why the own items of a plan cannot be used."""
    for at, question in enumerate(plan.value.questions):
        place = partial(plan.at, "questions", at, "id")
        if not question.id.startswith(f"{plan.value.id}-"):
            message = f"Het id van een eigen vraag begint met dat van de avond: ‘{plan.value.id}-’."
            yield ODD_QUESTION(place(), message, f"Noem het bijvoorbeeld ‘{plan.value.id}-{question.id}’.")
        reader.claim(question.id, place)
        placed = Placed(question, plan.document, (*plan.path, "item", at))
        yield from item_faults(placed, {question.goal}, {question.step})


def sound_pairs(
    reader: ContentReader, pairs: Collection[Placed[Lookalikes]], items: Mapping[str, Item]
) -> tuple[Placed[Lookalikes], ...]:
    """The pairs with only the items that exist; the others are reported."""
    for pair in pairs:
        for field, names in (("left", pair.value.left), ("right", pair.value.right)):
            for at, name in enumerate(names):
                if name not in items and not reader.refused.excuses("item", name):
                    reader.problems.append(unknown_item(name, pair.at(field, at), items))
    return tuple(
        Placed(
            msgspec.structs.replace(
                pair.value,
                left=tuple(name for name in pair.value.left if name in items),
                right=tuple(name for name in pair.value.right if name in items),
            ),
            pair.document,
            pair.path,
        )
        for pair in pairs
    )


def _plan_faults(
    reader: ContentReader, plan: Placed[ClassPlan], items: Mapping[str, Item], lessons: Collection[str]
) -> Iterator[Problem]:
    for path, name, wanted in _items(plan.value):
        if name not in items:
            if not reader.refused.excuses("item", name):
                yield unknown_item(name, plan.at(*path), items)
        elif not isinstance(items[name], wanted.kinds) or isinstance(items[name], wanted.but):
            message = f"Het item ‘{name}’ past niet bij deze activiteit."
            yield ODD_ITEM(plan.at(*path), message, wanted.remedy)
    for at, name in enumerate(plan.value.follow_up):
        if name not in lessons and not reader.refused.excuses("les", name):
            yield unknown_lesson(name, plan.at("follow_up", at), lessons)
    yield from _activity_faults(plan)


def _activity_faults(plan: Placed[ClassPlan]) -> Iterator[Problem]:
    if not plan.value.activities:
        yield EMPTY_PLAN(plan.at(), "Dit plan heeft geen activiteiten.", "Voeg [[activiteit]] toe.")
    names = [activity.id for activity in plan.value.activities]
    for at, activity in enumerate(plan.value.activities):
        if activity.id in names[:at]:
            place = plan.at("activities", at, "id")
            yield DOUBLE_ACTIVITY(place, f"Het id ‘{activity.id}’ staat er al.", "Kies een ander id.")
        if activity.minutes < 1:
            message = f"De activiteit ‘{activity.id}’ duurt {activity.minutes} minuten."
            yield EMPTY_PLAN(plan.at("activities", at, "minutes"), message, "Geef haar minstens één minuut.")
        if isinstance(activity, CalendarGame) and not activity.events:
            message = f"De activiteit ‘{activity.id}’ heeft geen gebeurtenissen."
            yield EMPTY_PLAN(plan.at("activities", at), message, "Voeg [[activiteit.gebeurtenis]] toe.")
        if isinstance(activity, TeamQuiz | Measurement) and not activity.items:
            message = f"De activiteit ‘{activity.id}’ heeft geen items."
            yield EMPTY_PLAN(plan.at("activities", at, "items"), message, "Noem minstens één item.")


class _Wanted(NamedTuple):
    """What an item must be for an activity."""

    kinds: tuple[type[ItemBase], ...]
    remedy: str
    but: tuple[type[ItemBase], ...] = ()


_VOTE = _Wanted((Single, Multiple), "Kies een vraag met opties: alleen daarover kan een groep stemmen.")
_OPINION = _Wanted((Debate,), "Kies een stelling of dilemma.")
_ANSWER = _Wanted((ItemBase,), "Kies een vraag met antwoord.", but=(Debate,))


def _items(plan: ClassPlan) -> Iterator[tuple[tuple[str | int, ...], str, _Wanted]]:
    """Path, id and what it must be, for every item that a plan names."""
    for at, activity in enumerate(plan.activities):
        match activity:
            case PeerQuestion(item=item):
                yield ("activities", at, "item"), item, _VOTE
            case Line(item=item) | MoralTalk(item=item):
                yield ("activities", at, "item"), item, _OPINION
            case TeamQuiz(items=items) | Measurement(items=items):
                wanted = _VOTE if isinstance(activity, Measurement) else _ANSWER
                for position, item in enumerate(items):
                    yield ("activities", at, "items", position), item, wanted


PROGRAMME = Schema[Programme](Programme)

ODD_STOP = error("halte-klopt-niet", "Een halte wijst naar iets wat de les heeft, en duurt minstens één minuut.")
OTHER_TIME = warning("halte-andere-tijd", "Bij een halte die een hele les is, staan op een vijfde na haar minuten.")
EMPTY_PROGRAMME = error("leeg-programma", "Een programma heeft delen, en elk deel heeft haltes.")


def read_programme(reader: ContentReader, shown: str) -> Placed[Programme] | None:
    """A programme, or None if it is not sound by itself."""
    document = reader.document(shown, "programma")
    return reader.decode("programma", PROGRAMME, document.data, document) if document else None


def sound_programmes(
    reader: ContentReader, programmes: Collection[Placed[Programme]], lessons: Mapping[str, Lesson]
) -> tuple[Placed[Programme], ...]:
    """The programmes of which every stop leads somewhere; the others are reported."""
    sound = []
    for programme in programmes:
        faults = list(_faults(reader, programme, lessons))
        reader.problems.extend(faults)
        missing = any(stop.lesson not in lessons for section in programme.value.sections for stop in section.stops)
        wrong = missing or any(one.severity is Severity.ERROR for one in faults)
        if reader.claim(programme.value.id, partial(programme.at, "id"), "programma") and not wrong:
            sound.append(programme)
    return tuple(sound)


def _faults(reader: ContentReader, programme: Placed[Programme], lessons: Mapping[str, Lesson]) -> Iterator[Problem]:
    if not programme.value.sections:
        yield EMPTY_PROGRAMME(programme.at(), "Dit programma heeft geen delen.", "Voeg [[deel]] toe.")
    for number, section in enumerate(programme.value.sections):
        path = ("sections", number)
        if not section.stops:
            message = f"Het deel ‘{section.title}’ heeft geen haltes."
            yield EMPTY_PROGRAMME(programme.at(*path), message, "Voeg [[deel.halte]] toe.")
        for position, stop in enumerate(section.stops):
            here = partial(programme.at, *path, "stops", position)
            lesson = lessons.get(stop.lesson)
            if lesson is None:
                if not reader.refused.excuses("les", stop.lesson):
                    yield unknown_lesson(stop.lesson, here("lesson"), lessons)
                continue
            if stop.minutes < 1:
                yield ODD_STOP(here("minutes"), f"Deze halte duurt {stop.minutes} minuten.", "Geef haar een minuut.")
            if message := _odd(reader, stop, lesson):
                anchors = [step.anchor for step in lesson.steps]
                remedy = suggestion(stop.step or "", anchors) if stop.what == "stap" else "Kies iets anders bij ‘wat’."
                yield ODD_STOP(here("step" if stop.step else "lesson"), message, remedy)
            elif (
                stop.what == "les"
                and not reader.refused
                and abs(stop.minutes - (takes := lesson.head.minutes)) > takes / 5
            ):
                message = f"Deze halte duurt ongeveer {takes} minuten, en er staat {stop.minutes}."
                yield OTHER_TIME(here("minutes"), message, f"Schrijf minuten = {takes}.")


def _odd_minutes(said: int, takes: int) -> bool:
    return abs(said - takes) > takes / 5


def _odd(reader: ContentReader, stop: Stop, lesson: Lesson) -> str:
    """What is wrong with a stop in a lesson that exists; empty when nothing is."""
    match stop.what:
        case "stap" if stop.step not in {step.anchor for step in lesson.steps}:
            if reader.refused.excuses("stap", stop.step or ""):
                return ""
            return f"De les ‘{stop.lesson}’ heeft geen stap ‘{stop.step or ''}’."
        case "casus" if not lesson.cases and not reader.refused.any("casus"):
            return f"De les ‘{stop.lesson}’ heeft geen casus."
        case "les" | "quiz" | "casus" if stop.step:
            return 'Een ‘stap’ hoort alleen bij wat = "stap".'
        case _:
            return ""
