"""What there is and how far the learner is, as lines."""

from __future__ import annotations

from tutor.dates import day_and_month, duration
from tutor.learning.mastery import ModuleMastery
from tutor.learning.overview import Picture, advice, picture
from tutor.line.console import Console
from tutor.model import Lesson
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
    if lesson.head.id in study.progress.finished:
        return "af"
    return "bezig" if lesson.head.id in study.progress.places else "nog niet begonnen"


def progress(console: Console, study: Study) -> None:
    """Lessons, goals, finished quizzes, time, rhythm, certainty and what comes back: the picture in lines."""
    seen = picture(study.progress, study.catalogue, study.now())
    modules(console, study)
    console.say()
    console.say(str(seen.rhythm))
    console.say(f"Geleerd: {duration(seen.minutes)} (een schatting).")
    for module in seen.modules:
        _goals(console, module)
    for quiz in study.progress.done[-5:]:
        about = study.catalogue.lessons.get(quiz.lesson)
        if about and quiz.scored > 1:
            console.say(f"{quiz.mode.capitalize()} bij {about.head.title}: {quiz.right} van {quiz.scored} goed.")
    _weeks(console, seen)
    _ahead(console, seen)
    _certainty(console, seen)


def _goals(console: Console, module: ModuleMastery) -> None:
    if not module.practised:
        return
    console.say()
    console.say(f"Doelen van {module.module.head.title}, {module.mastered} van {len(module.goals)} beheerst:")
    for goal in module.practised:
        facts = ", ".join(filter(None, (phrases.standing(goal.standing), phrases.chance(goal.retrievability))))
        console.say(f"- {goal.goal.text} {facts}.", indent="  ")


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
