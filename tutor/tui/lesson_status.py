"""How far a learner is, in a word and a sign: never by colour alone."""

from __future__ import annotations

from msgspec import Struct

from tutor.learning.answers import Mode
from tutor.learning.lesson import LessonSession, Page, PageKind, quiz_items
from tutor.learning.progress import Progress
from tutor.model import Lesson


class LessonStatus(Struct, frozen=True):
    """How far a lesson is."""

    sign: str
    word: str
    style: str


FINISHED = LessonStatus("✓", "af", "$text-success")
BEGUN = LessonStatus("…", "bezig", "$text-accent")
NEW = LessonStatus("·", "nog niet", "$text-muted")


def of_lesson(progress: Progress, lesson: Lesson) -> LessonStatus:
    """Whether a lesson is finished, begun or new."""
    lesson_id = lesson.head.id
    return FINISHED if lesson_id in progress.finished else BEGUN if lesson_id in progress.places else NEW


def place(progress: Progress, lesson: Lesson) -> tuple[int, int]:
    """The page where the learner is, from 1, and the number of pages."""
    bookmark = progress.places.get(lesson.head.id)
    session = LessonSession.at(lesson, bookmark.page if bookmark else None)
    return session.index + 1, len(session.pages)


def is_done(progress: Progress, lesson: Lesson, page: Page) -> bool:
    """Whether the learner did what a page asks; a step to read asks nothing."""
    answered = progress.answered
    match page.kind:
        case PageKind.GUESS:
            return page.subject in progress.guesses
        case PageKind.CHECK:
            return page.subject in answered
        case PageKind.CASUS:
            return page.subject in progress.endings
        case PageKind.QUIZ:
            return all(item.id in answered for item in quiz_items(lesson) if item.scored)
    return False


def last_test(progress: Progress, lesson: Lesson) -> str:
    """`toets 7 van 9 goed`, or empty when no toets was finished."""
    for quiz in reversed(progress.done):
        if quiz.lesson == lesson.head.id and quiz.mode == Mode.TEST:
            return f"toets {quiz.right} van {quiz.scored} goed"
    return ""
