"""What somebody answered first, item by item: all that a group is told of a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tutor.learning.answers import Outcome, Response
from tutor.learning.events import Answered, Undone
from tutor.learning.log import Event


class FirstTry(NamedTuple):
    """The last of somebody's first tries at an item: a Toets taken again replaces the one before."""

    item: str
    revision: str
    """Hash of the text that was answered."""
    outcome: Outcome
    response: Response | None


def first_tries(log: Iterable[Event]) -> list[FirstTry]:
    """What one person answered first, in whatever number of profiles."""
    return [
        FirstTry(event.subject, event.revision, first.outcome, first.response)
        for event, first in _tries(sorted(log, key=lambda event: event.id))
    ]


def _tries(log: Iterable[Event]) -> Iterator[tuple[Event, Answered]]:
    tries: dict[tuple[str, str], list[tuple[Event, Answered]]] = {}
    for event in log:
        match event.body:
            case Answered(attempt=1) as first:
                tries.pop((first.session, event.subject), None)  # in the order in which they were made
                tries[first.session, event.subject] = [(event, first)]
            case Answered() as again:
                tries.setdefault((again.session, event.subject), []).append((event, again))
            case Undone(session=session) if tries.get((session, event.subject)):
                tries[session, event.subject].pop()
    last = {item: made[0] for (_, item), made in tries.items() if made and made[0][1].attempt == 1}
    yield from last.values()
