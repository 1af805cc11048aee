"""Programmes in line mode: routes that somebody composed, and how far the learner is."""

from __future__ import annotations

from tutor.learning.programme import StopState, follow
from tutor.line.console import Console
from tutor.service import phrases
from tutor.service.study import Study


def show_all(console: Console, study: Study) -> None:
    """One line per programme: its id and title, and how many stops are done."""
    if not study.catalogue.programmes:
        console.say("Er zijn geen programma’s.")
    for programme in study.catalogue.programmes:
        state = follow(programme, study.progress, study.catalogue)
        console.say(
            f"- {programme.id}: {programme.title}, {state.done} van {len(state.stops)} gedaan.",
            indent="  ",
        )


def show(console: Console, study: Study, programme_id: str) -> None:
    """The stops of a programme, what is done, and what comes next."""
    programme = next((one for one in study.catalogue.programmes if one.id == programme_id.casefold()), None)
    if programme is None:
        show_all(console, study)
        return
    state = follow(programme, study.progress, study.catalogue)
    console.say(f"{phrases.sentence(programme.title)} {programme.text}")
    for section in state.sections:
        console.say(f"{section.section.title} ({phrases.minutes(section.section.minutes)}):")
        for stop in section.stops:
            console.say(f"- {'Gedaan' if stop.done else 'Nog te doen'}: {phrases.stop(stop)}.", indent="  ")
    if state.next:
        console.say(f"Hierna: {phrases.stop(state.next)}. Typ: {_command(state.next)}")
    else:
        console.say("Alles van dit programma is gedaan.")


def _command(stop: StopState) -> str:
    lesson = stop.lesson.head.id
    match stop.stop.what:
        case "stap":
            return f"lees {lesson} {stop.stop.step}"
        case what:
            return f"{what} {lesson}"
