"""Questions out to other programs and in from them: `exporteer vragen` and `importeer vragen`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutor.cli.dutch import DutchCommand, DutchGroup, json_option, replace_option
from tutor.cli.exits import Exit
from tutor.cli.output import say, say_json
from tutor.command import command, quoted
from tutor.system import Refusal

if TYPE_CHECKING:
    from tutor.documents.form import Form
    from tutor.exchange.questions import Outgoing, Program, QuestionForm

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
