"""The leerverslag, for the griffier when the learner asks for it, as Markdown and as HTML that prints well.

Scores are only in it when the learner ticked them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from tutor.content.statute import linked
from tutor.dates import duration, full_date
from tutor.documents.html import escape, from_markdown, laws_in_markdown, of_municipality
from tutor.learning.days import believable, believed, study_day
from tutor.learning.mastery import mastery
from tutor.learning.progress import Progress
from tutor.model import Catalogue, Lesson, Municipality


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedLesson:
    """A lesson that was finished."""

    title: str
    module: str
    """Title."""
    minutes: int
    """Time that the lesson takes, as its author says."""
    day: date
    laws: tuple[tuple[str, str], ...]
    """Where what it teaches is laid down, and the address of that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How a learner stands on a goal."""

    goal: str
    right: int
    items: int
    mastered: date | None
    """When it was mastered first, also if it sank away since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What a leerverslag says, before it has a form."""

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
    host: Municipality | None = None
    """The municipality that the lessons spoke of here."""


def certificate(progress: Progress, catalogue: Catalogue, name: str, now: datetime, *, scores: bool) -> Certificate:
    """What this learner did up to now. Lessons that are no longer there are left out."""
    days = {day for day in progress.active_days if believable(day, study_day(now))}
    titles = {module.head.id: module.head.title for module in catalogue.modules}
    lessons = sorted(_learned(progress, catalogue), key=lambda found: (found[0], found[1].head.id))
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
                laws=linked(lesson.head.sources, catalogue.register),
            )
            for at, lesson in lessons
        ),
        scores=_scores(progress, catalogue, now) if scores else None,
        host=catalogue.municipality,
    )


def _learned(progress: Progress, catalogue: Catalogue) -> Iterator[tuple[datetime, Lesson]]:
    """Lessons that were read and practised, with when the last of that was done: who skips all has done no lesson."""
    answered: dict[str, datetime] = {}
    for answer in progress.answers:
        answered.setdefault(answer.item, answer.at)
    for lesson_id in {*progress.visited, *progress.finished} & set(catalogue.lessons):
        lesson = catalogue.lessons[lesson_id]
        if progress.learned(lesson):
            read = progress.finished.get(lesson_id)
            times = [answered[item.id] for item in lesson.items if item.id in answered]
            if done := max([*([read] if read else []), *times], default=None):
                yield done, lesson


def _scores(progress: Progress, catalogue: Catalogue, now: datetime) -> tuple[Score, ...]:
    return tuple(
        Score(
            goal=goal.goal.text,
            right=goal.standing.right,
            items=goal.standing.items,
            mastered=goal.standing.once,
        )
        for module in mastery(progress, catalogue, now)
        for goal in module.practised
    )


def markdown(certificate: Certificate) -> str:
    """The leerverslag as Markdown, in which a name is only a name."""
    host = [f"Gemeente {escape(certificate.host.name)}", ""] if certificate.host else []
    return "\n".join([*host, *_lines(certificate)]) + "\n"


def html(certificate: Certificate) -> str:
    """The leerverslag as a page to read and print."""
    made = from_markdown(_title(certificate), "\n".join(_lines(certificate)) + "\n")
    return of_municipality(made, certificate.host)


def _title(certificate: Certificate) -> str:
    return f"Leerverslag van {certificate.name}"


def _lines(certificate: Certificate) -> Iterator[str]:
    yield f"# {escape(_title(certificate))}"
    yield ""
    yield f"Gemaakt op {full_date(certificate.day)} met Raadstutor, op verzoek van {escape(certificate.name)} zelf."
    yield ""
    yield _summary(certificate)
    yield ""
    yield "## Lessen"
    yield ""
    if certificate.lessons:
        yield "| les | module | af op | minuten |"
        yield "|---|---|---|---|"
        for lesson in certificate.lessons:
            yield f"| {escape(lesson.title)} | {escape(lesson.module)} | {full_date(lesson.day)} | {lesson.minutes} |"
    else:
        yield "Er is nog geen les af."
    if any(lesson.laws for lesson in certificate.lessons):
        yield ""
        yield "## Waar het staat"
        yield ""
        yield from (_laid_down(lesson) for lesson in certificate.lessons if lesson.laws)
    if certificate.scores is not None:
        yield ""
        yield "## Resultaten per leerdoel"
        yield ""
        yield from (_score(score) for score in certificate.scores)
        if not certificate.scores:
            yield "Er is nog niet geoefend."


def _summary(certificate: Certificate) -> str:
    if certificate.since is None:
        return "Er is nog niet geleerd."
    days = "dag" if certificate.days == 1 else "dagen"
    return (
        f"Geleerd sinds {full_date(certificate.since)}, op {certificate.days} {days}: "
        f"{duration(certificate.minutes)} (een schatting)."
    )


def _laid_down(lesson: FinishedLesson) -> str:
    """The laws of a lesson, as links to the official text."""
    return f"- {escape(lesson.title)}: {laws_in_markdown(lesson.laws)}."


def _score(score: Score) -> str:
    mastered = f", beheerst op {full_date(score.mastered)}" if score.mastered else ""
    return f"- {escape(score.goal)} {score.right} van {score.items} vragen goed{mastered}."
