"""What a learner remembers: FSRS-6 over the answers in the log.

Scheduling is replay: a card is nothing but the reviews of one item, so merged logs and other settings only mean
replaying. Ratings: wrong or half right is Again; right but a guess is Hard; right is Good; right and sure, after two
spaced successes, is Easy. FSRS is told days and not hours: a review on the next day is one day later, also when it is
ten minutes earlier on the clock.

A clock may have been wrong. A day that cannot be (after today, or before there was a program) says nothing about how
long ago an answer was given: between it and its neighbours no time counts, so such an item comes back too soon rather
than too late. Within one card days never go back. What "today" is, only who asks knows: `Memory.as_of`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cached_property
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from tutor.learning.answers import Confidence, Outcome
from tutor.learning.days import FIRST_DAY, believable, noon, study_day

if TYPE_CHECKING:
    from fsrs import Card, Rating, Scheduler

SPACED_SUCCESSES_FOR_EASY = 2
CARD_ID = 1
"""FSRS wants one; without it waits for a millisecond that no other card has. It only tells cards apart."""
FRESH = 1
"""`fsrs.State.Learning`: the state of a card that was never reviewed."""


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
    day: date | None = None
    """Study day of the last review; None while no clock told one that can be."""
    spaced: int = 0
    """Right answers on different study days, in the present run of right answers."""
    last_right: date | None = None
    """Study day of the last right answer in that run."""

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
        """Noon UTC of the study day on which the item comes back."""
        return self.state.due

    @property
    def last(self) -> Review:
        """The latest review."""
        return self.reviews[-1]

    def happened_by(self, day: date) -> None:
        """The review that follows is of this day, unless one before it was later."""
        if self.day is None:  # when the reviews before it were, no clock told: no time passed that we know of
            self.state = structs.replace(self.state, reviewed=noon(day) if self.state.reviewed else None)
            self.last_right = day if self.last_right else None
        self.day = max(self.day or day, day)

    @property
    def sure_but_wrong(self) -> bool:
        """Whether the learner was sure of the last answer and it was wrong (hypercorrection: review this first)."""
        return self.last.confidence is Confidence.SURE and self.last.outcome is not Outcome.RIGHT


def _fresh() -> CardHistory:
    return CardHistory(CardState(FRESH, 0, None, None, noon(FIRST_DAY), None))


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

    @cached_property
    def _latest(self) -> date:
        """No card was reviewed on a later day."""
        return max((history.day for history in self.cards.values() if history.day), default=FIRST_DAY)

    def as_of(self, now: datetime) -> Memory:
        """What is remembered by who asks now; mostly this memory itself. To look at, not to review in."""
        today = study_day(now)
        if self._latest <= today:
            return self
        if self._corrected is None or self._corrected[0] != today:
            corrected = Memory(self.schedule, dict(self.cards))
            for item, history in self.cards.items():
                if history.day and history.day > today:
                    corrected.cards[item] = self._replayed(history.reviews, today)
            self._corrected = today, corrected
        return self._corrected[1]

    @cached_property
    def _corrected(self) -> tuple[date, Memory] | None:
        """What `as_of` found last. Never kept in a file."""
        return None

    def review(self, item: str, review: Review) -> None:
        """Take a first try in."""
        history = self.cards.get(item)
        if history is None:
            history = self.cards[item] = _fresh()
        self._apply(history, review)
        self._corrected = None
        if history.day:
            self._latest = max(self._latest, history.day)
        heappush(self._heap, (history.due, item))

    def forget(self, item: str, at: datetime) -> None:
        """Take the review of an item at this moment back; with merged logs it need not be the last one."""
        reviews = self.cards.pop(item).reviews
        self._corrected = None
        gone = max((place for place, review in enumerate(reviews) if review.at == at), default=None)
        for place, review in enumerate(reviews):
            if place != gone:
                self.review(item, review)

    def _replayed(self, reviews: Iterable[Review], today: date) -> CardHistory:
        history = _fresh()
        for review in reviews:
            self._apply(history, review, today)
        return history

    def _apply(self, history: CardHistory, review: Review, today: date = date.max) -> None:
        rating = self._rate(history, review)
        if believable(day := study_day(review.at), today):
            history.happened_by(day)
        day = history.day or FIRST_DAY
        history.card, _ = self._scheduler.review_card(history.card, rating, noon(day))
        history.reviews.append(review)
        if review.outcome is not Outcome.RIGHT:
            history.spaced, history.last_right = 0, None
        elif day != history.last_right:
            history.spaced, history.last_right = history.spaced + 1, day

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
        """The chance, 0 to 1, that the learner knows this item today; 0 when it was never answered."""
        history = self.as_of(now).cards.get(item)
        return self._scheduler.get_card_retrievability(history.card, noon(study_day(now))) if history else 0.0

    def due(self, now: datetime) -> Iterator[str]:
        """Items that are due today, longest overdue first. Costs grow with what is taken, not with what there is."""
        yield from self.as_of(now)._due(study_day(now))

    def _due(self, today: date) -> Iterator[str]:
        taken: dict[str, datetime] = {}
        try:
            while self._heap:
                due, item = heappop(self._heap)
                history = self.cards.get(item)
                if history is None or history.due != due or item in taken:
                    continue
                taken[item] = due
                if due > noon(today):
                    return
                yield item
        finally:
            for item, due in taken.items():
                heappush(self._heap, (due, item))
