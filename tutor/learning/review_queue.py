"""Which items come back today, in what order, and why."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain, islice
from typing import TYPE_CHECKING

from tutor.dates import day_and_month
from tutor.learning.answers import Confidence, Outcome
from tutor.learning.days import believable, last_active, study_day
from tutor.learning.memory import CardHistory, Memory
from tutor.model import Catalogue, Lookalikes

if TYPE_CHECKING:
    from tutor.learning.progress import Progress
    from tutor.learning.quiz import QuizSession

SESSION = 15
"""Items in one session at the most, however many are due."""
GENTLE = 5
"""Items in the first session after a pause."""
PAUSE = 14
"""Days without learning that count as a pause."""
LOOK_AHEAD = 200
"""How many due items are weighed against each other."""


class Reviewable(Container[str]):
    """Items that may come back: those that count, and whose text is current. Looks only at what it is asked about."""

    def __init__(self, catalogue: Catalogue, today: date) -> None:
        self._catalogue = catalogue
        self._today = today

    def __contains__(self, item_id: object) -> bool:
        item = self._catalogue.items.get(str(item_id))
        return item is not None and item.scored and self._catalogue.is_current(item, self._today)


def session_size(now: datetime, last_active: date | None) -> int:
    """Five after a pause of two weeks, else fifteen."""
    paused = last_active is not None and (study_day(now) - last_active).days >= PAUSE
    return GENTLE if paused else SESSION


def may_come(progress: Progress, catalogue: Catalogue, now: datetime) -> Iterator[str]:
    """Items of today: what was brought home from an evening, then what is due longest, as many as are weighed."""
    allowed = Reviewable(catalogue, study_day(now))
    waiting = chain(progress.assigned, islice(progress.memory.due(now), LOOK_AHEAD))
    return (item for item in waiting if item in allowed)


def of_today(progress: Progress, catalogue: Catalogue, now: datetime) -> tuple[str, ...]:
    """The items of a review that begins now, in order."""
    today = study_day(now)
    allowed = Reviewable(catalogue, today)
    size = session_size(now, last_active(progress.active_days, today))
    chosen = choose(progress.memory, now, allowed=allowed, size=size, lookalikes=catalogue.lookalikes)
    brought = (item for item in progress.assigned if item in allowed)
    return tuple(dict.fromkeys((*brought, *chosen)))[:size]


def still_due(session: QuizSession, progress: Progress, now: datetime) -> bool:
    """Whether all that a review has not asked yet is still to come back: some may have been answered elsewhere."""
    due = {*progress.assigned, *progress.memory.due(now)}
    return due.issuperset(item.id for item in session.items[session.position :] if not session.tries_at(item.id))


def choose(
    memory: Memory,
    now: datetime,
    *,
    allowed: Container[str],
    size: int,
    lookalikes: Iterable[Lookalikes] = (),
) -> tuple[str, ...]:
    """The items of a review session.

    What the learner was sure of and had wrong comes first (hypercorrection, Butterfield & Metcalfe 2001); then what
    is most likely still known, because there a review saves most. Look-alikes that are due follow one another.
    """
    due = [item for item in islice(memory.due(now), LOOK_AHEAD) if item in allowed]
    due.sort(key=lambda item: (not memory.cards[item].sure_but_wrong, -memory.retrievability(item, now)))
    return tuple(_side_by_side(due, tuple(lookalikes))[:size])


def _side_by_side(items: Sequence[str], lookalikes: Sequence[Lookalikes]) -> list[str]:
    left = list(items)
    ordered: list[str] = []
    while left:
        item = left.pop(0)
        ordered.append(item)
        twins = {other for pair in lookalikes for other in pair.other_side(item)}
        twin = next((other for other in left if other in twins), None)
        if twin:
            left.remove(twin)
            ordered.append(twin)
    return ordered


def why_now(
    memory: Memory, item: str, now: datetime, lookalikes: Iterable[Lookalikes] = (), before: str | None = None
) -> str:
    """One Dutch sentence on why an item comes back today; `before` is the item that came just before it."""
    history = memory.cards.get(item)
    if history is None:
        return "Je hebt deze vraag nog niet eerder gehad."
    if history.sure_but_wrong:
        return "Je was zeker van je antwoord, maar het klopte niet; juist zo’n verrassing blijft goed hangen."
    for pair in lookalikes:
        if before in pair.other_side(item):
            return f"Dit lijkt op de vorige vraag ({pair.name}); na elkaar zie je het verschil."
    if history.last.outcome is not Outcome.RIGHT:
        return f"{_when(history, now)} ging deze vraag niet goed; nu terugzien helpt het meest."
    if history.last.confidence is Confidence.GUESS:
        return f"{_when(history, now)} gokte je dit goed; nu kijken we of je het echt weet."
    chance = round(100 * memory.retrievability(item, now))
    return f"{_when(history, now)} had je dit goed. De kans dat je het nu nog weet is ongeveer {chance} procent."


def _when(history: CardHistory, now: datetime) -> str:
    day = study_day(history.last.at)
    return f"Op {day_and_month(day)}" if believable(day, study_day(now)) else "Eerder"
