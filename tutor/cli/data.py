"""The verb `gegevens`: where the learners' file is, whether it is whole, and what to do if it is not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutor.cli.dutch import DutchGroup, json_option, replace_option, sure_option
from tutor.cli.output import Exit, agreed, ask, say, say_json
from tutor.cli.transfer import export_progress
from tutor.system import Refusal, command, quoted

if TYPE_CHECKING:
    from tutor.learning.profile import Profile
    from tutor.store import Store


@click.group(cls=DutchGroup, invoke_without_command=True)
@json_option
@click.pass_context
def gegevens(context: click.Context, as_json: bool) -> int | None:
    """Bekijk waar je gegevens staan en of ze in orde zijn."""
    if context.invoked_subcommand is not None:
        return None
    from tutor.cli.condition import FileState, examine

    condition = examine()
    if as_json:
        say_json(condition.to_plain())
    else:
        say(condition)
    return Exit.DAMAGED if condition.state is FileState.DAMAGED else Exit.OK


@gegevens.command("back-up")
def back_up() -> None:
    """Maak een back-up en controleer die."""
    from tutor.cli.root import open_store

    _need_something()
    with open_store() as store:
        copy = store.back_up()
    if copy:
        say(f"De back-up is gemaakt en gecontroleerd: {copy.path}")


@gegevens.command("herstel")
def mend() -> None:
    """Herstel een beschadigd bestand.

    Wat nog te lezen is, gaat samen met de nieuwste goede back-up. Het beschadigde bestand blijft bewaard.
    """
    from tutor.cli.root import data_file, now
    from tutor.store.repair import repair

    _need_something()
    say(repair(data_file(), clock=now))


@gegevens.command("terugzetten")
@click.argument("name", metavar="[BACK-UP]", required=False, help="Bestandsnaam van de back-up; zonder: de nieuwste.")
@sure_option
def put_back(name: str | None, sure: bool) -> None:
    """Zet een back-up terug, bijvoorbeeld na verkeerd samenvoegen.

    Wat daarna is gedaan, staat er niet in. Hoe het nu is, wordt eerst bewaard. Wie is gewist, blijft gewist.
    """
    from tutor.cli.root import data_file, now
    from tutor.store.backup import backups
    from tutor.store.repair import restore

    path = data_file()
    copies = {copy.path.name: copy for copy in backups(path)}
    if not copies:
        raise Refusal(f"Er is nog geen back-up van {path}.")
    wanted = Path(name).name if name is not None else list(copies)[-1]
    if name is not None and not (wanted in copies and _means(Path(name), copies[wanted].path)):
        raise Refusal(
            f"{_what_else(Path(name))}De back-up {name} is er niet; kies uit: {', '.join(copies)}.", Exit.MISUSE
        )
    when = f"{copies[wanted].made.astimezone():%d-%m-%Y %H.%M}"
    say(f"Back-up van {when}: {copies[wanted].path}")
    say("Wat daarna is gedaan, staat er niet in. Hoe het nu is, wordt eerst bewaard.")
    if not (sure or agreed("Terugzetten?")):
        raise Refusal("Er is niets teruggezet.")
    before = restore(path, copies[wanted], clock=now).before
    say(f"De back-up van {when} is teruggezet.")
    if before:
        say(f"Hoe het was, staat in: {before}")


def _means(typed: Path, copy: Path) -> bool:
    """Whether this is how somebody names a backup: by its name, or by its whole path."""
    return typed == Path(copy.name) or typed.resolve() == copy.resolve()


def _what_else(path: Path) -> str:
    """Dutch: what the file is that was named instead of a backup; empty when there is none."""
    from tutor.exchange.reading import LOOKED_AT, told
    from tutor.service.files import read_bytes

    try:
        there = path.is_file()
    except OSError:
        return ""
    told_of = told(read_bytes(path, LOOKED_AT), "kies een back-up") if there else ""
    return f"{path}: {told_of} " if told_of else ""


@gegevens.command("hernoem")
@click.argument("name", metavar="PROFIEL", help="Het profiel dat anders gaat heten.")
@click.argument("new", metavar="NAAM", help="De nieuwe naam.")
def rename(name: str, new: str) -> None:
    """Geef een profiel een andere naam. Wat je leerde, blijft erbij."""
    from tutor.cli.root import open_store
    from tutor.learning.profile import choose

    _need_something()
    with open_store() as store:
        learner = choose(name, store.people())
        renamed = store.rename_learner(learner.id, new)
    say(f"{learner.label} heet nu: {renamed.name}")


@gegevens.command("wis")
@click.argument("name", metavar="NAAM", help="Het profiel dat weg moet.")
@click.option(
    "--overal",
    "request",
    metavar="BESTAND",
    type=click.Path(path_type=Path),
    help="Zet in BESTAND een verzoek om ook op andere computers te wissen.",
)
@sure_option
@replace_option
def erase(name: str, request: Path | None, sure: bool, replace: bool) -> None:
    """Wis alles van een profiel op deze computer, ook uit de back-ups, meteen en voorgoed.

    Elders blijft het staan. Is het profiel op deze computer gemaakt, dan neem je met --overal een verzoek mee om het
    ook op andere computers te wissen; daar moet iemand de naam typen, en kan het 30 dagen terug.
    """
    from tutor.cli.root import data_file, open_store
    from tutor.learning.profile import choose, told_apart
    from tutor.service.bringing import forget
    from tutor.store.erasure import all_sealed

    _need_something()
    with open_store() as store:
        here = store.people()
        ids = {log for one in here for log in one.ids}
        kept = [one.profile for one in all_sealed(data_file()) if one.profile.id not in ids]
        learner = choose(name, told_apart((*here, *kept)))
        if request:
            _need_own(store, learner)
        if learner.logs:
            say(f"In {learner.label} zijn {len(learner.logs)} profielen samengevoegd; ze gaan alle weg.")
        if not (sure or request) and learner.device == store.device:
            say(
                "Staat dit profiel ook op een andere computer, dan blijft het daar. Met --overal BESTAND vraag je het "
                "ook daar te wissen; dat kan alleen nu, en alleen hier."
            )
        if not sure and ask(f"Typ {learner.label} om alles van dit profiel te wissen: ") != learner.label:
            raise Refusal("Er is niets gewist.")
        if request:
            _ask_elsewhere(store, learner, request, replace=replace)
        for line in forget(store, learner):
            say(line)


def _need_own(store: Store, learner: Profile) -> None:
    """Raises Refusal when a profile was not made here, or not all that is joined in it."""
    strangers = [one for one in store.learners() if one.id in learner.ids and one.device != store.device]
    if strangers:
        part = "is" if len(strangers) == len(learner.ids) else "is voor een deel"
        raise Refusal(
            f"{learner.label} {part} op een andere computer gemaakt. Overal wissen kan alleen daar; hier wis je je "
            f"eigen kopie met: {command(f'gegevens wis {quoted(learner.label)}')}",
            Exit.MISUSE,
        )


def _ask_elsewhere(store: Store, learner: Profile, request: Path, *, replace: bool) -> None:
    """Write the request before anything goes: afterwards nothing tells any more that it was made here."""
    from tutor.cli.output import save
    from tutor.documents.form import Form
    from tutor.exchange.parcel import pack

    out = save(request, pack((), learner.ids, store.device), Form.JSON, replace=replace)
    say(f"Het verzoek om {learner.label} ook elders te wissen staat in {request}. Daar: samenvoegen BESTAND.", out)


@gegevens.command("samenvoegen")
@click.argument("name", metavar="PROFIEL", help="Het profiel dat zijn naam houdt.")
@click.argument("with_", metavar="MET", type=click.Choice(["met"], case_sensitive=False), help="Het woord MET.")
@click.argument("other", metavar="PROFIEL", help="Het andere profiel van dezelfde persoon.")
@sure_option
def join_profiles(name: str, with_: str, other: str, sure: bool) -> None:
    """Maak van twee profielen van dezelfde persoon één profiel.

    Wat je in elk van beide deed, telt dan samen. Losmaken kan altijd.
    """
    from tutor.cli.root import open_workspace

    _need_something()
    with open_workspace(on_disk=True) as workspace:
        first, second = workspace.find(name), workspace.find(other)
        say(f"{first.told}\n{second.told}")
        if not (sure or agreed(f"Zijn dit profielen van dezelfde persoon? Samen heten ze {first.name}.")):
            raise Refusal("Er is niets samengevoegd.")
        one = workspace.join(first, second)
    say(f"Opgeslagen. Dit is nu één profiel: {one.told}. Losmaken: {command(f'gegevens losmaken {quoted(one.label)}')}")


@gegevens.command("losmaken")
@click.argument("name", metavar="PROFIEL", help="Een profiel waarin andere zijn samengevoegd.")
def part_profiles(name: str) -> None:
    """Maak samengevoegde profielen weer los. Alles wat je deed, blijft bij het profiel waarin je het deed."""
    from tutor.cli.root import open_workspace

    _need_something()
    with open_workspace(on_disk=True) as workspace:
        apart = workspace.part(workspace.find(name))
    say(f"Opgeslagen. Dit zijn weer losse profielen: {'; '.join(one.told for one in apart)}.")


@gegevens.command("terughalen")
@click.argument("name", metavar="NAAM", help="Een profiel dat op verzoek is gewist.")
def fetch_back(name: str) -> None:
    """Haal een profiel terug dat hier op verzoek van elders is gewist.

    Dat kan 30 dagen, uit de verzegelde back-up. Wat je zelf wist, komt niet terug.
    """
    from tutor.cli.root import data_file, now, open_store
    from tutor.learning.profile import choose, told_apart
    from tutor.store.erasure import all_sealed, put_back

    _need_something()
    kept = told_apart(one.profile for one in all_sealed(data_file()))
    if not kept:
        raise Refusal("Er is niemand om terug te halen.")
    learner = choose(name, kept)
    with open_store() as store:
        if any(one.id == learner.id for one in store.people()):
            raise Refusal(f"{learner.name} is hier al.")
    put_back(data_file(), learner.id, now())
    say(f"{learner.name} is terug, met alles wat erbij hoorde.")


def _need_something() -> None:
    from tutor.cli.root import data_file
    from tutor.store.backup import backups

    path = data_file()
    if not (path.exists() or backups(path)):
        raise Refusal(f"Er is nog niets bewaard in {path}.")


gegevens.add_command(export_progress, "exporteer")
