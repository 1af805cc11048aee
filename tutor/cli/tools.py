"""The verb `gereedschap`: tools for tonight, for scripts and for who is already in a terminal."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from tutor.cli.dutch import DutchGroup, Misuse, json_option, replace_option
from tutor.cli.output import at_terminal, save, say, say_json
from tutor.system import Refusal

if TYPE_CHECKING:
    from tutor.model import Catalogue
    from tutor.tools.tool import Fields, Setting, Tool, ToolAnswer


@click.group(cls=DutchGroup, invoke_without_command=True)
@click.pass_context
def gereedschap(context: click.Context) -> None:
    """Voor vanavond: tel een stemming, reken een termijn uit, of schrijf een motie."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@gereedschap.command("termijn")
@click.argument("kind", metavar="[SOORT]", required=False, default="", help="Welke termijn; zonder SOORT zie je ze.")
@click.argument("day", metavar="[DAG]", required=False, default="", help="Zoals 3-11-2026; anders vandaag.")
@click.option("--termijn", "span", metavar="DUUR", help="Bij vragen: hoe lang jullie reglement geeft, zoals 30 dagen.")
@json_option
def term(kind: str, day: str, span: str | None, as_json: bool) -> int:
    """Reken uit wanneer een termijn afloopt, met weekend, feestdagen en het artikel."""
    content, setting = _here()
    if not kind:
        return _list("termijn", content, setting, as_json=as_json)
    _known("termijn", kind)
    if span is not None and kind != "vragen":
        raise Misuse("--termijn hoort alleen bij vragen: de andere termijnen staan in de wet.")
    given = {"dag": day, "termijn": span}
    return _tell(kind, {name: value for name, value in given.items() if value}, content, setting, as_json=as_json)


@gereedschap.command("stemmen")
@click.option(
    "--zetels", metavar="AANTAL", help="Zetels van de raad; anders die van jullie gemeente, of van Waterveen."
)
@click.option("--leeg", metavar="AANTAL", help="Lege zetels.")
@click.option("--aanwezig", metavar="AANTAL", help="Leden die de presentielijst tekenden.")
@click.option("--niet-mee", metavar="AANTAL", help="Leden die niet mogen meedoen (artikel 28).")
@click.option("--voor", metavar="AANTAL", help="Stemmen voor.")
@click.option("--tegen", metavar="AANTAL", help="Stemmen tegen.")
@click.option("--blanco", metavar="AANTAL", help="Blanco of ongeldige briefjes, bij personen.")
@click.option("--over", metavar="WAT", help="voorstel, voordracht (personen) of personen (vrije keuze).")
@click.option("--vooraf", metavar="WAT", help="niets, dicht, ongeldig, gestaakt of herstemming.")
@json_option
def voting(as_json: bool, **typed: str | None) -> int:
    """Tel: mag de vergadering open, is de stemming geldig, en wat is besloten?"""
    content, setting = _here()
    given = {name.replace("_", "-"): value for name, value in typed.items() if value is not None}
    return _tell("stemmen", given, content, setting, as_json=as_json)


@gereedschap.command("schrijven")
@click.argument("kind", metavar="[SOORT]", required=False, default="", help="Welk stuk; zonder SOORT zie je ze.")
@click.option(
    "--antwoord",
    "typed",
    metavar="VELD=TEKST",
    multiple=True,
    help="Wat je invult; bij een lijst mag een veld vaker. Zonder dit worden ze gevraagd.",
)
@click.option("--naar", "target", metavar="BESTAND", type=click.Path(path_type=Path), help="Een .docx, .html of .txt.")
@replace_option
@json_option
def writing(kind: str, typed: tuple[str, ...], target: Path | None, replace: bool, as_json: bool) -> int:
    """Schrijf een motie, amendement, schriftelijke vragen, zienswijze of initiatiefvoorstel."""
    from tutor.cli.conversation import width_of
    from tutor.documents.form import Form
    from tutor.documents.paper import WRONG_END, encoded, paper_form
    from tutor.line import tools
    from tutor.line.console import Back, Console, Stopped
    from tutor.tools.shelf import TOOLS

    content, setting = _here()
    if not kind:
        return _list("schrijven", content, setting, as_json=as_json)
    tool = TOOLS[_known("schrijven", kind)]
    form = paper_form(str(target)) if target else None
    if target and form is None:
        if target.suffix:
            raise Refusal(WRONG_END)
        form = Form.TEXT  # of a pipe; for any other name `save` says how it should end
    given = _fields(typed, tool, setting)
    if not typed and not as_json and at_terminal():
        console = Console(sys.stdin, sys.stdout, pauses=True, width=width_of(sys.stdout))
        try:
            given = tools.fill_in(console, setting, tool, "")
        except (Stopped, Back):
            return 0
    answer, out = _answer(tool, given, setting), sys.stdout
    if target and form and answer.paper:
        out = save(target, encoded(answer.paper, form), form, replace=replace)
    _say(tool, answer, content, out, as_json=as_json)
    if target and not as_json:
        say(f"Het stuk staat in {target}.", out)
    return 0


def _known(sort: str, name: str) -> str:
    from tutor.tools.shelf import of_sort

    names = [tool.id for tool in of_sort(sort)]
    if name not in names:
        raise Misuse(f"{name!r} ken ik niet bij {sort}; kies uit {', '.join(names)}.")
    return name


def _fields(typed: tuple[str, ...], tool: Tool, setting: Setting) -> dict[str, str]:
    """What was typed as `veld=tekst`; a field that comes again is another line."""
    names = [field.name for field in tool.fields(setting)]
    given: dict[str, str] = {}
    for one in typed:
        name, equals, text = one.partition("=")
        if name not in names or not equals:
            raise Misuse(f"Schrijf --antwoord VELD=TEKST, met een van deze velden: {', '.join(names)}.")
        given[name] = f"{given[name]}\n{text}" if name in given else text
    return given


def _here() -> tuple[Catalogue, Setting]:
    from tutor.cli.root import catalogue, now
    from tutor.learning.days import calendar_day
    from tutor.tools.tool import Setting

    content = catalogue()
    return content, Setting(calendar_day(now()), content.municipality)


def _list(sort: str, content: Catalogue, setting: Setting, *, as_json: bool) -> int:
    from tutor.line import tools
    from tutor.line.console import Console
    from tutor.tools.shelf import of_sort

    if as_json:
        say_json([{"id": one.id, "title": one.title, "lesson": one.lesson} for one in of_sort(sort)])
    else:
        tools.use(Console(sys.stdout, sys.stdout, pauses=False), content, setting, sort)
    return 0


def _tell(name: str, given: Fields, content: Catalogue, setting: Setting, *, as_json: bool) -> int:
    from tutor.tools.shelf import TOOLS

    tool = TOOLS[name]
    _say(tool, _answer(tool, given, setting), content, sys.stdout, as_json=as_json)
    return 0


def _answer(tool: Tool, given: Fields, setting: Setting) -> ToolAnswer:
    """The answer of a tool. Raises Refusal for what cannot be."""
    from tutor.cli.output import Exit

    answer = tool.answer(tool.filled(setting, given), setting)
    if answer.trouble:
        raise Refusal(answer.trouble, Exit.MISUSE)
    return answer


def _say(tool: Tool, answer: ToolAnswer, content: Catalogue, out: TextIO, *, as_json: bool) -> None:
    """Tell it where there is room: standard output may be the file that was written."""
    from tutor.cli.conversation import width_of
    from tutor.line import tools
    from tutor.line.console import Console

    if not as_json:
        tools.say_answer(Console(sys.stdin, out, pauses=False, width=width_of(out)), content, tool, answer)
    elif out is sys.stdout:
        say_json({"tool": tool.id, "title": tool.title, "lesson": tool.lesson, **answer.facts})
