"""All there is to see of a learner's progress at one moment, for every face and for other programs.

A calendar of the last four weeks, a forecast that never is a backlog (today counts what one review asks),
calibration (how often a learner is right who says to be sure), and how every module stands.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from tutor.learning.answers import Confidence
from tutor.learning.days import WEEKS, LearningTime, Rhythm, rhythm, study_day
from tutor.learning.grading import Outcome
from tutor.learning.mastery import GoalMastery, ModuleMastery, mastery
from tutor.learning.memory import Memory
from tutor.learning.plan import Plan, make_plan
from tutor.learning.progress import Answer, Progress
from tutor.learning.review_queue import Reviewable, of_today, transfer_of
from tutor.model import Catalogue, Lesson, Stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What a learner sees of progress, and what `voortgang --json` is made of."""

    modules: tuple[ModuleMastery, ...]
    weeks: tuple[CalendarWeek, ...]
    rhythm: Rhythm
    minutes: int
    """Time learned so far, estimated."""
    due: tuple[str, ...]
    """Ids of the items that are due today. For other programs: a learner never sees how many there are."""
    ahead: tuple[DayAhead, ...]
    certainties: tuple[Certainty, ...]


def picture(progress: Progress, catalogue: Catalogue, now: datetime, asked: Collection[str]) -> Picture:
    """The picture of a learner now. `asked`: ids of the items that a review asks today."""
    today = study_day(now)
    allowed = Reviewable(catalogue, today)
    return Picture(
        modules=mastery(progress, catalogue, now),
        weeks=calendar(progress.active_days, progress.time, today),
        rhythm=rhythm(progress.active_days, today),
        minutes=progress.time.minutes(),
        due=due_today(progress.memory, now, allowed),
        ahead=forecast(progress.memory, now, allowed=allowed, asked=asked),
        certainties=calibration(progress.answers),
    )


DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """A study day in the calendar."""

    day: date
    active: bool
    minutes: int
    """Estimated; 0 also for a day with one short visit."""
    ahead: bool
    """Still to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarWeek:
    """A week of the calendar, from Monday to Sunday."""

    days: tuple[CalendarDay, ...]

    @property
    def minutes(self) -> int:
        """Learned in the whole week, estimated day by day."""
        return sum(day.minutes for day in self.days)


def calendar(active_days: Collection[date], time: LearningTime, today: date) -> tuple[CalendarWeek, ...]:
    """Four weeks from Monday to Sunday, oldest first; the last one holds today."""
    monday = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)

    def at(day: date) -> CalendarDay:
        return CalendarDay(day=day, active=day in active_days, minutes=time.minutes(day), ahead=day > today)

    return tuple(
        CalendarWeek(days=tuple(at(monday + timedelta(weeks=week, days=day)) for day in range(len(DAYS))))
        for week in range(WEEKS)
    )


DAYS_AHEAD = 14
AT_ONCE = 9
"""So many mistakes are asked once more at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayAhead:
    """How many items come back on a day."""

    day: date
    items: int


def due_today(memory: Memory, now: datetime, allowed: Container[str]) -> tuple[str, ...]:
    """Ids of the items that are due today, longest overdue first."""
    return tuple(item for item in memory.due(now) if item in allowed)


def mistakes(progress: Progress, catalogue: Catalogue, now: datetime, most: int | None = AT_ONCE) -> tuple[str, ...]:
    """Ids of the items that did not go right the last time, the longest ago first; None: all of them."""
    allowed = Reviewable(catalogue, study_day(now))
    cards = progress.memory.as_of(now).cards.items()
    wrong = [(card.last.at, item) for item, card in cards if card.last.outcome is not Outcome.RIGHT and item in allowed]
    return tuple(item for _, item in sorted(wrong)[:most])


def forecast(
    memory: Memory, now: datetime, *, allowed: Container[str], asked: Collection[str], days: int = DAYS_AHEAD
) -> tuple[DayAhead, ...]:
    """What a review asks today, also when it was not due yet, and what is due on the days after it."""
    today = study_day(now)
    counts = [len(asked)] + [0] * (days - 1)
    for item, history in memory.as_of(now).cards.items():
        ahead = (study_day(history.due) - today).days
        if 0 < ahead < days and item in allowed and item not in asked:
            counts[ahead] += 1
    return tuple(DayAhead(day=today + timedelta(days=ahead), items=items) for ahead, items in enumerate(counts))


def comes_back(progress: Progress, catalogue: Catalogue, now: datetime) -> DayAhead | None:
    """The first day after today on which something comes back, within two weeks."""
    allowed = Reviewable(catalogue, study_day(now))
    _, *days = forecast(progress.memory, now, allowed=allowed, asked=())
    return next((day for day in days if day.items), None)


ENOUGH = 5
"""Answers with one certainty from which its share begins to mean something."""
GAP = 0.1
"""Smaller differences between shares are chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """How the answers with one certainty turned out."""

    confidence: Confidence
    answers: int
    right: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None when there are no answers."""
        return self.right / self.answers if self.answers else None


def calibration(answers: Iterable[Answer]) -> tuple[Certainty, ...]:
    """First tries per certainty, from gok to zeker. Answers without a certainty do not count."""
    first = [answer for answer in answers if answer.attempt == 1]
    return tuple(_certainty(confidence, first) for confidence in Confidence)


def _certainty(confidence: Confidence, answers: Iterable[Answer]) -> Certainty:
    outcomes = [answer.outcome for answer in answers if answer.confidence is confidence]
    return Certainty(
        confidence=confidence, answers=len(outcomes), right=sum(outcome is Outcome.RIGHT for outcome in outcomes)
    )


def advice(found: Iterable[Certainty]) -> str:
    """One Dutch sentence on what the picture means."""
    by_word = {certainty.confidence: certainty for certainty in found}
    guess, sure = by_word[Confidence.GUESS], by_word[Confidence.SURE]
    if sure.share is None or sure.answers < ENOUGH:
        return "Nog te weinig antwoorden met ‘zeker’ om iets te zeggen."
    if sure.share < 1 - 2 * GAP:
        return "Als je zeker bent, klopt het niet altijd. Lees bij die vragen de uitleg nog eens."
    if guess.share is not None and guess.answers >= ENOUGH and guess.share > sure.share - GAP:
        return "Je gokt vaak goed: je weet meer dan je denkt."
    return "Als je zeker bent, klopt het meestal. Daar kun je op bouwen."


def summarise(progress: Progress, catalogue: Catalogue, now: datetime) -> dict[str, Any]:
    """All there is to tell of one learner. Shares and chances run from 0 to 1; times are UTC, ISO 8601."""
    seen = picture(progress, catalogue, now, of_today(progress, catalogue, now, transfer_of(progress, catalogue)))
    return {
        "events": progress.events,
        "answers": len(progress.answers),
        "minutes": seen.minutes,
        "rhythm": list(seen.rhythm.weeks),
        "plan": _plan(make_plan(progress, catalogue)),
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
                "sinking": one.sinking,
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
        "mastered_since": one.standing.once.isoformat() if one.standing.once else None,
        "sinking": one.standing.sinking,
        "chance": one.standing.chance,
        "retrievability": one.retrievability,
    }


def _plan(plan: Plan) -> dict[str, Any]:
    return {
        "basis": plan.basis,
        "programme": plan.programme.programme.id if plan.programme else None,
        "now": _stop(plan.now),
        "begun": plan.begun,
        "next": _stop(plan.next),
        "open": [lesson.head.id for lesson in plan.open],
        "skippable": [lesson.head.id for lesson in plan.skippable],
    }


def _stop(stop: Stop | None) -> dict[str, Any] | None:
    return {"lesson": stop.lesson, "what": stop.what, "step": stop.step, "minutes": stop.minutes} if stop else None


def _lesson(progress: Progress, lesson: Lesson) -> dict[str, Any]:
    lesson_id = lesson.head.id
    place = progress.places.get(lesson_id)
    finished = progress.finished.get(lesson_id) if progress.learned(lesson) else None
    return {
        "id": lesson_id,
        "title": lesson.head.title,
        "module": lesson.module,
        "state": "finished" if progress.learned(lesson) else "started" if place else "new",
        "read": progress.read(lesson),
        "practised": progress.practised(lesson),
        "page": place.page if place else None,
        "finished_at": finished.isoformat() if finished else None,
    }
