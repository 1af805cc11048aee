"""The verbs of a learner: `regel`, `voortgang` and `zoek`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from typing import TYPE_CHECKING

import click

from tutor.cli.dutch import DutchCommand, json_option, new_option, profile_option
from tutor.cli.output import as_text, say_json

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


@contextmanager
def _study(name: str | None) -> Iterator[Study]:
    """The study of a profile; before there is one, that of a guest, and nothing is made on the disk."""
    from tutor.cli.root import catalogue, data_file, now, open_workspace, read_profile, workspace_on
    from tutor.store import Store

    if name is not None or data_file().exists():
        with open_workspace() as workspace:
            yield workspace.look(read_profile(workspace, name))
        return
    with (
        Store.open(None, device="", clock=now) as store,
        closing(workspace_on(store, catalogue())) as workspace,
    ):
        yield workspace.guest()
