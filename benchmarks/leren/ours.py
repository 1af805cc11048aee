"""The program itself in a simulated life: its memory, what it chooses for the minutes, the transfer that it fits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import repeat

from benchmarks.leren.learner import Shape
from benchmarks.leren.worlds import Answer
from tutor.learning.answers import Confidence, Outcome
from tutor.learning.memory import Memory, Review
from tutor.learning.minutes import KEPT, Pace, Took, _key, _kind, asking
from tutor.learning.parts import parts
from tutor.learning.review_queue import LEARNED, TakePart, choose
from tutor.learning.worth import HORIZON, TRANSFER, Pick, Try, fitted_transfer

BEGIN = datetime(2026, 1, 5, 3, tzinfo=UTC)
"""Four in the morning in Amsterdam: a study day begins."""
EVERY_FIT = 60
"""Days between two fits of the transfer."""
LATEST = 2_000
"""Answers from which the transfer is fitted."""


def at(moment: float) -> datetime:
    """A moment of the simulation on the clock."""
    return BEGIN + timedelta(days=moment)


class Ours:
    """Plays what `tutor.learning` chooses. `transfer` holds it at one value; by default it is fitted."""

    def __init__(self, shape: Shape, transfer: float | None = None) -> None:
        self.name = "Raadstutor" if transfer is None else f"Raadstutor, transfer {transfer}"
        self.memory, self.pace = Memory(), Pace()
        self.transfer = TRANSFER if transfer is None else transfer
        self._fixed, self._fitted = transfer is not None, 0.0
        self._shape, self._tries = shape, list[Try]()
        self._numbers = {item: number for number, item in enumerate(shape.ids)}

    def answered(self, item: int, moment: float, answer: Answer) -> None:
        """The memory and the pace of the program take it in."""
        name, guess = self._shape.ids[item], self._shape.guess[item]
        outcome = Outcome.RIGHT if answer.right else Outcome.WRONG
        self.memory.review(name, Review(at(moment), outcome, Confidence.SURE if answer.sure else None, guess))
        known = self._shape.catalogue.items[name]
        times = self.pace.answers.setdefault(_key(_kind(known), right=answer.right), [])
        wrong = 0 if answer.right else asking(known, right=False)
        once = wrong / (wrong + asking(known, right=True)) if wrong else 1  # without its return at the end
        times.append(Took(name, once * answer.seconds))
        del times[:-KEPT]
        self._tries.append(Try(name, self._shape.catalogue.items[name].goal, int(moment), answer.right, guess))

    def session(self, moment: float, seconds: float, lesson: tuple[int, int] | None) -> Iterator[int | None]:
        """What it chooses for these minutes; None for a page of the lesson."""
        if not self._fixed and moment >= self._fitted + EVERY_FIT:
            self.transfer, self._fitted = fitted_transfer(self._tries[-LATEST:]), moment
        chosen = choose(
            self.memory,
            self._shape.catalogue,
            at(moment),
            seconds / 60,
            pace=self.pace,
            transfer=self.transfer,
            offers=list(self._parts(*lesson)) if lesson else (),
        )
        place = lesson[1] if lesson else 0
        for one in chosen:
            if isinstance(one, Pick):
                yield self._numbers[one.item]
            elif isinstance(one, TakePart) and lesson:
                pieces = self._pieces(lesson[0], place, len(one.pages))
                place += pieces
                yield from repeat(None, pieces)

    def _parts(self, lesson: int, place: int) -> Iterator[TakePart]:
        """What is left of a lesson, part by part."""
        while place < len(self._shape.sheets[lesson]):
            part = self._part(lesson, place)
            yield part
            place += self._pieces(lesson, place, len(part.pages))

    def _pieces(self, lesson: int, place: int, pages: int) -> int:
        """How many pieces so many pages are, from a place in a lesson."""
        sheets = self._shape.sheets[lesson][place:]
        return sum(sheet.page < sheets[0].page + pages for sheet in sheets)

    def _part(self, lesson: int, place: int) -> TakePart:
        """The part of a lesson from this place on, as the program offers it."""
        sheets, found = self._shape.sheets[lesson], parts(self._shape.lessons[lesson])
        page, before = sheets[place].page, 0
        for part in found:
            if page < before + len(part.pages):
                break
            before += len(part.pages)
        ahead = range(page, before + len(part.pages))
        return TakePart(
            part=part,
            pages=part.pages[page - before :],
            costs=tuple(sum(sheet.minutes for sheet in sheets[place:] if sheet.page == at) for at in ahead),
            worth=sum(len(sheet.items) for sheet in sheets)
            * LEARNED
            * HORIZON
            / sum(sheet.minutes for sheet in sheets if not sheet.casus),
        )
