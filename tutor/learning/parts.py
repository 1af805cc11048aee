"""The parts of a lesson, each with a natural stop, and how many minutes things take this learner.

Nobody knows how long a text takes before it was read: minutes come from its words and items, and are corrected by the
learner's own pace, which the times in the log tell. A part is an etappe of five to nine minutes, at the usual pace: the
situation, the guesses and the kernen, in two if they are long; the casus, which may be short, with the quiz.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from tutor.learning.answers import Arrange, Choose, GiveUp, Join, Mode, Outcome, Reflect, Response, Write
from tutor.learning.days import AT_MOST, BREAK
from tutor.learning.events import Answered, LessonMoved, Proceeded
from tutor.learning.lesson import LessonSession, Page, PageKind, pages, quiz_items
from tutor.learning.log import Event
from tutor.model import (
    Casus,
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
    StepRole,
)

WORDS_PER_MINUTE = 180
"""Of somebody who reads to learn (Brysbaert 2019: 238 for easy texts)."""
THINKING = 10.0
"""Seconds for an answer, beside reading."""
SECONDS_RIGHT, SECONDS_WRONG = 30.0, 50.0
"""For an item of 46 words with feedback of 47, until the learner's own are known."""
SHORTEST_PART, LONGEST_PART = 5, 9
"""Whole minutes."""
SOON = 2
"""Minutes: after less than this nobody wants to stop already."""
KEPT = 30
"""How many of the latest times of a kind are remembered."""
TRUSTED = 10
"""So many times of the learner weigh as much as what is expected of everybody."""
SLOWEST = 2.5
"""Who reads slower than so many times the usual was doing something else."""


class Pace(Struct, kw_only=True):
    """How fast a learner is, from the times in the log."""

    answers: dict[str, list[float]] = {}
    """Seconds for an item with its feedback, latest last, by kind of response and outcome: `choose/goed`."""
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
            case _, Answered(attempt=1) as answer if kind := _answered(answer):
                times = self.answers.setdefault(kind, [])
                times.append(seconds)
                del times[:-KEPT]
            case Answered(attempt=1) as answer, Proceeded() if times := self.answers.get(_answered(answer), []):
                times[-1] += seconds  # reading the feedback

    def minutes(self, item: Item, *, right: bool) -> float:
        """What asking an item takes, feedback read, when the answer is right or wrong."""
        usual = SECONDS_RIGHT if right else SECONDS_WRONG
        times = self.answers.get(_key(_kind(item), right=right), ())
        own = _median(times) if times else usual
        return (len(times) * own + TRUSTED * usual) / (len(times) + TRUSTED) / 60

    def slowness(self, lessons: Iterable[Lesson]) -> float:
        """How many times the usual time the learner takes to read, from the pages of these lessons."""
        ratios = []
        begun = {page.partition("/")[0] for page in self.reading}
        for lesson in (lesson for lesson in lessons if lesson.head.id in begun):
            for page in pages(lesson):
                seconds = self.reading.get(f"{lesson.head.id}/{page.id}")
                if page.kind is PageKind.STEP and seconds:
                    ratios.append(min(seconds / 60 / page_minutes(lesson, page), SLOWEST))
        own = _median(ratios) if ratios else 1
        return (len(ratios) * own + TRUSTED) / (len(ratios) + TRUSTED)


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


class Etappe(Struct, frozen=True, kw_only=True):
    """An etappe of a lesson."""

    lesson: str
    number: int
    """From 1."""
    count: int
    """How many the lesson has."""
    pages: tuple[Page, ...]
    minutes: float
    """For somebody who reads at the usual pace."""


def parts(lesson: Lesson) -> tuple[Etappe, ...]:
    """The etappes of a lesson, in order: all its pages, each once."""
    cut = tuple(_cut(lesson, pages(lesson)))
    return tuple(
        Etappe(
            lesson=lesson.head.id,
            number=number,
            count=len(cut),
            pages=piece,
            minutes=sum(page_minutes(lesson, page) for page in piece),
        )
        for number, piece in enumerate(cut, 1)
    )


class HowFar(Struct, frozen=True, kw_only=True):
    """How far somebody is in a lesson, weighed in minutes: a quiz is one page, and may take a third of the time."""

    etappe: Etappe
    """The one in which the learner is."""
    share: float
    """Of the lesson that is behind, from 0 to 1."""
    left: float
    """Minutes to the end of the etappe."""
    after: float
    """Minutes to the end of the lesson, after this etappe."""

    @property
    def following(self) -> int:
        """The number of the etappe after this one; 0 after the last."""
        return self.etappe.number + 1 if self.etappe.number < self.etappe.count else 0


def how_far(session: LessonSession, pace: Pace, lessons: Iterable[Lesson]) -> HowFar:
    """How far the learner is, at the pace that reading these lessons told."""
    lesson, page, slowness = session.lesson, session.page, pace.slowness(lessons)
    cut = parts(lesson)
    etappe = next(part for part in cut if page in part.pages)
    spent = {one.id: page_minutes(lesson, one) for one in session.pages}
    here = etappe.pages.index(page)
    behind = sum(spent[one.id] for one in session.pages[: session.index])
    left = sum(spent[one.id] for one in etappe.pages[here:])
    whole = sum(spent.values())
    return HowFar(
        etappe=etappe,
        share=behind / whole if whole else 0,
        left=slowness * left,
        after=slowness * max(0, whole - behind - left),
    )


def stop_after(session: LessonSession) -> Etappe | None:
    """The etappe that ends with this page, where one can stop: unless it was short, or the lesson ends as well."""
    ends = (part for part in parts(session.lesson) if part.pages[-1] == session.page)
    part = next(ends, None)
    return part if part and part.number < part.count and part.minutes >= SOON else None


def minutes(lesson: Lesson) -> int:
    """Whole minutes for a lesson with its casus and quiz, at the usual pace."""
    return max(1, round(sum(page_minutes(lesson, page) for page in pages(lesson))))


def _cut(lesson: Lesson, every: Sequence[Page]) -> Iterator[tuple[Page, ...]]:
    """The pages in pieces that take from SHORTEST_PART to LONGEST_PART, if they can; the casus begins one if it can.

    With what is left to choose, pieces are many and alike: the sum of the squares of their minutes is the least.
    """
    spent = [page_minutes(lesson, page) for page in every]
    at = [0, *(n for n in range(1, len(every)) if _begins(lesson, every[n])), len(every)]
    best: dict[int, tuple[tuple[float, int, float], int]] = {0: ((0, 0, 0), 0)}
    for end in at[1:]:
        found = []
        for begin in at[: at.index(end)]:
            took, (outside, within, squares) = sum(spent[begin:end]), best[begin][0]
            outside += max(0, SHORTEST_PART - round(took), round(took) - LONGEST_PART)
            within += any(page.kind is PageKind.CASUS for page in every[begin + 1 : end])
            found.append(((outside, within, squares + took * took), begin))
        best[end] = min(found)
    ends = [len(every)]
    while ends[0]:
        ends.insert(0, best[ends[0]][1])
    return (tuple(every[begin:end]) for begin, end in pairwise(ends))


def _begins(lesson: Lesson, page: Page) -> bool:
    """Whether one can stop before this page: where a kern, an example, the casus or the quiz begins."""
    step = lesson.step(page.subject) if page.kind is PageKind.STEP else None
    return step.role in (StepRole.CORE, StepRole.EXAMPLE) if step else page.kind in (PageKind.CASUS, PageKind.QUIZ)


def page_minutes(lesson: Lesson, page: Page) -> float:
    """What a page takes at the usual pace."""
    items = {item.id: item for item in lesson.items}
    match page.kind:
        case PageKind.STEP:
            step = lesson.step(page.subject)
            return _reading(step.text if step else "")
        case PageKind.GUESS:
            return _asking(items[page.subject], feedback=False)
        case PageKind.CHECK:
            return _asking(items[page.subject])
        case PageKind.CASUS:
            casus = next(casus for casus in lesson.cases if casus.id == page.subject)
            return walk_minutes(casus, casus.start)
        case PageKind.QUIZ:
            return sum(map(_asking, quiz_items(lesson)))


_DRAWING = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


@lru_cache(4096)
def _reading(text: str) -> float:
    if "```" in text:  # of the data of a drawing only what is between quotes is read
        text = _DRAWING.sub(lambda drawing: " ".join(re.findall(r'"([^"]*)"', drawing[0])), text)
    return len(text.split()) / WORDS_PER_MINUTE


def _asking(item: Item, *, feedback: bool = True) -> float:
    """Reading, thinking, and reading what is told of one answer: its feedback and the explanation."""
    texts = [item.stem]
    match item:
        case Single(options=options) | Multiple(options=options):
            texts += [option.text for option in options]
            told = options[0].feedback if options else ""
        case Ordering(parts=parts):
            texts += [part.text for part in parts]
            told = " ".join(part.feedback for part in parts)
        case Matching(pairs=pairs) | Gaps(pairs=pairs):
            texts += [f"{pair.left} {pair.right}" for pair in pairs]
            told = " ".join(pair.feedback for pair in pairs)
        case Open(criteria=criteria, model_answer=model):
            texts += [model, *(part.text for part in criteria)]
            told = ""
        case Number(feedback=told) | ShortText(feedback=told):
            pass
        case _:
            told = " ".join((item.explanation, item.floor, *item.pros, *item.cons))
    if feedback:
        texts += [told] if told == item.explanation or isinstance(item, Debate) else [told, item.explanation]
    return sum(map(_reading, texts)) + THINKING / 60


def walk_minutes(casus: Casus, node: str) -> float:
    """A walk from a scene to an ending: the mean over the choices at each scene, with their feedback."""
    known: dict[str, float] = {}

    def of(node_id: str, seen: frozenset[str]) -> float:
        if node_id in seen:  # a road that comes back to where it was
            return 0
        if node_id not in known:
            scene = casus.node(node_id)
            here = _reading(scene.text) + _reading(scene.debrief)
            if scene.choices:
                here += sum(_reading(choice.text) for choice in scene.choices) + THINKING / 60
                roads = (
                    _reading(choice.consequence) + _reading(choice.feedback) + of(choice.target, seen | {node_id})
                    for choice in scene.choices
                )
                here += sum(roads) / len(scene.choices)
            known[node_id] = here
        return known[node_id]

    return of(node, frozenset()) + _reading(casus.floor)


def _median(numbers: Sequence[float]) -> float:
    from statistics import median  # takes 3 ms to load, and a beginner has no times yet

    return median(numbers)
