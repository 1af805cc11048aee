"""What an evening is about, as it was when it was made: what changes in lessons later changes no evening.

And what every evening says alike: what the room does, notes for the trainer, and the steps of conversations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

import msgspec
from msgspec import Struct

from tutor.content.statute import sources
from tutor.learning.answers import presented
from tutor.model import (
    Activity,
    AgendaPoint,
    Catalogue,
    ClassPlan,
    Item,
    Meeting,
    Misconception,
    Multiple,
    Single,
    revision,
)


class EveningContent(Struct, frozen=True, kw_only=True):
    """A plan, and everything that it asks."""

    plan: ClassPlan
    items: dict[str, Item]
    """By id, with their options in the order of this evening: the first one is A, on the wall and on paper."""
    revisions: dict[str, str]
    """Hash of each item as its author wrote it."""
    misconceptions: dict[str, Misconception] = {}
    """By name, those of the options."""
    sources: dict[str, str] = {}
    """By item: what its answer rests on, as people read it; evenings of before have none."""


CORRECTED = "verbeterd-"
"""How the id begins of a question that got another text during the evening: `verbeterd-1-les-a`."""


def first_asked(item: str) -> str:
    """The id of the question as the plan has it."""
    return re.sub(rf"^{CORRECTED}\d+-", "", item)


def prepare(plan: ClassPlan, catalogue: Catalogue, seed: int | None) -> EveningContent:
    """The content of an evening with this plan. KeyError for an item that is not there; loading has proved they are.

    `seed` shuffles the options, where their author lets it; None leaves them in the order of the file, as it was in
    evenings of before.
    """
    own = {item.id: item for item in plan.questions}
    items = {name: own.get(name) or catalogue.items[name] for name in _asked(plan)}
    shown = items if seed is None else {name: presented(item, seed) for name, item in items.items()}
    plan = msgspec.structs.replace(plan, activities=tuple(map(_in_voting_order, plan.activities)))
    choices = [item for item in items.values() if isinstance(item, Single | Multiple)]
    held = {option.misconception for item in choices for option in item.options}
    return EveningContent(
        plan=plan,
        items=shown,
        revisions={name: revision(item) for name, item in items.items()},
        misconceptions={one.id: one for one in catalogue.misconceptions if one.id in held},
        sources={name: sources(item, catalogue.register) for name, item in items.items() if item.sources},
    )


PROPOSED = ("voorstel", "benoeming")


def _in_voting_order(activity: Activity) -> Activity:
    """A meeting with its points as a raad votes on them: amendementen before the proposal, moties after it.

    They belong to the proposal that they follow in the plan, or before the first one, to that.
    """
    if not isinstance(activity, Meeting):
        return activity
    proposals: list[list[AgendaPoint]] = [[]]
    for point in activity.points:
        if point.sort in ("voorstel", "benoeming") and any(
            one.sort in ("voorstel", "benoeming") for one in proposals[-1]
        ):
            proposals.append([])
        proposals[-1].append(point)
    order = ("amendement", *PROPOSED, "motie")
    points = chain.from_iterable(sorted(one, key=lambda point: order.index(point.sort)) for one in proposals)
    return msgspec.structs.replace(activity, points=tuple(points))


def to_plain(content: EveningContent) -> dict[str, Any]:
    """JSON values, for the log."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(content))
    return plain


def from_plain(plain: dict[str, Any]) -> EveningContent | None:
    """The content in these values; None when a program with other kinds of content wrote it."""
    try:
        return msgspec.convert(plain, EveningContent)
    except msgspec.ValidationError:
        return None


def _asked(plan: ClassPlan) -> Iterator[str]:
    for activity in plan.activities:
        if name := getattr(activity, "item", ""):
            yield name
        yield from getattr(activity, "items", ())


NOTED = "Noteer met o wat gezegd wordt; met v komt het op de muur."
SCORE = "Druk het nummer van elk team dat het goed heeft. Met i geef je teams een naam."
UNANSWERED = "Geef nog geen antwoord en laat geen uitslag zien: dat komt bij de tweede meting."
MOVED = "Vraag wie nu anders kiest, en waarom."
TOGETHER = "Tel af: drie, twee, een. Dan gaan alle letters tegelijk omhoog."
THINK = "Denk zelf, 1 minuut. Praat nog niet"
SEE, LISTEN = "Kijk wat de zaal koos", "Luister mee"
OWN = "Lokaal: deze vraag is van jullie zelf, Raadstutor keek haar niet na."
MENDED = "Verbeterd tijdens deze avond: dat deel keek Raadstutor niet na."
PHASE: Mapping[str, str] = {
    "Situatie": "Lees voor.",
    "Stil denken": "Start de klok met k, en bewaak de stilte.",
    "Stem": "Geen overleg: ieder kiest zelf.",
    "Stem 1": "Tel eerst links en dan rechts, en typ het met t.",
    "Stem 2": "Tel opnieuw. Straks hoor je wie wisselde, en waarom.",
    "3 Regels": "Lees voor. Hier valt voor de zaal niets te kiezen.",
    "4 Belanghebbenden": "Noteer met o wie er genoemd wordt; met v komt het op de muur.",
    "6 Weging": "Loot met z wie er iets zegt: dan praten ook de stille mensen.",
    "Ondergrens": "Lees voor. Hier valt voor de zaal niets te kiezen.",
    "Gesprek": "Eerst twee minuten in tweetallen. Loot dan met z wie er iets zegt.",
    "Bespreking": "Start de klok met k, en bewaak de tijd van elke spreker.",
    "Stand": "Lees de stand voor, van onder naar boven.",
}
"""What a trainer who does this for the first time does in a phase that has no notes of its own."""

DECIDE = "7 Besluit"
WEIGHING: tuple[tuple[str, str, str], ...] = (
    ("4 Belanghebbenden", "Wie raakt dit? Wie zit niet aan tafel?", "Noem wie dit raakt"),
    ("5 Argumenten", "Wat pleit voor, wat tegen?", "Eerst een argument, dan een ander"),
    ("6 Weging", "Wat weegt het zwaarst? En als het morgen in de krant staat?", "Noem één ding dat zwaar weegt"),
    (DECIDE, "Wat doe je, en wat doe je voor wie verliest?", "Zeg wat jij zou doen, en waarom"),
)
"""The steps of a moral deliberation that need no case on paper: name, question, and what the room does."""
RESOLVE = "Leg besluit en redenen vast met j."
OWN_CASE: tuple[tuple[str, str, str, str], ...] = (
    (
        "1 Situatie",
        "Wat gebeurde er? Wat is feit, wat is gerucht?",
        "Noteer de kern met o; met v komt zij op de muur.",
        "Luister, en vraag alleen naar feiten",
    ),
    (
        "2 Vraag",
        "Wat is de vraag, in één zin? Wie is aan zet?",
        "Stemmen? Zet de keuzes erbij met q, en kom terug.",
        "Zoek samen de vraag",
    ),
    (
        "3 Regels",
        "Ligt het al vast in een wet, een verordening of de gedragscode?",
        "Laat iemand het opzoeken.",
        "Zoek op wat al vastligt",
    ),
)
"""The steps before them for a case of the room itself: name, question, note for the trainer, what the room does."""

INTERVISION: tuple[tuple[str, int, str, str], ...] = (
    ("Inbrengen: wat gebeurde er?", 5, "De inbrenger vertelt. De anderen luisteren alleen.", "Luister alleen"),
    (
        "Vragen naar feiten",
        8,
        "Is een vraag eigenlijk een raad? Laat haar opnieuw stellen.",
        "Stel open vragen. Geef nog geen raad",
    ),
    ("Wat zou jij doen? Schrijf stil op", 4, "Bewaak de stilte. Ook jij zegt niets.", "Schrijf stil, in één zin"),
    ("Ronde: ieders eerste keuze", 8, "De inbrenger noteert en zegt niets.", "Om de beurt: je eerste keuze"),
    ("Wat deed de inbrenger, en waarom?", 5, "Nu pas vertelt de inbrenger hoe het ging.", "Luister: zo ging het"),
    (
        "Waar zit het echte dilemma?",
        10,
        "Zoek samen waarden die botsen, niet de schuldige.",
        "Zoek samen welke waarden botsen",
    ),
    ("Wat neem je mee?", 5, "Ieder één zin; de inbrenger het laatst.", "Om de beurt, één zin"),
)
"""The incident method: title, minutes, note for the trainer, and what the room does."""
