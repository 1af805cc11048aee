"""What is said of an answer in line mode, and where it can be read."""

from __future__ import annotations

from tutor.content import statute
from tutor.content.markdown import drawing_for
from tutor.learning import second_chance
from tutor.learning.answers import Response
from tutor.learning.grading import Note, Verdict, right_answer
from tutor.line.console import Console
from tutor.line.render import plain_lines, show_sheet
from tutor.model import Dilemma, Item, Multiple, Open, Statement
from tutor.service import phrases
from tutor.service.study import Study


def first_look(console: Console, item: Item, response: Response | None, verdict: Verdict) -> None:
    """Feedback on what was chosen, without the answer."""
    console.say(f"{phrases.OUTCOME[verdict.outcome]}.")
    notes = second_chance.first_look(item, response, verdict)
    for note in notes:
        if len(notes) > 1:
            mark = _mark(item, note)
            about = [phrases.sentence(note.about)] if note.about else []
            console.say(f"- {mark}: {' '.join([*about, note.text])}".rstrip(), indent="  ")
        elif note.text:
            console.say(note.text)


def tell(console: Console, study: Study, item: Item, verdict: Verdict, *, gave_up: bool = False) -> None:
    """The verdict, feedback per option, the explanation and the sources."""
    if item.scored:
        console.say("Je weet het niet; dat is ook een antwoord." if gave_up else f"{phrases.OUTCOME[verdict.outcome]}.")
    for note in verdict.notes:
        if len(verdict.notes) == 1:
            console.say(note.text)
        else:
            mark = f"{_mark(item, note)}: " if item.scored else ""
            console.say(f"- {mark}{phrases.sentence(note.about)} {note.text}", indent="  ")
    if not verdict.right:
        _key(console, item)
    if isinstance(item, Statement | Dilemma):
        _debate(console, item)
    if not any(note.text == item.explanation for note in verdict.notes):
        console.say(item.explanation)
    step = study.catalogue.lesson_of[item.id].step(item.step)
    for line in plain_lines(drawing_for(item, step, right=verdict.right)):
        console.say(line, indent="  ")
    console.say(statute.sources(item, study.catalogue.register))


def answer(console: Console, study: Study, item: Item) -> None:
    """The answer to a question that was answered before."""
    _key(console, item)
    if isinstance(item, Statement | Dilemma):
        _debate(console, item)
    console.say(item.explanation)
    source_of(console, study, item)


def _key(console: Console, item: Item) -> None:
    if item.scored:
        console.say("Het goede antwoord:" if not isinstance(item, Open) else "Een voorbeeld van een goed antwoord:")
        console.say(right_answer(item))


def _debate(console: Console, item: Statement | Dilemma) -> None:
    console.say(f"Wie beslist: {item.decides}")
    console.say(f"Wat de wet vastlegt: {item.floor}")
    for heading, lines in (
        ("Argumenten voor:", item.pros),
        ("Argumenten tegen:", item.cons),
        ("Verander één feit:", item.shifts),
        ("Om over te praten:", item.discuss),
    ):
        if lines:
            console.say(heading)
            for line in lines:
                console.say(f"- {line}", indent="  ")


def reread(console: Console, study: Study, item: Item) -> None:
    """The step that teaches an item."""
    lesson = study.catalogue.lesson_of[item.id]
    step = lesson.step(item.step)
    if step:
        console.say(f"Uit les {lesson.head.title}: {step.title}")
        for line in plain_lines(step.text):
            console.say(line, indent="  ")


def source_of(console: Console, study: Study, item: Item) -> None:
    """The articles that the answer rests on, in our own words."""
    for sheet in statute.sheets(item.sources, study.catalogue, study.official):
        show_sheet(console, sheet)
    console.say(statute.norm(item))


def _mark(item: Item, note: Note) -> str:
    """What the learner did with one part, in words."""
    if note.right:
        return "Klopt"
    match item:
        case Multiple():
            return "Hoort er niet bij" if note.misconception else "Gemist"
        case Open():
            return "Nog niet"
        case _:
            return "Klopt niet"
