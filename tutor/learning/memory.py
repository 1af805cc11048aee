"""What a learner remembers: FSRS-6 over the answers in the log.

Scheduling is replay: a card is nothing but the reviews of one item, so merged logs and other settings only mean
replaying. Ratings: wrong or half right is Again; right but a guess is Hard; right is Good; right and sure, after two
spaced successes, is Easy. Times are UTC; "today" is a day in Amsterdam.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from heapq import heappop, heappush
from zoneinfo import ZoneInfo

from fsrs import Card, Rating, Scheduler

from tutor.learning.grading import Outcome
from tutor.learning.response import Confidence

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SPACED_SUCCESSES_FOR_EASY = 2


def local_day(moment: datetime) -> date:
    """The day in Amsterdam."""
    return moment.astimezone(AMSTERDAM).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Settings of the scheduler."""

    desired_retention: float = 0.9
    """The chance of still knowing an item when it comes back, between 0.7 and 0.97."""
    maximum_interval: int = 180
    """Days."""


@dataclass(frozen=True, slots=True)
class Review:
    """One first try at an item."""

    at: datetime
    outcome: Outcome
    confidence: Confidence | None


@dataclass(slots=True)
class CardHistory:
    """The reviews of one item and the card they add up to."""

    card: Card
    reviews: list[Review] = field(default_factory=list)
    spaced: int = 0
    """Right answers on different days, in the present run of right answers."""
    last_day: date | None = None
    """Day of the last right answer in that run."""

    @property
    def last(self) -> Review:
        """The latest review."""
        return self.reviews[-1]

    @property
    def sure_but_wrong(self) -> bool:
        """Whether the learner was sure of the last answer and it was wrong (hypercorrection: review this first)."""
        return self.last.confidence is Confidence.SURE and self.last.outcome is not Outcome.RIGHT


class Memory:
    """Cards of one learner, and which are due."""

    def __init__(self, schedule: Schedule | None = None) -> None:
        self.schedule = schedule or Schedule()
        self.cards: dict[str, CardHistory] = {}
        self._numbers: dict[str, int] = {}
        self._heap: list[tuple[datetime, str]] = []

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Memory) and (self.schedule, self.cards) == (other.schedule, other.cards)

    __hash__ = None  # type: ignore[assignment]

    @cached_property
    def _scheduler(self) -> Scheduler:
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
            history = self.cards[item] = CardHistory(card=self._new(item, review.at))
        self._apply(history, review)
        heappush(self._heap, (history.card.due, item))

    def forget(self, item: str, at: datetime) -> None:
        """Take the review of an item at this moment back; with merged logs it need not be the last one."""
        reviews = self.cards.pop(item).reviews
        gone = max((place for place, review in enumerate(reviews) if review.at == at), default=None)
        for place, review in enumerate(reviews):
            if place != gone:
                self.review(item, review)

    def _new(self, item: str, at: datetime) -> Card:
        number = self._numbers.setdefault(item, len(self._numbers) + 1)
        return Card(card_id=number, due=at)

    def _apply(self, history: CardHistory, review: Review) -> None:
        rating = self._rate(history, review)
        history.card, _ = self._scheduler.review_card(history.card, rating, review.at.astimezone(UTC))
        history.reviews.append(review)
        if review.outcome is not Outcome.RIGHT:
            history.spaced, history.last_day = 0, None
        elif (day := local_day(review.at)) != history.last_day:
            history.spaced, history.last_day = history.spaced + 1, day

    def _rate(self, history: CardHistory, review: Review) -> Rating:
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
                if history is None or history.card.due != due or item in taken:
                    continue
                taken[item] = due
                if local_day(due) > today:
                    return
                yield item
        finally:
            for item, due in taken.items():
                heappush(self._heap, (due, item))

    def forecast(self, now: datetime, days: int) -> Mapping[int, int]:
        """How many cards come due 0, 1, 2 ... days from today; what is overdue counts for today."""
        today = local_day(now)
        counts = dict.fromkeys(range(days), 0)
        for history in self.cards.values():
            ahead = max(0, (local_day(history.card.due) - today).days)
            if ahead < days:
                counts[ahead] += 1
        return counts
