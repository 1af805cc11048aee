"""Learners (profiles), derived from their events."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from tutor.learning.events import EVENING, TOGETHER, Answered, ProfileCreated, ProfileRenamed, kind_of
from tutor.learning.profile import Profile, joined, objection, same, tidy, told_apart
from tutor.store.errors import Damaged, NameRefused
from tutor.store.rows import columns, events_in, moment

_LEARNERS = """
WITH RECURSIVE one (learner) AS (
    SELECT min(learner) FROM event
    UNION ALL
    SELECT (SELECT min(learner) FROM event WHERE learner > one.learner) FROM one WHERE one.learner NOT NULL
)
SELECT learner FROM one WHERE learner NOT NULL
"""
"""Jumps from learner to learner in the index; GROUP BY would read all that everybody ever did."""
_FIRST = f"SELECT {columns('event')} FROM event WHERE learner = ? ORDER BY id LIMIT 1"
_ALL = f"SELECT {columns('event')} FROM event WHERE learner = ? ORDER BY id"
_BEGUN = "SELECT min(id) FROM event WHERE learner = ?"
_OF_PROFILES = (
    f"SELECT {columns('event')} FROM event "
    f"WHERE kind IN ('{kind_of(ProfileCreated)}', '{kind_of(ProfileRenamed)}') ORDER BY id"
)


def read(connection: sqlite3.Connection, path: Path | None) -> tuple[Profile, ...]:
    """All learners, oldest first; evenings are none. Raises Damaged when what tells so is not as it was written.

    One whose name got lost in a damaged file keeps its events under a made-up name.
    """
    found: dict[str, Profile] = {}
    for (learner,) in connection.execute(_LEARNERS).fetchall():
        for first in events_in(connection.execute(_FIRST, (learner,)), path):
            if first.learner != learner:
                raise Damaged(path or Path(":memory:"), ("de index van event klopt niet",))
            if learner != TOGETHER and not learner.startswith(EVENING):
                found[learner] = Profile(learner, f"Naamloos {learner[-4:]}", moment(first.id))
    for event in events_in(connection.execute(_OF_PROFILES), path):
        match event.body:
            case ProfileCreated(name=name) if event.learner in found:
                found[event.learner] = Profile(event.learner, name, event.at, event.device)
            case ProfileRenamed(name=name) if event.learner in found:
                found[event.learner] = replace(found[event.learner], name=name)
    return tuple(sorted(found.values(), key=lambda learner: (learner.created, learner.id)))


def people(connection: sqlite3.Connection, path: Path | None) -> tuple[Profile, ...]:
    """All learners, joined profiles as one, and by what to tell those apart who have the same name."""
    together = events_in(connection.execute(_ALL, (TOGETHER,)), path)
    return tuple(
        replace(person, answers=sum(_answers(connection, log) for log in person.ids)) if person.mark else person
        for person in told_apart(joined(read(connection, path), together))
    )


def evenings(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The ids of all evenings, the newest first."""
    sql = f"{_LEARNERS} AND learner LIKE '{EVENING}%'"
    begun = [(connection.execute(_BEGUN, found).fetchone(), *found) for found in connection.execute(sql).fetchall()]
    return tuple(learner for _, learner in sorted(begun, reverse=True))


def _answers(connection: sqlite3.Connection, learner: str) -> int:
    sql = f"SELECT count(*) FROM event WHERE learner = ? AND kind = '{kind_of(Answered)}'"
    (number,) = connection.execute(sql, (learner,)).fetchone()
    return int(number)


def proper_name(name: str, taken: Iterable[Profile]) -> str:
    """The name, tidied. Raises NameRefused if nobody can have it, or somebody has."""
    if reason := objection(name):
        raise NameRefused(reason)
    if any(same(name, other.name) for other in taken):
        raise NameRefused(f"Er is al een profiel met de naam {tidy(name)}. Kies een andere naam.")
    return tidy(name)
