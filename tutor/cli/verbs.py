"""The verbs of `raadstutor`. A verb imports what it needs when it runs, so that `--help` stays instant."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tutor import __version__
from tutor.cli.dutch import DutchGroup, Misuse
from tutor.cli.exits import Exit, Refusal
from tutor.content.characters import visible

profile_option = click.option("--profiel", "name", metavar="NAAM", help="Ga verder als NAAM.")
json_option = click.option("--json", "as_json", is_flag=True, help="Schrijf JSON, voor andere programma's.")


@click.group("raadstutor", cls=DutchGroup, invoke_without_command=True)
@profile_option
@click.version_option(__version__, message="%(prog)s %(version)s", help="Toon de versie.")
@click.pass_context
def raadstutor(context: click.Context, name: str | None) -> int | None:
    """Leer en oefen voor het raadswerk, zonder internet.

    Zonder opdracht opent de tutor in je terminal. Stoppen doe je met Ctrl+Q.
    """
    if context.invoked_subcommand is None:
        from tutor.cli import windows

        return windows.tutor(name)
    if name is not None:
        raise Misuse(
            f"Zet --profiel achter de opdracht: raadstutor {context.invoked_subcommand} --profiel NAAM.", context
        )
    return None


@raadstutor.command()
@profile_option
@click.argument("words", metavar="[OPDRACHT]", nargs=-1, help="Wat je anders intypt, bijvoorbeeld: les rollen-01.")
def regel(name: str | None, words: tuple[str, ...]) -> None:
    """Werk regel voor regel, zonder schermen.

    Voor schermlezers, brailleleesregels, eenvoudige terminals en scripts. Typ ? voor hulp.
    """
    from tutor.cli.conversation import converse
    from tutor.cli.root import open_desk

    with open_desk() as desk:
        converse(desk, name, " ".join(words), sys.stdin, sys.stdout)


@raadstutor.command()
@profile_option
@json_option
def voortgang(name: str | None, as_json: bool) -> None:
    """Laat zien hoe ver je bent."""
    from tutor.cli import progress
    from tutor.cli.root import look

    with look(name) as (study, profile):
        progress.show(study, profile.name, as_json=as_json, out=sys.stdout)


@raadstutor.command()
@click.argument("words", metavar="WOORDEN...", nargs=-1, required=True, help="Wat je zoekt.")
@profile_option
@json_option
def zoek(words: tuple[str, ...], name: str | None, as_json: bool) -> None:
    """Zoek in lessen, woorden, je notities en vragen die je al had."""
    from tutor.cli import find

    find.show(name, " ".join(words), as_json=as_json, out=sys.stdout)


@raadstutor.command()
@json_option
def inhoud(as_json: bool) -> int:
    """Laat zien wat er te leren is: modules, lessen en leerdoelen."""
    from tutor.cli import catalogue
    from tutor.cli.content import content_folder

    return catalogue.show(content_folder(), as_json=as_json, out=sys.stdout)


@raadstutor.command()
@click.argument(
    "folder", metavar="[MAP]", required=False, help="De map met lessons en quizzes; anders die van Raadstutor."
)
@click.option("--streng", "strict", is_flag=True, help="Reken ook waarschuwingen als fout.")
@json_option
@click.option("--dekking", "covered", is_flag=True, help="Toon per doel de stappen en items, met de gaten.")
@click.option("--actueel", "upkeep", is_flag=True, help="Toon wat dit kwartaal nagekeken moet worden.")
def controleer(folder: str | None, strict: bool, as_json: bool, covered: bool, upkeep: bool) -> int:
    """Controleer lessen en vragen, voor wie ze schrijft."""
    from pathlib import Path

    from tutor.cli import check
    from tutor.cli.content import content_folder

    root = Path(folder) if folder is not None else content_folder()
    if not root.is_dir():
        raise Refusal(f"De map {root} bestaat niet; noem de map waar lessons en quizzes in staan.", Exit.MISUSE)
    if covered:
        return check.show_coverage(root, as_json=as_json, out=sys.stdout)
    if upkeep:
        return check.show_upkeep(root, as_json=as_json, out=sys.stdout)
    return check.check(root, strict=strict, as_json=as_json, out=sys.stdout)


@raadstutor.group(cls=DutchGroup, invoke_without_command=True)
@json_option
@click.pass_context
def gegevens(context: click.Context, as_json: bool) -> int | None:
    """Bekijk waar je gegevens staan en of ze in orde zijn."""
    if context.invoked_subcommand is not None:
        return None
    from tutor.cli import data

    return data.show(as_json=as_json, out=sys.stdout)


@gegevens.command("back-up")
def back_up() -> None:
    """Maak een back-up en controleer die."""
    from tutor.cli import data

    data.back_up(sys.stdout)


@gegevens.command("herstel")
def mend() -> None:
    """Herstel een beschadigd bestand.

    Wat nog te lezen is, gaat samen met de nieuwste goede back-up. Het beschadigde bestand blijft bewaard.
    """
    from tutor.cli import data

    data.mend(sys.stdout)


@gegevens.command("terugzetten")
@click.argument("name", metavar="[BACK-UP]", required=False, help="Bestandsnaam van de back-up; zonder: de nieuwste.")
@click.option("--ja", "sure", is_flag=True, help="Vraag niet om bevestiging.")
def put_back(name: str | None, sure: bool) -> None:
    """Zet een back-up terug, bijvoorbeeld na verkeerd samenvoegen.

    Wat daarna is gedaan, staat er niet in. Hoe het nu is, wordt eerst bewaard. Wie is gewist, blijft gewist.
    """
    from tutor.cli import data

    data.put_back(name, lambda: sure or _ask("Terugzetten? (ja of nee) ").casefold() in ("j", "ja"), sys.stdout)


@gegevens.command("hernoem")
@click.argument("name", metavar="PROFIEL", help="Het profiel dat anders gaat heten.")
@click.argument("new", metavar="NAAM", help="De nieuwe naam.")
def rename(name: str, new: str) -> None:
    """Geef een profiel een andere naam. Wat je leerde, blijft erbij."""
    from tutor.cli import data

    data.rename(name, new, sys.stdout)


@gegevens.command("wis")
@click.argument("name", metavar="NAAM", help="Het profiel dat weg moet.")
@click.option("--ja", "sure", is_flag=True, help="Vraag niet om bevestiging.")
def erase(name: str, sure: bool) -> None:
    """Wis alles van een profiel, ook uit de back-ups."""
    from tutor.cli import data

    def confirm(profile: str) -> bool:
        return sure or _ask(f"Typ {profile} om alles van dit profiel te wissen: ") == profile

    data.erase(name, confirm, sys.stdout)


def _ask(question: str) -> str:
    """A line of the user; empty at the end of the input."""
    try:
        return input(visible(question)).strip()
    except EOFError:
        click.echo()
        return ""


@raadstutor.group(cls=DutchGroup, invoke_without_command=True)
@click.pass_context
def klas(context: click.Context) -> None:
    """Leid een avond met een groep, ook zonder telefoons."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


plan_argument = click.argument("plan", metavar="[PLAN]", required=False, help="Id van het plan; zonder: ga verder.")
rehearsal_option = click.option("--repetitie", "rehearsal", is_flag=True, help="Oefen met verzonnen stemmen.")


@klas.command("plannen")
@json_option
def class_plans(as_json: bool) -> None:
    """Toon welke avonden er klaarliggen."""
    from tutor.cli import classroom

    classroom.show_plans(as_json=as_json, out=sys.stdout)


@klas.command("bediening")
@plan_argument
@rehearsal_option
def class_control(plan: str | None, rehearsal: bool) -> int:
    """Leid de avond: het venster van de trainer.

    Zonder plan ga je verder waar je was, of kies je een plan. Op de beamer zet je: raadstutor klas scherm.
    """
    from tutor.cli.terminal import need_screens

    need_screens("raadstutor klas regel")
    from tutor.cli import class_windows

    return class_windows.control(plan, rehearsal=rehearsal)


@klas.command("scherm")
def class_beamer() -> int:
    """Toon de avond op de beamer, in een eigen venster."""
    from tutor.cli.terminal import need_screens

    need_screens("raadstutor klas regel")
    from tutor.cli import class_windows

    return class_windows.beamer()


@klas.command("regel")
@plan_argument
@rehearsal_option
def class_lines(plan: str | None, rehearsal: bool) -> None:
    """Leid de avond regel voor regel, zonder schermen."""
    from tutor.cli import classroom

    classroom.drive(plan, rehearsal=rehearsal, source=sys.stdin, sink=sys.stdout)


@klas.command("verslag")
@click.option(
    "--vorm", "form", type=click.Choice(["md", "html", "csv", "json"]), default="md", help="md, html, csv of json."
)
@click.option("--naar", "target", metavar="BESTAND", type=click.Path(path_type=Path), help="Schrijf naar BESTAND.")
def class_report(form: str, target: Path | None) -> None:
    """Maak het verslag van de laatste avond."""
    from tutor.cli import classroom

    classroom.report(form, target, sys.stdout)


@klas.command("groep")
@json_option
def class_group(as_json: bool) -> None:
    """Toon hoe alle profielen samen ervoor staan, zonder namen."""
    from tutor.cli import classroom

    classroom.show_group(as_json=as_json, out=sys.stdout)


@raadstutor.group(cls=DutchGroup, invoke_without_command=True)
@click.pass_context
def exporteer(context: click.Context) -> None:
    """Neem iets mee op een stick."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@exporteer.command("voortgang")
@click.argument("target", metavar="BESTAND", type=click.Path(path_type=Path), help="Waar het bestand komt.")
@click.option("--profiel", "name", metavar="NAAM", help="Alleen van NAAM; anders van alle profielen.")
def export_progress(target: Path, name: str | None) -> None:
    """Schrijf je voortgang in één bestand."""
    from tutor.cli import transfer

    transfer.export_progress(name, target, sys.stdout)


gegevens.add_command(export_progress, "exporteer")


@exporteer.command("leerverslag")
@click.argument("target", metavar="BESTAND", type=click.Path(path_type=Path), help="Waar het komt, als .md of .html.")
@profile_option
@click.option("--met-scores", "scores", is_flag=True, help="Zet er ook je resultaten in.")
def export_certificate(target: Path, name: str | None, scores: bool) -> None:
    """Maak een leerverslag voor de griffier: uren en lessen."""
    from tutor.cli import progress
    from tutor.cli.root import look

    with look(name) as (study, profile):
        progress.write_certificate(study, profile.name, target, scores=scores, out=sys.stdout)


@raadstutor.command()
@click.argument(
    "files", metavar="BESTAND...", nargs=-1, required=True, type=click.Path(path_type=Path), help="Van een stick."
)
@click.option("--ja", "sure", is_flag=True, help="Vraag niet om bevestiging.")
def samenvoegen(files: tuple[Path, ...], sure: bool) -> int:
    """Neem voortgang van een stick over.

    Je ziet eerst wat erin staat. Twee keer samenvoegen is hetzelfde als één keer.
    """
    from tutor.cli import transfer

    return transfer.merge(files, lambda: sure or _ask("Overnemen? (ja of nee) ").casefold() in ("j", "ja"), sys.stdout)


@klas.command("druk")
@click.argument(
    "kind",
    metavar="SOORT",
    type=click.Choice(["letters", "dilemmas", "rollen", "samenvatting", "vragen", "antwoorden", "draaiboek"]),
    help="letters, dilemmas, rollen, samenvatting, vragen, antwoorden of draaiboek.",
)
@click.argument("name", metavar="[ID]", required=False, help="Id van de les of het plan.")
@click.option(
    "--naar", "target", metavar="BESTAND", required=True, type=click.Path(path_type=Path), help="HTML-bestand."
)
@click.option("--start", metavar="TIJD", default="19.30", help="Begintijd in het draaiboek, zoals 19.30.")
def class_prints(kind: str, name: str | None, target: Path, start: str) -> None:
    """Maak kaarten, samenvattingen, vragen of een draaiboek om te printen."""
    from tutor.cli import prints

    prints.make(kind, name, start, target, sys.stdout)


@klas.command("herhaalset")
@click.option(
    "--naar", "target", metavar="BESTAND", required=True, type=click.Path(path_type=Path), help="Het bestand."
)
def class_take_home(target: Path) -> None:
    """Maak van de laatste avond een bestand dat deelnemers meenemen."""
    from tutor.cli import transfer

    transfer.take_home(target, sys.stdout)


@raadstutor.command()
@click.argument("path", metavar="BESTAND", type=click.Path(path_type=Path), help="Van de trainer.")
@profile_option
def herhaalset(path: Path, name: str | None) -> None:
    """Neem de vragen van een avond mee in je herhaling."""
    from tutor.cli import transfer

    transfer.bring_home(path, name, sys.stdout)
