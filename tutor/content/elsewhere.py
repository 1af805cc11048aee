"""Blocks `{.anders}` at the end of a step: what the law says for who sits in another body than the raad."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.content.problem_kinds import Location, error
from tutor.content.schema import suggestion
from tutor.model import Elsewhere, Problem
from tutor.model.lesson import BODIES

BAD_BLOCK = error("anders-klopt-niet", "Een blok {.anders} zegt voor wie het is, en staat aan het eind van een stap.")
LONG_BLOCK = error("anders-te-lang", "Een blok {.anders} heeft hooguit 40 woorden.")
MOST_WORDS = 40
_BEGIN = "```{.anders"
_BLOCK = re.compile(r'```\{\.anders voor="(?P<whom>[^"\n]*)"\}\n(?P<text>[^`]*?)\n?```[ \t]*(?:\n\s*|\Z)')
_NO_PLAIN_TEXT = re.compile(r"[<\[\]{}#|]|\n[ \t]*\n")
_EXAMPLE = '```{.anders voor="statenlid"}'


def taken_apart(lines: list[str], first: Location) -> tuple[list[str], tuple[Elsewhere, ...], tuple[Problem, ...]]:
    """The lines of a step without its blocks, the blocks, and what is wrong with them. `first`: of the first line."""
    start = next((at for at, line in enumerate(lines) if line.startswith(_BEGIN)), None)
    if start is None:
        return lines, (), ()
    text, at = "\n".join(lines[start:]).rstrip(), 0
    found: list[Elsewhere] = []
    problems: list[Problem] = []
    while at < len(text):
        place = Location(first.path, first.line + start + text.count("\n", 0, at))
        match = _BLOCK.match(text, at)
        if match is None:
            problems.append(BAD_BLOCK(place, "Dit is geen blok {.anders}.", f"Begin elk blok met {_EXAMPLE}, sluit het "
                                      "met ``` en zet er in deze stap niets meer achter."))  # fmt: skip
            break
        bodies = tuple(part.strip() for part in match["whom"].split(","))
        problems.extend(_faults(bodies, match["text"], tuple(body for one in found for body in one.bodies), place))
        found.append(Elsewhere(bodies=bodies, text=" ".join(match["text"].split())))
        at = match.end()
    return lines[:start], tuple(found), tuple(problems)


def _faults(bodies: tuple[str, ...], text: str, before: tuple[str, ...], place: Location) -> Iterator[Problem]:
    for body in bodies:
        if body not in BODIES:
            yield BAD_BLOCK(place, f"‘{body}’ is geen rol met een eigen wet.", suggestion(body, BODIES))
        elif (*before, *bodies).count(body) > 1:
            yield BAD_BLOCK(place, f"In deze stap staat al een blok voor ‘{body}’.", "Maak er één blok van.")
    if not text.strip() or _NO_PLAIN_TEXT.search(text):
        yield BAD_BLOCK(place, "In dit blok hoort één alinea gewone tekst.", "Haal lijsten, links en koppen weg.")
    words = len(text.split())
    if words > MOST_WORDS:
        yield LONG_BLOCK(place, f"Dit blok heeft {words} woorden.", f"Schrap er {words - MOST_WORDS}.")
