"""What a learner remembers: FSRS-6 over the answers in the log.

Scheduling is replay: a card is nothing but the reviews of one item, so merged logs and other settings only mean
replaying. Ratings: wrong or half right is Again; right but a guess is Hard; right is Good; right and sure, at first
sight or after two spaced successes, is Easy. FSRS is told days and not hours: a review on the next day is one day
later, also when it is ten minutes earlier on the clock.

Who chooses among three options is right once in three times without knowing anything. So a right answer of which the
learner did not say to be sure is taken for as much as it proves: what it leaves is the mean of what Good and Again
would, weighed by the chance that it was known (Bayes).

A clock may have been wrong. A day that cannot be (after today, or before there was a program) says nothing about how
long ago an answer was given: between it and its neighbours no time counts, so such an item comes back too soon rather
than too late. Within one card days never go back. What "today" is, only who asks knows: `Memory.as_of`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cached_property
from heapq import heapify, heappop, heappush

from msgspec import Struct

from tutor.learning.answers import Confidence, Outcome
from tutor.learning.days import FIRST_DAY, believable, noon, study_day
from tutor.learning.forgetting import Correction, Rating, Seen, after, first, interval, recall

SPACED_SUCCESSES_FOR_EASY = 2
AT_FIRST_SIGHT = 0.5
"""The chance that somebody knows what was never asked before."""
WINDOW = 2_000
"""How many answers a correction looks back at the least, when there are so many."""
HALF_KNOWN = 0.5
"""What a half right answer, or a right guess, shows of knowing."""


class Schedule(Struct, frozen=True, kw_only=True):
    """Settings of the scheduler."""

    desired_retention: float = 0.9
    """The chance of still knowing an item on the day for which it is announced, between 0.7 and 0.97."""
    maximum_interval: int = 180
    """Days."""


class Review(Struct, frozen=True, array_like=True, gc=False):
    """One first try at an item."""

    at: datetime
    outcome: Outcome
    confidence: Confidence | None
    guess: float = 0
    """The chance that somebody who knows nothing is right."""


class Trace(Struct, frozen=True, array_like=True, gc=False):
    """What one review left in memory, for who replays or corrects it later."""

    day: date
    known: float
    """The chance, 0 to 1, that the answer was known."""
    stability: float


class CardHistory(Struct, array_like=True):
    """The reviews of one item and the card they add up to."""

    stability: float = 0
    """Days in which the chance of knowing sinks to 0.9."""
    difficulty: float = 0
    """1 to 10."""
    days: int = 0
    """From the last review until the item comes back."""
    reviews: list[Review] = []
    """First tries, oldest first."""
    traces: list[Trace] = []
    """What each of them left."""
    day: date | None = None
    """Study day of the last review; None while no clock told one that can be."""
    spaced: int = 0
    """Right answers on different study days, in the present run of right answers."""
    lapses: int = 0
    """Answers that were not right."""
    last_right: date | None = None
    """Study day of the last right answer in that run."""

    @property
    def due(self) -> datetime:
        """Noon UTC of the study day on which the item comes back."""
        return noon((self.day or FIRST_DAY) + timedelta(days=self.days))

    @property
    def last(self) -> Review:
        """The review that came last in the log."""
        return self.reviews[-1]

    @property
    def known(self) -> float:
        """The chance that the last answer was known."""
        return self.traces[-1].known

    def since(self, today: date) -> int:
        """Days from the last review."""
        return max(0, (today - (self.day or today)).days)

    @property
    def sure_but_wrong(self) -> bool:
        """Whether the learner was sure of the last answer and it was wrong (hypercorrection: review this first)."""
        return self.last.confidence is Confidence.SURE and self.last.outcome is not Outcome.RIGHT

    def take(self, review: Review, today: date, schedule: Schedule) -> None:
        """Take a review in. A day after `today` cannot be."""
        day = study_day(review.at)
        passed = 0
        if believable(day, today):
            if self.day is None:  # when the reviews before it were, no clock told: no time passed that we know of
                self.last_right = day if self.last_right else None
                self.day = day
            passed = max(0, (day - self.day).days)
            self.day = max(self.day, day)
        rating = self._rate(review)
        prior = recall(max(passed, 1), self.stability) if self.reviews else AT_FIRST_SIGHT
        known = _known(review, prior)
        stability, difficulty = self._after(rating, passed)
        if rating is Rating.GOOD and known < 1:
            missed = self._after(Rating.AGAIN, passed)
            stability = known * stability + (1 - known) * missed[0]
            difficulty = known * difficulty + (1 - known) * missed[1]
        self.stability, self.difficulty = stability, difficulty
        self.days = interval(stability, schedule.desired_retention, schedule.maximum_interval)
        self.reviews.append(review)
        now = self.day or FIRST_DAY
        self.traces.append(Trace(now, known, stability))
        if review.outcome is not Outcome.RIGHT:
            self.spaced, self.last_right, self.lapses = 0, None, self.lapses + 1
        elif now != self.last_right:
            self.spaced, self.last_right = self.spaced + 1, now

    def _after(self, rating: Rating, passed: int) -> tuple[float, float]:
        return after(self.stability, self.difficulty, passed, rating) if self.reviews else first(rating)

    def _rate(self, review: Review) -> Rating:
        if review.outcome is not Outcome.RIGHT:
            return Rating.AGAIN
        if review.confidence is Confidence.GUESS:
            return Rating.HARD
        if review.confidence is Confidence.SURE and (not self.reviews or self.spaced >= SPACED_SUCCESSES_FOR_EASY):
            return Rating.EASY
        return Rating.GOOD


def _known(review: Review, prior: float) -> float:
    """The chance that an answer was known, when that chance was `prior` before it."""
    if review.outcome is not Outcome.RIGHT:
        return HALF_KNOWN if review.outcome is Outcome.PARTLY else 0
    if review.confidence is Confidence.SURE:
        return 1
    known = prior / (prior + review.guess * (1 - prior))
    return known * HALF_KNOWN if review.confidence is Confidence.GUESS else known


class Memory(Struct, dict=True):
    """Cards of one learner, and which are due."""

    schedule: Schedule = Schedule()
    cards: dict[str, CardHistory] = {}
    """The card of each item that was answered."""
    seen: list[Seen] = []
    """The latest answers on a later day than the one before them, from which predictions are corrected."""

    @cached_property
    def _heap(self) -> list[tuple[datetime, str]]:
        """When items come back, soonest first; also what is no longer true of them. Never kept in a file."""
        heap = [(history.due, item) for item, history in self.cards.items()]
        heapify(heap)
        return heap

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
            corrected = Memory(self.schedule, dict(self.cards), self.seen)
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
            history = self.cards[item] = CardHistory()
        elif history.day and (days := (study_day(review.at) - history.day).days) > 0:
            features = (days, history.stability, history.difficulty, len(history.reviews), history.lapses)
            self.seen.append(Seen(item, review.at, *features, review.outcome is Outcome.RIGHT, review.guess))
            if len(self.seen) >= 2 * WINDOW:
                del self.seen[:WINDOW]
        history.take(review, date.max, self.schedule)
        self._changed()
        if history.day:
            self._latest = max(self._latest, history.day)
        heappush(self._heap, (history.due, item))

    def forget(self, item: str, at: datetime) -> None:
        """Take the review of an item at this moment back; with merged logs it need not be the last one."""
        reviews = self.cards.pop(item).reviews
        self._changed()
        self.seen = [seen for seen in self.seen if (seen.item, seen.at) != (item, at)]
        gone = max((place for place, review in enumerate(reviews) if review.at == at), default=None)
        left = [review for place, review in enumerate(reviews) if place != gone]
        if left:
            history = self.cards[item] = self._replayed(left, date.max)
            heappush(self._heap, (history.due, item))

    def _changed(self) -> None:
        self._corrected = self._correction = None

    @cached_property
    def _correction(self) -> Correction | None:
        """What `correction` found last. Never kept in a file."""
        return None

    @property
    def correction(self) -> Correction:
        """How this learner differs from what FSRS expects of everybody."""
        if self._correction is None:
            self._correction = Correction.learned(self.seen[-WINDOW:])
        return self._correction

    def _replayed(self, reviews: Iterable[Review], today: date) -> CardHistory:
        history = CardHistory()
        for review in reviews:
            history.take(review, today, self.schedule)
        return history

    def retrievability(self, item: str, now: datetime) -> float:
        """The chance, 0 to 1, that the learner knows this item today; 0 when it was never answered."""
        history = self.as_of(now).cards.get(item)
        return recall(history.since(study_day(now)), history.stability) if history else 0.0

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
