"""Click in Dutch: help pages, and one sentence for every way to mistype a command.

Each class of Click's errors gets a sentence that also says how to go on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from tutor.system import command

HEADINGS = {"Options": "Opties", "Commands": "Opdrachten", "Positional arguments": "Argumenten"}


class Misuse(click.UsageError):
    """Wrong use of a command, explained in Dutch: the message is shown as it is."""


class DutchFormatter(click.HelpFormatter):
    """Writes in Dutch the parts of a help page that come from Click."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "Gebruik: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(HEADINGS[heading])


class DutchContext(click.Context):
    """A context whose help pages are Dutch."""

    formatter_class = DutchFormatter


class DutchCommand(click.Command):
    """A verb whose mistakes are told in Dutch."""

    context_class = DutchContext
    allow_extra_args = True  # `parse_args` refuses them, in Dutch

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[OPTIES]")
        super().__init__(*args, **kwargs)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Toon deze hulp."
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the words after the verb. Raises Misuse for words that the verb has no place for."""
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # Click leaves it out for a wrongly used option
            raise
        if rest and not isinstance(self, click.Group):
            raise Misuse(f"Hier hoort geen {' '.join(rest)!r}; {_see_help(ctx)}", ctx)
        return rest


class DutchGroup(DutchCommand, click.Group):
    """A verb with verbs of its own, listed in the order in which they were added."""

    command_class = DutchCommand
    group_class = type
    """A group in a group is of this class too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("subcommand_metavar", "[OPDRACHT] [ARGUMENT]...")
        super().__init__(*args, **kwargs)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


profile_option = click.option("--profiel", "name", metavar="NAAM", help="Ga verder als NAAM.")
new_option = click.option("--nieuw", "new", is_flag=True, help="Maak een nieuw profiel met die NAAM.")
json_option = click.option("--json", "as_json", is_flag=True, help="Schrijf JSON, voor andere programma's.")
replace_option = click.option("--vervang", "replace", is_flag=True, help="Vervang het bestand als dat er al is.")
sure_option = click.option("--ja", "sure", is_flag=True, help="Vraag niet om bevestiging.")


def explain(error: click.UsageError) -> str:
    """One Dutch sentence: what is wrong and how to go on."""
    match error:
        case Misuse():
            return error.message
        case click.NoSuchOption():
            return f"De optie {error.option_name!r} bestaat niet; {_advice(error.possibilities, error.ctx)}"
        case click.NoSuchCommand():
            return f"De opdracht {error.command_name!r} bestaat niet; {_advice(error.possibilities, error.ctx)}"
        case click.MissingParameter(param=click.Parameter() as param):
            return f"Er ontbreekt iets: {_name(param)}; {_see_help(error.ctx)}"
        case click.BadOptionUsage():
            return _explain_value(error)
        case click.BadParameter(param=click.Parameter(type=click.Choice(choices=choices)) as param):
            return f"{_name(param)} kan alleen {' of '.join(map(str, choices))} zijn."
        case click.BadParameter(param=click.Parameter() as param):
            return f"De waarde van {_name(param)} klopt niet; {_see_help(error.ctx)}"
    return f"Zo werkt deze opdracht niet; {_see_help(error.ctx)}"


def _explain_value(error: click.BadOptionUsage) -> str:
    params = error.ctx.command.params if error.ctx else []
    option = next((param for param in params if error.option_name in param.opts), None)
    if isinstance(option, click.Option) and not option.is_flag:
        return f"Achter {error.option_name} hoort een waarde: {error.option_name} {option.metavar or 'WAARDE'}."
    return f"Achter {error.option_name} hoort geen waarde."


def _name(param: click.Parameter) -> str:
    return max(param.opts, key=len) if isinstance(param, click.Option) else param.human_readable_name


def _advice(possibilities: Sequence[str] | None, ctx: click.Context | None) -> str:
    return f"bedoel je {' of '.join(possibilities)}?" if possibilities else _see_help(ctx)


def _see_help(ctx: click.Context | None) -> str:
    verbs = ctx.command_path.split()[1:] if ctx else []
    return f"zie {command(' '.join([*verbs, '--help']))}."
