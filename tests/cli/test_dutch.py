"""Every way to mistype a command gives one Dutch sentence; help pages have no English in them."""

from collections.abc import Iterator

import click
import pytest

from tutor.cli.dutch import DutchCommand, DutchGroup, Misuse, explain
from tutor.cli.verbs import raadstutor


@click.group("gids", cls=DutchGroup, invoke_without_command=True)
@click.option("--naam", metavar="NAAM", help="Van wie.")
def guide(naam: str | None) -> None:
    """Een gids."""


@guide.command()
@click.argument("stad", help="Waarheen.")
@click.option("--json", "as_json", is_flag=True, help="Als JSON.")
@click.option("--kleur", type=click.Choice(["rood", "blauw"]), help="Welke kleur.")
@click.option("--aantal", type=int, metavar="GETAL", help="Hoeveel.")
def reis(**options: object) -> None:
    """Ga op reis."""


@guide.group(invoke_without_command=True)
def kaart() -> None:
    """Kaarten."""


def error_of(*args: str) -> click.UsageError:
    with pytest.raises(click.UsageError) as caught, guide.make_context("gids", list(args)) as context:
        guide.invoke(context)
    return caught.value


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["--nam"], "De optie '--nam' bestaat niet; bedoel je --naam?"),
        (["-x"], "De optie '-x' bestaat niet; zie raadstutor --help."),
        (["--naam"], "Achter --naam hoort een waarde: --naam NAAM."),
        (["ries"], "De opdracht 'ries' bestaat niet; bedoel je reis?"),
        (["xyz"], "De opdracht 'xyz' bestaat niet; zie raadstutor --help."),
        (["\x1b[2J"], "De opdracht '\\x1b[2J' bestaat niet; zie raadstutor --help."),
        (["kaart", "a3"], "De opdracht 'a3' bestaat niet; zie raadstutor kaart --help."),
        (["reis"], "Er ontbreekt iets: STAD; zie raadstutor reis --help."),
        (["reis", "Breda", "nu", "meteen"], "Hier hoort geen 'nu meteen'; zie raadstutor reis --help."),
        (["reis", "Breda", "--json=ja"], "Achter --json hoort geen waarde."),
        (["reis", "Breda", "--kleur"], "Achter --kleur hoort een waarde: --kleur WAARDE."),
        (["reis", "Breda", "--kleur", "groen"], "--kleur kan alleen rood of blauw zijn."),
        (["reis", "Breda", "--aantal", "veel"], "De waarde van --aantal klopt niet; zie raadstutor reis --help."),
    ],
)
def test_each_mistake_has_its_sentence(args: list[str], sentence: str) -> None:
    assert explain(error_of(*args)) == sentence


ERRORS = [
    click.UsageError("English"),
    click.BadArgumentUsage("English"),
    click.BadOptionUsage("--naam", "English"),
    click.BadParameter("English"),
    click.MissingParameter("English"),
    click.NoSuchOption("--naam", "English"),
    click.exceptions.NoSuchCommand("reis", "English"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_no_error_falls_back_on_english(error: click.UsageError) -> None:
    """Also errors that no verb causes today."""
    sentence = explain(error)
    assert "English" not in sentence
    assert sentence.endswith((".", "?"))


def test_click_has_no_other_errors() -> None:
    kinds = {kind for kind in vars(click.exceptions).values() if isinstance(kind, type)}
    mistakes = {kind for kind in kinds if issubclass(kind, click.UsageError)}
    assert mistakes - {click.exceptions.NoArgsIsHelpError} == {type(error) for error in ERRORS}


def test_our_own_words_are_kept() -> None:
    assert explain(Misuse("Kies een map die bestaat.")) == "Kies een map die bestaat."


def verbs(command: click.Command) -> Iterator[click.Command]:
    yield command
    for verb in command.commands.values() if isinstance(command, click.Group) else ():
        yield from verbs(verb)


def test_every_verb_is_dutch() -> None:
    """Red while a group in a group was one of Click's own."""
    found = list(verbs(raadstutor))
    assert len(found) > 50
    assert [verb.name for verb in found if not isinstance(verb, DutchCommand)] == []


@pytest.mark.parametrize("args", [[], ["reis"], ["kaart"]])
def test_help_is_dutch(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(click.exceptions.Exit), guide.make_context("gids", [*args, "--help"]) as context:
        guide.invoke(context)
    page = capsys.readouterr().out
    assert page.startswith("Gebruik: gids")
    assert "Toon deze hulp." in page
    for english in ("Usage", "Options", "OPTIONS", "Commands", "COMMAND", "Positional", "Show this", "ARGS"):
        assert english not in page


def test_verbs_are_listed_as_added(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(click.exceptions.Exit):
        guide.make_context("gids", ["--help"])
    page = capsys.readouterr().out
    assert page.index("reis") < page.index("kaart")
