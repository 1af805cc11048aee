"""The verb `nieuw`: files to begin an own pack with."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutor.cli.dutch import DutchCommand, DutchGroup
from tutor.cli.output import Exit, ask, at_terminal, say
from tutor.system import Refusal, command, quoted, reason

if TYPE_CHECKING:
    from tutor.classroom.outcome import RoundResult
    from tutor.exchange.draft import Told

title_option = click.option("--titel", "title", metavar="TEKST", default="", help="Hoe het heet.")
folder_argument = click.argument("folder", metavar="MAP", type=click.Path(path_type=Path), help="De map van je pakket.")


@click.group(cls=DutchGroup, invoke_without_command=True)
@click.pass_context
def nieuw(context: click.Context) -> None:
    """Begin zelf iets: een pakket, les, vragen, avond of programma, of wat bij jullie gemeente hoort."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@nieuw.command("pakket")
@folder_argument
@title_option
def new_package(folder: Path, title: str) -> None:
    """Maak een map met een eerste les, met uitleg erin."""
    from tutor.cli.root import shipped
    from tutor.content.package import is_taken
    from tutor.exchange import draft

    if (folder / "pakket.toml").exists():
        raise Refusal(f"{folder} is al een pakket; maak er een les bij met {command(f'nieuw les {quoted(folder)}')}.")
    name, first = draft.begin(folder, title)
    if is_taken(name, shipped()):
        raise Refusal(f"‘{name}’ is al van Raadstutor zelf; kies een andere naam voor de map.")
    _write(folder, first | draft.lesson(folder, name, "", date.today()))


@nieuw.command("les")
@folder_argument
@title_option
@click.option("--heel", "whole", is_flag=True, help="Met alle stappen, elke soort vraag en een casus.")
@click.option("--van-avond", "mark", metavar="AVOND", help="Van wat een avond opleverde; zie klas avonden.")
def new_lesson(folder: Path, title: str, mark: str | None, whole: bool) -> None:
    """Maak een les met een vraag; met --heel een hele les; met --van-avond een les over wat een avond opleverde."""
    from tutor.exchange import draft
    from tutor.exchange.draft import lesson_of

    name, first = draft.begin(folder, "")
    if mark is None:
        _write(folder, first | draft.lesson(folder, name, title, date.today(), whole=whole))
        return
    _write(folder, first | lesson_of(_told(mark), folder, name, title, date.today()))


@nieuw.command("vragen")
@folder_argument
@title_option
@click.option("--vorm", "form", type=click.Choice(["excel"]), help="excel: een rekenblad om vragen in te schrijven.")
def new_questions(folder: Path, title: str, form: str | None) -> None:
    """Maak een les met een voorbeeld van elke soort vraag, of met --vorm excel een rekenblad (.xlsx)."""
    from tutor.exchange import draft

    if form is not None:
        from tutor.documents.form import Form
        from tutor.exchange.table import template
        from tutor.service.files import write

        write(folder, template(), Form.XLSX)
        say(f"Schrijf je vragen in {folder}. Maak er daarna een concept van met:")
        say(f"  {command(f'importeer vragen {quoted(folder)} --naar MAP')}")
        return
    name, first = draft.begin(folder, "")
    _write(folder, first | draft.lesson(folder, name, title, date.today(), all_kinds=True))


@nieuw.command("avond")
@folder_argument
@title_option
def new_evening(folder: Path, title: str) -> None:
    """Maak een avond voor een groep, met eigen vragen erin."""
    from tutor.exchange import draft

    name, first = draft.begin(folder, "")
    _write(folder, first | draft.evening(folder, name, title))


@nieuw.command("programma")
@folder_argument
@title_option
def new_programme(folder: Path, title: str) -> None:
    """Maak een programma: welke lessen na elkaar."""
    from tutor.exchange import draft

    name, first = draft.begin(folder, "")
    _write(folder, first | draft.programme(folder, name, title))


@nieuw.command("gemeente")
@click.argument(
    "folder", metavar="[MAP]", required=False, type=click.Path(path_type=Path), help="Je pakket; anders je gegevens."
)
@click.option("--naam", "name", metavar="NAAM", help="Hoe de gemeente heet.")
@click.option("--inwoners", "inhabitants", metavar="AANTAL", help="Hoeveel inwoners zij heeft.")
def new_municipality(folder: Path | None, name: str | None, inhabitants: str | None) -> None:
    """Schrijf op wat bij jullie gemeente hoort: zetels, en regels van jullie eigen raad."""
    from tutor.cli.root import home
    from tutor.exchange import draft
    from tutor.model.municipality import FILE_NAME

    name = _asked("Hoe heet jullie gemeente? ", _name, name, "Noem de gemeente, bijvoorbeeld: --naam Raalte.")
    wrong = "Schrijf het aantal inwoners als getal, bijvoorbeeld: --inwoners 39400."
    number = _asked("Hoeveel inwoners heeft zij? ", _number, inhabitants, wrong)
    _write(folder or home(), {FILE_NAME: draft.municipality(name, int(number))})


def _asked(question: str, read: Callable[[str], str], given: str | None, wrong: str) -> str:
    """What was given, or what somebody types, who is asked again until it can be read. Raises Refusal without."""
    typed = ask(question) if given is None else given
    while not (found := read(typed)):
        if given is not None or not typed or not at_terminal():
            raise Refusal(wrong, Exit.MISUSE)
        say(wrong.replace("--naam ", "").replace("--inwoners ", ""))
        typed = ask(question)
    return found


def _name(typed: str) -> str:
    name = typed.strip()
    return name if name.isprintable() and len(name) <= 60 else ""


def _number(typed: str) -> str:
    plain = typed.strip().replace(".", "").replace(" ", "")
    return plain if plain.isascii() and plain.isdigit() and 0 < int(plain[:12]) < 10_000_000 else ""


@click.command(cls=DutchCommand)
@folder_argument
def kijk(folder: Path) -> int:
    """Bekijk je pakket terwijl je schrijft: wat je bewaart, zie je meteen.

    Je kijkt als gast. Fouten staan onderaan; F8 toont de volgende en F9 opent haar in je eigen editor (EDITOR).
    """
    from tutor.cli import windows

    return windows.preview(folder)


def _write(folder: Path, files: Mapping[str, str]) -> None:
    """Write new files. Raises Refusal when one is there, or cannot be made; then nothing is written over."""
    from tutor.service.files import fill

    if there := next((name for name in files if (folder / name).exists()), None):
        raise Refusal(f"{folder / there} bestaat al; ik schrijf nergens overheen.")
    for name, text in files.items():
        path = folder / name
        try:
            fill(folder, {name: text.encode()})
        except OSError as error:
            raise Refusal(f"{path} is niet te maken ({reason(error)}).") from None
        say(path)
    if "pakket.toml" in files or any(name.startswith(("lessons/", "quizzes/")) for name in files):
        say(f"Schrijf waar VUL AAN staat. Kijk ernaar met {command(f'kijk {quoted(folder)}')}, of na met:")
        say(f"  {command(f'controleer {quoted(folder)}')}", sys.stdout)


def _told(mark: str) -> Told:
    from tutor.classroom.report import report
    from tutor.cli.evening import chosen, day_of, open_evening
    from tutor.exchange.draft import Told

    with open_evening() as evening:
        session = chosen(evening, None if mark == "laatste" else mark)
        made = report(session, evening.catalogue)
    questions = tuple((session.content.items[one.item], _thought(one.rounds)) for one in made.items)
    return Told(
        title=made.title, day=day_of(session), present=made.present, questions=questions, agreements=made.agreements
    )


def _thought(rounds: Iterable[RoundResult]) -> str:
    from tutor.classroom.votes import percentage

    shares = [f"{percentage(one.right)} procent goed" for one in rounds if one.right is not None]
    return ", na overleg ".join(shares) + "." if shares else ""
