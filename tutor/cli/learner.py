"""The verbs of a learner: `regel`, `voortgang`, `zoek` and `wetten`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutor.cli.dutch import DutchCommand, DutchGroup, json_option, new_option, profile_option
from tutor.cli.output import as_text, say, say_json
from tutor.dates import full_date
from tutor.system import Refusal

if TYPE_CHECKING:
    from tutor.service.study import Study


@click.command(cls=DutchCommand)
@profile_option
@new_option
@click.argument("words", metavar="[OPDRACHT]", nargs=-1, help="Wat je anders intypt, bijvoorbeeld: les rollen-01.")
def regel(name: str | None, new: bool, words: tuple[str, ...]) -> None:
    """Werk regel voor regel, zonder schermen.

    Voor schermlezers, brailleleesregels, eenvoudige terminals en scripts. Typ ? voor hulp.
    """
    from tutor.cli.conversation import converse
    from tutor.cli.root import open_workspace, wanted_profile

    with open_workspace() as workspace:
        first = partial(wanted_profile, workspace, name, new=new)
        converse(workspace, first, as_text(words), sys.stdin, sys.stdout, named=new or name is not None)


@click.command(cls=DutchCommand)
@profile_option
@json_option
def voortgang(name: str | None, as_json: bool) -> None:
    """Laat zien hoe ver je bent."""
    from tutor.cli.root import look
    from tutor.learning.overview import summarise
    from tutor.line import overview
    from tutor.line.console import Console

    with look(name) as (study, profile):
        if as_json:
            say_json({"profile": profile.label, **summarise(study.progress, study.catalogue, study.now())})
            return
        console = Console(sys.stdout, sys.stdout, pauses=False)
        console.say(f"Voortgang van {profile.label}.")
        overview.progress(console, study)


@click.command(cls=DutchCommand)
@click.argument("words", metavar="WOORDEN...", nargs=-1, required=True, help="Wat je zoekt.")
@profile_option
@json_option
def zoek(words: tuple[str, ...], name: str | None, as_json: bool) -> None:
    """Zoek in lessen, woorden, je notities en vragen die je al had."""
    from tutor.cli.conversation import width_of
    from tutor.line import overview
    from tutor.line.console import Console

    query = as_text(words)
    with _study(name) as study:
        if not as_json:
            overview.find(Console(sys.stdout, sys.stdout, pauses=False, width=width_of(sys.stdout)), study, query)
            return
        results = [
            {
                "kind": found.kind,
                "lesson": found.lesson,
                "target": found.target,
                "title": found.title,
                "place": found.place,
                "excerpt": found.words,
            }
            for found in study.search(query)
        ]
    say_json({"query": query, "results": results})


@click.group(cls=DutchGroup, invoke_without_command=True)
@click.pass_context
def wetten(context: click.Context) -> None:
    """Lees wat wetsartikelen zeggen, in gewone woorden."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@wetten.command("toon")
@click.argument("law", metavar="[WET]", required=False, default="", help="Welke wet, bijvoorbeeld: gemeentewet.")
@click.argument("article", metavar="[ARTIKEL]", required=False, default="", help="Welk artikel, bijvoorbeeld: 20.")
@json_option
def show_law(law: str, article: str, as_json: bool) -> None:
    """Toon een artikel, de artikelen van een wet, of welke wetten er zijn."""
    from tutor.cli.conversation import width_of
    from tutor.line import overview
    from tutor.line.console import Console

    with _study(None, guest=True) as study:
        if as_json:
            chosen = [one for name, one in study.catalogue.statutes.items() if law.casefold() in ("", name)]
            say_json(
                [
                    {"law": one.law, "article": entry.number, "heading": entry.heading, "paragraphs": entry.paragraphs}
                    for one in chosen
                    for entry in one.entries
                    if article in ("", entry.number)
                ]
            )
        else:
            console = Console(sys.stdout, sys.stdout, pauses=False, width=width_of(sys.stdout))
            overview.statutes(console, study, f"{law} {article}".strip())


@wetten.command("inlezen")
@click.argument("files", metavar="BESTAND...", nargs=-1, required=True, help="XML van wetten.overheid.nl.")
def load_laws(files: tuple[str, ...]) -> None:
    """Lees de officiële tekst van een wet in; die staat dan naast onze woorden."""
    from tutor.cli.root import open_workspace
    from tutor.service.phrases import count

    with open_workspace() as workspace:
        names = {law.bwb: law for law in workspace.catalogue.laws}
        for file in files:
            text = workspace.load_official(str(Path(file).absolute()))
            articles = count(len(text.articles), "artikel", "artikelen")
            say(f"{names[text.bwb].name}: {articles} ingelezen, geldig vanaf {full_date(text.since)}.")
            ours = names[text.bwb].text_date
            if ours and text.since > ours:
                say(f"Let op: die tekst is nieuwer dan waarmee onze lessen zijn gemaakt ({full_date(ours)}).")


@wetten.command("weg")
@click.argument("law", metavar="WET", help="Welke wet, bijvoorbeeld: gemeentewet.")
def drop_law(law: str) -> None:
    """Haal een officiële tekst weer weg; onze woorden blijven staan."""
    from tutor.cli.root import open_workspace

    with open_workspace() as workspace:
        found = workspace.catalogue.register.get(law.casefold())
        if not found or not workspace.official(found):
            raise Refusal(f"Van ‘{law}’ is geen officiële tekst ingelezen.")
        workspace.drop_official(found)
        say(f"De officiële tekst van de {found.name} is weg.")


@contextmanager
def _study(name: str | None, *, guest: bool = False) -> Iterator[Study]:
    """The study of a profile, or of a guest; before there is a profile nothing is made on the disk."""
    from tutor.cli.root import TO_LOOK, catalogue, data_file, now, open_workspace, read_profile, workspace_on
    from tutor.store import Store

    if name is not None or data_file().exists():
        with open_workspace(patience=TO_LOOK) as workspace:
            yield workspace.guest() if guest else workspace.look(read_profile(workspace, name))
        return
    with (
        Store.open(None, device="", clock=now) as store,
        closing(workspace_on(store, catalogue())) as workspace,
    ):
        yield workspace.guest()
