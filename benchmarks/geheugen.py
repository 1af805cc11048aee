"""How fast memory is: the next due item, replay of a long history, and one more answer, each beside its floor.

Run: python benchmarks/geheugen.py. Needs nothing but the installed tutor; prints medians and ratios.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import median

from fsrs import Card, Rating, Scheduler

from tutor.learning import worth
from tutor.learning.answers import Choose
from tutor.learning.events import Answered
from tutor.learning.grading import Outcome
from tutor.learning.log import Draft, Event, stamped
from tutor.learning.memory import Memory, Review
from tutor.learning.progress import Progress

CARDS = 100_000
EVENTS = 100_000
BEGIN = datetime(2026, 1, 5, 19, 30, tzinfo=UTC)


def timed(action: Callable[[], object], rounds: int) -> float:
    """Median seconds."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return median(taken)


def next_due() -> tuple[float, float]:
    """The next due item of 100,000 cards: ours, and the indexed SQL query for the same."""
    memory, rng = Memory(), Random(1)
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE card (item TEXT PRIMARY KEY, due TEXT)")
    for number in range(CARDS):
        item = f"item-{number:06}"
        memory.review(item, Review(BEGIN + timedelta(minutes=rng.randrange(100_000)), Outcome.RIGHT, None))
        database.execute("INSERT INTO card VALUES (?, ?)", (item, memory.cards[item].due.isoformat()))
    database.execute("CREATE INDEX card_due ON card (due)")
    now = BEGIN + timedelta(days=200)
    query = "SELECT item FROM card WHERE due <= ? ORDER BY due LIMIT 1"
    moment = now.isoformat()

    def raw() -> object:
        return database.execute(query, (moment,)).fetchone()

    def ours() -> object:
        return next(memory.due(now))

    assert (
        memory.cards[str(ours())].due.isoformat()
        == database.execute("SELECT due FROM card ORDER BY due LIMIT 1").fetchone()[0]
    )
    return timed(ours, 2000), timed(raw, 2000)


def history() -> list[Event]:
    """100,000 first tries at 2,000 items."""
    rng, found = Random(2), list[Event]()
    for number in range(EVENTS):
        right = rng.random() < 0.8
        body = Answered(
            session=f"{number // 10:016x}",
            mode="oefenen",
            response=Choose((0,)),
            confidence=None,
            outcome=Outcome.RIGHT if right else Outcome.WRONG,
            score=float(right),
            attempt=1,
        )
        draft = Draft(subject=f"item-{rng.randrange(2000):06}", revision="x", body=body)
        at = BEGIN + timedelta(minutes=3 * number)
        found.append(stamped(draft, id=f"{number:036}", learner="x", device="x", at=at))
    return found


def bare(events: list[Event]) -> float:
    """The same reviews in py-fsrs alone."""
    scheduler = Scheduler(maximum_interval=180, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    cards: dict[str, Card] = {}
    start = time.perf_counter()
    for event in events:
        card = cards.get(event.subject) or Card(card_id=len(cards) + 1, due=event.at)
        rating = (
            Rating.Good if isinstance(event.body, Answered) and event.body.outcome is Outcome.RIGHT else Rating.Again
        )
        cards[event.subject], _ = scheduler.review_card(card, rating, event.at)
    return time.perf_counter() - start


def choosing(items: int = 500) -> tuple[float, float]:
    """Filling ten minutes from so many items, beside working out the worth of each of them once."""
    rng = Random(3)
    cards = [
        worth.Card(f"{n}", f"{n // 5}", rng.lognormvariate(2, 1.2), rng.uniform(1, 9), rng.randrange(1, 90))
        for n in range(items)
    ]
    return timed(lambda: worth.fill(cards, 10), 50), timed(lambda: [card.own for card in cards], 50)


def main() -> None:
    """Print the table."""
    chosen, weighed = choosing()
    print(f"10 minutes out of 500 items: {chosen * 1e3:.1f} ms, their worth once {weighed * 1e3:.1f} ms")
    ours, raw = next_due()
    print(f"next due of {CARDS:,} cards: {ours * 1e6:.1f} us, indexed SQL {raw * 1e6:.1f} us, ratio {ours / raw:.2f}")
    events = history()
    start = time.perf_counter()
    progress = Progress.replay(events)
    replayed = time.perf_counter() - start
    floor = bare(events)
    print(f"replay of {EVENTS:,} events: {replayed:.2f} s, py-fsrs alone {floor:.2f} s, ratio {replayed / floor:.2f}")
    later = iter(events)
    one = timed(lambda: progress.add(next(later)), 2000)
    print(f"one more answer after them: {one * 1e6:.0f} us, py-fsrs alone {floor / EVENTS * 1e6:.0f} us")


if __name__ == "__main__":
    main()
