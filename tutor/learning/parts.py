"""The parts of a lesson, each with a natural stop, and how far somebody is.

A part is an etappe of five to nine minutes, at the usual pace: the situation, the guesses and the kernen, in two if
they are long; the casus; the quiz.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product

from msgspec import Struct

from tutor.learning.lesson import LessonSession, Page, PageKind, pages
from tutor.learning.minutes import Pace, page_minutes
from tutor.model import Lesson, StepRole

SHORTEST_PART, LONGEST_PART = 5, 9
"""Whole minutes."""
MOST_PARTS = 4
"""Of a lesson."""
SOON = 2
"""Minutes: after less than this nobody wants to stop already."""


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
    """How far somebody is in an etappe, weighed in minutes: a quiz is one page, and may take most of the time."""

    etappe: Etappe
    """The one in which the learner is."""
    step: int
    """The number of the page in it, from 1."""
    share: float
    """Of the etappe that is behind, from 0 to 1."""
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
    return HowFar(
        etappe=etappe,
        step=here + 1,
        share=1 - left / etappe.minutes if etappe.minutes else 0,
        left=slowness * left,
        after=slowness * max(0, sum(spent.values()) - behind - left),
    )


def stop_after(session: LessonSession) -> Etappe | None:
    """The etappe that ends with this page, where one can stop: unless it was short, or the lesson ends as well."""
    ends = (part for part in parts(session.lesson) if part.pages[-1] == session.page)
    part = next(ends, None)
    return part if part and part.number < part.count and part.minutes >= SOON else None


def _cut(lesson: Lesson, every: Sequence[Page]) -> Iterator[tuple[Page, ...]]:
    """The pages in pieces that take from SHORTEST_PART to LONGEST_PART, if they can; the casus begins one if it can.

    There are more than MOST_PARTS only where these would be too long. With what is left to choose, pieces are many and
    alike: the sum of the squares of their minutes is the least.
    """
    spent = [page_minutes(lesson, page) for page in every]
    at = [0, *(n for n in range(1, len(every)) if _begins(lesson, every[n])), len(every)]
    best: dict[tuple[int, int], tuple[tuple[float, int, float], int]] = {(0, 0): ((0, 0, 0), 0)}
    """By where they end and how many there are: what is wrong with them, and where the last begins."""
    for end, count in product(at[1:], range(1, len(at))):
        found = []
        for begin in at[: at.index(end)]:
            if (begin, count - 1) in best:
                took, (outside, within, squares) = sum(spent[begin:end]), best[begin, count - 1][0]
                outside += max(0, SHORTEST_PART - round(took), round(took) - LONGEST_PART)
                within += any(page.kind is PageKind.CASUS for page in every[begin + 1 : end])
                found.append(((outside, within, squares + took * took), begin))
        if found:
            best[end, count] = min(found)

    def whole(count: int) -> tuple[float, int, int, float]:
        outside, within, squares = best[len(every), count][0]
        return outside, within, max(0, count - MOST_PARTS), squares

    ends, count = [len(every)], min((n for end, n in best if end == len(every)), key=whole)
    while ends[0]:
        ends.insert(0, best[ends[0], count][1])
        count -= 1
    return (tuple(every[begin:end]) for begin, end in pairwise(ends))


def _begins(lesson: Lesson, page: Page) -> bool:
    """Whether one can stop before this page: where a kern, an example, the casus or the quiz begins."""
    step = lesson.step(page.subject) if page.kind is PageKind.STEP else None
    return step.role in (StepRole.CORE, StepRole.EXAMPLE) if step else page.kind in (PageKind.CASUS, PageKind.QUIZ)
