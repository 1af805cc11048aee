"""The pages of a lesson in order, and where the learner is."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from tutor.model import Debate, Item, Lesson, Open, StepRole

QUIZ_LENGTH = 6
"""Questions of the quiz in a lesson; the others are for who wants more, and for the mode Oefenen."""


class PageKind(StrEnum):
    """What a page asks of the learner."""

    STEP = "stap"
    GUESS = "prik"
    """A question to guess before learning: not scored, no feedback yet."""
    CHECK = "vraag"
    """The check question after a step."""
    CASUS = "casus"
    QUIZ = "quiz"


class Page(Struct, frozen=True, kw_only=True):
    """One stop in a lesson."""

    kind: PageKind
    subject: str
    """Anchor of the step, or id of the item, casus or lesson."""
    title: str

    @property
    def id(self) -> str:
        """Stable within the lesson: `stap:organen`."""
        return f"{self.kind}:{self.subject}"


def step_page(anchor: str) -> str:
    """The id of the page of a step."""
    return f"{PageKind.STEP}:{anchor}"


def pages(lesson: Lesson) -> tuple[Page, ...]:
    """Situatie, prikvragen, kern with check questions, voorbeeld, casus, quiz, gesprek, morgen."""
    known = {item.id for item in lesson.items}

    def of(*roles: StepRole) -> list[Page]:
        found: list[Page] = []
        for step in lesson.steps:
            if step.role in roles:
                found.append(Page(kind=PageKind.STEP, subject=step.anchor, title=step.title))
                if step.check in known:
                    found.append(Page(kind=PageKind.CHECK, subject=str(step.check), title="Even checken"))
        return found

    guesses = [
        Page(kind=PageKind.GUESS, subject=item, title="Raad eens") for item in lesson.head.prequestions if item in known
    ]
    cases = [Page(kind=PageKind.CASUS, subject=casus.id, title=casus.title) for casus in lesson.cases]
    quiz = [Page(kind=PageKind.QUIZ, subject=lesson.head.id, title="Quiz")] if quiz_items(lesson) else []
    return tuple(
        of(StepRole.SITUATION)
        + guesses
        + of(StepRole.CORE, StepRole.EXAMPLE)
        + cases
        + quiz
        + of(StepRole.DISCUSSION, StepRole.TOMORROW)
    )


def quiz_items(lesson: Lesson) -> tuple[Item, ...]:
    """The quiz inside a lesson: some questions that were not asked on the way, and the prikvragen once more at the end.

    So many that it fits in an etappe. First what can be graded, of the goal that was asked about least, of a kind that
    is not there yet.
    """
    again = [item for item in lesson.items if item.id in lesson.head.prequestions]
    checks = {step.check for step in lesson.steps}
    left = [item for item in practice_items(lesson) if item.id not in checks and item not in again]
    asked = [item.goal for item in lesson.items if item.id in checks] + [item.goal for item in again]
    fresh: list[Item] = []
    while left and len(fresh) + len(again) < QUIZ_LENGTH:
        kinds = {type(item) for item in fresh}
        pick = min(
            left, key=lambda item: (not gradable(item), not item.scored, asked.count(item.goal), type(item) in kinds)
        )
        left.remove(pick)
        fresh.append(pick)
        asked.append(pick.goal)
    return (*sorted(fresh, key=lesson.items.index), *again)


def asked_items(lesson: Lesson) -> tuple[Item, ...]:
    """What a lesson asks of who goes through it: the check questions and the quiz."""
    checks = {step.check for step in lesson.steps}
    quiz = quiz_items(lesson)
    return (*(item for item in lesson.items if item.id in checks and item not in quiz), *quiz)


def more_items(lesson: Lesson) -> tuple[Item, ...]:
    """What there is to practise after that."""
    asked = asked_items(lesson)
    return tuple(item for item in practice_items(lesson) if item not in asked)


def practice_items(lesson: Lesson) -> tuple[Item, ...]:
    """The items of a lesson but for those that are held back."""
    return tuple(item for item in lesson.items if not item.held_back)


def gradable_items(lesson: Lesson) -> tuple[Item, ...]:
    """The items of a Toets."""
    return tuple(item for item in practice_items(lesson) if gradable(item))


def gradable(item: Item) -> bool:
    """Whether the tutor can tell right from wrong: no opinion, and nothing that the learner judges."""
    return not isinstance(item, Debate | Open)


class LessonSession(Struct, frozen=True, kw_only=True):
    """A lesson with a bookmark."""

    lesson: Lesson
    pages: tuple[Page, ...]
    index: int = 0

    @classmethod
    def at(cls, lesson: Lesson, page_id: str | None = None) -> LessonSession:
        """The lesson at a page; at the first one when that page does not exist (any more)."""
        found = pages(lesson)
        index = next((n for n, page in enumerate(found) if page.id == page_id), 0)
        return cls(lesson=lesson, pages=found, index=index)

    @property
    def page(self) -> Page:
        """Where the learner is."""
        return self.pages[self.index]

    @property
    def at_end(self) -> bool:
        """Whether this is the last page."""
        return self.index == len(self.pages) - 1

    def forward(self) -> LessonSession:
        """The next page, or the same at the end."""
        return replace(self, index=min(self.index + 1, len(self.pages) - 1))

    def back(self) -> LessonSession:
        """The page before, or the same at the start."""
        return replace(self, index=max(self.index - 1, 0))

    def to_step(self, anchor: str) -> LessonSession:
        """The page of a step; unchanged when it is not there."""
        for index, page in enumerate(self.pages):
            if page.kind is PageKind.STEP and page.subject == anchor:
                return replace(self, index=index)
        return self
