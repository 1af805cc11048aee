"""What there is, how far the learner is, and what a search finds, as lines."""

from __future__ import annotations

from tutor.content.statute import resting_on, sheets
from tutor.dates import day_and_month, duration
from tutor.learning.mastery import ModuleMastery
from tutor.learning.overview import Picture, advice, picture
from tutor.line import quiz, render
from tutor.line.console import Console
from tutor.line.render import plain_lines, show_sheet
from tutor.model import Lesson
from tutor.model.catalogue import FindKind, Found
from tutor.service import phrases
from tutor.service.study import Study


def modules(console: Console, study: Study) -> None:
    """All lessons with their state."""
    for module in study.catalogue.modules:
        done = study.progress.finished_in(module)
        console.say()
        console.say(f"Module {module.head.title}. {done} van {phrases.count(len(module.lessons), 'les', 'lessen')} af.")
        for lesson in module.lessons:
            console.say(
                f"- {lesson.head.id}: {lesson.head.title}, {phrases.minutes(lesson.head.minutes)}, "
                f"{state(study, lesson)}.",
                indent="  ",
            )


def state(study: Study, lesson: Lesson) -> str:
    """How far a lesson is, in words."""
    if study.progress.learned(lesson):
        return "af"
    if study.progress.read(lesson):
        return "gelezen, nog te oefenen"
    return "bezig" if lesson.head.id in study.progress.places else "nog niet begonnen"


def progress(console: Console, study: Study) -> None:
    """Lessons, goals, finished quizzes, time, rhythm, certainty and what comes back: the picture in lines."""
    seen = picture(study.progress, study.catalogue, study.now(), [item.id for item in study.due()])
    modules(console, study)
    console.say()
    console.say(str(seen.rhythm))
    console.say(f"Geleerd: {duration(seen.minutes)} (een schatting).")
    for module in seen.modules:
        _goals(console, module)
    for done in study.progress.done[-5:]:
        about = study.catalogue.lessons.get(done.lesson)
        if about and done.scored > 1:
            console.say(f"{done.mode.capitalize()} bij {about.head.title}: {done.right} van {done.scored} goed.")
    _weeks(console, seen)
    _ahead(console, seen)
    _certainty(console, seen)


def _goals(console: Console, module: ModuleMastery) -> None:
    if not module.practised:
        return
    console.say()
    counts = (f"{module.mastered} van {len(module.goals)} beheerst", phrases.sinking(module.sinking))
    console.say(f"Doelen van {module.module.head.title}, {', '.join(filter(None, counts))}:")
    for goal in module.practised:
        console.say(f"- {goal.goal.text} {phrases.stands(goal.standing)}.", indent="  ")


def _weeks(console: Console, seen: Picture) -> None:
    active = [day for week in seen.weeks for day in week.days if day.active]
    if active:
        console.say()
        console.say("Dagen waarop je leerde, in vier weken:")
    for day in active:
        console.say(f"- {day_and_month(day.day)}: {duration(day.minutes)}", indent="  ")


def _ahead(console: Console, seen: Picture) -> None:
    coming = [day for day in seen.ahead if day.items]
    if coming:
        console.say()
        console.say("Wat de komende twee weken terugkomt, als je elke dag herhaalt:")
    for day in coming:
        console.say(f"- {day_and_month(day.day)}: {phrases.count(day.items, 'vraag', 'vragen')}", indent="  ")


def _certainty(console: Console, seen: Picture) -> None:
    said = [one for one in seen.certainties if one.share is not None]
    if not said:
        return
    console.say()
    console.say("Hoe zeker je was, en of het klopte:")
    for one in said:
        console.say(f"- {one.confidence}: {one.right} van {one.answers} goed.", indent="  ")
    console.say(advice(seen.certainties))


def find(console: Console, study: Study, query: str) -> None:
    """Lessons, terms, notes and seen questions with these words, each with the command that opens it."""
    found = study.search(query)
    if not found:
        console.say(phrases.nothing_found(study.meant(query)))
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
        case FindKind.ARTICLE:
            return f"wet {found.target}"
        case FindKind.ITEM:
            return f"vraag {found.target}"
        case FindKind.STEP | FindKind.NOTE:
            return f"lees {found.lesson} {found.target}"


def people(console: Console, study: Study, name: str) -> None:
    """Who is who in the lessons; of one person also in which ones."""
    wanted = name.casefold()
    for person in study.catalogue.people:
        if not wanted:
            console.say(f"- {person.name}: {person.role}.", indent="  ")
        elif any(wanted in known.casefold() for known in (person.name, *person.also)):
            console.say(f"{person.name}: {person.role}. {person.text}")
            for lesson in study.catalogue.lessons_with(person):
                console.say(f"- {lesson.head.id}: {lesson.head.title}", indent="  ")


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
    quiz.show_item(console, item, 0, study.caveats(item))
    render.answer(console, study, item)


def statutes(console: Console, study: Study, words: str) -> None:
    """All laws, the articles of one, or one article: `wet gemeentewet 20`."""
    name, _, number = words.casefold().partition(" ")
    told = study.catalogue.statutes
    statute = told.get(name)
    entry = statute.article(number.strip()) if statute and number else None
    if entry:
        for sheet in sheets([f"{name} {entry.number}"], study.catalogue, study.official):
            show_sheet(console, sheet)
        if lessons := resting_on(f"{name} {entry.number}", study.catalogue.lessons.values()):
            console.say(phrases.resting(lesson.head.title for lesson in lessons))
        return
    if words and (number or not statute):
        console.say(f"“{words}” staat er niet. Typ wet en het artikel, bijvoorbeeld: wet gemeentewet 20.")
    console.say(phrases.OWN_WORDS)
    if statute:
        for one in statute.entries:
            console.say(f"- wet {name} {one.number}: {one.heading}", indent="  ")
        return
    for law, one_law in told.items():
        count = phrases.count(len(one_law.entries), "artikel", "artikelen")
        console.say(f"- wet {law}: {study.catalogue.register[law].name}, {count}", indent="  ")
