"""Dutch words of both faces about a toets, until it is handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.learning.answers import GiveUp, said
from tutor.model import Item
from tutor.service.phrases import count, minutes

if TYPE_CHECKING:
    from tutor.learning.minutes import Prices
    from tutor.learning.quiz import QuizSession


def test_about(session: QuizSession, prices: Prices) -> list[str]:
    """What a toets is, and how long it takes."""
    spent = sum(prices.minutes(item, right=True) for item in session.items)  # in a toets nothing comes back
    questions = count(len(session.items), "vraag", "vragen")
    return [
        f"{questions}, ongeveer {minutes(max(1, round(spent)))}.",
        "Er zijn geen hints. Wat goed was, zie je pas als je inlevert.",
        "Tot je inlevert, kun je een vraag overslaan, markeren, en je antwoord veranderen.",
        "Stop je halverwege, dan ga je later verder waar je was.",
    ]


TEST_REVIEW = "Kijk je toets na"
HAND_IN, LATER = "Inleveren", "Nog niet, later verder"
STILL_OPEN, MARKED = "nog open", "gemarkeerd"
FIXED = "Dit antwoord staat vast: je gaf het toen dat nog meteen telde."


def test_state(session: QuizSession) -> list[str]:
    """How far a toets is, and what handing it in now would mean."""
    unanswered = _unanswered(session)
    total = count(len(session.items), "vraag", "vragen")
    told = [f"{len(session.items) - unanswered} van {total} beantwoord, {len(session.marked) or 'geen'} {MARKED}."]
    if unanswered:
        told.append(f"Wat nog open staat ({unanswered}), telt als ‘weet ik niet’ als je nu inlevert.")
    return [*told, "Tot je inlevert, kun je elk antwoord nog veranderen."]


def _unanswered(session: QuizSession) -> int:
    return sum(given(session, item) == STILL_OPEN for item in session.items)


def really(session: QuizSession) -> str:
    """The question before a toets is handed in that is not filled in; empty for one that is."""
    left = _unanswered(session)
    return f"{count(left, 'vraag staat', 'vragen staan')} nog open. Toch inleveren?" if left else ""


def to_open(number: int) -> str:
    """Back to the first question of a toets without an answer; its number counts from 0."""
    return f"Verder met vraag {number + 1}, die open staat"


def given(session: QuizSession, item: Item) -> str:
    """What stands on a toets as the answer to a question."""
    if item not in session.open:
        return "staat vast"
    attempt = session.given_at(item)
    if attempt is None or attempt.response is None:
        return STILL_OPEN
    return "weet ik niet" if isinstance(attempt.response, GiveUp) else said(item, attempt.response)
