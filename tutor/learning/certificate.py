"""The leerverslag: what somebody learned, for the griffier, when the learner asks for it. Scores only if ticked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tutor.learning.days import believable, believed, study_day
from tutor.learning.mastery import mastery
from tutor.learning.progress import Progress
from tutor.model import Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedLesson:
    """A lesson that was finished."""

    title: str
    module: str
    """Title."""
    minutes: int
    """Time that the lesson takes, as its author says."""
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How a learner stands on a goal."""

    goal: str
    right: int
    items: int
    mastered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A leerverslag."""

    name: str
    day: date
    since: date | None
    """First day on which something was learned; None when nothing was."""
    days: int
    """Days on which something was learned."""
    minutes: int
    """Time learned, estimated."""
    lessons: tuple[FinishedLesson, ...]
    """In the order in which they were finished."""
    scores: tuple[Score, ...] | None
    """None when the learner did not want them in."""


def certificate(progress: Progress, catalogue: Catalogue, name: str, now: datetime, *, scores: bool) -> Certificate:
    """What this learner did up to now. Lessons that are no longer there are left out."""
    days = {day for day in progress.active_days if believable(day, study_day(now))}
    titles = {module.head.id: module.head.title for module in catalogue.modules}
    known = [(at, lesson_id) for lesson_id, at in progress.finished.items() if lesson_id in catalogue.lessons]
    lessons = [(at, catalogue.lessons[lesson_id]) for at, lesson_id in sorted(known)]
    return Certificate(
        name=name,
        day=study_day(now),
        since=min(days, default=None),
        days=len(days),
        minutes=progress.time.minutes(),
        lessons=tuple(
            FinishedLesson(
                title=lesson.head.title,
                module=titles[lesson.module],
                minutes=lesson.head.minutes,
                day=believed(at, now),
            )
            for at, lesson in lessons
        ),
        scores=_scores(progress, catalogue, now) if scores else None,
    )


def _scores(progress: Progress, catalogue: Catalogue, now: datetime) -> tuple[Score, ...]:
    return tuple(
        Score(
            goal=goal.goal.text,
            right=goal.standing.right,
            items=goal.standing.items,
            mastered=goal.standing.mastered,
        )
        for module in mastery(progress, catalogue, now)
        for goal in module.practised
    )
