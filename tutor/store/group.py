"""Counts over all learners of a file, made by SQLite itself: nothing per person leaves here."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct


class AnswerCount(Struct, frozen=True, kw_only=True):
    """How often an item was answered in one way, at first tries."""

    item: str
    outcome: str
    response: Any
    """JSON values, see `tutor.learning.response.from_plain`."""
    answers: int


class FirstAndLast(Struct, frozen=True, kw_only=True):
    """The share right in the first and in the last Toets of one learner, without saying who."""

    lesson: str
    first: float
    last: float


_STANDING = """
WITH step AS (
    SELECT id, learner, subject, body ->> '$.session' AS session, kind, body ->> '$.try' = 1 AS is_first
    FROM event
    WHERE kind IN ('answered', 'undone')
),
first AS (
    SELECT max(id) AS id, learner, subject, session
    FROM step
    WHERE kind = 'answered' AND is_first
    GROUP BY learner, subject, session
),
undone AS (
    SELECT first.id
    FROM first JOIN step USING (learner, subject, session)
    WHERE step.id > first.id
    GROUP BY first.id
    HAVING sum(iif(step.kind = 'undone', 1, -1)) > 0
),
standing AS (
    SELECT event.learner, event.subject, event.body
    FROM first JOIN event USING (id)
    WHERE first.id NOT IN undone
)
"""
"""First tries that were not taken back. Undoing takes the last try of a session back first, so a first try is gone when
more was undone after it than was tried again."""
_FIRST_TRIES = f"""{_STANDING}
SELECT subject, body ->> '$.outcome' AS outcome, body -> '$.response' AS response, COUNT(*)
FROM standing
GROUP BY subject, outcome, response
"""
_LEARNERS = f"{_STANDING} SELECT subject, COUNT(DISTINCT learner) FROM standing GROUP BY subject"
_TESTS = """
SELECT learner, subject, 1.0 * (body ->> '$.right') / (body ->> '$.scored')
FROM event
WHERE kind = 'quiz_finished' AND body ->> '$.mode' = 'toets' AND body ->> '$.scored' > 0
ORDER BY id
"""


class Group(Struct, frozen=True, kw_only=True):
    """What all learners of a file did together."""

    learners: int
    answers: tuple[AnswerCount, ...]
    learners_per_item: Mapping[str, int]
    tests: tuple[FirstAndLast, ...]


def read(connection: sqlite3.Connection, codes: Mapping[str, str]) -> Group:
    """The counts. Learners with the same code count as one in the pairs of first and last Toets."""
    return Group(
        learners=len(codes),
        answers=tuple(_answers(connection)),
        learners_per_item=dict(connection.execute(_LEARNERS)),
        tests=tuple(_tests(connection, codes)),
    )


def _answers(connection: sqlite3.Connection) -> Iterator[AnswerCount]:
    for item, outcome, response, answers in connection.execute(_FIRST_TRIES):
        yield AnswerCount(
            item=item, outcome=outcome, response=json.loads(response) if response else None, answers=answers
        )


def _tests(connection: sqlite3.Connection, codes: Mapping[str, str]) -> Iterator[FirstAndLast]:
    taken: dict[tuple[str, str], list[float]] = {}
    for learner, lesson, share in connection.execute(_TESTS):
        taken.setdefault((codes.get(learner, learner), lesson), []).append(share)
    for (_, lesson), shares in taken.items():
        if len(shares) > 1:
            yield FirstAndLast(lesson=lesson, first=shares[0], last=shares[-1])
