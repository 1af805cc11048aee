"""Learners (profiles), derived from their events."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from tutor.model import EVENING
from tutor.store.errors import NameRefused
from tutor.store.ids import moment
from tutor.store.rows import columns, decode

CREATED = "profile_created"
RENAMED = "profile_renamed"
MAX_NAME = 60
"""Characters."""


class Learner(Struct, frozen=True):
    """A profile."""

    id: str
    name: str
    created: datetime
    """UTC, aware."""


_FIRST_EVENTS = """
WITH RECURSIVE one (learner) AS (
    SELECT min(learner) FROM event
    UNION ALL
    SELECT (SELECT min(learner) FROM event WHERE learner > one.learner) FROM one WHERE one.learner NOT NULL
)
SELECT learner, (SELECT min(id) FROM event WHERE event.learner = one.learner) FROM one WHERE learner NOT NULL
"""
"""Jumps from learner to learner in the index; GROUP BY would read all that everybody ever did."""


def read(connection: sqlite3.Connection) -> tuple[Learner, ...]:
    """All learners, oldest first; evenings are none.

    One whose name got lost in a damaged file keeps its events under a made-up name.
    """
    found = {
        learner: Learner(learner, f"Naamloos {learner[-4:]}", moment(first))
        for learner, first in connection.execute(_FIRST_EVENTS)
        if not learner.startswith(EVENING)
    }
    profile_events = connection.execute(
        f"SELECT {columns('event')} FROM event WHERE kind IN ('{CREATED}', '{RENAMED}') ORDER BY id"
    )
    for event in map(decode, profile_events.fetchall()):
        if event.learner not in found:
            continue
        created = event.at if event.kind == CREATED else found[event.learner].created
        found[event.learner] = Learner(event.learner, str(event.body["name"]), created)
    return tuple(sorted(found.values(), key=lambda learner: (learner.created, learner.id)))


def _tidy(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())


def named(name: str, among: Iterable[Learner]) -> Learner | None:
    """The learner with this name, however its capitals, spaces and accents are typed."""
    wanted = _tidy(name).casefold()
    return next((learner for learner in among if learner.name.casefold() == wanted), None)


def proper_name(name: str, taken: tuple[Learner, ...]) -> str:
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
