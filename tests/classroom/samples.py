"""A plan with every kind of activity."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from tests.learning.samples import CATALOGUE, ITEMS, LESSON
from tutor.model import (
    AgendaPoint,
    Agreements,
    Break,
    Catalogue,
    ClassPlan,
    Intervision,
    Item,
    Line,
    Measurement,
    Meeting,
    MoralTalk,
    Multiple,
    PeerQuestion,
    Round,
    Single,
    Talk,
    TeamQuiz,
)

PLAN = ClassPlan(
    id="avond",
    title="Een avond",
    text="Voor raadsleden.",
    preparation=("Zet de beamer klaar.",),
    activities=(
        Talk(id="welkom", title="Welkom", minutes=5, text=("Fijn dat je er bent.",), trainer="Noem de huisregels."),
        Measurement(id="nulmeting", title="Nulmeting", minutes=10, items=("les-a", "les-b"), moment="voor"),
        PeerQuestion(id="vraag", title="Wie beslist?", minutes=15, item="les-a"),
        Line(id="lijn", title="Over de lijn", minutes=15, item="les-h"),
        Break(id="pauze", title="Pauze", minutes=15),
        MoralTalk(id="beraad", title="Moreel beraad", minutes=30, item="les-i"),
        TeamQuiz(id="quiz", title="Pubquiz", minutes=20, items=("les-a", "les-e")),
        Meeting(
            id="raad",
            title="Raadsvergadering",
            minutes=20,
            seats=23,
            points=(AgendaPoint(id="zwembad", title="Het zwembad", sort="voorstel", text="Sluiten of niet?"),),
        ),
        Intervision(id="intervisie", title="Intervisie", minutes=45),
        Round(id="ronde", title="Rondje", minutes=5, question="Wat viel je op?"),
        Agreements(id="afspraken", title="Afspraken", minutes=5, question="Wat spreken we af?"),
        Measurement(id="eindmeting", title="Eindmeting", minutes=10, items=("les-a", "les-b"), moment="na"),
    ),
    follow_up=("les",),
)


def long_items() -> tuple[Item, ...]:
    """The items with texts that do not fit a beamer at once."""
    return tuple(
        msgspec.structs.replace(item, situation="Het is laat in Waterveen. " * 20, question="Wat doe je nu? " * 9)
        for item in ITEMS
    )


def catalogue(items: tuple[Item, ...] = ITEMS) -> Catalogue:
    """The sample content with the plan. Options keep their order, so that tests can name letters."""
    items = tuple(
        msgspec.structs.replace(item, fixed=True) if isinstance(item, Single | Multiple) else item for item in items
    )
    module = replace(CATALOGUE.modules[0], lessons=(replace(LESSON, items=items),))
    return replace(CATALOGUE, modules=(module,), plans=(PLAN,))
