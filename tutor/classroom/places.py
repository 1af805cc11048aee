"""Where a trainer can go in an evening."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tutor.classroom.content import EveningContent
from tutor.classroom.stages import Stage


class EveningPlace(NamedTuple):
    """Somewhere to go in an evening."""

    number: str
    """Such as `4`, or `4.2` for the second question of the fourth activity."""
    title: str
    minutes: int
    """0 for one question of an activity."""
    cursor: tuple[int, int, int]


def places_of(content: EveningContent, stages_of_all: Sequence[Sequence[Stage]]) -> tuple[EveningPlace, ...]:
    """Each activity, and where it asks more than one thing, each of them."""
    found = []
    for number, (activity, stages) in enumerate(zip(content.plan.activities, stages_of_all, strict=True), 1):
        found.append(EveningPlace(str(number), activity.title, activity.minutes, (number - 1, 0, 0)))
        starts = {stage.item: place for place, stage in reversed(list(enumerate(stages))) if stage.item}
        if len(starts) > 1:
            asked = sorted(starts.items(), key=lambda one: one[1])
            for at, (item, stage) in enumerate(asked, 1):
                question = content.items[item].question
                found.append(EveningPlace(f"{number}.{at}", question, 0, (number - 1, stage, 0)))
    return tuple(found)
