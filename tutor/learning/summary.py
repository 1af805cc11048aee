"""Progress as plain values with stable keys, for `raadstutor voortgang --json` and for other tools."""

from __future__ import annotations

from typing import Any

from tutor.learning.progress import Progress
from tutor.model import Catalogue, Lesson


def summarise(progress: Progress, catalogue: Catalogue) -> dict[str, Any]:
    """Events, lessons, goals (score 0 to 1, mastery) and finished quizzes of one learner. Times are UTC, ISO 8601."""
    standings = progress.standings(catalogue)
    return {
        "events": progress.events,
        "answers": len(progress.answers),
        "lessons": [_lesson(progress, lesson) for lesson in catalogue.lessons.values()],
        "goals": [
            {
                "id": goal.id,
                "text": goal.text,
                "lesson": catalogue.lesson_of[goal.id].head.id,
                "items": standings[goal.id].items,
                "right": standings[goal.id].right,
                "score": standings[goal.id].score,
                "mastered": standings[goal.id].mastered,
            }
            for goal in catalogue.goals.values()
        ],
        "quizzes": [
            {
                "session": quiz.session,
                "lesson": quiz.lesson,
                "mode": quiz.mode,
                "right": quiz.right,
                "scored": quiz.scored,
                "finished_at": quiz.at.isoformat(),
            }
            for quiz in progress.done
        ],
        "casus": [{"id": casus, "endings": sorted(seen)} for casus, seen in progress.endings.items()],
    }


def _lesson(progress: Progress, lesson: Lesson) -> dict[str, Any]:
    lesson_id = lesson.head.id
    place = progress.places.get(lesson_id)
    finished = progress.finished.get(lesson_id)
    return {
        "id": lesson_id,
        "title": lesson.head.title,
        "module": lesson.module,
        "state": "finished" if finished else "started" if place else "new",
        "page": place.page if place else None,
        "finished_at": finished.isoformat() if finished else None,
    }
