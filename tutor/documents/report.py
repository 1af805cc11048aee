"""The report of an evening as Markdown, and as HTML from that Markdown, so that both say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tutor.classroom.live import AGAIN
from tutor.classroom.outcome import ActivityReport, Compared, ItemReport, Report, RoundResult, Talking
from tutor.classroom.records import SHIFTED, letters
from tutor.classroom.votes import LETTERS, percentage, shares
from tutor.content.characters import json_text
from tutor.dates import full_date
from tutor.documents.form import Form
from tutor.documents.html import escape, from_markdown, laws_in_markdown, of_municipality
from tutor.exchange import group_files
from tutor.exchange.spreadsheet import BYTE_ORDER_MARK, Sheet, Value, csv_text, write
from tutor.learning.days import study_day

HIDDEN = (
    "Een uitslag van minder dan vijf stemmen blijft verborgen. Van een mening ook een die iedereen deelde, of minder "
    "dan vijf mensen: die zegt iets van personen."
)
TABLES_HIDDEN = (
    "verborgen. Aan een tafel stemden er minder dan vijf, of een mening zou iets zeggen van personen. Naast het totaal "
    "verraden de andere tafels die ene, dus staat er geen."
)
_VOTES = re.compile(r"(?<=<td>)\d+ \((\d+)%\)(?=</td>)")
"""Votes for an option, as `_cell` writes them."""
_BAR = r'\g<0><svg class="bar" width="\g<1>%" height="6" aria-hidden="true"><rect width="100%" height="6"></rect></svg>'
"""A drawing, as a browser leaves colours of a page off the paper."""
FORMS = (Form.HTML, Form.MARKDOWN, Form.JSON, Form.XLSX)
"""In which a report is written when an evening is closed."""
ROUND = {"1": "stem 1", "2": "stem 2", "voor": "voor", "na": "na"}


def round_name(name: str) -> str:
    """What a round of voting is called, such as `stem 1`, or `na feit 2` after a changed fact."""
    return ROUND.get(name) or f"na feit {name.removeprefix(SHIFTED)}"


def percent(share: float) -> str:
    """A share of 0 to 1 in words, such as `67 procent`."""
    return f"{percentage(share)} procent"


def difference(points: float) -> str:
    """By how much a share grew, in words: `23 procentpunten erbij`."""
    whole = percentage(points)
    if not whole:
        return "Geen verschil"
    return f"{abs(whole)} {'procentpunt' if abs(whole) == 1 else 'procentpunten'} {'erbij' if whole > 0 else 'eraf'}"


def _cell(item: ItemReport, result: RoundResult, index: int) -> str:
    """The votes for an option, with their percentage."""
    if result.counts is None:
        return ""
    part = shares(result.counts, result.people, each_once=item.each_once)[index]
    return f"{result.counts[index]} ({percentage(part)}%)"


def markdown(report: Report) -> str:
    """The report of an evening as Markdown; what people typed is escaped."""
    return "\n".join(_lines(report)) + "\n"


def html(report: Report) -> str:
    """The report as a page to read and print: with a bar below each percentage, for the eye only."""
    made = _VOTES.sub(_BAR, from_markdown(report.title, markdown(report)))
    return of_municipality(made, report.host)


def encoded(report: Report, form: Form) -> bytes:
    """The report as a file in one of its forms."""
    if form is Form.XLSX:
        return workbook(report)
    mark = BYTE_ORDER_MARK if form is Form.CSV else ""
    return f"{mark}{in_form(report, form)}".encode()


def in_form(report: Report, form: Form) -> str:
    """The report in one of its forms."""
    match form:
        case Form.JSON:
            return json_text(report.to_plain())
        case Form.HTML:
            return html(report)
        case Form.CSV:
            return table(report)
    return markdown(report)


def folder_name(report: Report) -> str:
    """The name of the folder of all that came out of an evening: its date and its plan."""
    return f"{report.started.astimezone():%Y-%m-%d}-{report.plan}"


def bundle(report: Report) -> dict[str, tuple[Form, bytes]]:
    """All that came out of an evening, by the name of the file: the report in its forms, and the herhaalset."""
    made = {file_name(report, form): (form, encoded(report, form)) for form in FORMS}
    if report.review:
        name = file_name(report, Form.JSON).replace("verslag", "herhaalset", 1)
        made[name] = Form.JSON, group_files.pack_set(report.title, list(report.review))
    return made


def file_name(report: Report, form: Form) -> str:
    """The name of the report of an evening, with the time at which it began."""
    return f"verslag-{report.plan}-{report.started.astimezone():%Y-%m-%d-%H%M}.{form}"


def talking(one: Talking) -> str:
    """A misconception as a line, and what to talk about."""
    return f"{escape(one.misconception)} ({percent(one.share)}). {escape(one.talking_point)}"


def _lines(report: Report) -> Iterator[str]:
    yield f"# {escape(report.title)}"
    yield ""
    where = f"Gemeente {escape(report.municipality)}, " if report.municipality else ""
    yield f"{where}{full_date(study_day(report.started))}, {_people(report)}."
    if report.agreements:
        yield from section("Afspraken", [escape(text) for text in report.agreements])
    for item in report.items:
        yield from _item(item)
    if (both := report.measured) is not None:
        yield from section(
            "Voor en na, alles bij elkaar",
            [
                f"{_number(both.items, 'vraag', 'vragen')}. "
                f"Voor: {percent(both.before)} van {both.votes_before} antwoorden goed; "
                f"na: {percent(both.after)} van {both.votes_after}. {difference(both.after - both.before)}."
            ],
        )
    if (same := report.paired) is not None:
        yield from section(
            "Voor en na, van dezelfde mensen",
            [
                f"{same.people} mensen leverden twee keer een briefje in met dezelfde code. Gemiddeld goed, voor: "
                f"{percent(same.before)}; na: {percent(same.after)}. {difference(same.after - same.before)}."
            ],
        )
    if report.resolved:
        yield from section(
            "Wat de zaal zou doen",
            [
                f"{escape(one.activity)}: {escape(one.text.rstrip('. '))}."
                + (f" Want: {escape('; '.join(one.reasons))}." if one.reasons else "")
                for one in report.resolved
            ],
        )
    if report.tipping:
        yield from section(
            "Waar de zaal omging",
            [f"{escape(one.fact)} Toen koos de meerderheid: {escape(one.choice)}" for one in report.tipping],
        )
    if report.misconceptions:
        yield from section(
            "Misvattingen om over door te praten",
            [talking(one) for one in report.misconceptions],
        )
    if report.outcomes:
        yield from section(
            "Besluiten in de oefenraad",
            [
                f"{escape(point)}: {for_} voor, {against} tegen, {escape(d)}"
                for point, for_, against, d in report.outcomes
            ],
        )
    if report.points:
        yield from section(
            "Teams",
            [
                f"{escape(report.team(team))}: {_number(points, 'punt', 'punten')}"
                for team, points in sorted(report.points.items(), key=lambda one: (-one[1], one[0]))
            ],
        )
    if report.won:
        teams = sorted(report.points)
        yield ""
        yield "| vraag | " + " | ".join(escape(report.team(team)) for team in teams) + " |"
        yield "|---|" + "---|" * len(teams)
        for one in report.won:
            yield f"| {escape(one.question)} | " + " | ".join(str(one.points.get(team, 0)) for team in teams) + " |"
    if report.notes:
        yield from section("Notities", [f"{escape(activity)}: {escape(text)}" for activity, text in report.notes])
    if report.parked:
        yield from section("Op de parkeerplaats", [escape(text) for text in report.parked])
    if spent := [one for one in report.activities if one.spent is not None]:
        yield from section(
            "Tijd",
            [
                f"{escape(one.title)}: {_number(one.spent or 0, 'minuut', 'minuten')}, gepland {one.minutes}"
                for one in spent
            ],
        )
    if report.follow_up:
        yield from section(
            "Verder leren", [f"{escape(title)} ({escape(lesson)})" for lesson, title in report.follow_up]
        )


def _number(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _people(report: Report) -> str:
    return _number(report.present, "aanwezige", "aanwezigen") if report.present else "aanwezigen niet geteld"


def section(title: str, points: list[str]) -> Iterator[str]:
    """A heading with a list below it."""
    yield ""
    yield f"## {title}"
    yield ""
    yield from (f"- {point}" for point in points)


def _item(item: ItemReport) -> Iterator[str]:
    yield ""
    yield f"## {escape(item.question.removeprefix(item.setting).strip())}"
    yield ""
    if item.setting:
        yield from (escape(item.setting), "")
    shown = [one for one in item.rounds if one.counts]
    labelled = [
        (round_name(one.round) + (" (nog eens)" if one.activity.startswith(AGAIN) else ""), one) for one in shown
    ]
    if len(shown) < len(item.rounds):
        yield HIDDEN
        yield ""
    if shown:
        yield "| keuze | " + " | ".join(named for named, _ in labelled) + " |"
        yield "|---|" + "---|" * len(shown)
        for index, option in enumerate(item.options):
            mark = " (goed)" if index in item.key else ""
            counts = " | ".join(_cell(item, one, index) for one in shown)
            yield f"| {LETTERS[index].upper()}. {escape(option)}{mark} | {counts} |"
    if shown and not item.each_once:
        people = "; ".join(f"{named}: {one.people}" for named, one in labelled)
        yield ""
        yield f"Er mocht meer dan één letter omhoog. Aantal mensen: {people}."
    rights = [
        f"{named}: {percent(one.right)} van {one.people} goed" for named, one in labelled if one.right is not None
    ]
    if rights:
        yield ""
        yield f"{'; '.join(rights)}." + (f" {difference(item.difference)}." if item.difference is not None else "")
    for named, one in labelled:
        if one.tables is None:
            yield from ("", f"{named.capitalize()}, per tafel: {TABLES_HIDDEN}")
        elif one.tables:
            yield from ("", f"{named.capitalize()}, per tafel:", "")
            yield from (f"- Tafel {at}: {letters(table)}" for at, table in enumerate(one.tables, 1))
    if item.laws:
        yield ""
        yield f"Bron: {laws_in_markdown(item.laws)}."


def table(report: Report) -> str:
    """The votes of an evening, a row for each option and vote; nothing of groups under five."""
    return csv_text([("activiteit", "vraag", "keuze", "tekst", "goed", "ronde", "stemmen"), *_rows(report)])


def _rows(report: Report) -> Iterator[Sequence[str | int]]:
    for item in report.items:
        for result in item.rounds:
            for index, count in enumerate(result.counts or ()):
                right = "ja" if index in item.key else ""
                letter = LETTERS[index].upper()
                yield item.activity, item.question, letter, item.options[index], right, result.round, count


def workbook(report: Report) -> bytes:
    """The report for a spreadsheet: the evening, and a sheet for each activity in which something came out."""
    sheets = [(one.title, list(_activity_rows(report, one))) for one in report.activities]
    return write(
        [Sheet("Avond", list(_evening_rows(report))), *(Sheet(title, rows, 7) for title, rows in sheets if rows)]
    )


def _evening_rows(report: Report) -> Iterator[Sequence[Value]]:
    yield "wat", "waarde", "gepland (minuten)", "duurde (minuten)"
    yield "avond", report.title
    yield "plan", report.plan
    if report.municipality:
        yield "gemeente", report.municipality
    yield "datum", study_day(report.started)
    yield "aanwezig", report.present
    if report.measured:
        yield "goed, voor", round(report.measured.before, 4)
        yield "goed, na", round(report.measured.after, 4)
    yield from (("activiteit", one.title, one.minutes, one.spent) for one in report.activities)
    yield from (("afspraak", text) for text in report.agreements)
    if report.paired:
        yield "briefjes, voor en na", report.paired.people
        yield "briefjes goed, voor", report.paired.before
        yield "briefjes goed, na", report.paired.after
    yield from (("parkeerplaats", text) for text in report.parked)
    yield from (("misvatting", f"{one.misconception} {one.talking_point}") for one in report.misconceptions)
    yield from (("verder leren", f"{title} ({lesson})") for lesson, title in report.follow_up)


def _activity_rows(report: Report, activity: ActivityReport) -> Iterator[Sequence[Value]]:
    """Votes, points, decisions and notes, each kind under names of its own."""
    voted = [(item, one) for item in report.items for one in item.rounds if one.activity == activity.id]
    if voted:
        yield "vraag", "letter", "keuze", "goed", "ronde", "stemmen", "mensen", "deel"
    for item, one in voted:
        if one.counts is None:
            yield item.question, "", HIDDEN, "", round_name(one.round), None, None, None
        for index, count in enumerate(one.counts or ()):
            right = "ja" if index in item.key else ""
            letter = LETTERS[index].upper()
            name, part = round_name(one.round), shares(one.counts or (), one.people, each_once=item.each_once)[index]
            yield item.question, letter, item.options[index], right, name, count, one.people, round(part, 4)
    if any(one.tables for _, one in voted):
        yield "vraag", "ronde", "tafel", "stemmen"
    for item, one in voted:
        for at, table in enumerate(one.tables or (), 1):
            yield item.question, round_name(one.round), at, letters(table)
    if activity.teams and report.points:
        yield "team", "punten, hele avond"
        yield from ((report.team(number), points) for number, points in sorted(report.points.items()))
        teams = sorted(report.points)
        here = [one for one in report.won if one.activity == activity.id]
        if here:
            yield "vraag", *map(report.team, teams)
        for won in here:
            yield [won.question, *(won.points.get(team, 0) for team in teams)]
    decided = [one for one in report.outcomes if one[0] in activity.points]
    if decided:
        yield "agendapunt", "voor", "tegen", "besluit"
        yield from decided
    resolved = [one for one in report.resolved if one.activity == activity.title]
    if resolved:
        yield "wat de zaal zou doen", "want"
        yield from ((one.text, "; ".join(one.reasons)) for one in resolved)
    asked = {item.question for item, _ in voted}
    tipped = [one for one in report.tipping if one.question in asked]
    if tipped:
        yield "hier ging de zaal om", "naar"
        yield from ((one.fact, one.choice) for one in tipped)
    noted = [text for title, text in report.notes if title == activity.title]
    if noted:
        yield ("notitie",)
        yield from ((text,) for text in noted)


def comparison(first: Report, second: Report, found: Sequence[Compared]) -> str:
    """Two evenings of one plan beside each other, as Markdown."""
    return "\n".join(_compared_lines(first, second, found)) + "\n"


def _compared_lines(first: Report, second: Report, found: Sequence[Compared]) -> Iterator[str]:
    days = [full_date(study_day(one.started)) for one in (first, second)]
    yield f"# {escape(second.title)}: twee avonden"
    yield ""
    yield f"{days[0]}: {_people(first)}. {days[1]}: {_people(second)}."
    yield ""
    if not found:
        yield "Er is geen vraag die op beide avonden door vijf mensen of meer is beantwoord."
        return
    yield f"| vraag, laatste stemming | {days[0]} | {days[1]} | verschil |"
    yield "|---|---|---|---|"
    for one in found:
        shares = [
            f"{percentage(part)}% van {people}"
            for part, people in zip((one.first, one.second), one.people, strict=True)
        ]
        yield f"| {escape(one.question)} | {' | '.join(shares)} | {difference(one.second - one.first)} |"
    yield ""
    yield "Het zijn twee groepen mensen, en kleine: een verschil van tien procentpunten kan toeval zijn."
