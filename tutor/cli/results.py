"""Results for a learning record store, as xAPI: `exporteer resultaten` of a learner, `klas resultaten` of a group."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutor.cli.class_documents import evening_option
from tutor.cli.dutch import DutchCommand, profile_option, replace_option
from tutor.cli.exits import Exit
from tutor.cli.output import say
from tutor.system import Refusal

if TYPE_CHECKING:
    from typing import TextIO

    from tutor.exchange.xapi import Address, Record

target_argument = click.argument(
    "target", metavar="BESTAND", type=click.Path(path_type=Path), help="Een .json-bestand; bij meer dan 500 nog meer."
)
site_option = click.option(
    "--bij", "site", metavar="WEBADRES", required=True, help="Van wie de resultaten zijn, zoals https://raalte.nl/raad."
)


@click.command("resultaten", cls=DutchCommand)
@target_argument
@profile_option
@click.option("--als", "alias", metavar="SCHUILNAAM", required=True, help="Hoe je in het bestand heet, zoals W17.")
@site_option
@click.option("--sinds", "since", metavar="DATUM", help="Alleen antwoorden vanaf die dag, zoals 2026-11-01.")
@click.option("--met-open-antwoorden", "texts", is_flag=True, help="Zet er ook in wat je zelf typte.")
@replace_option
def export_results(
    target: Path, name: str | None, alias: str, site: str, since: str | None, texts: bool, replace: bool
) -> None:
    """Schrijf je antwoorden op kennisvragen als xAPI, voor het leersysteem van je gemeente.

    Er staat geen naam in, geen tekst van een vraag, geen goed antwoord en geen mening. Er wordt niets verstuurd.
    """
    from tutor.cli.root import one_person, open_store
    from tutor.exchange.xapi import of_learner
    from tutor.learning.days import study_day

    who, first = _address(site, alias), _day(since)
    with open_store() as store:
        profile = one_person(store, name)
        if alias.casefold() in profile.name.casefold().split():
            raise Refusal(f"{alias!r} is je eigen naam; kies een schuilnaam, zoals W17.", Exit.MISUSE)
        log = [event for log in profile.ids for event in store.events(log)]
    statements = of_learner((one for one in log if first is None or study_day(one.at) >= first), who, texts=texts)
    if not statements:
        raise Refusal(f"Van {profile.label} zijn er geen antwoorden om mee te nemen.")
    where, out = _save(target, statements, replace=replace)
    say(f"Van {profile.label} staan {_answers(statements)} in {where}, onder de naam {alias}.", out)
    inside = "Ook wat je typte staat erin; lees het na." if texts else "Wat je typte, staat er niet in."
    say(f"{inside} Geen naam, geen tekst van vragen, geen goede antwoorden, geen meningen. Er is niets verstuurd.", out)


@click.command("resultaten", cls=DutchCommand)
@click.option(
    "--naar", "target", metavar="BESTAND", required=True, type=click.Path(path_type=Path), help="Een .json-bestand."
)
@evening_option
@click.option("--als", "alias", metavar="NAAM", help="Hoe de groep in het bestand heet; anders avond en de datum.")
@site_option
@replace_option
def class_results(target: Path, mark: str | None, alias: str | None, site: str, replace: bool) -> None:
    """Schrijf de stemmen van een avond als xAPI, voor het leersysteem van je gemeente.

    Totalen van een groep: niets van personen, geen meningen, niets van minder dan vijf stemmen, geen repetitie.
    """
    from tutor.classroom.content import CORRECTED
    from tutor.classroom.live import FROM_ROOM
    from tutor.classroom.report import report
    from tutor.cli.evening import chosen, open_evening
    from tutor.exchange.xapi import GroupVote, of_group
    from tutor.learning.days import study_day

    with open_evening() as evening:
        session = chosen(evening, mark)
        made = report(session, evening.catalogue)
    who = _address(site, alias or f"avond-{study_day(made.started).isoformat()}")
    votes = [
        GroupVote(item=item.item, activity=item.activity, round=one.round, counts=one.counts, right=one.right)
        for item in made.items
        if item.key and not item.item.startswith((FROM_ROOM, CORRECTED))  # such an id means another question elsewhere
        for one in item.rounds
        if one.counts is not None
    ]
    statements = of_group(votes, session.id, made.ended or made.started, who)
    if not statements:
        raise Refusal("Van deze avond is er niets om mee te nemen: geen kennisvraag met vijf stemmen of meer.")
    where, out = _save(target, statements, replace=replace)
    say(f"{len(statements)} uitslagen van de groep {who.name} staan in {where}. Er is niets verstuurd.", out)


def _answers(statements: list[Record]) -> str:
    return "1 antwoord" if len(statements) == 1 else f"{len(statements)} antwoorden"


def _address(site: str, name: str) -> Address:
    from tutor.exchange.xapi import Address, BadAddress

    try:
        return Address.typed(site, name)
    except BadAddress as bad:
        raise Refusal(str(bad), Exit.MISUSE) from None


def _day(typed: str | None) -> date | None:
    if typed is None:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Refusal(f"Schrijf de datum als 2026-11-01, niet als {typed!r}.", Exit.MISUSE) from None


def _save(target: Path, statements: list[Record], *, replace: bool) -> tuple[str, TextIO]:
    """Write one file, or several with a number in their name. Which, and where to tell of it."""
    from tutor.cli.output import save
    from tutor.documents.form import Form
    from tutor.exchange.xapi import files

    out = sys.stdout
    parts = files(statements)
    names = [target]
    if len(parts) > 1:
        names = [target.with_stem(f"{target.stem}-{number:02}") for number in range(1, len(parts) + 1)]
        if not replace and (there := next((name for name in names if name.exists()), None)):
            raise Refusal(f"{there} is er al; kies een andere naam, of vervang het met --vervang.")
    for name, content in zip(names, parts, strict=True):
        out = save(name, content, Form.JSON, replace=replace)
    where = str(target) if len(names) == 1 else f"{len(names)} bestanden, {names[0]} tot en met {names[-1].name}"
    if left := _earlier(target, names):
        say(f"Van een eerdere keer staat er nog {', '.join(left)}. Gooi weg wat je niet meer wilt insturen.", out)
    return where, out


def _earlier(target: Path, written: list[Path]) -> list[str]:
    """Files that look like a part of an earlier export to this name: told, never removed, as they may be another's."""
    part = re.compile(rf"{re.escape(target.stem)}(-\d{{2,}})?{re.escape(target.suffix)}")
    try:
        there = {one.name for one in target.parent.iterdir() if part.fullmatch(one.name) and one.is_file()}
    except OSError:
        return []
    return sorted(there - {one.name for one in written})
