"""Learners (profiles), derived from their events."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from tutor.learning.events import EVENING, ProfileCreated, ProfileRenamed, kind_of
from tutor.store.errors import Damaged, NameRefused
from tutor.store.rows import columns, events_in, moment

MAX_NAME = 60
"""Characters."""


class Profile(Struct, frozen=True):
    """A profile."""

    id: str
    name: str
    created: datetime
    """UTC, aware."""


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
            if not learner.startswith(EVENING):
                found[learner] = Profile(learner, f"Naamloos {learner[-4:]}", moment(first.id))
    for event in events_in(connection.execute(_OF_PROFILES), path):
        match event.body:
            case ProfileCreated(name=name) if event.learner in found:
                found[event.learner] = Profile(event.learner, name, event.at)
            case ProfileRenamed(name=name) if event.learner in found:
                found[event.learner] = Profile(event.learner, name, found[event.learner].created)
    return tuple(sorted(found.values(), key=lambda learner: (learner.created, learner.id)))


def _tidy(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())


def named(name: str, among: Iterable[Profile]) -> Profile | None:
    """The learner with this name, however its capitals, spaces and accents are typed."""
    wanted = _tidy(name).casefold()
    return next((learner for learner in among if learner.name.casefold() == wanted), None)


def proper_name(name: str, taken: tuple[Profile, ...]) -> str:
    """The name, tidied. Raises NameRefused if it is empty, too long, unprintable or in use."""
    tidy = _tidy(name)
    if not tidy:
        raise NameRefused("De naam is leeg. Vul een naam of een schuilnaam in.")
    if len(tidy) > MAX_NAME:
        raise NameRefused(f"De naam is te lang: {len(tidy)} tekens. Gebruik er ten hoogste {MAX_NAME}.")
    if not tidy.isprintable():
        raise NameRefused("In de naam staan tekens die je niet kunt zien. Typ de naam opnieuw.")
    if named(tidy, taken):
        raise NameRefused(f"Er is al een profiel met de naam {tidy}. Kies een andere naam.")
    return tidy
