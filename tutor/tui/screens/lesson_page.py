"""What a lesson shows of a page: the head and foot of a step with what the learner keeps there, or a card."""

from __future__ import annotations

from textual.content import Content

from tutor.dates import day_and_month
from tutor.learning.lesson import Page
from tutor.learning.memory import local_day
from tutor.learning.notebook import Action, Place
from tutor.model import Lesson, Step, StepRole
from tutor.service import phrases
from tutor.service.study import Study
from tutor.tui.text import line, lines, plain

ROLE = {
    StepRole.SITUATION: "Situatie",
    StepRole.CORE: "Kern",
    StepRole.EXAMPLE: "Voorbeeld",
    StepRole.DISCUSSION: "Gesprek",
    StepRole.TOMORROW: "Morgen",
}
BOOKMARK, NOTE = "♦", "¶"


def place_of(lesson: Lesson, step: Step) -> Place:
    """Where notes and bookmarks of a step are kept."""
    return Place(lesson=lesson.head.id, step=step.anchor)


def head(study: Study, lesson: Lesson, step: Step) -> Content:
    """The kind of step with its marks, and its title."""
    book, place = study.progress.notebook, place_of(lesson, step)
    marks = [
        *([f"{BOOKMARK} bladwijzer"] if place in book.bookmarks else []),
        *([f"{NOTE} notitie"] if place in book.notes else []),
    ]
    kind = line((ROLE[step.role], "$text-accent"), ("".join(f"  {mark}" for mark in marks), "$text-success"))
    return lines(kind, (step.title, "bold $text-primary"))


def foot(study: Study, lesson: Lesson, step: Step) -> Content | None:
    """The learner's note, and on the last step what became of the action."""
    note = study.progress.notebook.notes.get(place_of(lesson, step))
    action = study.progress.notebook.actions.get(lesson.head.id) if step.role is StepRole.TOMORROW else None
    parts = [
        *([plain(_state(action), "$text-success")] if action else []),
        *([plain(f"{NOTE} Jouw notitie", "bold $text-accent"), plain(note.text)] if note else []),
    ]
    return lines(*parts) if parts else None


def _state(action: Action) -> str:
    if action.done:
        return f"✓ Gedaan op {day_and_month(local_day(action.done))}."
    return f"… Dit ga je doen. Genoteerd op {day_and_month(local_day(action.planned))}."


def card(page: Page, *, done: bool) -> Content:
    """What a page asks, for a learner who left its question or comes by again."""
    about = plain(phrases.PAGE[page.kind], "$text-accent")
    title = plain(page.title, "bold $text-primary")
    if done:
        state = lines(("✓ Gedaan.", "$text-success"), "Enter: verder. r: nog een keer.")
    else:
        state = lines("Enter: openen. →: sla over.")
    return lines(about, title, "", state)
