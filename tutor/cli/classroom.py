"""The verbs of `klas`: an evening with a group."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tutor.cli.class_documents import (
    class_comparison,
    class_group,
    class_pack,
    class_prints,
    class_report,
    class_take_home,
    evening_option,
    plan_argument,
    planned_option,
    planned_time,
)
from tutor.cli.dutch import DutchGroup, json_option, sure_option
from tutor.cli.output import agreed, say, say_json
from tutor.cli.programs import class_results
from tutor.system import command

if TYPE_CHECKING:
    from tutor.classroom.session import ClassSession

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
@evening_option
@planned_option
def class_control(plan: str | None, rehearsal: bool, mark: str | None, start: str | None) -> int:
    """Leid de avond: het venster van de trainer.

    Zonder plan ga je verder waar je was, of kies je een plan. Voor de beamer is er de opdracht klas scherm.
    """
    from tutor.cli import windows
    from tutor.cli.evening import Wanted

    windows.need_screens("klas regel")
    return windows.control(Wanted(plan=plan, rehearsal=rehearsal, mark=mark, begins=planned_time(start)))


@klas.command("scherm")
@evening_option
def class_beamer(mark: str | None) -> int:
    """Toon de avond op de beamer, in een eigen venster: die van de bediening, of die je noemt."""
    from tutor.cli import windows

    windows.need_screens("klas regel")
    return windows.beamer(mark)


@klas.command("regel")
@plan_argument
@rehearsal_option
@evening_option
@click.option("--nieuw", "anew", is_flag=True, help="Begin opnieuw, ook als dit plan nog bezig is.")
@planned_option
def class_lines(plan: str | None, rehearsal: bool, mark: str | None, anew: bool, start: str | None) -> None:
    """Leid de avond regel voor regel, zonder schermen."""
    from tutor.cli.conversation import width_of
    from tutor.cli.evening import Wanted, begin, open_evening
    from tutor.line import classroom as lines
    from tutor.line.console import Console

    console = Console(sys.stdin, sys.stdout, pauses=sys.stdin.isatty(), width=width_of(sys.stdout))
    wanted = Wanted(plan=plan, rehearsal=rehearsal, mark=mark, anew=anew, begins=planned_time(start))
    with open_evening(console.say) as evening:
        begin(evening, wanted, console.say)
        lines.run(console, evening)


@klas.group("avonden", invoke_without_command=True)
@json_option
@click.pass_context
def class_evenings(context: click.Context, as_json: bool) -> None:
    """Toon alle avonden van deze computer, en ruim ze op."""
    from tutor.cli.evening import day_of, mark_of, open_evening
    from tutor.service.evenings import OLD

    if context.invoked_subcommand is not None:
        return
    with open_evening() as evening:
        found = list(evening.evenings.all())
        old = [mark_of(one) for one in found if evening.evenings.old(one)]
    if as_json:
        say_json([_plain(one, mark_of(one)) for one in found])
        return
    for one in found:
        people = f", {one.present} aanwezig" if one.present else ""
        kind = "repetitie, " if one.rehearsal else ""
        say(f"{mark_of(one)}: {day_of(one)}, {one.title}{people} ({kind}{one.state}).")
    if not found:
        say("Er is nog geen avond geweest.")
    if old:
        say(
            f"Ouder dan {OLD.days} dagen: {', '.join(old)}. Is het verslag gemaakt, wis ze dan: klas avonden wis AVOND."
        )


def _plain(session: ClassSession, mark: str) -> dict[str, object]:
    return {
        "id": session.id,
        "mark": mark,
        "plan": session.plan.id,
        "title": session.title,
        "started": session.started.isoformat(),
        "ended": session.ended.isoformat() if session.ended else None,
        "present": session.present,
        "rehearsal": session.rehearsal,
        "state": str(session.state),
    }


evening_argument = click.argument("mark", metavar="AVOND")


@class_evenings.command("hernoem")
@evening_argument
@click.argument("title", metavar="TITEL")
def rename_evening(mark: str, title: str) -> None:
    """Geef een avond een eigen titel; een lege titel neemt die weg."""
    from tutor.cli.evening import open_evening

    with open_evening() as evening:
        evening.take(evening.evenings.named(mark).id)
        say(f"De avond heet nu: {evening.rename(title).title}.")


@class_evenings.command("heropen")
@evening_argument
def reopen_evening(mark: str) -> None:
    """Ga toch verder met een avond die was afgesloten."""
    from tutor.cli.evening import mark_of, open_evening

    with open_evening() as evening:
        session = evening.take(evening.evenings.named(mark).id)
        if session.ended:
            evening.reopen()
        say(f"{session.title} is open. Verder: {command(f'klas bediening --avond {mark_of(session)}')}.")


@class_evenings.command("wis")
@evening_argument
@sure_option
def erase_evening(mark: str, sure: bool) -> None:
    """Verwijder een avond voorgoed, ook uit de back-ups."""
    from tutor.cli.evening import day_of
    from tutor.cli.root import open_workspace

    with open_workspace(on_disk=True) as workspace:
        session = workspace.evening().evenings.named(mark)
        about = f"{session.title}, {day_of(session)}"
        if not sure and not agreed(f"{about}: voorgoed wissen, met aantallen, afspraken en notities?"):
            say("Er is niets gewist.")
            return
        workspace.erase_evening(session.id)
    say(f"Gewist: {about}, ook uit de back-ups.")


for verb in (class_report, class_comparison, class_group, class_prints, class_pack, class_take_home, class_results):
    klas.add_command(verb)
