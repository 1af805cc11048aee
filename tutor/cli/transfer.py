"""The verbs `exporteer`, `samenvoegen` and `herhaalset`: what goes out and comes in on a stick."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutor.cli.dutch import DutchCommand, DutchGroup, new_option, profile_option, replace_option, sure_option
from tutor.cli.exits import Exit
from tutor.cli.output import agreed, say
from tutor.system import Refusal

if TYPE_CHECKING:
    from tutor.exchange.parcel import Parcel, Preview
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
    from tutor.cli.root import open_store
    from tutor.documents.form import Form
    from tutor.exchange.parcel import pack, travels

    with open_store() as store:
        chosen = _chosen(store, name)
        events = [event for learner in chosen for event in store.events(learner.id)]
        out = save(target, pack(events, store.tombstones()), Form.JSON, replace=replace)
    say(f"De voortgang van {_and([learner.label for learner in chosen])} staat in {target}.", out)
    if behind := sum(not travels(event) for event in events):
        say(f"Niet mee gaan {behind} gebeurtenissen die te groot zijn of van een nieuwere Raadstutor.", out)


def _chosen(store: Store, name: str | None) -> tuple[Profile, ...]:
    from tutor.learning.profile import choose

    everybody = store.people()
    if not everybody:
        raise Refusal("Er is nog geen voortgang om mee te nemen.")
    return everybody if name is None else (choose(name, everybody),)


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
@sure_option
def samenvoegen(files: tuple[Path, ...], sure: bool) -> int:
    """Neem voortgang van een stick over.

    Je ziet eerst wat erin staat. Twee keer samenvoegen is hetzelfde als één keer.
    """
    from tutor.cli.root import open_store
    from tutor.exchange.parcel import preview

    found = [(path, _read(path)) for path in files]
    with open_store() as store:
        known = {event.id for learner in store.learners() for event in store.events(learner.id)}
        lost = _erased_elsewhere(store, (brought for _, brought in found))
        erased = {*store.tombstones(), *lost}
        new = 0
        for path, brought in found:
            say(f"{path}:")
            for line in preview(brought, known, erased):
                say(f"  {_describe(line)}")
                new += line.new
            known |= {event.id for event in brought.events}
        for learner in store.learners():
            if learner.id in lost:
                say(f"{learner.name}: elders gewist; wordt hier ook gewist, met alles wat hier staat.")
        if not new and not lost:
            say("Alles is hier al. Er verandert niets.")
            return Exit.OK
        if not (sure or agreed("Overnemen?")):
            say("Er is niets overgenomen.")
            return Exit.OK
        added = store.merge(event for _, brought in found for event in brought.events if event.learner not in lost)
        copies = {path for learner in lost for path in store.erase(learner).untouched}
    say(f"Opgeslagen: {added} gebeurtenissen overgenomen.")
    if lost:
        say(f"Gewiste profielen die hier gewist blijven: {len(lost)} erbij.")
    for path in sorted(copies):
        say(f"Kijk zelf of een gewist profiel nog staat in: {path}")
    return Exit.OK


def _erased_elsewhere(store: Store, brought: Iterable[Parcel]) -> frozenset[str]:
    """Learners whose erasure is news here. What has events but is no learner, such as an evening, is left alone."""
    told = {learner for parcel in brought for learner in parcel.erased} - set(store.tombstones())
    here = {learner.id for learner in store.learners()}
    return frozenset(learner for learner in told if learner in here or not any(store.events(learner)))


def _read(path: Path) -> Parcel:
    from tutor.exchange import parcel
    from tutor.exchange.foreign import BadParcel
    from tutor.service.files import read_bytes

    data = read_bytes(path, parcel.MAX_BYTES + 1)
    try:
        return parcel.unpack(data)
    except BadParcel as bad:
        raise Refusal(f"{path}: {bad}") from None


def _describe(line: Preview) -> str:
    name = line.name or "(zonder naam)"
    if line.erased:
        return f"{name}: gewist; dat blijft zo."
    return f"{name}: {line.new} nieuw, {line.known} hier al."


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} en {names[-1]}"


@click.command(cls=DutchCommand)
@click.argument("path", metavar="BESTAND", type=click.Path(path_type=Path), help="Van de trainer.")
@profile_option
@new_option
def herhaalset(path: Path, name: str | None, new: bool) -> None:
    """Neem de vragen van een avond mee in je herhaling."""
    from tutor.cli.root import open_workspace, wanted_profile
    from tutor.exchange import takehome
    from tutor.exchange.foreign import BadParcel
    from tutor.service.files import read_bytes

    data = read_bytes(path, takehome.MAX_BYTES + 1)
    try:
        found = takehome.unpack(data)
    except BadParcel as bad:
        raise Refusal(f"{path}: {bad}") from None
    with open_workspace() as workspace:
        askable = takehome.askable(found, workspace.catalogue)
        unknown = len(set(found.items)) - len(askable)
        if not askable:
            raise Refusal(
                f"{path}: deze Raadstutor kent geen van de {unknown} vragen van ‘{found.title}’. "
                "Vraag de trainer welke versie van Raadstutor erbij hoort."
            )
        profile = wanted_profile(workspace, name, new=new)
        known = workspace.open(profile).assign(found.title, askable)
    ready = "1 vraag van {} staat" if known == 1 else f"{known} vragen van {{}} staan"
    say(f"Opgeslagen: {ready.format(f'‘{found.title}’')} klaar bij Herhalen van {profile.label}.")
    if unknown:
        say(f"Niet mee {'gaat 1 vraag' if unknown == 1 else f'gaan {unknown} vragen'} die deze Raadstutor niet kent.")
