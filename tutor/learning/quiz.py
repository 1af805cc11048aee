"""A quiz as a frozen value: each transition gives a new session, so that undo, resume and replay come for free.

What enters the log of it is drafted here, and taken up again from there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from msgspec import structs

from tutor.learning.answers import Confidence, GiveUp, Response, Write
from tutor.learning.answers import Mode as Mode
from tutor.learning.events import Answered, Hinted, Proceeded, QuizFinished, QuizStarted, Retried, Undone
from tutor.learning.grading import NOTHING, UNSCORED, Outcome, Verdict, as_prompted, grade, guess_chance
from tutor.learning.log import Draft, Event
from tutor.learning.presentation import shown_order
from tutor.learning.wording import normalise
from tutor.model import Catalogue, Item, Open, revision

TRIES = 2
"""How often an item may be answered in Oefenen."""


class Phase(StrEnum):
    """What the learner is looking at."""

    ASKING = "vraag"
    FEEDBACK = "feedback"
    DONE = "klaar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """An answer that was graded and kept; an unclear one is none."""

    item: str
    response: Response | None
    """None for opinions, which are not kept."""
    confidence: Confidence | None
    at: datetime
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizSession:
    """A running or finished quiz."""

    id: str
    subject: str
    """The lesson it belongs to."""
    purpose: str
    """What it is for: `quiz` in a lesson, the page id of a check question, or the mode of a quiz of its own."""
    mode: Mode
    items: tuple[Item, ...]
    seed: int
    attempts: tuple[Attempt, ...] = ()
    hinted: frozenset[str] = field(default_factory=frozenset)
    position: int = 0
    set_aside: int = 0
    """How many tries at the current item the learner has set aside to try again."""
    revealed: bool = False
    """Whether the learner asked for the answer instead of trying again. Not kept: only a face needs it."""
    named: frozenset[str] = frozenset()
    """What the tutor asked of the current item whether it was meant, normalised. Not kept either."""
    earlier: int = 0
    """How many tries at the current item were before it came back at the end."""
    opened_with: int = 0
    """How many attempts there were when the quiz was opened: whether their answers were shown is not known."""

    @property
    def order(self) -> tuple[Item, ...]:
        """The items, and in Oefenen at the end once more those that were not right at first (successive relearning).

        What is asked after other questions must be remembered; a second try at once only repeats what is on the screen.
        """
        return (*self.items, *(item for item in self.items if self.comes_back(item)))

    def comes_back(self, item: Item) -> bool:
        """Whether an item is asked once more at the end. A check question on its own is not."""
        if self.mode is not Mode.PRACTICE or len(self.items) == 1:
            return False
        first = next((attempt for attempt in self.attempts if attempt.item == item.id), None)
        return first is not None and first.verdict.outcome in (Outcome.WRONG, Outcome.PARTLY)

    @property
    def returning(self) -> bool:
        """Whether what is asked now was asked before in this quiz."""
        return self.position >= len(self.items)

    @property
    def place(self) -> tuple[int, int]:
        """The number of the question in view and how many there are, in this round."""
        if not self.returning:
            return self.position + 1, len(self.items)
        again = len(self.order) - len(self.items)
        return min(self.position - len(self.items) + 1, again), again

    @property
    def current(self) -> Item | None:
        """The item in view; None when the quiz is done."""
        if not self.returning:
            return self.items[self.position]
        order = self.order
        return order[self.position] if self.position < len(order) else None

    @property
    def tries(self) -> tuple[Attempt, ...]:
        """The attempts at the current item, since it was put."""
        return self.tries_at(self.current.id)[self.earlier :] if self.current else ()

    @property
    def phase(self) -> Phase:
        """Asking until an answer counts; feedback only in Oefenen."""
        if not self.current:
            return Phase.DONE
        return Phase.ASKING if self.set_aside == len(self.tries) else Phase.FEEDBACK

    @property
    def may_retry(self) -> bool:
        """Whether a second try is offered: in Oefenen, after a first answer that was not wholly right."""
        item = self.current
        return (
            self.phase is Phase.FEEDBACK
            and item is not None
            and not self.revealed
            and not self.returning
            and len(self.tries) < TRIES
            and not self.tries[-1].verdict.right
            and self.tries[-1].verdict.outcome is not Outcome.UNSCORED
            and not _was_told(self.tries[-1].response)
        )

    @property
    def withholds(self) -> bool:
        """Whether feedback leaves the answer to be found. Whoever judged an open answer has seen the model answer."""
        return self.may_retry and not isinstance(self.current, Open)

    @property
    def may_undo(self) -> bool:
        """Whether the last answer may be taken back: as long as the right answer was not shown.

        Later it would be an answer that was read, and count as one that was known.
        """
        if self.mode is not Mode.PRACTICE or not self.tries or len(self.attempts) <= self.opened_with:
            return False
        opinion = self.tries[-1].verdict.outcome is Outcome.UNSCORED
        trying_again = self.phase is Phase.ASKING and not isinstance(self.current, Open)
        return opinion or self.withholds or trying_again

    @property
    def hint(self) -> str:
        """The hint of the current item, if the learner asked for it."""
        return self.current.hint if self.current and self.current.id in self.hinted else ""

    @property
    def may_hint(self) -> bool:
        """Whether a hint can be asked for now."""
        item = self.current
        return (
            self.mode is Mode.PRACTICE
            and self.phase is Phase.ASKING
            and item is not None
            and bool(item.hint)
            and item.id not in self.hinted
        )

    def tries_at(self, item_id: str) -> tuple[Attempt, ...]:
        """The attempts at one item."""
        return tuple(attempt for attempt in self.attempts if attempt.item == item_id)

    def shown_order(self, item: Item | None = None) -> tuple[int, ...]:
        """The author's indices in the order on screen, for the current item or another one."""
        item = item or self.current
        return shown_order(item, self.shown_seed) if item else ()

    @property
    def shown_seed(self) -> int:
        """Of what is shuffled: another one when an item comes back, so that nobody remembers the place."""
        return self.seed + self.returning

    def answer(self, response: Response, confidence: Confidence | None, at: datetime) -> tuple[QuizSession, Verdict]:
        """Grade a response to the current item. Not counted when unclear, or when nothing is being asked."""
        item = self.current
        if item is None or self.phase is not Phase.ASKING:
            return self, UNSCORED if item is None or not item.scored else NOTHING
        response = as_prompted(response, self.named)
        verdict = grade(item, response)
        if verdict.outcome is Outcome.UNCLEAR:
            named = {normalise(verdict.meant.text)} if verdict.meant else set()
            return replace(self, named=self.named | named), verdict
        kept = response if item.scored else None
        return self.record(Attempt(item=item.id, response=kept, confidence=confidence, at=at, verdict=verdict)), verdict

    def record(self, attempt: Attempt) -> QuizSession:
        """Add an attempt at the current item that has been graded; a Toets goes straight on."""
        session = replace(self, attempts=(*self.attempts, attempt))
        return session.proceed() if self.mode is Mode.TEST else session

    def take_hint(self) -> QuizSession:
        """Show the hint of the current item."""
        if not self.may_hint or self.current is None:
            return self
        return replace(self, hinted=self.hinted | {self.current.id})

    def retry(self) -> QuizSession:
        """Put the current item once more."""
        return replace(self, set_aside=len(self.tries)) if self.may_retry else self

    def reveal(self) -> QuizSession:
        """Show the answer; there is no second try after that."""
        return replace(self, revealed=True) if self.withholds else self

    def proceed(self) -> QuizSession:
        """Go on to the next item, once the current one has been answered."""
        if not self.current or not self.tries:
            return self
        after = replace(self, position=self.position + 1, set_aside=0, revealed=False, named=frozenset())
        return replace(after, earlier=len(after.tries_at(after.current.id)) if after.current else 0)

    def undo(self) -> QuizSession:
        """Take the last answer back and ask that item again, if that is still possible."""
        return self.without_last() if self.may_undo else self

    def without_last(self) -> QuizSession:
        """The session as it was before the last answer, which once could be taken back later than now."""
        if self.mode is not Mode.PRACTICE or not self.current or not self.attempts:
            return self
        last = self.attempts[-1].item
        position = next((n for n, item in enumerate(self.items) if item.id == last), self.position)
        session = replace(self, attempts=self.attempts[:-1], position=position, earlier=0, set_aside=0, revealed=False)
        return replace(session, set_aside=len(session.tries))

    def results(self) -> Results:
        """The score so far: the first try at each item counts."""
        first: dict[str, Attempt] = {}
        for attempt in self.attempts:
            first.setdefault(attempt.item, attempt)
        lines = tuple(
            ItemResult(item=item, attempt=first[item.id], tries=len(self.tries_at(item.id)))
            for item in self.items
            if item.id in first
        )
        return Results(lines=lines)

    def started(self) -> Draft:
        """What enters the log before anything else of this quiz."""
        items = tuple(item.id for item in self.items)
        body = QuizStarted(session=self.id, mode=self.mode, items=items, seed=self.seed, purpose=self.purpose)
        return Draft(subject=self.subject, body=body)

    def answered(self, item: Item) -> Draft:
        """The last answer, which was to this item; an opinion is not kept."""
        attempt = self.attempts[-1]
        body = Answered(
            session=self.id,
            mode=self.mode,
            response=attempt.response,
            confidence=attempt.confidence,
            outcome=attempt.verdict.outcome,
            score=round(attempt.verdict.score, 4),
            attempt=len(self.tries_at(item.id)),
            guess=round(guess_chance(item), 4),
        )
        return Draft(subject=item.id, revision=revision(item), body=body)

    def finished(self) -> list[Draft]:
        """That the last item is behind the learner; nothing before that."""
        if self.current:
            return []
        results = self.results()
        body = QuizFinished(session=self.id, mode=self.mode, right=results.right, scored=len(results.scored))
        return [Draft(subject=self.subject, body=body)]


def _was_told(response: Response | None) -> bool:
    """Whether the learner did not find the answer, but was told."""
    return isinstance(response, GiveUp) or (isinstance(response, Write) and response.prompted)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemResult:
    """How an item went in this quiz."""

    item: Item
    attempt: Attempt
    """The first try."""
    tries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalResult:
    """How one goal went, over its scored items."""

    goal: str
    score: float
    """Sum of the scores."""
    items: int

    @property
    def share(self) -> float:
        """Of the points that could be had, from 0 to 1."""
        return self.score / self.items if self.items else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The outcome of a quiz."""

    lines: tuple[ItemResult, ...]

    @property
    def scored(self) -> tuple[ItemResult, ...]:
        """Those of items that can be right or wrong: no opinions."""
        return tuple(line for line in self.lines if line.item.scored)

    @property
    def right(self) -> int:
        """How many items were wholly right at the first try."""
        return sum(line.attempt.verdict.right for line in self.scored)

    @property
    def wrong(self) -> tuple[Item, ...]:
        """What was not wholly right at the first try."""
        return tuple(line.item for line in self.scored if not line.attempt.verdict.right)

    @property
    def per_goal(self) -> tuple[GoalResult, ...]:
        """Results per goal, in the order in which the goals came by."""
        scores: dict[str, list[float]] = {}
        for line in self.scored:
            scores.setdefault(line.item.goal, []).append(line.attempt.verdict.score)
        return tuple(GoalResult(goal=goal, score=sum(values), items=len(values)) for goal, values in scores.items())


def resume_quiz(events: Iterable[Event], catalogue: Catalogue) -> QuizSession | None:
    """The quiz that these events of one session describe; None when it did not start or has no items left.

    Items that left the catalogue are passed over, together with what was said of them.
    """
    session: QuizSession | None = None
    for event in events:
        match event.body:
            case QuizStarted() as started:
                items = tuple(catalogue.items[item] for item in started.items if item in catalogue.items)
                if not items:
                    return None
                session = QuizSession(
                    id=started.session,
                    subject=event.subject,
                    purpose=started.purpose,
                    mode=started.mode,
                    items=items,
                    seed=started.seed,
                )
            case _ if session:
                session = _replay_quiz(session, event)
    return replace(session, opened_with=len(session.attempts)) if session else None


def _replay_quiz(session: QuizSession, event: Event) -> QuizSession:
    item = session.current
    if isinstance(event.body, Undone):
        return session.without_last()
    if item is None or item.id != event.subject:
        return session
    match event.body:
        case Answered() as answer:
            return session.record(_attempt(item, answer, event))
        case Hinted():
            return session.take_hint()
        case Retried():
            return session.retry()
        case Proceeded():
            return session.proceed()
    return session


def _attempt(item: Item, answer: Answered, event: Event) -> Attempt:
    """The attempt as it was judged then; feedback only if the item is still the same."""
    verdict = Verdict(outcome=answer.outcome, score=answer.score)
    if answer.response is not None and event.revision == revision(item):
        verdict = structs.replace(grade(item, answer.response), outcome=verdict.outcome)
    return Attempt(item=item.id, response=answer.response, confidence=answer.confidence, at=event.at, verdict=verdict)


def together(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items in their order, but those about one passage after the first of them."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.passage or f"\0{item.id}", []).append(item)
    return tuple(item for group in groups.values() for item in group)
