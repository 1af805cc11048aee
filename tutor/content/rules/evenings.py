"""Evenings: which letter is right is no pattern. On the screen and on paper the options keep the order of the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from tutor.content.problem_kinds import error
from tutor.content.source import Pack
from tutor.model import ClassPlan, Item, Measurement, PeerQuestion, Problem, Single, TeamQuiz

FEW = 4
"""Fewer questions than this form no pattern."""

TELLING_LETTER = error(
    "letter-verraadt", "In een avond, en in elke meting of quiz, is niet steeds dezelfde letter het goede antwoord."
)


def letters(pack: Pack) -> Iterator[Problem]:
    """Plans in which one place holds more than half of the keys and one more."""
    items = {item.value.id: item.value for lesson in pack.lessons for item in lesson.items}
    for plan in pack.plans:
        for path, names in _groups(plan.value):
            places = Counter(_places(names, items))
            place, times = max(places.items(), key=lambda pair: pair[1], default=(0, 0))
            if (count := places.total()) >= FEW and times > count / 2 + 1:
                message = f"Bij {times} van de {count} vragen is {chr(ord('A') + place)} het goede antwoord."
                yield TELLING_LETTER(
                    plan.at(*path), message, "Kies een paar andere items, met een andere goede letter."
                )
                break


def _groups(plan: ClassPlan) -> Iterator[tuple[tuple[str | int, ...], tuple[str, ...]]]:
    """What people vote on one after the other: each list of items, and then the whole evening. With its path."""
    evening: list[str] = []
    for at, activity in enumerate(plan.activities):
        match activity:
            case TeamQuiz(items=names) | Measurement(items=names):
                yield ("activities", at, "items"), names
                evening.extend(names)
            case PeerQuestion(item=name):
                evening.append(name)
    yield ("activities",), tuple(dict.fromkeys(evening))


def _places(names: tuple[str, ...], items: Mapping[str, Item]) -> Iterator[int]:
    for name in names:
        item = items.get(name)
        if isinstance(item, Single):
            yield next(place for place, option in enumerate(item.options) if option.key)
