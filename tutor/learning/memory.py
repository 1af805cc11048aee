"""What a learner remembers: FSRS-6 over the answers in the log.

Scheduling is replay: a card is nothing but the reviews of one item, so merged logs and other settings only mean
replaying. Ratings: wrong or half right is Again; right but a guess is Hard; right is Good; right and sure, after two
spaced successes, is Easy. Times are UTC; "today" is a day in Amsterdam.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cached_property
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec import Struct

from tutor.learning.answers import Confidence, Outcome

if TYPE_CHECKING:
    from fsrs import Card, Rating, Scheduler

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SPACED_SUCCESSES_FOR_EASY = 2
CARD_ID = 1
"""FSRS wants one; without it waits for a millisecond that no other card has. It only tells cards apart."""
FRESH = 1
"""`fsrs.State.Learning`: the state of a card that was never reviewed."""


def local_day(moment: datetime) -> date:
    """The day in Amsterdam."""
    return moment.astimezone(AMSTERDAM).date()


class Schedule(Struct, frozen=True, kw_only=True):
    """Settings of the scheduler."""

    desired_retention: float = 0.9
    """The chance of still knowing an item when it comes back, between 0.7 and 0.97."""
    maximum_interval: int = 180
    """Days."""


class Review(Struct, frozen=True, array_like=True):
    """One first try at an item."""

    at: datetime
    outcome: Outcome
    confidence: Confidence | None


class CardState(Struct, frozen=True, array_like=True):
    """A card of FSRS as plain values, to keep and to look at without loading FSRS."""

    state: int
    step: int | None
    stability: float | None
    difficulty: float | None
    due: datetime
    reviewed: datetime | None


class CardHistory(Struct, array_like=True):
    """The reviews of one item and the card they add up to."""

    state: CardState
    reviews: list[Review] = []
    """First tries, oldest first."""
    spaced: int = 0
    """Right answers on different days, in the present run of right answers."""
    last_day: date | None = None
    """Day of the last right answer in that run."""

    @property
    def card(self) -> Card:
        """The card as FSRS has it."""
        from fsrs import Card, State

        kept = self.state
        return Card(
            card_id=CARD_ID,
            state=State(kept.state),
            step=kept.step,
            stability=kept.stability,
            difficulty=kept.difficulty,
            due=kept.due,
            last_review=kept.reviewed,
        )

    @card.setter
    def card(self, card: Card) -> None:
        self.state = CardState(int(card.state), card.step, card.stability, card.difficulty, card.due, card.last_review)

    @property
    def due(self) -> datetime:
        """When the item comes back."""
        return self.state.due

    @property
    def last(self) -> Review:
        """The latest review."""
        return self.reviews[-1]

    @property
    def sure_but_wrong(self) -> bool:
        """Whether the learner was sure of the last answer and it was wrong (hypercorrection: review this first)."""
        return self.last.confidence is Confidence.SURE and self.last.outcome is not Outcome.RIGHT


class Memory(Struct, dict=True):
    """Cards of one learner, and which are due."""

    schedule: Schedule = Schedule()
    cards: dict[str, CardHistory] = {}
    """The card of each item that was answered."""

    @cached_property
    def _heap(self) -> list[tuple[datetime, str]]:
        """When items come back, soonest first; also what is no longer true of them. Never kept in a file."""
        heap = [(history.due, item) for item, history in self.cards.items()]
        heapify(heap)
        return heap

    @cached_property
    def _scheduler(self) -> Scheduler:
        from fsrs import Scheduler  # here and below: not needed to show what is due

        return Scheduler(
            desired_retention=self.schedule.desired_retention,
            maximum_interval=self.schedule.maximum_interval,
            learning_steps=(),
            relearning_steps=(),
            enable_fuzzing=False,
        )

    def review(self, item: str, review: Review) -> None:
        """Take a first try in."""
        history = self.cards.get(item)
        if history is None:
            history = self.cards[item] = CardHistory(CardState(FRESH, 0, None, None, review.at, None))
        self._apply(history, review)
        heappush(self._heap, (history.due, item))

    def forget(self, item: str, at: datetime) -> None:
        """Take the review of an item at this moment back; with merged logs it need not be the last one."""
        reviews = self.cards.pop(item).reviews
        gone = max((place for place, review in enumerate(reviews) if review.at == at), default=None)
        for place, review in enumerate(reviews):
            if place != gone:
                self.review(item, review)

    def _apply(self, history: CardHistory, review: Review) -> None:
        rating = self._rate(history, review)
        history.card, _ = self._scheduler.review_card(history.card, rating, review.at.astimezone(UTC))
        history.reviews.append(review)
        if review.outcome is not Outcome.RIGHT:
            history.spaced, history.last_day = 0, None
        elif (day := local_day(review.at)) != history.last_day:
            history.spaced, history.last_day = history.spaced + 1, day

    def _rate(self, history: CardHistory, review: Review) -> Rating:
        from fsrs import Rating

        if review.outcome is not Outcome.RIGHT:
            return Rating.Again
        if review.confidence is Confidence.GUESS:
            return Rating.Hard
        if review.confidence is Confidence.SURE and history.spaced >= SPACED_SUCCESSES_FOR_EASY:
            return Rating.Easy
        return Rating.Good

    def retrievability(self, item: str, now: datetime) -> float:
        """The chance, 0 to 1, that the learner knows this item now; 0 when it was never answered."""
        history = self.cards.get(item)
        return self._scheduler.get_card_retrievability(history.card, now.astimezone(UTC)) if history else 0.0

    def due(self, now: datetime) -> Iterator[str]:
        """Items that are due today, longest overdue first. Costs grow with what is taken, not with what there is."""
        today = local_day(now)
        taken: dict[str, datetime] = {}
        try:
            while self._heap:
                due, item = heappop(self._heap)
                history = self.cards.get(item)
                if history is None or history.due != due or item in taken:
                    continue
                taken[item] = due
                if local_day(due) > today:
                    return
                yield item
        finally:
            for item, due in taken.items():
                heappush(self._heap, (due, item))
