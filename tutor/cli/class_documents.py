"""What comes out of an evening, and what goes into it on paper: verbs of `klas` that make documents."""

from __future__ import annotations

import os
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutor.cli.dutch import DutchCommand, json_option, replace_option
from tutor.cli.output import Exit, say, say_json
from tutor.system import Refusal, command

if TYPE_CHECKING:
    from datetime import datetime

    from tutor.exchange.group_files import GroupFile
    from tutor.model import Catalogue, Item, Lesson
    from tutor.store import Store


PRINTS = (
    "letters",
    "dilemmas",
    "rollen",
    "samenvatting",
    "vragen",
    "antwoorden",
    "kalender",
    "modellen",
    "samenspel",
    "experiment",
    "draaiboek",
)
planned_option = click.option("--start", metavar="TIJD", help="Hoe laat de avond begint, zoals 19.30.")
USUAL_START = "19.30"
start_option = click.option(
    "--start", metavar="TIJD", default=USUAL_START, help="Begintijd in het draaiboek, zoals 19.30."
)
evening_option = click.option("--avond", "mark", metavar="AVOND", help="Een avond uit klas avonden.")
plan_argument = click.argument("plan", metavar="[PLAN]", required=False, help="Id van het plan; zonder: ga verder.")


@click.command("verslag", cls=DutchCommand)
@click.option(
    "--vorm",
    "wanted",
    type=click.Choice(["md", "html", "csv", "json", "xlsx"]),
    help="md, html, csv, json of xlsx; anders wat past bij de naam van het bestand.",
)
@click.option("--naar", "target", metavar="BESTAND", type=click.Path(path_type=Path), help="Schrijf naar BESTAND.")
@click.option("--map", "folder", metavar="MAP", help="Zet alles in MAP, ook de herhaalset, in een map van deze avond.")
@evening_option
@replace_option
def class_report(wanted: str | None, target: Path | None, folder: str | None, mark: str | None, replace: bool) -> None:
    """Maak het verslag van de laatste avond, of van een andere."""
    from tutor.classroom.report import report
    from tutor.cli.evening import chosen, open_evening
    from tutor.cli.output import save
    from tutor.cli.root import open_workspace
    from tutor.documents.form import Form, form_of
    from tutor.documents.report import FORMS, encoded, in_form

    if folder is not None:
        if wanted or target:
            raise Refusal("Met --map komt alles in een map: laat --vorm en --naar weg.", Exit.MISUSE)
        with open_workspace(on_disk=True) as workspace:
            evening = workspace.evening()
            made = report(chosen(evening, mark), evening.catalogue)
            say(workspace.write_report(made, folder, replace=replace))
        return
    form = Form(wanted) if wanted else (target and form_of(target, (*FORMS, Form.CSV))) or Form.MARKDOWN
    if target is None and form is Form.XLSX:
        raise Refusal("Noem met --naar het bestand voor Excel, bijvoorbeeld verslag.xlsx.", Exit.MISUSE)
    with open_evening() as evening:
        made = report(chosen(evening, mark), evening.catalogue)
    if target is None:
        say(in_form(made, form).rstrip("\n"))
    else:
        out = save(target, encoded(made, form), form, replace=replace)
        say(f"Het verslag staat in {target}.", out)


@click.command("vergelijk", cls=DutchCommand)
@click.argument("first", metavar="AVOND")
@click.argument("second", metavar="AVOND")
@json_option
def class_comparison(first: str, second: str, as_json: bool) -> None:
    """Zet twee avonden van één plan naast elkaar: hoeveel er de laatste keer goed was."""
    import msgspec

    from tutor.classroom.outcome import compare
    from tutor.classroom.report import report
    from tutor.cli.evening import open_evening
    from tutor.documents.report import comparison

    with open_evening() as evening:
        one, other = (report(evening.evenings.named(mark), evening.catalogue) for mark in (first, second))
    found = compare(one, other)
    if as_json:
        say_json(msgspec.to_builtins(found))
    else:
        say(comparison(one, other, found).rstrip("\n"))


@click.command("groep", cls=DutchCommand)
@click.argument(
    "files",
    metavar="[BESTAND]...",
    nargs=-1,
    type=click.Path(path_type=Path),
    help="Van de deelnemers, met exporteer groep.",
)
@json_option
def class_group(files: tuple[Path, ...], as_json: bool) -> None:
    """Toon hoe een groep ervoor staat, zonder namen: uit bestanden van deelnemers, of uit de profielen van hier."""
    from tutor.classroom.group import count, gather, group_report
    from tutor.cli.root import catalogue, open_store
    from tutor.documents.group import group_markdown
    from tutor.exchange.group_files import tries_in
    from tutor.learning.route import everyones

    content = everyones(catalogue())
    if files:
        read = {one.id: one for one in map(read_group_file, files)}
        with open_store() as store:
            _refuse_difference(store, list(read), "bestand", "bestanden")
        group = gather([tries_in(one, content) for one in read.values()])
    else:
        with open_store() as store:
            people = list(store.people())
            _refuse_difference(store, [one.id for one in people], "profiel", "profielen")
            group = count((one.id, chain.from_iterable(map(store.events, one.ids))) for one in people)
    made = group_report(content, group)
    if as_json:
        say_json(made.to_plain())
    else:
        say(group_markdown(made, content).rstrip("\n"))


GROUP_BEFORE = "klas.groep"
"""Setting: the marks of the files in the last group that was shown, as JSON."""


def _refuse_difference(store: Store, marks: list[str], one: str, more: str) -> None:
    """Show no second group that is nearly the first: the difference would tell what one person answered."""
    import json

    from tutor.classroom.group import told_apart
    from tutor.classroom.report import SMALLEST_GROUP

    if len(marks) < SMALLEST_GROUP:
        return  # of so few nothing is shown
    before = json.loads(store.recall(GROUP_BEFORE) or "[]")
    if few := told_apart(before, marks):
        people = f"Eén {one} verschilt" if few == 1 else f"{few} {more} verschillen"
        raise Refusal(
            f"{people} van de vorige groep: naast elkaar laten de twee uitkomsten zien wat die mensen antwoordden. "
            f"Neem er minstens {SMALLEST_GROUP} tegelijk bij of af, of neem weer precies dezelfde."
        )
    if sorted(before) != sorted(marks):
        store.remember(GROUP_BEFORE, json.dumps(marks))


def read_group_file(path: Path) -> GroupFile:
    """The file of a participant. Raises Refusal."""
    from tutor.exchange.group_files import MAX_BYTES, unpack_answers
    from tutor.exchange.reading import BadParcel
    from tutor.service.files import read_bytes

    data = read_bytes(path, MAX_BYTES + 1)
    try:
        return unpack_answers(data)
    except BadParcel as bad:
        raise Refusal(f"{path}: {bad}") from None


@click.command("druk", cls=DutchCommand)
@click.argument(
    "kind",
    metavar="SOORT",
    type=click.Choice(PRINTS),
    help=f"{', '.join(PRINTS[:-1])} of {PRINTS[-1]}.",
)
@click.argument("name", metavar="[ID]", required=False, help="Id van de les of het plan.")
@click.option(
    "--naar", "target", metavar="BESTAND", required=True, type=click.Path(path_type=Path), help="HTML-bestand."
)
@start_option
@replace_option
def class_prints(kind: str, name: str | None, target: Path, start: str, replace: bool) -> None:
    """Maak kaarten, samenvattingen, vragen of een draaiboek om te printen."""
    from tutor.classroom.content import prepare
    from tutor.cli.evening import find
    from tutor.cli.output import save
    from tutor.cli.root import catalogue
    from tutor.documents import prints
    from tutor.documents.form import Form
    from tutor.documents.html import of_municipality

    content = catalogue()
    match kind:
        case "letters":
            page = prints.voting_cards()
        case "dilemmas":
            page = prints.dilemma_cards(_dilemmas(content, name))
        case "rollen":
            page = prints.role_cards(find(content, _needed(name)))
        case "draaiboek":
            evening = prepare(find(content, _needed(name)), content, None)
            page = prints.running_order(evening, _moment(start), content.register, letters=False)
        case "kalender":
            page = prints.year_calendar(_moment(start).year)
        case _ if kind in prints.FORMS:
            page = prints.empty_form(kind, content.municipality)
        case "samenvatting":
            page = prints.summary(_lesson(content, _needed(name)), content.register)
        case _:
            page = prints.quiz(_lesson(content, _needed(name)), content.register, key=kind == "antwoorden")
    out = save(target, of_municipality(page, content.municipality).encode(), Form.HTML, replace=replace)
    say(f"Klaar om te printen: {target}. Open het in een browser.", out)


@click.command("pakket", cls=DutchCommand)
@plan_argument
@evening_option
@click.option(
    "--naar",
    "folder",
    metavar="MAP",
    type=click.Path(path_type=Path),
    help="De map; anders een nieuwe, bij het verslag.",
)
@planned_option
@click.option(
    "--aanwezig", "present", metavar="AANTAL", type=click.IntRange(0, 999), default=0, help="Voor hoeveel mensen."
)
@replace_option
def class_pack(
    plan: str | None, mark: str | None, folder: Path | None, start: str | None, present: int, replace: bool
) -> None:
    """Zet een avond klaar en maak alles wat je print. De letters op papier zijn die op de beamer."""
    from tutor.cli.evening import Wanted, find, mark_of, open_evening
    from tutor.cli.root import reports_folder
    from tutor.documents import prints
    from tutor.documents.form import Form
    from tutor.service.files import make_folder, write

    at, begins = _moment(start or USUAL_START), planned_time(start)
    wanted = Wanted(plan=plan, mark=mark)
    with open_evening() as evening:
        draft = None
        if wanted.mark is not None:
            session = evening.evenings.named(wanted.mark)
        elif wanted.plan is not None:
            session, draft = evening.evenings.proposed(find(evening.catalogue, wanted.plan))
        else:
            raise Refusal("Noem een plan, of met --avond een avond die klaarstaat.", Exit.MISUSE)
        place = folder or reports_folder(os.environ) / f"pakket-{session.plan.id}-{mark_of(session)}"
        make_folder(place, "kies een andere met --naar")
        made = prints.pack(session.content, at, present, evening.catalogue)
        for name, page in made.items():
            write(place / name, page.encode(), Form.HTML, replace=replace)
        if draft:  # kept last, so that an evening whose paper could not be written is in no list
            evening.evenings.keep(session.id, draft, begins)
    mark = mark_of(session)
    say(f"Klaar om te printen, in {place}: {', '.join(made)}. Open ze in een browser.")
    say(f"Begin de avond met: {command(f'klas bediening --avond {mark}')}. Dan kloppen de letters met het papier.")


def _needed(name: str | None) -> str:
    if name is None:
        raise Refusal("Noem ook het id van de les of het plan.", Exit.MISUSE)
    return name


def _lesson(content: Catalogue, name: str) -> Lesson:
    if any(plan.id == name for plan in content.plans):
        raise Refusal(
            f"{name} is een avond. Haar vragen komen op papier, met de letters van de beamer, met "
            f"{command(f'klas pakket {name}')}.",
            Exit.MISUSE,
        )
    if name not in content.lessons:
        raise Refusal(f"De les {name!r} is er niet; kies uit {', '.join(content.lessons)}.", Exit.MISUSE)
    return content.lessons[name]


def _dilemmas(content: Catalogue, name: str | None) -> list[Item]:
    """All dilemmas, or those of a plan."""
    from tutor.cli.evening import find
    from tutor.model import MoralTalk

    if name is None:
        return list(content.items.values())
    talks = [activity.item for activity in find(content, name).activities if isinstance(activity, MoralTalk)]
    if not talks:
        raise Refusal(f"Het plan {name} heeft geen dilemma’s om te printen.")
    return [content.items[item] for item in talks]


def _moment(start: str) -> datetime:
    from datetime import datetime

    from tutor.cli.root import now
    from tutor.learning.days import calendar_day

    today = calendar_day(now())
    return datetime.strptime(f"{today} {planned_time(start)}", "%Y-%m-%d %H.%M")


def planned_time(start: str | None) -> str:
    """A time of the day, as `19.30`; empty where none was given. Raises Refusal."""
    from tutor.classroom.live import planned

    made = planned(start) if start is not None else None
    if isinstance(made, str):
        raise Refusal(made, Exit.MISUSE)
    return made.begins if made else ""


@click.command("herhaalset", cls=DutchCommand)
@click.option(
    "--naar", "target", metavar="BESTAND", required=True, type=click.Path(path_type=Path), help="Het bestand."
)
@evening_option
@replace_option
def class_take_home(target: Path, mark: str | None, replace: bool) -> None:
    """Maak van een avond een bestand dat deelnemers meenemen; zonder --avond van de laatste."""
    from tutor.classroom.report import take_home
    from tutor.cli.evening import chosen, open_evening
    from tutor.cli.output import save
    from tutor.documents.form import Form
    from tutor.exchange import group_files

    with open_evening() as evening:
        session = chosen(evening, mark)
        items = take_home(session, evening.catalogue)
    items = items[: group_files.MAX_ITEMS]
    packed = group_files.pack_set(session.title, items)
    out = save(target, packed, Form.JSON, replace=replace)
    say(f"De herhaalset ({len(items)} vragen) staat in {target}.", out)
