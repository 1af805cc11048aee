"""What there is and how far the learner is, as lines."""

from __future__ import annotations

from tutor import phrases
from tutor.learning.memory import local_day
from tutor.learning.rhythm import rhythm
from tutor.line.console import Console
from tutor.model import Lesson
from tutor.study import Study


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
    """Lessons, goals, finished quizzes and rhythm."""
    modules(console, study)
    today = local_day(study.now())
    console.say()
    console.say(str(rhythm(study.progress.active_days, today)))
    standings = study.progress.standings(study.catalogue)
    for lesson in study.catalogue.lessons.values():
        practised = [goal for goal in lesson.head.goals if standings[goal.id].items]
        if practised:
            console.say()
            console.say(f"Doelen van {lesson.head.title}:")
            for goal in practised:
                console.say(f"- {goal.text} {phrases.standing(standings[goal.id])}.", indent="  ")
    for quiz in study.progress.done[-5:]:
        about = study.catalogue.lessons.get(quiz.lesson)
        if about and quiz.scored > 1:
            console.say(f"{quiz.mode.capitalize()} bij {about.head.title}: {quiz.right} van {quiz.scored} goed.")
