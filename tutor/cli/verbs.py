"""The command `raadstutor` and its verbs. A verb imports what it needs when it runs, so that `--help` stays instant."""

from __future__ import annotations

import click

from tutor.cli import authors, classroom, data, learner, packages, questions, results, tools, transfer, writing
from tutor.cli.dutch import DutchGroup, Misuse, new_option, profile_option
from tutor.cli.output import say
from tutor.command import command


def _version(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked:
        from tutor import origin

        say(origin.version())
        context.exit()


@click.group("raadstutor", cls=DutchGroup, invoke_without_command=True)
@profile_option
@new_option
@click.option("--inhoud", "own", metavar="MAP", help="Open ook je eigen lessen: een map met pakket.toml, of de zip.")
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Toon de versie, hoe hij hier kwam, en van wanneer de inhoud is.",
)
@click.pass_context
def raadstutor(context: click.Context, name: str | None, new: bool, own: str | None) -> int | None:
    """Leer en oefen voor het raadswerk, zonder internet.

    Zonder opdracht opent de tutor in je terminal. Stoppen doe je met Ctrl+Q.
    """
    if own is not None:
        from tutor.cli.root import working_in

        context.with_resource(working_in(own))
    if context.invoked_subcommand is None:
        from tutor.cli import windows

        return windows.tutor(name, new=new)
    if new or name is not None:
        raise Misuse(
            f"Zet --profiel achter de opdracht: {command(f'{context.invoked_subcommand} --profiel NAAM')}.", context
        )
    return None


for verb in (
    learner.regel,
    learner.voortgang,
    learner.zoek,
    learner.wetten,
    tools.gereedschap,
    authors.inhoud,
    authors.controleer,
    packages.pakket,
    writing.nieuw,
    writing.kijk,
    data.gegevens,
    classroom.klas,
    transfer.exporteer,
    questions.importeer,
    transfer.samenvoegen,
    transfer.herhaalset,
):
    raadstutor.add_command(verb)
data.gegevens.add_command(transfer.export_progress, "exporteer")
transfer.exporteer.add_command(results.export_results)
classroom.klas.add_command(results.class_results)
