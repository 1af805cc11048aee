"""Progress as plain values with stable keys, for `raadstutor voortgang --json` and for other tools."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tutor.learning.mastery import GoalMastery
from tutor.learning.picture import Picture, picture
from tutor.learning.progress import Progress
from tutor.model import Catalogue, Lesson


def summarise(progress: Progress, catalogue: Catalogue, now: datetime) -> dict[str, Any]:
    """All there is to tell of one learner. Shares and chances run from 0 to 1; times are UTC, ISO 8601."""
    seen = picture(progress, catalogue, now)
    return {
        "events": progress.events,
        "answers": len(progress.answers),
        "minutes": seen.minutes,
        "rhythm": list(seen.rhythm.weeks),
        "due": list(seen.due),
        "cards": [
            {"item": item, "reviews": len(history.reviews), "due": history.due.isoformat()}
            for item, history in progress.memory.as_of(now).cards.items()
        ],
        "forecast": [{"day": ahead.day.isoformat(), "items": ahead.items} for ahead in seen.ahead],
        "calibration": [
            {"confidence": one.confidence, "answers": one.answers, "right": one.right, "share": one.share}
            for one in seen.certainties
        ],
        "calendar": _calendar(seen),
        "modules": [
            {
                "id": one.module.head.id,
                "title": one.module.head.title,
                "lessons": len(one.module.lessons),
                "finished": one.finished,
                "goals": len(one.goals),
                "mastered": one.mastered,
                "retrievability": one.retrievability,
            }
            for one in seen.modules
        ],
        "lessons": [_lesson(progress, lesson) for lesson in catalogue.lessons.values()],
        "goals": [_goal(goal, catalogue) for one in seen.modules for goal in one.goals],
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


def _calendar(seen: Picture) -> list[dict[str, Any]]:
    days = [day for week in seen.weeks for day in week.days if not day.ahead]
    return [{"day": day.day.isoformat(), "active": day.active, "minutes": day.minutes} for day in days]


def _goal(one: GoalMastery, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "id": one.goal.id,
        "text": one.goal.text,
        "lesson": catalogue.lesson_of[one.goal.id].head.id,
        "items": one.standing.items,
        "right": one.standing.right,
        "score": one.standing.score,
        "mastered": one.standing.mastered,
        "retrievability": one.retrievability,
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
