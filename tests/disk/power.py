"""The power goes at every moment of a recording: how many states there are, and in which a promise is broken."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.disk.disk import Content
from tests.disk.learner import data_file, fingerprint, rows_of
from tests.disk.promises import Promises, acknowledged
from tests.disk.recording import Recording, rebuild


@dataclass(slots=True)
class Outcome:
    """What was found."""

    states: int = 0
    different: int = 0
    """States that were opened: equal ones count once."""
    broken: Counter[str] = field(default_factory=Counter)
    """Sort of broken promise, and in how many different states."""
    examples: list[str] = field(default_factory=list)
    repaired: int = 0


def cut(recording: Recording, place: Path, *, every: int = 1) -> Outcome:
    """Cut the power after each change, or after one in so many, and look at all that the disk may then hold."""
    root, disk, outcome = recording.root, recording.disk(), Outcome()
    rebuild(disk.everything(), root, place)
    steps = [step for _, change in recording.changes for step in acknowledged(change)]
    promises = Promises(steps, fingerprint(rows_of(data_file(place))))
    seen: set[object] = set()
    done = 0
    for number, (call, change) in enumerate(recording.changes):
        disk.apply(change)
        done += len(acknowledged(change))
        if number % every:
            continue
        for kind, content in enumerate(disk.states(Random(number))):
            outcome.states += 1
            if (key := (done, _key(content))) in seen:
                continue
            seen.add(key)
            outcome.different += 1
            rebuild(content, root, place)
            for found in promises.broken(place, done):
                outcome.broken[found.split(":")[0]] += 1
                outcome.examples.append(f"after {number} {call.name} ({done} done), state {kind}: {found}")
    outcome.repaired = promises.repaired
    return outcome


def _key(content: Content) -> object:
    """Equal for equal content. The hash of bytes is kept with them, so this is cheap."""
    return frozenset((path, data if data is None else hash(data)) for path, data in content.items())
