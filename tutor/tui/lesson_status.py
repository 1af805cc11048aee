"""How far a learner is, in a word and a sign: never by colour alone."""

from __future__ import annotations

from msgspec import Struct

from tutor.learning.answers import Mode
from tutor.learning.lesson import LessonSession
from tutor.learning.plan import go_on_at
from tutor.learning.progress import Progress
from tutor.model import Lesson


class LessonStatus(Struct, frozen=True):
    """How far a lesson is."""

    sign: str
    word: str
    style: str


FINISHED = LessonStatus("✓", "af", "$text-success")
READ = LessonStatus("…", "gelezen, nog te oefenen", "$text-accent")
BEGUN = LessonStatus("…", "bezig", "$text-accent")
NEW = LessonStatus("·", "nog niet", "$text-muted")


def of_lesson(progress: Progress, lesson: Lesson) -> LessonStatus:
    """Whether a lesson is learned, only read, begun or new."""
    if progress.learned(lesson):
        return FINISHED
    return READ if progress.read(lesson) else BEGUN if lesson.head.id in progress.places else NEW


def place(progress: Progress, lesson: Lesson) -> tuple[int, int]:
    """The page where the learner is, from 1, and the number of pages."""
    session = LessonSession.at(lesson, go_on_at(progress, lesson))
    return session.index + 1, len(session.pages)


def last_test(progress: Progress, lesson: Lesson) -> str:
    """`toets 7 van 9 goed`, or empty when no toets was finished."""
    for quiz in reversed(progress.done):
        if quiz.lesson == lesson.head.id and quiz.mode == Mode.TEST:
            return f"toets {quiz.right} van {quiz.scored} goed"
    return ""
