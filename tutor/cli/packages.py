"""The verb `pakket`: own lessons, questions and evenings as one file, to carry and to put on another computer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutor.cli.dutch import DutchGroup, json_option, replace_option
from tutor.cli.output import Exit, say, say_json
from tutor.system import Refusal, command, quoted, reason

if TYPE_CHECKING:
    from tutor.content.package import Package, PackageHead
    from tutor.model import Problem

NOT_PROVEN = "Wie het echt maakte, kan Raadstutor niet nagaan: neem alleen een pakket aan van wie je het zelf kreeg."


@click.group(cls=DutchGroup, invoke_without_command=True)
@click.pass_context
def pakket(context: click.Context) -> None:
    """Eigen lessen, vragen en avonden: maak er één bestand van, of neem er een over."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@pakket.command("maak")
@click.argument("folder", metavar="MAP", type=click.Path(path_type=Path), help="De map met pakket.toml.")
@click.option(
    "--naar", "target", metavar="BESTAND", required=True, type=click.Path(path_type=Path), help="Waar de .zip komt."
)
@replace_option
def make_package(folder: Path, target: Path, replace: bool) -> int:
    """Maak van een map één zip-bestand, als alles erin klopt."""
    from tutor.cli.output import save
    from tutor.documents.form import Form
    from tutor.exchange.package import make
    from tutor.model import Severity

    package, problems = _checked(folder)
    if errors := [problem for problem in problems if problem.severity is Severity.ERROR]:
        for problem in errors:
            say(problem)
        raise Refusal(f"Er is geen pakket gemaakt: herstel eerst {_faults(len(errors))}.")
    data = make(_files(folder))
    out = save(target, data, Form.ZIP, replace=replace)
    say(f"{_told(package)} staat in {target}.", out)
    if len(problems):
        say(f"Er zijn nog {len(problems)} waarschuwingen; zie {command(f'controleer {quoted(folder)}')}.", out)
    return Exit.OK


@pakket.command("bekijk")
@click.argument("file", metavar="BESTAND", type=click.Path(path_type=Path), help="Het zip-bestand.")
def show_package(file: Path) -> None:
    """Laat zien wat er in een pakket zit; er verandert niets."""
    _say_package(_opened(file)[0])


@pakket.command("zet")
@click.argument("file", metavar="BESTAND", type=click.Path(path_type=Path), help="Het zip-bestand.")
def put_package(file: Path) -> None:
    """Neem een pakket over op deze computer; een ouder met hetzelfde id maakt plaats."""
    from tutor.cli.root import home
    from tutor.store import additions
    from tutor.store.private import make_folder

    package, files = _opened(file)
    head = _head(package)
    before = next((one for one in _installed() if one[0].name == head.id), None)
    place = home()
    try:
        make_folder(place)
        folder = additions.put(place, head.id, files)
    except OSError as error:
        raise Refusal(f"Het pakket is niet te bewaren in {place} ({reason(error)}).") from None
    _say_package(package)
    instead = f", in plaats van versie {before[1].version}" if before and before[1] else ""
    say(f"Het staat nu in {folder}{instead}, en blijft daar als je Raadstutor bijwerkt.")


@pakket.command("lijst")
@json_option
def list_packages(as_json: bool) -> None:
    """Laat zien welke pakketten op deze computer staan."""
    found = _installed()
    if as_json:
        say_json(
            [
                {
                    "id": folder.name,
                    "folder": str(folder),
                    "title": head and head.title,
                    "version": head and head.version,
                }
                for folder, head in found
            ]
        )
        return
    for folder, head in found:
        what = f"{head.title}, versie {head.version}, van {head.maker}" if head else "niet te lezen"
        say(f"{folder.name}: {what}. Map: {folder}")
    if not found:
        say(f"Er staan geen pakketten op deze computer. Neem er een over met {command('pakket zet BESTAND')}.")


@pakket.command("weg")
@click.argument("name", metavar="ID", help="Welk pakket; zie pakket lijst.")
def drop_package(name: str) -> None:
    """Haal een pakket weg; wat je erin leerde, blijft bewaard."""
    from tutor.cli.root import home
    from tutor.store import additions

    if name not in {folder.name for folder, _ in _installed()}:
        raise Refusal(f"Er is geen pakket ‘{name}’; zie {command('pakket lijst')}.", Exit.MISUSE)
    try:
        additions.drop(home(), name)
    except OSError as error:
        raise Refusal(f"Het pakket {name} is niet weg te halen ({reason(error)}).") from None
    say(f"Het pakket {name} is weg. Je antwoorden blijven bewaard: zet je het terug, dan tellen ze weer mee.")


def _installed() -> list[tuple[Path, PackageHead | None]]:
    from tutor.cli.root import home
    from tutor.content.package import read_head
    from tutor.store.additions import packs

    return [(folder, read_head(folder)[0]) for folder in packs(home())]


def _checked(folder: Path) -> tuple[Package, tuple[Problem, ...]]:
    from tutor.cli.root import shipped
    from tutor.content.check import check_package
    from tutor.content.package import HEAD_FILE, is_package

    if not is_package(folder):
        raise Refusal(f"In {folder} staat geen {HEAD_FILE}; begin met {command('nieuw pakket MAP')}.", Exit.MISUSE)
    return check_package(folder, shipped(), date.today())


def _files(folder: Path) -> Mapping[str, bytes]:
    from tutor.content.package import files_of
    from tutor.exchange.package import MOST_IN_FILE
    from tutor.service.files import read_bytes

    return {name: read_bytes(folder / name, MOST_IN_FILE + 1) for name in files_of(folder)}


def _opened(file: Path) -> tuple[Package, Mapping[str, bytes]]:
    """What is in a zip, read and checked in a folder that goes again. Raises Refusal."""
    from tempfile import TemporaryDirectory

    from tutor.cli.root import shipped
    from tutor.content.check import check_package
    from tutor.exchange.package import MOST_BYTES, unpack
    from tutor.service.files import fill, read_bytes

    files = unpack(read_bytes(file, MOST_BYTES + 1))
    with TemporaryDirectory() as place:
        fill(Path(place), files)
        package, problems = check_package(Path(place), shipped(), date.today())
    if package.head is None:
        raise Refusal(f"Dit pakket kan hier niet bij. {problems[0].message} {problems[0].remedy}")
    return package, files


def _head(package: Package) -> PackageHead:
    assert package.head
    return package.head


def _told(package: Package) -> str:
    head, content = _head(package), package.pack.catalogue
    counts = (
        (len(content.lessons), "les", "lessen"),
        (len(content.items), "vraag", "vragen"),
        (len(content.plans), "avond", "avonden"),
        (len(content.programmes), "programma", "programma’s"),
    )
    held = ", ".join(f"{count} {one if count == 1 else more}" for count, one, more in counts if count)
    return f"{head.title}, versie {head.version} ({held or 'nog leeg'})"


def _say_package(package: Package) -> None:
    from tutor.model import Severity

    head = _head(package)
    say(f"{_told(package)}.")
    say(f"Maker volgens het pakket zelf: {head.maker}. Licentie: {head.licence}.")
    if errors := [problem for problem in package.problems if problem.severity is Severity.ERROR]:
        say(f"Wat niet klopt, doet niet mee: {_faults(len(errors))}.")
    say(NOT_PROVEN)


def _faults(count: int) -> str:
    return "1 fout" if count == 1 else f"{count} fouten"
