"""Cases: every road leads to an ending, and there is something to choose."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from tutor.content.lint_context import LintContext
from tutor.content.problem_kinds import error
from tutor.model import Problem


def reach(edges: Mapping[str, Collection[str]], start: Iterable[str]) -> set[str]:
    """Everything that can be reached from the start, the start included. Every target is a key of `edges`."""
    found: set[str] = set()
    todo = set(start)
    while todo:
        found |= todo
        todo = {target for name in todo for target in edges[name]} - found
    return found


MIN_NODES = 6
MIN_ENDINGS = 3
MIN_VARIATIONS = 1
CHOICES = range(2, 5)

SMALL_CASUS = error("casus-te-klein", "Een casus heeft minstens zes knopen, drie eindes en één wat_als.")
UNREACHABLE = error("onbereikbare-knoop", "Elke knoop is bereikbaar vanaf start of een wat_als.")
ENDLESS = error("knoop-zonder-einde", "Vanaf elke knoop is er een einde.")
CHOICE_COUNT = error("aantal-keuzes", "Een knoop heeft twee tot vier keuzes.")
DEBRIEF = error("nabespreking", "Elk einde heeft een nabespreking, en alleen een einde.")
UNFOUNDED_ENDING = error("einde-zonder-artikel", "Elk einde van een casus noemt het artikel waar het op rust.")
NO_GOAL = error("casus-zonder-doel", "Een casus noemt minstens één doel.")


def sizes(context: LintContext) -> Iterator[Problem]:
    """Cases with too few nodes, endings, variations or goals."""
    for casus in context.cases:
        value = casus.value
        endings = sum(node.ending is not None for node in value.nodes)
        if len(value.nodes) < MIN_NODES or endings < MIN_ENDINGS or len(value.variations) < MIN_VARIATIONS:
            message = (
                f"Deze casus heeft {len(value.nodes)} knopen, {endings} eindes en {len(value.variations)} wat_als."
            )
            yield SMALL_CASUS(casus.at(), message, SMALL_CASUS.demand)
        if not value.goals:
            yield NO_GOAL(casus.at("goals"), "Deze casus heeft geen doel.", "Vul ‘doel’ in.")


def roads(context: LintContext) -> Iterator[Problem]:
    """Nodes nobody gets to, and nodes nobody gets away from."""
    for casus in context.cases:
        value = casus.value
        forward = {node.id: {choice.target for choice in node.choices} for node in value.nodes}
        backward: dict[str, set[str]] = {name: set() for name in forward}
        for name, targets in forward.items():
            for target in targets:
                backward[target].add(name)
        reached = reach(forward, (value.start, *(variation.target for variation in value.variations)))
        ending = reach(backward, (node.id for node in value.nodes if node.ending))
        for at, node in enumerate(value.nodes):
            if node.id not in reached:
                message = f"Geen keuze leidt naar de knoop ‘{node.id}’."
                yield UNREACHABLE(casus.at("nodes", at, "id"), message, "Laat een keuze hierheen gaan of haal hem weg.")
            elif node.id not in ending:
                message = f"Vanaf de knoop ‘{node.id}’ is er geen einde."
                yield ENDLESS(casus.at("nodes", at, "id"), message, "Laat een keuze naar een einde leiden.")


def nodes(context: LintContext) -> Iterator[Problem]:
    """Nodes with too few or too many choices, or a debriefing in the wrong place."""
    for casus in context.cases:
        for at, node in enumerate(casus.value.nodes):
            if node.ending is None and len(node.choices) not in CHOICES:
                message = f"De knoop ‘{node.id}’ heeft {len(node.choices)} keuzes."
                yield CHOICE_COUNT(casus.at("nodes", at), message, CHOICE_COUNT.demand)
            if bool(node.debrief.strip()) != (node.ending is not None):
                message = f"De knoop ‘{node.id}’ heeft {'geen' if node.ending else 'een'} nabespreking."
                yield DEBRIEF(casus.at("nodes", at, "debrief"), message, DEBRIEF.demand)


def endings(context: LintContext) -> Iterator[Problem]:
    """Endings that do not say what makes them lawful."""
    for casus in context.cases:
        for at, node in enumerate(casus.value.nodes):
            if node.ending and node.debrief.strip() and not any(context.mentions.find(f"{node.text}\n{node.debrief}")):
                message = f"Het einde ‘{node.id}’ noemt geen artikel."
                remedy = "Zet in de nabespreking welk artikel dit einde mogelijk maakt, zoals ‘(artikel 29)’."
                yield UNFOUNDED_ENDING(casus.at("nodes", at, "debrief"), message, remedy)
