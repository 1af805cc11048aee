"""A year of one learner with one policy: lessons, three sessions a week at random hours, and chance.

Which days and hours, who the learner is and how chance falls depend on the seed only, so that all policies meet the
same life. Everybody spends the same minutes: a session goes on until its minutes are over, and what it took too long or
left over is settled with the next one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean
from typing import Protocol

from benchmarks.leren.worlds import RIGHT, WRONG, Answer, Person, World
from tutor.learning.grading import guess_chance
from tutor.learning.lesson import Page, PageKind, practice_items, quiz_items
from tutor.learning.minutes import page_minutes
from tutor.learning.parts import parts
from tutor.model import Catalogue, Lesson

LESSONS = 30
"""As many as a learner takes in the first half of the year, unless another number is asked for."""
HALF, YEAR, AFTER = 180, 365, 60
"""Days: new lessons come evenly over the first."""
SESSIONS = 3
"""A week."""
UNDERSTOOD = 0.7
"""The chance that a question is answered from understanding just after its step was read."""
KNOWN = 0.35
"""The part of the items that is known beforehand, where that counts."""
COSTS_DIFFER = 0.25
"""Standard deviation of the logarithm of what an item costs beside what its words say, where that counts."""
DRAWS = 64


@dataclass(frozen=True)
class Sheet:
    """A piece of a lesson that is done in one go, a page or one question of its quiz: how many minutes it takes, and
    the items that are asked on it for the first time."""

    page: int
    """Of the lesson, from 0."""
    minutes: float
    items: tuple[int, ...] = ()
    casus: bool = False


@dataclass(frozen=True)
class Shape:
    """The lessons that are taken, as numbers: what the world needs to know of the content."""

    catalogue: Catalogue
    lessons: tuple[Lesson, ...]
    ids: tuple[str, ...]
    """Of the items that count, in the order of the lessons."""
    sheets: tuple[tuple[Sheet, ...], ...]
    """The pieces of each lesson."""
    goals: tuple[int, ...]
    guess: tuple[float, ...]
    """The chance that a blind guess is right."""
    size: tuple[float, ...]
    """What asking an item takes, as its words have it, beside the mean of all."""

    @classmethod
    def of(cls, catalogue: Catalogue, number: int = LESSONS) -> Shape:
        """The first so many lessons of a catalogue."""
        lessons = tuple(catalogue.lessons.values())[:number]
        items = [item for lesson in lessons for item in practice_items(lesson) if item.scored]
        places = {item.id: place for place, item in enumerate(items)}
        goals = {goal: number for number, goal in enumerate(catalogue.goals)}
        asking = [page_minutes(catalogue.lesson_of[item.id], _check(item.id)) for item in items]
        return cls(
            catalogue=catalogue,
            lessons=lessons,
            ids=tuple(places),
            sheets=tuple(tuple(_sheets(lesson, places)) for lesson in lessons),
            goals=tuple(goals[item.goal] for item in items),
            guess=tuple(map(guess_chance, items)),
            size=tuple(minutes / fmean(asking) for minutes in asking),
        )


def _check(item: str) -> Page:
    return Page(kind=PageKind.CHECK, subject=item, title="")


def _sheets(lesson: Lesson, places: Mapping[str, int]) -> Iterator[Sheet]:
    asked = set[str]()
    for number, page in enumerate(page for part in parts(lesson) for page in part.pages):
        here = [page.subject] if page.kind is PageKind.CHECK else [""]
        here = [item.id for item in quiz_items(lesson)] if page.kind is PageKind.QUIZ else here
        for item in here:
            new = (places[item],) if item in places and item not in asked else ()
            asked.add(item)
            yield Sheet(number, page_minutes(lesson, page) / len(here), new, page.kind is PageKind.CASUS)


@dataclass(frozen=True)
class Setting:
    """A world, and what holds in it."""

    name: str
    truth: Callable[[Person], World]
    spread: float = 0.25
    transfer: float = 0.0
    uneven: bool = False
    """Whether items differ in what they cost beside what their words say, and some are known before the lesson."""


class Policy(Protocol):
    """Chooses what is reviewed."""

    name: str

    def answered(self, item: int, moment: float, answer: Answer) -> None:
        """An item was met in its lesson, or reviewed. The moment is in days; its whole part is the study day."""

    def session(self, moment: float, seconds: float, lesson: tuple[int, int] | None) -> Iterable[int | None]:
        """What to ask now, best first, and None for the next piece of a lesson. `lesson`: which, and the piece where
        the learner is; None when lessons cost nothing or are all done."""


@dataclass(frozen=True)
class Life:
    """What became of it."""

    mean: float
    """Items known on an average day: after the last lesson, or of the whole year when lessons cost minutes."""
    after: float
    """Items known 60 days after the last session."""
    minutes: float
    """Spent, of which on review alone when lessons cost nothing."""
    lessons: int
    """Done in the year."""


class Learner:
    """Who answers."""

    def __init__(self, setting: Setting, shape: Shape, seed: int) -> None:
        rng = Random(f"{setting.name} {seed}")
        items = range(len(shape.ids))
        known = frozenset(item for item in items if setting.uneven and rng.random() < KNOWN)
        dear = [size * math.exp(rng.gauss(0, COSTS_DIFFER)) if setting.uneven else size for size in shape.size]
        self._shape, self._known, self._dear = shape, known, dear
        self.world = setting.truth(Person(rng, shape.goals, setting.spread, setting.transfer, known))
        self._draws = [[(rng.random(), rng.random(), rng.random()) for _ in range(DRAWS)] for _ in items]
        self._times = [0] * len(shape.ids)
        weeks = [sorted(rng.sample(range(7), SESSIONS)) for _ in range(YEAR // 7)]
        self.days = {7 * week + day: rng.uniform(4, 22) / 24 for week, days in enumerate(weeks) for day in days}
        """The hour of each session as a part of the study day, which begins at four: from eight until two at night."""

    def answer(self, item: int, now: float) -> Answer:
        """Ask an item, in its lesson or later."""
        times = self._times[item]
        self._times[item] += 1
        chance, luck, certain = self._draws[item][times % DRAWS]
        if times == 0:
            recalled = chance < (0.95 if item in self._known else UNDERSTOOD)
            sure = certain < (0.9 if item in self._known else 0.2)
            self.world.learn(item, now, recalled)
        else:
            recall = self.world.recall(item, now)
            recalled, sure = chance < recall, certain < recall
            self.world.review(item, now, recalled)
        right = recalled or luck < self._shape.guess[item]
        seconds = (RIGHT if right else WRONG) * self._dear[item]
        return Answer(right, sure if recalled else certain < 0.1, seconds)

    def known(self, items: Sequence[int], now: float) -> float:
        """How many of these are known now, as an expectation."""
        return sum(self.world.recall(item, now) for item in items)


def live(
    setting: Setting, shape: Shape, seed: int, policy: Policy | None, minutes: float, *, paid: bool = False
) -> Life:
    """A year. Either everybody takes the lessons on the same days and has so many minutes a session for review, or
    lessons are `paid` out of the same minutes."""
    learner = Learner(setting, shape, seed)
    level: list[float] = []
    met: list[int] = []
    lesson, place, left, spent = 0, 0, 0.0, 0.0

    def take(items: Iterable[int], now: float) -> float:
        """Ask them; what it cost."""
        seconds = 0.0
        for item in items:
            answer = learner.answer(item, now)
            seconds += answer.seconds
            if policy:
                policy.answered(item, now, answer)
        return seconds

    for day in range(YEAR):
        if day in learner.days:
            now = day + learner.days[day]
            if policy:
                left = min(left, 60 * minutes) + 60 * minutes
                for item in policy.session(now, left, (lesson, place) if paid and lesson < len(shape.sheets) else None):
                    if left <= 0:
                        break
                    if item is not None:
                        cost = take([item], now)
                    elif lesson < len(shape.sheets):
                        sheet = shape.sheets[lesson][place]
                        take(sheet.items, now)
                        met += sheet.items
                        cost = 60 * sheet.minutes
                        more = place + 1 < len(shape.sheets[lesson])
                        lesson, place = (lesson, place + 1) if more else (lesson + 1, 0)
                    else:
                        break
                    left, spent = left - cost, spent + cost
            if not paid and lesson < len(shape.sheets) and day >= lesson * HALF / len(shape.lessons):
                items = [item for sheet in shape.sheets[lesson] for item in sheet.items]
                take(items, now)
                met += items
                lesson += 1
        if day % 7 == 6 and (paid or day >= HALF):
            level.append(learner.known(met, day + 1.5))
    return Life(fmean(level), learner.known(met, YEAR + AFTER), spent / 60, lesson)
