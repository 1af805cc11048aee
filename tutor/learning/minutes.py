"""How many minutes things take: as the words on the screen have it, and corrected by the learner's own pace.

Nobody knows how long a text takes before it was read. One model tells it of lessons, questions, cases and reviews
alike: the words that come on the screen, some seconds to think, and what a wrong answer brings: feedback, a second try,
and in a quiz the question once more. The times in the log tell how many times as long this learner takes.
`tests/line/by_the_clock.py` reads what is shown, and holds the model to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache

from msgspec import Struct

from tutor.learning.answers import Arrange, Choose, GiveUp, Join, Mode, Outcome, Reflect, Response, Write
from tutor.learning.days import AT_MOST, BREAK
from tutor.learning.events import Answered, LessonMoved, Proceeded, Retried
from tutor.learning.lesson import Page, PageKind, pages, quiz_items
from tutor.learning.log import Event
from tutor.model import (
    Casus,
    CasusNode,
    Debate,
    Gaps,
    Item,
    Lesson,
    Matching,
    Multiple,
    Number,
    Open,
    Ordering,
    ShortText,
    Single,
)

WORDS_PER_MINUTE = 180
"""Of somebody who reads to learn (Brysbaert 2019: 238 for easy texts)."""
THINKING: Mapping[type[Item], float] = {Multiple: 15, Ordering: 20, Matching: 20, Gaps: 20, Number: 20, Open: 40}
CHOOSING = 10.0
"""Seconds for an answer, beside reading; of these kinds, and of every other one and of a choice in a casus.

Nobody measured them: they hold until the learner's own times are known.
"""
WRONG = 0.2
"""The share of the questions that goes wrong at first: is tried again, and in a quiz comes back at the end."""
AROUND = 10
"""Words around a page or a question: where one is, what was right or wrong, when it comes back."""
PER_SOURCE = 7
"""Words for a source of an answer."""
KEPT = 30
"""How many of the latest times of a kind are remembered."""
TRUSTED = 10
"""So many times of the learner weigh as much as what is expected of everybody."""
SLOWEST = 2.5
"""Who reads slower than so many times the usual was doing something else."""


class Took(Struct, array_like=True):
    """How long asking an item took."""

    item: str
    seconds: float
    """From the question until the learner went on, second try and feedback included."""


class Pace(Struct, kw_only=True):
    """How fast a learner is, from the times in the log."""

    answers: dict[str, list[Took]] = {}
    """Latest last, by kind of response and outcome of the first try: `choose/goed`."""
    asking: str = ""
    """Which of these the last one is still being asked; empty when the learner went on."""
    reading: dict[str, float] = {}
    """Seconds that a page of a lesson was in view when it was last read: `rollen-01/stap:organen`."""
    last: dict[str, Event] = {}
    """The last event on each device."""

    def add(self, event: Event) -> None:
        """Something happened; events come in the order of their ids."""
        before = self.last.get(event.device)
        self.last[event.device] = event
        if before is None or not timedelta() < event.at - before.at < BREAK:
            return
        seconds = min(event.at - before.at, AT_MOST).total_seconds()
        match before.body, event.body:
            case LessonMoved(page=page), LessonMoved() if before.subject == event.subject:
                self.reading[f"{before.subject}/{page}"] = seconds
            case _, Answered(mode=Mode.TEST):  # all at once, when it is handed in
                pass
            case _, Answered(attempt=1) as answer:
                self.asking = _answered(answer)
                if self.asking:
                    times = self.answers.setdefault(self.asking, [])
                    times.append(Took(event.subject, seconds))
                    del times[:-KEPT]
            case _, (Answered() | Retried() | Proceeded()) as body if self.asking:
                took = self.answers[self.asking][-1]
                if took.item == event.subject:
                    took.seconds += seconds
                    self.asking = "" if isinstance(body, Proceeded) else self.asking

    def prices(self, items: Mapping[str, Item]) -> Prices:
        """What asking costs this learner; `items`: all there are."""
        return Prices(self, items)

    def slowness(self, lessons: Iterable[Lesson]) -> float:
        """How many times the usual time the learner takes to read, from the pages of these lessons."""
        ratios = []
        begun = {page.partition("/")[0] for page in self.reading}
        for lesson in (lesson for lesson in lessons if lesson.head.id in begun):
            for page in pages(lesson):
                seconds = self.reading.get(f"{lesson.head.id}/{page.id}")
                if page.kind is PageKind.STEP and seconds:
                    ratios.append(min(seconds / 60 / page_minutes(lesson, page), SLOWEST))
        return _trusted(ratios)


class Prices:
    """Minutes that asking takes this learner: as the words have it, corrected per kind of response and outcome."""

    def __init__(self, pace: Pace, items: Mapping[str, Item]) -> None:
        self._pace, self._items = pace, items
        self._slow: dict[tuple[type[Response], bool], float] = {}

    def minutes(self, item: Item, *, right: bool) -> float:
        """For an item of a quiz or a review, when the first try is right or wrong; then it comes back at the end."""
        return self.both(item)[not right]

    def both(self, item: Item) -> tuple[float, float]:
        """The same, for a first try that is right and for one that is wrong."""
        kind, known, again = _usual(item)
        known *= self._slowness(kind, right=True)
        return known, known + self._slowness(kind, right=False) * again

    def expected(self, items: Iterable[Item]) -> float:
        """For these items, of which as many go wrong as usual."""
        return sum(
            (1 - WRONG) * self.minutes(item, right=True) + WRONG * self.minutes(item, right=False) for item in items
        )

    def _slowness(self, kind: type[Response], *, right: bool) -> float:
        """How many times the usual time it takes."""
        if (kind, right) not in self._slow:
            key = _key(kind, right=right)
            known = ((took, self._items.get(took.item)) for took in self._pace.answers.get(key, ()))
            self._slow[kind, right] = _trusted(
                [took.seconds / 60 / asking(one, right=right) for took, one in known if one]
            )
        return self._slow[kind, right]


def _trusted(ratios: Sequence[float]) -> float:
    """The median of the learner, which counts the more the more there are, beside the 1 of everybody."""
    return (len(ratios) * _median(ratios) + TRUSTED) / (len(ratios) + TRUSTED) if ratios else 1


def _key(kind: type[Response], *, right: bool) -> str:
    return f"{kind.__struct_config__.tag}/{Outcome.RIGHT if right else Outcome.WRONG}"


def _answered(answer: Answered) -> str:
    """The kind of an answer; empty when the learner gave none."""
    if answer.response is None or isinstance(answer.response, GiveUp):
        return ""
    return _key(type(answer.response), right=answer.outcome is Outcome.RIGHT)


def _kind(item: Item) -> type[Response]:
    match item:
        case Ordering():
            return Arrange
        case Matching() | Gaps(typed=False):
            return Join
        case Number() | ShortText() | Gaps():
            return Write
        case Open():
            return Reflect
    return Choose


def lesson_minutes(lesson: Lesson) -> int:
    """Whole minutes for a lesson with its casus and quiz, at the usual pace."""
    return max(1, round(sum(page_minutes(lesson, page) for page in pages(lesson))))


def page_minutes(lesson: Lesson, page: Page) -> float:
    """What a page takes at the usual pace."""
    items = {item.id: item for item in lesson.items}
    match page.kind:
        case PageKind.STEP:
            step = lesson.step(page.subject)
            return _reading(step.text if step else "") + _reading(page.title) + _AROUND
        case PageKind.GUESS:
            return _put(items[page.subject]) + 3 * _AROUND  # what guessing is for, and that it comes back
        case PageKind.CHECK:
            item = items[page.subject]
            return (1 - WRONG) * asking(item, right=True) + WRONG * asking(item, right=False)
        case PageKind.CASUS:
            casus = next(casus for casus in lesson.cases if casus.id == page.subject)
            return walk_minutes(casus, casus.start)
        case PageKind.QUIZ:
            results = sum(_reading(goal.text) for goal in lesson.head.goals) + _AROUND
            return Pace().prices({}).expected(quiz_items(lesson)) + results


_AROUND = AROUND / WORDS_PER_MINUTE
_DRAWING = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


@lru_cache(4096)
def _reading(text: str) -> float:
    if "```" in text:  # of the data of a drawing only what is between quotes is read
        text = _DRAWING.sub(lambda drawing: " ".join(re.findall(r'"([^"]*)"', drawing[0])), text)
    return len(text.split()) / WORDS_PER_MINUTE


@lru_cache(4096)
def _usual(item: Item) -> tuple[type[Response], float, float]:
    """The kind of its answer, and what asking takes when that is right and when it is wrong: counting words is dear."""
    return _kind(item), asking(item, right=True), asking(item, right=False)


def asking(item: Item, *, right: bool) -> float:
    """Minutes at the usual pace until the learner goes on: when it is wrong with a first look, and a second try."""
    first = _put(item) + _told(item) + _AROUND
    return first if right else first + _put(item) + _first_look(item) + _AROUND


def _put(item: Item) -> float:
    """Reading a question with its options, and thinking."""
    texts = [item.stem]
    match item:
        case Single(options=options) | Multiple(options=options):
            texts += [option.text for option in options]
        case Ordering(parts=parts):
            texts += [part.text for part in parts]
        case Matching(pairs=pairs) | Gaps(pairs=pairs):
            texts += [pair.left for pair in pairs] + list(item.rights)
        case Open(criteria=criteria):
            texts += [part.text for part in criteria]
    return _words(texts) / WORDS_PER_MINUTE + THINKING.get(type(item), CHOOSING) / 60


def _told(item: Item) -> float:
    """Reading what is told of the right answer: its feedback and the explanation."""
    match item:
        case Single(options=options) | Multiple(options=options):
            told = [option.feedback for option in options if option.key]
        case Ordering(parts=parts):
            told = [f"{part.text} {part.feedback}" for part in parts]
        case Matching(pairs=pairs) | Gaps(pairs=pairs):
            told = [f"{pair.left} {pair.right} {pair.feedback}" for pair in pairs]
        case Open(criteria=criteria, model_answer=model):
            told = [model, *(f"{part.text} {part.feedback}" for part in criteria)]
        case Number(feedback=feedback) | ShortText(feedback=feedback):
            told = [feedback]
        case _:
            told = [item.decides, item.floor, *item.pros, *item.cons, *item.shifts, *item.discuss]
    words = _words([*told, item.explanation] if told != [item.explanation] else told)
    return (words + PER_SOURCE * len(item.sources)) / WORDS_PER_MINUTE


def _first_look(item: Item) -> float:
    """Reading what is told of a first answer that is wrong: the mean over the distractors, or what was placed."""
    match item:
        case Single(options=options) | Multiple(options=options):
            told = [option.feedback for option in options if not option.key]
            return _words(told) / max(len(told), 1) / WORDS_PER_MINUTE
        case Number(mistakes=mistakes) | ShortText(mistakes=mistakes):
            return _words([one.feedback for one in mistakes]) / max(len(mistakes), 1) / WORDS_PER_MINUTE
        case Open() | Debate():
            return 0
    return _words([part.text for part in item.parts] if isinstance(item, Ordering) else item.rights) / WORDS_PER_MINUTE


def _words(texts: Iterable[str]) -> int:
    """About: whoever counts spaces is ten times as fast, and a review is chosen out of hundreds of items."""
    return sum(text.count(" ") + 1 for text in texts)


def walk_minutes(casus: Casus, node: str, behind: Iterable[str] = ()) -> float:
    """A walk from a scene to the end of the debrief: the mean over the choices at each scene.

    The debrief tells the road taken, and of each scene the roads that were not; `behind`: the scenes that were seen.
    """
    known: dict[str, float] = {}

    def of(node_id: str, seen: frozenset[str]) -> float:
        if node_id in seen:  # a road that comes back to where it was
            return 0
        if node_id not in known:
            scene = casus.node(node_id)
            here = _reading(scene.text) + _reading(scene.debrief)
            if scene.choices:
                here += _words(choice.text for choice in scene.choices) / WORDS_PER_MINUTE + CHOOSING / 60
                roads = (
                    _reading(choice.consequence) + _reading(choice.feedback) + of(choice.target, seen | {node_id})
                    for choice in scene.choices
                )
                here += sum(roads) / len(scene.choices) + _debriefed(scene) + _AROUND
            known[node_id] = here
        return known[node_id]

    every = [choice.text for scene in casus.nodes for choice in scene.choices]
    last = [casus.floor, *(variation.question for variation in casus.variations), *every]
    before = sum(_debriefed(casus.node(scene)) for scene in behind)
    return of(node, frozenset()) + before + _words(last) / WORDS_PER_MINUTE + _AROUND


def _debriefed(scene: CasusNode) -> float:
    """Reading in the debrief what there was to choose, and what the choices that were not taken would have brought."""
    choices, count = scene.choices, len(scene.choices)
    brought = _words(choice.consequence for choice in choices) * (count - 1) / count
    return (_words(choice.text for choice in choices) + brought) / WORDS_PER_MINUTE


def _median(numbers: Sequence[float]) -> float:
    from statistics import median  # takes 3 ms to load, and a beginner has no times yet

    return median(numbers)
