"""The verbs of `klas`: an evening with a group."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutor.cli.dutch import DutchGroup, json_option, replace_option
from tutor.cli.exits import Exit
from tutor.cli.output import say, say_json
from tutor.system import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from tutor.model import Catalogue, Item, Lesson

plan_argument = click.argument("plan", metavar="[PLAN]", required=False, help="Id van het plan; zonder: ga verder.")
rehearsal_option = click.option("--repetitie", "rehearsal", is_flag=True, help="Oefen met verzonnen stemmen.")


@click.group(cls=DutchGroup, invoke_without_command=True)
@click.pass_context
def klas(context: click.Context) -> None:
    """Leid een avond met een groep, ook zonder telefoons."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@klas.command("plannen")
@json_option
def class_plans(as_json: bool) -> None:
    """Toon welke avonden er klaarliggen."""
    from tutor.cli.root import catalogue

    plans = catalogue().plans
    if as_json:
        say_json([{"id": p.id, "title": p.title, "text": p.text, "minutes": p.minutes} for p in plans])
        return
    for plan in plans:
        say(f"{plan.id}: {plan.title} ({plan.minutes} minuten). {plan.text}")


@klas.command("bediening")
@plan_argument
@rehearsal_option
def class_control(plan: str | None, rehearsal: bool) -> int:
    """Leid de avond: het venster van de trainer.

    Zonder plan ga je verder waar je was, of kies je een plan. Voor de beamer is er de opdracht klas scherm.
    """
    from tutor.cli import windows

    windows.need_screens("klas regel")
    return windows.control(plan, rehearsal=rehearsal)


@klas.command("scherm")
def class_beamer() -> int:
    """Toon de avond op de beamer, in een eigen venster."""
    from tutor.cli import windows

    windows.need_screens("klas regel")
    return windows.beamer()


@klas.command("regel")
@plan_argument
@rehearsal_option
def class_lines(plan: str | None, rehearsal: bool) -> None:
    """Leid de avond regel voor regel, zonder schermen."""
    from tutor.cli.conversation import width_of
    from tutor.cli.windows import begin, open_evening
    from tutor.line import classroom as lines
    from tutor.line.console import Console

    console = Console(sys.stdin, sys.stdout, pauses=sys.stdin.isatty(), width=width_of(sys.stdout))
    with open_evening(console.say) as evening:
        begin(evening, plan, rehearsal=rehearsal)
        lines.run(console, evening)


@klas.command("verslag")
@click.option(
    "--vorm",
    "wanted",
    type=click.Choice(["md", "html", "csv", "json"]),
    help="md, html, csv of json; anders wat past bij de naam van het bestand.",
)
@click.option("--naar", "target", metavar="BESTAND", type=click.Path(path_type=Path), help="Schrijf naar BESTAND.")
@replace_option
def class_report(wanted: str | None, target: Path | None, replace: bool) -> None:
    """Maak het verslag van de laatste avond."""
    from tutor.cli.output import save
    from tutor.cli.windows import begin, open_evening
    from tutor.documents.form import Form, form_of
    from tutor.documents.report import BYTE_ORDER_MARK, in_form

    form = Form(wanted) if wanted else (target and form_of(target)) or Form.MARKDOWN
    with open_evening() as evening:
        begin(evening, None, rehearsal=False)
        text = in_form(evening.report(), form)
    if target is None:
        say(text.rstrip("\n"))
    else:
        content = BYTE_ORDER_MARK + text if form is Form.CSV else text
        out = save(target, content.encode(), form, replace=replace)
        say(f"Het verslag staat in {target}.", out)


@klas.command("groep")
@json_option
def class_group(as_json: bool) -> None:
    """Toon hoe alle profielen samen ervoor staan, zonder namen."""
    from tutor.classroom.group import count, group_report
    from tutor.cli.root import catalogue, open_store
    from tutor.documents.report import group_markdown

    content = catalogue()
    with open_store() as store:
        group = count((learner.name.casefold(), store.events(learner.id)) for learner in store.learners())
    made = group_report(content, group)
    if as_json:
        say_json(made.to_plain())
    else:
        say(group_markdown(made, content).rstrip("\n"))


@klas.command("druk")
@click.argument(
    "kind",
    metavar="SOORT",
    type=click.Choice(["letters", "dilemmas", "rollen", "samenvatting", "vragen", "antwoorden", "draaiboek"]),
    help="letters, dilemmas, rollen, samenvatting, vragen, antwoorden of draaiboek.",
)
@click.argument("name", metavar="[ID]", required=False, help="Id van de les of het plan.")
@click.option(
    "--naar", "target", metavar="BESTAND", required=True, type=click.Path(path_type=Path), help="HTML-bestand."
)
@click.option("--start", metavar="TIJD", default="19.30", help="Begintijd in het draaiboek, zoals 19.30.")
@replace_option
def class_prints(kind: str, name: str | None, target: Path, start: str, replace: bool) -> None:
    """Maak kaarten, samenvattingen, vragen of een draaiboek om te printen."""
    from tutor.cli.output import save
    from tutor.cli.root import catalogue
    from tutor.cli.windows import find
    from tutor.documents import prints
    from tutor.documents.form import Form

    content = catalogue()
    match kind:
        case "letters":
            page = prints.letter_cards()
        case "dilemmas":
            page = prints.dilemma_cards(_dilemmas(content, name))
        case "rollen":
            page = prints.role_cards(find(content, _needed(name)))
        case "draaiboek":
            page = prints.running_order(find(content, _needed(name)), content, _moment(start))
        case "samenvatting":
            page = prints.summary(_lesson(content, _needed(name)))
        case _:
            page = prints.quiz(_lesson(content, _needed(name)), key=kind == "antwoorden")
    out = save(target, page.encode(), Form.HTML, replace=replace)
    say(f"Klaar om te printen: {target}. Open het in een browser.", out)


def _needed(name: str | None) -> str:
    if name is None:
        raise Refusal("Noem ook het id van de les of het plan.", Exit.MISUSE)
    return name


def _lesson(content: Catalogue, name: str) -> Lesson:
    if name not in content.lessons:
        raise Refusal(f"De les {name!r} is er niet; kies uit {', '.join(content.lessons)}.", Exit.MISUSE)
    return content.lessons[name]


def _dilemmas(content: Catalogue, name: str | None) -> list[Item]:
    """All dilemmas, or those of a plan."""
    from tutor.cli.windows import find
    from tutor.model import MoralTalk

    if name is None:
        return list(content.items.values())
    talks = [activity.item for activity in find(content, name).activities if isinstance(activity, MoralTalk)]
    return [content.items[item] for item in talks]


def _moment(start: str) -> datetime:
    from datetime import datetime, time

    from tutor.cli.root import now
    from tutor.learning.days import AMSTERDAM

    match = re.fullmatch(r"(\d{1,2})[.:](\d{2})", start)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise Refusal(f"Schrijf de begintijd als 19.30, niet als {start!r}.", Exit.MISUSE)
    today = now().astimezone(AMSTERDAM).date()
    return datetime.combine(today, time(int(match[1]), int(match[2])))


@klas.command("herhaalset")
@click.option(
    "--naar", "target", metavar="BESTAND", required=True, type=click.Path(path_type=Path), help="Het bestand."
)
@replace_option
def class_take_home(target: Path, replace: bool) -> None:
    """Maak van de laatste avond een bestand dat deelnemers meenemen."""
    from tutor.cli.output import save
    from tutor.cli.windows import begin, open_evening
    from tutor.documents.form import Form
    from tutor.exchange import takehome

    with open_evening() as evening:
        begin(evening, None, rehearsal=False)
        items = evening.take_home()
    packed = takehome.pack(evening.session.plan.title, items)
    out = save(target, packed, Form.JSON, replace=replace)
    say(f"De herhaalset ({len(items)} vragen) staat in {target}.", out)
