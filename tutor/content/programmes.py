"""Programmes: routes through lessons that exist, each stop once looked up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import partial

from tutor.content.codes import error
from tutor.content.join import unknown_lesson
from tutor.content.reader import Reader
from tutor.content.schema import Schema, suggestion
from tutor.content.source import Placed, PlacedLesson
from tutor.model import Problem, Programme, Stop

PROGRAMME = Schema[Programme](Programme)

ODD_STOP = error("halte-klopt-niet", "Een halte wijst naar iets wat de les heeft, en duurt minstens één minuut.")
EMPTY_PROGRAMME = error("leeg-programma", "Een programma heeft delen, en elk deel heeft haltes.")


def read_programme(reader: Reader, shown: str) -> Placed[Programme] | None:
    """A programme, or None if it is not sound by itself."""
    document = reader.document(shown, "programma")
    return reader.decode("programma", PROGRAMME, document.data, document) if document else None


def sound_programmes(
    reader: Reader, programmes: Collection[Placed[Programme]], lessons: Mapping[str, PlacedLesson]
) -> tuple[Placed[Programme], ...]:
    """The programmes of which every stop leads somewhere; the others are reported."""
    sound = []
    for programme in programmes:
        faults = list(_faults(reader, programme, lessons))
        reader.problems.extend(faults)
        missing = any(stop.lesson not in lessons for section in programme.value.sections for stop in section.stops)
        if reader.claim(programme.value.id, partial(programme.at, "id"), "programma") and not faults and not missing:
            sound.append(programme)
    return tuple(sound)


def _faults(reader: Reader, programme: Placed[Programme], lessons: Mapping[str, PlacedLesson]) -> Iterator[Problem]:
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
                anchors = [step.value.anchor for step in lesson.steps]
                remedy = suggestion(stop.step or "", anchors) if stop.what == "stap" else "Kies iets anders bij ‘wat’."
                yield ODD_STOP(here("step" if stop.step else "lesson"), message, remedy)


def _odd(reader: Reader, stop: Stop, lesson: PlacedLesson) -> str:
    """What is wrong with a stop in a lesson that exists; empty when nothing is."""
    match stop.what:
        case "stap" if stop.step not in {step.value.anchor for step in lesson.steps}:
            if reader.refused.excuses("stap", stop.step or ""):
                return ""
            return f"De les ‘{stop.lesson}’ heeft geen stap ‘{stop.step or ''}’."
        case "casus" if not lesson.cases and not reader.refused.any("casus"):
            return f"De les ‘{stop.lesson}’ heeft geen casus."
        case "les" | "quiz" | "casus" if stop.step:
            return 'Een ‘stap’ hoort alleen bij wat = "stap".'
        case _:
            return ""
