"""The build of a lesson: steps in their order, each core step with a question, a bank that is rich enough, and cases
in which every road leads to an ending.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from tutor.content.lint_context import LintContext
from tutor.content.problem_kinds import error, warning
from tutor.content.schema import suggestion
from tutor.content.source import Pack, PlacedLesson, SeenLesson, Stale
from tutor.content.toml import TomlDocument
from tutor.content.upkeep import ENOUGH_ITEMS
from tutor.learning.lesson import QUIZ_LENGTH, gradable, quiz_items
from tutor.learning.mastery import MASTERY_ITEMS
from tutor.learning.route import OFFICES, Role, own_lesson
from tutor.model import Problem, StepRole

MIN_ITEMS = 10
MIN_KINDS = 3
OFFICE_ITEMS = 8
"""Of a lesson, for a role with a law of its own."""
GOALS = range(2, 5)
PREQUESTIONS = range(2, 4)
AUDIENCES = ("raadslid", "wethouder", "burgemeester", "griffier", "commissielid", "statenlid", "ab-lid", "trainer")

STEP_ORDER = error(
    "opbouw-les",
    "Een les is situatie, drie tot zes keer kern, een of meer voorbeelden, gesprek en morgen.",
    teaching=True,
)
CORE_WITHOUT_CHECK = error("kern-zonder-vraag", "Elke kernstap heeft een vraag.", teaching=True)
CHECK_OUTSIDE_CORE = error("vraag-buiten-kern", "Alleen een kernstap heeft een vraag.", teaching=True)
GOAL_COUNT = error("aantal-doelen", "Een les heeft twee tot vier doelen.", teaching=True)
PREQUESTION_COUNT = error("aantal-prikvragen", "Een les heeft twee of drie prikvragen.", teaching=True)
FEW_ITEMS = error("te-weinig-items", "Een les heeft minstens 10 items.", teaching=True)
FEW_KINDS = error("te-weinig-soorten", "Een les heeft minstens 3 soorten items.", teaching=True)
GOAL_ITEMS = error("doel-te-weinig-items", "Elk doel heeft minstens 4 items die na te kijken zijn.", teaching=True)
HELD_BACK = error(
    "achtergehouden",
    "Elk doel houdt één item achter, dat na te kijken is; de les stelt het niet.",
    teaching=True,
)
OFFICE = error(
    "te-weinig-voor-rol",
    f"Elke les houdt voor een Statenlid en een AB-lid {OFFICE_ITEMS} items die na te kijken zijn: een quiz van "
    f"{QUIZ_LENGTH}, {MASTERY_ITEMS} per doel, en per doel hooguit één achtergehouden.",
    teaching=True,
)
GOAL_STEP = error("doel-zonder-stap", "Elk doel wordt geleerd in een kernstap of een voorbeeld.", teaching=True)
AUDIENCE = error("onbekende-doelgroep", "De doelgroep is een rol die de tutor kent.")
CIRCLE = error("voorkennis-in-kring", "Voorkennis loopt niet in een kring.")
FEW_SITUATIONS = warning("te-weinig-situaties", "Minstens de helft van de items heeft een situatie.")
GOAL_VERB = warning("doel-zonder-je", "Een doel begint met ‘Je’ en een werkwoord.")

_ROLES = {role: role.value[0] for role in StepRole}
_SHAPE = re.compile("sk{3,6}v+gm")


def step_order(context: LintContext) -> Iterator[Problem]:
    """Lessons whose steps have another build."""
    for lesson in _whole(context):
        roles = [step.value.role for step in lesson.steps]
        if not _SHAPE.fullmatch("".join(_ROLES[role] for role in roles)):
            message = f"De stappen zijn: {', '.join(roles)}."
            yield STEP_ORDER(lesson.steps[0].place if lesson.steps else lesson.head.at(), message, STEP_ORDER.demand)


def checks(context: LintContext) -> Iterator[Problem]:
    """Core steps without a question, and questions elsewhere."""
    for lesson in _whole(context):
        for step in lesson.steps:
            core = step.value.role is StepRole.CORE
            if core and step.value.check is None:
                remedy = "Zet vraag=item-id achter de kop."
                yield CORE_WITHOUT_CHECK(step.place, "Deze kernstap heeft geen vraag.", remedy)
            elif not core and step.value.check is not None:
                message = f"Een stap ‘{step.value.role}’ heeft geen vraag."
                yield CHECK_OUTSIDE_CORE(step.place, message, "Haal vraag= weg of maak er een kernstap van.")


def head_counts(context: LintContext) -> Iterator[Problem]:
    """Too few or too many goals or prequestions."""
    for lesson in context.lessons:
        head = lesson.head.value
        if len(head.goals) not in GOALS:
            yield GOAL_COUNT(
                lesson.head.at("goals"), f"Aantal doelen van deze les: {len(head.goals)}.", GOAL_COUNT.demand
            )
        if lesson.whole and len(head.prequestions) not in PREQUESTIONS:
            message = f"Aantal prikvragen van deze les: {len(head.prequestions)}."
            yield PREQUESTION_COUNT(lesson.head.at("prequestions"), message, PREQUESTION_COUNT.demand)


def goals(context: LintContext) -> Iterator[Problem]:
    """Goals that are not taught or do not say what you can do, with too few items or none held back as the check."""
    for lesson in context.lessons:
        taught = {step.value.anchor for step in lesson.steps if step.value.role in (StepRole.CORE, StepRole.EXAMPLE)}
        for at, goal in enumerate(lesson.head.value.goals):
            items = [item.value for item in lesson.items if item.value.goal == goal.id]
            if lesson.whole and (count := sum(map(gradable, items))) < ENOUGH_ITEMS:
                message = f"Aantal items van het doel ‘{goal.id}’ die na te kijken zijn: {count}."
                yield GOAL_ITEMS(lesson.head.at("goals", at), message, f"Schrijf er minstens {ENOUGH_ITEMS}.")
            elif lesson.whole and not any(item.held_back for item in items):
                message = f"Van het doel ‘{goal.id}’ is nog geen item achtergehouden."
                yield HELD_BACK(
                    lesson.head.at("goals", at), message, "Zet ‘achtergehouden = true’ bij een van de items."
                )
            elif lesson.whole and not any(item.step in taught for item in items):
                message = f"Geen item van het doel ‘{goal.id}’ hoort bij een kernstap of voorbeeld."
                yield GOAL_STEP(
                    lesson.head.at("goals", at),
                    message,
                    "Leer het doel in een kernstap en verwijs daarheen met ‘stap’.",
                )
            if not goal.text.startswith("Je "):
                yield GOAL_VERB(lesson.head.at("goals", at, "text"), "Dit doel begint niet met ‘Je’.", GOAL_VERB.demand)
            for number, told in enumerate(goal.elsewhere):
                if not told.text.startswith("Je "):
                    where = lesson.head.at("goals", at, "elsewhere", number, "text")
                    yield GOAL_VERB(where, f"Voor ‘{told.role}’ begint dit doel niet met ‘Je’.", GOAL_VERB.demand)


def held_back(context: LintContext) -> Iterator[Problem]:
    """Items held back that the lesson asks, that nobody can grade, or of which a goal has two."""
    for lesson in context.lessons:
        asked = {*lesson.head.value.prequestions, *(step.value.check for step in lesson.steps)}
        goals: set[str] = set()
        for item in lesson.items:
            if not item.value.held_back:
                continue
            if item.value.id in asked:
                message = "Dit item is achtergehouden, maar de les stelt het als prikvraag of na een stap."
                yield HELD_BACK(item.at("held_back"), message, "Houd een ander item van dit doel achter.")
            elif not gradable(item.value):
                message = "Dit item is achtergehouden, maar de tutor kan het niet nakijken."
                yield HELD_BACK(item.at("held_back"), message, "Houd een item met een goed antwoord achter.")
            elif item.value.goal in goals:
                message = f"Van het doel ‘{item.value.goal}’ is al een item achtergehouden."
                yield HELD_BACK(item.at("held_back"), message, "Eén per doel is genoeg.")
            goals.add(item.value.goal)


def offices(context: LintContext) -> Iterator[Problem]:
    """Lessons that leave too little for a role with a law of its own, or hold back too much of it."""
    for placed in _whole(context):
        changed = {role for item in placed.items for role in item.value.not_for}
        changed |= {role for item in placed.variants for role in item.value.only_for}
        for role in OFFICES:
            if role in changed and placed.bank:
                yield from _office(placed, role, placed.bank)


def _office(placed: PlacedLesson, role: Role, bank: TomlDocument) -> Iterator[Problem]:
    lesson, name = own_lesson(placed.lesson, role), OFFICES[role]
    asked = {*lesson.head.prequestions, *(step.check for step in lesson.steps)}
    graded, quiz = list(filter(gradable, lesson.items)), len(quiz_items(lesson))
    for item in placed.variants:
        others = [one for one in graded if one.held_back and one.goal == item.value.goal and one.id != item.value.id]
        if role in item.value.only_for and item.value.held_back and (others or item.value.id in asked):
            message = f"Voor een {name} stelt de les dit item zelf, of houdt zij van dit doel al een ander achter."
            yield OFFICE(item.at("held_back"), message, "Haal ‘achtergehouden’ weg.")
    remedy = f'Schrijf items met alleen_voor = ["{role}"].'
    for goal in placed.head.value.goals:
        left, for_all = ([one for one in items if one.goal == goal.id] for items in (graded, placed.lesson.items))
        enough = len(left) >= MASTERY_ITEMS and any(not one.held_back for one in left)
        if not enough and sum(map(gradable, for_all)) >= ENOUGH_ITEMS:
            yield OFFICE(bank.at("les"), f"Voor een {name} houdt het doel ‘{goal.id}’ {len(left)} items over.", remedy)
    if len(graded) < OFFICE_ITEMS or quiz < QUIZ_LENGTH:
        message = f"Voor een {name} houdt deze les {len(graded)} items over, en {quiz} in haar quiz."
        yield OFFICE(bank.at("les"), message, remedy)


def bank_size(context: LintContext) -> Iterator[Problem]:
    """Banks with too few items, kinds or situations."""
    for lesson in _whole(context):
        if lesson.bank is None:
            continue
        kinds = {type(item.value) for item in lesson.items}
        situations = sum(bool(item.value.situation.strip()) for item in lesson.items)
        if len(lesson.items) < MIN_ITEMS:
            message = f"Aantal items van deze les: {len(lesson.items)}."
            yield FEW_ITEMS(lesson.bank.at("les"), message, f"Schrijf er minstens {MIN_ITEMS}.")
        if len(kinds) < MIN_KINDS:
            message = f"Aantal soorten items in deze les: {len(kinds)}."
            yield FEW_KINDS(lesson.bank.at("les"), message, f"Gebruik er minstens {MIN_KINDS}.")
        if 2 * situations < len(lesson.items):
            message = f"Aantal items met een situatie: {situations} van de {len(lesson.items)}."
            yield FEW_SITUATIONS(
                lesson.bank.at("les"), message, "Begin minstens de helft van de items met een situatie."
            )


def audiences(context: LintContext) -> Iterator[Problem]:
    """Audiences that do not exist."""
    for lesson in context.lessons:
        for at, name in enumerate(lesson.head.value.audience):
            if name not in AUDIENCES:
                message = f"De doelgroep ‘{name}’ bestaat niet."
                yield AUDIENCE(lesson.head.at("audience", at), message, suggestion(name, AUDIENCES))


def circles(pack: Pack) -> Iterator[Problem]:
    """Lessons that ask for themselves as prior knowledge."""
    own = {lesson.ids[0] for lesson in pack.every}  # what comes below asks for none of them
    needs = {lesson.ids[0]: own.intersection(lesson.prerequisites) for lesson in pack.every}
    for lesson in pack.every:
        start = lesson.ids[0]
        if start in reach(needs, needs[start]):
            if isinstance(lesson, SeenLesson):
                raise Stale(start)
            message = f"De les ‘{start}’ vraagt via haar voorkennis zichzelf."
            yield CIRCLE(lesson.head.at("prerequisites"), message, "Haal een van de lessen uit ‘voorkennis’.")


def _whole(context: LintContext) -> Iterator[PlacedLesson]:
    return (lesson for lesson in context.lessons if lesson.whole)


T = TypeVar("T", bound=Hashable)


def reach(edges: Mapping[T, Collection[T]], start: Iterable[T]) -> set[T]:
    """Everything that can be reached from the start, the start included. Every target is a key of `edges`."""
    found: set[T] = set()
    todo = set(start)
    while todo:
        found |= todo
        todo = {target for name in todo for target in edges[name]} - found
    return found


MIN_NODES = 6
MIN_ENDINGS = 3
MIN_VARIATIONS = 1
CHOICES = range(2, 5)

SMALL_CASUS = error("casus-te-klein", "Een casus heeft minstens zes knopen, drie eindes en één wat_als.", teaching=True)
UNREACHABLE = error("onbereikbare-knoop", "Elke knoop is bereikbaar vanaf start of een wat_als.")
ENDLESS = error("knoop-zonder-einde", "Vanaf elke knoop is er een einde.")
UNCLEAR_ROLE = error("rol-onduidelijk", "Waar wegen van twee rollen samenkomen, noemt de knoop de rol.")
CHOICE_COUNT = error("aantal-keuzes", "Een knoop heeft twee tot vier keuzes.")
DEBRIEF = error("nabespreking", "Elk einde heeft een nabespreking, en alleen een einde.", teaching=True)
UNFOUNDED_ENDING = error(
    "einde-zonder-artikel", "Elk einde van een casus noemt het artikel waar het op rust.", teaching=True
)
NO_GOAL = error("casus-zonder-doel", "Een casus noemt minstens één doel.", teaching=True)


def casus_sizes(context: LintContext) -> Iterator[Problem]:
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


def casus_roads(context: LintContext) -> Iterator[Problem]:
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


def casus_roles(context: LintContext) -> Iterator[Problem]:
    """Nodes that a learner reaches in two roles: who is asked to choose there?"""
    for casus in context.cases:
        value = casus.value
        own = {node.id: node.role for node in value.nodes}
        roles = {value.role, *filter(None, own.values())}
        forward = {
            (node.id, role): {(choice.target, own[choice.target] or role) for choice in node.choices}
            for node in value.nodes
            for role in roles
        }
        starts = (value.start, *(variation.target for variation in value.variations))
        reached = reach(forward, ((name, own[name] or value.role) for name in starts))
        for at, node in enumerate(value.nodes):
            played = sorted(role for name, role in reached if name == node.id)
            if node.choices and len(played) > 1:
                message = f"In de knoop ‘{node.id}’ komt de leerling als {' of als '.join(played)}."
                yield UNCLEAR_ROLE(
                    casus.at("nodes", at, "id"), message, "Zet ‘rol’ bij de knoop, en zeg het in de tekst."
                )


def casus_nodes(context: LintContext) -> Iterator[Problem]:
    """Nodes with too few or too many choices, or a debriefing in the wrong place."""
    for casus in context.cases:
        for at, node in enumerate(casus.value.nodes):
            if node.ending is None and len(node.choices) not in CHOICES:
                message = f"De knoop ‘{node.id}’ heeft {len(node.choices)} keuzes."
                yield CHOICE_COUNT(casus.at("nodes", at), message, CHOICE_COUNT.demand)
            if bool(node.debrief.strip()) != (node.ending is not None):
                message = f"De knoop ‘{node.id}’ heeft {'geen' if node.ending else 'een'} nabespreking."
                yield DEBRIEF(casus.at("nodes", at, "debrief"), message, DEBRIEF.demand)


def casus_endings(context: LintContext) -> Iterator[Problem]:
    """Endings that do not say what makes them lawful."""
    for casus in context.cases:
        for at, node in enumerate(casus.value.nodes):
            if node.ending and node.debrief.strip() and not any(context.mentions.find(f"{node.text}\n{node.debrief}")):
                message = f"Het einde ‘{node.id}’ noemt geen artikel."
                remedy = "Zet in de nabespreking welk artikel dit einde mogelijk maakt, zoals ‘(artikel 29)’."
                yield UNFOUNDED_ENDING(casus.at("nodes", at, "debrief"), message, remedy)
