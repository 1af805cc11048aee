"""Dutch words that every face uses, so that the app and line mode say the same thing."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.content.statute import cite_all
from tutor.learning.grading import Outcome
from tutor.learning.lesson import PageKind
from tutor.learning.progress import GoalStanding
from tutor.model import Item, Judgement, Law, Norm

OUTCOME: Mapping[Outcome, str] = {
    Outcome.RIGHT: "Goed",
    Outcome.PARTLY: "Deels goed",
    Outcome.WRONG: "Niet goed",
    Outcome.UNSCORED: "Genoteerd",
    Outcome.UNCLEAR: "Even checken",
}

JUDGEMENT: Mapping[Judgement, str] = {
    Judgement.STRONG: "Sterk",
    Judgement.DEFENSIBLE: "Verdedigbaar",
    Judgement.WEAK: "Zwak",
}

NORM: Mapping[Norm, str] = {
    Norm.LAW: "Dit staat in de wet.",
    Norm.STANDING_ORDERS: "Dit regelt het reglement van orde van jullie raad; het kan bij jullie anders zijn.",
    Norm.CODE_OF_CONDUCT: "Dit regelt de gedragscode van jullie raad; het kan bij jullie anders zijn.",
    Norm.CUSTOM: "Dit is een gebruik in veel raden, geen wet.",
    Norm.JUDGEMENT: "Dit is een afweging: de wet laat je de keuze.",
}

PAGE: Mapping[PageKind, str] = {
    PageKind.STEP: "Lezen",
    PageKind.GUESS: "Je hebt dit nog niet geleerd. Raad maar: het telt niet mee.",
    PageKind.CHECK: "Even checken",
    PageKind.CASUS: "Casus",
    PageKind.QUIZ: "Quiz",
}

DATED = "Let op: deze vraag moet opnieuw worden nagekeken. De regels kunnen intussen anders zijn."
OPINION_NOT_KEPT = "Hier is geen goed of fout. Wat je vindt, wordt niet bewaard."


def sources(item: Item, register: Mapping[str, Law]) -> str:
    """What the answer rests on: the norm, and the places to look it up."""
    cited = cite_all(item.sources, register)
    return f"{NORM[item.norm]} Bron: {cited}." if cited else NORM[item.norm]


def minutes(count: int) -> str:
    """`10 minuten`."""
    return f"{count} minuut" if count == 1 else f"{count} minuten"


def standing(goal: GoalStanding) -> str:
    """How far a goal is, in words."""
    if goal.mastered:
        return "beheerst"
    if not goal.items:
        return "nog niet geoefend"
    return f"{goal.right} van {goal.items} goed"


def count(number: int, one: str, many: str) -> str:
    """`1 vraag`, `3 vragen`."""
    return f"{number} {one if number == 1 else many}"


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends in a mark of its own."""
    return text if text.endswith((".", "?", "!", "…", ":")) else f"{text}."
