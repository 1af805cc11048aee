"""A report as Markdown and as HTML that prints well: the same lines, so that both say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt

from tutor.classroom.group import GroupReport
from tutor.classroom.report import ItemReport, Report, Talking
from tutor.classroom.votes import LETTERS
from tutor.content.characters import visible
from tutor.dates import full_date
from tutor.learning.memory import local_day
from tutor.model import Catalogue

ROUND = {"1": "stem 1", "2": "stem 2", "voor": "voor", "na": "na"}
_MARKDOWN = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})
_PUNCTUATION = re.compile(r"([\\`*_{}\[\]#!|<>&~])")
_LEADING = re.compile(r"^([-+=]|\d+(?=[.)]))")
_STYLE = """
body { font: 12pt/1.5 Georgia, serif; color: #000; background: #fff; }
main { max-width: 42em; margin: 2em auto; padding: 0 1em; }
h1, h2, h3 { font-family: Verdana, sans-serif; line-height: 1.2; break-after: avoid; }
table { border-collapse: collapse; margin: 1em 0; break-inside: avoid; }
th, td { border: 1px solid #000; padding: .25em .6em; text-align: left; vertical-align: top; }
.letter { font: bold 60vmin/1 Verdana, sans-serif; text-align: center; margin: 15vh 0; }
.grid { display: grid; grid-template-columns: 1fr 1fr; gap: 1em; }
.card { border: 1px solid #000; padding: 1em; break-inside: avoid; }
.columns { columns: 2; font-size: 9pt; line-height: 1.25; }
.columns p, .columns ul, .columns ol, .columns table, .columns blockquote { margin: .3em 0; }
.columns ul, .columns ol, .columns blockquote { padding-left: 1.4em; }
.columns h2 { font-size: 10pt; margin: .5em 0 .1em; }
.question { font-weight: bold; }
.options { list-style: none; }
.line { border-bottom: 1px solid #000; height: 2em; }
@page { size: A4; margin: 12mm; }
@media print { .page { break-after: page; } h1:has(+ .page) { display: none; } main { margin: 0; max-width: none; } }
"""


def escape(text: str) -> str:
    """Text of people as Markdown that shows exactly that text, on one line."""
    plain = _PUNCTUATION.sub(r"\\\1", " ".join(visible(text).split()))
    return _LEADING.sub(lambda mark: f"{mark[0]}\\" if mark[0].isdigit() else f"\\{mark[0]}", plain)


def percent(share: float) -> str:
    """`67 procent`."""
    return f"{round(100 * share)} procent"


def markdown(report: Report) -> str:
    """The report as Markdown."""
    return "\n".join(_lines(report)) + "\n"


def page(title: str, body: str) -> str:
    """A whole HTML page: Dutch, without script, and without anything from elsewhere."""
    safe = visible(title).replace("&", "&amp;").replace("<", "&lt;")
    return (
        '<!doctype html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{safe}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )


def html(report: Report) -> str:
    """The report as a page to read and print."""
    return page(report.title, _MARKDOWN.render(markdown(report)))


def group_markdown(group: GroupReport, catalogue: Catalogue) -> str:
    """The report of a group as Markdown."""
    return "\n".join(_group_lines(group, catalogue)) + "\n"


def _group_lines(group: GroupReport, catalogue: Catalogue) -> Iterator[str]:
    yield "# Zo staat de groep ervoor"
    yield ""
    if not group.goals:
        yield "Er zijn te weinig antwoorden. Een groep bestaat uit minstens vijf mensen."
        return
    yield "Aandeel goed bij de eerste keer, per doel. Namen staan hier niet in."
    titles = {lesson_id: lesson.head.title for lesson_id, lesson in catalogue.lessons.items()}
    for lesson_id in dict.fromkeys(goal.lesson for goal in group.goals):
        goals = [goal for goal in group.goals if goal.lesson == lesson_id]
        yield from _section(escape(titles[lesson_id]), [f"{percent(g.right)}: {escape(g.text)}" for g in goals])
    if group.misconceptions:
        yield from _section("Misvattingen om over door te praten", [_talking(one) for one in group.misconceptions])
    if group.gains:
        yield from _section(
            "Eerste en laatste toets",
            [
                f"{escape(titles.get(g.lesson, g.lesson))}: van {percent(g.first)} naar {percent(g.last)}"
                for g in group.gains
            ],
        )


def _talking(one: Talking) -> str:
    return f"{escape(one.misconception)} ({percent(one.share)}). {escape(one.talking_point)}"


def _lines(report: Report) -> Iterator[str]:
    yield f"# {escape(report.title)}"
    yield ""
    yield f"{full_date(local_day(report.started))}, {report.present} aanwezigen."
    if report.agreements:
        yield from _section("Afspraken", [escape(text) for text in report.agreements])
    for item in report.items:
        yield from _item(item)
    if report.misconceptions:
        yield from _section(
            "Misvattingen om over door te praten",
            [_talking(one) for one in report.misconceptions],
        )
    if report.outcomes:
        yield from _section(
            "Besluiten in de oefenraad",
            [
                f"{escape(point)}: {for_} voor, {against} tegen, {escape(d)}"
                for point, for_, against, d in report.outcomes
            ],
        )
    if report.points:
        yield from _section(
            "Teams", [f"Team {team}: {points} punten" for team, points in sorted(report.points.items())]
        )
    if report.notes:
        yield from _section("Notities", [f"{escape(activity)}: {escape(text)}" for activity, text in report.notes])
    if report.follow_up:
        yield from _section(
            "Verder leren", [f"{escape(title)} ({escape(lesson)})" for lesson, title in report.follow_up]
        )


def _section(title: str, points: list[str]) -> Iterator[str]:
    yield ""
    yield f"## {title}"
    yield ""
    yield from (f"- {point}" for point in points)


def _item(item: ItemReport) -> Iterator[str]:
    yield ""
    yield f"## {escape(item.question)}"
    yield ""
    shown = [one for one in item.rounds if one.counts]
    if len(shown) < len(item.rounds):
        yield "Uitslagen van minder dan vijf stemmen blijven verborgen."
        yield ""
    if shown:
        yield "| keuze | " + " | ".join(ROUND[one.round] for one in shown) + " |"
        yield "|---|" + "---|" * len(shown)
        for index, option in enumerate(item.options):
            mark = " (goed)" if index in item.key else ""
            counts = " | ".join(str(one.counts[index]) for one in shown if one.counts)
            yield f"| {LETTERS[index].upper()}. {escape(option)}{mark} | {counts} |"
    rights = [f"{ROUND[one.round]}: {percent(one.right)} goed" for one in shown if one.right is not None]
    if rights:
        yield ""
        yield f"{'; '.join(rights)}." + (f" Winst: {percent(item.gain)}." if item.gain is not None else "")
