"""The verbs `exporteer`, `samenvoegen` and `herhaalset`: what goes out and comes in on a stick."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutor.cli.dutch import DutchCommand, DutchGroup, new_option, profile_option, replace_option, sure_option
from tutor.cli.output import Exit, agreed, ask, progressing, say
from tutor.cli.programs import export_questions, export_results
from tutor.system import Refusal, command

if TYPE_CHECKING:
    from tutor.exchange.arrival import Request
    from tutor.exchange.group_files import TakeHome
    from tutor.learning.log import Event
    from tutor.learning.profile import Profile
    from tutor.store import Store


@click.group(cls=DutchGroup, invoke_without_command=True)
@click.pass_context
def exporteer(context: click.Context) -> None:
    """Neem iets mee op een stick."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@exporteer.command("voortgang")
@click.argument("target", metavar="BESTAND", type=click.Path(path_type=Path), help="Waar het bestand komt.")
@click.option("--profiel", "name", metavar="NAAM", help="Alleen van NAAM; anders van alle profielen.")
@replace_option
def export_progress(target: Path, name: str | None, replace: bool) -> None:
    """Schrijf je voortgang in één bestand."""
    from tutor.cli.output import save
    from tutor.cli.root import open_store, people
    from tutor.documents.form import Form
    from tutor.exchange.parcel import pack, travels

    with open_store() as store:
        chosen = people(store, name)
        events = [*_told_of(store, chosen), *(e for one in chosen for log in one.ids for e in store.events(log))]
        out = save(target, pack(events), Form.JSON, replace=replace)
    say(f"De voortgang van {_and([learner.label for learner in chosen])} staat in {target}.", out)
    if behind := sum(not travels(event) for event in events):
        say(f"Niet mee gaan {behind} gebeurtenissen die te groot zijn of van een nieuwere Raadstutor.", out)


def _told_of(store: Store, chosen: Iterable[Profile]) -> Iterator[Event]:
    """What says that profiles of these people are one."""
    from tutor.learning.events import TOGETHER, OfTwo

    ids = {log for one in chosen for log in one.ids}
    for event in store.events(TOGETHER):
        if isinstance(event.body, OfTwo) and ids & {event.body.profile, event.body.other}:
            yield event


@exporteer.command("groep")
@click.argument("target", metavar="BESTAND", type=click.Path(path_type=Path), help="Waar het bestand komt.")
@profile_option
@replace_option
def export_for_group(target: Path, name: str | None, replace: bool) -> None:
    """Schrijf een bestand voor de trainer: je eerste antwoorden, zonder naam, tijden of notities."""
    from tutor.cli.output import save
    from tutor.cli.root import one_person, open_store
    from tutor.documents.form import Form
    from tutor.exchange.group_files import pack_answers
    from tutor.learning.attempts import first_tries
    from tutor.store.rows import system_bits

    with open_store() as store:
        tries = first_tries(e for log in one_person(store, name).ids for e in store.events(log))
    out = save(target, pack_answers(tries, f"{system_bits(64):016x}"), Form.JSON, replace=replace)
    say(f"Je eerste antwoorden staan in {target}, zonder je naam, tijden of notities. Geef het aan de trainer.", out)


exporteer.add_command(export_questions)
exporteer.add_command(export_results)


@exporteer.command("leerverslag")
@click.argument("target", metavar="BESTAND", type=click.Path(path_type=Path), help="Waar het komt, als .md of .html.")
@profile_option
@click.option("--met-scores", "scores", is_flag=True, help="Zet er ook je resultaten in.")
@replace_option
def export_certificate(target: Path, name: str | None, scores: bool, replace: bool) -> None:
    """Maak een leerverslag voor de griffier: uren en lessen."""
    from tutor.cli.output import save
    from tutor.cli.root import look
    from tutor.documents.certificate import certificate, html, markdown
    from tutor.documents.form import Form, form_of

    with look(name) as (study, profile):
        made = certificate(study.progress, study.catalogue, profile.name, study.now(), scores=scores)
    form = Form.HTML if form_of(target) is Form.HTML else Form.MARKDOWN
    out = save(target, (html(made) if form is Form.HTML else markdown(made)).encode(), form, replace=replace)
    say(f"Het leerverslag staat in {target}. Wat erin staat, zie je zelf; deel het alleen als jij dat wilt.", out)


@click.command(cls=DutchCommand)
@click.argument(
    "files", metavar="BESTAND...", nargs=-1, required=True, type=click.Path(path_type=Path), help="Van een stick."
)
@click.option("--alles", "everything", is_flag=True, help="Neem ook over wat anders wegblijft.")
@sure_option
def samenvoegen(files: tuple[Path, ...], everything: bool, sure: bool) -> int:
    """Neem voortgang van een stick over.

    Je ziet eerst wat er verandert. Twee keer samenvoegen is hetzelfde als één keer. In een bestand passen 250.000
    gebeurtenissen en 128 MB.
    """
    from tutor.cli.root import now, open_store
    from tutor.service.bringing import Bringing, read

    for path in files:
        _announce(path)
    parcels = [read(path, partial(progressing, f"{path} lezen")) for path in files]
    with open_store() as store:
        bringing = Bringing(store, parcels, now, everything=everything, watch=partial(progressing, "Bekijken"))
        for line in bringing.lines:
            say(line)
        if bringing.arrival.asks and not everything:
            say("Wat wegblijft, neem je over met --alles. Doe dat alleen als jij het zelf deed.")
        if bringing.arrival.events:
            if not (sure or agreed("Overnemen?")):
                say("Er is niets overgenomen.")
                return Exit.OK
            events = progressing("Samenvoegen", bringing.arrival.events)
            say(f"Opgeslagen: {store.merge(events)} gebeurtenissen overgenomen.")
        elif not bringing.asked:
            all_here = bringing.arrival.changes and not bringing.arrival.left
            say("Alles is hier al. Er verandert niets." if all_here else "Er verandert niets.")
        for request in bringing.asked:
            _forget(store, request, sure=sure)
    return Exit.OK


def _announce(path: Path) -> None:
    """Before a large file is read: how large, and how large it may be."""
    from tutor.exchange.parcel import LARGE, LIMITS

    with suppress(OSError):
        if (size := path.stat().st_size) >= LARGE:
            say(f"{path} is {size // 1024**2} MB; lezen kan even duren. {LIMITS}", sys.stderr)


def _forget(store: Store, request: Request, *, sure: bool) -> None:
    """Erase somebody who asks so from the own computer, when the user types the name; there is one way back."""
    from tutor.service.bringing import asks, forget

    label = request.profile.label
    say(asks(request))
    if sure:
        say(f"Met --ja wordt niemand gewist. {label} is er nog; doe het zonder --ja.")
    elif ask(f"Typ {label} om te wissen; met alleen Enter blijft alles: ") != label:
        say(f"{label} is niet gewist.")
    else:
        for line in forget(store, request.profile, request.logs, seal=True):
            say(line)


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} en {names[-1]}"


@click.command(cls=DutchCommand)
@click.argument("path", metavar="[BESTAND]", required=False, type=click.Path(path_type=Path), help="Van de trainer.")
@profile_option
@new_option
@click.option("--weg", "away", is_flag=True, help="Haal weg wat je meenam en nog niet beantwoordde.")
@sure_option
def herhaalset(path: Path | None, name: str | None, new: bool, away: bool, sure: bool) -> None:
    """Neem de vragen van een avond mee in je herhaling.

    Je ziet eerst welke. In een herhaalset passen 50 vragen.
    """
    from tutor.cli.root import open_workspace, read_profile, wanted_profile

    if (path is None) is not away:
        raise Refusal("Noem het bestand van de trainer, of haal met --weg alles weg wat je meenam.", Exit.MISUSE)
    if path is None:
        with open_workspace(on_disk=True) as workspace:
            profile = read_profile(workspace, name)
            study = workspace.open(profile)
            gone = study.assign("", tuple(study.progress.assigned))
        say(f"Opgeslagen: {_number(gone)} weg uit Herhalen van {profile.label}.")
        return
    found = _read_set(path)
    with open_workspace() as workspace:
        if name is not None and not new and workspace.profiles():
            wanted_profile(workspace, name, new=False)  # who mistypes a name reads so first
        askable = found.askable(workspace.catalogue)
        unknown = len(found.items) - len(askable)
        if not askable:
            raise Refusal(
                f"{path}: deze Raadstutor kent geen van de {unknown} vragen van ‘{found.title}’. "
                "Vraag de trainer welke versie van Raadstutor erbij hoort."
            )
        lessons = dict.fromkeys(workspace.catalogue.lesson_of[item].head.title for item in askable)
        say(f"‘{found.title}’, zo noemt het bestand zich: {_number(len(askable))} uit {'; '.join(lessons)}.")
        if unknown:
            say(f"{_number(unknown)} kent deze Raadstutor niet; die {'gaat' if unknown == 1 else 'gaan'} niet mee.")
        say("Ze komen vóór je eigen herhaling. Weghalen kan met: " + command("herhaalset --weg"))
        if not (sure or agreed("Meenemen?")):
            say("Er is niets meegenomen.")
            return
        profile = wanted_profile(workspace, name, new=new)
        known = workspace.open(profile).assign(found.title, askable)
    say(f"Opgeslagen: {_number(known)} van ‘{found.title}’ klaar bij Herhalen van {profile.label}.")


def _number(questions: int) -> str:
    return "1 vraag" if questions == 1 else f"{questions} vragen"


def _read_set(path: Path) -> TakeHome:
    from tutor.exchange import group_files
    from tutor.exchange.reading import BadParcel
    from tutor.service.files import read_bytes

    try:
        return group_files.unpack_set(read_bytes(path, group_files.SET_BYTES + 1))
    except BadParcel as bad:
        raise Refusal(f"{path}: {bad}") from None
