"""How well recall is predicted on a log of real answers: prequential, each answer before it is learned from.

Only answers on a later study day than the one before them count; those of the same day do change memory. The interval
of a difference is a bootstrap over cards, since answers about one card belong together.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from statistics import fmean

from tutor.learning.days import study_day
from tutor.learning.forgetting import Correction, Rating, after, features, first, recall

EDGE = 1e-4
"""Predictions are kept so far from 0 and 1."""


@dataclass(frozen=True)
class Reviewed:
    """One row of a log."""

    card: str
    rating: Rating
    day: date


@dataclass(frozen=True)
class Predicted:
    """An answer, and what was expected of it."""

    card: str
    right: bool
    fsrs: float
    """By FSRS-6 with default parameters."""
    ours: float
    """The same, corrected by the answers before it."""


def read(path: Path) -> list[Reviewed]:
    """The first three columns: card, rating (1 to 4), and time (ISO 8601, or milliseconds since 1970); a head may be
    there. Rows come in the order of their times."""
    rows = []
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.reader(file), 1):
            if len(row) < 3 or (number == 1 and not row[1].strip().isdigit()):
                continue
            try:
                rows.append((_moment(row[2].strip()), row[0], Rating(int(row[1]))))
            except ValueError as error:
                raise SystemExit(f"{path}, line {number}: {error}; expected are card, rating 1-4, time") from error
    rows.sort(key=lambda row: row[0])
    return [Reviewed(card, rating, study_day(moment)) for moment, card, rating in rows]


def _moment(text: str) -> datetime:
    if text.isdigit():
        return datetime.fromtimestamp(int(text) / 1000, UTC)
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def predict(reviews: Iterable[Reviewed]) -> list[Predicted]:
    """Every answer on a later day, oldest first."""
    cards: dict[str, tuple[float, float, date, int, int]] = {}
    correction = Correction()
    found = []
    for review in reviews:
        right = review.rating > Rating.AGAIN
        if review.card not in cards:
            cards[review.card] = (*first(review.rating), review.day, 1, int(not right))
            continue
        stability, difficulty, last, answers, lapses = cards[review.card]
        days = max(0, (review.day - last).days)
        if days:
            x = features(days, stability, difficulty, answers, lapses)
            found.append(Predicted(review.card, right, recall(days, stability), correction.chance(x)))
            correction.learn(x, right=right, guess=0)
        changed = after(stability, difficulty, days, review.rating)
        cards[review.card] = (*changed, max(last, review.day), answers + 1, lapses + (not right))
    return found


def loss(chance: float, right: bool) -> float:
    """Negative logarithm of the likelihood of one answer."""
    return -math.log(min(max(chance if right else 1 - chance, EDGE), 1 - EDGE))


def compare(predicted: Sequence[Predicted], rounds: int = 2000) -> dict[str, tuple[float, float, float]]:
    """Log-loss of default FSRS, of the constant that fits best afterwards, and of ours; then what ours saves on each of
    the two. Each with the ends of its 95% interval; lower is better, and a saving above zero is a win."""
    share = fmean(float(one.right) for one in predicted)
    by_card: dict[str, list[tuple[float, float, float]]] = {}
    for one in predicted:
        losses = (loss(one.fsrs, one.right), loss(share, one.right), loss(one.ours, one.right))
        by_card.setdefault(one.card, []).append(losses)
    sums = [(len(rows), *(sum(column) for column in zip(*rows, strict=True))) for rows in by_card.values()]

    def means(some: Sequence[tuple[float, ...]]) -> tuple[float, ...]:
        count, fsrs, constant, ours = (sum(column) for column in zip(*some, strict=True))
        return fsrs / count, constant / count, ours / count, (fsrs - ours) / count, (constant - ours) / count

    rng = Random(7)
    drawn = [means(rng.choices(sums, k=len(sums))) for _ in range(rounds)]
    low, high = round(0.025 * rounds), round(0.975 * rounds) - 1
    names = ("FSRS-6, default", "constant", "Raadstutor", "saved on FSRS-6", "saved on the constant")
    columns = [sorted(column) for column in zip(*drawn, strict=True)]
    found = zip(names, means(sums), columns, strict=True)
    return {name: (mean, column[low], column[high]) for name, mean, column in found}
