"""A leerverslag as Markdown and as HTML that prints well."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.dates import duration, full_date
from tutor.documents.html import escape, from_markdown
from tutor.learning.certificate import Certificate, Score


def markdown(certificate: Certificate) -> str:
    """The leerverslag as Markdown, in which a name is only a name."""
    return "\n".join(_lines(certificate)) + "\n"


def html(certificate: Certificate) -> str:
    """The leerverslag as a page to read and print."""
    return from_markdown(_title(certificate), markdown(certificate))


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


def _score(score: Score) -> str:
    mastered = ", beheerst" if score.mastered else ""
    return f"- {escape(score.goal)} {score.right} van {score.items} vragen goed{mastered}."
