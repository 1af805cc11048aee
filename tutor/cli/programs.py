"""What goes out to other programs and comes in from them: questions, and results as xAPI.

These are `exporteer vragen`, `importeer vragen`, `exporteer resultaten` of a learner and `klas resultaten` of a group.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutor.cli.class_documents import evening_option
from tutor.cli.dutch import DutchCommand, DutchGroup, json_option, profile_option, replace_option
from tutor.cli.output import Exit, say, say_json
from tutor.system import Refusal, command, quoted

if TYPE_CHECKING:
    from typing import TextIO

    from tutor.documents.form import Form
    from tutor.exchange.questions import Outgoing, Program, QuestionForm
    from tutor.exchange.xapi import Address, Record

FORMS = ("moodle", "gift", "csv", "excel", "qti21", "qti30", "anki", "kahoot")
SOURCES = ("gift", "aiken", "moodle", "qti", "anki", "excel", "csv")
TARGETS = ("moodle-oud", "canvas")


@click.command("vragen", cls=DutchCommand)
@click.argument("names", metavar="[ID]...", nargs=-1, help="Van lessen, modules of pakketten; zonder ID alle vragen.")
@click.option(
    "--vorm", "wanted", type=click.Choice(FORMS), required=True, help=f"{', '.join(FORMS[:-1])} of {FORMS[-1]}."
)
@click.option(
    "--naar", "target", metavar="BESTAND", required=True, type=click.Path(path_type=Path), help="Het bestand."
)
@click.option("--voor", "reader", type=click.Choice(TARGETS), help="Voor een Moodle van vóór 4.4, of voor Canvas.")
@json_option
@replace_option
def export_questions(
    names: tuple[str, ...], wanted: str, target: Path, reader: str | None, as_json: bool, replace: bool
) -> None:
    """Zet vragen over naar Moodle, een toetsprogramma, Excel, Anki of Kahoot. De goede antwoorden staan erin.

    Je leest wat er onderweg anders wordt. QTI is voor Ans, TAO, Canvas en Blackboard, niet voor Moodle.
    """
    import sys

    from tutor.cli.output import save
    from tutor.cli.root import catalogue
    from tutor.exchange.questions import Program, QuestionForm, UnknownName, departure, outgoing, written

    form, program = QuestionForm(wanted), Program(reader) if reader else None
    fitting = {Program.OLD_MOODLE: (QuestionForm.MOODLE,), Program.CANVAS: (QuestionForm.QTI21, QuestionForm.QTI30)}
    if program and form not in fitting[program]:
        raise Refusal(f"--voor {reader} hoort bij --vorm {' of '.join(fitting[program])}.", Exit.MISUSE)
    content = catalogue()
    try:
        questions = outgoing(content, names)
    except UnknownName as unknown:
        known = ", ".join(module.head.id for module in content.modules)
        raise Refusal(f"{unknown} is geen les, module of pakket; modules zijn {known}.", Exit.MISUSE) from None
    document, write = _writers()[form]
    left = departure(form, questions, program)
    if not left.written:
        raise Refusal("\n".join(["Hiervan past geen vraag in deze vorm; er is niets geschreven.", *left.lost()]))
    out = save(target, write(written(form, questions), program), document, replace=replace)
    if as_json and out is not sys.stderr:
        say_json({"file": str(target), **left.to_plain()})
    else:
        for line in left.lines(str(target)):
            say(line, out)


def _writers() -> Mapping[QuestionForm, tuple[Form, Callable[[tuple[Outgoing, ...], Program | None], bytes]]]:
    """For each form what is in the file, and what writes it."""
    from tutor.cli.root import now
    from tutor.documents.form import Form
    from tutor.exchange import anki, gift, moodle, qti, table
    from tutor.exchange.questions import QuestionForm

    return {
        QuestionForm.MOODLE: (Form.XML, moodle.write),
        QuestionForm.GIFT: (Form.GIFT, lambda questions, _: gift.write(questions)),
        QuestionForm.CSV: (Form.CSV, lambda questions, _: table.write_csv(questions)),
        QuestionForm.EXCEL: (Form.XLSX, lambda questions, _: table.write_excel(questions)),
        QuestionForm.QTI21: (Form.ZIP, lambda questions, to: qti.write(questions, QuestionForm.QTI21, to)),
        QuestionForm.QTI30: (Form.ZIP, lambda questions, to: qti.write(questions, QuestionForm.QTI30, to)),
        QuestionForm.ANKI: (Form.APKG, lambda questions, _: anki.write(questions, now())),
        QuestionForm.KAHOOT: (Form.XLSX, lambda questions, _: table.write_kahoot(questions)),
    }


@click.group(cls=DutchGroup, invoke_without_command=True)
@click.pass_context
def importeer(context: click.Context) -> None:
    """Neem vragen over uit een ander programma."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@importeer.command("vragen")
@click.argument("path", metavar="BESTAND", type=click.Path(path_type=Path), help="Uit Moodle, Excel, Anki, Kahoot …")
@click.option(
    "--naar",
    "folder",
    metavar="MAP",
    required=True,
    type=click.Path(path_type=Path),
    help="Een map die er nog niet is.",
)
@click.option("--vorm", "wanted", type=click.Choice(SOURCES), help="Wat het is, als Raadstutor het niet herkent.")
@json_option
def import_questions(path: Path, folder: Path, wanted: str | None, as_json: bool) -> int:
    """Maak van vragen uit een ander programma een concept, om af te maken.

    Herkend worden GIFT, Aiken, Moodle-XML, QTI, Anki, Kahoot, Excel (.xlsx) en csv. Wat ontbreekt, staat erin als
    VUL AAN.
    """
    from tutor.cli.root import now
    from tutor.exchange.draft import draft, slug
    from tutor.exchange.incoming import SourceForm, read
    from tutor.exchange.reading import MAX_BYTES, BadParcel
    from tutor.learning.days import study_day
    from tutor.service.files import new_folder, read_bytes

    try:
        intake = read(read_bytes(path, MAX_BYTES + 1), SourceForm(wanted) if wanted else None)
    except BadParcel as bad:
        raise Refusal(f"{path}: {bad}") from None
    if not intake.taken:
        raise Refusal("\n".join([f"{path}: hierin staat geen vraag die Raadstutor kan overnemen.", *intake.lines()]))
    files = draft(intake, slug(folder.resolve().name), study_day(now()))
    new_folder(folder, {name: text.encode() for name, text in files.items()})
    if as_json:
        say_json({"folder": str(folder), **intake.to_plain(), "to_do": to_do(files)})
        return Exit.OK
    for line in intake.lines():
        say(line)
    say(f"Het concept staat in {folder}. Nog {to_do(files)} keer invullen waar VUL AAN staat, en bronnen noemen.")
    say(f"Kijk het na met: {command(f'controleer {quoted(folder)}')}")
    return Exit.OK


def to_do(files: Mapping[str, str]) -> int:
    """How often an author still has something to write."""
    from tutor.model.catalogue import UNFINISHED

    return sum(text.count(UNFINISHED) for text in files.values())


target_argument = click.argument(
    "target", metavar="BESTAND", type=click.Path(path_type=Path), help="Een .json-bestand; bij meer dan 500 nog meer."
)
site_option = click.option(
    "--bij", "site", metavar="WEBADRES", required=True, help="Van wie de resultaten zijn, zoals https://raalte.nl/raad."
)


@click.command("resultaten", cls=DutchCommand)
@target_argument
@profile_option
@click.option("--als", "alias", metavar="SCHUILNAAM", required=True, help="Hoe je in het bestand heet, zoals W17.")
@site_option
@click.option("--sinds", "since", metavar="DATUM", help="Alleen antwoorden vanaf die dag, zoals 2026-11-01.")
@click.option("--met-open-antwoorden", "texts", is_flag=True, help="Zet er ook in wat je zelf typte.")
@replace_option
def export_results(
    target: Path, name: str | None, alias: str, site: str, since: str | None, texts: bool, replace: bool
) -> None:
    """Schrijf je antwoorden op kennisvragen als xAPI, voor het leersysteem van je gemeente.

    Er staat geen naam in, geen tekst van een vraag, geen goed antwoord en geen mening. Er wordt niets verstuurd.
    """
    from tutor.cli.root import one_person, open_store
    from tutor.exchange.xapi import of_learner
    from tutor.learning.days import study_day

    who, first = _address(site, alias), _day(since)
    with open_store() as store:
        profile = one_person(store, name)
        if alias.casefold() in profile.name.casefold().split():
            raise Refusal(f"{alias!r} is je eigen naam; kies een schuilnaam, zoals W17.", Exit.MISUSE)
        log = [event for log in profile.ids for event in store.events(log)]
    statements = of_learner((one for one in log if first is None or study_day(one.at) >= first), who, texts=texts)
    if not statements:
        raise Refusal(f"Van {profile.label} zijn er geen antwoorden om mee te nemen.")
    where, out = _save(target, statements, replace=replace)
    say(f"Van {profile.label} staan {_answers(statements)} in {where}, onder de naam {alias}.", out)
    inside = "Ook wat je typte staat erin; lees het na." if texts else "Wat je typte, staat er niet in."
    say(f"{inside} Geen naam, geen tekst van vragen, geen goede antwoorden, geen meningen. Er is niets verstuurd.", out)


@click.command("resultaten", cls=DutchCommand)
@click.option(
    "--naar", "target", metavar="BESTAND", required=True, type=click.Path(path_type=Path), help="Een .json-bestand."
)
@evening_option
@click.option("--als", "alias", metavar="NAAM", help="Hoe de groep in het bestand heet; anders avond en de datum.")
@site_option
@replace_option
def class_results(target: Path, mark: str | None, alias: str | None, site: str, replace: bool) -> None:
    """Schrijf de stemmen van een avond als xAPI, voor het leersysteem van je gemeente.

    Totalen van een groep: niets van personen, geen meningen, niets van minder dan vijf stemmen, geen repetitie.
    """
    from tutor.classroom.content import CORRECTED
    from tutor.classroom.live import FROM_ROOM
    from tutor.classroom.report import report
    from tutor.cli.evening import chosen, open_evening
    from tutor.exchange.xapi import GroupVote, of_group
    from tutor.learning.days import study_day

    with open_evening() as evening:
        session = chosen(evening, mark)
        made = report(session, evening.catalogue)
    who = _address(site, alias or f"avond-{study_day(made.started).isoformat()}")
    votes = [
        GroupVote(item=item.item, activity=item.activity, round=one.round, counts=one.counts, right=one.right)
        for item in made.items
        if item.key and not item.item.startswith((FROM_ROOM, CORRECTED))  # such an id means another question elsewhere
        for one in item.rounds
        if one.counts is not None
    ]
    statements = of_group(votes, session.id, made.ended or made.started, who)
    if not statements:
        raise Refusal("Van deze avond is er niets om mee te nemen: geen kennisvraag met vijf stemmen of meer.")
    where, out = _save(target, statements, replace=replace)
    say(f"{len(statements)} uitslagen van de groep {who.name} staan in {where}. Er is niets verstuurd.", out)


def _answers(statements: list[Record]) -> str:
    return "1 antwoord" if len(statements) == 1 else f"{len(statements)} antwoorden"


def _address(site: str, name: str) -> Address:
    from tutor.exchange.xapi import Address, BadAddress

    try:
        return Address.typed(site, name)
    except BadAddress as bad:
        raise Refusal(str(bad), Exit.MISUSE) from None


def _day(typed: str | None) -> date | None:
    if typed is None:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Refusal(f"Schrijf de datum als 2026-11-01, niet als {typed!r}.", Exit.MISUSE) from None


def _save(target: Path, statements: list[Record], *, replace: bool) -> tuple[str, TextIO]:
    """Write one file, or several with a number in their name. Which, and where to tell of it."""
    from tutor.cli.output import save
    from tutor.documents.form import Form
    from tutor.exchange.xapi import files

    out = sys.stdout
    parts = files(statements)
    names = [target]
    if len(parts) > 1:
        names = [target.with_stem(f"{target.stem}-{number:02}") for number in range(1, len(parts) + 1)]
        if not replace and (there := next((name for name in names if name.exists()), None)):
            raise Refusal(f"{there} is er al; kies een andere naam, of vervang het met --vervang.")
    for name, content in zip(names, parts, strict=True):
        out = save(name, content, Form.JSON, replace=replace)
    where = str(target) if len(names) == 1 else f"{len(names)} bestanden, {names[0]} tot en met {names[-1].name}"
    if left := _earlier(target, names):
        say(f"Van een eerdere keer staat er nog {', '.join(left)}. Gooi weg wat je niet meer wilt insturen.", out)
    return where, out


def _earlier(target: Path, written: list[Path]) -> list[str]:
    """Files that look like a part of an earlier export to this name: told, never removed, as they may be another's."""
    part = re.compile(rf"{re.escape(target.stem)}(-\d{{2,}})?{re.escape(target.suffix)}")
    try:
        there = {one.name for one in target.parent.iterdir() if part.fullmatch(one.name) and one.is_file()}
    except OSError:
        return []
    return sorted(there - {one.name for one in written})
