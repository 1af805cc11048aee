"""The command `raadstutor` and its verbs. A verb imports what it needs when it runs, so that `--help` stays instant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

import click

from tutor.cli.dutch import DutchGroup, Misuse, new_option, profile_option
from tutor.cli.output import say
from tutor.system import command

HOMES = {
    "regel": "learner",
    "voortgang": "learner",
    "zoek": "learner",
    "wetten": "learner",
    "gereedschap": "tools",
    "inhoud": "authors",
    "controleer": "authors",
    "pakket": "packages",
    "nieuw": "writing",
    "kijk": "writing",
    "gegevens": "data",
    "klas": "classroom",
    "exporteer": "transfer",
    "importeer": "programs",
    "samenvoegen": "transfer",
    "herhaalset": "transfer",
}
"""The module of each verb."""


def _version(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked:
        from tutor import origin

        say(origin.version())
        context.exit()


@click.group("raadstutor", cls=DutchGroup, invoke_without_command=True)
@profile_option
@new_option
@click.option(
    "--inhoud",
    "own",
    metavar="MAP",
    envvar="RAADSTUTOR_INHOUD",
    help="Open ook je eigen lessen: een map met pakket.toml, of de zip.",
)
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


class _Verbs(Mapping[str, click.Command]):
    """All verbs by name. The module of one is loaded when it is asked for: all of them take longer than most verbs."""

    def __getitem__(self, name: str) -> click.Command:
        verb: click.Command = getattr(import_module(f"tutor.cli.{HOMES[name]}"), name)
        return verb

    def __iter__(self) -> Iterator[str]:
        return iter(HOMES)

    def __len__(self) -> int:
        return len(HOMES)


raadstutor.commands = _Verbs()  # type: ignore[assignment]  # nobody adds a verb
