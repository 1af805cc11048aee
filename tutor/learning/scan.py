"""The zelfscan: about fifteen questions that find out which lessons can be skipped.

It asks a demanding item per lesson, of the module that is most in doubt. A module in which three answers in a row were
wrong is not asked about any further: its lessons are taken anyway. One right answer among three options can be a guess:
a lesson can be skipped when the learner was right and sure, or right twice, once where one cannot guess. What is
skipped comes back as a probe, one item per goal, and one answer that is not right opens the lesson again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from msgspec import Struct

from tutor.learning.answers import Confidence, Response
from tutor.learning.events import SCAN, Answered, ScanFinished, ScanStarted
from tutor.learning.grading import Outcome, Verdict, as_prompted, grade, guess_chance
from tutor.learning.lesson import gradable_items
from tutor.learning.log import Draft, Event
from tutor.learning.memory import CardHistory
from tutor.learning.route import Role, lessons_for
from tutor.learning.wording import normalise
from tutor.model import Catalogue, Gaps, Item, Lesson, Matching, Number, Ordering, ShortText, revision

QUESTIONS = 15
UNGUESSABLE = (Number, Ordering, Matching, Gaps, ShortText)
"""Kinds of items that somebody who knows nothing has hardly ever right."""
WRONG_IN_A_ROW = 3


class ModuleResult(Struct, frozen=True, kw_only=True):
    """How a module went in the scan."""

    module: str
    asked: int
    right: int


class ScanResult(Struct, frozen=True, kw_only=True):
    """A scan that came to its end."""

    role: str
    asked: int
    right: int
    known: frozenset[str]
    """Lessons that can be skipped."""
    answers: tuple[tuple[str, bool], ...]
    """Items that were asked, and whether the answer was right."""
    at: datetime

    def per_module(self, catalogue: Catalogue) -> tuple[ModuleResult, ...]:
        """Results per module, in the order of the catalogue; items that are gone are passed over."""
        found: dict[str, list[bool]] = {}
        for item, right in self.answers:
            lesson = catalogue.lesson_of.get(item)
            if lesson:
                found.setdefault(lesson.module, []).append(right)
        return tuple(
            ModuleResult(module=module.head.id, asked=len(rights), right=sum(rights))
            for module in catalogue.modules
            if (rights := found.get(module.head.id))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question of a scan that was answered."""

    item: str
    lesson: str
    module: str
    right: bool
    sure: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """A running or finished scan."""

    id: str
    role: Role
    lessons: tuple[Lesson, ...]
    seed: int
    asked: tuple[Asked, ...] = ()
    named: frozenset[str] = frozenset()
    """What the tutor asked of the current item whether it was meant, normalised. Not kept."""

    @classmethod
    def begin(cls, scan_id: str, role: Role, catalogue: Catalogue, seed: int) -> Scan:
        """A scan over the lessons of a role."""
        return cls(id=scan_id, role=role, lessons=lessons_for(role, catalogue), seed=seed)

    @property
    def current(self) -> Item | None:
        """The item to ask now; None when the scan is done."""
        if len(self.asked) >= QUESTIONS:
            return None
        if second := self._second():
            return second
        done = {asked.lesson for asked in self.asked}
        left = [lesson for lesson in self.lessons if lesson.head.id not in done and gradable_items(lesson)]
        modules = dict.fromkeys(lesson.module for lesson in left)
        open_modules = [module for module in modules if not self._given_up(module)]
        if not open_modules:
            return None
        module = min(open_modules, key=self._certainty)
        lesson = next(lesson for lesson in left if lesson.module == module)
        return self._demanding(lesson)

    def _second(self) -> Item | None:
        """Another item of the lesson asked last, if that can tell whether its first answer was a guess."""
        lesson_id = self.asked[-1].lesson if self.asked else ""
        asked = [one for one in self.asked if one.lesson == lesson_id]
        if len(asked) != 1 or not asked[0].right or asked[0].sure:
            return None
        lesson = next(lesson for lesson in self.lessons if lesson.head.id == lesson_id)
        others = [item for item in gradable_items(lesson) if item.id != asked[0].item]
        told: list[Item] = [item for item in others if isinstance(item, UNGUESSABLE)]
        if any(item.id == asked[0].item and isinstance(item, UNGUESSABLE) for item in lesson.items):
            told = told or others
        return self._hardest(told, lesson) if told else None

    def _of(self, module: str) -> list[Asked]:
        return [asked for asked in self.asked if asked.module == module]

    def _given_up(self, module: str) -> bool:
        last = self._of(module)[-WRONG_IN_A_ROW:]
        return len(last) == WRONG_IN_A_ROW and not any(asked.right for asked in last)

    def _certainty(self, module: str) -> tuple[int, float]:
        """Few questions first; with as many, the module whose share of right answers is nearest a half."""
        asked = self._of(module)
        share = sum(one.right for one in asked) / len(asked) if asked else 0.5
        return len(asked), abs(share - 0.5)

    def _demanding(self, lesson: Lesson) -> Item:
        """One of the hardest items of a lesson, by chance of the seed."""
        return self._hardest(gradable_items(lesson), lesson)

    def _hardest(self, items: Sequence[Item], lesson: Lesson) -> Item:
        hardest = max(item.difficulty for item in items)
        return Random(f"{self.seed}:{lesson.head.id}").choice([item for item in items if item.difficulty == hardest])

    def answer(
        self, response: Response, at: datetime, confidence: Confidence | None = None
    ) -> tuple[Scan, Verdict | None]:
        """Grade an answer to the current item; an unclear one is not counted. None when the scan is done."""
        item = self.current
        if item is None:
            return self, None
        verdict = grade(item, as_prompted(response, self.named))
        if verdict.outcome is Outcome.UNCLEAR:
            named = {normalise(verdict.meant.text)} if verdict.meant else set()
            return replace(self, named=self.named | named), verdict
        return self.record(item, right=verdict.right, sure=confidence is Confidence.SURE, at=at), verdict

    def record(self, item: Item, *, right: bool, sure: bool, at: datetime) -> Scan:
        """Add an answer that was graded."""
        lesson = next(lesson for lesson in self.lessons if item in lesson.items)
        asked = Asked(item=item.id, lesson=lesson.head.id, module=lesson.module, right=right, sure=sure, at=at)
        return replace(self, asked=(*self.asked, asked), named=frozenset())

    @property
    def known(self) -> frozenset[str]:
        """Lessons that can be skipped."""
        return frozenset(lesson.head.id for lesson in self.lessons if self._knows(lesson))

    def _knows(self, lesson: Lesson) -> bool:
        asked = [one for one in self.asked if one.lesson == lesson.head.id]
        if not asked or not all(one.right for one in asked):
            return False
        told = {item.id for item in lesson.items if isinstance(item, UNGUESSABLE)}
        return any(one.sure for one in asked) or (len(asked) > 1 and any(one.item in told for one in asked))

    @property
    def per_module(self) -> Sequence[ModuleResult]:
        """Results per module, in the order of the lessons."""
        return [
            ModuleResult(module=module, asked=len(asked), right=sum(one.right for one in asked))
            for module in dict.fromkeys(lesson.module for lesson in self.lessons)
            if (asked := self._of(module))
        ]


def scan_started(scan: Scan) -> Draft:
    """What enters the log before the first answer of a scan."""
    return Draft(body=ScanStarted(session=scan.id, role=scan.role, seed=scan.seed))


def scan_answered(scan: Scan, item: Item, response: Response, verdict: Verdict, confidence: Confidence | None) -> Draft:
    """An answer in a scan."""
    return Draft(
        subject=item.id,
        revision=revision(item),
        body=Answered(
            session=scan.id,
            mode=SCAN,
            response=response,
            confidence=confidence,
            outcome=verdict.outcome,
            score=round(verdict.score, 4),
            attempt=1,
            guess=round(guess_chance(item), 4),
        ),
    )


def scan_finished(scan: Scan) -> Draft:
    """What enters the log behind the last answer: which lessons can be skipped."""
    return Draft(
        body=ScanFinished(
            session=scan.id,
            role=scan.role,
            asked=len(scan.asked),
            right=sum(asked.right for asked in scan.asked),
            known=tuple(sorted(scan.known)),
        )
    )


def resume_scan(events: Iterable[Event], catalogue: Catalogue) -> Scan | None:
    """The scan that these events describe; answers to items that are no longer asked are passed over."""
    scan: Scan | None = None
    for event in events:
        match event.body:
            case ScanStarted(session=session, role=role, seed=seed):
                scan = Scan.begin(session, role, catalogue, seed)
            case Answered() as answer if scan and scan.current and scan.current.id == event.subject:
                sure = answer.confidence is Confidence.SURE
                scan = scan.record(scan.current, right=answer.score >= 1, sure=sure, at=event.at)
    return scan


def result(finished: ScanFinished, at: datetime, scanning: Iterable[Event]) -> ScanResult:
    """What came out of a scan; `scanning` are its events before it was finished."""
    return ScanResult(
        role=finished.role,
        asked=finished.asked,
        right=finished.right,
        known=frozenset(finished.known),
        answers=tuple((one.subject, one.body.score >= 1) for one in scanning if isinstance(one.body, Answered)),
        at=at,
    )


def skipped(scans: Sequence[ScanResult], cards: Mapping[str, CardHistory], catalogue: Catalogue) -> frozenset[str]:
    """Lessons that the last scan lets skip, without those of which something was not right since."""
    if not scans:
        return frozenset()
    wrong = {
        catalogue.lesson_of[item].head.id
        for item, card in cards.items()
        if item in catalogue.items
        and any(review.at > scans[-1].at and review.outcome is not Outcome.RIGHT for review in card.reviews)
    }
    return scans[-1].known - wrong
