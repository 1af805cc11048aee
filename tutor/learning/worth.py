"""What asking an item is worth: days remembered longer, per minute that it takes.

For each item there is a chance of a right and of a wrong answer, each with its own curve of forgetting afterwards. The
gain is the expected area under those within half a year, minus the area that there is without asking. The other items
of the same goal show the same rule, so part of the gain goes over to them (transfer). This is greedy: what is worth
most comes first, until the minutes are spent. It wins where memory is as FSRS says and can lose where it is not, see
`benchmarks/README.md`; so some minutes go to what was not seen longest, whatever the model says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from heapq import heapify, heappop, heappush
from math import log

from msgspec import Struct, structs

from tutor.learning.forgetting import Rating, after, days_until, down, first, recall, remembered, up

HORIZON = 180
"""Days ahead that count."""
TRANSFER = 0.0
"""How much of a gain goes over to the other items of the goal, until the learner's own answers tell.

Nothing: a transfer that is not there makes reviews look worth more than a lesson. In simulated years of five minutes a
session 0.1 left 154 items known instead of 175 where nothing goes over (two learners), and won no more where 0.3 does
(`benchmarks/README.md`).
"""
TRANSFERS = (0.0, 0.1, 0.2, 0.3, 0.45, 0.6)
ENOUGH_ANSWERS = 1_000
"""From so many answers on the transfer is fitted."""
LONGEST = 0.15
"""The share of the minutes for what was not seen longest."""


class Card(Struct):
    """What is known of one item, and what asking it costs."""

    item: str
    goal: str
    """Items with the same goal are siblings."""
    stability: float
    difficulty: float
    days: float
    """Since the last answer."""
    right: float = 0.5
    """Minutes that it takes when the answer is right."""
    wrong: float = 50 / 60
    """Minutes when it is wrong."""
    guess: float = 0
    weight: float = 1

    @property
    def chance(self) -> float:
        """The chance, 0 to 1, of knowing it now."""
        return recall(self.days, self.stability)

    @property
    def minutes(self) -> float:
        """Expected."""
        right = self.guess + (1 - self.guess) * self.chance
        return right * self.right + (1 - right) * self.wrong

    @property
    def own(self) -> float:
        """Days remembered longer of this item when it is asked now."""
        chance = self.chance
        right = remembered(up(self.stability, self.difficulty, chance), 0, HORIZON)
        wrong = remembered(down(self.stability, self.difficulty, chance), 0, HORIZON)
        return chance * right + (1 - chance) * wrong - remembered(self.stability, self.days, self.days + HORIZON)

    def refreshed(self, transfer: float, ago: float = 0) -> tuple[float, float]:
        """Stability and days since the last answer, when a sibling is asked, or was so many days ago."""
        chance = recall(self.days - ago, self.stability)
        stability = self.stability + transfer * (up(self.stability, self.difficulty, chance) - self.stability)
        return stability, ago + days_until(chance + transfer * (1 - chance), stability)

    def remind(self, asked: Iterable[float], transfer: float) -> None:
        """Count in that siblings were asked so many days ago, after this one was.

        Without it a goal whose items were just asked looks untouched the next day, and is asked again and again.
        """
        for ago in sorted(asked, reverse=True) if transfer else ():
            if ago < self.days:
                self.stability, self.days = self.refreshed(transfer, ago)

    def from_sibling(self, transfer: float) -> float:
        """Days remembered longer of this item when a sibling is asked now."""
        if not transfer:
            return 0
        stability, days = self.refreshed(transfer)
        before = remembered(self.stability, self.days, self.days + HORIZON)
        return remembered(stability, days, days + HORIZON) - before


class Pick(Struct, frozen=True):
    """An item to ask now."""

    item: str
    minutes: float
    """Expected."""
    days: float
    """Remembered longer by it, siblings included."""
    longest: bool = False
    """Whether it comes because it was not seen longest, not for its worth."""

    @property
    def worth(self) -> float:
        """Days remembered longer per minute of asking."""
        return self.days / self.minutes


def worth(card: Card, siblings: Iterable[Card], transfer: float = TRANSFER) -> float:
    """Days remembered longer per minute when a card is asked now."""
    days = card.own + sum(sibling.from_sibling(transfer) for sibling in siblings)
    return card.weight * days / card.minutes


def fill(
    cards: Iterable[Card],
    minutes: float,
    *,
    transfer: float = TRANSFER,
    floor: float = 0,
    longest: float = LONGEST,
) -> tuple[Pick, ...]:
    """The cards to ask in so many minutes, most worth first; none that is worth less than `floor`.

    A card that was answered today waits for another day. What is picked refreshes its siblings, so variants take turns.
    What was not seen longest comes last, and has its share of the minutes, to the nearest card.
    """
    goals: dict[str, list[Card]] = {}
    for card in cards:
        goals.setdefault(card.goal, []).append(copy(card))
    left = {card.item: card for group in goals.values() for card in group if card.days >= 1}
    weighed: dict[str, tuple[float, Pick]] = {}

    def weigh(group: Sequence[Card]) -> Iterator[tuple[float, str]]:
        shared = [card.from_sibling(transfer) for card in group]
        whole = sum(shared)
        for card, part in zip(group, shared, strict=True):
            if card.item in left:
                pick = Pick(card.item, card.minutes, card.own + whole - part)
                weighed[card.item] = -card.weight * pick.worth, pick
                yield weighed[card.item][0], card.item

    heap = [entry for group in goals.values() for entry in weigh(group)]
    heapify(heap)
    picked: list[Pick] = []
    spent = 0.0

    def take(card: Card, pick: Pick) -> None:
        nonlocal spent
        del left[card.item]
        picked.append(pick)
        spent += pick.minutes
        if transfer:
            group = goals[card.goal]
            for sibling in group:
                sibling.stability, sibling.days = sibling.refreshed(1 if sibling is card else transfer)
            for entry in weigh(group):
                heappush(heap, entry)

    for card in sorted(left.values(), key=lambda card: -card.days) if longest else ():
        value, pick = weighed[card.item]
        if spent + pick.minutes / 2 > longest * minutes or spent + pick.minutes > minutes:
            break  # and takes none that is cheaper: that would be the same one every time
        if -value >= max(floor, 1e-9):
            take(card, structs.replace(pick, longest=True))
    eldest = len(picked)
    while heap and spent < minutes:
        value, item = heappop(heap)
        if item not in left or weighed[item][0] != value:  # taken, or weighed again since
            continue
        if -value < floor:
            break
        if spent + weighed[item][1].minutes <= minutes:
            take(left[item], weighed[item][1])
    return (*picked[eldest:], *picked[:eldest])


class Try(Struct, frozen=True, array_like=True):
    """An answer to learn the transfer from."""

    item: str
    goal: str
    day: int
    """A number of days; only differences count."""
    right: bool
    guess: float


def fitted_transfer(tries: Sequence[Try]) -> float:
    """The transfer under which these answers, oldest first, are most likely; too few tell nothing."""
    if len(tries) < ENOUGH_ANSWERS:
        return TRANSFER
    return max(TRANSFERS, key=lambda transfer: _likelihood(tries, transfer))


def _likelihood(tries: Sequence[Try], transfer: float) -> float:
    """Logarithm of the chance of these answers."""
    goals: dict[str, dict[str, list[float]]] = {}
    total = 0.0
    for one in tries:
        group = goals.setdefault(one.goal, {})
        card = group.get(one.item)
        rating = Rating.GOOD if one.right else Rating.AGAIN
        if card is None:
            stability, difficulty = first(rating)
        else:
            passed = one.day - card[2]
            known = recall(max(passed, 0), card[0])
            if one.day > card[3]:
                right = min(max(one.guess + (1 - one.guess) * known, 1e-4), 1 - 1e-4)
                total += log(right if one.right else 1 - right)
            stability, difficulty = after(card[0], card[1], max(0, round(passed)), rating)
        for item, other in group.items():
            if item != one.item and transfer and one.day > other[3]:
                chance = recall(max(one.day - other[2], 0), other[0])
                grown = other[0] + transfer * (up(other[0], other[1], chance) - other[0])
                other[2] = one.day - days_until(chance + transfer * (1 - chance), grown)
                other[0] = grown
        group[one.item] = [stability, difficulty, one.day, one.day]
    return total
