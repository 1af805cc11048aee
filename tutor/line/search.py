"""Finding things back in line mode: `zoek`, and opening what was found with `lees` and `vraag`."""

from __future__ import annotations

from tutor.line import feedback, quiz
from tutor.line.console import Console
from tutor.line.render import plain_lines
from tutor.model.finding import FindKind, Found
from tutor.service import phrases
from tutor.service.study import Study


def find(console: Console, study: Study, query: str) -> None:
    """Lessons, terms, notes and seen questions with these words, each with the command that opens it."""
    found = study.search(query)
    if not found:
        console.say(phrases.NOTHING_FOUND)
    for kind in FindKind:
        ones = [one for one in found if one.kind is kind]
        if ones:
            console.say()
            console.say(f"{phrases.FOUND[kind]}:")
        for one in ones:
            place = f" ({one.place})" if one.place else ""
            console.say(f"- {phrases.sentence(one.title + place)} {one.words}", indent="  ")
            console.say(f"  Open met: {_command(one)}")


def _command(found: Found) -> str:
    match found.kind:
        case FindKind.TERM:
            return f"woord {found.title}"
        case FindKind.ITEM:
            return f"vraag {found.target}"
        case FindKind.STEP | FindKind.NOTE:
            return f"lees {found.lesson} {found.target}"


def read(console: Console, study: Study, words: str) -> None:
    """A step of a lesson; the place in the lesson stays where it was."""
    lesson_id, _, anchor = words.partition(" ")
    lesson = study.catalogue.lessons.get(lesson_id.casefold())
    step = lesson.step(anchor.strip()) if lesson else None
    if not lesson or not step:
        console.say("Typ de les en de stap, bijvoorbeeld zoals zoek ze noemt: lees rollen-01 organen.")
        return
    console.say(f"Uit les {lesson.head.title}: {step.title}")
    for line in plain_lines(step.text):
        console.say(line, indent="  ")
    study.read_step(lesson, step.anchor)


def question(console: Console, study: Study, item_id: str) -> None:
    """A question that was answered before, with its answer."""
    item = study.catalogue.items.get(item_id.casefold())
    if item is None or item.id not in study.progress.answered:
        console.say(f"De vraag “{item_id}” heb je nog niet gehad.")
        return
    quiz.show_item(console, item, 0, dated=not study.is_current(item))
    feedback.answer(console, study, item)
